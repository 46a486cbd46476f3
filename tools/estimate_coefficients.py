"""Estimate the security model's coefficients on the research data and write its tables.

    python tools/estimate_coefficients.py

Reads the pulled data (foedus data pull) and writes, always the same bytes for the same data,
src/foedus/security/tables/*.csv and docs/estimation.md.
"""

import argparse
import sys
from pathlib import Path

from rich.progress import Progress

from foedus.errors import FoedusError
from foedus.estimation.estimate import Estimates, all_tables, estimate, read_research
from foedus.estimation.tables import replace
from foedus.sources import load

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "src" / "foedus" / "security" / "tables"
PAGE = ROOT / "docs" / "estimation.md"
STEPS = 273
"""About as many steps as there are, for the progress bar."""


def run() -> Estimates:
    with Progress() as progress:
        task = progress.add_task("research data", total=STEPS)
        research = read_research(load)
        for what, found in estimate(research, load):
            progress.update(task, description=what, advance=1)
            if found is not None:
                progress.update(task, completed=STEPS)
                return found
    raise ArithmeticError("the estimation ended without a result")


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0]).parse_args()
    try:
        found = run()
    except FoedusError as error:
        print(error, file=sys.stderr)
        return 2
    for name, text in all_tables(found).items():
        replace(TABLES / f"{name}.csv", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
