"""Estimate the security model's coefficients on the research data and write its tables.

    python tools/estimate_coefficients.py

Reads the pulled data (foedus data pull) and writes, always the same bytes for the same data,
src/foedus/security/tables/*.csv and docs/estimation.md.
"""

import argparse
import sys
from pathlib import Path

from rich.progress import Progress
from threadpoolctl import threadpool_limits

from estimation_page import fill, tables
from foedus.errors import FoedusError
from foedus.estimation.calibration import calibration, expected_rates
from foedus.estimation.estimate import Research, all_tables, estimate, read_research
from foedus.estimation.tables import group_table, replace
from foedus.security.coefficients import EVENTS, attack_fit
from foedus.sources import load

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "src" / "foedus" / "security" / "tables"
PAGE = ROOT / "docs" / "estimation.md"
STEPS = 321
"""Steps of the estimation, for the progress bar."""


def run() -> Research:
    """Write every table that comes straight from the estimates, and return the research data."""
    with Progress() as progress:
        task = progress.add_task("research data", total=STEPS)
        research = read_research(load)
        for what, found in estimate(research, load):
            progress.update(task, description=what, advance=1)
            if found is not None:
                write(all_tables(found))
    return research


def write(tables: dict[str, str]) -> None:
    for name, text in tables.items():
        replace(TABLES / f"{name}.csv", text)


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0]).parse_args()
    try:
        with threadpool_limits(1):  # sums in one order: the same bytes on every computer
            rows = run().rows
    except FoedusError as error:
        print(error, file=sys.stderr)
        return 2
    rates = {event: expected_rates(rows, attack_fit(event=event)) for event in EVENTS}
    write(group_table(tuple(calibration(rows, rates))))
    replace(PAGE, fill(PAGE.read_text(encoding="utf-8"), tables()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
