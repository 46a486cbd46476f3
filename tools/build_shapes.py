"""Write the map of the embedded world: Natural Earth 1:50m, simplified, joined to the states.

    python tools/build_shapes.py [--atlas DIR] [--out FILE]

DIR is the folder of the npm package world-atlas 2.0.2 (Natural Earth as TopoJSON); without it the
package is fetched with `npm pack`. The same input gives the same bytes.
"""

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from shapely import Point

from worlddata.atlas import DISPUTED, MERGED, NUMERIC, TERRITORIES
from worlddata.carry import read_rows
from worlddata.topology import (
    Arc,
    Rings,
    decode_arcs,
    degrees,
    dissolve,
    encode_arcs,
    polygon,
    polygons_of,
    ring_points,
    simplify,
)

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"
PACKAGE = "world-atlas@2.0.2"
SHA256 = {
    "countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "countries-10m.json": "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
}
TOLERANCE = 0.02
"""Largest distance (degrees) by which a simplified border may leave the original: 2 km."""

SIMFEROPOL = (34.1, 44.95)

SAHARA = "W. Sahara"
SAHARA_NORTH = 27 + 40 / 60
MOROCCO_ALGERIA, MOROCCO_SAHARA, MOROCCO_COAST = 859, 860, 861
"""Morocco's arcs in the 1:50m atlas, in the order of its ring."""


