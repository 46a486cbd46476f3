"""What is given at the public door is checked there; what must be known first is told first."""

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

import foedus
from foedus import (
    Accession,
    Assumptions,
    FoedusError,
    Scenario,
    assess,
    commitments,
    compare,
    contribution,
    evaluate,
    line,
    load_scenario,
    load_world,
    record,
    state,
)
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.states import states
from foedus.security import draw
from foedus.world.days import after_the_tables
from foedus.world.world import World

UKR = Accession("UKR", "NATO")
FUTURE = "2030-05-01"
NOTE = "2030-05-01 lies after the tables, which end in 2025"


@pytest.fixture(scope="module")
def w():
    return load_world()


WRONG_KINDS = [
    lambda w: Assumptions(fixed="rho"),
    lambda w: Assumptions(fixed=[1]),
    lambda w: line(None),
    lambda w: line(None, "NATO"),
    lambda w: line("NATO", w),
    lambda w: record(None, "NATO"),
    lambda w: state(None, "UKR"),
    lambda w: states("today"),
    lambda w: missing(None),
    lambda w: alliances(3),
    lambda w: commitments(None),
    lambda w: commitments(w, 3),
    lambda w: commitments(w, [3.5]),
    lambda w: commitments(w, kind=3),
    lambda w: commitments(w, status=["in_force"]),
    lambda w: contribution(None, "NATO"),
    lambda w: contribution(w, "CSTO", "rho=0.5"),
    lambda w: contribution(w),
    lambda w: assess(None, UKR),
    lambda w: assess(w, "UKR"),
    lambda w: assess(w, [UKR]),
    lambda w: assess(w, UKR, assumptions={"rho": 0.5}),
    lambda w: assess(w, UKR, progress=3),
    lambda w: assess(w, UKR, draw=3),
    lambda w: compare(None),
    lambda w: compare(w, UKR, UKR),
    lambda w: compare(w, "a", "b"),
    lambda w: load_scenario(None),
    lambda w: load_scenario(3),
    lambda w: Scenario.of(None, "x", UKR),
    lambda w: Scenario.of(w, None, UKR),
    lambda w: Scenario.of(w, "x", "y"),
    lambda w: evaluate(None),
    lambda w: evaluate(w, "x"),
    lambda w: w.with_members("NATO", None),
    lambda w: w.with_members("NATO", "UKR"),
    lambda w: line(w, "NATO").report(3),
    lambda w: line(w, "NATO").plot(3.5),
]


@pytest.mark.parametrize("wrong", range(len(WRONG_KINDS)))
def test_another_kind_of_thing_is_a_type_error_of_one_line(w, wrong):
    with pytest.raises(TypeError) as told:
        WRONG_KINDS[wrong](w)
    assert "\n" not in str(told.value)
    assert told.traceback[-1].path.name in ("door.py", "errors.py", "scenario.py", "readings.py",
                                            "evaluation.py", "world.py", "result.py")  # fmt: skip


WRONG_VALUES = [
    (lambda w: Assumptions(fixed={"rho": math.nan}), "rho=nan"),
    (lambda w: Assumptions().with_(rho=-1.0), "rho=-1"),
    (lambda w: Assumptions(event=None), "unknown event None"),
    (lambda w: Assumptions(reading=3), "unknown reading 3"),
    (lambda w: replace(w.alliances[0], rho=math.nan), "rho=nan"),
    (lambda w: replace(w.alliances[0], rho="high"), "rho='high'"),
    (lambda w: replace(w.alliances[0], omega=1.5), "omega=1.5"),
    (lambda w: replace(w.alliances[0], rho=True), "rho=True"),
    (lambda w: replace(w, capability=None), "capability"),
    (lambda w: replace(w, capability=w.capability * math.nan), "capability"),
    (lambda w: replace(w, iso3=w.iso3[:3]), "shape"),
    (lambda w: replace(w, on="yesterday"), "YYYY-MM-DD"),
    (lambda w: assess(w, UKR, draws=1.5), "draws 1.5"),
    (lambda w: assess(w, UKR, draws=True), "draws True"),
    (lambda w: assess(w, UKR, draws="5"), "draws '5'"),
    (lambda w: assess(w, UKR, draws=-1), "draws -1"),
    (lambda w: assess(w, UKR, draws=None), "draws None"),
    (lambda w: assess(w, UKR, draws=4, seed=-1), "seed -1"),
    (lambda w: assess(w, UKR, draws=4, seed=None), "seed None"),
    (lambda w: assess(w, UKR, draws=4, seed=math.nan), "seed nan"),
    (lambda w: contribution(w, "CSTO", draws=1.5), "draws 1.5"),
    (lambda w: contribution(w, "CSTO", draws=2, seed=-1), "seed -1"),
    (lambda w: compare(w, draws=math.inf), "draws inf"),
    (lambda w: load_world(capability=None), "unknown capability measure None"),
    (lambda w: load_world(capability=3), "unknown capability measure 3"),
    (lambda w: load_world(eu_clause=None), "EU clause None"),
    (lambda w: load_world(eu_clause=[]), r"EU clause \[\]"),
    (lambda w: load_world(3), "YYYY-MM-DD"),
    (lambda w: load_world(math.nan), "YYYY-MM-DD"),
    (lambda w: World.at("x"), "no day"),
    (lambda w: World.at(2024, 2.5), "no day"),
    (lambda w: line(w, None), "an alliance is given by"),
    (lambda w: line(w, ["NATO"]), "an alliance is given by"),
    (lambda w: line(w, "NATO", toward=3.5), "a state is given by"),
    (lambda w: line(w, "NATO", since=3), "YYYY-MM-DD"),
    (lambda w: record(w, 3), "an alliance is given by"),
    (lambda w: state(w, None), "a state is given by"),
    (lambda w: commitments(w, on="soon"), "YYYY-MM-DD"),
    (lambda w: w.with_deployments("soon"), "YYYY-MM-DD"),
    (lambda w: assess(w, Accession(None, "NATO")), "a state is given by"),
    (lambda w: assess(w, Accession("UKR", None)), "an alliance is given by"),
]


