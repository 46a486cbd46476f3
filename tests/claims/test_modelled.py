"""The judgement of a claim about the model, on changes made by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.claims.modelled import Modelled, Proposition
from foedus.claims.propositions import largest_of, mean_of, noticed
from foedus.claims.verdict import Holds
from foedus.security.readings import Assumptions

ALL = np.array([0, 1])


def model(own, full=None, best=(-1.0, -1.0), reference=None, parameters=None, fixed=()):
    """A change whose draws, (draws, 2), are given: at the recorded psi, and at psi = 1."""
    own = np.asarray(own, float)
    full = own if full is None else np.asarray(full, float)
    first, second = (np.asarray(one, float) for one in (best, best))

    def drawn(psi=None):
        return own if psi is None else full

    def fewer(psi=None):
        return np.asarray(reference, float)

    found = SimpleNamespace(
        assumptions=SimpleNamespace(fixed=dict.fromkeys(fixed, 0.5), table=Assumptions().table),
        draws=SimpleNamespace(insecurity=drawn),
        reference=SimpleNamespace(insecurity=fewer),
        insecurity=lambda psi=None: first if psi is None else second,
        parameters=parameters,
        psi=0.42,
        count=len(own),
    )
    return Modelled(None, None, found, None, "key", 1)


def column(values):
    return np.repeat(np.asarray(values, float)[:, None], 2, axis=1)


SAFER = Proposition(mean_of(ALL), True)


@pytest.mark.parametrize(
    ("safer", "best", "verdict"),
    [
        (1000, -1.0, "true"),
        (0, 1.0, "false"),
        (800, -1.0, "depends"),  # leaning is not sure enough
        (500, -1.0, "depends"),
        (1000, 1.0, "depends"),  # the best estimates are on the other side
        (0, -1.0, "depends"),
        (1000, -0.049, "too small"),
        (1000, 0.049, "too small"),
        (1000, -0.051, "true"),
    ],
)
def test_a_claim_is_true_where_nearly_all_draws_and_the_best_estimates_agree(safer, best, verdict):
    draws = column([-1.0] * safer + [1.0] * (1000 - safer))
    found = model(draws, best=(best, best)).judge(SAFER)
    assert found.verdict == verdict
    assert found.share == safer / 1000
    assert found.value == pytest.approx(best)


def test_what_is_no_sign_is_never_too_small():
    found = model(column([-1.0] * 1000), best=(-0.01, -0.01)).judge(
        Proposition(mean_of(ALL), False)
    )
    assert found.verdict == "true"


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=40))
def test_the_range_is_from_5_to_95_percent_of_the_draws(values):
    found = model(column(values), reference=column([-1.0] * 9)).judge(SAFER)
    ordered = sorted(values)

    def quantile(q):
        place = q * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    assert found.low == pytest.approx(quantile(0.05), abs=1e-9)
    assert found.high == pytest.approx(quantile(0.95), abs=1e-9)
    assert found.share == sum(value < 0 for value in values) / len(values)
    assert found.holds == Holds("key", np.array([value < 0 for value in values]))


def test_the_error_of_a_share_is_that_of_a_poll():
    draws = column([-1.0] * 300 + [1.0] * 700)
    found = model(draws, best=(1.0, 1.0), reference=draws).judge(SAFER)
    assert found.mc_error == pytest.approx(1.96 * (0.3 * 0.7 / 1000) ** 0.5)


def test_a_war_joined_that_counts_in_full_can_turn_a_claim_open():
    own, full = column([-1.0] * 1000), column([-1.0] * 700 + [1.0] * 300)
    found = model(own, full, reference=full).judge(SAFER)
    assert (found.verdict, found.share, found.share_full) == ("depends", 1.0, 0.7)
    held = model(own, full, fixed=("psi",)).judge(SAFER)
    assert (held.verdict, held.share_full) == ("true", 1.0)


@pytest.mark.parametrize(("sure", "verdict"), [(1.0, "true"), (0.9, "depends")])
def test_near_a_threshold_draws_that_hang_on_no_seed_decide(sure, verdict):
    draws = column([-1.0] * 960 + [1.0] * 40)  # another seed might say otherwise
    reference = column([-1.0] * int(2000 * sure) + [1.0] * int(2000 * (1 - sure)))
    assert model(draws, reference=reference).judge(SAFER).verdict == verdict


def test_far_from_any_threshold_they_are_not_asked():
    assert model(column([-1.0] * 1000), reference=None).judge(SAFER).verdict == "true"


# --- What decides -----------------------------------------------------------------------------


def parameters(count, **columns):
    """Numbers of the draws: all alike but those given."""
    from foedus.security.attack import TERMS
    from foedus.security.joining_terms import JOINING_TERMS

    usual = {"D": 4000.0, "rho": 0.5, "omega": 0.0, "psi": 0.4, "attacks": 9.0, "capability": 0}
    values = {name: np.full(count, value) for name, value in usual.items()} | columns
    return SimpleNamespace(
        attack=np.zeros((count, len(TERMS))), joining=np.zeros((count, len(JOINING_TERMS))),
        **values,
    )  # fmt: skip


def test_the_number_that_decides_is_the_one_whose_halves_differ_most():
    # It holds where D is large, whatever rho is; psi follows rho.
    reach = np.array([1000.0, 2000.0, 3000.0, 4000.0] * 25)
    weight = np.array([0.2] * 50 + [0.8] * 50)
    changes = column(np.where(reach > 2500, -1.0, 1.0))
    of = model(changes, parameters=parameters(100, D=reach, rho=weight), best=(1.0, 1.0),
               reference=changes)  # fmt: skip
    [decider] = of.deciders(of.judge(SAFER))
    assert decider.symbol == "D"
    assert (decider.low_share, decider.high_share) == (0.0, 1.0)
    assert (decider.low_label, decider.high_label) == ("up to 2,500", "above 2,500")
    assert "takes it to lie above 2,500" in decider.words


def test_at_most_two_are_named_the_one_that_decides_more_first_and_small_gaps_never():
    rng = np.random.default_rng(3)
    reach, weight, third = (rng.permutation(np.arange(1000.0)) for _ in range(3))
    holds = (reach > 499.5) & ((weight > 499.5) | (third > 749.5))
    changes = column(np.where(holds, -1.0, 1.0))
    numbers = parameters(1000, D=reach, rho=weight, attacks=third)
    of = model(changes, parameters=numbers, best=(1.0, 1.0), reference=changes)
    found = of.deciders(of.judge(SAFER))
    assert [one.symbol for one in found] == ["D", "ρ"]
    gaps = [one.high_share - one.low_share for one in found]
    assert gaps[0] > gaps[1] >= 0.05
    for one, values in zip(found, (reach, weight), strict=True):
        upper = values > np.median(values)
        assert one.high_share == pytest.approx((changes[upper, 0] < 0).mean())
        assert one.low_share == pytest.approx((changes[~upper, 0] < 0).mean())


def test_where_the_halves_are_alike_no_number_decides():
    changes = column([-1.0, 1.0] * 50)
    numbers = parameters(100, D=np.repeat(np.arange(50.0), 2))
    of = model(changes, parameters=numbers, best=(1.0, 1.0), reference=changes)
    assert of.deciders(of.judge(SAFER)) == ()


def test_the_weight_of_wars_joined_decides_where_it_moves_the_share():
    own, full = column([-1.0] * 100), column([-1.0] * 90 + [1.0] * 10)
    of = model(own, full, parameters=parameters(100), reference=own)
    [one] = of.deciders(of.judge(SAFER))
    assert (one.symbol, one.low_share, one.high_share) == ("ψ", 1.0, 0.9)
    assert one.low_label == "around 0.42, as recorded"
    same = model(own, column([-1.0] * 96 + [1.0] * 4), parameters=parameters(100), reference=own)
    assert same.deciders(same.judge(SAFER)) == ()


def test_measures_of_capability_are_the_first_and_the_others():
    which = np.array([0, 1] * 50)
    changes = column(np.where(which == 0, -1.0, 1.0))
    of = model(changes, parameters=parameters(100, capability=which), reference=changes)
    [one] = of.deciders(of.judge(SAFER))
    assert one.low_label == "with the first measures of capability"
    assert (one.low_share, one.high_share) == (1.0, 0.0)


# --- Measures ---------------------------------------------------------------------------------

changes = st.lists(st.floats(-2, 2), min_size=4, max_size=4)
levels = st.lists(st.floats(0, 9), min_size=4, max_size=4)
some = st.sets(st.integers(0, 3), min_size=1).map(sorted)


@given(changes, levels, some)
def test_measures_go_state_by_state(change, level, who):
    least = [max(0.01, 0.01 * level[i]) for i in who]
    above = [change[i] - bound for i, bound in zip(who, least, strict=True)]
    array, index = np.array(change), np.array(who)
    assert noticed(np.array(level), index)(array) == pytest.approx(max(above))
    assert mean_of(index)(array) == pytest.approx(sum(change[i] for i in who) / len(who))
    assert largest_of(index)(array) == max(change[i] for i in who)
    stacked = np.stack([array, -array])
    for measure in (noticed(np.array(level), index), mean_of(index), largest_of(index)):
        assert measure(stacked)[0] == pytest.approx(measure(array))


@pytest.mark.parametrize("value", [0.0])
def test_what_is_exactly_nothing_does_not_hold(value):
    # "Gets safer" asks for less; a draw in which nothing changes is none of those.
    own = column([value] * 100)
    found = model(own, best=(-1.0, -1.0), reference=own).judge(SAFER)
    assert (found.share, found.share_full) == (0.0, 0.0)
    assert not found.holds.draws.any()
    assert Modelled._told(value, False) == "fails"
    assert Modelled._told(-1e-9, False) == "holds"
    assert Modelled._told(-0.049, True) == "too small"
    assert Modelled._told(-0.05, True) == "holds"


def test_the_best_estimates_must_agree_where_wars_joined_count_in_full_too():
    draws = column([-1.0] * 1000)
    of = model(draws)
    of.found.insecurity = lambda psi=None: np.array([-1.0, -1.0]) * (1 if psi is None else -1)
    assert of.judge(SAFER).verdict == "depends"
    held = model(draws, fixed=("psi",))
    held.found.insecurity = of.found.insecurity
    assert held.judge(SAFER).verdict == "true"
