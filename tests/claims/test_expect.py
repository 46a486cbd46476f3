"""What a claim expects of a figure: bounds, words, and whether anything could fail it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from foedus.claims.claimtest import judged
from foedus.claims.expect import Expect, Expectation

WHOLE = st.integers(-6, 6).map(float)
NAMES = ("equals", "at_least", "at_most", "more_than", "less_than")


@st.composite
def expectations(draw):
    """An expectation that something could fit, on small whole numbers."""
    fields = {
        name: draw(WHOLE) for name in draw(st.sets(st.sampled_from(NAMES), max_size=3))
    }  # fmt: skip
    if draw(st.booleans()) or not fields:
        fields["between"] = sorted([draw(WHOLE), draw(WHOLE)])
    try:
        return Expect(**fields)
    except ValidationError:
        return Expect(at_least=draw(WHOLE))


def fits(expect, value):
    """Whether each bound that is given lets the value through, one by one."""
    told = [
        expect.equals is None or value == expect.equals,
        expect.at_least is None or value >= expect.at_least,
        expect.at_most is None or value <= expect.at_most,
        expect.more_than is None or value > expect.more_than,
        expect.less_than is None or value < expect.less_than,
        expect.between is None or expect.between[0] <= value <= expect.between[1],
    ]
    return all(told)


@given(expectations(), st.integers(-16, 16).map(lambda n: n / 2))
def test_a_value_fits_where_every_bound_lets_it_through(expect, value):
    assert expect.holds(value) == fits(expect, value)


@given(expectations(), st.integers(-16, 16).map(lambda n: n / 2))
def test_what_fits_lies_within_the_bounds(expect, value):
    low, high = expect.bounds
    assert low <= high
    if fits(expect, value):
        assert low <= value <= high


@given(expectations(), WHOLE, st.integers(0, 4))
def test_an_expectation_is_certain_only_where_no_figure_changes_the_answer(expect, least, width):
    most = least + width
    grid = [least + step / 4 for step in range(4 * width + 1)]
    sure = expect.certain(least, most)
    if sure is True:
        assert all(fits(expect, value) for value in grid)
    if sure is False:
        assert not any(fits(expect, value) for value in grid)
    if sure is None and width:
        # Something decides: no claim of vanity where both answers are to be had.
        assert not all(fits(expect, value) for value in (least - 1, least, most, most + 1))


@pytest.mark.parametrize(
    ("fields", "sure"),
    [
        ({"at_least": 0}, True),
        ({"at_most": 10}, True),
        ({"between": [0.0, 10.0]}, True),
        ({"more_than": -1}, True),
        ({"less_than": 11}, True),
        ({"more_than": 0}, None),
        ({"less_than": 10}, None),
        ({"equals": 5}, None),
        ({"at_least": 10}, None),
        ({"at_most": 0}, None),
        ({"less_than": 0}, False),
        ({"more_than": 10}, False),
        ({"at_least": 10.5}, False),
        ({"at_most": -0.5}, False),
        ({"equals": 11}, False),
        ({"between": [11.0, 12.0]}, False),
    ],
)
def test_what_zero_to_ten_can_fail(fields, sure):
    assert Expect(**fields).certain(0, 10) is sure


@pytest.mark.parametrize(
    ("fields", "said", "denied"),
    [
        ({"equals": 3}, "exactly 3 km", "other than 3 km"),
        ({"at_least": 3}, "at least 3 km", "less than 3 km"),
        ({"at_most": 3}, "at most 3 km", "more than 3 km"),
        ({"more_than": 3}, "more than 3 km", "at most 3 km"),
        ({"less_than": 3}, "less than 3 km", "at least 3 km"),
        ({"between": [1.5, 3.0]}, "between 1.5 and 3 km", "not between 1.5 and 3 km"),
        (
            {"more_than": 1, "at_most": 4},
            "at most 4 and more than 1 km",
            "more than 4 or at most 1 km",
        ),
    ],
)
def test_words_of_an_expectation_and_of_its_denial(fields, said, denied):
    expect = Expect(**fields)
    assert expect.words("km") == said
    assert expect.denial("km") == denied
    assert expect.words() == said.removesuffix(" km")
    assert expect.denial() == denied.removesuffix(" km")


@given(st.sampled_from(NAMES), WHOLE, st.integers(-16, 16).map(lambda n: n / 2))
def test_the_denial_in_words_names_the_opposite(name, bound, value):
    told = Expect(**{name: bound}).denial()
    opposite = {
        "other than": value != bound, "less than": value < bound, "more than": value > bound,
        "at most": value <= bound, "at least": value >= bound,
    }  # fmt: skip
    [words] = [words for words in opposite if told.startswith(words)]
    assert opposite[words] != Expect(**{name: bound}).holds(value)


def test_figures_within_rounding_fit():
    assert Expect(equals=0.3).holds(0.1 + 0.2)
    assert Expect(at_most=1e12).holds(1e12 + 1)
    assert not Expect(at_most=1.0).holds(1.00001)
    assert not Expect(equals=2).holds(2 + 1e-6)
    assert not Expect(at_least=1.0).holds(0.99999)


class Field(BaseModel):
    expect: Expectation


def test_a_number_stands_for_equals():
    assert Field(expect=3).expect == Expect(equals=3.0)
    assert Field(expect={"at_least": 3}).expect == Expect(at_least=3)
    with pytest.raises(ValidationError):
        Field(expect=True)
    with pytest.raises(ValidationError):
        Field(expect="3")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "say what is expected"),
        ({"at_least": 3, "at_most": 2}, "nothing lies between 3 and 2"),
        ({"equals": 5, "less_than": 4}, "nothing lies between 5 and 4"),
        ({"more_than": 5, "at_most": 5}, "nothing lies between 5 and 5"),
        ({"between": [4.0, 2.0]}, "nothing lies between 4 and 2"),
        ({"between": [4.0]}, "at least 2 items"),
        ({"equals": math.inf}, "finite number"),
        ({"at_leat": 1}, "Extra inputs"),
    ],
)
def test_bad_expectations(fields, told):
    with pytest.raises(ValidationError, match=told):
        Expect(**fields)


# --- The verdict on a figure and its range ----------------------------------------------------


@given(expectations(), WHOLE, st.integers(0, 5), st.integers(0, 5))
def test_the_verdict_follows_the_least_the_value_and_the_most(expect, value, below, above):
    low, high = value - below, value + above
    told = judged(expect, value, low, high)
    ends = [fits(expect, low), fits(expect, value), fits(expect, high)]
    if all(ends):
        assert told == "supported"
    elif any(ends):
        assert told == "depends"
    else:
        between = [low + step / 4 for step in range(4 * (below + above) + 1)]
        if any(fits(expect, one) for one in between):
            assert told == "depends"
    if not below and not above:
        assert told == ("supported" if fits(expect, value) else "contradicted")


@pytest.mark.parametrize(
    ("fields", "value", "low", "high", "verdict"),
    [
        ({"equals": 23}, 22, 22, 24, "depends"),  # what is expected lies between two sources
        ({"equals": 22}, 22, 22, 24, "depends"),
        ({"equals": 21}, 22, 22, 24, "contradicted"),
        ({"equals": 25}, 22, 22, 24, "contradicted"),
        ({"at_least": 24}, 22, 22, 24, "depends"),
        ({"at_least": 25}, 22, 22, 24, "contradicted"),
        ({"more_than": 24}, 22, 22, 24, "contradicted"),
        ({"less_than": 22}, 22, 22, 24, "contradicted"),
        ({"between": [20.0, 25.0]}, 22, 22, 24, "supported"),
        ({"at_most": 22}, 22, None, None, "supported"),
        ({"at_most": 21.9}, 22, None, None, "contradicted"),
        ({"at_least": 22}, 24, 22, None, "supported"),
        ({"at_least": 23}, 24, 22, None, "depends"),
        ({"more_than": 22, "less_than": 24}, 22, 22, 24, "depends"),  # 23 would be right
    ],
)
def test_verdicts_on_ranges(fields, value, low, high, verdict):
    assert judged(Expect(**fields), value, low, high) == verdict
