"""foedus contribution: what each member brings to an alliance, and what it gets."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.options import (
    SEED,
    AllianceArgument,
    CapabilityOption,
    CsvOption,
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

__all__ = ["contribution"]


def contribution(
    alliance: AllianceArgument,
    on: OnOption = None,
    capability: CapabilityOption = "index",
    set_: SetOption = None,
    event: EventOption = "force",
    with_other_alliances: Annotated[
        bool,
        typer.Option(
            "--with-other-alliances",
            help="Leave the world's other alliances in force; Shapley values are then sampled.",
        ),
    ] = False,
    permutations: Annotated[
        int, typer.Option(min=4, max=1_000_000, help="Random orders where sampled; even.")
    ] = 100,
    seed: SeedOption = SEED,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show what each member brings to an alliance, and what it gets.

    Example: foedus contribution NATO --on 2020-06-30 --capability nato
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.contribution import contribution as run

    world = world_of(on, capability)
    assumptions, given = given_assumptions(event, set_)
    with progress_bar("random orders") as progress:
        result = run(
            world,
            alliance,
            assumptions,
            with_other_alliances=with_other_alliances,
            permutations=permutations,
            seed=seed,
            fixed=given,
            progress=progress,
        )
    outlet.give(result)
