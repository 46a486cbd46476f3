"""Figures and names in words: every branch, on values at the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedus
from foedus import load_world
from foedus.questions.words import LEAST, amount, percentage, plain, signed
from foedus.security.attack import TERMS as ATTACK
from foedus.security.joining_terms import JOINING_TERMS
from foedus.views.words import (
    TERMS,
    VARIABLES,
    capital_of,
    figure,
    name_of,
    scaled,
    sentence,
    term,
    un_membership,
)

SIZES = st.floats(1e-6, 1e6)


def read(text):
    return float(text.replace("−", "-").replace(",", "").replace("+", "").removesuffix(" %"))


@given(SIZES, st.booleans())
def test_an_amount_is_near_and_a_signed_one_has_the_sign(size, negative):
    value = -size if negative else size
    told, change = amount(value), signed(value)
    if size < LEAST:
        assert (told, change) == ("below 0.001", "below ±0.001")
        return
    assert read(told) == pytest.approx(value, rel=0.06, abs=0.00051)
    assert read(change) == pytest.approx(value, rel=0.06, abs=0.00051)
    assert change[0] == ("−" if negative else "+")
    assert "e" not in told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"), (LEAST, "0.001"), (0.00049, "below 0.001"), (0.0994, "0.099"),
        (0.0995, "0.10"), (0.994, "0.99"), (0.995, "1.0"), (9.94, "9.9"), (9.95, "10"),
        (1234.5, "1,234"), (-0.5, "−0.50"),
    ],
)  # fmt: skip
def test_amounts_change_their_digits_where_they_should(value, told):
    assert amount(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "–"), (0.0, "0 %"), (0.04, "0 %"), (-0.04, "0 %"), (0.05, "+0.1 %"), (0.94, "+0.9 %"),
     (0.95, "+1 %"), (-1.4, "−1 %"), (12345.0, "+12,345 %")],
)  # fmt: skip
def test_percentages(value, told):
    assert percentage(value) == told


@given(SIZES, st.booleans())
def test_a_plain_number_keeps_three_digits(size, negative):
    value = -size if negative else size
    told = plain(value)
    assert read(told) == pytest.approx(value, rel=0.0051)
    assert not told.endswith(".")
    assert "." not in told or not told.endswith("0")
    assert told.startswith("−") == negative


def test_every_number_of_the_model_has_a_name_in_words():
    names = [*ATTACK, *(f"join_{one}" for one in JOINING_TERMS)]
    for name in names:
        assert "_" not in term(name), name
    assert len(set(TERMS.values())) == len(TERMS)
    assert term("the world's attacks a year") == "the world's attacks a year"
    assert term("no_such_number") == "no such number"


def test_every_assumption_of_an_answer_is_shown_in_words():
    found = foedus.contribution(load_world(), "ANZUS", draws=0)
    for one in found.assumptions:
        assert "_" not in term(one.name)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("population_persons", 83_200_000.0, "83,200,000"),
        ("gdp_ppp_usd", 5.2e12, "5,200.0"),
        ("milex_usd", 6.81e10, "68.1"),
        ("milex_pct_gdp", 2.004, "2.00"),
        ("milper_active_persons", 184_000.0, "184,000"),
    ],
)
def test_figures_in_the_unit_that_their_label_names(variable, value, told):
    assert figure(variable, value) == told
    label = VARIABLES[variable]
    assert ("$bn" in label) == variable.endswith("_usd")
    assert ("%" in label) == variable.endswith("pct_gdp")


@given(st.none() | st.floats(-1e9, 1e9), st.sampled_from([1.0, 1e3, 1e6, 0.01]),
       st.integers(0, 3))  # fmt: skip
def test_a_scaled_figure_is_the_figure_in_its_unit(value, unit, digits):
    told = scaled(value, unit, digits)
    if value is None:
        assert told == "-"
    else:
        assert read(told) == pytest.approx(value / unit, abs=0.51 * 10**-digits, rel=1e-12)
        assert len(told.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("text", "told"),
    [("each is free", "Each is free."), ("Done.", "Done."), ("why?", "Why?"), ("stop!", "Stop!"),
     ("x", "X."), ("", ".")],
)  # fmt: skip
def test_a_sentence_has_a_capital_and_an_end(text, told):
    assert sentence(text) == told
    small = sentence(text, capital=False)
    assert small == text + ("" if text[-1:] in (".", "!", "?") else ".")


def test_names_of_states_and_codes_of_others():
    assert name_of("POL") == "Poland"
    assert name_of("QQQ") == "QQQ"


def test_capitals_and_membership_of_the_un():
    poland = foedus.state(load_world(), "POL")
    assert capital_of(poland).startswith("Warsaw (52.2")
    assert capital_of(poland.model_copy(update={"capital": None})) == "not known of the day"
    assert capital_of(poland.model_copy(update={"capital_lat": None})) == "not known of the day"
    assert un_membership(poland) == "1945-10-24"
    assert un_membership(poland.model_copy(update={"un_member": None})) == "no"
    gone = poland.model_copy(update={"un_member": None, "iso3": "SUN"})
    assert un_membership(gone) == "not in the table"
