"""foedus line: which line an alliance defends, and how it has moved."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.options import (
    AllianceArgument,
    CsvOption,
    JsonOption,
    OnOption,
    PlotOption,
    ReportOption,
    world_of,
)
from foedus.cli.outlet import Outlet

__all__ = ["line"]


def line(
    alliance: AllianceArgument,
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
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show which line an alliance defends on land, and how near it comes to a capital.

    Example: foedus line NATO --since 1949-08-24 --toward RUS
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.line import line as run
    from foedus.questions.line_series import last_day

    # A series without an end goes on to the alliance's last day, if it has ended.
    day = str(last_day(alliance)) if since and on is None else on
    outlet.give(run(world_of(day), alliance, since=since, toward=toward))
