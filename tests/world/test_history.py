"""Deadly clashes before a day."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import load_world
from foedus.world.history import Clashes, dispute_clashes, embedded_clashes, pair_history
from foedus.world.tables import read_table

DAY = date(2020, 6, 1)


def record(*rows):
    a, b, start, end, war = zip(*rows, strict=True) if rows else ((),) * 5
    return Clashes(
        a=np.array(a, dtype=str),
        b=np.array(b, dtype=str),
        start=np.array(start, dtype="datetime64[D]"),
        end=np.array(end, dtype="datetime64[D]"),
        war=np.array(war, dtype=bool),
    )


def one(*rows, day=DAY):
    past = pair_history(["BBB", "AAA", "CCC"], day, record(*rows))
    order = np.ix_([1, 0, 2], [1, 0, 2])
    return past.years_since_clash[order], past.recent_clashes[order], past.at_war[order]


def test_a_small_record_by_hand():
    since, recent, war = one(
        ("AAA", "BBB", date(2005, 1, 1), date(2010, 6, 1), True),
        ("BBB", "AAA", date(2012, 1, 1), date(2012, 2, 1), False),
        ("CCC", "BBB", date(2020, 5, 31), None, True),
        ("AAA", "CCC", date(2020, 6, 1), None, True),  # begins on the day: not known yet
        ("AAA", "DDD", date(2015, 1, 1), None, True),
    )
    assert since[0, 1] == pytest.approx((date(2020, 6, 1) - date(2012, 2, 1)).days / 365.2425)
    assert (since[1, 2], since[0, 2]) == (0.0, np.inf)
    assert recent.tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert war.tolist() == [[False, False, False], [False, False, True], [False, True, False]]


def test_an_end_after_the_day_is_not_known():
    clash = ("AAA", "BBB", date(2020, 1, 1), date(2021, 1, 1), True)
    since, _, war = one(clash)
    assert since[0, 1] == 0.0
    assert war[0, 1]
    assert not one(clash, day=date(2021, 1, 2))[2].any()


SPELLS = st.tuples(
    st.sampled_from(["AAA", "CCC"]), st.just("BBB"), st.dates(date(1990, 1, 1), date(2029, 1, 1)),
    st.integers(0, 2000), st.booleans(),
).map(lambda s: (*s[:3], date.fromordinal(s[2].toordinal() + s[3]), s[4]))  # fmt: skip


@given(st.lists(SPELLS, max_size=6))
def test_the_record_of_later_days_changes_nothing(rows):
    known = [row for row in rows if row[2] < DAY]
    for all_of_them, those_known in zip(one(*rows), one(*known), strict=True):
        np.testing.assert_array_equal(all_of_them, those_known)
        np.testing.assert_array_equal(all_of_them, all_of_them.T)
    assert np.all(one(*rows)[0] >= 0)


@given(st.lists(SPELLS, max_size=6), st.lists(SPELLS, max_size=6))
def test_two_records_together_are_one(first, second):
    states = ["AAA", "BBB", "CCC"]
    whole = pair_history(states, DAY, record(*first, *second))
    parts = pair_history(states, DAY, record(*first)).joined(
        pair_history(states, DAY, record(*second))
    )
    for name in ("years_since_clash", "recent_clashes", "at_war"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))


def test_disputes_by_hand():
    directed = pl.DataFrame(
        {
            "dispnum": [1, 1, 2, 3, 4],
            "ccode1": [2, 2, 2, 2, 20],
            "ccode2": [20, 30, 30, 20, 30],
            "sidea1": [1, 1, 1, 1, 1],
            "sidea2": [0, 0, 0, 0, 1],
            "fatality": [3, 3, 0, 1, 6],
            "fatality1": [0, 0, 0, 1, 6],
            "fatality2": [3, 0, 0, 0, 0],
            "hostlev": [5, 5, 5, 4, 5],
        }
    )
    days = ("styear", "stmon", "stday", "endyear", "endmon", "endday")
    participants = pl.DataFrame(
        [
            (1, 2, 1900, 1, 5, 1901, 2, -9),
            (1, 20, 1900, 3, -9, 1902, 1, 1),
            (3, 2, 1910, 1, 1, 1910, 1, 31),
            (3, 20, 1910, 2, 1, 1910, 2, 3),  # never on a common day
        ],
        schema=["dispnum", "ccode", *days],
        orient="row",
    )
    found = dispute_clashes(directed, participants)
    assert (found.a.tolist(), found.b.tolist(), found.war.tolist()) == ([2], [20], [True])
    assert found.start.tolist() == [date(1900, 3, 1)]
    assert found.end.tolist() == [date(1901, 2, 28)]


def test_clashes_aimed_at_armed_groups_are_left_out():
    table = read_table("clashes")
    assert len(embedded_clashes().a) == len(table.filter(table["object"] != "group"))


def test_wars_of_a_day():
    def at_war(day):
        world = load_world(day)
        pairs = np.argwhere(np.triu(world.at_war))
        return {(world.iso3[i], world.iso3[j]) for i, j in pairs}

    assert at_war("2026-01-01") == {("COD", "RWA"), ("RUS", "UKR")}
    assert ("IRN", "ISR") not in at_war("2025-06-13")
    assert ("IRN", "ISR") in at_war("2025-06-20")
    assert ("IRN", "USA") not in at_war("2025-06-23")  # below a war
    assert {("IRN", "ISR"), ("IRN", "USA")} <= at_war("2026-03-15")


def test_the_record_says_since_when_it_is_kept():
    assert load_world().history_since == 2011
    assert embedded_clashes().start.min().astype(object).year == 2011


def test_the_record_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        embedded_clashes().war[0] = True
