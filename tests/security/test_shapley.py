"""Shapley values against all 2^n coalitions, each one evaluated by the model's kernel."""

from itertools import pairwise
from math import comb

import numpy as np
import pytest
from foedus.security.coalition import CoalitionGame
from foedus.security.exponential_sums import exponential_basis
from foedus.security.kernel import Ties, evaluate, projected_power
from foedus.security.shapley import sampled_shapley, shapley_values
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import FoedusError

PARAMETERS = {"rho": 0.75, "m": 1.0, "alpha": -0.4, "beta": 0.2, "nu": 0.0, "epsilon": 0.1}


def random_game(seed, n=14, members=6, without_capability=0, skew=2.0, **parameters):
    rng = np.random.default_rng(seed)
    capability = rng.exponential(size=n) ** skew
    inside = np.sort(rng.choice(n, members, replace=False))
    capability[inside[:without_capability]] = 0.0
    capability /= capability.sum()
    place = rng.uniform(0, 8000, (n, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    distance[distance < 1200] = 0.0
    return CoalitionGame(
        projected_power(capability, distance, 4000.0),
        rng.normal(-4, 2, (n, n)),
        rng.random(n) < 0.25,
        inside,
        **(PARAMETERS | parameters),
    )


def insecurity(game, coalition):
    allied = np.zeros(game.power.shape, dtype=bool)
    allied[np.ix_(coalition, coalition)] = True
    np.fill_diagonal(allied, False)
    return evaluate(
        game.power,
        game.eta,
        Ties.of(allied),
        game.nuclear,
        rho=game.rho,
        omega=0.37,  # must not matter: all allies of a challenger inside are the target's too
        m=game.m,
        alpha=game.alpha,
        beta=game.beta,
        nu=game.nu,
        epsilon=game.epsilon,
    ).insecurity


def worth(game, players):
    coalition = game.members[np.asarray(players, dtype=int)]
    return float((insecurity(game, []) - insecurity(game, coalition))[coalition].sum())


def by_enumeration(game):
    k = game.members.size
    players = [[i for i in range(k) if mask >> i & 1] for mask in range(1 << k)]
    value = np.array([worth(game, inside) for inside in players])
    size = np.array([len(inside) for inside in players])
    masks = np.arange(1 << k)
    shares = np.empty(k)
    for i in range(k):
        without = masks[masks >> i & 1 == 0]
        weight = 1.0 / (k * np.array([comb(k - 1, s) for s in size[without]]))
        shares[i] = weight @ (value[without | 1 << i] - value[without])
    return shares, value[-1]


VARIANTS = [
    {},
    {"nu": 0.6},
    {"nu": 0.3, "without_capability": 2},
    {"without_capability": 6},
    {"m": 0.5},
    {"m": 1.4, "beta": 1.0},
    {"m": 3.0, "nu": 0.9},
    {"m": 12.0},
    {"beta": 0.0, "alpha": 0.0},
    {"beta": 3.0},
    {"rho": 0.0},
    {"rho": 1.0, "epsilon": 0.5},
    {"epsilon": 0.0},
    {"members": 1},
    {"members": 2},
    {"members": 14, "nu": 0.5, "skew": 1.0},
]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_values_are_those_of_all_coalitions(variant):
    variant = dict(variant)
    if variant.get("members", 0) > 8:
        variant |= {"members": 9, "n": 9}  # the whole world in one alliance
    game = random_game(3, **variant)
    exact, total = by_enumeration(game)
    found = shapley_values(game)
    scale = max(abs(total), np.abs(exact).sum())
    assert np.abs(found.values - exact).max() <= 1e-9 * scale
    assert found.values.sum() == pytest.approx(total, rel=1e-9, abs=1e-12)


def test_twelve_members():
    game = random_game(11, n=20, members=12, nu=0.4, without_capability=1)
    exact, total = by_enumeration(game)
    found = shapley_values(game)
    assert np.abs(found.values - exact).max() <= 1e-9 * abs(total)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    rho=st.floats(0, 1),
    m=st.floats(0.3, 4),
    beta=st.floats(0, 1.5),
    nu=st.floats(0, 1),
    epsilon=st.floats(0, 1),
    skew=st.floats(0, 3),
)
def test_the_error_is_a_bound(seed, rho, m, beta, nu, epsilon, skew):
    game = random_game(
        seed, n=9, members=5, skew=skew, rho=rho, m=m, beta=beta, nu=nu, epsilon=epsilon
    )
    exact, _ = by_enumeration(game)
    for density in (0.25, 0.5, 1.0):
        found = shapley_values(game, density)
        assert np.all(np.abs(found.values - exact) <= found.error + 1e-14 * np.abs(exact).sum())


def test_the_error_falls_with_the_density_of_exponents():
    game = random_game(5, members=8)
    exact, total = by_enumeration(game)
    error = [np.abs(shapley_values(game, d).values - exact).max() for d in (0.25, 0.5, 0.75, 1.0)]
    bound = [shapley_values(game, d).error.max() for d in (0.25, 0.5, 0.75, 1.0)]
    assert all(finer < coarser / 10 for coarser, finer in pairwise(error))
    assert all(finer < coarser / 10 for coarser, finer in pairwise(bound))
    assert error[-1] <= 1e-4 * abs(total)
    assert bound[-1] <= 1e-6 * abs(total)


@pytest.mark.parametrize(
    "variant", [{}, {"nu": 0.5}, {"m": 3.0}, {"without_capability": 1}], ids=str
)
def test_states_below_the_floor(variant):
    # Capabilities over ten orders of magnitude: the floor's kink lies among the coalitions.
    game = random_game(1, n=20, members=8, skew=8.0, **variant)
    assert (np.diagonal(game.power)[game.members] < 1e-6).sum() >= 2
    exact, total = by_enumeration(game)
    found = shapley_values(game)
    assert np.abs(found.values - exact).max() <= 1e-9 * abs(total)


def test_too_many_states_below_the_floor_are_fitted_within_the_bound(monkeypatch):
    monkeypatch.setattr("foedus.security.coalition.ENUMERATED", 1)
    game = random_game(1, n=20, members=8, skew=8.0)
    exact, total = by_enumeration(game)
    found = shapley_values(game)
    assert np.all(np.abs(found.values - exact) <= found.error)
    assert np.abs(found.values - exact).max() <= 1e-4 * abs(total)


@pytest.mark.parametrize("k", [32, 60])
def test_large_alliances_add_up(k):
    game = random_game(7, n=197, members=k, nu=0.3, without_capability=2)
    found = shapley_values(game)
    assert found.values.sum() == pytest.approx(worth(game, range(k)), rel=1e-9)
    assert found.error.max() <= 1e-6 * abs(found.values.sum())


def test_large_alliance_agrees_with_samples():
    game = random_game(8, n=40, members=20, nu=0.5)
    sampled = sampled_shapley(lambda s: worth(game, s), 20, 200, np.random.default_rng(0))
    found = shapley_values(game)
    assert np.abs((found.values - sampled.values) / sampled.error).max() < 4.5
    assert np.abs(found.values - sampled.values).sum() < 0.2 * np.abs(found.values).sum()


def equal_twins(game, a, b):
    """Return the game in which b is another a: same power, disputes, place."""
    take = np.arange(len(game.power))
    take[b] = a
    power, eta = game.power[np.ix_(take, take)].copy(), game.eta[np.ix_(take, take)]
    power[[a, b], [b, a]] = power[a, a]
    return CoalitionGame(
        power, eta, game.nuclear[take], game.members, **{p: getattr(game, p) for p in PARAMETERS}
    )


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), nu=st.sampled_from([0.0, 0.5]), m=st.sampled_from([1.0, 2.5]))
def test_equal_members_get_equal_values(seed, nu, m):
    game = random_game(seed, nu=nu, m=m)
    twins = equal_twins(game, game.members[1], game.members[4])
    values = shapley_values(twins).values
    assert values[1] == pytest.approx(values[4], rel=1e-9, abs=1e-12 * np.abs(values).sum())


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), epsilon=st.sampled_from([0.0, 0.1]))
def test_member_without_capability_or_disputes(seed, epsilon):
    game = random_game(seed, without_capability=1, epsilon=epsilon)
    nobody = game.members[0]
    eta = game.eta.copy()
    eta[nobody, :] = eta[:, nobody] = -np.inf
    values = {p: getattr(game, p) for p in PARAMETERS}
    found = shapley_values(CoalitionGame(game.power, eta, game.nuclear, game.members, **values))
    if epsilon == 0.0:
        assert abs(found.values[0]) <= 1e-12 * np.abs(found.values).sum()
    else:  # it takes on the others' disputes and adds nothing
        assert found.values[0] < 0.0


