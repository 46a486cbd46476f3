"""The ledger of commitments and the rules by which they bear on a change."""

from datetime import date

import pytest

from foedus import Accession, FoedusError, Withdrawal, assess, commitments, load_world
from foedus.questions.bearing import CONDITIONS, bearing_on, rule_rows
from foedus.questions.clause import EFFECTS
from foedus.questions.ledger import kinds
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliance_ids
from foedus.world.states import state_rows
from foedus.world.tables import read_table

NOW = load_world()


def asked(involving=(), **arguments):
    return commitments(NOW, involving, **arguments).commitments


def ids(found):
    return [commitment.id for commitment in found]


def effects(change, on):
    return {b.commitment.id: b.effect for b in bearing_on([change], load_world(on))}


def test_the_ledger_is_the_embedded_table():
    ledger = read_table("commitments")
    ledger = ledger.filter(ledger["date"] <= NOW.on)
    assert ids(asked()) == ledger["id"].to_list()
    table = commitments(NOW).frame
    assert table.height == ledger.height
    assert table["duty"].to_list() == ledger["duty"].to_list()
    none = commitments(NOW, kind="no enlargement", status="lapsed")
    assert (none.frame.height, none.frame.columns) == (0, table.columns)
    assert none.commitments == ()


def test_every_phrase_and_identifier_of_the_rules_is_known():
    known = set(read_table("commitments")["id"])
    phrases = {p.strip() for text in read_table("commitments")["parties"] for p in text.split(";")}
    listed = {row["phrase"] for row in rows("questions", "parties")}
    assert phrases <= listed | set(state_rows())
    for row in rules():
        assert row["clause_id"] in known | {""}
        assert row["effect"] in EFFECTS
        assert row["clause_kind"] in kinds()
        assert row["reason"]
        assert set(row["alliance"].split()) <= set(alliance_ids())
    assert {row["id"] for row in rows("questions", "history")} <= known
    assert {row["id"] for row in rows("questions", "readings")} <= known
    assert {row["iso3"] for row in rows("scenario", "europe")} <= set(state_rows())
    used = {c.strip() for row in rules() for c in row["condition"].split(";") if c.strip()}
    assert used <= set(CONDITIONS)


def rules():
    return rule_rows()


def test_every_earlier_status_is_recorded():
    recorded = {row["id"] for row in rows("questions", "history")}
    for row in read_table("commitments").iter_rows(named=True):
        if row["status_from"] != row["date"] and row["status"] != "in_force":
            assert row["id"] in recorded, row["id"]


def test_every_disputed_commitment_has_both_readings():
    for commitment in asked():
        if commitment.status == "disputed":
            assert commitment.readings, commitment.id
            for reading in commitment.readings:
                assert reading.reading
                assert reading.other_reading


@pytest.mark.parametrize(
    ("commitment", "on", "status"),
    [
        ("INF-1987", "1987-12-31", "signed"),
        ("INF-1987", "2017-06-01", "in_force"),
        ("INF-1987", "2019-08-02", "lapsed"),
        ("NAT-5", "1949-05-01", "signed"),
        ("NAT-5", "1949-08-24", "in_force"),
        ("ACFE-1999", "2005-01-01", "signed"),
        ("NRFA-IV-C", "2017-01-01", "in_force"),
        ("NRFA-IV-C", "2022-03-01", "disputed"),
        ("CFE-IV", "2010-01-01", "disputed"),
        ("CFE-IV", "2000-01-01", "in_force"),
        ("NRU21-6", "2021-12-17", "proposed"),
    ],
)
def test_the_status_is_that_of_the_day(commitment, on, status):
    found = {c.id: c for c in asked(on=on)}
    assert found[commitment].status == status
    assert found[commitment].status_from <= date.fromisoformat(on)


def test_what_did_not_exist_yet_is_left_out():
    assert not [c for c in asked(on="2017-03-01") if c.date > date(2017, 3, 1)]
    assert "NRU21-6" not in ids(asked(on="2021-12-16"))


