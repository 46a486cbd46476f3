"""The committed tables: complete, symmetric, sourced, and what the tool builds."""

import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import foedus.world.tables as tables
from foedus.errors import FoedusError
from foedus.world.tables import read_table, table_names
from worlddata.borders import parse_borders
from worlddata.describe import TABLES, generated, with_block
from worlddata.figures import MARKET_PRICES
from worlddata.pages import field, read_pages, text_of

ROOT = Path(__file__).parents[2]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"
FACTS = Path(os.environ.get("FOEDUS_FACTS", ROOT.parent / "shared" / "facts"))

KEYS = {
    "states": ["iso3"],
    "dissolved_states": ["iso3"],
    "alliances": ["alliance_id"],
    "memberships": ["alliance_id", "iso3", "from", "row_type", "kind"],
    "nuclear": ["iso3", "year"],
    "operations": ["op_id"],
    "commitments": ["id"],
    "deployments": ["host_iso3", "sender_iso3", "kind", "framework", "as_of"],
    "weapons": ["weapon_id"],
    "clashes": ["iso3_a", "iso3_b", "start"],
    "regimes": ["iso3", "year"],
    "guarantees": ["guarantor", "protected", "document"],
    "nuclear_powers": ["iso3", "from"],
    "rivalries": ["iso3_a", "iso3_b", "from"],
    "nato_defence": ["iso3", "year"],
    "majors": ["iso3", "from"],
    "figures": ["iso3", "variable", "year"],
    "borders": ["iso3_a", "iso3_b"],
    "borders_left_out": ["iso3", "neighbour"],
}
CODES = {
    "memberships": ["iso3"],
    "nuclear": ["iso3"],
    "rivalries": ["iso3_a", "iso3_b"],
    "nato_defence": ["iso3"],
    "majors": ["iso3"],
    "figures": ["iso3"],
    "borders": ["iso3_a", "iso3_b"],
    "borders_left_out": ["iso3"],
    "deployments": ["host_iso3"],
    "clashes": ["iso3_a", "iso3_b", "initiator"],
    "regimes": ["iso3"],
    "nuclear_powers": ["iso3"],
    "minimum_distances": ["iso3_a", "iso3_b"],
}


@pytest.fixture(scope="module")
def pages():
    states = read_table("states")
    return read_pages(dict(zip(states["name"], states["iso3"], strict=True)))


def latest(variable):
    figures = read_table("figures").filter(pl.col("variable") == variable)
    last = figures.sort("year").group_by("iso3").last()
    return dict(zip(last["iso3"], last["value"], strict=True))


def test_the_tables_are_what_the_tool_builds(tmp_path):
    if not (FACTS / "states.csv").is_file():
        pytest.skip("the folder of facts is not here (FOEDUS_FACTS)")
    from build_embedded import build

    for name in build(FACTS, tmp_path):
        built = (tmp_path / f"{name}.csv").read_bytes()
        assert built == (EMBEDDED / f"{name}.csv").read_bytes(), name


def test_every_state_is_there():
    states = read_table("states")
    assert states["un_member"].is_not_null().sum() == 193
    without = states.filter(pl.col("un_member").is_null())["iso3"].to_list()
    assert sorted(without) == ["PSE", "TWN", "VAT", "XKX"]
    assert states["iso2"].null_count() == 0


@pytest.mark.parametrize("name", sorted(KEYS))
def test_keys_are_unique(name):
    assert not read_table(name).select(KEYS[name]).is_duplicated().any()


@pytest.mark.parametrize("name", sorted(KEYS))
def test_every_row_has_a_source(name):
    sources = read_table(name)["source"]
    assert sources.null_count() == 0
    assert sources.str.strip_chars().str.len_chars().min() > 5


@pytest.mark.parametrize("name", sorted(CODES))
def test_codes_are_states(name):
    known = set(read_table("states")["iso3"]) | set(read_table("dissolved_states")["iso3"])
    for column in CODES[name]:
        assert set(read_table(name)[column].drop_nulls()) <= known


@pytest.mark.parametrize(
    "name",
    ["states", "alliances", "guarantees", "memberships", "nuclear_powers", "operations", "majors"],
)
def test_dates_are_dates(name):
    kinds = read_table(name).schema
    dated = set(kinds) & (tables.DATES | {"from", "to"})
    assert dated
    assert all(kinds[column] == pl.Date for column in dated)


def test_spells_begin_before_they_end():
    for name in ("memberships", "majors", "dissolved_states", "guarantees", "nuclear_powers"):
        spells = read_table(name).filter(pl.col("to").is_not_null())
        assert (spells["from"] < spells["to"]).all()


