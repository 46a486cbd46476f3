"""War-stable networks: against the definition by brute force, and the paper's theorems."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.models._war_stable_network import (
    added,
    balance_of_forces,
    dropped,
    is_war_stable,
    vulnerability,
)


def network(n, links):
    g = np.zeros((n, n), dtype=bool)
    for i, j in links:
        g[i, j] = g[j, i] = True
    return g


def all_networks(n):
    pairs = list(combinations(range(n), 2))
    for chosen in product((False, True), repeat=len(pairs)):
        yield network(n, [pair for pair, yes in zip(pairs, chosen, strict=True) if yes])


def complete(n):
    return ~np.eye(n, dtype=bool)


def plain_attacks(g, strength, i):
    """Every coalition of a leader and some of its allies against i: (ratio, coalition)."""
    n = len(g)
    for j in range(n):
        if j == i:
            continue
        allies = [k for k in range(n) if g[j, k] and k != i]
        for size in range(len(allies) + 1):
            for some in combinations(allies, size):
                c = {j, *some}
                stand = {i} | {k for k in range(n) if g[i, k] and k not in c}
                yield sum(strength[k] for k in c) / sum(strength[k] for k in stand), c


def plain_war_stable(g, strength, gamma):
    n = len(g)
    nobody = not any(r > gamma for i in range(n) for r, _ in plain_attacks(g, strength, i))
    no_new = True
    for j, k in combinations(range(n), 2):
        if not g[j, k]:
            more = g.copy()
            more[j, k] = more[k, j] = True
            for i in set(range(n)) - {j, k}:
                attacks = plain_attacks(more, strength, i)
                no_new &= not any(r > gamma and {j, k} <= c for r, c in attacks)
    none_idle = True
    for j, k in zip(*np.nonzero(g), strict=True):
        less = g.copy()
        less[j, k] = less[k, j] = False
        none_idle &= any(r > gamma for r, _ in plain_attacks(less, strength, j))
    return nobody, no_new, none_idle


@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_equals_the_definition_over_all_coalitions(seed, n):
    rng = np.random.default_rng(seed)
    g = np.triu(rng.random((n, n)) < rng.uniform(0.1, 0.9), 1)
    g |= g.T
    strength = rng.uniform(0.2, 5, n)
    worst, leader = vulnerability(g, strength)
    for i in range(n):
        best = max(plain_attacks(g, strength, i), key=lambda found: found[0])
        assert worst[i] == pytest.approx(best[0])
        attack, defence = balance_of_forces(g, strength)
        assert attack[leader[i], i] / defence[leader[i], i] == pytest.approx(worst[i])
    for gamma in (1.0, rng.uniform(0.5, 3)):
        assert is_war_stable(g, strength, gamma) == plain_war_stable(g, strength, gamma)


@pytest.mark.parametrize(
    ("n", "gamma", "stable"), [(3, 1.9, False), (3, 2.0, True), (5, 1.99, False), (5, 2.0, True)]
)
def test_the_empty_network(n, gamma, stable):
    empty = np.zeros((n, n), dtype=bool)
    assert all(is_war_stable(empty, np.ones(n), gamma)) is stable


@pytest.mark.parametrize("n", [3, 4, 6])
def test_in_the_complete_network_everybody_can_gang_up_on_one(n):
    assert vulnerability(complete(n), np.ones(n))[0].max() == n - 1


@pytest.mark.parametrize("n", [3, 4, 5])
def test_no_network_with_alliances_is_war_stable(n):
    """Jackson and Nei's first theorem, on all networks of three, four and five states."""
    rng = np.random.default_rng(n)
    strengths = [np.ones(n), np.arange(1.0, n + 1), *(rng.uniform(0.2, 5, (2, n)))]
    for strength, gamma in product(strengths, (1.0, 1.5, 2.5)):
        for g in all_networks(n):
            if g.any():
                assert not all(is_war_stable(g, strength, gamma))


@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=6), st.floats(0.3, 30))
def test_when_the_empty_network_is_war_stable(strength, gamma):
    """If and only if gamma times any state's strength is at least that of the two largest others.

    Its weakest state is the one to be tried.
    """
    m = np.array(strength)
    least = m.argmin()
    two = np.sort(np.delete(m, least))[-2:].sum()
    if abs(gamma * m[least] - two) > 1e-6:
        empty = np.zeros((len(m), len(m)), dtype=bool)
        assert all(is_war_stable(empty, m, gamma)) is bool(gamma * m[least] >= two)


def test_a_new_link_is_seen_and_on_whom_it_falls():
    m = np.array([2.0, 2.0, 3.0])
    worst, upon = added(np.zeros((3, 3), dtype=bool), m)
    assert worst[0, 1] == pytest.approx(4 / 3)
    assert upon[0, 1] == 2
    assert worst[0, 2] == pytest.approx(2.5)
    assert upon[0, 2] == 1


def test_an_ally_that_is_needed_is_not_dropped():
    # 0 and 1 hold 2 off together; alone each is weaker than it.
    g = network(3, [(0, 1)])
    left = dropped(g, np.array([1.0, 1.0, 1.5]))
    assert left[0, 1] == pytest.approx(1.5)
    assert np.isinf(left[0, 2])
