"""A change computed on what it touches, against both worlds computed whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.security import change as module
from foedus.security.change import difference
from foedus.security.evaluation import evaluate, levels
from smallworlds import random_world, scattered, symmetric

N = 12


def frozen_bounds(rng, value):
    """Own terms for some pairs, as an alliance with a rho or an omega of its own has them."""
    bound = symmetric(rng, N, 0.4)
    free = np.zeros((N, N)), np.ones((N, N))
    own = np.where(bound, value, free[0]), np.where(bound, value, free[1])
    return own, free


def changes(rng, world):
    """One of each kind of change."""
    tie = world.tie.copy()
    who = rng.choice(N, 3, replace=False)
    tie[np.ix_(who, who)] = 1.0
    np.fill_diagonal(tie, 0.0)
    share = np.zeros((N, N))
    share[1, 2], share[3, 4] = 0.4, 0.1
    own, free = frozen_bounds(rng, 0.4)
    stronger = world.capability * np.where(np.arange(N) == 5, 2.0, 1.0)
    return {
        "nothing": world,
        "ties": replace(world, tie=tie),
        "stationing": replace(world, stationed_share=share),
        "ties and stationing": replace(world, tie=tie, stationed_share=share),
        "own rho": replace(world, pledges=(own, free)),
        "own omega": replace(world, pledges=(free, own)),
        "strength": replace(world, capability=stronger / stronger.sum()),
        "rivalry": replace(world, rivalry=symmetric(rng, N, 0.3)),
        "at war": replace(world, at_war=symmetric(rng, N, 0.1)),
    }


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    omega=st.sampled_from([0.0, 0.21, 1.0]),
    kind=st.sampled_from(list(changes(np.random.default_rng(0), random_world(0)))),
    back=st.booleans(),
    nuclear=st.booleans(),
)
def test_a_change_is_the_difference_of_both_worlds(seed, omega, kind, back, nuclear):
    rng = np.random.default_rng(seed)
    world = random_world(seed, tie=1.0 * symmetric(rng, N, 0.15))
    other = changes(rng, world)[kind]
    before, after = (other, world) if back else (world, other)
    some = scattered(seed, 5, omega=omega)
    if not nuclear:
        some.attack[:, -3:] = 0.0
    found = difference(before, after, some)
    first, second = levels(before, some), levels(after, some)
    np.testing.assert_allclose(found.attacked, second.attacked - first.attacked, atol=1e-11)
    np.testing.assert_allclose(found.drawn_in, second.drawn_in - first.drawn_in, atol=1e-11)
    known = np.isfinite(found.attacked_before)
    np.testing.assert_allclose(found.attacked_before[known], first.attacked[known], atol=1e-11)
    if kind == "ties":
        assert known[:, (before.tie != after.tie).any(axis=1)].all()


def test_one_set_is_a_batch_of_one():
    world = random_world(2)
    after = changes(np.random.default_rng(2), world)["ties"]
    one = scattered(2, 1)
    found = difference(world, after, one)
    first, second = evaluate(world, one), evaluate(after, one)
    np.testing.assert_allclose(found.attacked[0], second.attacked - first.attacked, atol=1e-12)
    np.testing.assert_allclose(
        found.insecurity(1.0)[0], second.insecurity(1.0) - first.insecurity(1.0), atol=1e-12
    )


def test_untouched_states_change_by_nothing_at_all(monkeypatch):
    monkeypatch.setattr(module, "MOST", 1.1)
    tie = np.zeros((N, N))
    tie[:3, :3] = 1.0
    np.fill_diagonal(tie, 0.0)
    world = random_world(4, tie=tie)
    more = tie.copy()
    more[3, :3] = more[:3, 3] = 1.0
    found = difference(world, replace(world, tie=more), scattered(4, 3))
    assert not found.attacked[:, 4:].any()
    assert not found.drawn_in[:, 4:].any()
    assert found.attacked[:, :4].all()


def test_capability_measures_differ_between_draws():
    """The row of capability that a set takes is that of both worlds."""
    world = random_world(6)
    after = changes(np.random.default_rng(6), world)["ties"]
    some = scattered(6, 4)
    some.capability[:] = [0, 0, 2, 2]  # beyond the one measure of such a world: that one
    same = replace(some, capability=np.zeros(4, dtype=np.intp))
    np.testing.assert_allclose(
        difference(world, after, some).attacked,
        difference(world, after, same).attacked,
        atol=1e-12,
    )


def test_progress_tells_all_sets():
    world = random_world(7)
    after = changes(np.random.default_rng(7), world)["ties"]
    seen = []
    difference(world, after, scattered(7, 60), seen.append)
    assert sum(seen) == 60
    assert len(seen) == pytest.approx(4)
