"""Shapes and borders of days on which other borders held."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from foedus import FoedusError, sources
from foedus.world.frontier import frontier_pairs, land_frontier
from foedus.world.shapes import (
    BORDERS_SINCE,
    SHAPES_SINCE,
    borders_on,
    capital_on,
    shapes_note,
    shapes_on,
)
from foedus.world.tables import read_shapes, read_table
from foedus.world.territory import nearest_point

EVE = BORDERS_SINCE - timedelta(days=1)
WTO = ["SUN", "POL", "DDR", "CSK", "HUN", "ROU", "BGR"]


def test_from_the_last_change_on_the_map_is_todays():
    assert shapes_on(BORDERS_SINCE) is shapes_on(date(2030, 1, 1))
    assert shapes_on(BORDERS_SINCE).keys() == read_shapes().keys()
    today = frontier_pairs(["FRA"])
    assert frontier_pairs(["FRA"], date(2024, 1, 1)).rows() == today.rows()
    assert nearest_point("FIN", 55.7, 37.6, date(2024, 1, 1)) == nearest_point("FIN", 55.7, 37.6)
    assert capital_on("JPN", date(2024, 1, 1)).name == "Tokyo"


def test_days_before_the_shapes_are_refused():
    with pytest.raises(FoedusError, match="begins on 1886-01-01"):
        shapes_on(SHAPES_SINCE - timedelta(days=1))


@pytest.mark.mirror
@pytest.mark.usefixtures("mirror")
class TestOnCShapes:
    def test_no_border_but_that_of_crimea_moved_since(self):
        spells = sources.load("cshapes_cow").filter(pl.col("start") > BORDERS_SINCE)
        assert set(spells["ccode"]) == {365, 369}

    def test_every_border_is_seen_from_both_sides(self):
        borders = borders_on(date(1985, 1, 1))
        for (a, b), (km, through) in borders.items():
            assert a != b
            assert 0 <= through <= km
            back, back_through = borders.get((b, a), (0.0, 0.0))
            assert back - back_through == pytest.approx(km - through)

    def test_inside_and_outside_see_the_same_line(self):
        day = date(1985, 1, 1)
        outside = set(shapes_on(day)) - set(WTO)
        ours = {(m, n): km for m, n, km in land_frontier(WTO, day).iter_rows()}
        theirs = {(n, m): km for m, n, km in land_frontier(outside, day).iter_rows()}
        assert ours == theirs
        assert {n for _, n in ours} == {
            "AFG", "AUT", "CHN", "DEU", "FIN", "GRC", "IRN", "MNG", "NOR", "PRK", "TUR", "YUG"
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("day", "a", "b"),
        [
            ("1914-06-28", "DEU", "RUS"), ("1914-06-28", "AUH", "SRB"),
            ("1938-09-29", "CSK", "DEU"), ("1985-01-01", "DDR", "DEU"),
            ("1985-01-01", "NOR", "SUN"), ("1999-03-12", "HUN", "YUG"),
            ("2004-03-29", "EST", "RUS"),
        ],
    )  # fmt: skip
    def test_borders_of_the_time(self, day, a, b):
        assert borders_on(date.fromisoformat(day))[a, b][0] > 100

    def test_a_border_is_gone_with_the_state(self):
        assert ("DDR", "DEU") in borders_on(date(1990, 10, 2))
        assert ("DDR", "DEU") not in borders_on(date(1990, 10, 3))

    def test_how_much_shorter_than_surveyed_the_borders_come_out(self):
        borders = borders_on(EVE)
        table = read_table("borders").filter(kind="home")
        ratio = np.array([
            borders[a, b][0] / km
            for a, b, km in table.select("iso3_a", "iso3_b", "km").iter_rows()
            if (a, b) in borders and "SDN" not in (a, b)  # Sudan was larger
        ])  # fmt: skip
        assert len(ratio) > 280
        assert np.median(ratio) == pytest.approx(0.81, abs=0.01)
        assert np.quantile(ratio, [0.05, 0.95]) == pytest.approx([0.62, 1.0], abs=0.02)
        assert "0.62 to 1.0" in shapes_note(EVE)
        assert "a fifth shorter" in shapes_note(EVE)

    def test_a_colony_is_a_dependency_of_its_owner(self):
        pairs = frontier_pairs(["ESP", "EGY"], date(1938, 1, 1))
        libya = pairs.filter(member="EGY", neighbour="ITA")
        assert libya["km"].item() == libya["overseas_km"].item() > 500
        assert libya["note"].item() == "through a dependency"

    def test_islands_have_shapes(self):
        shapes = shapes_on(date(1985, 1, 1))
        assert {"ISL", "MLT", "CUB", "JPN", "CYP", "FJI"} <= shapes.keys()
        assert land_frontier(["ISL", "JPN"], date(1985, 1, 1)).is_empty()

    def test_how_near_a_territory_came(self):
        day = date(1985, 1, 1)
        moscow = capital_on("SUN", day)
        assert moscow.name == "Moscow"
        near = nearest_point("TUR", moscow.lat, moscow.lon, day)
        assert 1500 < near.distance_km < 1700
        assert nearest_point("SUN", moscow.lat, moscow.lon, day).distance_km == 0
        with pytest.raises(FoedusError, match="map of 1985-01-01 has no shape of Ukraine"):
            nearest_point("UKR", moscow.lat, moscow.lon, day)

    def test_the_map_cannot_be_changed(self):
        with pytest.raises(TypeError):
            shapes_on(date(1985, 1, 1))["SUN"] = None
