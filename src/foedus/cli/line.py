"""foedus line: which line an alliance defends, and how it has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.common import CsvOption, JsonOption, OnOption, console, write_csv
from foedus.cli.streams import say_json

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.line import Line

__all__ = ["line"]


def line(
    alliance: Annotated[str, typer.Argument(help="NATO, CSTO, ...: see foedus world --alliances.")],
    on: OnOption = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Show every change from this day on."),
    ] = None,
    toward: Annotated[
        str | None,
        typer.Option("--toward", metavar="STATE", help="Distance to this state's capital."),
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """Show which line an alliance defends on land, and how near it comes to a capital.

    Example: foedus line NATO --since 1949-08-24 --toward RUS
    """
    from foedus.world.line import line as run

    result = run(alliance, on=on, since=since, toward=toward)
    if csv:
        write_csv(csv, _flat(result))
    if json:
        say_json(result.to_json())
        return
    console().print(result.summary(), markup=False, end="")
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)


def _flat(result: Line) -> pl.DataFrame:
    """Return the series, or else the pairs, as a table without lists."""
    import polars as pl

    if result.series is None:
        return result.pairs
    return result.series.with_columns(pl.col("joined", "left").list.join(" "))
