"""foedus commitments: treaty clauses and political commitments, with their status on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.options import CsvOption, JsonOption, PlotOption, ReportOption, world_of
from foedus.cli.outlet import Outlet

__all__ = ["commitments"]


def commitments(
    involving: Annotated[
        list[str] | None,
        typer.Option(metavar="RUS,NATO", help="States or alliances, all of them parties."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="indivisibility, no_enlargement, ...")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As it stood on this day.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS", help="in_force, signed, disputed, suspended, lapsed, proposed."
        ),
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """List treaty clauses and political commitments, with both readings of the disputed ones.

    Example: foedus commitments --involving RUS,NATO --kind indivisibility --on 2022-01-30
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.commitments import commitments as run

    outlet.give(run(world_of(None), involving or (), kind, status, on=on))