def test_clashes_are_coded_as_the_notes_say():
    clashes = read_table("clashes")
    assert set(clashes["object"]) == {"forces", "territory", "group"}
    assert set(clashes["level"]) == {"war", "fatal"}
    disputed = clashes.filter(pl.col("initiator_disputed") == 1)
    assert disputed["initiator"].null_count() == len(disputed)
    assert (disputed["iso3_a"] < disputed["iso3_b"]).all()
    known = clashes.filter(pl.col("initiator_disputed") == 0)
    assert (known["initiator"] == known["iso3_a"]).all()
    both = clashes.drop_nulls(["deaths_low", "deaths_high"])
    assert (both["deaths_low"] <= both["deaths_high"]).all()
    ended = clashes.drop_nulls("end")
    assert (ended["start"].str.slice(0, 7) <= ended["end"].str.slice(0, 7)).all()
    assert (clashes["start"] >= "2011").all()


def test_regimes_are_scores():
    regimes = read_table("regimes")
    assert regimes["polyarchy"].is_between(0, 1).all()
    assert regimes["euds"].drop_nulls().is_between(-3, 3).all()
    assert (regimes["year"].min(), regimes["year"].max()) == (1989, 2025)
    last = regimes.filter(pl.col("year") == 2025)
    scores = dict(last.select("iso3", "euds").iter_rows())
    assert scores["NOR"] > 1 > 0 > scores["PRK"]


def test_commitments_say_what_duty_they_are():
    commitments = read_table("commitments")
    duties = {"duty", "right", "consultation", "restraint", "none"}
    assert set(commitments["duty"]) == duties
    assert (commitments["duty"] == "duty").sum() == 30


def test_guarantees_name_states():
    known = set(read_table("states")["iso3"]) | set(read_table("dissolved_states")["iso3"])
    for column in ("guarantor", "protected"):
        for cell in read_table("guarantees")[column]:
            assert set(cell.split(";")) <= known, cell


def test_weapons_keep_what_is_known_of_a_date():
    weapons = read_table("weapons")
    years = weapons["in_service_from"].drop_nulls().str.slice(0, 4).cast(int)
    assert years.is_between(1945, 2026).all()


def test_deployments_keep_what_is_known_of_a_date():
    assert "2022-03" in read_table("deployments")["from"].str.slice(0, 7).to_list()
    assert read_table("deployments").schema["from"] == pl.String


def test_namibia_is_not_missing():
    assert read_table("states").filter(pl.col("iso3") == "NAM")["iso2"].item() == "NA"


def test_borders_stand_once_and_in_order():
    borders = read_table("borders")
    assert (borders["iso3_a"] < borders["iso3_b"]).all()
    assert (borders["km"] > 0).all()
    assert (
        borders["km"] == borders.select(pl.max_horizontal("km_a_page", "km_b_page")).to_series()
    ).all()
    assert set(borders["kind"]) == {"home", "overseas"}


def test_where_the_neighbours_differ():
    borders = read_table("borders").filter(pl.col("km_a_page") != pl.col("km_b_page"))
    found = {(row["iso3_a"], row["iso3_b"]): row["km"] for row in borders.iter_rows(named=True)}
    assert found == {("DEU", "POL"): 467, ("ISR", "JOR"): 327, ("MEX", "USA"): 3155}
    assert borders["note"].str.contains("differ").all()


def test_borders_add_up_to_the_total_of_each_page(pages):
    explained = {"CHN": 36, "IRL": -9, "FRA": 1205, "ISR": -20}
    parts = ("border countries", "border sovereign base areas")
    for iso3, page in pages.items():
        if iso3 == "ESH":
            continue
        boundaries = field(page, "Geography", "Land boundaries")
        total = float(text_of(boundaries["total"]).split(" km")[0].replace(",", ""))
        listed = sum(s.km for part in parts for s in parse_borders(text_of(boundaries.get(part))))
        assert total - listed == pytest.approx(explained.get(iso3, 0), abs=1), iso3


def test_western_sahara_is_nobodys():
    left_out = read_table("borders_left_out").filter(pl.col("neighbour") == "Western Sahara")
    found = dict(zip(left_out["iso3"], left_out["km"], strict=True))
    assert found == {"DZA": 41, "MRT": 1564, "MAR": 444}
    moroccan = read_table("borders").filter(
        (pl.col("iso3_a") == "MAR") | (pl.col("iso3_b") == "MAR")
    )
    assert dict(zip(moroccan["iso3_a"], moroccan["km"], strict=True)) == {"DZA": 1900, "ESP": 18.5}


