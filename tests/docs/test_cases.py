"""The page of cases says what the model says, and no seed makes it say otherwise."""

import os
import re
from functools import cache

import pytest

import cases
from foedus import load_world
from foedus.questions.roles import Roles
from foedus.scenario.changes import apply
from foedus.security import Assumptions, outcome

PAGE = cases.PAGE.read_text(encoding="utf-8")
SEEDS = range(int(os.environ.get("FOEDUS_SEEDS", "3")))
"""Twenty take minutes; FOEDUS_SEEDS=20 tries them."""


@cache
def rows():
    """What the table at the top of the page says of each case."""
    table = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \|$", PAGE.split("\n## ")[0], re.MULTILINE)
    return {title: said for title, *said in table}


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.title)
def test_the_page_says_what_the_model_says(case, mirror):
    assert rows()[case.title] == list(cases.verdicts(cases.answer(case, draws=100, seed=3)))


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.title)
def test_a_section_repeats_its_line_of_the_table(case):
    section = PAGE.split(f"\n## {case.title}\n")[1].split("\n## ")[0]
    judged = re.findall(r"^\| ([^|]*?) \((?:candidate|leaver)\) \|.*\| ([^|]*?) \|$", section, re.M)
    assert "; ".join(f"{who}: {said}" for who, said in judged) == rows()[case.title][0]
    assert "*Doubt:* " in section


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.title)
def test_no_seed_changes_a_verdict(case, mirror):
    before = load_world(case.day)
    after = apply(before, case.changes)
    (named,) = {getattr(change, "alliance", None) or change.name for change in case.changes}
    roles = Roles.of(before, after, named)
    groups = [*roles.moving, *([roles.members] if len(roles.members) else [])]
    said = set()
    for seed in SEEDS:
        found = outcome(before, after, Assumptions(), draws=60, seed=seed)
        verdicts = [found.verdict(group) for group in groups]
        said.add(tuple((one.finding, one.word) for one in verdicts))
    assert len(said) == 1


def test_the_page_has_twelve_cases():
    assert len(rows()) == len(cases.CASES) + 1  # and the line above them
    assert len(cases.CASES) == 12
