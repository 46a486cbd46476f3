"""What the sections of an assessment say in common, and the commands that make a page again."""

import shlex

import pytest

import foedus
from foedus import Accession, Assumptions, Expulsion, Scenario, Withdrawal, load_world
from foedus.questions.judged import Judged
from foedus.views.html.assess.command import again, command_of, python_of, related
from foedus.views.html.assess.words import (
    break_even,
    by_iso3,
    change_text,
    majority,
    model_source,
    percent_of_row,
    side,
    upper,
)
from foedus.views.html.blocks import Badge
from foedus.views.html.related import QUESTIONS, of_alliance, of_states


@pytest.fixture
def found(asked):
    return asked("assess").result


def candidate(found, **more):
    base = {"attacked_before": 4.0, "attacked_after": 2.0, "break_even": 0.5,
            "break_even_psi_1": 1.5, "role": "candidate"}  # fmt: skip
    return found.candidates[0].model_copy(update={**base, **more})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "Joining pays for Ukraine if outside it would suffer more than 0.50 attacks a century "
             "(more than 1.5 where a war joined counts in full); the model has 4.0."),
        ({"role": "leaver"},
         "Membership pays for Ukraine if outside it would suffer more than 0.50 attacks a century "
         "(more than 1.5 where a war joined counts in full); the model has 2.0."),
        ({"break_even_psi_1": None},
         "Joining pays for Ukraine if outside it would suffer more than 0.50 attacks a century "
         "(at no level where a war joined counts in full); the model has 4.0."),
        ({"break_even": None},
         "Joining pays for Ukraine at no level of risk: outside, the model has 4.0 attacks a "
         "century upon it, and what membership spares it does not outweigh the wars of allies."),
    ],
)  # fmt: skip
def test_from_which_risk_on_membership_pays(found, more, told):
    assert break_even(found, candidate(found, **more)) == told


def judged(**more):
    base = dict.fromkeys(Judged.model_fields)
    return Judged(**{**base, **more})


@pytest.mark.parametrize(
    ("safer", "word", "badge"),
    [
        (0.97, "robust", Badge("97 of 100 draws: safer · robust", "strong")),
        (0.3, "leaning", Badge("70 of 100 draws: less safe · leaning", "medium")),
        (0.55, "depends", Badge("55 of 100 draws: safer · depends", "weak")),
    ],
)
def test_the_badge_tells_the_majority_and_how_sure_it_is(safer, word, badge):
    one = judged(share_safer=safer, share_safer_psi_1=safer, word=word)
    assert majority(one) == (badge,)


def test_without_draws_there_is_no_badge_and_no_majority():
    assert majority(judged()) == ()
    assert majority(judged(share_safer=0.5)) == ()
    assert side(judged()) == ("less safe", 1.0, 1.0)


def test_small_words():
    assert upper("the United States") == "The United States"
    assert upper("") == ""
    assert change_text(-2.1, None) == "−2.1"
    assert change_text(-2.1, -52.6) == "−2.1; −53 %"


def test_changes_in_percent_of_what_was(found):
    rows = by_iso3(found)
    assert set(rows) == {row.iso3 for row in found.states}
    for row in found.states:
        before, after = row.insecurity_before, row.insecurity_after
        if before > 1e-9:
            assert percent_of_row(row) == pytest.approx(100 * (after / before - 1), abs=1e-9)
    nothing = found.states[0].model_copy(update={"insecurity_before": 0.0})
    assert percent_of_row(nothing) is None


def test_the_source_line_names_the_years_and_who_is_left_out(found):
    told = model_source(found.model_copy(update={"left_out": ("AND", "MCO")}))
    assert "left out for want of figures: AND, MCO." in told
    assert f"membership on {found.on}" in told
    assert "left out" not in model_source(found.model_copy(update={"left_out": ()}))


# --- Commands ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world():
    return load_world("2025-06-01")


def options(command):
    """The words of a command by option; what comes first under nothing."""
    found = {"": []}
    at = ""
    for word in shlex.split(command):
        if word.startswith("--"):
            at = word
            found.setdefault(at, [])
        else:
            found[at].append(word)
    return found


@pytest.mark.parametrize(
    ("change", "option"),
    [(Accession("GEO", "NATO"), "--admit"), (Withdrawal("HUN", "NATO"), "--withdraw"),
     (Expulsion("HUN", "NATO"), "--expel")],
)  # fmt: skip
def test_a_command_names_the_change_and_what_is_not_the_default(world, change, option):
    found = foedus.assess(world, change, draws=0)
    given = options(again(found, "p.html"))
    assert given[""] == ["foedus", "assess", "NATO"]
    assert given[option] == [change.state]
    assert given["--on"] == ["2025-06-01"]
    assert given["--draws"] == ["0"]
    assert given["--report"] == ["p.html"]
    usual = {"--event", "--reading", "--set", "--eu-clause", "--capability", "--seed"}
    assert not usual & set(given)


def test_all_that_is_assumed_is_in_the_command():
    world = foedus.security.assume_rivals(
        load_world("2025-06-01", "milex", eu_clause="none"), [("GEO", "ARM")]
    )
    given = Assumptions("fatal", "nuclear").with_(psi=0.25, D=10_000 / 3)
    found = foedus.assess(world, Accession("GEO", "NATO"), assumptions=given, draws=4, seed=7)
    told = options(command_of(found, ""))
    assert told["--event"] == ["fatal"]
    assert told["--reading"] == ["nuclear"]
    assert told["--eu-clause"] == ["none"]
    assert told["--capability"] == ["milex"]
    assert told["--assume-rival"] == ["GEO,ARM"]
    assert sorted(told["--set"]) == ["D=3333.3333333333335", "psi=0.25"]
    assert (told["--draws"], told["--seed"]) == (["4"], ["7"])
    assert "--report" not in told
    python = python_of(found, "p.html")
    assert "world = assume_rivals(world, [('GEO', 'ARM')])" in python
    assert "eu_clause='none'" in python
    assert "foedus.Assumptions('fatal', 'nuclear').with_(" in python
    assert "draws=4, seed=7" in python


def test_what_no_command_asks_is_python_that_runs_and_gives_the_same(world, tmp_path):
    both = Scenario.of(world, "x", Accession("GEO", "NATO"), Withdrawal("ARM", "CSTO"))
    found = foedus.assess(world, *both.changes, draws=0)
    text = again(found, str(tmp_path / "p.html"))
    assert not text.startswith("foedus ")
    exec(compile(text, "again", "exec"), {})
    assert (tmp_path / "p.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_other_questions_about_the_same_alliance_and_states(found):
    told = dict(related(found))
    assert set(QUESTIONS.values()) <= set(told)
    assert told["What is known of Ukraine"].startswith(f"foedus world UKR --on {found.on}")
    for name, label in QUESTIONS.items():
        words = shlex.split(told[label])
        assert words[:3] == ["foedus", name, "NATO"]
        assert words[-2:] == ["--report", f"{name}.html"]
        assert ("--on" in words) == (name != "record")
    assert QUESTIONS["line"] not in dict(of_alliance("NATO", "2026-01-01", "line"))
    assert of_states([], "2026-01-01") == ()
