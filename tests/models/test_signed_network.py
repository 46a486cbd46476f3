"""Signed networks: triads and frustration against brute force and the structure theorem."""

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.models import _signed_network
from foedus.models._signed_network import camps, frustrated, packing, triads

seeds = st.integers(0, 2**32 - 1)


def drawn(seed, n, density=0.7):
    rng = np.random.default_rng(seed)
    sign = np.triu(rng.choice([-1.0, 1.0], (n, n)) * (rng.random((n, n)) < density), 1)
    return sign + sign.T


def plain_frustration(sign, x):
    return sum(
        1
        for i, j in combinations(range(len(x)), 2)
        if sign[i, j] != 0 and sign[i, j] != x[i] * x[j]
    )


@given(seeds, st.integers(2, 8), st.sampled_from([0.2, 0.5, 1.0]))
@settings(max_examples=40, deadline=None)
def test_the_camps_are_the_best_of_all_divisions(seed, n, density):
    sign = drawn(seed, n, density)
    every = np.array(list(product((1, -1), repeat=n)), dtype=np.int8)
    counts = [plain_frustration(sign, x) for x in every]
    np.testing.assert_array_equal(frustrated(sign, every), counts)
    x, most, least = camps(sign, starts=3)
    assert most == least == min(counts) == plain_frustration(sign, x)


@given(seeds, st.integers(3, 9))
@settings(max_examples=30, deadline=None)
def test_triads_are_counted_by_sign(seed, n):
    sign = drawn(seed, n)
    plain = [0, 0, 0, 0]
    for i, j, k in combinations(range(n), 3):
        signs = sorted([sign[i, j], sign[j, k], sign[i, k]])
        if 0 not in signs:
            plain[sum(s < 0 for s in signs)] += 1
    assert triads(sign) == tuple(plain)
    bound = packing(sign, np.random.default_rng(1))
    assert bound <= camps(sign)[1]
    assert (bound > 0) is (plain[1] + plain[3] > 0)


@given(seeds, st.integers(2, 30))
@settings(max_examples=20, deadline=None)
def test_two_camps_are_found_again(seed, n):
    """Cartwright and Harary: balanced means two camps; each tie turned round adds at most one."""
    rng = np.random.default_rng(seed)
    side = rng.choice([-1.0, 1.0], n)
    sign = np.outer(side, side) * np.abs(drawn(seed, n, 0.4))
    assert camps(sign)[1:] == (0, 0)
    i, j = np.nonzero(np.triu(sign))
    if len(i):
        sign[i[0], j[0]] *= -1
        sign[j[0], i[0]] *= -1
        assert camps(sign)[1] <= 1


def test_too_many_to_follow_gives_bounds(monkeypatch):
    monkeypatch.setattr(_signed_network, "MOST_STATES", 4)
    sign = drawn(3, 24, 1.0)
    x, most, least = camps(sign)
    assert least < most == plain_frustration(sign, x)
    monkeypatch.undo()
    assert least <= camps(sign)[1] <= most


def test_a_triangle_by_hand():
    sign = np.array([[0, 1, 1], [1, 0, -1], [1, -1, 0]], dtype=float)
    assert triads(sign) == (0, 1, 0, 0)
    assert camps(sign)[1] == 1
    assert packing(sign, np.random.default_rng(0)) == 1
