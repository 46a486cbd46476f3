"""Maps: projections against their formulas, land on the canvas, borders that are shared."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from foedus.views.html.geometry import (
    Canvas,
    Land,
    _dot,
    _drawn,
    _middle,
    azimuthal,
    capitals,
    equal_earth,
    regional_map,
    shared_border,
)

LON, LAT = st.floats(-179, 179), st.floats(-85, 85)


def area_of(project, lon, lat, size=0.01):
    """The area of a small square of degrees on the map, by its corners."""
    corners = np.array([(lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size)])
    x, y = project(corners).T
    return 0.5 * abs(sum(x[i] * y[(i + 1) % 4] - x[(i + 1) % 4] * y[i] for i in range(4)))


@given(LON, LAT)
def test_the_world_map_keeps_areas(lon, lat):
    true = math.radians(0.01) * (
        math.sin(math.radians(lat + 0.01)) - math.sin(math.radians(lat))
    )  # fmt: skip
    assert area_of(equal_earth, lon, lat) == pytest.approx(true, rel=1e-3)


@given(st.floats(-60, 60), st.floats(-60, 60), st.floats(-60, 60), st.floats(-50, 50))
def test_a_regional_map_keeps_areas_and_its_centre(lon0, lat0, east, north):
    def project(points):
        return azimuthal(points, lat0, lon0)

    [[x, y]] = project(np.array([[lon0, lat0]]))
    assert (x, y) == (pytest.approx(0, abs=1e-12), pytest.approx(0, abs=1e-12))
    lon, lat = lon0 + east, max(-85, min(85, lat0 + north))
    true = math.radians(0.01) * (
        math.sin(math.radians(lat + 0.01)) - math.sin(math.radians(lat))
    )  # fmt: skip
    assert area_of(project, lon, lat) == pytest.approx(true, rel=1e-3)


@given(LON, LAT)
def test_the_world_map_is_even_on_both_sides(lon, lat):
    x, y = equal_earth(np.array([[lon, lat]]))[0]
    assert equal_earth(np.array([[-lon, lat]]))[0] == pytest.approx((-x, y), abs=1e-9)
    assert equal_earth(np.array([[lon, -lat]]))[0] == pytest.approx((x, -y), abs=1e-9)
    assert (y > 0) == (lat > 0) or abs(lat) < 1e-9


def test_the_middle_of_places_lies_between_them_across_the_date_line_too():
    lon, lat = _middle(np.array([[10.0, 50.0], [20.0, 50.0]]))
    assert lon == pytest.approx(15.0)
    assert 50 <= lat < 51
    lon, _ = _middle(np.array([[179.0, 0.0], [-179.0, 0.0]]))
    assert abs(lon) == pytest.approx(180.0)


@pytest.fixture(scope="module")
def europe():
    places = [capitals()[iso3] for iso3 in ("PRT", "NOR", "TUR", "UKR")]
    return regional_map(places, 500, 400)


def test_a_map_holds_the_places_asked_for_and_their_neighbours(europe):
    there = {land.iso3 for land in europe.lands}
    assert {"PRT", "NOR", "TUR", "UKR", "POL", "DEU"} <= there
    assert "AUS" not in there
    frame = box(-2.01, -2.01, 502.01, 402.01)
    assert all(land.shape.within(frame) for land in europe.lands)
    for iso3 in ("PRT", "NOR", "TUR", "UKR"):
        assert europe.of(iso3).shape.area > 0
    assert europe.of("AUS") is None


def test_west_lies_left_and_north_above(europe):
    def middle(iso3):
        return europe.of(iso3).shape.centroid

    assert middle("PRT").x < middle("DEU").x < middle("UKR").x
    assert middle("NOR").y < middle("DEU").y < middle("TUR").y  # pixels are counted from the top


def test_small_states_are_dots_in_their_place(europe):
    small = [land for land in europe.lands if land.dot]
    assert small
    for land in small:
        assert land.home
        assert land.shape.area < 40


def test_neighbours_share_a_border_and_others_do_not(europe):
    assert shared_border(europe.of("POL"), europe.of("DEU")).length > 5
    assert shared_border(europe.of("PRT"), europe.of("UKR")).is_empty


def test_a_border_is_the_line_between_two_shapes():
    left, right, apart = (
        Land(name, name, True, box(x, 0, x + 1, 2)) for name, x in (("A", 0), ("B", 1), ("C", 5))
    )
    assert shared_border(left, right).length == pytest.approx(2)
    assert shared_border(left, apart).is_empty
    corner = Land("D", "D", True, box(1, 2, 2, 3))
    assert shared_border(left, corner).is_empty  # a point is no border
    canvas = Canvas(1, 1, (left, Land("A", "territory", False, box(8, 8, 9, 9)), right))
    assert canvas.of("A") is left


def test_specks_are_left_out_and_a_dot_stands_on_the_largest_part():
    both = box(0, 0, 1, 1).union(box(5, 5, 5.3, 5.3))
    assert _drawn(both).area == pytest.approx(1)
    assert _dot(both) == (0.5, 0.5)
    assert _drawn(box(0, 0, 0.4, 0.4)).is_empty
