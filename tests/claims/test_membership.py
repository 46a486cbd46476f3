"""Who belonged to an alliance on a day, how it grew, and who stood outside, by known history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import ask, entry
from foedus import FoedusError
from foedus.world.tables import read_table

MEMBERS = [
    # alliance, state, (day, member?) ...
    ("NATO", "POL", ("1999-03-11", False), ("1999-03-12", True), ("2024-06-01", True)),
    ("NATO", "FIN", ("2023-04-03", False), ("2023-04-04", True), ("2025-06-01", True)),
    ("NATO", "FRA", ("1949-08-24", True), ("1970-01-01", True), ("2024-06-01", True)),
    ("NATO", "UKR", ("1999-03-12", False), ("2022-03-01", False), ("2025-06-01", False)),
    ("CSTO", "UZB", ("1995-01-01", True), ("1999-04-20", False), ("2006-08-16", True),
     ("2012-06-27", True), ("2012-06-28", False)),
    ("CSTO", "ARM", ("1994-04-19", False), ("1994-04-20", True), ("2024-06-01", True)),
    ("CSTO", "GEO", ("1998-01-01", True), ("1999-04-20", False), ("2024-06-01", False)),
    ("ARAB_JDT", "EGY", ("1979-03-30", True), ("1979-03-31", False), ("1989-05-22", True)),
    ("ARAB_JDT", "SYR", ("2011-11-11", True), ("2011-11-12", False), ("2023-05-07", True)),
    ("ARAB_JDT", "YMD", ("1971-11-22", False), ("1980-01-01", True)),
    ("RIO", "MEX", ("2004-09-05", True), ("2004-09-06", False), ("2024-06-01", False)),
    ("WTO", "DDR", ("1980-01-01", True), ("1990-09-01", True)),
]  # fmt: skip
DAYS = [(a, s, day, inside) for a, s, *days in MEMBERS for day, inside in days]


@pytest.mark.parametrize(("alliance", "state", "on", "inside"), DAYS)
def test_members_are_in_from_their_first_day_to_the_day_before_they_left(
    alliance, state, on, inside
):
    for expect in (True, False):
        found = ask("membership", on, alliance=alliance, state=[state], on=on, expect=expect)
        assert found.verdict == ("supported" if inside == expect else "contradicted")
        assert found.basis == "record"
        assert "member" in found.expected
        assert (" no member" in found.expected) == (not expect)
        assert (" no member" in found.opposite) == expect
    assert alliance in found.figure
    assert on in found.figure


def spells(alliance):
    rows = read_table("memberships").filter(alliance_id=alliance, row_type="membership")
    return [(row["iso3"], row["from"], row["to"]) for row in rows.iter_rows(named=True)]


@given(st.data())
def test_ever_since_is_membership_on_any_day_between(data):
    alliance = data.draw(st.sampled_from(["NATO", "CSTO", "ARAB_JDT", "RIO"]))
    iso3 = data.draw(st.sampled_from(sorted({one for one, _, _ in spells(alliance)} - {"YMD"})))
    first, last = sorted(f"{data.draw(st.integers(1995, 2024))}-07-02" for _ in range(2))
    found = ask("membership", alliance=alliance, state=[iso3], on=last, ever_since=first)
    ever = any(
        own == iso3 and str(start) <= last and (end is None or str(end) > first)
        for own, start, end in spells(alliance)
    )
    assert found.verdict == ("supported" if ever else "contradicted")


def test_several_states_must_all_be_members_and_none_where_none_is_expected():
    both = {"alliance": "NATO", "on": "2024-06-01"}
    assert ask("membership", state=["POL", "DEU"], **both).verdict == "supported"
    assert ask("membership", state=["POL", "UKR"], **both).verdict == "contradicted"
    assert ask("membership", state=["POL", "UKR"], expect=False, **both).verdict == "contradicted"
    assert ask("membership", state=["UKR", "GEO"], expect=False, **both).verdict == "supported"


def test_the_day_that_ends_a_search_may_not_lie_before_its_first():
    with pytest.raises(
        FoedusError, match="membership: ever_since 2024-01-01 lies after 2020-01-01"
    ):
        ask("membership", alliance="NATO", state=["POL"], on="2020-01-01", ever_since="2024-01-01")


def test_after_the_tables_membership_is_not_testable():
    found = ask("membership", alliance="NATO", state=["POL"], on="2031-01-01")
    assert (found.verdict, found.basis) == ("not testable", "none")
    assert "the memberships end on" in found.figure


# --- Waves ------------------------------------------------------------------------------------

WAVES = [
    # NATO grew in 1952, 1955, 1982, 1999, 2004, 2009, 2017, 2020, 2023 and 2024.
    ("NATO", "1949-08-25", "2024-06-01", 10, 20),
    ("NATO", "1999-03-12", "2004-03-29", 2, 10),
    ("NATO", "1999-03-13", "2004-03-28", 0, 0),
    ("NATO", "2004-03-29", "2009-04-01", 2, 9),
    ("CSTO", "1994-04-20", "2024-06-01", 1, 1),
    ("CSTO", "2006-08-16", "2006-08-16", 1, 1),
    ("CSTO", "2006-08-17", "2024-06-01", 0, 0),
    ("ARAB_JDT", "1990-01-01", "2024-06-01", 2, 2),
    ("ARAB_JDT", "1961-01-01", "1961-12-31", 1, 2),
    ("RIO", "1967-01-01", "1990-01-01", 2, 2),
    ("ANZUS", "1952-01-01", "2025-06-01", 0, 0),
]


@pytest.mark.parametrize(("alliance", "first", "last", "waves", "members"), WAVES)
def test_waves_and_new_members_are_those_of_the_days_ends_included(
    alliance, first, last, waves, members
):
    fields = {"alliance": alliance, "from": first, "to": last}
    fields["from_"] = fields.pop("from")
    for count, value in (("waves", waves), ("members", members)):
        found = ask("enlargement_waves", count=count, expect=value, **fields)
        assert found.value == value
        assert found.verdict == "supported"
        assert found.unit == count
        more = ask("enlargement_waves", count=count, expect={"more_than": value}, **fields)
        assert more.verdict == "contradicted"
    assert sum(bar.value for bar in found.bars) == members
    assert len(found.bars) == waves
    assert f"{waves} {'wave' if waves == 1 else 'waves'} with {members} new" in found.figure


def test_without_a_last_day_the_waves_end_on_the_day_of_the_document():
    before, after = (
        ask("enlargement_waves", on, alliance="NATO", from_="2023-01-01", expect=1)
        for on in ("2024-03-06", "2024-03-07")
    )
    assert (before.value, after.value) == (1, 2)


def test_waves_that_end_before_they_begin_or_after_the_tables():
    with pytest.raises(FoedusError, match="from 2020-01-01 lies after to 2019-01-01"):
        ask("enlargement_waves", alliance="NATO", from_="2020-01-01", to="2019-01-01", expect=1)
    late = ask("enlargement_waves", alliance="NATO", from_="2020-01-01", to="2031-01-01", expect=3)
    assert (late.verdict, late.basis) == ("not testable", "none")


# --- Suspended, non-aligned, nuclear ----------------------------------------------------------

SUSPENDED = [
    ("CSTO", "ARM", "2024-02-21", "not testable"),
    ("CSTO", "ARM", "2024-02-22", "supported"),
    ("CSTO", "KAZ", "2024-06-01", "not testable"),
    ("ANZUS", "NZL", "1986-08-11", "supported"),
    ("ANZUS", "NZL", "2024-06-01", "supported"),
    ("ANZUS", "AUS", "2024-06-01", "not testable"),
    ("NATO", "FRA", "1970-01-01", "not testable"),
]


@pytest.mark.parametrize(("alliance", "state", "on", "verdict"), SUSPENDED)
def test_suspensions(alliance, state, on, verdict):
    if (alliance, on) == ("CSTO", "2024-02-21"):
        verdict = "contradicted"  # there is one on record, and it began the day after
    found = ask("suspended", alliance=alliance, state=state, on=on)
    turned = ask("suspended", alliance=alliance, state=state, on=on, expect=False)
    assert found.verdict == verdict
    other = {"supported": "contradicted", "contradicted": "supported"}
    assert turned.verdict == other.get(verdict, verdict)
    assert (found.basis == "none") == (verdict == "not testable")


NUCLEAR = [
    ("USA", "1945-07-15", False), ("USA", "1945-07-16", True), ("PRK", "2006-10-08", False),
    ("PRK", "2006-10-09", True), ("ZAF", "1985-01-01", True), ("ZAF", "1991-07-11", False),
    ("ZAF", "2024-06-01", False), ("IND", "1974-05-17", False), ("IND", "2024-06-01", True),
    ("SUN", "1985-01-01", True), ("SUN", "1949-08-28", False), ("BLR", "2024-06-01", False),
    ("DEU", "2025-06-01", False), ("ISR", "2023-06-01", True),
]  # fmt: skip


@pytest.mark.parametrize(("state", "on", "has"), NUCLEAR)
def test_nuclear_weapons_are_held_from_the_day_to_the_day(state, on, has):
    found = ask("nuclear", state=state, on=on)
    assert found.verdict == ("supported" if has else "contradicted")
    assert ("has nuclear weapons on" in found.figure) == has
    assert ("(since " in found.figure) == has
    assert ask("nuclear", state=state, on=on, expect=False).verdict == (
        "contradicted" if has else "supported"
    )
    assert found.sources


@pytest.mark.parametrize("on", ["2023-06-01", "2024-06-01", "2025-06-01"])
@pytest.mark.parametrize(
    ("state", "verdict", "bound"),
    [("POL", "contradicted", "NATO"), ("EGY", "contradicted", "ARAB_JDT"),
     ("KAZ", "contradicted", "CSTO"), ("AUT", "depends", "EU_42_7"),
     ("CHE", "not testable", "lacks treaties of two states")],
)  # fmt: skip
def test_who_is_bound_to_nobody(state, verdict, bound, on):
    found = ask("non_aligned", state=state, on=on)
    assert found.verdict == verdict
    assert bound in found.figure
    assert "neutrality in law" in found.caveat
    assert (found.depends_on != ()) == (verdict == "depends")
    assert (found.basis == "none") == (verdict == "not testable")
    turned = ask("non_aligned", state=state, on=on, expect=False)
    assert (turned.expected, turned.opposite) == (found.opposite, found.expected)


@pytest.mark.parametrize(
    ("word", "fields", "kind", "names"),
    [
        ("membership", {"alliance": "A", "state": ["B", "C"]}, "state", ["B", "C"]),
        ("suspended", {"alliance": "A", "state": "B"}, "state", ["B"]),
        ("non_aligned", {"state": "B"}, "state", ["B"]),
        ("nuclear", {"state": "B"}, "state", ["B"]),
        ("enlargement_waves", {"alliance": "A", "from_": "2000-01-01", "expect": 1}, "alliance",
         ["A"]),
    ],
)  # fmt: skip
def test_the_names_to_check_are_those_given(word, fields, kind, names):
    assert entry(word, **fields).names()[kind] == names


@pytest.mark.parametrize("pair", [("AAA", "POL"), ("POL", "AAA")])
def test_a_treaty_of_two_binds_and_names_the_other(pair, monkeypatch):
    class Small:
        alliances = ()
        sources = ("s",)
        pairwise = frozenset({tuple("DEU" if one == "AAA" else one for one in pair)})

        def resolve(self, text):
            return text

    monkeypatch.setattr("foedus.claims.membership.world_or_roster", lambda day: Small())
    bound = ask("non_aligned", state="POL")
    assert bound.verdict == "contradicted"
    assert bound.figure.endswith("bound to defence by a treaty with Germany")
    free = ask("non_aligned", state="FRA")
    assert (free.verdict, free.basis) == ("supported", "record")
    assert free.figure == "France on 2024-06-01: in no defence alliance"


def test_sources_are_those_of_the_state_or_of_the_alliance():
    own = ask("membership", alliance="NATO", state=["POL"])
    assert [text.rsplit("(", 1)[1] for text in own.sources] == ["from 1999)"]
    other = ask("membership", alliance="NATO", state=["UKR"])
    assert [text.rsplit("(", 1)[1] for text in other.sources] == ["from 1949)"]


def test_after_the_tables_nuclear_weapons_are_not_testable():
    assert ask("nuclear", state="USA", on="2031-01-01").basis == "none"
    assert ask("nuclear", state="USA", on="2024-01-01").basis == "record"


@pytest.mark.parametrize(("states", "noun"), [(["POL"], "member"), (["POL", "FRA"], "members")])
def test_one_is_a_member_and_two_are_members(states, noun):
    found = ask("membership", alliance="NATO", state=states)
    assert f": {noun} of NATO on" in found.expected
    assert ": no member of NATO on" in found.opposite


def test_a_suspension_ends_on_its_last_day(monkeypatch):
    from datetime import date

    row = {"iso3": "ARM", "from": date(2020, 1, 1), "to": date(2021, 1, 1), "kind": "frozen",
           "source": "s"}  # fmt: skip
    monkeypatch.setattr("foedus.claims.membership._spells", lambda alliance, kind: [row])
    told = [
        ask("suspended", alliance="CSTO", state="ARM", on=on).verdict
        for on in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
    ]
    assert told == ["contradicted", "supported", "supported", "contradicted"]
