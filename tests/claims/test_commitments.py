"""Tests on texts: whether there is one, what a clause says, what it bars, who owes whom."""

from datetime import date

import pytest

from asked import ask, entry
from foedus import FoedusError
from foedus.claims.commitments import known_ids
from foedus.questions.ledger import commitments_on

ON = ["2023-06-01", "2024-06-01", "2025-06-01"]
DEFENCE = "collective_defence"


@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize(
    ("fields", "verdict", "told"),
    [
        ({"involving": ["NATO"], "kind": DEFENCE}, "supported", "North Atlantic Treaty 5"),
        ({"involving": ["CSTO"], "kind": DEFENCE}, "supported", "Collective Security Treaty 4"),
        ({"involving": ["Arab League"], "kind": DEFENCE}, "supported", "Joint Defence Treaty 2"),
        ({"involving": ["IND", "PAK"], "kind": DEFENCE}, "not testable", "its silence is no proof"),
        (
            {"involving": ["RUS", "NATO"], "kind": "no_enlargement", "text": "legal"},
            "contradicted",
            "the ledger is complete for this",
        ),
        (
            {"involving": ["RUS", "NATO"], "kind": "no_enlargement"},
            "not testable",
            "what is found is proposed; for more the ledger is not complete",
        ),
        ({"kind": "no_enlargement", "text": "oral"}, "contested", "(1990, oral, disputed)"),
        ({"kind": "no_enlargement", "text": "proposed"}, "supported", "(2021, proposed)"),
        ({"id": ["NAT-5"]}, "supported", "(1949, legally binding)"),
        ({"id": ["INF-1987"]}, "supported", "(1987, legally binding, lapsed)"),
        (
            {"id": ["NAT-5"], "kind": "consultation"},
            "contradicted",
            "North Atlantic Treaty 5 is collective_defence, legal, between NATO members",
        ),
        ({"involving": ["UKR", "RUS"], "kind": "border_inviolability"}, "supported", "Helsinki"),
        ({"kind": "missile_ban", "text": "legal"}, "contradicted", "what is found is lapsed"),
    ],
)
def test_whether_there_is_a_commitment(fields, verdict, told, on):
    found = ask("commitment", on=on, **fields)
    denial = ask("commitment", on=on, expect="none", **fields)
    other = {"supported": "contradicted", "contradicted": "supported"}
    assert found.verdict == verdict
    assert denial.verdict == other.get(verdict, verdict)
    assert (denial.expected, denial.opposite) == (found.opposite, found.expected)
    assert told in found.figure
    assert (found.basis == "none") == (verdict == "not testable")
    assert bool(found.readings) >= (verdict == "contested")
    assert found.figure.startswith(f"on {on}: ")
    if verdict == "supported":
        assert found.value >= 1
        assert found.clauses


def test_a_text_of_a_later_day_is_told_with_its_date():
    found = ask("commitment", on="1948-01-01", id=["NAT-5"])
    assert found.verdict == "contradicted"
    assert "North Atlantic Treaty is of 1949-04-04, later than 1948-01-01" in found.figure


def test_of_collective_defence_only_duties_count_unless_another_is_asked_for():
    right = ask("commitment", kind=DEFENCE, duty="right")
    assert any(clause.id == "UNC-51" for clause in right.clauses)
    duties = ask("commitment", kind=DEFENCE)
    assert all(clause.id != "UNC-51" for clause in duties.clauses)
    assert "a duty" in duties.expected
    assert "a right" in right.expected
    assert ask("commitment", id=["UNC-51"]).verdict == "supported"


@pytest.mark.parametrize("kind", ["no_enlargement", "indivisibility", "force_limit", None])
@pytest.mark.parametrize("on", ON)
def test_only_what_is_in_force_or_signed_counts_and_all_of_it(kind, on):
    found = ask("commitment", on=on, kind=kind, involving=["RUS"])
    count = 0
    for one in commitments_on(date.fromisoformat(on), ["RUS"], kind, None):
        count += one.status in ("in_force", "signed")
    assert found.value == count
    named = found.figure.count("(19") + found.figure.count("(20")
    assert named >= min(count, 6)
    assert (f" and {count - 6} more" in found.figure) == (count > 6)


def test_the_command_asks_the_same():
    found = ask("commitment", involving=["RUS", "USA"], kind="force_limit", status="lapsed")
    assert found.command == (
        "foedus commitments --involving RUS,USA --kind force_limit --status lapsed --on 2024-06-01"
    )
    assert ask("commitment", kind="assurance").command == (
        "foedus commitments --kind assurance --on 2024-06-01"
    )


def test_a_search_for_anything_cannot_fail():
    assert entry("commitment").certainty() is True
    assert entry("commitment", expect="none").certainty() is False
    assert entry("commitment", kind="assurance").certainty() is None
    assert entry("commitment", involving=["RUS"]).names() == {"party": ["RUS"], "clause": []}


def test_unknown_clauses_get_the_nearest():
    known_ids(["NAT-5", "UNC-51"])
    with pytest.raises(FoedusError, match="unknown clause 'NAT-50': did you mean NAT-5"):
        known_ids(["NAT-5", "NAT-50"])
    with pytest.raises(FoedusError, match="unknown clause 'zzzzzzzz': see foedus commitments"):
        known_ids(["zzzzzzzz"])


# --- Clauses ----------------------------------------------------------------------


