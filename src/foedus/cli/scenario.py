"""foedus scenario: validate and assess proposals written as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.common import CsvOption, JsonOption, console, progress_bar, write_csv
from foedus.cli.streams import say_json

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
    draws: Annotated[
        int, typer.Option(min=0, max=1_000_000, help="Sets of plausible assumptions to try.")
    ] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write the report.")
    ] = None,
) -> None:
    """Show what a proposal does to everybody's security.

    Example: foedus scenario assess examples/scenarios/forces-of-1997.yaml
    """
    from foedus.cli.assess import _check_outputs
    from foedus.scenario.scenario import assess_scenario, load_scenario

    _check_outputs(report, None)
    found = load_scenario(file)
    with progress_bar("trying assumptions") as progress:
        result = assess_scenario(found, draws, seed, progress)
    if csv:
        write_csv(csv, result.states)
    if report:
        result.report(report)
    if json:
        say_json(result.to_json())
        return
    console().print(f"{found.title}\n\n{result.summary()}", markup=False, end="")
    for path in (csv, report):
        if path:
            console().print(f"\nwritten: {path}", markup=False)
