"""Concentration of capabilities against values from the published data, and its bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from foedus.errors import FoedusError
from foedus.measures.concentration import concentration, effective_number, herfindahl

# CINC (NMC 7.0) of the Correlates of War major powers on 1 July of the year.
MAJORS = {
    1870: [0.24163413, 0.12739821, 0.10604604, 0.042529006, 0.031308502, 0.081253238],
    1914: [
        *(0.20636405, 0.13790944, 0.074748203, 0.15820104),
        *(0.068234459, 0.025674975, 0.11080456, 0.031595059),
    ],
    1938: [
        *(0.1707712, 0.077787034, 0.045568597, 0.15422215),
        *(0.031848751, 0.16435921, 0.059080541),
    ],
    1950: [0.28444302, 0.061348703, 0.033221595, 0.18059845, 0.11849532],
    1989: [0.1482387, 0.025360333, 0.019117827, 0.13682038, 0.11446574],
    2012: [
        *(0.13921906, 0.015235528, 0.014198105, 0.017859412),
        *(0.039594777, 0.22036418, 0.035534635),
    ],
}


@pytest.mark.parametrize(
    ("year", "con", "hhi", "number"),
    [
        # By the formula of Ray & Singer (1973).
        (1870, 0.29637785, 0.23986653, 4.1689852),
        (1914, 0.2202084, 0.16743027, 5.9726355),
        (1938, 0.22698091, 0.18701743, 5.3470952),
        (1950, 0.33166778, 0.28800281, 3.4721883),
        (1989, 0.31226034, 0.27800522, 3.5970548),
        (2012, 0.43875479, 0.30786208, 3.2482077),
    ],
)
def test_major_powers(year, con, hhi, number):
    assert concentration(MAJORS[year]) == pytest.approx(con, abs=1e-6)
    assert herfindahl(MAJORS[year]) == pytest.approx(hhi, abs=1e-6)
    assert effective_number(MAJORS[year]) == pytest.approx(number, abs=1e-6)


@given(npst.arrays(float, st.integers(2, 30), elements=st.floats(0.01, 100)), st.floats(0.1, 10))
def test_bounds_unit_and_order(x, factor):
    value = concentration(x)
    assert 0 <= value <= 1
    assert concentration(x[::-1] * factor) == pytest.approx(value, abs=1e-7)
    assert 1 - 1e-9 <= effective_number(x) <= len(x) + 1e-9


def test_ends():
    assert concentration(np.ones(4)) == 0
    assert concentration([1, 0, 0, 0]) == 1
    assert concentration([0.5, 0.5, 0, 0]) == pytest.approx(0.57735026919)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([1.0], "two states or more, not 1"),
        ([0.5, -0.1], "capability 1 is -0.1"),
        ([0.5, np.nan], "capability 1 is nan"),
        ([0.0, 0.0], "all capabilities are 0"),
    ],
)
def test_what_has_no_shares_is_refused(bad, message):
    with pytest.raises(FoedusError, match=message):
        concentration(bad)
