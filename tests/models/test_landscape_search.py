"""The landscape of all configurations: against definitions, brute force and published cases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.models._landscape_branching import minima_by_branching
from foedus.models._landscape_search import (
    barriers,
    basins,
    coupling,
    descend,
    energies,
    energy,
    margins,
    minima_of,
    numbered,
    sides,
    tolerance,
)

seeds = st.integers(0, 2**32 - 1)


def drawn(seed, n):
    """Couplings of n states of different sizes, propensities on a fine grid: ties are rare."""
    rng = np.random.default_rng(seed)
    p = np.triu(rng.choice([-1.0, -0.3, 0.2, 1.0], (n, n)), 1)
    return coupling(rng.uniform(0.5, 5, n), p + p.T)


def plain_energy(h, x):
    """The definition: the couplings of all ordered pairs on different sides."""
    n = len(x)
    return sum(h[i, j] for i in range(n) for j in range(n) if x[i] != x[j])


def plain_descent(h, x):
    x = list(x)
    while True:
        now = plain_energy(h, x)
        moved = [[-v if k == i else v for k, v in enumerate(x)] for i in range(len(x))]
        after = [plain_energy(h, y) for y in moved]
        best = int(np.argmin(after))
        if after[best] >= now - 1e-9:
            return x
        x = moved[best]


@given(seeds, st.integers(2, 7))
@settings(max_examples=25, deadline=None)
def test_table_minima_and_basins_are_those_of_the_definition(seed, n):
    h = drawn(seed, n)
    e = energies(h)
    x = sides(np.arange(len(e)), n)
    np.testing.assert_allclose(e, [plain_energy(h, row) for row in x], atol=1e-9)
    np.testing.assert_allclose(e, energy(h, x), atol=1e-9)
    ends = basins(e, n, tolerance(h))
    expected = numbered(np.array([plain_descent(h, row) for row in x], dtype=np.int8))
    np.testing.assert_array_equal(ends, expected)
    assert set(minima_of(e, n, tolerance(h))) == set(ends)
    np.testing.assert_array_equal(numbered(descend(h, x, tolerance(h))), expected)


@given(seeds, st.integers(2, 14))
@settings(max_examples=25, deadline=None)
def test_branching_finds_the_minima_of_the_table(seed, n):
    h = drawn(seed, n)
    e = energies(h)
    expected = minima_of(e, n, tolerance(h))
    found, count = minima_by_branching(h, 10_000)
    assert count == len(expected)
    assert sorted(numbered(found)) == sorted(expected)
    best, count = minima_by_branching(h, 1)
    assert count == len(expected)
    np.testing.assert_allclose(energy(h, best), [e.min()], atol=1e-9)


def test_branching_counts_all_and_keeps_the_lowest():
    # Any nine against nine of equal states are a minimum.
    h = coupling(np.ones(18), -np.ones((18, 18)))
    e = energies(h)
    expected = minima_of(e, 18, tolerance(h))
    found, count = minima_by_branching(h, 50)
    assert count == len(expected) == 24310  # half of 18 over 9
    assert len(found) == 50
    np.testing.assert_allclose(energy(h, found), e.min(), atol=1e-9)


def plain_barrier(h, start, end):
    """Raise the water until the two are joined."""
    e = energies(h)
    n = len(h)
    mask = (1 << (n - 1)) - 1
    for level in np.unique(e):
        if level < max(e[start], e[end]):
            continue
        seen, edge = {start}, [start]
        while edge:
            c = edge.pop()
            for k in range(n):
                to = (~c & mask) if k == n - 1 else c ^ (1 << k)
                if e[to] <= level and to not in seen:
                    seen.add(to)
                    edge.append(to)
        if end in seen:
            return level
    raise AssertionError("the landscape is in one piece")


@given(seeds, st.integers(3, 7))
@settings(max_examples=25, deadline=None)
def test_barriers_are_the_lowest_ways(seed, n):
    h = coupling(np.random.default_rng(seed).uniform(1, 5, n), -np.ones((n, n)))
    e = energies(h)
    minima = minima_of(e, n, tolerance(h))
    height = barriers(e, n, basins(e, n, tolerance(h)), minima)
    for a in range(len(minima)):
        for b in range(a):
            assert height[a, b] == pytest.approx(plain_barrier(h, minima[a], minima[b]))


@given(seeds, st.integers(3, 6))
@settings(max_examples=25, deadline=None)
def test_a_margin_is_what_it_takes_to_change_the_best_on_a_pair(seed, n):
    h = drawn(seed, n)
    e = energies(h)
    best = int(e.argmin())
    x = sides(np.array([best]), n)[0]
    gap = margins(h, e, best)
    for i in range(n):
        for j in range(i):
            # A coupling counts twice, when the two are apart: what is added to or taken from it.
            push = gap[i, j] / 2 * (1 if x[i] != x[j] else -1)
            for much, same in ((0.99, True), (1.01, False)):
                other = h.copy()
                other[i, j] += much * push
                other[j, i] += much * push
                y = sides(np.array([energies(other).argmin()]), n)[0]
                if gap[i, j] > 1e-9:
                    assert bool((y[i] == y[j]) == (x[i] == x[j])) is same
