"""The level of the whole: every set of parameters has the attacks that it is asked to have."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.errors import FoedusError
from foedus.security import anchor
from foedus.security.anchor import anchored, solve
from foedus.security.draws import draw, point
from foedus.security.evaluation import evaluate, levels
from foedus.security.readings import EVENTS, Assumptions
from foedus.security.stage import Stage
from smallworlds import random_world, scattered


def test_the_sum_is_the_total():
    rng = np.random.default_rng(1)
    log_odds, weight = rng.normal(-6, 4, (5, 300)), rng.uniform(1, 2, 300)
    total = np.array([0.01, 0.5, 1.0, 50.0, 200.0])
    shift = solve(log_odds, weight, total)
    found = (1 / (1 + np.exp(-log_odds - shift[:, None]))) @ weight
    np.testing.assert_allclose(found, total, rtol=1e-9)


@pytest.mark.parametrize("count", [1, 12])
def test_the_world_has_the_attacks_asked_for(count):
    world = random_world(1)
    asked = np.linspace(0.1, 2.0, count)
    some = replace(scattered(1, count), attacks=asked)
    found = levels(world, some)
    np.testing.assert_allclose(found.attacks_a_year, asked, rtol=1e-8)
    again = anchored(Stage.of(world), anchored(Stage.of(world), some))
    np.testing.assert_allclose(levels(world, again).attacks_a_year, asked, rtol=1e-8)


def test_a_sample_of_pairs_stands_for_all(monkeypatch):
    """A world of 80 states, 6,320 pairs, of which few are taken for certain."""
    monkeypatch.setattr(anchor, "CERTAIN", 400)
    monkeypatch.setattr(anchor, "SAMPLED", 600)
    world = random_world(3, n=80)
    free = draw(Assumptions(fixed={"constant": -3.0}), world, 40, seed=1)
    found = levels(world, replace(free, attacks=np.full(40, 0.6))).attacks_a_year
    np.testing.assert_allclose(found, 0.6, rtol=0.06)
    assert found.mean() == pytest.approx(0.6, rel=0.01)


def test_a_world_after_a_change_is_not_anchored_anew():
    world = random_world(2)
    allied = replace(world, tie=1.0 - np.eye(12))
    one = point(Assumptions(), world)
    assert evaluate(world, one).attacks.sum() != pytest.approx(evaluate(allied, one).attacks.sum())


@pytest.mark.parametrize("event", EVENTS)
def test_draws_stay_inside_the_record(event):
    world = random_world(4, n=30)
    found = levels(world, draw(Assumptions(event=event), world, 300, seed=1))
    fit = Assumptions(event=event).fit
    mean, spread = (
        fit.record_events / fit.record_years,
        np.sqrt(fit.record_events) / fit.record_years,
    )
    assert found.attacks_a_year.mean() == pytest.approx(mean, rel=0.02)
    assert found.attacks_a_year.std() == pytest.approx(spread, rel=0.1)
    low, high = np.quantile(found.attacks_a_year, (0.025, 0.975))
    assert mean - 2.5 * spread < low < high < mean + 3 * spread


def test_same_seed_same_draws():
    world = random_world(5)
    first, second, third = (draw(Assumptions(), world, 50, seed) for seed in (3, 3, 4))
    for name in ("attack", "joining", "D", "rho", "psi", "capability"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert (first.attack != third.attack).any()


def test_what_is_held_is_held_in_every_draw():
    world = random_world(6)
    given = Assumptions(
        fixed={"delta": -0.2, "omega": 0.21, "psi": 1.0, "join_tie": 2.0, "D": 3000.0, "rho": 0.6}
    )
    some = draw(given, world, 60, seed=1)
    from foedus.security.attack import TERMS
    from foedus.security.joining_terms import JOINING_TERMS

    assert (some.attack[:, TERMS.index("log_support")] == -0.2).all()
    assert (some.joining[:, JOINING_TERMS.index("tie")] == 2.0).all()
    for name, value in (("omega", 0.21), ("psi", 1.0), ("D", 3000.0), ("rho", 0.6)):
        assert (getattr(some, name) == value).all()
    held = draw(Assumptions(fixed={"constant": -4.0}), world, 10, seed=1)
    assert (held.attack[:, 0] == -4.0).all()


def test_psi_is_drawn_through_its_interval():
    from foedus.security.recorded import recorded

    some = draw(Assumptions(), random_world(7), 4000, seed=1)
    low, middle, high = np.quantile(some.psi, (0.025, 0.5, 0.975))
    found = recorded("psi")
    assert middle == pytest.approx(found.estimate, rel=0.01)
    assert low == pytest.approx(found.low, rel=0.03)
    assert high == pytest.approx(found.high, rel=0.03)


@pytest.mark.parametrize(
    ("count", "seed", "message"),
    [
        (1, 1, "draws 1: give a whole number, 2 or more"),
        (2.5, 1, "draws 2.5"),
        (True, 1, "draws True"),
        (10, -1, "seed -1"),
        (10, "a", "seed 'a'"),
        (10**9, 1, "more than memory holds; at most"),
    ],
)
def test_bad_counts_and_seeds(count, seed, message):
    with pytest.raises(FoedusError, match=message):
        draw(Assumptions(), random_world(1), count, seed)


def test_a_day_before_the_record_keeps_the_equations_own_level():
    """No record of 1991-2010 says how many attacks there were in 1914."""
    from datetime import date

    world = random_world(9)
    early = replace(world, on=date(1914, 6, 28))
    free = Assumptions(fixed={"constant": Assumptions().value("constant")})
    own = evaluate(early, point(free, early)).attacks.sum()
    assert evaluate(early, point(Assumptions(), early)).attacks.sum() == pytest.approx(own)
    fit = Assumptions().fit
    assert evaluate(world, point(Assumptions(), world)).attacks.sum() == pytest.approx(
        fit.record_events / fit.record_years
    )
    drawn = levels(early, draw(Assumptions(), early, 200, seed=1)).attacks_a_year
    assert drawn.mean() == pytest.approx(own, rel=0.02)
    assert drawn.std() == pytest.approx(own / np.sqrt(fit.record_events), rel=0.1)