def read_atlas(folder: Path, name: str) -> dict[str, Any]:
    """Return a TopoJSON file of the package, checked against its digest."""
    content = (folder / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise SystemExit(f"{folder / name}: not the file of {PACKAGE}")
    return json.loads(content)  # type: ignore[no-any-return]


def fetch(folder: Path) -> Path:
    """Fetch the package with npm and return the folder with its files."""
    subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def by_owner(atlas: dict[str, Any]) -> dict[str, list[Rings]]:
    """Return the polygons by ISO3 code of the state, or by name where it is no state's own."""
    owned: dict[str, list[Rings]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name in TERRITORIES or name in DISPUTED:
            owner = name
        else:
            owner = MERGED.get(name) or NUMERIC[shape["id"]]
        owned.setdefault(owner, []).extend(polygons_of(shape))
    return owned


def move_crimea(owned: dict[str, list[Rings]], arcs: list[Arc], transform: Any) -> None:
    """Give the Crimean peninsula to Ukraine, as the tables of facts code it (UNGA 68/262)."""
    place = Point(SIMFEROPOL)
    crimea = [r for r in owned["RUS"] if polygon(r, arcs, transform).contains(place)]
    if len(crimea) != 1 or polygon(crimea[0], arcs, transform).area > 10:
        raise SystemExit("Crimea is no polygon of its own in this atlas")
    owned["RUS"].remove(crimea[0])
    owned["UKR"].append(crimea[0])


def cut_sahara(owned: dict[str, list[Rings]], arcs: list[Arc], transform: Any) -> None:
    """Give Western Sahara all its land up to its northern border, 27 degrees 40 minutes.

    Natural Earth draws the line of control. The border with Algeria ends where that line begins,
    and the coast is cut at the parallel.
    """
    (country,) = [r for r in owned["MAR"] if MOROCCO_COAST in r[0]]
    if country != [[MOROCCO_ALGERIA, MOROCCO_SAHARA, MOROCCO_COAST]]:
        raise SystemExit("Morocco's arcs are not those of this atlas")
    coast = arcs[MOROCCO_COAST]
    cut = next(i for i, point in enumerate(coast) if degrees(point, transform)[1] > SAHARA_NORTH)
    triple = arcs[MOROCCO_ALGERIA][-1]
    first = len(arcs)
    arcs += [coast[: cut + 1], coast[cut:], [coast[cut], triple]]
    south, north, border = first, first + 1, first + 2
    owned["MAR"].remove(country)
    owned["MAR"].append([[MOROCCO_ALGERIA, ~border, north]])
    owned[SAHARA].append([[MOROCCO_SAHARA, south, border]])


def add_small(
    owned: dict[str, list[Rings]], arcs: list[Arc], fine: dict[str, Any], transform: Any
) -> None:
    """Add the states that only the 1:10m map has (Tuvalu), on the grid of the 1:50m map."""
    fine_arcs = decode_arcs(fine["arcs"])
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    for shape in fine["objects"]["countries"]["geometries"]:
        iso3 = NUMERIC.get(shape.get("id", ""))
        if iso3 is None or iso3 in owned:
            continue
        for rings in polygons_of(shape):
            points = [degrees(p, fine["transform"]) for p in ring_points(rings[0], fine_arcs)]
            grid = [(round((x - tx) / sx), round((y - ty) / sy)) for x, y in points]
            kept = [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]
            if len(kept) >= 4 and polygon([[0]], [kept], transform).is_valid:
                arcs.append(kept)
                owned.setdefault(iso3, []).append([[len(arcs) - 1]])


def renumbered(
    owned: dict[str, list[Rings]], arcs: list[Arc]
) -> tuple[dict[str, list[Rings]], list[Arc]]:
    """Return the shapes with only the arcs they use."""
    numbers: dict[int, int] = {}

    def new(number: int) -> int:
        index = number if number >= 0 else ~number
        place = numbers.setdefault(index, len(numbers))
        return place if number >= 0 else ~place

    shapes = {
        owner: [[[new(n) for n in ring] for ring in rings] for rings in polygons]
        for owner, polygons in sorted(owned.items())
    }
    return shapes, [arcs[number] for number in numbers]


def feature(owner: str, polygons: list[Rings], names: dict[str, str]) -> dict[str, Any]:
    """Return a TopoJSON geometry: iso3 is null where the shape is no state's own."""
    shape: dict[str, Any] = {"type": "MultiPolygon", "arcs": polygons}
    if owner in names:
        shape["id"] = owner
        shape["properties"] = {"iso3": owner, "name": names[owner]}
    else:
        of = TERRITORIES.get(owner)
        shape["properties"] = {"iso3": None, "name": owner, "of": of, "disputed": owner in DISPUTED}
    return shape


def build(atlas_folder: Path, out: Path) -> int:
    """Write the map and return its number of states."""
    atlas = read_atlas(atlas_folder, "countries-50m.json")
    transform = atlas["transform"]
    arcs = decode_arcs(atlas["arcs"])
    owned = by_owner(atlas)
    move_crimea(owned, arcs, transform)
    cut_sahara(owned, arcs, transform)
    add_small(owned, arcs, read_atlas(atlas_folder, "countries-10m.json"), transform)
    owned = {owner: dissolve(polygons, arcs) for owner, polygons in owned.items()}
    every = [rings for polygons in owned.values() for rings in polygons]
    shapes, used = renumbered(owned, simplify(arcs, every, TOLERANCE, transform))
    names = {row["iso3"]: row["name"] for row in read_rows(EMBEDDED / "states.csv")}
    topology = {
        "type": "Topology",
        "source": "Natural Earth 1:50m (public domain) through the npm package world-atlas 2.0.2",
        "transform": transform,
        "objects": {
            "states": {
                "type": "GeometryCollection",
                "geometries": [feature(owner, shapes[owner], names) for owner in shapes],
            }
        },
        "arcs": encode_arcs(used),
    }
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    out.write_text(text + "\n", encoding="utf-8")
    return sum(owner in names for owner in shapes)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the map of the embedded world.")
    parser.add_argument("--atlas", type=Path, help="folder of the npm package world-atlas 2.0.2")
    parser.add_argument("--out", type=Path, default=EMBEDDED / "shapes.json")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        states = build(arguments.atlas or fetch(Path(folder)), arguments.out)
    print(f"{arguments.out.name}: {states} states, {arguments.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
