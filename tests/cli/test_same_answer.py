"""A command says what the function of its name answers: as text, JSON, CSV, page and picture."""

import csv
import io
import json

import polars as pl
import pytest

import foedus
from foedus import Assumptions, Withdrawal, load_world, views
from foedus.cli.main import main
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.states import states

SCENARIO = """
title: {state} joins
on: 2025-06-01
changes:
  - accession: {{state: {state}, alliance: NATO}}
"""

CLAIMS = """
document: {title: A title, speaker: Somebody, date: 2024-06-01}
claims:
  - {id: a, says: Poland is in., kind: fact, test: {membership: {alliance: NATO, state: POL}}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("files")
    (place / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    return place


@pytest.fixture
def run(capsys, monkeypatch, folder):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")

    def call(line):
        with pytest.raises(SystemExit) as ended:
            main(line.split())
        out = capsys.readouterr()
        assert (ended.value.code, out.err) == (0, "")
        return out.out

    return call


DAY = "2025-06-01"
GIVEN = Assumptions("fatal").with_(psi=0.5)

ASKED = {
    "line CSTO --on 2025-06-01 --toward CHN": lambda w: foedus.line(w, "CSTO", toward="CHN"),
    "record CSTO": lambda w: foedus.record(load_world(), "CSTO"),
    "commitments --involving RUS,NATO --on 2025-06-01":
        lambda w: foedus.commitments(load_world(), ["RUS", "NATO"], on=DAY),
    "commitments --kind missile_ban --status lapsed":
        lambda w: foedus.commitments(load_world(), kind="missile_ban", status="lapsed"),
    "contribution ANZUS --on 2025-06-01 --draws 4 --seed 3":
        lambda w: foedus.contribution(w, "ANZUS", draws=4, seed=3),
    "assess CSTO --withdraw ARM --on 2025-06-01 --draws 0 --event fatal --set psi=0.5":
        lambda w: foedus.assess(w, Withdrawal("ARM", "CSTO"), assumptions=GIVEN, draws=0),
    "world UKR --on 2025-06-01": lambda w: foedus.state(w, "UKR"),
    "world --on 2025-06-01": states,
    "world --missing --on 2025-06-01": missing,
    "world --alliances --on 2025-06-01": alliances,
    "check claims.yaml --draws 2": lambda w: foedus.check("claims.yaml", draws=2),
}  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return load_world(DAY)


@pytest.fixture(params=ASKED)
def asked(request, run, world):
    return request.param, ASKED[request.param](world)


def test_a_command_gives_what_its_function_answers(asked, run, folder):
    line, answer = asked
    out = run(f"{line} --json --csv t.csv --report p.html")
    assert json.loads(out) == json.loads(answer.to_json())
    page = (folder / "p.html").read_text(encoding="utf-8")
    assert page == views.report(answer, "p.html")
    assert_is(answer.frame, folder / "t.csv")
    again = type(answer).model_validate_json(out)
    for name, frame in answer.frames.items():
        first, second = io.BytesIO(), io.BytesIO()
        frame.write_ndjson(first)
        again.frames[name].write_ndjson(second)
        assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("line", ["world UKR", "line CSTO", "check claims.yaml --draws 2"])
def test_as_text_the_files_are_named_below_the_answer(line, run, folder):
    out = run(f"{line} --csv t.csv --report p.html")
    plain = run(line)
    assert out == f"{plain}\nwritten: t.csv\nwritten: p.html\n"
    assert not plain.startswith("{")


def cell(value):
    """A cell of a frame as its CSV has it: lists joined, numbers in full."""
    if value is None:
        return ""
    if isinstance(value, (list, pl.Series)):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return value


def assert_is(frame, path):
    """A CSV file is a frame, cell by cell."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == frame.columns
    for told, known in zip(rows, frame.iter_rows(), strict=True):
        for text, value in zip(told, known, strict=True):
            wanted = cell(value)
            if wanted is None:
                assert all(str(each) in text for each in value)
            elif isinstance(wanted, float):
                assert float(text) == wanted
            else:
                assert text in (str(wanted), f"'{wanted}")  # a quote before what a sheet would run


def test_a_picture_is_written_in_the_kind_that_its_name_says(run, folder):
    run(f"world --alliances --on {DAY} --plot c.svg")
    assert (folder / "c.svg").read_text(encoding="utf-8").startswith("<svg")
    run(f"world --alliances --on {DAY} --plot c.png")
    assert (folder / "c.png").read_bytes().startswith(b"\x89PNG")


def test_two_proposals_from_files_are_compared_as_in_python(run, folder):
    for state in ("GEO", "SRB"):
        (folder / f"{state}.yaml").write_text(SCENARIO.format(state=state), encoding="utf-8")
    made = [foedus.load_scenario(folder / f"{state}.yaml") for state in ("GEO", "SRB")]
    found = json.loads(run("compare GEO.yaml SRB.yaml --draws 4 --json"))
    known = json.loads(foedus.compare(made[0].world, *made, draws=4).to_json())
    assert found == known
