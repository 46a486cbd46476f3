"""Widths of text, lines, models and validations: every branch, read back."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.line import Line
from foedus.views.text.line import _km
from foedus.views.text.line import summary as of_line
from foedus.views.text.models import ROWS, _table, cell
from foedus.views.text.table import (
    FOR_A_WORD,
    NARROWEST,
    READABLE,
    WIDTH,
    as_wide_as,
    paragraph,
    room,
    table,
)
from foedus.views.text.validate import LEFT_OUT, markdown
from foedus.views.text.validate import summary as of_validation
from foedus.views.validation_tables import sheets


@given(st.integers(0, 300))
def test_texts_are_as_wide_as_the_terminal_within_limits(columns):
    before = room()
    with as_wide_as(columns):
        assert room(for_table=True) == max(columns, NARROWEST)
        assert room() == min(max(columns, NARROWEST), READABLE)
        lines = paragraph("word " * 80)
        assert max(map(len, lines)) <= room()
        assert len(lines[0]) > room() - 6
    assert room() == before == WIDTH


def test_the_width_comes_back_after_an_error():
    with pytest.raises(ValueError, match="x"), as_wide_as(50):
        raise ValueError("x")
    assert room() == WIDTH


def test_a_cell_has_room_for_a_word_however_far_it_hangs():
    lines = paragraph("word " * 9, " " * 200)
    assert all(len(line) <= 200 + FOR_A_WORD for line in lines)
    assert len(lines) == 9


def test_an_empty_last_cell_leaves_no_spaces():
    assert table(["a", "b"], [["x", ""]]) == ["  a  b", "  x"]


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0, "0"), (5.0, "5"), (5.25, "5.2"), (99.96, "100.0"), (100.4, "100"), (1234.5, "1,234")],
)
def test_kilometres_have_a_decimal_where_they_are_few(value, told):
    assert _km(value) == told


def test_a_line_is_told_by_neighbour_member_and_wave(asked):
    found = asked("line").result
    flat = " ".join(of_line(found).replace("\u00a0", " ").split())
    for row in found.by_neighbour:
        along = ", ".join(f"{member} {_km(km)}" for member, km in row.members.items())
        assert f"{row.name} {row.iso3} {_km(row.km)} {along}" in flat
    for row in found.by_member:
        if row.km > 0:
            assert f"{row.name} {row.iso3} {_km(row.km)} {row.wave}" in flat
    behind = sorted(row.iso3 for row in found.by_member if row.km == 0)
    assert f"no land frontier with others: {' '.join(behind)}" in flat
    for wave in found.by_wave:
        assert f"{wave.wave} {_km(wave.km)} {' '.join(wave.members)}" in flat
    assert "Every change of membership" not in flat


def test_how_a_line_moved_is_told_change_by_change(asked):
    import foedus
    from foedus import load_world

    found = foedus.line(load_world(), "NATO", toward="RUS", since="2022-01-01")
    assert isinstance(found, Line)
    flat = " ".join(of_line(found).split())
    assert f"Every change of membership from {found.since} to {found.on}" in flat
    for row in found.series:
        assert (f"{row.date} {row.members} {_km(row.total_km)} {_km(row.toward_km)} "
                f"{_km(row.distance_km)} {row.nearest_member} {row.change}") in flat  # fmt: skip
    plain = asked("line-series").result
    told = " ".join(of_line(plain).split())
    for row in plain.series:
        assert f"{row.date} {row.members} {_km(row.total_km)} {row.change}" in told
    assert "nearest" not in told.split("By neighbour")[0]


# --- Models -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, ""), (True, "yes"), (False, "no"), (float("nan"), ""), (0.123456, "0.1235"),
     (9.99999, "10.0000"), (12.3456, "12.346"), (-123.456, "-123.46"), (1234.56, "1,234.6"),
     ([1, 2.5, None], "1 2.5000 "), ((), ""), ("word", "word"), (7, "7")],
)  # fmt: skip
def test_cells_of_models(value, told):
    assert cell(value) == told


@pytest.mark.parametrize("count", [1, ROWS, ROWS + 1, ROWS + 2000])
def test_more_rows_than_are_shown_are_counted(count):
    lines = _table("the_name", pl.DataFrame({"x": list(range(count))}))
    assert lines[0] == "the name"
    assert len(lines) == 2 + min(count, ROWS) + (count > ROWS)
    assert (lines[-1] == f"  ... and {count - ROWS:,} more rows") == (count > ROWS)


def test_columns_that_do_not_fit_are_named_and_lists_come_last():
    wide = {f"column_{i}": ["x" * 12] for i in range(9)}
    lines = _table("t", pl.DataFrame({"members": [["a", "b"]], **wide}))
    head = lines[1].split("  ")
    assert lines[1].rstrip().endswith("members")
    assert lines[2].rstrip().endswith("a b")
    assert any(line.strip().startswith("not shown: column_") for line in lines)
    assert max(map(len, lines)) <= WIDTH
    assert next(part for part in head if part).strip() == "column 0"


def test_long_texts_are_cut_and_numbers_stand_to_the_right():
    frame = pl.DataFrame({"name": ["y" * 50, "z"], "value": [1.5, 10.0], "why": ["a", "b"]})
    lines = _table("t", frame)
    assert "y" * 33 + "…" in lines[2]
    assert "y" * 34 not in lines[2]
    assert lines[2].index("1.5000") + 6 == lines[3].index("10.000") + 6


# --- Validations --------------------------------------------------------------------


def test_a_validation_tells_every_sheet_but_the_long_ones(asked):
    found = asked("validate").result
    text = of_validation(found)
    flat = " ".join(text.split())
    for sheet in sheets(found.findings):
        assert (sheet.title in text) == (sheet.name not in LEFT_OUT)
        if sheet.name in ("rolling", "selection", "accessions"):
            for row in sheet.rows:
                assert row[-1] in flat
    assert "the reduced run" in flat
    assert max(map(len, text.splitlines())) <= WIDTH


def test_as_a_page_every_sheet_is_a_table_of_pipes(asked):
    found = asked("validate").result
    text = markdown(found)
    assert text.startswith("# Validation\n")
    assert "--quick" in text.split("\n## ")[0]
    parts = {part.split("\n")[0]: part for part in text.split("\n## ")[1:]}
    for sheet in sheets(found.findings):
        lines = [line for line in parts[sheet.title].splitlines() if line.startswith("|")]
        assert len(lines) == 2 + len(sheet.rows)
        assert lines[0] == "| " + " | ".join(sheet.header) + " |"
        marks = lines[1].strip("| ").split(" | ")
        assert "".join("r" if mark.endswith(":") else "-" for mark in marks) == sheet.right
        for line, row in zip(lines[2:], sheet.rows, strict=True):
            assert line == "| " + " | ".join(cell.replace("*", "\\*") for cell in row) + " |"


def test_sheets_have_as_many_cells_as_heads(asked):
    for sheet in sheets(asked("validate").result.findings):
        assert len(sheet.right) == len(sheet.header)
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
        assert sheet.text.endswith(".")
