"""Tests of claims that ask the model: who is meant, what is said, and what cannot be asked."""

from datetime import date

import numpy as np
import pytest

import foedus
from asked import ask, entry
from foedus import Accession, FoedusError, Withdrawal, load_world
from foedus.claims.asked import Asked as _Asked
from foedus.claims.assess import STATEMENTS
from foedus.claims.change import ALMOST_ALL, VERDICT
from foedus.claims.claimtest import Context
from foedus.claims.modelled import accessions
from foedus.claims.propositions import noticed
from foedus.questions.words import amount, signed
from foedus.scenario.assumed import Assumed
from foedus.security.verdicts import MATERIAL

DAY = "2024-06-01"
CHANGES = [
    ({"alliance": "NATO", "admit": ["GEO"]}, Accession("GEO", "NATO")),
    ({"alliance": "CSTO", "withdraw": ["ARM"]}, Withdrawal("ARM", "CSTO")),
    ({"alliance": "ARAB_JDT", "withdraw": ["EGY"]}, Withdrawal("EGY", "ARAB_JDT")),
]


@pytest.fixture(scope="module")
def known():
    """The same changes assessed: their states by code."""
    world = load_world(DAY)
    return {fields["alliance"]: foedus.assess(world, change, draws=0) for fields, change in CHANGES}


def change_of(row):
    return row.insecurity_after - row.insecurity_before


@pytest.mark.parametrize(("fields", "change"), CHANGES)
def test_the_figure_of_a_claim_is_that_of_the_assessment(fields, change, known):
    found = known[fields["alliance"]]
    rows = {row.iso3: row for row in found.states}
    members = [row for row in found.states if row.role == "member"]
    groups = {
        "article10": ({}, members),
        "safer": ({"of": ["RUS"]}, [rows["RUS"]]),
        "indivisibility": ({"state": ["ISR"], "expect": "nobody_less_safe"}, [rows["ISR"]]),
    }
    for word, (extra, who) in groups.items():
        told = ask(word, DAY, on=DAY, **fields, **extra)
        mean = sum(change_of(row) for row in who) / len(who)
        assert told.value == pytest.approx(mean, abs=1e-9), word
        level = sum(row.insecurity_before for row in who) / len(who)
        assert f"{amount(level)} to {amount(level + mean)} attacks a century each" in told.figure
        assert signed(mean) in told.figure
        assert told.basis == "model"
        assert change.state in told.command
        assert f"--on {DAY}" in told.command


@pytest.mark.parametrize(
    ("statement", "who"),
    [("members_safer", "the 32 members of NATO"), ("no_member_less_safe", "the 32 members of NATO"),
     ("candidate_safer", "Georgia")],
)  # fmt: skip
def test_every_statement_names_who_is_meant_and_both_sides(statement, who):
    found = ask("article10", DAY, alliance="NATO", admit=["GEO"], statement=statement)
    assert found.figure.startswith(f"{who}: ")
    assert (found.expected, found.opposite) == STATEMENTS[statement]
    denial = ask("article10", DAY, alliance="NATO", admit=["GEO"], statement=statement,
                 expect=False)  # fmt: skip
    assert (denial.opposite, denial.expected) == STATEMENTS[statement]
    assert denial.share == pytest.approx(1 - found.share)


def test_who_leaves_is_meant_where_he_is_asked_about():
    found = ask("article10", DAY, alliance="CSTO", withdraw=["ARM"], statement="leaver_safer")
    assert found.figure.startswith("Armenia: ")
    assert found.command.startswith("foedus assess CSTO --withdraw ARM --on 2024-06-01")
    expelled = ask("article10", DAY, alliance="CSTO", expel=["ARM"], statement="leaver_safer")
    assert "--expel ARM" in expelled.command
    assert expelled.value == pytest.approx(found.value)


