"""Capability indices: shares, missing components, invariances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from foedus.measures.capability import composite_index, shares

amounts = npst.arrays(float, st.integers(2, 12), elements=st.floats(0.01, 1e6))


@given(amounts, st.floats(0.01, 100))
def test_shares_sum_to_1_whatever_the_unit(x, factor):
    assert shares(x).sum() == pytest.approx(1.0)
    np.testing.assert_allclose(shares(factor * x), shares(x), rtol=1e-9)


@given(amounts)
def test_an_index_of_equal_components_is_the_component(x):
    np.testing.assert_allclose(composite_index(x, 3 * x), shares(x), rtol=1e-9)


def test_a_missing_component_is_left_out_not_zero():
    index = composite_index([1.0, 1.0, np.nan], [1.0, 1.0, 2.0])
    # Component shares 1/2, 1/2, - and 1/4, 1/4, 1/2: means 3/8, 3/8, 1/2, rescaled by 5/4.
    np.testing.assert_allclose(index, [0.3, 0.3, 0.4])


def test_a_state_without_any_component_stays_missing():
    index = composite_index([1.0, np.nan], [1.0, np.nan])
    assert index[0] == 1.0
    assert np.isnan(index[1])
