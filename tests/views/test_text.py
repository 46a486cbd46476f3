"""Plain text: its width, its tables, and that the figures in it are those of the answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedus
from foedus import Accession, Scenario, load_world
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.states import states
from foedus.questions.words import amount, signed
from foedus.views.text.compare import STATES
from foedus.views.text.table import WIDTH, notes_and_sources, paragraph, table

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def world():
    return load_world("2025-06-01")


@given(WORDS, st.integers(0, 12))
def test_a_paragraph_keeps_its_words_and_the_width(words, indent):
    lines = paragraph(" ".join(words), " " * indent)
    assert all(len(line) <= WIDTH for line in lines)
    assert all(line.startswith(" " * indent) for line in lines)
    assert " ".join(lines).split() == words


def test_the_lines_after_the_first_hang():
    first, *others = paragraph("word " * 40, "- ", "    ")
    assert first.startswith("- word")
    assert others
    assert all(line.startswith("    word") for line in others)
    assert paragraph("", "  ") == [""]


CELL = st.text("abc123", min_size=0, max_size=9)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_the_columns_of_a_table_stand_below_each_other(rows):
    header = ("state", "km", "what it is")
    lines = table(header, rows, right="-r")
    assert len(lines) == 1 + len(rows)
    wide = max(len(row[0]) for row in [header, *rows])
    number = max(len(row[1]) for row in [header, *rows])
    for line, row in zip(lines, [header, *rows], strict=True):
        padded = line.ljust(2 + wide + 2 + number)
        assert padded[2 : 2 + wide].rstrip() == row[0]
        assert padded[2 + wide + 2 : 2 + wide + 2 + number] == row[1].rjust(number)
        assert line == line.rstrip()
        assert line.endswith(row[2].rstrip())


def test_a_last_column_that_is_too_long_is_broken_under_itself():
    lines = table(("a", "b"), [("x", "word " * 50)])
    start = lines[1].index("word")
    assert len(lines) > 3
    assert all(line[:start].strip() == "" for line in lines[2:])


def test_notes_stand_before_sources():
    lines = notes_and_sources(["one", "two"], ["a table"])
    assert lines == ["Notes", "  - one", "  - two", "", "Sources", "  - a table"]


@pytest.mark.parametrize("draws", [0, 16])
def test_an_assessment_tells_the_figures_of_the_candidate(world, draws):
    found = foedus.assess(world, Accession("SRB", "NATO"), draws=draws)
    text = " ".join(found.summary().split())
    one = found.candidates[0]
    for figure in (one.attacked_before, one.attacked_after, one.insecurity_after):
        assert amount(figure) in text
    assert signed(one.change) in text
    assert signed(found.article10.mean_change) in text
    assert ("Robustness" in text) == (draws > 0)


def test_a_contribution_tells_every_member_and_the_whole(world):
    found = foedus.contribution(world, "CSTO", draws=0)
    text = " ".join(found.summary().split())
    assert signed(found.value.total) in text
    for member in found.members:
        assert member.name in text
        assert signed(member.shapley) in text


def test_a_comparison_marks_what_no_state_would_refuse(world):
    proposals = [Scenario.of(world, s, Accession(s, "NATO")) for s in ("UKR", "SRB", "IRL")]
    found = foedus.compare(world, *proposals, draws=0)
    lines = found.summary().splitlines()
    for letter, one in zip("ABC", found.proposals, strict=True):
        mark = "*" if one.pareto_better else "o" if one.no_state_would_refuse else " "
        [head] = [line for line in lines if line.startswith(f"{letter} ")]
        assert head.startswith(f"{letter} {mark} ")
        assert f"safer {one.safer}, less safe {one.less_safe}" in "\n".join(lines)
    start = next(i for i, line in enumerate(lines) if line.startswith("change, attacks"))
    shown = lines[start + 1 : start + 1 + STATES]
    by_name = {row.name[:27]: row for row in found.states}
    sizes = []
    for line in shown:
        row = by_name[line[:27].strip()]
        told = line[28:55].split()
        assert told == [signed(x) if abs(x) >= 0.0005 else "0" for x in row.change.values()]
        sizes.append(max(map(abs, row.change.values())))
    assert sizes == sorted(sizes, reverse=True)
    assert f"and {len(found.states) - STATES} more" in "\n".join(lines)


def test_a_line_tells_its_length_by_neighbour(world):
    found = foedus.line(world, "NATO", toward="RUS")
    text = found.summary()
    assert f"{found.total_km:,.0f}" in text
    lines = text.splitlines()
    for row in found.by_neighbour:
        assert any(re.search(rf"\b{row.iso3}\b +{row.km:,.0f}\b", line) for line in lines), row.iso3
    assert sum(row.km for row in found.by_neighbour) == pytest.approx(found.total_km, abs=0.1)


def test_lists_have_a_line_for_each(world):
    every = states(world).summary()
    for iso3, name in zip(world.iso3, world.names, strict=True):
        assert iso3 in every or name in every
    told = alliances(world).summary()
    for alliance in world.alliances:
        assert alliance.alliance_id in told
    gaps = missing(world).summary()
    for iso3 in world.left_out:
        assert iso3 in gaps
