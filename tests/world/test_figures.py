"""A day's figures: never later than it, at most three years older than the year before."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import FoedusError, World, load_world
from foedus.world.days import LAST_DAY, as_day, last_full_year
from foedus.world.embedded import EMBEDDED_SINCE, embedded_world, first_embedded_day
from foedus.world.figures import OLDEST, VARIABLES
from foedus.world.resources import capability_index, well_known
from foedus.world.tables import read_table


def test_the_embedded_worlds_begin_where_the_tables_say():
    assert first_embedded_day() == EMBEDDED_SINCE
    with pytest.raises(FoedusError, match="2023-01-01"):
        embedded_world(date(2022, 12, 31))


@settings(max_examples=25)
@given(st.dates(EMBEDDED_SINCE, date(2026, 12, 31)), st.sampled_from(["index", "milex", "nato"]))
def test_no_figure_is_later_than_the_day(day, measure):
    world = load_world(day, measure)
    assert world.figures_year == day.year - 1
    assert world.figures_year - OLDEST <= world.capability_year <= world.figures_year
    for variable in VARIABLES:
        years = world.figures[f"{variable}_year"].drop_nulls()
        assert years.is_between(world.figures_year - OLDEST, world.figures_year).all(), variable
        missing = world.figures[variable].is_null()
        assert (missing == world.figures[f"{variable}_year"].is_null()).all()


def test_the_last_figure_of_the_window_is_taken():
    figures = read_table("figures").filter(
        (pl.col("iso3") == "POL")
        & (pl.col("variable") == "milex_pct_gdp")
        & (pl.col("year") < 2024)
    )
    row = load_world("2024-03-07").figures.row(by_predicate=pl.col("iso3") == "POL", named=True)
    assert (row["milex_pct_gdp"], row["milex_pct_gdp_year"]) == tuple(
        figures.sort("year").select("value", "year").row(-1)
    )


def test_what_is_older_is_missing():
    north_korea = pl.col("iso3") == "PRK"  # its last expenditure is of 2015
    row = load_world().figures.row(by_predicate=north_korea, named=True)
    assert row["milex_pct_gdp"] is None
    assert row["milper_active_persons"] > 0


def test_a_resource_known_for_few_states_makes_no_shares():
    world = load_world("2024-06-01")
    assert not well_known(world.figures["milper_active_persons"].to_numpy().astype(float))
    milex = capability_index(world.figures, "milex")
    index = capability_index(world.figures, "index")
    assert index[~(index != index)] == pytest.approx(milex[~(milex != milex)])
    assert "expenditure alone" in world.note
    with pytest.raises(FoedusError, match="known for only 60 of 197"):
        load_world("2024-06-01", "milper")


def test_states_without_forces_are_there_in_all_years():
    for day in ("2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01"):
        world = load_world(day)
        assert world.capability[world.index("ISL")] == 0
        assert world.capability[world.index("PAN")] == 0


def test_natos_own_figures():
    row = load_world("2024-06-01", "nato").figures.row(
        by_predicate=pl.col("iso3") == "EST", named=True
    )
    assert row["milex_pct_gdp_year"] == 2023
    assert "NATO" in row["milex_pct_gdp_source"]
    nato = read_table("nato_defence").filter(iso3="EST", year=2023)
    assert row["milper_active_persons"] == nato["personnel_thousand"].item() * 1000


def test_a_day_after_the_tables_gets_the_world_of_today():
    world = load_world("2031-05-01")
    assert world.on == LAST_DAY
    assert world.note.startswith("2031-05-01 lies after the tables")
    assert world.capability.tolist() == World.today().capability.tolist()
    assert World.today().note == ""
    assert "provisional" in load_world("2026-05-01").note
    assert load_world("2026-05-01").on == date(2026, 5, 1)


def test_a_point_in_time_is_its_day():
    assert load_world(datetime(2024, 6, 1, 23, 59)) is load_world("2024-06-01")
    assert as_day("2024-06-01T23:59:00") == date(2024, 6, 1)
    assert World.at(2024, 6, 1) is load_world(date(2024, 6, 1))


def test_the_year_of_a_day_is_never_full():
    assert last_full_year(date(2022, 12, 31)) == 2021
    assert last_full_year(date(2023, 1, 1)) == 2022


@pytest.mark.parametrize("day", [(2024, 13, 1), (2023, 2, 29), (2024, 1, 0)])
def test_no_such_day(day):
    with pytest.raises(FoedusError, match="no day"):
        World.at(*day)
