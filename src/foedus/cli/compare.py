"""foedus compare: proposals side by side."""

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

__all__ = ["compare"]


def compare(
    files: Annotated[
        list[Path], typer.Argument(metavar="A.yaml B.yaml ...", help="Scenario files.")
    ],
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Put proposals side by side: who prefers which, and which no state would refuse.

    Example: foedus compare examples/scenarios/no-ukraine.yaml examples/scenarios/ukraine-in.yaml
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.questions.compare import common_world
    from foedus.questions.compare import compare as run
    from foedus.scenario.scenario import load_scenario

    proposals = [load_scenario(path) for path in files]
    world = common_world(*proposals)
    with progress_bar("comparing") as progress:
        result = run(world, *proposals, draws=draws, seed=seed, progress=progress)
    outlet.give(result)
