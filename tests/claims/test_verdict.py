"""Findings: their denial, what several come to, and in which draws they hold together."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.claims.verdict import (
    VERDICTS,
    Clause,
    Decider,
    Finding,
    Holds,
    ReadingPair,
    combined,
    denied,
)


def found(verdict="supported", **fields):
    return Finding(**({"test": "t", "verdict": verdict, "figure": "f"} | fields))


def decider(low, high, symbol="ω"):
    return Decider(
        symbol=symbol, meaning="a number", low_label="at 0", high_label="at 1",
        low_share=low, high_share=high,
    )  # fmt: skip


shares = st.floats(0, 1)


@given(shares, shares)
def test_a_decider_says_who_stands_where_the_claim_holds_more_often(low, high):
    words = decider(low, high).words
    side = "at 1" if high > low else "at 0"
    assert f"takes it to lie {side}, who denies it the other side" in words
    assert f"{100 * low:.0f} % of the draws at 0" in words
    assert f"in {100 * high:.0f} % at 1" in words


@given(shares, shares)
def test_denied_a_decider_changes_shares_and_sides_not_labels(low, high):
    turned = decider(low, high).denied()
    assert (turned.low_label, turned.high_label) == ("at 0", "at 1")
    assert turned.low_share == pytest.approx(1 - low)
    assert turned.high_share == pytest.approx(1 - high)
    if abs(low - high) > 1e-9:
        before, after = (one.words.split("takes it to lie ")[1] for one in (decider(low, high),
                                                                           turned))  # fmt: skip
        assert before != after


@given(
    st.sampled_from(VERDICTS), st.none() | shares, st.lists(st.booleans(), min_size=2, max_size=9)
)
def test_denied_twice_is_the_same_and_once_the_opposite(verdict, share, draws):
    one = found(
        verdict, share=share, expected="yes", opposite="no", value=3.0,
        holds=Holds("key", np.array(draws)),
    )  # fmt: skip
    turned = denied(one)
    other = {"supported": "contradicted", "contradicted": "supported"}
    assert turned.verdict == other.get(verdict, verdict)
    assert (turned.expected, turned.opposite, turned.value) == ("no", "yes", 3.0)
    assert turned.share == (None if share is None else 1 - share)
    assert turned.holds.draws.tolist() == [not each for each in draws]
    again = denied(turned)
    assert again.verdict == one.verdict
    assert again.holds == one.holds


def test_denied_what_decides_is_said_again_and_other_reasons_stay():
    one = decider(0.2, 0.9)
    turned = denied(found("depends", deciders=(one,), depends_on=(one.words, "whose figures")))
    assert turned.deciders == (one.denied(),)
    assert turned.depends_on == (one.denied().words, "whose figures")
    # Where the deciders are not said, their denial is not said either.
    assert denied(found("depends", deciders=(one,), depends_on=("x",))).depends_on == ("x",)


def oracle(word, verdicts):
    """The verdict on all or any of several, from the rule in words."""
    loses, wins = ("contradicted", "supported") if word == "all" else ("supported", "contradicted")
    if loses in verdicts:
        return loses
    for middle in ("contested", "depends", "not testable"):
        if middle in verdicts:
            return middle
    return wins


@pytest.mark.parametrize("word", ["all", "any"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_several_tests_come_to(word, count):
    for verdicts in itertools.product(VERDICTS, repeat=count):
        parts = tuple(found(v, figure=f"f{i}") for i, v in enumerate(verdicts))
        assert combined(word, parts).verdict == oracle(word, verdicts), verdicts


def test_one_part_alone_stays_as_it_is():
    one = found("depends", value=3.0, unit="km")
    assert combined("all", (one,)) is one
    assert combined("any", (one,)) is one


def test_by_de_morgan_the_denial_of_all_is_any_of_the_denials():
    for verdicts in itertools.product(VERDICTS, repeat=2):
        parts = tuple(
            found(v, expected=f"yes{i}", opposite=f"no{i}") for i, v in enumerate(verdicts)
        )
        left = denied(combined("all", parts))
        right = combined("any", tuple(denied(part) for part in parts))
        assert (left.verdict, left.expected, left.opposite) == (
            right.verdict, right.expected, right.opposite,
        )  # fmt: skip


def test_parts_are_told_once_and_in_order():
    read = ReadingPair(reader="a", reading="b", other_reader="c", other_reading="d", source="e")
    clause = Clause(id="X", document="d", article="1", date="2000-01-01", status="in_force",
                    summary="s", source="t")  # fmt: skip
    parts = (
        found(figure="one", sources=("S", "T"), notes=("n",), command="foedus a", expected="x",
              opposite="not x", readings=(read,), clauses=(clause,)),
        found(figure="two", sources=("T", "U"), notes=("n", "m"), command="foedus b", expected="y",
              opposite="not y", readings=(read,), clauses=(clause,)),
        found(figure="one", command="foedus a"),
    )  # fmt: skip
    whole = combined("all", parts)
    assert whole.test == "all"
    assert whole.figure == "one; two"
    assert whole.sources == ("S", "T", "U")
    assert whole.notes == ("n", "m")
    assert whole.command == "foedus a; foedus b"
    assert (whole.expected, whole.opposite) == ("x and y", "not x or not y")
    assert (whole.readings, whole.clauses) == ((read,), (clause,))
    assert whole.parts == parts
    either = combined("any", parts)
    assert (either.expected, either.opposite) == ("x or y", "not x and not y")


def test_what_decides_is_that_of_the_parts_that_decide():
    hangs, clear = decider(0.1, 0.8), decider(0.4, 0.5, "ψ")
    parts = (
        found("depends", deciders=(hangs,), depends_on=(hangs.words,), caveat="second"),
        found("supported", deciders=(clear,), depends_on=("never told",), caveat="first"),
    )
    whole = combined("all", parts)
    assert whole.deciders == (hangs,)
    assert whole.depends_on == (hangs.words,)
    assert whole.caveat == "second"
    either = combined("any", parts)
    assert either.verdict == "supported"
    assert either.depends_on == ()
    assert either.caveat == "first"


@pytest.mark.parametrize(
    ("bases", "basis"),
    [(("record", "none"), "record"), (("record", "model"), "model"), (("none", "none"), "none"),
     (("none", "model"), "model")],
)  # fmt: skip
def test_a_part_of_the_model_makes_the_whole_one_of_the_model(bases, basis):
    assert combined("all", tuple(found(basis=one) for one in bases)).basis == basis


masks = st.lists(st.booleans(), min_size=6, max_size=6)


@given(st.sampled_from(["all", "any"]), masks, masks, st.sampled_from([None, True, False]))
def test_draws_in_which_several_hold_are_counted_one_by_one(word, first, second, record):
    parts = [found(basis="model", holds=Holds("k", np.array(m))) for m in (first, second)]
    if record is not None:
        parts.append(found("supported" if record else "contradicted"))
    whole = combined(word, tuple(parts))
    count = 0
    for i in range(6):
        told = [first[i], second[i], *([] if record is None else [record])]
        count += all(told) if word == "all" else any(told)
    assert whole.share == pytest.approx(count / 6)
    assert whole.holds.key == "k"


def test_draws_of_different_numbers_are_not_put_together():
    mask = np.array([True, False])
    one, other = (found(holds=Holds(key, mask)) for key in ("k", "l"))
    assert combined("all", (one, other)).share is None
    assert combined("all", (one, found("depends"))).share is None
    assert combined("all", (found(), found())).share is None


def test_where_a_claim_holds_is_the_same_only_with_the_same_draws():
    mask = np.array([True, False])
    assert Holds("k", mask) == Holds("k", mask.copy())
    assert Holds("k", mask) != Holds("k", ~mask)
    assert Holds("k", mask) != Holds("l", mask)
    assert Holds("k", mask) != "k"
