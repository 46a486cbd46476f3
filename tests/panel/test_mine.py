"""One's own table of states on every member of a row."""

import datetime

import polars as pl
import pytest

from foedus import panel
from foedus.errors import FoedusError
from panelframes import EAGER, LAZY, as_engine, to_polars

pytestmark = pytest.mark.usefixtures("data")
MINE = pl.DataFrame(
    {
        "ccode": [2, 2, 20, 200, None],
        "year": [1999, 2001, 1999, 1999, 1999],
        "gdp": [9.5, 10.5, 0.5, None, 7.0],
        "name": ["a", "b", "c", None, "e"],
    }
)


def by_hand(row, member, column):
    for mine in MINE.rows(named=True):
        if (mine["ccode"], mine["year"]) == (row[f"ccode{member}"], row["year"]):
            return mine[column]
    return None


@pytest.mark.parametrize("engine", [*EAGER, *LAZY])
@pytest.mark.parametrize("theirs", ["polars", "pandas", "polars-lazy"])
def test_every_member_gets_its_state_s_values(engine, theirs):
    frames = {
        ("",): panel.state_years(1999, 2001),
        ("1", "2"): panel.dyad_years(1999, 2001),
        ("1", "2", "3"): panel.kad_years(3, 1999, 2001, states=[2, 20, 200, 365]),
    }
    for members, frame in frames.items():
        made = panel.attach_states(as_engine(frame, engine), as_engine(MINE, theirs))
        rows = to_polars(made).rows(named=True)
        assert len(rows) == frame.height
        for row in rows:
            for m in members:
                assert row[f"gdp{m}"] == by_hand(row, m, "gdp")
                assert row[f"name{m}"] == by_hand(row, m, "name")


def test_columns_can_be_chosen_and_a_table_without_years_holds_for_all():
    frame = panel.dyad_years(1999, 2001, directed=False)
    made = panel.attach_states(frame, MINE, columns=["name"])
    assert made.columns == [*frame.columns, "name1", "name2"]
    constant = pl.DataFrame(
        {"ccode": ["2", "20"], "size": [1, 2]}, schema_overrides={"size": pl.Int8}
    )
    made = panel.attach_states(frame, constant).filter(
        pl.col("ccode1") == 2, pl.col("ccode2") == 20
    )
    assert made.select("size1", "size2").unique().rows() == [(1, 2)]
    assert made.schema["size1"] == pl.Int64


@pytest.mark.parametrize(
    ("mine", "columns", "told"),
    [
        (pl.concat([MINE, MINE.head(1)]), None, "more than one row with ccode 2, year 1999"),
        (MINE.rename({"ccode": "code"}), None, "needs ccode, which the frame has; it has code, y"),
        (MINE, ["gpd"], "columns is 'gpd', expected gdp, name; did you mean 'gdp'"),
        (MINE.with_columns(year=pl.lit(99)), None, "your table: year holds 99"),
        (MINE.with_columns(ccode=pl.lit(3)), None, "your table: ccode holds 3, which is no"),
        (MINE.with_columns(year=pl.lit(datetime.date(1999, 1, 1))), None, "make a year of it"),
        ([1, 2], None, "your table was given a list"),
    ],
)
def test_a_table_that_will_not_do_is_refused_in_one_line(mine, columns, told):
    with pytest.raises(FoedusError, match=told) as problem:
        panel.attach_states(panel.dyad_years(1999, 1999), mine, columns)
    assert "\n" not in str(problem.value)


def test_a_taken_name_is_refused():
    frame = panel.dyad_years(1999, 1999).pipe(panel.attach_states, MINE)
    with pytest.raises(FoedusError, match=r"gdp1, .*already has"):
        panel.attach_states(frame, MINE)
