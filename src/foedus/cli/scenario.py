"""foedus scenario: validate and assess proposals written as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import (
    DRAWS,
    SEED,
    CsvOption,
    DrawsOption,
    JsonOption,
    PlotOption,
    ReportOption,
    SeedOption,
    progress_bar,
)
from foedus.cli.outlet import Outlet
from foedus.cli.streams import console

__all__ = ["scenario"]

scenario = typer.Typer(
    no_args_is_help=True, help="Validate or assess proposals written as YAML files."
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE.yaml", help="A scenario file.")]


@scenario.command()
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.yaml...", help="Scenario files.")],
) -> None:
    """Check scenario files: schema, states, dates, contradictions; nothing is assessed.

    Example: foedus scenario validate examples/scenarios/ukraine-in.yaml
    """
    from foedus.scenario.scenario import load_scenario

    for path in files:
        found = load_scenario(path)
        what = "; ".join(change.describe() for change in found.changes)
        console().print(f"{path}: valid: {what} ({found.world.on})", markup=False)


@scenario.command()
def assess(
    file: FileArgument,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Show what a proposal does to everybody's security.

    Example: foedus scenario assess examples/scenarios/forces-of-1997.yaml
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.assess import assess_scenario
    from foedus.scenario.scenario import load_scenario

    found = load_scenario(file)
    with progress_bar("trying assumptions") as progress:
        result = assess_scenario(found, draws, seed, progress)
    outlet.give(result, before=f"{found.title}\n\n")
