"""The world as tables: states, one state's page, alliances, what is missing."""

import numpy as np
import polars as pl
import pytest

from foedus.errors import FoedusError
from foedus.world.load import load_world
from foedus.world.overview import alliances_table, missing_table, states_table
from foedus.world.overview_schema import (
    AlliancesJSON,
    MissingJSON,
    StateJSON,
    WorldJSON,
    alliances_json,
    missing_json,
    world_json,
)
from foedus.world.overview_text import alliances_text, missing_text, world_text
from foedus.world.state_page import state_page
from foedus.world.states import state_rows
from foedus.world.tables import read_table

WORLD = load_world()
THEN = load_world("1982-06-01", capability="nato")


def width(text):
    return max(map(len, text.splitlines()))


def test_a_row_a_state():
    table = states_table(WORLD)
    assert sorted(table["iso3"]) == sorted(state_rows())
    assert table["capability_share"].sum() == pytest.approx(1)
    assert table["capability_share"].is_sorted(descending=True)
    ukraine = table.row(by_predicate=pl.col("iso3") == "UKR", named=True)
    assert ukraine["capability_share"] == WORLD.capability[WORLD.index("UKR")]
    assert ukraine["milex_ppp_usd"] == pytest.approx(
        ukraine["milex_pct_gdp"] / 100 * ukraine["gdp_ppp_usd"]
    )
    assert set(table.filter("nuclear")["iso3"]) == set(read_table("nuclear")["iso3"])


def test_missing_is_what_no_row_of_the_table_has():
    found = missing_table(WORLD).filter(status="missing")
    figures = read_table("figures")
    for variable in ("population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milper_active_persons"):
        known = set(figures.filter(variable=variable)["iso3"])
        assert set(found.filter(variable=variable)["iso3"]) == set(state_rows()) - known


def test_old_is_more_than_five_years_off():
    found = missing_table(WORLD).filter(status="old")
    assert (found["year"] < WORLD.on.year - 5).all()
    north_korea = found.filter(iso3="PRK", variable="milex_pct_gdp")
    assert north_korea["year"].to_list() == [2015]
    assert missing_table(THEN).filter(status="old")["year"].min() >= 1988


def test_alliances_of_the_day():
    table = alliances_table(THEN)
    members = dict(table.select("alliance", "members").iter_rows())
    assert (members["NATO"], members["WTO"], members["CSTO"]) == (16, 7, 0)
    assert len(table) == len(read_table("alliances"))


def test_a_state_page_holds_all_its_rows():
    page = state_page(WORLD, "Ukraine")
    assert page.iso3 == "UKR"
    assert len(page.figures) == len(read_table("figures").filter(iso3="UKR"))
    used = page.figures.filter("used")
    row = WORLD.figures.row(by_predicate=pl.col("iso3") == "UKR", named=True)
    assert used.height == 4
    for variable, value in used.select("variable", "value").iter_rows():
        assert row[variable] == value
    assert page.neighbours["iso3"].to_list() == ["RUS", "MDA", "BLR", "ROU", "POL", "HUN", "SVK"]
    assert page.rivals.select("iso3", "from", "to").rows() == [("RUS", 2014, None)]
    assert page.nuclear.is_empty()
    assert page.rank == int(np.argsort(-WORLD.capability).tolist().index(WORLD.index("UKR"))) + 1


def test_memberships_on_a_state_page():
    page = state_page(load_world("2022-01-30"), "FIN")
    spells = page.alliances.filter(row_type="membership")
    current = dict(spells.select("alliance", "current").iter_rows())
    assert current["NATO"] is False
    assert current["EU_42_7"] is True
    albania = state_page(load_world("1982-06-01"), "ALB").alliances.filter(alliance="WTO")
    assert albania["current"].to_list() == [False]


def test_nato_tables_on_a_state_page():
    page = state_page(load_world("2017-06-01", capability="nato"), "FRA")
    used = page.figures.filter("used", variable="milex_pct_gdp")
    assert used["source"][0].startswith("NATO, Defence Expenditure")
    assert used["year"].to_list() == [2017]


@pytest.mark.parametrize("iso3", sorted(state_rows()))
def test_every_page(iso3):
    page = state_page(WORLD, iso3)
    assert width(page.summary()) <= 80
    assert StateJSON.model_validate_json(page.to_json()).iso3 == iso3
    assert page.figures["source"].null_count() == 0


def test_text_and_json():
    for world in (WORLD, THEN):
        assert width(world_text(world)) <= 80
        assert width(missing_text(world)) <= 80
        assert width(alliances_text(world)) <= 80
        assert len(WorldJSON.model_validate_json(world_json(world)).states) == 197
        assert MissingJSON.model_validate_json(missing_json(world)).on == world.on
        assert len(AlliancesJSON.model_validate_json(alliances_json(world)).alliances) == 30


def test_unknown_state():
    with pytest.raises(FoedusError, match=r"did you mean Ukraine \(UKR\)"):
        state_page(WORLD, "Ukrane")
