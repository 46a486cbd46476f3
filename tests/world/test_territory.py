"""The nearest point of a territory, against the same question asked of projected shapes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import segmentize
from shapely.geometry import Point

from foedus.errors import FoedusError
from foedus.measures.geodesic import geodesic
from foedus.measures.gradient import great_circle
from foedus.world import territory
from foedus.world.states import state_rows
from foedus.world.tables import read_shapes
from foedus.world.territory import nearest_point

STATES = sorted(read_shapes())


def capital(iso3):
    row = state_rows()[iso3]
    return float(row["capital_lat"]), float(row["capital_lon"])


def by_sampling(iso3, lat, lon, step=0.005):
    """Return the sphere's distance of the outline, from points every half kilometre."""
    shape = segmentize(read_shapes()[iso3], step)
    rings = [
        ring
        for part in getattr(shape, "geoms", [shape])
        for ring in (part.exterior, *part.interiors)
    ]
    points = np.concatenate([np.asarray(ring.coords) for ring in rings])
    return float(great_circle(lat, lon, points[:, 1], points[:, 0]).min())


@pytest.mark.parametrize(
    ("state", "towards", "low", "high"),
    [
        ("LVA", "RUS", 575, 600),
        ("EST", "RUS", 635, 660),
        ("FIN", "RUS", 770, 800),
        ("UKR", "RUS", 440, 470),
        ("BLR", "LTU", 20, 40),
        ("TUR", "ARM", 10, 30),
        ("KOR", "PRK", 110, 150),
    ],
)
def test_known_distances(state, towards, low, high):
    """Bounds read off an atlas; the value against dense sampling on the sphere (0.6 %)."""
    found = nearest_point(state, *capital(towards))
    assert low < found.distance_km < high
    assert found.distance_km == pytest.approx(by_sampling(state, *capital(towards)), rel=0.006)


@given(st.sampled_from(STATES), st.floats(-85, 85), st.floats(-180, 180))
@settings(max_examples=60, deadline=None)
def test_no_point_of_the_outline_is_nearer(iso3, lat, lon):
    found = nearest_point(iso3, lat, lon)
    sampled = by_sampling(iso3, lat, lon, step=0.05)
    if found.distance_km == 0:
        assert read_shapes()[iso3].covers(Point(lon, lat))
        return
    # The ellipsoid differs from the sphere by up to 0.6 %, sampling errs by at most 3 km.
    assert found.distance_km <= sampled * 1.006 + 1e-6
    assert found.distance_km >= sampled * 0.994 - 3
    assert found.distance_km == pytest.approx(float(geodesic(lat, lon, found.lat, found.lon)))
    assert read_shapes()[iso3].distance(Point(found.lon, found.lat)) < 1e-6


def test_the_middle_of_a_long_edge_counts(monkeypatch):
    from shapely.geometry import MultiPolygon, box

    monkeypatch.setattr(
        territory, "read_shapes", lambda: {"XXX": MultiPolygon([box(-30, 0, 30, 1)])}
    )
    found = territory.nearest_point.__wrapped__("XXX", 10.0, 3.21)
    assert (found.lat, found.lon) == (pytest.approx(1.0, abs=1e-6), pytest.approx(3.21, abs=1e-3))
    assert found.distance_km == pytest.approx(float(geodesic(10, 3.21, 1, 3.21)), abs=1e-6)
    territory._edges.cache_clear()


def test_inside_is_zero_and_the_point_itself():
    for iso3 in ("RUS", "POL", "ZAF", "USA"):
        lat, lon = capital(iso3)
        assert nearest_point(iso3, lat, lon) == territory.Nearest(iso3, 0.0, lat, lon)


def test_a_hole_is_not_inside():
    """Maseru lies in Lesotho, which South Africa's shape surrounds."""
    found = nearest_point("ZAF", *capital("LSO"))
    assert 0 < found.distance_km < 15


def test_across_the_date_line():
    """Chukotka comes within 100 km of Alaska, on the other side of the 180th meridian."""
    found = nearest_point("RUS", 65.6, -168.09)  # Cape Prince of Wales
    assert 30 < found.distance_km < 100
    assert nearest_point("FJI", -17.0, -178.0).distance_km < 150


def test_a_state_without_shape():
    with pytest.raises(FoedusError, match="no shape of Soviet Union"):
        nearest_point("SUN", 0.0, 0.0)
