"""Every answer has the same verbs, and they do what they say."""

import html
import inspect
import io
import json
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import polars as pl
import pytest
from rich.console import Console

import foedus
import foedus.views.html
import foedus.views.text
from findings import validation
from foedus import Accession, FoedusError, Scenario, claims, load_world, questions, views
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.result import DRAWS, SEED, Result, table_of
from foedus.questions.states import states
from foedus.world.tables import read_table
from pages import assert_self_contained

CLAIMS = Path(__file__).parents[2] / "examples" / "claims" / "2017-05-25-burden-sharing.yaml"
DAY = "2025-06-01"


def proposals(world):
    return [Scenario.of(world, s, Accession(s, "NATO")) for s in ("UKR", "SRB")]


ASKED = {
    "assess": lambda w: foedus.assess(w, Accession("UKR", "NATO"), draws=16),
    "contribution": lambda w: foedus.contribution(w, "CSTO", draws=8),
    "line": lambda w: foedus.line(w, "NATO", toward="RUS"),
    "line-series": lambda w: foedus.line(w, "CSTO", since="2012-01-01"),
    "record": lambda w: foedus.record(w, "NATO"),
    "record-empty": lambda w: foedus.record(w, "GCC"),
    "commitments": lambda w: foedus.commitments(w, ["RUS", "NATO"]),
    "commitments-none": lambda w: foedus.commitments(w, kind="missile_ban", on="1950-01-01"),
    "compare": lambda w: foedus.compare(w, *proposals(w), draws=8),
    "state": lambda w: foedus.state(w, "UKR"),
    "state-island": lambda w: foedus.state(w, "MLT"),
    "states": states,
    "missing": missing,
    "alliances": alliances,
    "validate": lambda w: validation(),
    "check": lambda w: foedus.check(CLAIMS, draws=8),
}


@pytest.fixture(scope="module")
def world():
    return load_world(DAY)


@pytest.fixture(scope="module")
def known():
    return {}


@pytest.fixture(params=ASKED)
def result(request, world, known):
    if request.param not in known:
        known[request.param] = ASKED[request.param](world)
    return known[request.param]


def kinds(of=Result):
    return {kind for sub in of.__subclasses__() for kind in {sub, *kinds(sub)}}


def test_every_kind_of_answer_is_asked_for_and_has_a_view_of_its_name():
    for package in (questions, claims):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    asked = (f"{questions.__name__}.", f"{claims.__name__}.")
    named = {kind.question for kind in kinds() if kind.__module__.startswith(asked)}
    assert named == {name.partition("-")[0] for name in ASKED}
    for package in (views.text, views.html):
        assert named <= {module.name for module in pkgutil.iter_modules(package.__path__)}


def test_json_is_the_answer(result):
    text = result.to_json()
    back = type(result).model_validate_json(text)
    assert back.to_json() == text
    assert json.loads(text)["schema_version"] in {"1.0", "2.0"}
    properties = type(result).model_json_schema(mode="serialization")["properties"]
    assert list(json.loads(text)) == list(properties)


def test_an_answer_does_not_change(result):
    with pytest.raises(ValueError, match="frozen"):
        result.schema_version = "2.0"


def test_its_tables(result):
    frames = result.frames
    assert result.frame.equals(next(iter(frames.values())))
    for name, frame in frames.items():
        assert isinstance(frame, pl.DataFrame), name
        assert pl.Object not in frame.dtypes


def test_its_text(result):
    text = result.summary()
    # A web address is not broken.
    assert all(len(line) <= 80 or "http" in line for line in text.splitlines())
    assert text.endswith("\n")
    console = Console(width=100, file=io.StringIO())
    console.print(result)
    assert text.split("\n")[0] in console.file.getvalue()
    assert repr(result).startswith(f"{type(result).__name__}(")


def test_its_page(result, tmp_path):
    path = result.report(tmp_path / "an answer.html")
    text = path.read_text(encoding="utf-8")
    assert_self_contained(text)
    assert html.escape(result.answer.split(":")[0], quote=False) in html.unescape(text) or (
        result.answer.split(":")[0] in html.unescape(text)
    )
    assert "'an answer.html'" in html.unescape(text)
    assert result.report(tmp_path / "an answer.html").read_text(encoding="utf-8") == text


def test_its_chart(result, tmp_path):
    svg = result.plot(tmp_path / "a.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "var(" not in svg
    assert result.plot(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FoedusError, match=r"\.png or \.svg"):
        result.plot(tmp_path / "a.pdf")


def test_what_a_notebook_shows(result):
    shown = result._repr_html_()
    assert html.escape(result.answer, quote=False) in shown
    assert "<table" in shown


@pytest.mark.parametrize(
    "name",
    ["assess", "contribution", "line", "record", "commitments", "compare", "state", "evaluate"],
)
def test_the_first_argument_is_the_world(name):
    first, *rest = inspect.signature(getattr(foedus, name)).parameters.values()
    assert first.name == "world"
    assert get_type_hints(getattr(foedus, name), include_extras=True)["world"] is foedus.World
    for parameter in rest:
        assert parameter.annotation is not parameter.empty, parameter.name


@pytest.mark.parametrize("name", ["assess", "compare", "check"])
def test_all_try_as_many_assumptions(name):
    parameters = inspect.signature(getattr(foedus, name)).parameters
    assert (parameters["draws"].default, parameters["seed"].default) == (DRAWS, SEED)


def test_a_table_without_rows_has_its_columns_and_their_types():
    from foedus.questions.record_result import Count, Membership

    assert table_of(Count, ()).schema["operations"] == pl.Int64
    empty = table_of(Membership, (), {"name"})
    assert empty.columns == ["iso3", "row_type", "from", "to", "kind", "wave", "source"]
    assert empty.schema["to"] == pl.Date


def test_a_caller_cannot_change_what_the_next_one_gets(world):
    first = foedus.line(world, "CSTO")
    first.frames["pairs"].drop_in_place("km")
    assert "km" in foedus.line(world, "CSTO").frames["pairs"].columns
    foedus.record(world, "NATO").frame.drop_in_place("source")
    assert "source" in read_table("operations").columns
