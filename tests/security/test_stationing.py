"""Forces abroad, tripwires and alliances with obligations of their own, against plain loops."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from foedus.security.assumptions import PARAMETERS
from foedus.security.difference import Draws, difference
from foedus.security.evaluate import risk
from foedus.security.kernel import Ties, offence, projected_power
from foedus.security.robustness import swept_names
from foedus.security.stationing import joining, pledged, stationed_power
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import Assumptions
from strategies import alliance, assumption_sets, make_world, worlds


def with_forces(world, seed, most=0.3):
    """Return a world in which up to a share of every state's forces stands in each other."""
    n = len(world.iso3)
    rng = np.random.default_rng(seed)
    persons = 1000 * rng.uniform(0, most, (n, n)) / n * (rng.random((n, n)) < 0.5)
    np.fill_diagonal(persons, 0.0)
    figures = world.figures.with_columns(milper_active_persons=pl.lit(1000.0))
    return replace(world, stationed=persons, figures=figures)


@pytest.mark.parametrize("gradient", ["exponential", "war_trap"])
@settings(max_examples=15, deadline=None)
@given(worlds(), st.integers(0, 1000))
def test_power_with_forces_abroad_is_the_formula(gradient, world, seed):
    world = with_forces(world, seed)
    share, n = world.stationed_share, len(world.iso3)
    if share is None:
        return
    found = stationed_power(world.capability, world, 3000.0, gradient)
    for k in range(n):
        own = projected_power(np.full(n, world.capability[k]), world.distance, 3000.0, gradient)
        for t in range(n):
            from_home = (1 - share[k].sum()) * own[k, t]
            from_hosts = sum(share[k, h] * own[h, t] for h in range(n))
            assert found[k, t] == pytest.approx(from_home + from_hosts, rel=1e-12)


@settings(max_examples=15, deadline=None)
@given(worlds(), assumption_sets())
def test_no_forces_abroad_is_the_plain_model(world, assumptions):
    n = len(world.iso3)
    same = replace(world, stationed=np.zeros((n, n)))
    np.testing.assert_array_equal(
        risk(world, assumptions).insecurity, risk(same, assumptions).insecurity
    )
    raised = assumptions.with_(tau=0.7)
    np.testing.assert_array_equal(
        risk(world, assumptions).insecurity, risk(same, raised).insecurity
    )


def test_a_state_never_has_more_than_all_its_forces_abroad():
    world = make_world([1, 1], np.zeros((2, 2)), [])
    figures = world.figures.with_columns(milper_active_persons=pl.lit(100.0))
    many = replace(world, stationed=np.array([[0.0, 500.0], [0.0, 0.0]]), figures=figures)
    np.testing.assert_allclose(many.stationed_share, [[0, 1], [0, 0]])


def test_the_tripwire_removes_its_share_of_the_doubt_and_only_where_forces_stand():
    world = make_world([1, 1, 1], np.zeros((3, 3)), [alliance("A", ["S00", "S01", "S02"])])
    figures = world.figures.with_columns(milper_active_persons=pl.lit(100.0))
    persons = np.zeros((3, 3))
    persons[0, 1] = 10.0
    there = replace(world, stationed=persons, figures=figures)
    expected = np.full((3, 3), 0.6)
    expected[0, 1] = 0.6 + 0.5 * 0.4
    np.testing.assert_allclose(pledged(there, 0.6, 0.5), expected)
    assert pledged(world, 0.6, 0.5) == 0.6
    low, high = (risk(there, Assumptions.default().with_(tau=tau)) for tau in (0.0, 1.0))
    assert high.direct[1] < low.direct[1]


def test_an_alliance_of_its_own_reliability_and_the_most_reliable_bond_counts():
    first, second = alliance("A", ["S00", "S01"]), alliance("B", ["S01", "S02", "S00"])
    world = make_world([1, 2, 3, 4], np.zeros((4, 4)), [replace(first, rho=0.9, omega=0.1), second])
    rho, omega = pledged(world, 0.5, 0.0), joining(world, 0.5)
    assert (rho[0, 1], rho[1, 2], rho[0, 2]) == (0.9, 0.5, 0.5)
    assert omega[0, 1] == 0.5  # B's members join with the share assumed for all
    alone = replace(world, alliances=(world.alliances[0],))
    assert joining(alone, 0.5)[0, 1] == 0.1
    assert pledged(alone, 0.95, 0.0)[0, 1] == 0.9


@settings(max_examples=15, deadline=None)
@given(worlds(), assumption_sets(), st.floats(0, 1), st.floats(0, 1))
def test_the_same_value_in_every_alliance_is_that_value_for_all(world, assumptions, rho, omega):
    own = replace(world, alliances=tuple(replace(a, rho=rho, omega=omega) for a in world.alliances))
    np.testing.assert_allclose(
        risk(own, assumptions).insecurity,
        risk(world, assumptions.with_(rho=rho, omega=omega)).insecurity,
        rtol=1e-9,
    )


@settings(max_examples=15, deadline=None)
@given(worlds(), st.integers(0, 1000))
def test_offence_with_omega_by_pair_is_the_sum_over_allies(world, seed):
    n = len(world.iso3)
    rng = np.random.default_rng(seed)
    power, omega = rng.random((n, n)), rng.random((n, n))
    allied = world.allied
    found = offence(power, Ties.of(allied), omega)
    for j in range(n):
        for t in range(n):
            joined = sum(
                omega[j, k] * power[k, t]
                for k in range(n)
                if allied[j, k] and not allied[k, t] and k not in (j, t)
            )
            assert found[j, t] == pytest.approx(power[j, t] + joined)


@settings(max_examples=10, deadline=None)
@given(worlds(), st.integers(0, 1000), st.booleans())
def test_the_difference_of_many_draws_is_that_of_the_kernel(world, seed, own):
    before = with_forces(world, seed)
    fewer = tuple(
        replace(a, members=frozenset(sorted(a.members)[1:]) or a.members, rho=0.4 if own else None)
        for a in world.alliances
    )
    after = replace(with_forces(world, seed + 1), alliances=fewer)
    rng = np.random.default_rng(seed)
    names, count = list(PARAMETERS), 11
    default = Assumptions.default()
    values = {
        name: rng.uniform(max(p.low, 0.01) if name != "alpha" else -1, p.high, count)
        for name, p in PARAMETERS.items()
    }
    trap = rng.random(count) < 0.5
    draws = Draws(values, np.zeros(count, dtype=np.intp), trap)
    found = difference(before, after, draws, "force")
    for d in range(count):
        given_ = default.with_(
            **{name: float(values[name][d]) for name in names},
            gradient="war_trap" if trap[d] else "exponential",
        )
        r0, r1 = risk(before, given_), risk(after, given_)
        np.testing.assert_allclose(found.direct[d], r1.direct - r0.direct, atol=1e-12)
        np.testing.assert_allclose(
            found.entanglement[d], r1.entanglement - r0.entanglement, atol=1e-12
        )


def test_the_tripwire_is_swept_only_where_forces_stand():
    world = make_world([1, 1], np.zeros((2, 2)), [])
    assert "tau" not in swept_names(world, Assumptions.default())
    there = with_forces(make_world([1, 1, 1], np.zeros((3, 3)), []), 3)
    assert "tau" in swept_names(there, Assumptions.default())