@pytest.mark.parametrize("on", ON)
def test_a_clause_is_contested_where_two_readings_of_it_are_on_record(on):
    seen = set()
    for one in commitments_on(date.fromisoformat(on)):
        found = ask("clause", on=on, id=one.id)
        assert found.verdict == ("contested" if one.readings else "not testable")
        assert found.basis == ("record" if one.readings else "none")
        assert one.summary in found.figure
        assert ("No second reading" in found.figure) == (not one.readings)
        assert len(found.readings) == len(one.readings)
        assert found.clauses[0].status == one.status
        seen.add(found.verdict)
    assert seen == {"contested", "not testable"}


def test_a_clause_of_a_later_day():
    with pytest.raises(FoedusError, match="clause: HFA-I is later than 1970-01-01"):
        ask("clause", id="HFA-I", on="1970-01-01")


# --- Bars ----------------------------------------------------------------------


@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"alliance": "NATO", "admit": ["UKR"]}, "contested"),
        ({"alliance": "CSTO", "admit": ["SRB"]}, "contested"),
        ({"alliance": "ARAB_JDT", "admit": ["IRN"]}, "contradicted"),
        ({"alliance": "NATO", "withdraw": ["POL"]}, "contested"),
        ({"alliance": "CSTO", "withdraw": ["ARM"]}, "contradicted"),
        ({"alliance": "ARAB_JDT", "withdraw": ["EGY"]}, "not testable"),
    ],
)
def test_whether_commitments_bar_a_change(fields, verdict, on):
    found = ask("commitment_bars", on=on, **fields)
    denial = ask("commitment_bars", on=on, expect=False, **fields)
    other = {"supported": "contradicted", "contradicted": "supported"}
    assert found.verdict == verdict
    assert denial.verdict == other.get(verdict, verdict)
    assert (denial.expected, denial.opposite) == (found.opposite, found.expected)
    assert (found.basis == "none") == (verdict == "not testable")
    sides = {clause.side for clause in found.clauses}
    against = {"limits it", "is read against it"} & sides
    assert bool(against) == (verdict == "contested")
    assert ("permits it" in sides) == (verdict != "not testable")
    for side in sides:
        assert f"{side}: " in found.figure
    assert bool(found.readings) == (verdict == "contested")


def test_where_nothing_permits_it_a_limit_bars_it(monkeypatch):
    from foedus.claims import commitments

    all_ = commitments.bearing_on
    only = lambda changes, world: [b for b in all_(changes, world) if b.effect != "permit"]  # noqa: E731
    monkeypatch.setattr(commitments, "bearing_on", only)
    fields = {"alliance": "NATO", "withdraw": ["POL"]}
    assert ask("commitment_bars", **fields).verdict == "supported"
    assert ask("commitment_bars", expect=False, **fields).verdict == "contradicted"


def test_whether_the_same_holds_of_any_candidate_is_told():
    told = ask("commitment_bars", alliance="NATO", admit=["MDA"]).caveat
    assert told.startswith("this holds for any accession: all ")
    assert "European States outside NATO".lower() in told.lower()
    assert ask("commitment_bars", alliance="NATO", withdraw=["POL"]).caveat == ""
    assert ask("commitment_bars", alliance="ARAB_JDT", admit=["IRN"]).caveat == ""


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "commitment_bars: say who joins or leaves: admit or withdraw"),
        ({"admit": ["POL"]}, "POL is a member of NATO already on 2024-06-01"),
        ({"withdraw": ["UKR"]}, "UKR is no member of NATO on 2024-06-01"),
    ],
)
def test_changes_that_cannot_be(fields, told):
    with pytest.raises(FoedusError) as reason:
        ask("commitment_bars", alliance="NATO", **fields)
    assert str(reason.value) == told


# --- Who owes whom ----------------------------------------------------------------------


@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize(
    ("state", "to", "verdict", "told"),
    [
        ("POL", "DEU", "supported", "North Atlantic Treaty 5 (1949)"),
        ("RUS", "KAZ", "supported", "Collective Security Treaty 4 (1992)"),
        ("EGY", "MAR", "supported", "Arab League Joint Defence Treaty 2 (1950)"),
        ("AUT", "FIN", "supported", "42(7) (2007)"),
        ("USA", "JPN", "supported", "(1960, one-way)"),
        ("FRA", "MCO", "supported", "Treaty on friendly relations (2002, one-way)"),
        ("USA", "PAK", "contested", "not in the ledger"),
        ("MCO", "FRA", "not testable", "not in the ledger"),
        ("USA", "UKR", "not testable", "not complete for treaties of two states"),
        ("UKR", "POL", "not testable", "not in the ledger"),
    ],
)
def test_who_owes_whom_defence(state, to, verdict, told, on):
    found = ask("owes_defence", state=state, to=to, on=on)
    denial = ask("owes_defence", state=state, to=to, on=on, expect=False)
    other = {"supported": "contradicted", "contradicted": "supported"}
    assert found.verdict == verdict
    assert denial.verdict == other.get(verdict, verdict)
    assert told in found.figure
    assert " does not owe " in found.opposite
    assert denial.expected == found.opposite
    assert bool(found.readings) == (verdict == "contested")
    assert bool(found.notes) == (verdict == "supported")


@pytest.mark.parametrize(
    ("on", "verdict"), [("2025-09-28", "not testable"), ("2025-09-29", "supported")]
)
def test_a_guarantee_counts_from_its_day(on, verdict):
    assert ask("owes_defence", state="USA", to="QAT", on=on).verdict == verdict


def test_nobody_owes_himself():
    with pytest.raises(FoedusError, match="owes_defence: give two different states"):
        ask("owes_defence", state="POL", to="Poland")
