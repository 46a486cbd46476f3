"""Similarity of portfolios against published values, and what must hold of all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.stats import kendalltau

from foedus.errors import FoedusError
from foedus.measures.similarity import cohen_kappa, s_score, scott_pi, tau_b

LEVELS = [0, 1, 2, 3]
# Germany and Russia 1914 among 20 European states: Signorino & Ritter (1999), Table 6.
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
CAPABILITIES = [
    *(0.25, 0.21, 0.2, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, 0.01),
    *(0.01, 0.01, 0.01, 0.01, 0, 0, 0, 0, 0, 0),
]
BOTH = [GERMANY, RUSSIA]


def pair(matrix):
    return matrix[0, 1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # Signorino & Ritter (1999), Table 6: 0.40 and -0.46.
        (s_score(BOTH, LEVELS), 0.4),
        (s_score(BOTH, LEVELS, weights=CAPABILITIES), -0.46),
        (s_score(BOTH, LEVELS, "squared"), 0.444444444444),
        # The R package fpsim 0.2.0 prints -0.07758621 (kappa) and -0.04477612 (its pi, nominal).
        (cohen_kappa(BOTH, LEVELS, "squared"), -0.0775862068966),
        (cohen_kappa(BOTH, LEVELS, "absolute"), -0.0714285714286),
        (scott_pi(BOTH, LEVELS, "nominal"), -0.044776119403),
        # By the form of Haege (2011), 1 - ssd / (ss1 + ss2 - (s1 + s2)^2 / 2n).
        (scott_pi(BOTH, LEVELS, "squared"), -0.0869565217391),
        (scott_pi(BOTH, LEVELS, "absolute"), -0.0843373493976),
        (tau_b(BOTH, LEVELS), 0.03031695313),
    ],
)
def test_germany_and_russia_1914(value, expected):
    assert pair(value) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        # Signorino & Ritter (1999), p. 133.
        ([0, 1, 2, 3], [3, 2, 1, 0], -1 / 3),
        ([1, 2, 2, 3], [3, 2, 2, 1], 1 / 3),
        ([2, 2, 3, 3], [3, 3, 2, 2], 1 / 3),
    ],
)
def test_worked_examples_of_s(x, y, expected):
    assert pair(s_score([x, y], LEVELS)) == pytest.approx(expected, abs=1e-12)


def test_weighted_and_averaged_examples_of_s():
    # Signorino & Ritter (1999): example 1, the hypothetical UN portfolio, and their mean 0.475.
    weighted = s_score([[3, 3, 2, 2], [2, 2, 3, 3]], LEVELS, weights=[0.5, 0.3, 0.1, 0.1])
    assert pair(weighted) == pytest.approx(1 / 3)
    alliances = s_score([[3, 2, 3, 0], [2, 3, 0, 3]], LEVELS, weights=[0.5, 0.4, 0.05, 0.05])
    votes = s_score([[3, 3, 1, 2], [3, 3, 1, 3]], [1, 2, 3])
    assert pair(votes) == pytest.approx(0.75)
    assert (pair(alliances) + pair(votes)) / 2 == pytest.approx(0.475)


@pytest.mark.parametrize(
    ("both", "x_only", "y_only", "neither", "kappa", "pi"),
    [
        # Haege (2011, pp. 296-297): S is 0.2 in all three tables.
        (3, 2, 2, 3, 0.2, 0.2),
        (6, 2, 2, 0, -0.25, -0.25),
        (3, 4, 0, 3, 0.310344827586, 0.2),
    ],
)
def test_tables_of_equal_s_and_unequal_kappa(both, x_only, y_only, neither, kappa, pi):
    x = [1] * (both + x_only) + [0] * (y_only + neither)
    y = [1] * both + [0] * x_only + [1] * y_only + [0] * neither
    for distance in ("absolute", "squared", "nominal"):
        assert pair(s_score([x, y], [0, 1], distance)) == pytest.approx(0.2)
        assert pair(cohen_kappa([x, y], [0, 1], distance)) == pytest.approx(kappa)
        assert pair(scott_pi([x, y], [0, 1], distance)) == pytest.approx(pi)


def test_what_is_not_defined():
    constant = [[2, 2, 2], [2, 2, 2]]
    assert pair(cohen_kappa(constant, LEVELS)) == 0
    assert pair(scott_pi(constant, LEVELS)) == 0
    assert np.isnan(tau_b(constant, LEVELS)).all()
    assert np.isnan(s_score(constant, LEVELS, weights=[0, 0, 0])).all()


def test_a_value_that_is_no_level_is_refused():
    with pytest.raises(FoedusError, match=r"holds 1\.5, expected one of"):
        s_score([[0, 1.5], [1, 2]], LEVELS)
    with pytest.raises(FoedusError, match="distance is 'cubic'"):
        s_score(BOTH, LEVELS, "cubic")


portfolios = npst.arrays(
    np.int8,
    st.tuples(st.integers(2, 6), st.integers(2, 15)),
    elements=st.integers(0, 3),
)
DISTANCES = {
    "absolute": lambda x, y: abs(x - y),
    "squared": lambda x, y: (x - y) ** 2,
    "nominal": lambda x, y: float(x != y),
}


def by_definition(x, y, distance):
    """S, kappa and pi from their definitions, one pair at a time."""
    d = DISTANCES[distance]
    n = len(x)
    seen = sum(d(a, b) for a, b in zip(x, y, strict=True)) / n
    own = sum(d(a, b) for a in x for b in y) / n**2
    pool = [*x, *y]
    pooled = sum(d(a, b) for a in pool for b in pool) / (2 * n) ** 2
    chance = [1 - seen / e if e else 0.0 for e in (own, pooled)]
    return 1 - 2 * seen / d(0, 3), *chance


@given(portfolios, st.sampled_from(list(DISTANCES)))
def test_all_pairs_equal_the_definitions(x, distance):
    values = [f(x, LEVELS, distance) for f in (s_score, cohen_kappa, scott_pi)]
    rows = x.astype(float).tolist()
    for i, j in ((0, 1), (1, 0), (0, len(x) - 1)):
        expected = by_definition(rows[i], rows[j], distance)
        np.testing.assert_allclose([v[i, j] for v in values], expected, atol=1e-9)


@given(portfolios)
def test_tau_b_equals_scipy(x):
    ours = pair(tau_b(x, LEVELS))
    if len(set(x[0])) == 1 or len(set(x[1])) == 1:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(kendalltau(x[0], x[1]).statistic, abs=1e-12)


@given(portfolios, st.randoms())
def test_symmetry_identity_and_order_of_states(x, random):
    order = list(range(x.shape[1]))
    random.shuffle(order)
    for measure in (s_score, cohen_kappa, scott_pi):
        value = measure(x, LEVELS)
        np.testing.assert_allclose(value, value.T, atol=1e-12)
        np.testing.assert_allclose(value, measure(x[:, order], LEVELS), atol=1e-9)
        varied = [i for i in range(len(x)) if len(set(x[i])) > 1]
        np.testing.assert_allclose(value[varied, varied], 1, atol=1e-12)
