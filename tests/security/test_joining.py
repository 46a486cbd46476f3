"""Wars of allies: the quick sums against loops over every ally, target and attacker."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.security.evaluation import evaluate, levels
from foedus.security.war import wars_touched
from smallworlds import JOINING, parameters, plain, random_world


def logistic(x):
    return 1.0 / (1.0 + np.exp(-x))


def log_odds(world, i, k, j, tie):
    """The joining equation as the page writes it; the tie's coefficient is that at 1,000 km."""
    far = np.log(max(world.capital_distance[i, k], 1.0))
    return (
        JOINING["constant"]
        + JOINING["war"]
        + tie * (JOINING["tie"] + JOINING["tie_log_distance"] * (far - np.log(1000.0)))
        + JOINING["land"] * world.contiguous[i, k]
        + JOINING["land_other"] * world.contiguous[i, j]
        + JOINING["major"] * world.major[i]
        + JOINING["rival_of_other"] * world.rivalry[i, j]
        + JOINING["log_distance"] * far
        + JOINING["log_own"] * np.log(max(world.capability[i], 1e-6))
    )


def by_loops(world, attacks, all_joins=False):
    n = len(world.iso3)
    joined = np.zeros((n, n))
    for i in range(n):
        for k in range(n):
            for j in range(n):
                if world.tie[i, k] > 0 and j != i and world.tie[i, j] == 0:
                    with_tie = logistic(log_odds(world, i, k, j, 1.0))
                    without = 0.0 if all_joins else logistic(log_odds(world, i, k, j, 0.0))
                    joined[i, k] += world.tie[i, k] * (with_tie - without) * attacks[j, k]
    return joined


@pytest.mark.parametrize("seed", range(4))
def test_sums_are_those_of_loops(seed):
    world = random_world(seed, n=9)
    found = evaluate(world, parameters())
    expected = by_loops(world, found.attacks)
    np.testing.assert_allclose(found.joined, 100 * expected, rtol=1e-10, atol=1e-15)
    everything = levels(world, parameters())
    assert everything.interventions_a_year[0] == pytest.approx(
        by_loops(world, found.attacks, all_joins=True).sum()
    )
    np.testing.assert_allclose(everything.drawn_in[0], found.drawn_in, rtol=1e-12)


def test_nobody_fights_its_ally_for_an_ally():
    """All three are allied: there is no attacker against whom anybody would be drawn in."""
    world = plain(3, tie=1.0 - np.eye(3))
    assert not evaluate(world, parameters()).drawn_in.any()


def test_an_obligation_that_binds_to_nothing_draws_in_nobody():
    world = random_world(3)
    none, every = np.zeros((12, 12)), np.ones((12, 12))
    own = replace(world, pledges=((none, none), (none, every)))
    assert not evaluate(own, parameters()).drawn_in.any()
    half = np.full((12, 12), 0.5)
    own = replace(world, pledges=((half, half), (none, every)))
    weak = evaluate(own, parameters(rho=0.5)).drawn_in
    np.testing.assert_allclose(weak, 0.5 * evaluate(world, parameters(rho=0.5)).drawn_in)


def test_a_war_that_is_on_names_who_would_join():
    n = 5
    war = np.zeros((n, n), dtype=bool)
    war[0, 1] = war[1, 0] = True
    tie = np.zeros((n, n))
    tie[1, 4] = tie[4, 1] = 1.0  # 4 is allied with the enemy: it will not fight it
    before = plain(n, at_war=war, tie=tie)
    joined = tie.copy()
    joined[0, 2:] = joined[2:, 0] = 1.0
    after = replace(before, tie=joined)
    (found,) = wars_touched(before, after, parameters(count=2))
    assert (found.state, found.enemy, found.allies.tolist()) == (0, 1, [2, 3])
    expected = logistic(log_odds(before, 2, 0, 1, 1.0)) - logistic(log_odds(before, 2, 0, 1, 0.0))
    np.testing.assert_allclose(found.added, expected)
    np.testing.assert_allclose(found.expected, 2 * expected)
    (leaving,) = wars_touched(after, before, parameters())
    np.testing.assert_allclose(leaving.added, -expected)
    assert wars_touched(before, before, parameters()) == ()
