"""What may be said of a change, and when nothing can be told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.security.outcomes import by_omega, by_psi, by_reading, outcome
from foedus.security.readings import Assumptions, parameter_table
from foedus.security.rivals import assume_rivals
from foedus.security.verdicts import break_even, monte_carlo_error, noticeable, verdict, word
from smallworlds import random_world

PSI = np.full(1000, 0.42)
NONE = np.zeros(1000)


def shares(safer, size=1.0):
    """1,000 changes of which a share is for the better."""
    return np.where(np.arange(1000) < 1000 * safer, -size, size)


def test_words():
    assert word(0.97, 1000) == "robust"
    assert word(0.955, 1000) == "leaning"  # within the Monte Carlo error of 95 %
    assert word(0.955, 10**6) == "robust"
    assert word(0.69, 1000) == "depends"
    assert word(0.69, 10**5) == "leaning"


def test_a_sign_needs_two_thirds_for_both_psi():
    safer = verdict((-1.0, 0.0, 0.42), (shares(0.8), NONE, PSI))
    assert (safer.finding, safer.word, safer.share_safer) == ("safer", "leaning", 0.8)
    assert verdict((1.0, 0.0, 0.42), (shares(0.1), NONE, PSI)).finding == "less safe"
    assert verdict((-1.0, 0.0, 0.42), (shares(0.6), NONE, PSI)).finding == (
        "the evidence does not tell"
    )
    # The wars of allies turn it at psi = 1 and not at 0.42.
    torn = verdict((-1.0, 1.5, 0.42), (np.full(1000, -1.0), np.full(1000, 1.5), PSI))
    assert torn.share_safer == 1.0
    assert torn.share_safer_full == 0.0
    assert torn.finding == "the evidence does not tell"
    held = verdict((-1.0, 1.5, 0.42), (np.full(1000, -1.0), np.full(1000, 1.5), PSI), psi_held=True)
    assert held.finding == "safer"


def test_no_sign_against_the_best_estimate_or_of_a_trifle():
    assert verdict((0.2, 0.0, 0.42), (shares(0.9), NONE, PSI)).finding == (
        "the evidence does not tell"
    )
    trifle = verdict((-0.049, 0.0, 0.42), (shares(1.0, 0.049), NONE, PSI))
    assert (trifle.finding, trifle.word) == ("too small to tell", "robust")
    assert verdict((-0.051, 0.0, 0.42), (shares(1.0, 0.051), NONE, PSI)).finding == "safer"
    nothing = verdict((0.0, 0.0, 0.42), (NONE, NONE, PSI))
    assert nothing.share_safer == nothing.share_less_safe == 0.0
    assert nothing.finding == "too small to tell"
    assert (nothing.word, nothing.share) == ("robust", 1.0)


def test_draws_in_which_nothing_changes_are_on_neither_side():
    rarely = np.where(np.arange(1000) < 200, -1.0, 0.0)
    found = verdict((0.0, 0.0, 0.42), (rarely, NONE, PSI))
    assert (found.share_safer, found.share_less_safe, found.share_unchanged) == (0.2, 0.0, 0.8)
    assert found.share == 0.8
    assert (found.word, found.finding) == ("leaning", "too small to tell")
    told = verdict((-1.0, 0.0, 0.42), (rarely, NONE, PSI))
    assert told.finding == "the evidence does not tell"


def test_the_band_goes_from_5_to_95_percent_of_the_draws():
    drawn = np.random.default_rng(1).permutation(np.linspace(-10.0, 90.0, 1001))
    found = verdict((40.0, 0.0, 0.42), (drawn, np.zeros(1001), np.full(1001, 0.42)))
    assert (found.low, found.median, found.high) == pytest.approx((-5.0, 40.0, 85.0))
    joined = verdict((0.0, 1.0, 0.5), (np.zeros(1001), drawn, np.full(1001, 0.5)))
    assert (joined.low, joined.high) == pytest.approx((-2.5, 42.5))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_the_error_holds_for_95_of_100_samples(share):
    draws = np.random.default_rng(4).random((20_000, 400)) < share
    away = np.abs(draws.mean(axis=1) - share)
    inside = (away <= float(monte_carlo_error(share, 400))).mean()
    assert inside == pytest.approx(0.95, abs=0.015)


def test_more_draws_narrow_the_error():
    errors = [float(monte_carlo_error(0.3, draws)) for draws in (100, 400, 1600)]
    assert errors[0] == pytest.approx(2 * errors[1]) == pytest.approx(4 * errors[2])


@settings(max_examples=60)
@given(
    attacked=st.floats(0.01, 10),
    spared=st.floats(0.01, 0.99),
    drawn=st.floats(0.001, 5),
    psi=st.floats(0.05, 1),
)
def test_at_break_even_joining_changes_nothing(attacked, spared, drawn, psi):
    """There, all chances of attack upon the candidate scaled alike, L is the same as before."""
    level = float(break_even(attacked, -spared * attacked, drawn, psi))
    assert -spared * level + psi * drawn == pytest.approx(0.0, abs=1e-9)


def test_break_even_at_its_ends():
    assert break_even(1.0, -0.5, -0.1, 0.42) == 0.0
    assert break_even(1.0, 0.5, 0.1, 0.42) == np.inf
    assert break_even(1.0, 0.1, -0.1, 0.42) == 0.0


def test_what_outsiders_notice():
    np.testing.assert_array_equal(
        noticeable([0.009, -0.02, 0.02], [0.1, 1.0, 3.0]), [False, True, False]
    )


@pytest.fixture(scope="module")
def joined():
    tie = np.zeros((20, 20))
    tie[:6, :6] = 1.0
    np.fill_diagonal(tie, 0.0)
    before = random_world(11, n=20, tie=tie)
    more = tie.copy()
    more[7, :6] = more[:6, 7] = 1.0
    return before, replace(before, tie=more)


def test_break_even_of_the_candidate_and_of_the_members(joined):
    """Scaled by hand: attacks upon the candidate times s, the wars it brings times s."""
    found = outcome(*joined, Assumptions(), draws=20)
    members, at = np.arange(6), 7
    ratio = found.break_even(at) / found.before.attacked[at]
    own = ratio * (found.after.attacked[at] - found.before.attacked[at])
    drawn = found.after.drawn_in[at] - found.before.drawn_in[at]
    assert own + found.before.psi * drawn == pytest.approx(0.0, abs=1e-12)
    back = outcome(joined[1], joined[0], Assumptions(fixed={"constant": -4.0}), draws=2)
    there = outcome(*joined, Assumptions(fixed={"constant": -4.0}), draws=2)
    assert back.break_even(at, leaves=True) == pytest.approx(there.break_even(at))
    level = found.members_break_even(members, at, psi=1.0)
    assert 0 < level < np.inf
    scale = level / found.before.attacked[at]
    change = found.after.insecurity(1.0) - found.before.insecurity(1.0)
    brought = found.after.joined[members, at].sum()
    assert change[members].sum() - brought + scale * brought == pytest.approx(0.0, abs=1e-12)


def test_the_draws_agree_with_their_verdict(joined):
    found = outcome(*joined, Assumptions(), draws=300, seed=2)
    one = found.verdict(7)
    assert one.low <= one.median <= one.high
    change = found.draws.insecurity()[:, 7]
    assert one.share_safer == (change < 0).mean()
    assert one.change == pytest.approx(
        (found.after.insecurity() - found.before.insecurity())[7], abs=1e-12
    )
    several = found.verdict(np.arange(6))
    assert several.median == pytest.approx(np.median(found.draws.insecurity()[:, :6].mean(axis=1)))


def test_readings_keep_what_is_held():
    given = Assumptions(reading="nuclear", fixed={"nuclear_ally": -1.0, "rho": 0.5})
    found = by_reading(given)
    assert dict(found["nuclear"].fixed) == {"nuclear_ally": -1.0, "rho": 0.5}
    assert dict(found["sceptics"].fixed) == {"rho": 0.5}
    assert list(by_omega(given))[::2] == [0.0, 1.0]
    assert [a.value("psi") for a in by_psi(given).values()] == list(by_psi(given))


def test_sceptics_find_an_alliance_to_add_wars_only(joined):
    found = outcome(*joined, Assumptions(reading="sceptics", fixed={"alpha": 0.0}), draws=40)
    np.testing.assert_allclose(found.draws.attacked[:, 7], 0.0, atol=1e-12)
    assert (found.draws.drawn_in[:, 7] > 0).mean() > 0.9


def test_assumed_rivals():
    world = random_world(12, rivalry=np.zeros((12, 12), dtype=bool))
    found = assume_rivals(world, [("S01", "S04"), ("S02", "S03")])
    assert found.rivalry.sum() == 4
    assert found.rivalry[1, 4]
    assert found.rivalry[4, 1]
    assert not world.rivalry.any()
    with pytest.raises(FoedusError, match="two different states"):
        assume_rivals(world, [("S01", "S01")])


def test_the_letters_are_names():
    found = Assumptions(fixed={"log_support": -0.1})
    assert dict(found.fixed) == {"delta": -0.1}
    assert found.value("log_support") == found.value("delta") == -0.1
    assert found.terms() == {"log_support": -0.1}


def test_every_number_lies_in_its_range_by_default():
    for event in ("war", "fatal", "force"):
        for row in parameter_table(event, "since-1816").values():
            assert row.low <= row.default <= row.high, row.name
            assert row.source
            assert row.meaning


def test_outside_the_range_is_warned_of_and_undefined_refused():
    (text,) = Assumptions(fixed={"delta": -9.0}).warnings()
    assert "outside its plausible range" in text
    assert Assumptions(fixed={"omega": 0.21}).warnings() == ()
    with pytest.raises(FoedusError, match=r"omega=2 is not defined.*0 to 1"):
        Assumptions(fixed={"omega": 2})
    with pytest.raises(FoedusError, match="did you mean omega"):
        Assumptions(fixed={"omga": 0.5})
    with pytest.raises(FoedusError, match="did you mean nuclear"):
        Assumptions(reading="nuclaer")
    with pytest.raises(FoedusError, match="unknown event"):
        Assumptions(event="dispute")
    with pytest.raises(FoedusError, match="is no number"):
        Assumptions(fixed={"rho": "much"})
    with pytest.raises(FoedusError, match="unknown assumption"):
        Assumptions(fixed={"nuclear_ally": 1.0})  # a number of another reading
