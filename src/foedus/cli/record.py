"""foedus record: how defensive an alliance has been, as facts."""

from __future__ import annotations

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

__all__ = ["record"]


def record(
    alliance: AllianceArgument,
    on: OnOption = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show an alliance's obligations, operations with their mandates, and memberships.

    Example: foedus record NATO --on 2003-03-31
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.record import record as run

    outlet.give(run(world_of(on), alliance))