@pytest.mark.parametrize("wrong", range(len(WRONG_VALUES)))
def test_a_wrong_value_is_an_error_of_one_line_that_names_it(w, wrong):
    ask, named = WRONG_VALUES[wrong]
    with pytest.raises(FoedusError, match=named) as told:
        ask(w)
    assert "\n" not in str(told.value)


def test_more_draws_than_memory_holds_are_told_how_many_it_does(w):
    for ask in (
        lambda n: assess(w, UKR, draws=n),
        lambda n: draw(Assumptions(), w, n),
        lambda n: compare(w, *(Scenario.of(w, s, Accession(s, "NATO")) for s in ("UKR", "GEO")),
                          draws=n),
    ):  # fmt: skip
        with pytest.raises(FoedusError, match=r"draws 1000000000: .*at most \d+$"):
            ask(10**9)


def test_a_point_in_time_is_its_day(w):
    noon = datetime(2024, 2, 3, 12, 30, tzinfo=UTC)
    assert load_world(noon).on == load_world(np.datetime64("2024-02-03")).on == date(2024, 2, 3)
    assert replace(w, on=noon).on == date(2024, 2, 3)
    assert commitments(w, on=noon).on == date(2024, 2, 3)
    assert line(w, "NATO", since=datetime(2004, 1, 1, 3)).since == date(2004, 1, 1)
    there = w.with_deployments(datetime(2022, 1, 1, 12)).stationed
    assert np.array_equal(there, w.with_deployments(date(2022, 1, 1)).stationed)


@pytest.mark.parametrize(
    "ask",
    [
        lambda w: assess(w, UKR, draws=0), lambda w: contribution(w, "CSTO", draws=0),
        lambda w: line(w, "NATO"), lambda w: record(w, "NATO"), lambda w: state(w, "UKR"),
        states, missing, alliances, commitments,
        lambda w: commitments(load_world(), on=FUTURE),
        lambda w: compare(w, *(Scenario.of(w, s, Accession(s, "NATO")) for s in ("UKR", "GEO")),
                          draws=0),
        lambda w: foedus.questions.assess.assess_scenario(Scenario.of(w, "x", UKR), draws=0),
    ],
)  # fmt: skip
def test_a_day_to_come_is_told_first_everywhere(ask, tmp_path):
    answer = ask(load_world(FUTURE))
    assert answer.note.startswith(NOTE)
    assert answer.summary().startswith(f"Note: {NOTE}")
    assert [*json.loads(answer.to_json())][:2] == ["schema_version", "note"]
    page = answer.report(tmp_path / "x.html").read_text("utf-8")
    assert 0 < page.index(NOTE) < page.index('<p class="lead">')
    assert NOTE in answer._repr_html_()


def test_a_day_of_the_tables_has_nothing_to_tell(w):
    for answer in (line(w, "NATO"), commitments(w, on="1999-11-19"), states(w)):
        assert answer.note == ""
        assert not answer.summary().startswith("Note")
        assert "Note" not in answer._repr_html_()[:20]
    assert after_the_tables(date(2026, 12, 31)) == ""
