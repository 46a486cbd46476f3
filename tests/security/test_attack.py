"""The equation of attack, by hand and in its properties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.security.attack import placed_power, strengths
from foedus.security.evaluation import evaluate
from foedus.security.terms import FLOOR
from smallworlds import WAR, parameters, plain, random_world

A, B, C = 0, 1, 2


def tied(n, *pairs, weight=1.0):
    tie = np.zeros((n, n))
    for a, b in pairs:
        tie[a, b] = tie[b, a] = weight
    return tie


def logistic(x):
    return 1.0 / (1.0 + np.exp(-x))


def test_three_states_by_hand():
    """A and B are allied, C attacks A: 1,000 km lie between any two, D is 1,000 km too."""
    world = plain(3, capability=np.array([0.2, 0.3, 0.5]), tie=tied(3, (A, B)))
    found = evaluate(world, parameters(D=1000.0, rho=0.75))
    reach = np.exp(-1.0)
    # No land border, over 950 km, no major power; ten years without a clash; no democracies.
    peace = np.log(10.0)
    base = (
        -3.62 - 0.17 - 0.61 + 0.03 * np.log(1001.0) - 3.53 - 1.36 * peace + 0.18 * peace**2
    )  # fmt: skip
    support = np.log((0.2 + 0.75 * 0.3 * reach) / 0.2)
    by_c = logistic(base + 0.25 * np.log(0.5 * reach) + 0.13 * np.log(0.2) - 0.39 * support)
    by_b = logistic(base + 0.25 * np.log(0.3 * reach) + 0.13 * np.log(0.2) + 0.34)
    assert found.attacks[C, A] == pytest.approx(by_c, rel=1e-12)
    assert found.attacks[B, A] == pytest.approx(by_b, rel=1e-12)  # its ally is the attacker
    assert found.attacked[A] == pytest.approx(100 * (by_c + by_b), rel=1e-12)


def test_omega_by_hand():
    """B is allied with C and free to join C's attack on A; with a tie to A it is not."""
    world = plain(3, capability=np.array([0.2, 0.3, 0.5]), tie=tied(3, (B, C)))
    power = placed_power(world, world.capability, 1000.0)
    found = strengths(world, power, world.capability, 0.75, 0.21)
    assert found.offence[C, A] == pytest.approx(np.exp(-1) * (0.5 + 0.21 * 0.3))
    assert found.offence[A, C] == pytest.approx(np.exp(-1) * 0.2)
    both = replace(world, tie=tied(3, (B, C), (A, B)))
    found = strengths(both, power, world.capability, 0.75, 0.21)
    assert found.offence[C, A] == pytest.approx(np.exp(-1) * 0.5)
    assert found.defence[C, A] == pytest.approx(0.2 + 0.75 * np.exp(-1) * 0.3)


def test_half_a_tie_is_half_the_support():
    capability = np.array([0.2, 0.3, 0.5])
    found = [
        strengths(w, placed_power(w, capability, 4000.0), capability, 1.0, 0.0).defence[C, A] - 0.2
        for w in (plain(3, tie=tied(3, (A, B), weight=weight)) for weight in (1.0, 0.5))
    ]
    assert found[1] == pytest.approx(found[0] / 2)


def test_forces_abroad_start_from_their_host():
    """Half of B's forces stand in C, 100 km from A, while B is 1,000 km away."""
    near = np.full((3, 3), 1000.0)
    near[A, C] = near[C, A] = 100.0
    np.fill_diagonal(near, 0.0)
    share = np.zeros((3, 3))
    share[B, C] = 0.5
    world = plain(3, minimum_distance=near, stationed_share=share)
    power = placed_power(world, np.array([0.2, 0.3, 0.5]), 1000.0)
    assert power[B, A] == pytest.approx(0.3 * (0.5 * np.exp(-1) + 0.5 * np.exp(-0.1)))
    assert power[C, A] == pytest.approx(0.5 * np.exp(-0.1))


