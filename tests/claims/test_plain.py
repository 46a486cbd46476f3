"""A verdict in plain words: every branch of what a reader is told first."""

import pytest

from foedus.claims.plain import MODEL, RECORD, plain_words
from foedus.claims.verdict import VERDICTS, Decider, Finding


def found(verdict="supported", **fields):
    return Finding(**({"test": "t", "verdict": verdict, "figure": ""} | fields))


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words_for_records_and_for_the_model(verdict):
    on_record, modelled, neither = (
        plain_words(found(verdict, basis=basis)) for basis in ("record", "model", "none")
    )
    assert on_record == f"{RECORD[verdict]}."
    assert modelled == f"{MODEL[verdict]}."
    assert neither == on_record
    assert on_record != modelled


def test_no_two_verdicts_have_the_same_words():
    for words in (RECORD, MODEL):
        assert set(words) == set(VERDICTS)
        assert len(set(words.values())) == len(VERDICTS)


def test_an_opinion_is_not_rated_and_says_whether_something_is_measured():
    assert plain_words(found(), "value") == (
        "An opinion: it is not rated; what can be measured stands beside it."
    )
    assert plain_words(found(test="none"), "value") == "An opinion: it is not rated."


def test_too_small_a_change_is_told_in_its_own_words():
    small = found("not testable", basis="model", caveat="too small to tell: below 0.01 a century")
    assert plain_words(small) == "Too small to tell: the change is below 0.01 a century."
    assert plain_words(found("not testable", caveat="no data")) == (
        "It cannot be tested here, but: no data."
    )
    # Only a change that cannot be told is too small.
    told = plain_words(found("supported", caveat="too small to tell: x", basis="model"))
    assert told.startswith("The model says so")


def test_a_right_figure_with_a_caveat_is_right_in_figures():
    assert plain_words(found(value=3.0, caveat="no duty")) == "Right in figures, but: no duty."
    assert plain_words(found(caveat="no duty")) == "The record bears it out, but: no duty."
    assert plain_words(found(value=3.0)) == "The record bears it out."
    assert plain_words(found("contradicted", value=3.0, caveat="x")).startswith("The record shows")
    assert plain_words(found(value=3.0, caveat="x", basis="model")).startswith("The model says so")


def test_what_hangs_on_the_alliance_being_offensive_is_said_first():
    def hanging(symbol, basis="model"):
        one = Decider(symbol=symbol, meaning="m", low_label="a", high_label="b", low_share=0,
                      high_share=1)  # fmt: skip
        return plain_words(found("depends", basis=basis, deciders=(one,)))

    assert hanging("ω") == "It depends on whether allies join a member's attack (ω)."
    assert hanging("ψ") == "The evidence does not tell: the model's draws are divided."
    assert hanging("ω", "record") == "It depends on what is taken."
