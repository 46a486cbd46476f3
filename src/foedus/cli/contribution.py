"""foedus contribution: what each member brings to an alliance, and what it gets."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.common import (
    CapabilityOption,
    CsvOption,
    EventOption,
    JsonOption,
    OnOption,
    SetOption,
    console,
    given_assumptions,
    progress_bar,
    world_of,
    write_csv,
)
from foedus.cli.streams import say_json

__all__ = ["contribution"]


def contribution(
    alliance: Annotated[str, typer.Argument(help="NATO, CSTO, ...: see foedus world --alliances.")],
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
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """Show what each member brings to an alliance, and what it gets.

    Example: foedus contribution NATO --on 2020-06-30 --capability nato
    """
    from foedus.security.contribution import contribution as run

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
    if csv:
        write_csv(csv, result.members)
    if json:
        say_json(result.to_json())
        return
    console().print(result.summary(), markup=False, end="")
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)
