"""Geodesic distance against Vincenty's inverse method and against closed forms."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foedus.measures.geodesic import geodesic
from foedus.measures.gradient import great_circle

A, F = 6378.137, 1 / 298.257223563
B = A * (1 - F)
LAT = st.floats(-89.9, 89.9)
LON = st.floats(-180, 180)


def vincenty(lat1, lon1, lat2, lon2):
    """Return the distance by Vincenty (1975), iterated to convergence; another method."""
    u1, u2 = (math.atan((1 - F) * math.tan(math.radians(lat))) for lat in (lat1, lat2))
    turn = math.radians((lon2 - lon1 + 180) % 360 - 180)
    x = turn
    for _ in range(200):
        sin_s = math.hypot(
            math.cos(u2) * math.sin(x),
            math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(x),
        )
        if sin_s == 0:
            return 0.0
        cos_s = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(x)
        s = math.atan2(sin_s, cos_s)
        sin_a = math.cos(u1) * math.cos(u2) * math.sin(x) / sin_s
        cos2a = 1 - sin_a**2
        cos2m = cos_s - 2 * math.sin(u1) * math.sin(u2) / cos2a if cos2a > 1e-15 else 0.0
        c = F / 16 * cos2a * (4 + F * (4 - 3 * cos2a))
        new = turn + (1 - c) * F * sin_a * (
            s + c * sin_s * (cos2m + c * cos_s * (-1 + 2 * cos2m**2))
        )
        if abs(new - x) < 1e-12:
            break
        x = new
    uu = cos2a * (A**2 - B**2) / B**2
    big_a = 1 + uu / 16384 * (4096 + uu * (-768 + uu * (320 - 175 * uu)))
    big_b = uu / 1024 * (256 + uu * (-128 + uu * (74 - 47 * uu)))
    ds = big_b * sin_s * (
        cos2m
        + big_b / 4 * (
            cos_s * (-1 + 2 * cos2m**2)
            - big_b / 6 * cos2m * (-3 + 4 * sin_s**2) * (-3 + 4 * cos2m**2)
        )
    )  # fmt: skip
    return B * big_a * (s - ds)


@given(LAT, LON, LAT, LON)
def test_agrees_with_vincenty(lat1, lon1, lat2, lon2):
    assume(great_circle(lat1, lon1, lat2, lon2) < 15_000)  # far from where Vincenty fails
    ours = float(geodesic(lat1, lon1, lat2, lon2))
    assert ours == pytest.approx(vincenty(lat1, lon1, lat2, lon2), abs=0.15)


def test_along_the_equator_and_to_the_pole():
    assert float(geodesic(0, 0, 0, 90)) == pytest.approx(math.pi / 2 * A, abs=1e-9)
    assert float(geodesic(0, 17, 90, 17)) == pytest.approx(10001.966, abs=0.1)  # the metre


@given(LAT, LON, LAT, LON)
def test_symmetric_and_zero_only_at_home(lat1, lon1, lat2, lon2):
    there, back = geodesic(lat1, lon1, lat2, lon2), geodesic(lat2, lon2, lat1, lon1)
    assert float(there) == pytest.approx(float(back), abs=1e-6)
    assert float(geodesic(lat1, lon1, lat1, lon1)) == pytest.approx(0, abs=1e-6)
    assert 0 <= float(there) < 20_050


def test_the_date_line_is_no_obstacle():
    assert float(geodesic(10, 179.5, 10, -179.5)) == pytest.approx(
        float(geodesic(10, 0, 10, 1)), abs=1e-9
    )


def test_broadcasts():
    assert geodesic(np.zeros((3, 1)), 0, 0, np.arange(4)).shape == (3, 4)
