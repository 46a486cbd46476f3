"""Operations: how long they lasted, how many there were, what they rested on, and appeals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import ask, entry
from foedus import FoedusError
from foedus.claims.operations import SAID, disputes_of, operation_row
from foedus.world.tables import read_table

OPERATIONS = {row["op_id"]: row for row in read_table("operations").iter_rows(named=True)}


@pytest.mark.parametrize(
    ("operation", "unit", "value"),
    [
        ("nato_allied_force", "days", 78),  # 24 March to 10 June 1999
        ("Desert Fox", "days", 3),
        ("desert storm (gulf war coalition)", "days", 42),
        ("csto_kazakhstan_2022", "days", 13),
        ("nato_isaf", "years", 13.02),
        ("nato_isaf", "months", 156.3),
        ("nato_unified_protector", "months", 7.294),
        ("rus_georgia_2008", "days", 4),
    ],
)
def test_durations(operation, unit, value):
    found = ask("operation_duration", operation=operation, unit=unit, expect={"at_least": 1})
    assert found.value == pytest.approx(value, rel=1e-3)
    assert found.unit == unit
    assert found.verdict == "supported"
    assert found.notes == ()
    assert unit in found.expected
    over = ask("operation_duration", operation=operation, unit=unit, expect={"less_than": 1})
    assert over.verdict == "contradicted"


@given(st.integers(0, 3000))
def test_without_an_end_an_operation_is_counted_to_the_day(after):
    on = date.fromordinal(date(1999, 6, 12).toordinal() + after).isoformat()
    for fields in ({"on": on}, {}):
        found = ask("operation_duration", "2030-01-01" if fields else on, operation="nato_kfor",
                    expect=after, **fields)  # fmt: skip
        assert found.value == after
        assert found.verdict == "supported"
        assert found.notes == (f"no end on record; counted to {on}",)


def test_an_operation_that_had_not_begun():
    with pytest.raises(FoedusError, match="KFOR began on 1999-06-12, after 1999-06-11"):
        ask("operation_duration", operation="nato_kfor", on="1999-06-11", expect=1)


@pytest.mark.parametrize(("text", "op_id"), [(r["operation"], k) for k, r in OPERATIONS.items()])
def test_every_operation_is_found_by_name_and_by_identifier(text, op_id):
    for said in (text, op_id, f" {text.upper()} "):
        assert operation_row(said)["op_id"] == op_id


def test_an_unknown_operation_gets_the_nearest_or_all():
    with pytest.raises(FoedusError, match="unknown operation 'Alied Force': did you mean nato_all"):
        operation_row("Alied Force")
    with pytest.raises(FoedusError, match="known: gulf_war_1991, nato_anchor_guard"):
        operation_row("qqqqqqq")


# --- Counts -----------------------------------------------------------------------------------

FILTERS = {
    "authorised": lambda row: row["unsc_authorised_force"] == "yes",
    "not_authorised": lambda row: row["unsc_authorised_force"] == "no",
    "consented": lambda row: row["host_consent"] == "yes",
    "not_consented": lambda row: row["host_consent"] == "no",
    "article5": lambda row: row["article5_invoked"] == 1,
    "answer_to_attack": lambda row: row["initiated_against_a_member_attack"] == 1,
}


@given(
    st.sampled_from(["NATO", "CSTO", "ARAB_JDT"]),
    st.sets(st.sampled_from(sorted(FILTERS)), max_size=2),
    st.none() | st.integers(1990, 2025),
    st.integers(1990, 2025),
)
def test_operations_are_counted_one_by_one(alliance, that, first, last):
    count = 0
    for row in OPERATIONS.values():
        own = row["bloc"] == alliance and row["start"].year <= last
        own = own and (first is None or row["start"].year >= first)
        count += own and all(FILTERS[one](row) for one in that)
    days = {} if first is None else {"from_": f"{first}-01-01"}
    fields = {"alliance": alliance, "that": sorted(that), "to": f"{last}-12-31", **days}
    found = ask("operations", expect={"at_least": 0}, **fields)
    assert found.value == count
    # A table that is no census can show that there were as many, never that there were no more.
    assert ask("operations", expect={"at_least": count}, **fields).verdict == "supported"
    assert ask("operations", expect={"more_than": count}, **fields).verdict == "not testable"
    assert ask("operations", expect={"at_least": count + 1}, **fields).verdict == "not testable"
    assert ask("operations", expect={"at_most": count}, **fields).verdict == "not testable"
    assert ask("operations", expect=count, **fields).verdict == "not testable"
    if count:
        fewer = ask("operations", expect={"at_most": count - 1}, **fields)
        assert (fewer.verdict, fewer.basis) == ("contradicted", "record")
        assert f": {count}: " in fewer.figure


@pytest.mark.parametrize(
    ("that", "value"),
    [((), 3), (("authorised",), 2), (("not_authorised",), 1), (("consented",), 0)],
)
def test_the_days_of_a_count_are_included(that, value):
    # Maritime Monitor began on 1992-07-16, Sky Monitor on 1992-10-16, Sharp Guard on 1993-06-15.
    found = ask("operations", alliance="NATO", that=list(that), from_="1992-07-16",
                to="1993-06-15", expect={"at_least": value})  # fmt: skip
    # Deny Flight, authorised and consented, began between them; Sky Monitor was consented.
    extra = {(): 1, ("authorised",): 1, ("consented",): 2}.get(that, 0)
    assert found.value == value + extra


# --- Appeals ----------------------------------------------------------------------------------

APPEALS = [
    # alliance, that, by, to, value, what equals 1 gets, what at least 1 gets
    ("NATO", "asked", None, "2001-09-11", 0, "contradicted", "contradicted"),
    ("NATO", "asked", None, "2001-09-12", 1, "supported", "supported"),
    ("NATO", "honoured", None, "2025-06-01", 1, "supported", "supported"),
    ("NATO", "not_honoured", None, "2025-06-01", 0, "contradicted", "contradicted"),
    ("NATO", "asked", ["POL"], "2025-06-01", 0, "contradicted", "contradicted"),
    ("EU_42_7", "asked", None, "2024-06-01", 1, "supported", "supported"),
    ("EU_42_7", "asked", ["FRA"], "2024-06-01", 1, "supported", "supported"),
    ("CSTO", "asked", None, "2024-06-01", 3, "contradicted", "supported"),
    ("CSTO", "asked", ["KAZ"], "2024-06-01", 1, "not testable", "supported"),
    ("CSTO", "honoured", None, "2024-06-01", 1, "contested", "supported"),
    ("CSTO", "honoured", ["ARM"], "2024-06-01", 0, "contested", "contested"),
    ("CSTO", "not_honoured", ["ARM"], "2024-06-01", 0, "contested", "contested"),
    ("ARAB_JDT", "asked", None, "2024-06-01", 0, "not testable", "not testable"),
    ("RIO", "honoured", None, "2024-06-01", 0, "not testable", "not testable"),
]


@pytest.mark.parametrize(("alliance", "that", "by", "to", "value", "exactly", "at_least"), APPEALS)
def test_appeals_to_the_clause(alliance, that, by, to, value, exactly, at_least):
    fields = {"alliance": alliance, "that": that, "by": by, "to": to}
    found = ask("invoked", expect=1, **fields)
    assert found.value == value
    assert found.verdict == exactly
    assert (found.basis == "none") == (exactly == "not testable")
    assert bool(found.readings) == (alliance == "CSTO" and by != ["KAZ"] and that != "asked")
    assert ask("invoked", expect={"at_least": 1}, **fields).verdict == at_least


def test_appeals_before_the_first_day_do_not_count():
    fields = {"alliance": "CSTO", "to": "2024-06-01", "expect": {"at_least": 1}}
    assert ask("invoked", from_="2022-01-05", **fields).value == 2
    assert ask("invoked", from_="2022-01-06", **fields).value == 1


# --- Mandates ---------------------------------------------------------------------------------


def oracle(row, expect):
    """The verdict from the row and its disputes, case by case."""
    disputed = {
        "authorised": "authorisation", "not_authorised": "authorisation", "consented": "consent",
        "not_consented": "consent", "answer_to_attack": "attack", "not_answer_to_attack": "attack",
    }  # fmt: skip
    if expect == "exceeded":
        given = row["unsc_authorised_force"] == "yes"
        return "contested" if given and disputes_of(row["op_id"], "scope") else "contradicted"
    if expect == "unlawful":
        if "yes" in (row["unsc_authorised_force"], row["host_consent"]):
            return "contradicted"
        return "contested" if disputes_of(row["op_id"]) else "not testable"
    column, yes = {
        "authorised": ("unsc_authorised_force", "yes"),
        "not_authorised": ("unsc_authorised_force", "no"),
        "consented": ("host_consent", "yes"),
        "not_consented": ("host_consent", "no"),
        "article5": ("article5_invoked", 1),
        "answer_to_attack": ("initiated_against_a_member_attack", 1),
        "not_answer_to_attack": ("initiated_against_a_member_attack", 0),
    }[expect]
    if row[column] in ("na", None):
        return "not testable"
    if row[column] == "contested":
        return "contested"
    if expect in disputed and disputes_of(row["op_id"], disputed[expect]):
        return "contested"
    return "supported" if row[column] == yes else "contradicted"


@pytest.mark.parametrize("expect", sorted(SAID))
def test_what_every_operation_rested_on(expect):
    seen = set()
    for op_id, row in OPERATIONS.items():
        found = ask("operation_mandate", operation=op_id, expect=expect)
        assert found.verdict == oracle(row, expect), (op_id, expect)
        assert (found.verdict == "not testable") == (found.basis == "none")
        assert bool(found.readings) >= (found.verdict == "contested")
        assert (found.expected, found.opposite) == SAID[expect]
        seen.add(found.verdict)
    assert len(seen) > 1


def test_a_claim_and_its_contrary_on_one_operation_have_opposite_verdicts():
    other = {"supported": "contradicted", "contradicted": "supported"}
    pairs = [(one, f"not_{one}") for one in ("authorised", "consented", "answer_to_attack")]
    for op_id in OPERATIONS:
        for yes, no in pairs:
            first, second = (
                ask("operation_mandate", operation=op_id, expect=one).verdict for one in (yes, no)
            )
            assert second == other.get(first, first), op_id


@pytest.mark.parametrize(
    ("operation", "expect", "verdict", "words"),
    [
        ("nato_allied_force", "authorised", "contradicted", "to use force: no"),
        ("nato_allied_force", "unlawful", "contested", "whether it was lawful is disputed"),
        ("nato_allied_force", "exceeded", "contradicted", "no mandate to use force was given"),
        ("nato_unified_protector", "exceeded", "contested", "whether the operation kept to it"),
        ("nato_unified_protector", "unlawful", "contradicted", "the Council gave it a ground"),
        ("nato_kfor", "exceeded", "contradicted", "no dispute over the scope is on record"),
        ("nato_rsm", "unlawful", "contradicted", "the host gave it a ground"),
        ("syria_strikes_2018", "unlawful", "not testable", "no finding on its lawfulness"),
        ("nato_eagle_assist", "article5", "supported", "under Article 5: yes"),
        ("oir_coalition", "authorised", "contested", "on record as contested, and disputed"),
        ("nato_sea_guardian", "consented", "not testable", "does not apply to it"),
    ],
)
def test_words_of_mandates(operation, expect, verdict, words):
    found = ask("operation_mandate", operation=operation, expect=expect)
    assert found.verdict == verdict
    assert words in found.figure


def test_where_a_state_led_the_command_shows_nato():
    assert ask("operation_mandate", operation="iraq_2003", expect="authorised").command == (
        "foedus record NATO"
    )
    csto = ask("operation_duration", operation="csto_kazakhstan_2022", expect=13)
    assert csto.command == "foedus record CSTO"
    assert csto.sources[0].endswith("(CSTO peacekeeping in Kazakhstan, 2022)")
    assert "(KFOR, 1999-open)" in ask("operation_duration", operation="KFOR", expect=1).sources[0]
    assert "(ISAF, 2001-2014)" in ask("operation_duration", operation="ISAF", expect=1).sources[0]


@pytest.mark.parametrize(
    ("word", "fields", "expect", "sure"),
    [
        ("operation_duration", {"operation": "x"}, {"at_least": 0}, True),
        ("operation_duration", {"operation": "x"}, {"more_than": 36525}, False),
        ("operation_duration", {"operation": "x", "unit": "years"}, {"at_most": 100}, True),
        ("operation_duration", {"operation": "x", "unit": "years"}, {"more_than": 99}, None),
        ("operation_duration", {"operation": "x", "unit": "months"}, {"more_than": 1200}, False),
        ("operations", {"alliance": "x"}, {"at_least": 0}, True),
        ("operations", {"alliance": "x"}, {"at_least": 501}, False),
        ("operations", {"alliance": "x"}, {"at_least": 500}, None),
        ("invoked", {"alliance": "x"}, {"at_most": 100}, True),
        ("invoked", {"alliance": "x"}, {"at_least": 101}, False),
        ("invoked", {"alliance": "x"}, {"at_most": 99}, None),
        ("enlargement_waves", {"alliance": "x", "from_": "2000-01-01"}, {"at_most": 200}, True),
        ("enlargement_waves", {"alliance": "x", "from_": "2000-01-01"}, {"at_most": 199}, None),
    ],
)
def test_what_a_count_can_fail(word, fields, expect, sure):
    assert entry(word, expect=expect, **fields).certainty() is sure


@pytest.mark.parametrize(
    ("column", "matter"),
    [("unsc_authorised_force", "authorisation"), ("host_consent", "consent")],
)
def test_what_is_on_record_as_contested_has_both_readings(column, matter):
    contested = [op_id for op_id, row in OPERATIONS.items() if row[column] == "contested"]
    assert contested
    for op_id in contested:
        for pair in disputes_of(op_id, matter):
            assert pair.reading != pair.other_reading
        assert disputes_of(op_id, matter), op_id


def test_figures_tell_the_kinds_the_resolutions_and_why():
    counted = ask("operations", alliance="NATO", that=["not_authorised"], expect={"at_least": 1})
    assert "up to 2024-06-01 (not authorised): " in counted.figure
    assert "(" not in ask("operations", alliance="RIO", expect=1).figure
    mandate = ask("operation_mandate", operation="nato_unified_protector", expect="authorised")
    assert "Unified Protector (resolutions 1970" in mandate.figure
    none = ask("operation_mandate", operation="syria_strikes_2018", expect="authorised")
    assert "resolutions" not in none.figure
    known = ask("invoked", alliance="NATO", to="2000-01-01", expect=0)
    assert known.figure.endswith("; the alliance itself says that Article 5 was invoked once")
    open_ = ask("invoked", alliance="RIO", expect=0)
    assert open_.figure.endswith("; the list of appeals is not complete for this alliance")
    assert ask("invoked", alliance="NATO", expect=1).sources[0].endswith("(2001)")
