"""Where an answer goes: the files that were asked for, then text or JSON to standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.cli.paint import painted
from foedus.cli.streams import console, say_json, visible
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.questions.result import Result

__all__ = ["Outlet"]


@dataclass(frozen=True)
class Outlet:
    """What the options of a question ask for; made before any work is done.

    Raises
    ------
    FoedusError
        The name of a file has another ending than it must have.
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

    def give(self, result: Result, before: str = "") -> None:
        """Write the files, then print the answer.

        Parameters
        ----------
        result : Result
        before : str
            Printed above the text.
        """
        if self.csv:
            from foedus.files import write_whole
            from foedus.spreadsheet import csv_of

            write_whole(self.csv, csv_of(result.frame))
        if self.plot:
            result.plot(self.plot)
        if self.report:
            result.report(self.report)
        if self.json:
            say_json(result.to_json())
            return
        from foedus.views.text.table import as_wide_as

        shown = console()
        with as_wide_as(shown.width):
            text = visible(f"{before}{result.summary()}")
        shown.print(painted(text) if shown.is_terminal else text, markup=False, end="")
        for path in (self.csv, self.plot, self.report):
            if path:
                console().print(f"\nwritten: {path}", markup=False, end="")
        if self.csv or self.plot or self.report:
            console().print()
