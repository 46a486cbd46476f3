"""foedus compare: proposals side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.common import CsvOption, JsonOption, console, progress_bar, write_csv
from foedus.cli.streams import say_json

__all__ = ["compare"]


def compare(
    files: Annotated[
        list[Path], typer.Argument(metavar="A.yaml B.yaml ...", help="Scenario files.")
    ],
    draws: Annotated[
        int, typer.Option(min=0, max=100_000, help="Sets of plausible assumptions to try.")
    ] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """Put proposals side by side: who prefers which, and which no state would refuse.

    Example: foedus compare examples/scenarios/no-ukraine.yaml examples/scenarios/ukraine-in.yaml
    """
    from foedus.scenario.compare import compare as run
    from foedus.scenario.compare_text import comparison_text
    from foedus.scenario.scenario import load_scenario

    scenarios = [load_scenario(path) for path in files]
    with progress_bar("comparing") as progress:
        result = run(scenarios, draws, seed, progress)
    if csv:
        write_csv(csv, result.table)
    if json:
        say_json(result.to_json())
        return
    console().print(comparison_text(result.data), markup=False, end="")
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)