def test_nato_meets_russia_in_six_members_since_finland_joined():
    day = date(2023, 4, 5)
    spells = read_table("memberships").filter(
        (pl.col("alliance_id") == "NATO")
        & (pl.col("row_type") == "membership")
        & (pl.col("from") <= day)
        & (pl.col("to").is_null() | (pl.col("to") > day))
    )
    members = set(spells["iso3"])
    assert len(members) == 31
    borders = read_table("borders")
    russian = borders.filter((pl.col("iso3_a") == "RUS") | (pl.col("iso3_b") == "RUS"))
    neighbours = (set(russian["iso3_a"]) | set(russian["iso3_b"])) - {"RUS"}
    assert neighbours & members == {"NOR", "FIN", "EST", "LVA", "LTU", "POL"}
    kilometres = russian.filter(pl.col("iso3_a").is_in(members) | pl.col("iso3_b").is_in(members))
    assert kilometres["km"].sum() == 191 + 1309 + 324 + 332 + 261 + 209


def test_population_adds_up_to_the_world():
    assert sum(latest("population_persons").values()) == pytest.approx(8_057_236_243, rel=0.01)


def test_gdp_adds_up_to_the_world():
    assert sum(latest("gdp_ppp_usd").values()) == pytest.approx(173.163e12, rel=0.01)


def test_military_expenditure_is_the_worlds_share_of_gdp():
    share, gdp = latest("milex_pct_gdp"), latest("gdp_ppp_usd")
    both = sorted(set(share) & set(gdp))
    total = sum(share[iso3] * gdp[iso3] for iso3 in both) / sum(gdp[iso3] for iso3 in both)
    assert total == pytest.approx(2.4, abs=0.15)


def test_personnel_adds_up_to_the_world():
    assert sum(latest("milper_active_persons").values()) == pytest.approx(20.5e6, rel=0.06)


def test_members_of_nato_have_every_figure():
    members = read_table("memberships").filter(
        (pl.col("alliance_id") == "NATO")
        & (pl.col("row_type") == "membership")
        & pl.col("to").is_null()
    )["iso3"]
    for variable in ("population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milper_active_persons"):
        assert set(members) <= set(latest(variable)), variable


def test_market_price_gdp_is_not_taken_for_purchasing_power():
    gdp = read_table("figures").filter(
        (pl.col("variable") == "gdp_ppp_usd") & pl.col("iso3").is_in(MARKET_PRICES)
    )
    assert set(gdp["iso3"]) == MARKET_PRICES
    assert gdp["year"].max() < 2020


@pytest.mark.parametrize(
    ("iso3", "variable", "year", "value"),
    [
        ("FIN", "population_persons", 2025, 5_550_449),
        ("FIN", "gdp_ppp_usd", 2024, 313.591e9),
        ("FIN", "milex_pct_gdp", 2022, 1.7),
        ("RUS", "milper_active_persons", 2025, 1_150_000),
        ("RUS", "milper_active_persons", 2022, 1_190_000),
        ("UKR", "milper_active_persons", 2024, 800_000),
        ("UKR", "milex_pct_gdp", 2023, 36.53),
        ("UKR", "milex_pct_gdp", 2021, 4.0),
        ("ISL", "milper_active_persons", 2025, 0),
        ("CRI", "milper_active_persons", 2024, 0),
        ("PSE", "population_persons", 2025, 5_495_206),
        ("PRK", "milex_pct_gdp", 2015, 25),
        ("CHE", "milper_active_persons", 2024, 20_000),
    ],
)
def test_figures(iso3, variable, year, value):
    row = read_table("figures").filter(
        (pl.col("iso3") == iso3) & (pl.col("variable") == variable) & (pl.col("year") == year)
    )
    assert row["value"].item() == pytest.approx(value, rel=1e-12)


def test_public_security_of_costa_rica_and_panama_is_no_army():
    figures = read_table("figures").filter(pl.col("iso3").is_in(["CRI", "PAN"]))
    military = figures.filter(pl.col("variable").str.starts_with("mil"))
    assert (military["value"] == 0).all()


def test_an_unknown_table_names_the_nearest():
    with pytest.raises(FoedusError, match="did you mean figures"):
        read_table("figure")


def test_every_table_is_described():
    assert set(table_names()) == set(TABLES)


def test_the_documented_counts_are_the_tables():
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert with_block(page, generated(EMBEDDED)) == page
