"""The map: every state, valid, neighbours meeting, disputes coded as in the tables."""

import os
from pathlib import Path

import polars as pl
import pytest
from shapely import LineString, Point
from shapely.strtree import STRtree

from foedus.world.tables import read_shapes, read_table, read_topology
from worlddata.topology import decode_arcs, dissolve, encode_arcs, geometry, simplify

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src" / "foedus" / "world" / "embedded" / "shapes.json"
GRID = {"scale": [0.01, 0.01], "translate": [0.0, 0.0]}


def states_at(longitude, latitude):
    place = Point(longitude, latitude)
    return {iso3 for iso3, shape in read_shapes().items() if shape.covers(place)}


@pytest.mark.parametrize(
    ("longitude", "latitude", "iso3"),
    [
        (34.1, 44.95, "UKR"),  # Simferopol
        (33.53, 44.6, "UKR"),  # Sevastopol
        (37.8, 48.0, "UKR"),  # Donetsk
        (20.5, 54.7, "RUS"),  # Kaliningrad
        (37.6, 55.75, "RUS"),  # Moscow
        (179.9, 66.5, "RUS"),  # Chukotka, both sides of the 180th meridian
        (-175.0, 66.5, "RUS"),
        (33.36, 35.25, "CYP"),  # north of Nicosia
        (44.06, 9.56, "SOM"),  # Hargeisa
        (21.16, 42.67, "XKX"),
        (121.0, 24.0, "TWN"),
        (35.2, 31.9, "PSE"),
        (41.0, 43.0, "GEO"),  # Abkhazia
        (29.6, 46.84, "MDA"),  # Tiraspol
        (114.15, 22.4, "CHN"),  # Hong Kong
        (19.94, 60.2, "FIN"),  # Åland
        (-52.6, 4.0, "FRA"),  # French Guiana
    ],
)
def test_places(longitude, latitude, iso3):
    assert states_at(longitude, latitude) == {iso3}


@pytest.mark.parametrize(("longitude", "latitude"), [(-13.0, 25.0), (-15.9, 23.7), (-10.0, 26.5)])
def test_western_sahara_is_nobodys_on_the_map(longitude, latitude):
    assert states_at(longitude, latitude) == set()
    assert states_at(-12.0, 28.0) == {"MAR"}


def test_every_state_has_a_valid_shape():
    shapes = read_shapes()
    assert set(shapes) == set(read_table("states")["iso3"])
    assert all(shape.is_valid and shape.area > 0 for shape in shapes.values())
    assert all(s.bounds[0] >= -180 and s.bounds[2] <= 180 for s in shapes.values())


def test_capitals_lie_in_their_states():
    shapes = read_shapes()
    for row in read_table("states").iter_rows(named=True):
        capital = Point(row["capital_lon"], row["capital_lat"])
        assert shapes[row["iso3"]].distance(capital) < 0.06, row["name"]


def test_land_neighbours_meet_on_the_map_and_nobody_else():
    shapes = read_shapes()
    codes = sorted(shapes)
    tree = STRtree([shapes[iso3] for iso3 in codes])
    left, right = tree.query([shapes[iso3] for iso3 in codes], predicate="intersects")
    met = {(codes[i], codes[j]) for i, j in zip(left, right, strict=True) if i < j}
    home = read_table("borders").filter(pl.col("kind") == "home")
    pairs = set(zip(home["iso3_a"], home["iso3_b"], strict=True))
    # Ceuta and Melilla are too small for the map; four states meet in a point on the Zambezi.
    assert pairs - met == {("ESP", "MAR")}
    through_guiana = {("BRA", "FRA"), ("FRA", "SUR")}
    assert met - pairs == through_guiana | {("NAM", "ZWE")}


def test_shapes_do_not_overlap():
    shapes = read_shapes()
    codes = sorted(shapes)
    tree = STRtree([shapes[iso3] for iso3 in codes])
    left, right = tree.query([shapes[iso3] for iso3 in codes], predicate="intersects")
    for i, j in zip(left, right, strict=True):
        if i < j:
            assert shapes[codes[i]].intersection(shapes[codes[j]]).area < 1e-3


def test_file_is_small_and_names_its_source():
    assert FILE.stat().st_size < 1_000_000
    assert "Natural Earth" in read_topology()["source"]


def test_territories_name_a_state():
    properties = [s["properties"] for s in read_topology()["objects"]["states"]["geometries"]]
    without = [p for p in properties if p["iso3"] is None]
    assert {p["name"] for p in without if p["disputed"]} == {
        "W. Sahara",
        "Siachen Glacier",
        "Antarctica",
    }
    governed = {p["of"] for p in without if not p["disputed"]}
    assert governed <= set(read_table("states")["iso3"])


def test_arcs_survive_encoding():
    arcs = [[(3, 4), (5, 1), (0, 0)], [(-2, 7), (-2, 8)]]
    assert decode_arcs(encode_arcs(arcs)) == arcs


def test_dissolving_two_squares_leaves_one():
    arcs = [
        [(100, 0), (100, 100)],  # shared
        [(100, 100), (0, 100), (0, 0), (100, 0)],
        [(100, 100), (200, 100), (200, 0), (100, 0)],
    ]
    squares = [[[0, 1]], [[~0, ~2]]]
    (merged,) = dissolve(squares, arcs)
    whole = geometry([merged], arcs, GRID)
    assert whole.area == pytest.approx(2.0)
    assert whole.bounds == (0, 0, 2, 1)
    assert dissolve([[[1, 0]]], arcs) == [[[1, 0]]]


def test_simplified_lines_stay_within_the_tolerance():
    steps = range(0, 401)
    line = [(x, (x * x * 7 + 13 * x) % 3) for x in steps]
    shorter = simplify([line], [], 0.02, GRID)[0]
    assert shorter[0] == line[0]
    assert shorter[-1] == line[-1]
    assert len(shorter) < len(line)
    kept = LineString([(x / 100, y / 100) for x, y in shorter])
    assert max(kept.distance(Point(x / 100, y / 100)) for x, y in line) <= 0.02 + 1e-12


def test_small_islands_keep_every_point():
    island = [(0, 0), (10, 0), (10, 1), (11, 10), (0, 10), (0, 0)]
    assert simplify([island], [[[0]]], 5.0, GRID) == [island]


def test_the_map_is_what_the_tool_builds(tmp_path):
    atlas = os.environ.get("FOEDUS_ATLAS")
    if not atlas:
        pytest.skip("the npm package world-atlas is not here (FOEDUS_ATLAS)")
    from build_shapes import build

    assert build(Path(atlas), tmp_path / "shapes.json") == 197
    assert (tmp_path / "shapes.json").read_bytes() == FILE.read_bytes()
