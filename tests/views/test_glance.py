"""What a notebook shows: sentence, note, the largest figures first, and nothing unescaped."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dom import tree
from foedus import views
from foedus.views.glance import COLUMNS, ROWS, cells, largest_first, small_table
from foedus.views.html.blocks import Column, Table

numbers = st.lists(st.none() | st.floats(-9, 9), min_size=1, max_size=20)


@given(numbers)
def test_rows_come_by_size_whatever_the_sign_and_the_missing_last(values):
    frame = pl.DataFrame({"name": [f"s{i}" for i in range(len(values))], "change": values},
                         schema={"name": pl.String, "change": pl.Float64})  # fmt: skip
    table = largest_first(frame, "states")
    shown = [row[1] for row in table.rows]
    known = [abs(value) for value in shown if value is not None]
    assert known == sorted(known, reverse=True)
    assert shown[len(known) :] == [None] * (len(shown) - len(known))
    assert sorted(row[0] for row in table.rows) == sorted(frame["name"])


def test_the_first_measure_of_size_that_there_is_sorts():
    frame = pl.DataFrame({"km": [1.0, 3.0, 2.0], "shapley": [0.2, 0.1, 0.3]})
    assert [row[0] for row in largest_first(frame, "c").rows] == [2.0, 1.0, 3.0]
    text = pl.DataFrame({"members": ["a", "c", "b"]})  # words have no size
    assert [row[0] for row in largest_first(text, "c").rows] == ["a", "c", "b"]


def test_long_texts_and_lists_are_left_out_and_names_put_in_words():
    frame = pl.DataFrame({
        "iso3": ["POL"], "frontier_km": [2.5], "year": [2024], "source": ["s"],
        "milex_source": ["t"], "note": ["n"], "summary": ["u"], "members": [["a"]],
    })  # fmt: skip
    table = largest_first(frame, "c")
    assert [column.label for column in table.columns] == ["iso3", "frontier km", "year"]
    assert [column.format for column in table.columns] == ["", "plain", ""]
    assert table.rows == (("POL", 2.5, "2024"),)
    wide = pl.DataFrame({f"c{i}": [i] for i in range(20)})
    assert len(largest_first(wide, "c").columns) == COLUMNS


@pytest.mark.parametrize("count", [0, 1, ROWS, ROWS + 1, 40])
def test_a_small_table_shows_its_first_rows_and_counts_the_others(count):
    columns = (Column("What"), Column("km", ",.0f"))
    table = Table("<km>", columns, tuple((f"<{i}>", 1000.0 + i) for i in range(count)), "<s>", "t")
    shown = tree(small_table(table))
    assert shown.only("caption").text == "<km>"
    rows = shown.only("tbody").all("tr")
    assert len(rows) == min(count, ROWS)
    for i, row in enumerate(rows):
        first, second = row.all("td")
        assert (first.text, second.text) == (f"<{i}>", f"{1000 + i:,}")
        assert first.attrs["style"].endswith("left")
        assert second.attrs["style"].endswith("right")
    assert (f"and {count - ROWS} more" in shown.text) == (count > ROWS)
    assert "<s>" in shown.text


def test_cells_and_columns_must_be_as_many():
    with pytest.raises(ValueError, match="zip"):
        cells((Column("a"),), (1, 2))


def test_a_notebook_shows_the_sentence_and_the_main_table(answered):
    shown = tree(views.notebook(answered.result))
    assert answered.result.answer.split()[0] in shown.text
    assert shown.all("p")[0].text == " ".join(answered.result.answer.split())
    table = shown.only("table")
    assert 0 < len(table.only("tbody").all("tr")) <= ROWS
    heads = table.only("thead").all("th")
    for row in table.only("tbody").all("tr"):
        assert len(row.all("td")) == len(heads)


def test_a_note_stands_first_and_is_escaped(asked):
    result = asked("line").result.model_copy(update={"note": "after <the> tables"})
    shown = tree(views.notebook(result))
    assert shown.all("p")[0].text == "Note: after <the> tables."
    page = tree(views.report(result))
    notices = page.only("header").all("div", kind="notice")
    assert notices[0].text == "after <the> tables."
    lead = page.only("p", kind="lead")
    order = page.only("header").children
    assert order.index(notices[0]) < order.index(lead)
    assert views.summary(result).startswith("Note: after <the> tables.\n\n")
    assert not views.summary(asked("line").result).startswith("Note")
