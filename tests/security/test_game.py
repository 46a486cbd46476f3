"""Shapley values in their parts, against all 2^n coalitions each evaluated by the model."""

from dataclasses import replace
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.security.evaluation import evaluate
from foedus.security.exponentials import exponentials
from foedus.security.game import shapley
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.sampling import sampled
from smallworlds import JOINING, WAR, parameters, plain, random_world

NUCLEAR = WAR | dict(zip(NUCLEAR_TERMS, (0.3, -0.5, -0.9), strict=True))


def allied_among(n, members, weight=1.0):
    tie = np.zeros((n, n))
    tie[np.ix_(members, members)] = weight
    np.fill_diagonal(tie, 0.0)
    return tie


def by_enumeration(world, members, one):
    """The four parts, each member's mean over all orders of what it adds when it joins."""
    n, k = len(world.iso3), len(members)
    attacked, fought = np.zeros((2**k, k)), np.zeros((2**k, k))
    for mask in range(2**k):
        inside = members[[i for i in range(k) if mask >> i & 1]]
        tie = world.tie * allied_among(n, inside)
        found = evaluate(replace(world, tie=tie), one)
        attacked[mask], fought[mask] = found.attacked[members], found.drawn_in[members]
    parts = np.zeros((4, k))
    psi = one.psi[0]
    for i in range(k):
        for mask in range(2**k):
            if mask >> i & 1:
                continue
            inside = [m for m in range(k) if mask >> m & 1]
            size, after = len(inside), mask | 1 << i
            share = factorial(size) * factorial(k - 1 - size) / factorial(k)
            parts[0, i] += share * (attacked[0, i] - attacked[after, i])
            parts[1, i] += share * (attacked[mask] - attacked[after])[inside].sum()
            parts[2, i] -= share * psi * fought[after, i]
            parts[3, i] += share * psi * (fought[mask] - fought[after])[inside].sum()
    whole = attacked[0].sum() - attacked[-1].sum() - psi * fought[-1].sum()
    return parts, whole


def parts_of(found):
    return np.stack([found.own_gain, found.others_gain, found.drawn_in, found.draws_in])[:, 0]


CASES = {
    "plain": {},
    "strong delta": {"attack": WAR | {"log_support": -1.1}},
    "delta above 0": {"attack": WAR | {"log_support": 0.3}},
    "frequent": {"attack": WAR | {"constant": 2.0}},
    "nuclear": {"attack": NUCLEAR},
    "full weight": {"psi": 1.0},
    "no weight": {"psi": 0.0},
    "far reach": {"D": 40_000.0, "rho": 2.5},
    "no joining": {"joining": {"constant": -3.0}},
}


@pytest.mark.parametrize("name", CASES)
def test_parts_are_those_of_all_coalitions(name):
    given_ = dict(CASES[name])
    one = parameters(given_.pop("attack", WAR), given_.pop("joining", JOINING), **given_)
    world = random_world(21, n=11)
    members = np.array([0, 2, 3, 6, 7, 9])  # 0 has no armed forces
    world = replace(world, tie=allied_among(11, members))
    expected, whole = by_enumeration(world, members, one)
    scale = np.abs(expected).sum()
    found = shapley(world, members, one)
    np.testing.assert_allclose(parts_of(found), expected, atol=1e-7 * scale)
    assert found.total[0] == pytest.approx(whole, abs=1e-7 * scale)
    quick = shapley(world, members, one, fine=False)
    np.testing.assert_allclose(parts_of(quick), expected, atol=2e-4 * scale)


def test_twelve_members_some_at_war_some_half_bound():
    members = np.arange(12)
    weight = np.where(np.add.outer(members, members) % 3 == 0, 0.5, 1.0)
    world = random_world(5, n=14)
    tie = allied_among(14, members)
    tie[:12, :12] *= weight
    world = replace(world, tie=tie)
    one = parameters()
    expected, _ = by_enumeration(world, members, one)
    found = shapley(world, members, one)
    np.testing.assert_allclose(parts_of(found), expected, atol=1e-7 * np.abs(expected).sum())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), k=st.integers(2, 5))
def test_any_small_alliance(seed, k):
    rng = np.random.default_rng(seed)
    world = random_world(seed, n=9)
    members = np.sort(rng.choice(9, k, replace=False))
    world = replace(world, tie=allied_among(9, members))
    one = parameters(rho=rng.uniform(0.05, 2.5), D=rng.uniform(1000, 20_000))
    expected, whole = by_enumeration(world, members, one)
    found = shapley(world, members, one)
    scale = np.abs(expected).sum() + 1e-12
    np.testing.assert_allclose(parts_of(found), expected, atol=1e-7 * scale)
    assert found.fewer_attacks[0] - one.psi[0] * found.wars_joined[0] == pytest.approx(whole)


def abroad(rng, n, share=0.2):
    """Shares of forces that stand in others, sender by host, less than all of any sender's."""
    there = np.where(rng.random((n, n)) < share, rng.uniform(0, 0.5, (n, n)), 0.0)
    np.fill_diagonal(there, 0.0)
    return there / np.maximum(1.2 * there.sum(axis=1, keepdims=True), 1.0)


def own_rho(rng, n):
    """Bounds on rho of some pairs that hold it at a value of their own."""
    chosen = np.triu(rng.random((n, n)) < 0.4, 1)
    value = np.triu(rng.uniform(0, 1, (n, n)), 1)
    low = np.where(chosen, value, 0.0)
    high = np.where(chosen, value, 1.0)
    none = np.zeros((n, n))
    bounds = (low + low.T, np.where(chosen | chosen.T, high + high.T - 1.0, 1.0))
    return bounds, (none, none + 1.0)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), k=st.integers(2, 5), forces=st.booleans(), own=st.booleans())
