"""Write the minimum distances between the states of the embedded map.

    python tools/build_distances.py [--out FILE]

From the map of tools/build_shapes.py and the land borders of tools/build_embedded.py, which must be
there. The same input gives the same bytes.
"""

import argparse
from pathlib import Path

from foedus.world.tables import read_shapes
from worlddata.carry import read_rows, write_rows
from worlddata.distances import distance_rows

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"


def neighbours(folder: Path) -> set[frozenset[str]]:
    """Return the pairs of states whose home countries share a land border."""
    rows = read_rows(folder / "borders.csv")
    return {frozenset({r["iso3_a"], r["iso3_b"]}) for r in rows if r["kind"] == "home"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the minimum distances between states.")
    parser.add_argument("--out", type=Path, default=EMBEDDED / "minimum_distances.csv")
    arguments = parser.parse_args()
    rows = distance_rows(read_shapes(), neighbours(EMBEDDED))
    write_rows(arguments.out, rows)
    print(f"{arguments.out.name}: {len(rows)} pairs")


if __name__ == "__main__":
    main()
