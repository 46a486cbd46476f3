"""Estimate the security model's coefficients on the dispute data and write the embedded tables.

    python tools/estimate_coefficients.py [--mirror DIR]

Reads the Correlates of War, ATOP, Gibler-Miller-Little and Thompson-Sakuwa-Suhas data of the
mirror (or FOEDUS_DATA_MIRROR) and writes, always the same bytes for the same data:

    src/foedus/world/embedded/coefficients.csv   eta, alpha, beta by kind of event
    src/foedus/world/embedded/estimates.csv      rho and omega, own and published
    docs/estimation.md                           the tables between its markers
    docs/img/estimation-profile.svg              the likelihood profiles
"""

import argparse
import sys
from pathlib import Path

from rich.progress import track

from estimation import write
from estimation.data import load_tables, mirror_folder, read_mirror, system_years
from estimation.dyads import EVENTS, events, onsets, rows
from estimation.fits import coefficients
from foedus.errors import FoedusError

ROOT = Path(__file__).parents[1]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"
FIRST, LAST = 1946, 2010


def run(mirror: Path | None) -> None:
    folder = mirror_folder(mirror)
    tables = load_tables(folder)
    participants, disputes = read_mirror(folder, "gml_part"), read_mirror(folder, "gml_mid_disps")
    years = range(FIRST, LAST + 1)
    systems = list(track(system_years(tables, years), "state systems", len(years)))
    table = rows(systems)
    happened = events(table, onsets(participants, disputes))
    fitted = [
        coefficients(table, event, *happened[event]) for event in track(EVENTS, "coefficients")
    ]
    write.coefficients(EMBEDDED / "coefficients.csv", fitted)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--mirror", type=Path, help="folder of the upstream data")
    try:
        run(parser.parse_args().mirror)
    except FoedusError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