def test_any_small_alliance_with_forces_abroad_and_pledges(seed, k, forces, own):
    rng = np.random.default_rng(seed)
    members = np.sort(rng.choice(9, k, replace=False))
    world = replace(
        random_world(seed, n=9),
        tie=allied_among(9, members),
        stationed_share=abroad(rng, 9) if forces else None,
        pledges=own_rho(rng, 9) if own else None,
    )
    one = parameters(rho=rng.uniform(0.05, 2.5), D=rng.uniform(1000, 20_000))
    expected, whole = by_enumeration(world, members, one)
    found = shapley(world, members, one)
    scale = np.abs(expected).sum() + 1e-12
    np.testing.assert_allclose(parts_of(found), expected, atol=1e-7 * scale)
    assert found.total[0] == pytest.approx(whole, abs=1e-7 * scale)


@pytest.mark.parametrize("field", ["stationed_share", "pledges"])
def test_forces_abroad_and_pledges_count_in_the_game(field):
    rng = np.random.default_rng(5)
    members = np.array([1, 3, 4, 7])
    world = replace(random_world(5, n=9), tie=allied_among(9, members))
    given_ = {"stationed_share": abroad(rng, 9, 0.5), "pledges": own_rho(rng, 9)}
    one = parameters()
    plainly = shapley(world, members, one).shapley
    found = shapley(replace(world, **{field: given_[field]}), members, one).shapley
    assert not np.allclose(found, plainly, rtol=1e-3)


def test_an_alliance_of_one_is_worth_nothing():
    found = shapley(random_world(1), np.array([4]), parameters())
    assert not found.shapley.any()
    assert found.wars_joined[0] == 0.0


def test_equal_members_share_equally():
    world = plain(5, tie=allied_among(5, np.arange(3)))
    found = shapley(world, np.arange(3), parameters())
    for part in parts_of(found):
        np.testing.assert_allclose(part, part[0], rtol=1e-6)
    assert found.own_gain[0, 0] > 0 > found.drawn_in[0, 0]
    assert found.draws_in[0, 0] < 0


def test_many_sets_are_as_one_by_one():
    world = random_world(3)
    members = np.array([1, 4, 5, 8])
    world = replace(world, tie=allied_among(12, members))
    some = parameters(count=3)
    some.attack[:, 0] += [0.0, 0.5, 1.0]
    some.D[:] = [2000.0, 4000.0, 8000.0]
    together, seen = shapley(world, members, some), []
    for b in range(3):
        alone = shapley(world, members, some.take(slice(b, b + 1)), progress=seen.append)
        np.testing.assert_allclose(together.shapley[b], alone.shapley[0], rtol=1e-5, atol=1e-9)
    assert seen == [1, 1, 1]


@pytest.mark.parametrize("longest", [0.25, 2.0, 13.0])
def test_exponentials_follow_a_power(longest):
    basis = exponentials(longest, True)
    x = np.expm1(np.linspace(0, longest, 200))
    for delta in (-1.2, -0.3, 0.3):
        found = np.exp(-np.outer(x, basis.rates)) @ (
            np.exp(delta * basis.log_strength) @ basis.matrix
        )
        np.testing.assert_allclose(
            found, (1 + x) ** delta, atol=1e-7 * (1 + x).max() ** max(delta, 0)
        )


def test_the_standard_error_is_that_of_the_estimates():
    """Over many seeds the mean square of the errors told is the variance of the estimates.

    With the fewest orders, two pairs, so that a wrong divisor shows most.
    """
    world = random_world(8, n=7)
    members = np.array([1, 2, 4, 6])
    world = replace(world, tie=allied_among(7, members))
    one = parameters()
    runs = [
        sampled(lambda inside: replace(world, tie=world.tie * allied_among(7, inside)),
                members, one, 4, seed=seed)
        for seed in range(250)
    ]  # fmt: skip
    values = np.stack([parts_of(found) for found, _ in runs])
    errors = np.stack([parts_of(error) for _, error in runs])
    assert (errors >= 0).all()
    spread, told = values.var(axis=0), (errors**2).mean(axis=0)
    moving = spread > 1e-6 * spread.max()
    assert moving.sum() >= 12
    np.testing.assert_allclose(told[moving].sum(), spread[moving].sum(), rtol=0.15)
    np.testing.assert_allclose(told[moving], spread[moving], rtol=0.3)
    exact = parts_of(shapley(world, members, one))
    np.testing.assert_allclose(
        values.mean(axis=0), exact, atol=5 * np.sqrt(spread.max() / len(runs))
    )


def test_random_orders_come_to_the_exact_values():
    world = random_world(4, n=9)
    members = np.array([0, 2, 5, 6])
    one = parameters()
    world = replace(world, tie=allied_among(9, members))

    def world_of(inside):
        return replace(world, tie=world.tie * allied_among(9, inside))

    exact, seen = shapley(world, members, one), []
    found, error = sampled(world_of, members, one, 60, seed=2, progress=seen.append)
    assert found.total[0] == pytest.approx(exact.total[0], rel=1e-6)
    away = np.abs(parts_of(found) - parts_of(exact))
    assert np.all(away <= 4 * parts_of(error) + 1e-6)
    assert seen == list(range(2, 61, 2))
    again, _ = sampled(world_of, members, one, 60, seed=2)
    np.testing.assert_array_equal(parts_of(again), parts_of(found))
    for bad in (3, 2, 5):
        with pytest.raises(FoedusError, match="even number"):
            sampled(world_of, members, one, bad)
