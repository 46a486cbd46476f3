"""Contests: published identities and what must hold for any strengths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.contest import difference_contest, ratio_contest

strength = st.floats(1e-3, 1e3)


@pytest.mark.parametrize(
    ("x", "y", "m", "expected"),
    [
        (1, 1, 1, 0.5), (2, 1, 1, 2 / 3), (2, 1, 2, 0.8), (0, 1, 1, 0.0), (0, 0, 1, 0.5),
        (1, 0, 2, 1.0), (4, 2, 3, 64 / 72),
    ],
)  # fmt: skip
def test_ratio_form_gives_the_textbook_values(x, y, m, expected):
    assert ratio_contest(x, y, m) == pytest.approx(expected, abs=1e-12)


@given(strength, strength, st.floats(0.5, 3), st.floats(1e-3, 1e3))
def test_ratio_form_is_homogeneous_of_degree_0_and_adds_up(x, y, m, factor):
    won = float(ratio_contest(x, y, m))
    assert float(ratio_contest(factor * x, factor * y, m)) == pytest.approx(won, rel=1e-9)
    assert won + float(ratio_contest(y, x, m)) == pytest.approx(1.0)


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-100, 100))
def test_difference_form_is_invariant_to_a_common_addend(x, y, common):
    won = float(difference_contest(x, y))
    assert float(difference_contest(x + common, y + common)) == pytest.approx(won, rel=1e-6)
    assert won + float(difference_contest(y, x)) == pytest.approx(1.0)


@given(strength, strength, st.floats(0.5, 3), st.floats(1.01, 10))
def test_more_offence_wins_more_often(x, y, m, factor):
    assert ratio_contest(factor * x, y, m) >= ratio_contest(x, y, m)
    assert not np.isnan(ratio_contest(x, y, m))