def test_order_of_states_is_irrelevant():
    game = random_game(4, nu=0.5)
    order = np.random.default_rng(0).permutation(len(game.power))
    back = np.argsort(order)
    values = {p: getattr(game, p) for p in PARAMETERS}
    shuffled = CoalitionGame(
        game.power[np.ix_(order, order)],
        game.eta[np.ix_(order, order)],
        game.nuclear[order],
        back[game.members],
        **values,
    )
    assert shapley_values(shuffled).values == pytest.approx(shapley_values(game).values, rel=1e-9)


class TestSampled:
    # Worths of a game of three: a glove game, one left and two right gloves.
    @staticmethod
    def gloves(players):
        left, right = int((players == 0).sum()), int((players > 0).sum())
        return float(min(left, right))

    def test_glove_game(self):
        found = sampled_shapley(self.gloves, 3, 4000, np.random.default_rng(1))
        assert found.values == pytest.approx([2 / 3, 1 / 6, 1 / 6], abs=0.02)
        assert np.all(np.abs(found.values - [2 / 3, 1 / 6, 1 / 6]) < 4 * found.error)

    def test_values_add_up_in_every_sample(self):
        found = sampled_shapley(self.gloves, 3, 4, np.random.default_rng(2))
        assert found.values.sum() == pytest.approx(1.0, abs=1e-12)

    def test_same_seed_same_values(self):
        one = sampled_shapley(self.gloves, 3, 10, np.random.default_rng(3))
        two = sampled_shapley(self.gloves, 3, 10, np.random.default_rng(3))
        assert np.array_equal(one.values, two.values)

    def test_progress_is_told(self):
        told = []
        sampled_shapley(self.gloves, 3, 6, np.random.default_rng(0), told.append)
        assert told == [2, 4, 6]

    @pytest.mark.parametrize("permutations", [0, 2, 7])
    def test_too_few_or_odd(self, permutations):
        with pytest.raises(FoedusError, match="even number"):
            sampled_shapley(self.gloves, 3, permutations, np.random.default_rng(0))


