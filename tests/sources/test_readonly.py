"""What is done to a dataset that was loaded stays with the one who did it."""

import polars as pl
import pytest

from foedus import panel
from foedus.sources import datasets, get, load
from foedus.sources._store import load_narrow

pytestmark = pytest.mark.mirror

NAMES = sorted(datasets())


@pytest.mark.parametrize("give", [load, load_narrow])
@pytest.mark.parametrize("name", NAMES)
def test_the_next_caller_gets_the_dataset_whole(name, give, mirror):
    mine = give(name)
    columns, height = mine.columns, mine.height
    first = mine[columns[0]].clone()
    mine[0, columns[0]] = None
    for column in columns[1:]:
        mine.drop_in_place(column)
    mine.insert_column(0, pl.Series("spoiled", [0] * height))
    again = give(name)
    assert again.columns == columns == list(get(name).columns)
    assert again[columns[0]].equals(first)
    assert again.height == height == get(name).rows


@pytest.mark.parametrize("name", NAMES)
def test_values_cannot_be_written_through_numpy(name, mirror):
    frame = load_narrow(name)
    whole = frame.clone()
    for column in frame.select(pl.selectors.numeric()).get_columns():
        values = column.to_numpy()
        if values.flags.writeable:  # a copy, since a number is missing
            values[:] = 0
    assert load_narrow(name).equals(whole)


def test_an_adder_adds_the_same_after_a_caller_spoiled_its_data(mirror):
    rows = pl.DataFrame({"ccode": [2, 200, 255], "year": [1914, 1939, 1938]})
    before = panel.add_nmc(rows)
    load("cow_nmc").drop_in_place("cinc")
    load_narrow("cow_nmc").drop_in_place("cinc")
    assert panel.add_nmc(rows).equals(before)
    assert before["cinc"].null_count() == 0


def test_a_panel_s_rows_are_the_callers_own(mirror):
    mine = panel.state_years(1900, 1905)
    whole = mine.clone()
    mine.drop_in_place("ccode")
    assert panel.state_years(1900, 1905).equals(whole)
