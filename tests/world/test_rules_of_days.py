"""Which day counts: the first is inside, the day of the end is outside, everywhere alike."""

from datetime import date, timedelta

import polars as pl
import pytest

from foedus.world import alliances, deployments
from foedus.world.alliances import alliances_on
from foedus.world.deployments import deployed
from foedus.world.tables import read_table

DAY = timedelta(days=1)


def row(**given):
    usual = {
        "host_iso3": "LVA", "sender_iso3": "CAN", "lead_iso3": None, "kind": "battlegroup",
        "framework": "NATO eFP", "from": "2018-02-10", "to": "2020-06-15", "as_of": "2019",
        "personnel_low": 400.0, "personnel_high": 600.0, "note": "", "source": "a table",
    }  # fmt: skip
    return usual | given


@pytest.fixture
def there(monkeypatch):
    """Persons of Canada in Latvia on a day, from rows that are given."""

    def count(day, *rows):
        frame = pl.DataFrame(list(rows), infer_schema_length=None)
        monkeypatch.setattr(deployments, "read_table", lambda name: frame)
        return sum(p.persons for p in deployed(day) if (p.sender, p.host) == ("CAN", "LVA"))

    return count


@pytest.mark.parametrize(
    ("day", "persons"),
    [
        (date(2018, 2, 9), 0),
        (date(2018, 2, 10), 500),
        (date(2020, 6, 14), 500),
        (date(2020, 6, 15), 0),
        (date(2020, 6, 16), 0),
    ],
)
def test_a_deployment_stands_from_its_first_day_to_before_its_end(there, day, persons):
    assert there(day, row()) == persons


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ("2020", date(2020, 12, 27)),
        ("2020-03", date(2020, 3, 27)),
        ("2020-03-09", date(2020, 3, 8)),
    ],
)
def test_an_end_told_by_year_or_month_is_late_in_it(there, told, last):
    assert there(last, row(to=told)) == 500
    assert there(last + DAY, row(to=told)) == 0


@pytest.mark.parametrize(
    ("told", "first"),
    [("2018", date(2018, 1, 1)), ("2018-03", date(2018, 3, 1)), ("2018-03-09", date(2018, 3, 9))],
)
def test_a_beginning_told_by_year_or_month_is_early_in_it(there, told, first):
    assert there(first, row(**{"from": told})) == 500
    assert there(first - DAY, row(**{"from": told})) == 0


def test_one_count_of_each_the_last_before_the_day(there):
    counts = [
        row(as_of="2018-06", personnel_low=300.0, personnel_high=300.0),
        row(as_of="2019-06", personnel_low=700.0, personnel_high=700.0),
    ]
    assert there(date(2019, 5, 1), *counts) == 300
    assert there(date(2019, 7, 1), *counts) == 700
    assert there(date(2018, 3, 1), *counts) == 300, "without an earlier one the nearest"


def test_a_presence_of_unknown_begin_counts_for_a_year_and_a_half_around(there):
    loose = row(**{"from": None, "to": None, "as_of": "2019-07-01"})
    day = date(2019, 7, 1)
    for away, persons in ((0, 500), (550, 500), (551, 0)):
        assert there(day + away * DAY, loose) == there(day - away * DAY, loose) == persons


SPELLS = {
    "alliance_id": ["PACT", "PACT", "PACT"],
    "iso3": ["FRA", "POL", "ITA"],
    "from": [date(1950, 5, 1), date(1950, 5, 1), date(1960, 5, 1)],
    "to": [None, date(1960, 5, 1), None],
    "row_type": ["membership"] * 3,
    "wave": [None] * 3,
}
TREATY = {
    "alliance_id": ["PACT"], "name": ["A pact"], "treaty": ["of Rome"], "source": ["a table"],
    "in_force": [date(1950, 5, 1)], "terminated": [date(1970, 5, 1)],
    "defense": [1], "offense": [0], "neutrality": [0], "nonaggression": [0], "consultation": [0],
}  # fmt: skip


@pytest.fixture
def pact(monkeypatch):
    tables = {"alliances": pl.DataFrame(TREATY), "memberships": pl.DataFrame(SPELLS)}
    monkeypatch.setattr(alliances, "read_table", tables.__getitem__)
    for cached in (alliances._treaties, alliances._spells):
        cached.cache_clear()
    yield lambda day: {a.alliance_id: a.members for a in alliances_on(day)}.get("PACT", frozenset())
    monkeypatch.undo()
    for cached in (alliances._treaties, alliances._spells):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (date(1950, 4, 30), ""),
        (date(1950, 5, 1), "FRA POL"),
        (date(1960, 4, 30), "FRA POL"),
        (date(1960, 5, 1), "FRA ITA"),  # one leaves on the day on which another joins
        (date(1970, 4, 30), "FRA ITA"),
        (date(1970, 5, 1), ""),
    ],
)
def test_membership_begins_on_its_day_and_is_over_on_that_of_its_end(pact, day, members):
    assert pact(day) == set(members.split())


def test_no_member_of_the_table_is_one_on_the_day_it_left():
    rows = read_table("memberships").filter(
        (pl.col("row_type") == "membership") & pl.col("to").is_not_null()
    )
    assert rows.height > 5
    for one in rows.iter_rows(named=True):
        again = rows.filter(
            (pl.col("alliance_id") == one["alliance_id"])
            & (pl.col("iso3") == one["iso3"])
            & (pl.col("from") == one["to"])
        )
        if again.height:
            continue
        on = {a.alliance_id: a.members for a in alliances_on(one["to"])}
        before = {a.alliance_id: a.members for a in alliances_on(one["to"] - DAY)}
        assert one["iso3"] not in on.get(one["alliance_id"], ())
        assert one["iso3"] in before.get(one["alliance_id"], ())
