"""foedus assess: what a change does to everybody's security."""

from __future__ import annotations

from pathlib import Path
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
    draws: Annotated[
        int, typer.Option(min=0, max=1_000_000, help="Sets of plausible assumptions to try.")
    ] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write the report.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png|svg", help="Write the headline chart.")
    ] = None,
) -> None:
    """Show what a change to an alliance does to everybody's security.

    Example: foedus assess NATO --admit UKR --on 2022-01-30 --report ukraine.html
    """
    from foedus.scenario.assess import assess as run
    from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal
    from foedus.world.alliances import resolve_alliance

    _check_outputs(report, plot)
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
    if csv:
        write_csv(csv, result.states)
    if plot:
        from foedus.report.charts import plot as draw

        draw(result, plot)
    if report:
        result.report(report)
    if json:
        say_json(result.to_json())
        return
    console().print(result.summary(), markup=False, end="")
    for path in (csv, plot, report):
        if path:
            console().print(f"\nwritten: {path}", markup=False, end="")
    if csv or plot or report:
        console().print()


def _check_outputs(report: Path | None, plot: Path | None) -> None:
    """Refuse endings of another kind of file before any work is done."""
    if plot and plot.suffix.lower() not in {".png", ".svg"}:
        raise FoedusError(f"--plot {plot}: expected a name that ends in .png or .svg")
    if report and report.suffix.lower() not in {".html", ".htm"}:
        raise FoedusError(f"--report {report}: expected a name that ends in .html")
