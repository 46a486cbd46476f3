"""foedus assess: what a change does to everybody's security."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.options import (
    DRAWS,
    SEED,
    CapabilityOption,
    CsvOption,
    DrawsOption,
    EventOption,
    JsonOption,
    OnOption,
    PlotOption,
    ReportOption,
    SeedOption,
    SetOption,
    given_assumptions,
    progress_bar,
    world_of,
)
from foedus.cli.outlet import Outlet
from foedus.errors import FoedusError

__all__ = ["assess"]


def assess(
    alliance: Annotated[str, typer.Argument(help="NATO, CSTO, EU_42_7, RIO, ...")],
    admit: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="A state joins; repeatable.")
    ] = None,
    expel: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="A member is turned out.")
    ] = None,
    withdraw: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help="A member leaves.")
    ] = None,
    on: OnOption = None,
    capability: CapabilityOption = "index",
    set_: SetOption = None,
    event: EventOption = "force",
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show what a change to an alliance does to everybody's security.

    Example: foedus assess NATO --admit UKR --on 2022-01-30 --report ukraine.html
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.assess import assess as run
    from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal
    from foedus.world.alliances import resolve_alliance

    name = resolve_alliance(alliance)
    world = world_of(on, capability)
    kinds = ((Accession, admit), (Expulsion, expel), (Withdrawal, withdraw))
    changes: list[Change] = [
        kind(world.resolve(state), name) for kind, states in kinds for state in states or ()
    ]
    if not changes:
        raise FoedusError(
            "nothing to assess: give --admit, --expel or --withdraw, e.g. --admit UKR"
        )
    assumptions, given = given_assumptions(event, set_)
    if capability != "index":
        given.add("capability")
    with progress_bar("trying assumptions") as progress:
        result = run(
            world, *changes, assumptions=assumptions, draws=draws, seed=seed, fixed=given,
            progress=progress,
        )  # fmt: skip
    outlet.give(result)
