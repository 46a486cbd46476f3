"""The ledger day by day: statuses against the table and its history, parties one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import FoedusError, load_world
from foedus.questions.clause import BINDING
from foedus.questions.completeness import complete_for
from foedus.questions.ledger import FIRST_DAY, STATUSES, commitments_on, ledger_day, parties_of
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliances_on
from foedus.world.states import state_rows
from foedus.world.tables import read_table

TABLE = {row["id"]: row for row in read_table("commitments").iter_rows(named=True)}
HISTORY = rows("questions", "history")
days = st.dates(FIRST_DAY, date(2026, 1, 1))


def status_of(identifier, day):
    """A text's status on a day: the last of its spells that had begun, else signed."""
    row = TABLE[identifier]
    begun = row["status_from"] or row["date"]
    if day >= begun:
        return row["status"], begun
    best = ("signed", row["date"])
    for spell in HISTORY:
        start = date.fromisoformat(spell["from"])
        if spell["id"] == identifier and start <= day and start >= best[1]:
            best = (spell["status"], start)
    return best


@given(days)
def test_on_a_day_there_is_what_was_written_by_then_in_its_status(day):
    found = {one.id: one for one in commitments_on(day)}
    assert set(found) == {name for name, row in TABLE.items() if row["date"] <= day}
    for name, one in found.items():
        assert (one.status, one.status_from) == status_of(name, day), name
        assert one.status in STATUSES
        assert one.binding in BINDING


@pytest.mark.parametrize("row", HISTORY, ids=lambda row: f"{row['id']}-{row['from']}")
def test_a_status_begins_on_its_day(row):
    start = date.fromisoformat(row["from"])
    then = {one.id: one for one in commitments_on(start)}[row["id"]]
    assert (then.status, then.status_from) == (row["status"], start)
    before = {one.id: one for one in commitments_on(start - timedelta(days=1))}
    assert row["id"] not in before or before[row["id"]].status_from < start


@settings(max_examples=25)
@given(days, st.sampled_from(["RUS", "NATO", "USA", "UKR"]), st.sampled_from(["", "POL", "GEO"]))
def test_all_who_are_asked_about_are_parties(day, first, second):
    asked = [first, *([second] if second else [])]
    found = {one.id for one in commitments_on(day, asked)}
    there = {one.alliance_id for one in alliances_on(day)}
    for one in commitments_on(day):
        states, groups = one.party_states(day), one.party_alliances(day)
        inside = all(name in (groups if name == "NATO" else states) for name in asked)
        if not ({"NATO"} & set(asked)) or "NATO" in there:
            assert (one.id in found) == inside, one.id


@settings(max_examples=20)
@given(days)
def test_members_of_an_alliance_that_is_a_party_are_parties(day):
    members = {one.alliance_id: one.members for one in alliances_on(day)}
    for one in commitments_on(day):
        for name in one.party_alliances(day):
            if name in members:
                assert members[name] <= one.party_states(day)
        assert one.named <= set(state_rows())
        assert one.named <= one.party_states(day)


def test_filters_are_read_as_people_write_them():
    day = date(2022, 1, 30)
    kinds = [one.id for one in commitments_on(day, (), "No-Enlargement")]
    assert kinds == [one.id for one in commitments_on(day, (), "no enlargement")]
    assert kinds
    assert all(one.status == "in_force" for one in commitments_on(day, (), None, "in force"))
    with pytest.raises(FoedusError, match="unknown kind of commitment 'indivisible': did you mean"):
        commitments_on(day, (), "indivisible")
    with pytest.raises(FoedusError, match="unknown status 'zzz': one of in_force, signed"):
        commitments_on(day, (), None, "zzz")


def test_parties_are_codes_of_states_and_alliances():
    assert parties_of(["nato", "Russia"]) == (("NATO", True), ("RUS", False))
    with pytest.raises(FoedusError, match="did you mean"):
        parties_of(["Rusia"])


@pytest.mark.parametrize(
    ("text", "fine"),
    [("1945-06-26", True), ("1945-06-25", False), ("1900-01-01", False), ("2022-01-30", True)],
)
def test_the_ledger_begins_with_its_oldest_text(text, fine):
    if fine:
        assert ledger_day(text) == date.fromisoformat(text)
    else:
        with pytest.raises(FoedusError, match=f"date {text}: the ledger of commitments begins on"):
            ledger_day(text)


# --- Where silence is a finding ----------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "binding", "parties", "day", "sure"),
    [
        ("no_enlargement", "legal", ["RUS", "NATO"], date(2022, 1, 30), True),
        ("no_enlargement", "legal", ["RUS"], date(1949, 4, 4), True),
        ("no_enlargement", "legal", ["RUS"], date(1949, 4, 3), False),
        ("no_enlargement", "legal", ["RUS"], date(2026, 1, 1), True),
        ("no_enlargement", "legal", ["RUS"], date(2026, 1, 2), False),
        ("no_enlargement", "legal", ["RUS", "UKR"], date(2022, 1, 30), False),
        ("no_enlargement", "legal", [], date(2022, 1, 30), False),
        ("no_enlargement", None, ["RUS"], date(2022, 1, 30), False),
        ("no_enlargement", "oral", ["RUS"], date(2022, 1, 30), False),
        ("indivisibility", "legal", ["RUS"], date(2022, 1, 30), False),
        ("appeal", None, ["NATO"], date(2022, 1, 30), True),
        ("appeal", None, ["EU_42_7"], date(2009, 11, 30), False),
        ("appeal", None, ["CSTO"], date(2022, 1, 30), False),
    ],
)
def test_what_the_ledger_is_complete_for(kind, binding, parties, day, sure):
    found = complete_for(kind, binding, parties, day)
    assert (found is not None) == sure
    if found:
        assert found.reason
        assert found.source


# --- States, by slow counts --------------------------------------------------------------


def test_ranks_count_who_is_stronger():
    import foedus

    world = load_world("2025-06-01")
    for iso3 in ("USA", "POL", "MLT", "FJI"):
        found = foedus.state(world, iso3)
        own = world.capability[world.index(iso3)]
        stronger = 0
        for value in world.capability:
            stronger += value > own
        assert found.rank == 1 + stronger
        assert found.capability_share == own
        assert all(border.km is None or border.km > 0 for border in found.neighbours)
        used = [figure for figure in found.figures if figure.used]
        assert len({figure.variable for figure in used}) == len(used)


@pytest.mark.parametrize(
    ("on", "alliance", "current"),
    [("2023-04-03", "NATO", False), ("2023-04-04", "NATO", True), ("2025-06-01", "NATO", True)],
)
def test_a_membership_is_current_from_its_first_day(on, alliance, current):
    import foedus

    found = foedus.state(load_world(on), "FIN")
    [row] = [r for r in found.alliances if (r.alliance, r.row_type) == (alliance, "membership")]
    assert row.current == current
    assert (alliance in found.answer) == current
