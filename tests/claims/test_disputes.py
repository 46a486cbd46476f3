"""The record of disputes, counted by hand on a table made for it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import ask, entry
from foedus import FoedusError, sources

COLUMNS = ("dispnum", "ccode1", "ccode2", "year", "sidea1", "orig1", "midonset")
RUSSIA, KAZAKHSTAN, USA, TURKEY = 365, 705, 2, 640


def table(*rows):
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def asked(made, **fields):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "load", lambda name: made, raising=False)
        return ask("dispute_record", **{"from_": 1995, "to": 2010, **fields})


dispute = st.tuples(
    st.integers(1, 4), st.sampled_from([RUSSIA, KAZAKHSTAN, USA, TURKEY]), st.just(900),
    st.integers(1990, 2010), st.integers(0, 1), st.integers(0, 1), st.integers(0, 1),
)  # fmt: skip


@given(st.lists(dispute, min_size=1, max_size=9, unique_by=lambda row: (row[0], row[1])))
def test_participations_are_counted_one_by_one(rows):
    members = {RUSSIA, KAZAKHSTAN}
    started = target = joined = 0
    for _, ccode, _, year, side_a, originator, onset in rows:
        if ccode not in members or not onset or not 1995 <= year <= 2010:
            continue
        started += side_a == 1 and originator == 1
        target += side_a == 0 and originator == 1
        joined += originator == 0
    total = started + target + joined
    for role, count in (("started", started), ("target", target)):
        found = asked(table(*rows), alliance="CSTO", role=role, expect={"at_least": 0})
        if not total:
            assert found.verdict == "not testable"
            continue
        assert found.value == pytest.approx(100 * count / total)
        assert [bar.value for bar in found.bars] == [started, target, joined]
        assert f"{total} participations" in found.figure
        assert f"started {started}, target {target}, joined {joined}" in found.figure


ONE = table((1, RUSSIA, 2, 2000, 1, 1, 1), (2, RUSSIA, 2, 2001, 0, 1, 1))


def test_a_dispute_is_one_however_many_opponents_it_has():
    found = asked(table((1, RUSSIA, 2, 2000, 1, 1, 1), (1, RUSSIA, 200, 2000, 1, 1, 1),
                        (2, RUSSIA, 2, 2001, 0, 1, 1)), state=["RUS"], expect=50)  # fmt: skip
    assert (found.verdict, found.value) == ("supported", 50)


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [({"more_than": 50}, "contradicted"), ({"at_least": 50}, "supported"), (50, "supported")],
)
def test_verdicts_on_a_record(expect, verdict):
    found = asked(ONE, state=["RUS"], expect=expect)
    assert found.verdict == verdict
    assert "no finding of guilt" in found.caveat
    assert found.expected.startswith("started ")
    assert found.opposite.startswith("started ")


def test_the_years_of_membership_bound_what_counts():
    made = table(
        (1, 372, 2, 1996, 1, 1, 1), (2, 372, 2, 2005, 1, 1, 1), (3, RUSSIA, 2, 2005, 0, 1, 1)
    )
    found = asked(made, alliance="CSTO", expect=50)  # Georgia was a member to 1999
    assert found.value == 50


def test_after_the_data_a_record_is_told_and_not_rated():
    late = asked(ONE, state=["RUS"], to=2012, expect=50)
    assert (late.verdict, late.basis, late.value) == ("not testable", "none", 50)
    assert "the data end in 2010, the claim asks to 2012" in late.figure
    none = asked(ONE, state=["RUS"], from_=2011, to=2012, expect=50)
    assert "no dispute of RUS in the data from 2011 to 2012" in none.figure


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "dispute_record: give either alliance or state"),
        ({"alliance": "NATO", "state": ["POL"]}, "dispute_record: give either alliance or state"),
        ({"alliance": "NATO", "from_": 2001, "to": 2000}, "from 2001 lies after to 2000"),
    ],
)
def test_what_cannot_be_asked(fields, told):
    with pytest.raises(FoedusError, match=told):
        asked(ONE, expect=1, **fields)


@pytest.mark.parametrize(("expect", "sure"), [({"at_most": 100}, True), ({"more_than": 100}, False),
                                              ({"at_most": 99}, None)])  # fmt: skip
def test_what_a_percentage_can_fail(expect, sure):
    test = entry("dispute_record", alliance="NATO", from_=1950, to=1990, expect=expect)
    assert test.certainty() is sure