def test_an_alliance_keeps_its_own_rho_and_omega():
    n = 3
    bound = np.full((n, n), 0.3)
    free = (np.zeros((n, n)), np.ones((n, n)))
    world = plain(n, tie=tied(n, (A, B)))
    c = world.capability
    power = placed_power(world, c, 4000.0)
    for rho in (0.1, 0.75, 2.0):
        own = replace(world, pledges=((bound, bound), free))
        assert strengths(own, power, c, rho, 0.0).defence[C, A] == pytest.approx(
            c[A] + 0.3 * power[B, A]
        )
        # No bound at all, not even that of 1.
        other = replace(world, pledges=(free, free))
        assert strengths(other, power, c, rho, 0.0).defence[C, A] == pytest.approx(
            c[A] + rho * power[B, A]
        )


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), delta=st.floats(-2.0, 0.0))
def test_an_ally_more_never_raises_the_risk_of_attack(seed, delta):
    world = random_world(seed)
    target, ally = np.argwhere(np.triu(world.tie == 0, 1))[0]
    tie = world.tie.copy()
    tie[target, ally] = tie[ally, target] = 1.0
    one = parameters(WAR | {"log_support": delta, "allied": 0.0})
    before = evaluate(world, one).attacks
    after = evaluate(replace(world, tie=tie), one).attacks
    assert np.all(after <= before * (1 + 1e-12))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_names_do_not_matter(seed):
    world = random_world(seed)
    order = np.random.default_rng(seed + 1).permutation(len(world.iso3))
    square = np.ix_(order, order)
    vectors = ("capability", "major", "nuclear", "democracy")
    squares = (
        "capital_distance", "minimum_distance", "contiguous", "rivalry", "years_since_clash",
        "recent_clashes", "at_war", "tie",
    )  # fmt: skip
    other = replace(
        world,
        **{name: getattr(world, name)[order] for name in vectors},
        **{name: getattr(world, name)[square] for name in squares},
    )
    one = parameters(omega=0.3)
    first, second = evaluate(world, one), evaluate(other, one)
    np.testing.assert_allclose(second.attacked, first.attacked[order], rtol=1e-10)
    np.testing.assert_allclose(second.drawn_in, first.drawn_in[order], rtol=1e-10, atol=1e-15)


def test_without_delta_tie_and_omega_an_alliance_is_its_alpha():
    world = random_world(5)
    nothing = {"log_support": 0.0, "allied": 0.7}
    one = parameters(WAR | nothing, {"constant": -2.0}, omega=0.0)
    found = evaluate(world, one)
    alone = evaluate(replace(world, tie=np.zeros_like(world.tie)), one)
    odds = [h / (1 - h) for h in (found.attacks, alone.attacks)]
    at = alone.attacks > 0
    np.testing.assert_allclose(
        np.log(odds[0][at] / odds[1][at]), 0.7 * world.tie[at], rtol=1e-9, atol=1e-9
    )
    assert not found.drawn_in.any()


def test_a_pair_at_war_adds_nothing():
    world = random_world(8, at_war=np.zeros((12, 12), dtype=bool))
    war = np.zeros((12, 12), dtype=bool)
    war[3, 7] = war[7, 3] = True
    one = parameters()
    before, after = evaluate(world, one), evaluate(replace(world, at_war=war), one)
    assert after.attacks[3, 7] == after.attacks[7, 3] == 0.0
    gone = np.zeros(12)
    gone[[3, 7]] = 100 * before.attacks[[7, 3], [3, 7]]
    np.testing.assert_allclose(before.attacked - after.attacked, gone, atol=1e-12)
    assert not np.diag(before.attacks).any()


def test_a_state_without_strength_has_finite_risks():
    capability = np.array([0.0, 1.0, 0.0])
    found = evaluate(plain(3, capability=capability, tie=tied(3, (A, B))), parameters(omega=1.0))
    assert np.isfinite(found.attacks).all()
    own = np.maximum(capability, FLOOR)
    world = plain(3, capability=capability)
    power = placed_power(world, capability, 4000.0)
    np.testing.assert_array_equal(strengths(world, power, capability, 1.0, 0.0).own, own)
