"""Stata's files: read back by two libraries, value for value."""

import inspect
import re
from datetime import date, datetime

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import panel
from foedus.errors import FoedusError
from foedus.panel._labels import column_labels, value_labels
from foedus.panel._stata import stata_names, write_stata
from foedus.panel.make import make_file
from foedus.panel.recipe import Recipe, Step
from panelframes import UNITS, all_adders, calls, prepared

pyreadstat = pytest.importorskip("pyreadstat")


def written(frame, path, labels=None, values=None):
    write_stata(frame, path, labels=labels or {}, values=values or {})
    back, about = pyreadstat.read_dta(str(path), disable_datetime_conversion=True)
    return back, about, pd.read_stata(path, convert_categoricals=False)


def values_of(column):
    return [None if pd.isna(value) else value for value in column]


INTEGERS = {
    "int8_": [-127, 100, None],
    "int16_": [-127, 101, None],
    "int32_": [32741, None, -32768],
    "int32_most": [2_147_483_620, None, -2_147_483_647],
    "double_": [2_147_483_621, None, 0],
    "double_most": [2**53, None, -(2**53)],
}


def test_integers_are_integers_of_the_smallest_kind_also_with_missing_values(tmp_path):
    frame = pl.DataFrame(INTEGERS)
    back, about, again = written(frame, tmp_path / "x.dta")
    for name, values in INTEGERS.items():
        assert about.readstat_variable_types[name] == name.split("_")[0]
        assert values_of(back[name]) == values
        assert values_of(again[name]) == values
    with pytest.raises(FoedusError, match="column x holds 9007199254740993, more digits"):
        written(pl.DataFrame({"x": [2**53 + 1]}), tmp_path / "y.dta")


@given(st.lists(st.none() | st.integers(-(2**53), 2**53), min_size=1))
def test_every_integer_comes_back(tmp_path_factory, values):
    frame = pl.DataFrame({"x": values}, schema={"x": pl.Int64})
    back, _, again = written(frame, tmp_path_factory.mktemp("stata") / "x.dta")
    assert values_of(back["x"]) == values_of(again["x"]) == values


def test_days_times_text_and_numbers_come_back(tmp_path):
    long = "é" * 3000
    frame = pl.DataFrame(
        {
            "day": [date(1816, 1, 1), date(2024, 2, 29), None],
            "time": [datetime(1914, 7, 28, 11, 10), None, datetime(2020, 1, 1)],
            "text": ["Türkiye – 土耳其", None, ""],
            "lengthy": [long, "short", None],
            "number": [0.1, None, float("nan")],
            "truth": [True, None, False],
            "kind": pl.Series(["a", None, "b"], dtype=pl.Categorical),
            "nothing": [None, None, None],
        }
    )
    back, about, again = written(frame, tmp_path / "x.dta")
    days = [(day - date(1960, 1, 1)).days if day else None for day in frame["day"]]
    assert values_of(back["day"]) == days
    assert about.original_variable_types["day"] == "%td"
    assert again["day"].to_list()[:2] == [pd.Timestamp(1816, 1, 1), pd.Timestamp(2024, 2, 29)]
    assert again["time"].to_list()[0] == pd.Timestamp(1914, 7, 28, 11, 10)
    assert again["text"].to_list() == back["text"].to_list() == ["Türkiye – 土耳其", "", ""]
    assert again["lengthy"].to_list() == [long, "short", ""]
    assert values_of(back["number"]) == [0.1, None, None]
    assert values_of(back["truth"]) == [1, None, 0]
    assert again["kind"].to_list() == ["a", "", "b"]
    assert values_of(back["nothing"]) == [None] * 3


def test_labels_come_back(tmp_path):
    frame = pl.DataFrame({"hostlev": [1, 5, None], "a" * 40: [1.5, 2.5, None]})
    with pytest.warns(UserWarning, match="aaaa is aaaa"):
        back, about, _ = written(
            frame,
            tmp_path / "x.dta",
            labels={"hostlev": "Level — of " + "h" * 90, "a" * 40: "A’s number", "gone": "no"},
            values={"hostlev": {1: "none", 5: "guerre à outrance"}, "gone": {1: "no"}},
        )
    short = "a" * 32
    assert list(back) == ["hostlev", short]
    labels = about.column_names_to_labels
    assert labels["hostlev"] == ("Level — of " + "h" * 90)[:80]
    assert labels[short] == f"{'a' * 40}: A’s number"
    assert about.variable_value_labels == {"hostlev": {1: "none", 5: "guerre à outrance"}}
    assert pd.read_stata(tmp_path / "x.dta")["hostlev"].to_list()[:2] == [
        "none",
        "guerre à outrance",
    ]


