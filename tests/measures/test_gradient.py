"""Loss-of-strength gradients and distances against published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.gradient import exponential_gradient, great_circle, war_trap_power


def test_exponential_gradient_at_known_distances():
    np.testing.assert_allclose(
        exponential_gradient([0, 2000, 4000, 8000], 4000),
        [1.0, 0.606530659713, 0.367879441171, 0.135335283237],
        atol=1e-12,
    )


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (0, 0), 0.0),
        ((0, 0), (0, 180), 20015.114442),
        ((90, 0), (0, 0), 10007.557221),
        ((38.8950368, -77.0365427), (55.625578, 37.6063916), 7831.054375),
        ((38.8950368, -77.0365427), (40.190632, 116.412144), 11115.55991),
        ((52.510885, 13.3989367), (55.625578, 37.6063916), 1608.266453),
        ((40.190632, 116.412144), (25.0375198, 121.5636796), 1751.795951),
        ((51.5074, -0.1278), (48.8566, 2.3522), 343.5565349),
    ],
)
def test_great_circles_on_the_mean_sphere(a, b, km):
    assert great_circle(*a, *b) == pytest.approx(km, abs=1e-3)
    assert great_circle(*b, *a) == pytest.approx(km, abs=1e-3)


@given(st.floats(0, 1), st.floats(0, 20_000), st.floats(0, 20_000))
def test_strength_never_grows_with_distance_nor_above_its_own(capability, near, further):
    close, far = sorted((near, further))
    at_home, away = war_trap_power(capability, [close, far])
    assert at_home >= away
    assert at_home <= capability


def test_days_of_travel_at_e_days_leave_the_exponent_at_1():
    km = np.e * 500 * 1.609344
    assert war_trap_power(0.3, km) == pytest.approx(0.3)
    assert war_trap_power(0.3, 2 * km) < 0.3
