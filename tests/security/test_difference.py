"""The sweep's shortcut must say what the whole model says in both worlds, draw by draw."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from foedus.security.assumptions import Assumptions
from foedus.security.difference import Draws, difference
from foedus.security.evaluate import risk
from foedus.security.robustness import sweep
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.security import difference as module
from foedus.world.resources import capability_variants
from strategies import alliance, make_world, worlds

RANGES = {
    "D": (300, 12_000),
    "rho": (0.0, 1.0),
    "omega": (0.0, 1.0),
    "m": (0.1, 4.0),
    "beta": (0.0, 1.0),
    "alpha": (-2.0, 0.5),
    "nu": (0.0, 1.0),
    "epsilon": (0.0, 0.5),
}


def random_draws(world, count, seed=0):
    rng = np.random.default_rng(seed)
    return Draws(
        {name: rng.uniform(low, high, count) for name, (low, high) in RANGES.items()}
        | {"tau": np.zeros(count)},
        rng.integers(0, len(capability_variants(world)), count),
        rng.random(count) < 0.5,
    )


def by_the_kernel(before, after, draws):
    """Return the changes of R and E as `risk` has them, one draw after the other."""
    direct, entangled = [], []
    for i in range(len(draws)):
        given_here = Assumptions.default().with_(
            **{name: values[i] for name, values in draws.values.items()},
            gradient="war_trap" if draws.war_trap[i] else "exponential",
        )
        both = [
            risk(
                replace(world, capability=capability_variants(world)[draws.capability[i]]),
                given_here,
            )
            for world in (before, after)
        ]
        direct.append(both[1].direct - both[0].direct)
        entangled.append(both[1].entanglement - both[0].entanglement)
    return np.array(direct), np.array(entangled)


def check(before, after, count=6, seed=0):
    draws = random_draws(before, count, seed)
    found = difference(before, after, draws, "force")
    direct, entangled = by_the_kernel(before, after, draws)
    np.testing.assert_allclose(found.direct, direct, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(found.entanglement, entangled, rtol=1e-10, atol=1e-12)
    return found


def larger_world(n=40, seed=3, nobody=5):
    """Return a world of three alliances that overlap, states alone, and states without forces."""
    rng = np.random.default_rng(seed)
    place = rng.uniform(0, 9000, (n, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    distance[distance < 800] = 0.0
    capability = rng.exponential(size=n) ** 2
    capability[rng.choice(n, nobody, replace=False)] = 0.0
    rivalry = np.triu(rng.random((n, n)) < 0.1, 1)
    names = [f"S{i:02d}" for i in range(n)]
    members = [rng.choice(names, size, replace=False).tolist() for size in (10, 8, 5)]
    return make_world(
        capability,
        distance,
        [alliance(name, states) for name, states in zip("ABC", members, strict=True)],
        nuclear=rng.random(n) < 0.15,
        rivalry=rivalry | rivalry.T,
        contiguous=(distance == 0) & ~np.eye(n, dtype=bool),
    )


def with_figures(world, seed=5):
    """Return the world with expenditure and personnel, so that it has several capabilities."""
    rng = np.random.default_rng(seed)
    n = len(world.iso3)
    figures = pl.DataFrame(
        {
            "iso3": world.iso3,
            "milex_ppp_usd": rng.exponential(1e9, n),
            "milper_active_persons": rng.exponential(1e5, n),
        }
    )
    return replace(world, figures=figures)


@st.composite
def changed_worlds(draw):
    """Draw a world and the same after alliance A has got other members."""
    before = draw(worlds())
    members = draw(st.sets(st.sampled_from(before.iso3), min_size=1))
    return before, before.with_members("A", frozenset(members))


@settings(max_examples=80, deadline=None)
@given(pair=changed_worlds(), seed=st.integers(0, 2**16))
def test_any_other_membership_in_a_small_world(pair, seed):
    check(*pair, count=4, seed=seed)


@settings(max_examples=40, deadline=None)
@given(before=worlds(), seed=st.integers(0, 2**16))
def test_capability_and_weapons_of_a_small_world_change(before, seed):
    rng = np.random.default_rng(seed)
    amount = before.capability * rng.exponential(size=len(before.iso3))
    after = replace(before, capability=amount / amount.sum(), nuclear=~before.nuclear)
    check(before, after, count=4, seed=seed)


@pytest.mark.parametrize("kind", ["accession", "withdrawal", "capability", "everything"])
def test_a_larger_world_under_every_measure_of_capability(kind):
    before = with_figures(larger_world())
    members = before.members("A")
    outsider = min(set(before.iso3) - members)
    after = {
        "accession": lambda: before.with_members("A", members | {outsider}),
        "withdrawal": lambda: before.with_members("A", members - {min(members)}),
        "capability": lambda: with_figures(before, seed=6),
        "everything": lambda: before.with_members("A", frozenset(before.iso3)),
    }[kind]()
    found = check(before, after, count=24)
    assert np.abs(found.total).max() > 1e-4


@pytest.mark.parametrize("attribute", ["nuclear", "major", "rivalry", "contiguous", "distance"])
def test_what_is_no_matter_of_alliances_counts_too(attribute):
    before = larger_world()
    values = getattr(before, attribute).copy()
    if values.ndim == 1:
        values[3] = not values[3]
    else:
        values[3, 7] = values[7, 3] = 1234.0 if attribute == "distance" else not values[3, 7]
    found = check(before, replace(before, **{attribute: values}))
    assert np.abs(found.total).max() > 1e-9


def test_nobody_with_nothing_wins_against_nothing():
    """Two states without forces, far from an ally whose power is gone on the way."""
    before = make_world(
        [0.0, 0.0, 1.0], 1e6 * (1 - np.eye(3)), [alliance("A", ["S02"]), alliance("B", ["S01"])]
    )
    found = check(before, before.with_members("A", frozenset({"S01", "S02"})), count=20)
    assert np.isfinite(found.total).all()


def test_a_world_without_a_change_differs_nowhere():
    before = larger_world()
    found = difference(before, replace(before), random_draws(before, 5), "force")
    assert not found.total.any()


def test_states_that_a_change_does_not_concern_keep_exactly_their_risk():
    alone = [[0.0, 1e4, 1e4, 1e4]] * 4
    before = make_world([1.0, 2.0, 3.0, 4.0], alone, [alliance("A", ["S00"])])
    draws = random_draws(before, 5)
    draws.values["omega"][:] = 0.0
    found = difference(before, before.with_members("A", frozenset({"S00", "S01"})), draws, "force")
    assert not found.total[:, 2:].any()
    assert found.total[:, :2].all()


@pytest.mark.parametrize(("chunk", "piece"), [(1, 64), (10_000, 3), (10**7, 1000)])
def test_how_the_work_is_cut_does_not_matter(monkeypatch, chunk, piece):
    before = with_figures(larger_world())
    after = before.with_members("A", before.members("A") | before.members("B"))
    draws = random_draws(before, 37)
    expected = difference(before, after, draws, "force")
    monkeypatch.setattr(module, "CHUNK", chunk)
    monkeypatch.setattr(module, "PIECE", piece)
    done = []
    found = difference(before, after, draws, "force", done.append)
    np.testing.assert_allclose(found.direct, expected.direct, rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose(found.entanglement, expected.entanglement, rtol=1e-11, atol=1e-14)
    assert sum(done) == 37


def test_the_same_seed_gives_the_same_bytes():
    before = with_figures(larger_world())
    after = before.with_members("A", before.members("A") | before.members("B"))
    first, second, other = (
        sweep(before, after, Assumptions.default(), 300, seed).result for seed in (1, 1, 2)
    )
    assert first.direct.tobytes() == second.direct.tobytes()
    assert first.entanglement.tobytes() == second.entanglement.tobytes()
    assert first.direct.tobytes() != other.direct.tobytes()