def test_filters():
    assert ids(asked(["RUS", "NATO"], kind="indivisibility", status="in_force")) == [
        "PARIS-1", "IST-8B", "AST-3B",
    ]  # fmt: skip
    assert ids(asked("RUS,NATO", kind="indivisibility", status="proposed")) == [
        "EST-2009", "NRU21-1",
    ]  # fmt: skip
    assert "BUD-1" in ids(asked(["Ukraine", "United Kingdom"]))
    assert "BUD-1" not in ids(asked(["UKR", "NATO"]))
    assert ids(asked(["Arab League Joint Defence"])) == [
        "UNC-2-4", "UNC-51", "UNC-53", "ARAB-2", "ARAB-3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "indivisbility"}, "did you mean indivisibility?"),
        ({"status": "in_farce"}, "did you mean in_force?"),
        ({"involving": ["Rusia"]}, "did you mean Russia"),
        ({"involving": ["XQZ"]}, "unknown"),
        ({"involving": ["NAT0"]}, "did you mean NATO?"),
        ({"on": "2022-13-01"}, "write YYYY-MM-DD"),
        ({"on": "1914-01-01"}, "begins on 1945-06-26"),
    ],
)
def test_what_is_not_known_is_refused(arguments, message):
    with pytest.raises(FoedusError, match=message.replace("?", r"\?")):
        asked(**arguments)


@pytest.mark.mirror
def test_ukraine_and_nato_in_january_2022():
    found = effects(Accession("UKR", "NATO"), "2022-01-30")
    assert found["NAT-10"] == "require"
    assert found["IST-8A"] == found["AST-3A"] == found["BUCH-23"] == "permit"
    assert found["IST-8B"] == found["AST-3B"] == "contest"
    assert found["USRU21-4"] == found["NRU21-6"] == "limit"
    assert "NRU21-5" not in found  # on missiles
    assert "VIL-11" not in found  # of 2023
    bearings = bearing_on([Accession("UKR", "NATO")], load_world("2022-01-30"))
    drafts = [b for b in bearings if b.commitment.date == date(2021, 12, 17)]
    assert drafts
    assert {b.force for b in drafts} == {"proposed, never binding"}
    halves = {b.commitment.id: b.readings[0].against for b in bearings if b.readings}
    assert halves["IST-8A"] == "IST-8B"
    assert halves["AST-3B"] == "AST-3A"


@pytest.mark.mirror
def test_a_later_draft_does_not_bear_on_an_earlier_day():
    found = effects(Accession("UKR", "NATO"), "2017-03-01")
    assert not [name for name in found if "21-" in name]
    assert "RUS-UKR-1997" in found
    assert "RUS-UKR-1997" not in effects(Accession("UKR", "NATO"), "2020-01-01")


@pytest.mark.mirror
def test_rules_know_place_and_party():
    assert effects(Accession("KAZ", "NATO"), "2022-01-30")["NAT-10"] == "limit"
    assert effects(Accession("JPN", "NATO"), "2022-01-30")["NAT-10"] == "limit"
    assert "IST-8A" not in effects(Accession("JPN", "NATO"), "2022-01-30")
    assert effects(Accession("ARM", "NATO"), "2022-01-30")["NAT-8"] == "require"
    assert "NAT-8" not in effects(Accession("UKR", "NATO"), "2022-01-30")
    assert "US28-7" not in effects(Accession("GEO", "NATO"), "2025-12-01")
    assert effects(Accession("UKR", "NATO"), "2025-12-01")["US28-7"] == "limit"


@pytest.mark.mirror
def test_other_alliances_have_their_own():
    csto = effects(Accession("SRB", "CSTO"), "2022-06-01")
    assert "NAT-10" not in csto
    assert csto["IST-8A"] == "permit"
    assert csto["IST-8B"] == "contest"
    assert set(effects(Accession("IRN", "ARAB_JDT"), "2021-06-01")) == {"UNC-51"}
    assert effects(Withdrawal("ARM", "CSTO"), "2024-06-01")["HFA-I"] == "permit"


@pytest.mark.mirror
def test_the_assessment_names_them():
    result = assess(load_world("2022-01-30"), Accession("UKR", "NATO"), draws=0)
    record = next(c for c in result.commitments if c.id == "IST-8B")
    assert record.effect == "contest"
    assert record.readings[0].reader == "Russia"
    assert record.change == "Ukraine joins NATO"