@pytest.mark.parametrize(
    ("word", "fields", "told"),
    [
        ("article10", {}, "say who joins or leaves: admit, withdraw, expel or joined_since"),
        ("article10", {"admit": ["GEO"], "joined_since": "2000-01-01"},
         "give either joined_since or admit, withdraw, expel"),
        ("article10", {"joined_since": "2024-05-01"},
         "nobody joined NATO since 2024-05-01 and is a member on 2024-06-01"),
        ("article10", {"admit": ["GEO"], "statement": "leaver_safer"},
         "article10: leaver_safer: this change has no such state"),
        ("article10", {"withdraw": ["FIN"], "statement": "candidate_safer"},
         "article10: candidate_safer: this change has no such state"),
        ("article10", {"admit": ["POL"]}, "is a member of NATO already"),
        ("article10", {"withdraw": ["GEO"]}, "no member of NATO"),
        ("article10", {"admit": ["GEO"], "assumptions": {"omega": 1.5}}, "from 0 to 1"),
        ("article10", {"admit": ["GEO"], "assumptions": {"event": "battle"}}, "battle"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(word, fields, told):
    with pytest.raises(FoedusError) as reason:
        ask(word, DAY, alliance="NATO", **fields)
    assert told in str(reason.value)
    assert "\n" not in str(reason.value)


def test_those_who_joined_since_a_day_are_compared_with_their_absence():
    found = ask("article10", DAY, alliance="NATO", joined_since="2020-03-28")
    assert found.figure.startswith("the 30 members of NATO: ")
    assert "--withdraw FIN --withdraw SWE" in found.command
    world = load_world(DAY)
    before = world.with_members("NATO", world.members("NATO") - {"FIN", "SWE"})
    both = foedus.assess(before, Accession("FIN", "NATO"), Accession("SWE", "NATO"), draws=0)
    assert found.value == pytest.approx(both.article10.mean_change, abs=1e-9)


def test_assumptions_are_held_and_told_in_the_command():
    given = {"event": "fatal", "reading": "nuclear", "psi": 0.25}
    found = ask("safer", DAY, alliance="NATO", admit=["GEO"], of=["RUS"], assumptions=given,
                assume_rivals=[["FIN", "RUS"]], eu_clause="half")  # fmt: skip
    for words in ("--event fatal", "--reading nuclear", "--set psi=0.25", "--assume-rival FIN,RUS",
                  "--eu-clause half"):  # fmt: skip
        assert words in found.command
    assert any(note.startswith("draws differ by") for note in found.notes)
    usual = ask("safer", DAY, alliance="NATO", admit=["GEO"], of=["RUS"])
    assert any(note.startswith("shares of the draws are") for note in usual.notes)


def test_tests_of_one_change_share_their_draws():
    context = Context(on=date(2024, 6, 1), draws=10, seed=1)
    first = entry("safer", alliance="NATO", admit=["GEO"], of=["RUS"]).run(context)
    assert len(context.cache) == 1
    second = entry("safer", alliance="NATO", admit=["GEO"], of=["POL"]).run(context)
    assert len(context.cache) == 1
    assert first.holds.key == second.holds.key
    entry("safer", alliance="NATO", admit=["MDA"], of=["RUS"]).run(context)
    assert len(context.cache) == 2


def test_a_group_is_said_by_its_words_and_a_few_by_their_names():
    many = ask("safer", DAY, alliance="NATO", admit=["GEO"], of=["Europe", "not NATO"])
    assert "Europe, not NATO (" in many.figure
    assert many.expected == "Europe, not NATO gets safer"
    one = ask("safer", DAY, alliance="NATO", admit=["GEO"], of=["RUS"])
    assert one.figure.startswith("Russia: ")
    named = ask("indivisibility", DAY, alliance="NATO", admit=["GEO"], state=["RUS", "ARM"],
                expect="nobody_less_safe")  # fmt: skip
    assert "Armenia, Russia, " in named.figure
    assert "of them noticeably less safe" in named.figure
    outside = ask("indivisibility", DAY, alliance="NATO", admit=["GEO"],
                  expect="somebody_less_safe")  # fmt: skip
    assert "states outside, " in outside.figure
    assert outside.opposite == "nobody of them gets noticeably less safe"


def test_bars_are_the_largest_changes_of_those_meant():
    found = ask("article10", DAY, alliance="NATO", admit=["GEO"])
    sizes = [abs(bar.value) for bar in found.bars]
    assert len(sizes) == 10
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) > 0


# --- The base rate ------------------------------------------------------------


def test_how_many_candidates_would_get_the_same_answer_counted_one_by_one():
    found = ask("article10", DAY, alliance="NATO", admit=["GEO"], statement="candidate_safer")
    [rate] = [note for note in found.notes if note.startswith("base rate: ")]
    world, changes, level = accessions("NATO", date(2024, 6, 1), Assumed.of({}, [], "full"))

    def answer(iso3):
        value = changes[iso3][world.index(iso3)]
        return "small" if abs(value) < MATERIAL else "safer" if value < 0 else "less"

    same = sum(answer(iso3) == answer("GEO") for iso3 in changes)
    assert f"{same} of the {len(changes)} states" in rate
    assert ("almost every candidate" in found.caveat) == (same >= ALMOST_ALL * len(changes))
    assert set(changes) == set(world.iso3) - world.members("NATO")
    assert level.shape == (len(world.iso3),)


def test_a_change_of_two_has_no_base_rate():
    for fields in ({"admit": ["GEO", "MDA"]}, {"withdraw": ["HUN"]},
                   {"admit": ["GEO"], "withdraw": ["HUN"]}):  # fmt: skip
        found = ask("article10", DAY, alliance="NATO", **fields)
        assert not [note for note in found.notes if note.startswith("base rate")]


LEVEL = np.ones(4)


@pytest.mark.parametrize(
    ("change", "answer"),
    [([0, 0, -0.3, 0], "safer"), ([0, 0, 0.3, 0], "less safe"), ([0, 0, 0.04, 9], "too small")],
)
def test_another_candidate_is_judged_by_himself(change, answer):
    asked = _Asked("safer", np.array([0]), "", "", "", True, LEVEL, candidate=True)
    assert asked.of_candidate(np.array(change), LEVEL, np.array([1]), 2) == answer


def test_a_group_that_is_named_is_judged_as_it_is_and_outsiders_are_those_of_the_candidate():
    named = _Asked("safer", np.array([0]), "", "", "", True, LEVEL)
    assert named.of_candidate(np.array([-1, 0, 9, 0]), LEVEL, np.array([1]), 2) == "safer"
    outside = _Asked("nobody", np.array([0, 2, 3]), "", "", "", True, LEVEL)
    # State 2 joins: what happens to it and to the member 1 is no outsider's.
    assert outside.of_candidate(np.array([0, 9, 9, 0]), LEVEL, np.array([1]), 2) == "nobody"
    assert outside.of_candidate(np.array([0, 9, 9, 1]), LEVEL, np.array([1]), 2) == "somebody"
    fixed = _Asked("nobody", np.array([2]), "", "", "", True, LEVEL, named=True)
    assert fixed.of_candidate(np.array([0, 0, 1, 0]), LEVEL, np.array([1]), 2) == "somebody"
    assert noticed(LEVEL, np.array([2]))(np.array([0, 0, 1.0, 0])) > 0


def test_every_judgement_has_a_verdict():
    assert VERDICT == {"true": "supported", "false": "contradicted", "depends": "depends",
                       "too small": "not testable"}  # fmt: skip