class TestExponentialSums:
    @pytest.mark.parametrize("sharpness", [0.5, 1.0, 1.3, 2.0, 3.0, 8.0])
    @pytest.mark.parametrize("lowest", [1e-7, 1e-3, 0.4])
    def test_odds_of_a_contest_are_fitted(self, sharpness, lowest):
        basis = exponential_basis(lowest, 0.5, sharpness)
        turns = np.geomspace(1e-8, 0.5, 60)[:, None]
        _, error = basis.fit(1.0 / (1.0 + (basis.points / turns) ** sharpness))
        assert error.max() < 1e-8

    @pytest.mark.parametrize("sharpness", [1.0, 3.0])
    def test_mean_over_coalitions_is_a_product(self, sharpness):
        strength = np.array([0.1, 0.02, 0.3])
        basis = exponential_basis(0.05, 0.05 + strength.sum(), sharpness)

        def function(x):
            return 1.0 / (1.0 + (x / 0.2) ** sharpness)

        coefficients, _ = basis.fit(function(basis.points)[None, :])
        means = (0.7 + 0.3 * np.exp(-np.outer(strength, basis.rates))).prod(axis=0)
        found = (coefficients @ (means * np.exp(-basis.rates * 0.05))).real[0]
        drawn = np.array([[mask >> i & 1 for i in range(3)] for mask in range(8)])
        chance = (0.3**drawn * 0.7 ** (1 - drawn)).prod(axis=1)
        assert found == pytest.approx(chance @ function(0.05 + drawn @ strength), rel=1e-9)
