"""Where an answer goes: the files that were asked for, then text or JSON to standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from foedus.errors import FoedusError

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console

    from foedus.questions.result import Result

__all__ = ["Outlet", "console", "csv_text"]


def console() -> Console:
    """Return a console that writes to standard output, in colour only on a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Outlet:
    """What the options of a question ask for; made before any work is done.

    Raises
    ------
    FoedusError
        A file cannot be written there, or its name has another ending than it must have.
    """

    json: bool = False
    csv: Path | None = None
    report: Path | None = None
    plot: Path | None = None

    def __post_init__(self) -> None:
        if self.plot and self.plot.suffix.lower() not in {".png", ".svg"}:
            raise FoedusError(f"--plot {self.plot}: expected a name that ends in .png or .svg")
        if self.report and self.report.suffix.lower() not in {".html", ".htm"}:
            raise FoedusError(f"--report {self.report}: expected a name that ends in .html")
        for path in (self.csv, self.report, self.plot):
            if path and not path.absolute().parent.is_dir():
                parent = path.absolute().parent
                raise FoedusError(f"cannot write {path}: there is no folder {parent}")
            if path and path.is_dir():
                raise FoedusError(f"cannot write {path}: it is a folder")

    def give(self, result: Result, before: str = "") -> None:
        """Write the files, then print the answer.

        Parameters
        ----------
        result : Result
        before : str
            Printed above the text.
        """
        if self.csv:
            from foedus.views.files import write_whole

            write_whole(self.csv, csv_text(result.frame))
        if self.plot:
            result.plot(self.plot)
        if self.report:
            result.report(self.report)
        if self.json:
            typer.echo(result.to_json())
            return
        console().print(f"{before}{result.summary()}", markup=False, end="")
        for path in (self.csv, self.plot, self.report):
            if path:
                console().print(f"\nwritten: {path}", markup=False, end="")
        if self.csv or self.plot or self.report:
            console().print()


def csv_text(table: pl.DataFrame) -> str:
    """Return a table as CSV; a list in a cell is separated by blanks."""
    import polars as pl

    lists = [name for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    flat = [pl.col(name).cast(pl.List(pl.String)).list.join(" ") for name in lists]
    return table.with_columns(flat).write_csv()
