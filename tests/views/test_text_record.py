"""An alliance's record as text: treaty, members, operations and disputes, read back."""

import re
from datetime import date

import pytest

from foedus.questions.disputes import DisputeCount, Disputes, Honoured, Published, StateDisputes
from foedus.questions.record import Membership
from foedus.views.text.record import ANSWERS, STATES, summary


@pytest.fixture
def found(asked):
    return asked("record").result


def told(found, **parts):
    return summary(found.model_copy(update=parts))


def joined(text):
    return " ".join(text.split())


def test_the_treaty_is_told_with_its_dates_and_obligations(found):
    text = told(found, signed=date(1949, 4, 4), in_force=date(1949, 8, 24), terminated=None)
    assert f"{found.treaty} (signed 1949-04-04, in force 1949-08-24)" in text
    ended = told(found, signed=None, in_force=date(1949, 8, 24), terminated=date(1991, 7, 1))
    assert "(in force 1949-08-24, ended 1991-07-01)" in ended
    for kind, there in found.obligations.items():
        assert re.search(rf"^  {kind} +{'yes' if there else 'no'}$", text, re.M)
    for article in found.articles:
        assert joined(article) in joined(text)


def test_members_stand_by_the_day_they_joined(found):
    text = told(found)
    entered = {}
    for row in found.memberships:
        if row.row_type == "membership":
            entered.setdefault(str(row.from_), []).append(row.iso3)
    assert entered
    flat = joined(text)
    for day, codes in entered.items():
        assert f"{day} {' '.join(codes)}" in flat
    for row in found.memberships:
        if row.row_type != "membership":
            assert f"{row.from_}" in text
            assert row.name in text


def member(name, kind=None, row_type="membership", start="2000-01-01", end=None):
    given = {"from": date.fromisoformat(start), "to": end and date.fromisoformat(end)}
    return Membership(iso3=name[:3].upper(), name=name, row_type=row_type, kind=kind, wave=None,
                      source="s", **given)  # fmt: skip


def test_who_left_is_told_from_the_day_and_not_before(found):
    rows = (member("Here"), member("Gone", "withdrew", end="2010-05-01"),
            member("Going", "will", end="2030-01-01"),
            member("Frozen", "suspension", "suspension", "2005-01-01"),
            member("Told", "vetoed", "event", "2003-01-01", "2004-01-01"),
            member("Seen", "guest", "observer", "2001-01-01"))  # fmt: skip
    text = told(found, memberships=rows, on=date(2010, 5, 1))
    part = text.split("Events, suspensions and others")[1].split("Operations")[0]
    lines = [joined(line) for line in part.splitlines() if line.strip()][1:]
    assert lines == [
        "2001-01-01 Seen: observer: guest",
        "2003-01-01 2004-01-01 Told: vetoed",
        "2005-01-01 Frozen: suspension",
        "2010-05-01 Gone: leaves (withdrew)",
    ]
    assert "Gone: leaves" not in told(found, memberships=rows, on=date(2010, 4, 30))
    bare = told(found, memberships=())
    assert "Members by date of entry" not in bare
    assert "Events, suspensions" not in bare


@pytest.mark.parametrize(
    ("by", "title"),
    [
        ("alliance", "Operations of the alliance"),
        ("members", "Operations led by members outside it"),
    ],
)
def test_operations_are_counted_by_mandate_and_consent(found, by, title):
    own = [one for one in found.operations if one.by == by]
    text = told(found)
    part = text.split(f"{title}: {len(own)}\n")[1]
    head, *rows = [line.split() for line in part.splitlines()[:5]]
    assert head[-4:] == list(ANSWERS)
    for force, row in zip(ANSWERS, rows, strict=True):
        assert row[0] == force
        for consent, count in zip(ANSWERS, row[1:], strict=True):
            met = 0
            for one in own:
                met += (one.unsc_authorised_force, one.host_consent) == (force, consent)
            assert int(count) == met
    none = told(found, operations=tuple(o for o in found.operations if o.by != by))
    assert f"{title}: 0\n\n" in none


def test_every_operation_has_a_line_with_what_it_rested_on(found):
    flat = joined(told(found))
    for one in found.operations:
        attack = ("Art. 5 " if one.article5_invoked
                  else "yes " if one.initiated_against_a_member_attack else "")  # fmt: skip
        end = f"{one.end} " if one.end else ""
        start = f"{one.start} {end}{one.unsc_authorised_force} {one.host_consent} {attack}"
        assert start + one.operation.split()[0] in flat, one.op_id


def test_what_is_contested_or_had_neither_mandate_nor_consent_is_told(found):
    part = joined(told(found)).split("Contested, or with neither mandate nor consent")[1]
    for one in found.operations:
        answers = {one.unsc_authorised_force, one.host_consent}
        wanted = "contested" in answers or answers == {"no"}
        assert (joined(f"{one.operation}: {one.summary}") in part) == wanted, one.op_id
    calm = tuple(o for o in found.operations if o.op_id == "nato_kfor")
    assert "Contested, or" not in told(found, operations=calm)


def disputes(states=2):
    count = DisputeCount(rung="war", meaning="m", participations=20, began=5, targets=6,
                         joined_first=4, joined_targets=3, revisionist=2, began_percent=25.4,
                         target_percent=None)  # fmt: skip
    by_state = tuple(
        StateDisputes(iso3=f"S{i:02d}", name=f"State {i}", ccode=100 + i, participations=90 - i,
                      began=3, targets=2, joined=1, revisionist=0)
        for i in range(states)
    )  # fmt: skip
    asked = {"whose": "its members with each other", "rung": "war", "era": "since 1946",
             "power": "any", "calls": 8, "honoured": 3, "share": 0.375, "low": 0.1366,
             "high": 0.694, "source": "s"}  # fmt: skip
    return Disputes(
        source="s", first=date(1949, 8, 24), last=date(2010, 12, 31),
        by_rung=(count, count.model_copy(update={"rung": "fatal", "began_percent": None})),
        by_state=by_state,
        honoured=(Honoured(**asked), Honoured(**{**asked, "power": "major", "calls": 5}),
                  Honoured(**{**asked, "era": "never asked", "calls": 0, "share": None})),
        published=(Published(what="of all", share=0.745, source="Someone (2000)"),),
    )  # fmt: skip


def test_disputes_are_told_by_severity_and_state(found):
    flat = joined(told(found, disputes=disputes()))
    assert "Militarised disputes of members, 1949-08-24 to 2010-12-31" in flat
    assert "war 20 5 6 4 3 2 25 %" in flat
    assert "fatal 20 5 6 4 3 2 member" in flat
    assert "State 0 (100) 90 3 2 1" in flat
    assert "its members war since 1946 8 3 37.5 % (13.7-69.4)" in flat
    assert "its members war, major powers since 1946 5 3 37.5 %" in flat
    assert "never asked" not in flat
    assert "published: 74.5 % of all (Someone (2000))" in flat
    assert "Militarised disputes of members" not in told(found, disputes=None)


@pytest.mark.parametrize("states", [0, STATES, STATES + 1, STATES + 7])
def test_more_members_than_are_listed_are_counted(found, states):
    text = told(found, disputes=disputes(states))
    listed = [line for line in text.splitlines() if re.match(r"  State \d+ ", line)]
    assert len(listed) == min(states, STATES)
    assert (f"and {states - STATES} more" in text) == (states > STATES)
    assert ("and 0 more" in text) is False
