"""The page for users of peacesciencer: its table holds against both sides."""

import json
import os
import re
from inspect import signature
from pathlib import Path

import pytest

import from_peacesciencer as table
from foedus import panel

EXPORTS = table.exports()
OURS = table.counterparts()


def test_the_page_is_current():
    assert table.PAGE.read_text("utf-8") == table.page(), "run: python tools/from_peacesciencer.py"


def test_every_export_and_argument_is_in_the_table_once():
    theirs = [(row["function"], row["argument"]) for row in EXPORTS]
    functions = list(dict.fromkeys(row["function"] for row in EXPORTS))
    assert len(functions) == 58
    assert len(theirs) == len(set(theirs))
    ours = [(row["function"], row["argument"]) for row in OURS]
    assert sorted(ours) == sorted([*theirs, *((name, "") for name in functions)])


def test_what_has_no_counterpart_says_why():
    assert not [row for row in OURS if not row["foedus"] and not row["note"]]
    without = {row["function"] for row in OURS if not row["argument"] and not row["foedus"]}
    assert without == {"add_cow_alliance", "add_sdp_gdp", "declare_attributes"}


def test_every_counterpart_is_a_public_function_with_that_parameter():
    functions = {row["function"]: row["foedus"] for row in OURS if not row["argument"]}
    for row in OURS:
        name = functions[row["function"]]
        if not row["argument"]:
            if name and "." not in name:
                assert name in panel.__all__
            continue
        if row["foedus"]:
            assert row["foedus"] in signature(table.found(name)).parameters, row


def test_every_default_that_differs_is_noted():
    functions = {row["function"]: row["foedus"] for row in OURS if not row["argument"]}
    given = {(row["function"], row["argument"]): row["default"] for row in EXPORTS}
    for row in OURS:
        theirs = given.get((row["function"], row["argument"]), "")
        if not theirs or not row["foedus"]:
            continue
        ours = signature(table.found(functions[row["function"]])).parameters[row["foedus"]].default
        same = theirs == {True: "TRUE", False: "FALSE"}.get(ours, f'"{ours}"')
        assert same or row["note"], row


def test_every_name_in_a_note_is_one():
    for row in OURS:
        for name in re.findall(r"`((?:add|filter|whittle)_\w+)`", row["note"]):
            assert name in panel.__all__, row
        for option in re.findall(r"`(\w+)=", row["note"]):
            assert any(option in signature(getattr(panel, n)).parameters for n in panel.__all__)


def test_every_short_name_stands_for_the_function_it_says():
    for row in OURS:
        if row["argument"] == "" and row["note"].startswith("short for"):
            whole = row["note"].removeprefix("short for ").strip("`")
            assert whole == row["foedus"]
            assert whole in {each["function"] for each in EXPORTS}


def test_what_its_golden_outputs_call_is_in_the_list():
    golden = Path(os.environ.get("FOEDUS_GOLDEN", "")) / "index.json"
    if not os.environ.get("FOEDUS_GOLDEN") or not golden.is_file():
        pytest.skip("needs the peer's golden outputs")
    known = {}
    for row in EXPORTS:
        known.setdefault(row["function"], set()).add(row["argument"])
    calls = [made["call"] for made in json.loads(golden.read_text("utf-8"))]
    asked = {
        (name, argument)
        for call in calls
        for name, given in re.findall(
            r"((?:add|create|filter|whittle|wc|show|declare)_\w+)\(((?:[^()]|\([^()]*\))*)\)", call
        )
        for argument in [*re.findall(r"(\w+) = ", given), None]
    }
    assert len({name for name, _ in asked}) > 40
    for name, argument in asked:
        assert argument is None or argument in known[name], (name, argument)


@pytest.mark.parametrize("name", ["kinds_of_data", "bremer", "fearon_laitin", "disputes",
                                  "democracy", "state_systems", "tricks", "joins"])  # fmt: skip
def test_the_notebooks_that_the_page_names_are_there(name):
    folder = Path(__file__).parents[2] / "examples" / "notebooks" / "peacesciencer"
    assert (folder / f"{name}.ipynb").is_file()
    assert f"`{name}.ipynb`" in table.page()
    assert len(list(folder.glob("*.ipynb"))) == 8
