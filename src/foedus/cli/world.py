"""foedus world: the embedded states, one state's page, the alliances, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import (
    CapabilityOption,
    CsvOption,
    JsonOption,
    OnOption,
    PlotOption,
    ReportOption,
    world_of,
)
from foedus.cli.outlet import Outlet
from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.questions.result import Result
    from foedus.world.world import World

__all__ = ["world"]


def world(
    state: Annotated[str | None, typer.Argument(help="Code or name: one state's page.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Show what is not known.")] = False,
    alliances: Annotated[bool, typer.Option("--alliances", help="List the alliances.")] = False,
    on: OnOption = None,
    capability: CapabilityOption = "index",
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show the states of the world with their resources, or one state with all its sources.

    Example: foedus world UKR --on 2022-01-30
    """
    if (state is not None) + missing + alliances > 1:
        raise FoedusError("foedus world: give a state, --missing or --alliances, not several")
    outlet = Outlet(json, csv, report, plot)
    outlet.give(_asked(world_of(on, capability), state, missing, alliances))


def _asked(there: World, name: str | None, missing: bool, alliances: bool) -> Result:
    """Return the answer to the one question that the options ask."""
    if name is not None:
        from foedus.questions.state import state

        return state(there, name)
    if missing:
        from foedus.questions.missing import missing as known_not

        return known_not(there)
    if alliances:
        from foedus.questions.alliances import alliances as listed

        return listed(there)
    from foedus.questions.states import states

    return states(there)