@given(st.lists(st.text(max_size=40), unique=True, max_size=20))
def test_names_are_ones_that_stata_has_and_no_two_are_the_same(columns):
    made = stata_names(columns)
    assert list(made) == columns
    assert len(set(made.values())) == len(columns)
    for old, new in made.items():
        assert re.fullmatch(r"[^\W\d]\w{0,31}", new)
        if re.fullmatch(r"[A-Za-z]\w{0,31}", old) and not re.fullmatch(r"str\d+", old):
            assert new in (old, f"_{old}"[:32])
    for taken in ("if", "str12", "_n"):
        assert stata_names([taken])[taken] != taken


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([[1]], r"column x holds List\(Int64\), which Stata has no kind for"),
        ([float("inf")], "column x holds infinity"),
        ([2**60], "column x holds 1152921504606846976, more digits"),
    ],
)
def test_what_stata_cannot_hold_is_refused(tmp_path, values, told):
    with pytest.raises(FoedusError, match=told):
        written(pl.DataFrame({"x": values}), tmp_path / "x.dta")


def test_no_rows_are_no_problem(tmp_path):
    frame = pl.DataFrame(schema={"x": pl.Int64, "day": pl.Date, "text": pl.String})
    back, _, _ = written(frame, tmp_path / "x.dta")
    assert list(back) == ["x", "day", "text"]
    assert len(back) == 0


@pytest.mark.usefixtures("data")
def test_the_panels_file_holds_its_values_labels_and_kinds(tmp_path):
    steps = [
        "contiguity",
        "gml_mids",
        {"cow_wars": {"prefix": "war_"}},
        {"nmc": {"keep": ["cinc"]}},
    ]
    recipe = Recipe.model_validate({"unit": "dyad-years", "from": 1980, "to": 1990, "add": steps})
    make_file(recipe, tmp_path / "x.dta")
    make_file(recipe, tmp_path / "x.parquet")
    frame = pl.read_parquet(tmp_path / "x.parquet")
    back, about = pyreadstat.read_dta(str(tmp_path / "x.dta"))
    assert list(back) == frame.columns
    for name, dtype in frame.schema.items():
        expected = frame[name].fill_null("") if dtype == pl.String else frame[name].fill_nan(None) \
            if dtype.is_float() else frame[name]  # fmt: skip
        assert values_of(back[name]) == expected.to_list(), name
        if dtype.is_integer():
            assert about.readstat_variable_types[name].startswith("int"), name
    labels = about.column_names_to_labels
    assert all(labels.values())
    assert labels["cinc2"] == "State 2: Composite index of national capability (a share)"
    assert labels["sidea1"] == "State 1: On side A of the dispute (1 yes)"
    assert labels["war_sidea1"] == "State 1: Side in the war (1 or 2)"
    assert about.variable_value_labels["conttype"][5] == "151 to 400 miles of water"
    assert about.variable_value_labels["hostlev"][5] == "war"
    assert (tmp_path / "x.dta.json").is_file()


@pytest.mark.usefixtures("data")
def test_a_panel_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_stata", fails)
    recipe = Recipe.model_validate({"unit": "state-years", "from": 1990, "to": 1990})
    with pytest.raises(FoedusError, match="cannot write"):
        make_file(recipe, tmp_path / "x.dta")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("data")
def test_every_column_of_every_adder_has_a_label_that_its_docstring_bears_out():
    seen = 0
    for name, arguments in calls():
        function = all_adders()[name]
        step = Recipe.model_validate(
            {"unit": "state-years", "add": [{name: _options(function, arguments)}]}
        ).steps
        for kind, system in UNITS:
            frame = prepared(name, kind, system)
            try:
                made = function(frame, *arguments)
            except FoedusError:
                continue
            new = [c for c in made.columns if c not in frame.columns]
            labels = column_labels(new, step)
            assert set(labels) == set(new), (name, kind)
            seen += len(new)
            for column, coded in value_labels(new, step).items():
                found = set(made[column].drop_nulls().cast(pl.Int64).unique())
                # The toy world draws codes at random; the real data hold none without a label.
                assert found <= {*coded, *range(10)}, (name, column)
    assert seen > 300


def _options(function, arguments):
    names = [name for name in inspect.signature(function).parameters if name != "frame"]
    return dict(zip(names, arguments, strict=False))


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("name", "options", "rows"),
    [
        ("contiguity", {}, panel.dyad_years),
        ("gml_mids", {}, panel.dyad_years),
        ("cow_mids", {}, panel.dyad_years),
        ("cow_wars", {"type": "inter"}, panel.dyad_years),
        ("cow_wars", {"type": "intra"}, panel.state_years),
        ("atop_portfolio", {}, panel.dyad_years),
        ("lead", {}, panel.leader_years),
        ("ucdp_acd", {}, lambda: panel.state_years(system="gw")),
    ],
)
def test_no_code_in_the_data_lacks_its_label(mirror, name, options, rows):
    step = Step(name=name, options=options)
    made = step.function(rows(), **options)
    known = value_labels(made.columns, [step])
    assert known
    for column, coded in known.items():
        assert set(made[column].drop_nulls().unique()) <= set(coded), column
