"""Minimum distances: the tool on shapes made by hand, and the committed table."""

import numpy as np
import polars as pl
import pytest
from shapely import MultiPolygon, box

from foedus import load_world, sources
from foedus.measures.gradient import great_circle
from foedus.world.tables import read_shapes, read_table
from worlddata.distances import OVERSEAS, distance_rows, home, minimum_distances

DEGREE = 6371.0088 * np.pi / 180


def square(west, south, size=1.0):
    return MultiPolygon([box(west, south, west + size, south + size)])


def test_squares_by_hand():
    codes, km = minimum_distances(
        {"AAA": square(0, 0), "BBB": square(3, 0), "CCC": square(1, 1), "DDD": square(-180, 0)}
    )
    assert codes == ["AAA", "BBB", "CCC", "DDD"]
    assert km[0, 1] == pytest.approx(2 * DEGREE, rel=1e-3)  # along the parallel of 1 degree
    assert km[0, 2] == pytest.approx(0.0, abs=1e-6)
    assert km[1, 3] == pytest.approx(float(great_circle(1, 4, 1, 180)), rel=1e-3)  # over the pole
    np.testing.assert_array_equal(km, km.T)


def test_the_meridian_of_180_degrees_is_no_border():
    _, km = minimum_distances({"AAA": square(178, 0), "BBB": square(-179, 0)})
    assert km[0, 1] == pytest.approx(2 * DEGREE, rel=1e-3)


def test_a_land_border_is_0_and_no_other_pair_is():
    rows = distance_rows(
        {"AAA": square(0, 0), "BBB": square(1, 0), "CCC": square(0, 1)}, {frozenset({"AAA", "BBB"})}
    )
    assert [row["km"] for row in rows] == [0, 1, 1]


def test_what_lies_overseas_does_not_count():
    for iso3 in OVERSEAS:
        assert 0 < len(home(iso3, read_shapes()[iso3])) < len(read_shapes()[iso3].geoms)
    assert len(home("GRC", read_shapes()["GRC"])) == len(read_shapes()["GRC"].geoms)


def test_the_table_holds_every_pair_once():
    table = read_table("minimum_distances")
    assert len(table) == 197 * 196 // 2
    assert (table["iso3_a"] < table["iso3_b"]).all()
    assert not table.select("iso3_a", "iso3_b").is_duplicated().any()
    assert table["km"].max() < 20_037


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("FRA", "BRA", 6000, 6600), ("RUS", "USA", 60, 90), ("GBR", "FRA", 30, 42),
        ("ESP", "MAR", 0, 0), ("FIN", "EST", 40, 80), ("NOR", "NZL", 14_000, 16_000),
        ("CUB", "USA", 140, 170), ("ISL", "GBR", 700, 900), ("DEU", "RUS", 330, 380),
    ],
)  # fmt: skip
def test_known_distances(a, b, least, most):
    world = load_world()
    assert least <= world.minimum_distance[world.index(a), world.index(b)] <= most


def test_neighbours_are_0_apart_and_others_are_not():
    world = load_world()
    off = ~np.eye(len(world.iso3), dtype=bool)
    np.testing.assert_array_equal((world.minimum_distance == 0) & off, world.contiguous)
    assert (world.minimum_distance <= world.capital_distance + 10).all()


@pytest.mark.mirror
def test_the_distances_are_near_those_of_cshapes(mirror):
    """Schvitz et al. (2022) leave out most small islands, so ours are shorter, seldom longer."""
    both = {}
    rows = sources.load("cow_mindist").filter(pl.col("year") == 2019)
    for a, b, _, km in rows.iter_rows():
        both[a, b] = both[b, a] = km
    code = dict(read_table("states").select("iso3", "cow_code").iter_rows())
    pairs = [
        (km, both[code[a], code[b]])
        for a, b, km in read_table("minimum_distances").iter_rows()
        if (code[a], code[b]) in both
    ]
    ours, theirs = np.array(pairs, dtype=float).T
    assert len(pairs) == 18_915
    assert abs(np.median(ours - theirs)) < 10
    assert np.mean(np.abs(ours - theirs) < 25) > 0.6
    assert np.mean(ours > theirs + 100) < 0.02
