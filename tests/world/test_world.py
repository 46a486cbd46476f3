"""The embedded world: memberships of a day, figures of the nearest year, names and errors."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from foedus import FoedusError, World, load_world
from foedus.world.alliances import resolve_alliance
from foedus.world.load import parse_date
from foedus.world.states import resolve_state


@pytest.mark.parametrize(
    ("first_day", "members"),
    [
        ("1949-08-24", 12), ("1952-02-18", 14), ("1955-05-06", 15), ("1982-05-30", 16),
        ("1999-03-12", 19), ("2004-03-29", 26), ("2009-04-01", 28), ("2017-06-05", 29),
        ("2020-03-27", 30), ("2023-04-04", 31), ("2024-03-07", 32),
    ],
)  # fmt: skip
def test_nato_has_the_members_of_the_day(first_day, members):
    assert len(load_world(on=first_day).members("NATO")) == members
    day_before = date.fromordinal(date.fromisoformat(first_day).toordinal() - 1)
    if members > 12:
        assert len(load_world(on=day_before).members("NATO")) < members


def test_a_terminated_alliance_is_gone():
    assert "WTO" in {a.alliance_id for a in load_world(on="1991-06-30").alliances}
    assert "WTO" not in {a.alliance_id for a in load_world(on="1991-07-01").alliances}


def test_suspended_members_stay_and_signatories_do_not_count():
    world = load_world(on="2025-06-01")
    assert "ARM" in world.members("CSTO")
    with pytest.raises(FoedusError, match="AU_NADP has no members"):
        world.members("AU_NADP")


def test_shares_sum_to_1_and_every_state_of_the_contest_has_one():
    for measure in ("index", "milex", "milper", "nato"):
        world = load_world(on="2022-01-30", capability=measure)
        assert world.capability.sum() == pytest.approx(1.0)
        assert (world.capability >= 0).all()
        assert len(world.iso3) + len(world.left_out) == 197


def test_a_state_without_the_figure_is_left_out_and_named():
    world = load_world(capability="milper")
    assert "LBY" in world.left_out
    with pytest.raises(FoedusError, match="LBY has no figure"):
        world.index("LBY")


def test_capabilities_are_of_the_nearest_year():
    assert load_world(on="2022-01-30").capability_year == 2022
    assert load_world(on="2017-06-05", capability="nato").capability_year <= 2020
    nato = load_world(on="2017-06-05", capability="nato").figures
    row = nato.row(by_predicate=pl.col("iso3") == "EST", named=True)
    assert row["milex_pct_gdp_year"] == 2017
    assert row["milex_pct_gdp"] == pytest.approx(2.01, abs=0.02)
    assert "NATO" in row["milex_pct_gdp_source"]


def test_worlds_are_symmetric_where_they_must_be():
    world = World.today()
    for matrix in (world.distance, world.capital_distance, world.contiguous, world.rivalry):
        np.testing.assert_array_equal(matrix, matrix.T)
    assert not world.allied.diagonal().any()
    assert (world.distance[world.contiguous] == 0).all()
    assert world.allied[world.index("USA"), world.index("JPN")]
    assert not world.allied[world.index("JPN"), world.index("DEU")]


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("UKR", "UKR"), ("ukr", "UKR"), ("Ukraine", "UKR"), ("UA", "UKR"), ("369", "UKR"),
        ("Türkiye", "TUR"), ("Turkey", "TUR"), ("NA", "NAM"), ("United States", "USA"),
        ("south korea", "KOR"), ("Côte d'Ivoire", "CIV"), ("GMY", "DEU"), ("255", "DEU"),
        ("260", "DEU"), ("TWN", "TWN"), ("Kosovo", "XKX"), ("AUS", "AUS"),
    ],
)  # fmt: skip
def test_states_are_found_by_any_code_or_name(text, iso3):
    assert resolve_state(text) == iso3


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ukrane", r"did you mean Ukraine \(UKR\)"),
        ("Czechoslovakia", "1918-1992.*CZE SVK"),
        ("Soviet Union", "successors: RUS"),
        ("Qqqq", "ISO3"),
        ("", "unknown state ''"),
    ],
)
def test_an_unknown_state_gets_the_nearest(text, hint):
    with pytest.raises(FoedusError, match=hint):
        resolve_state(text)


def test_an_unknown_alliance_gets_the_nearest():
    with pytest.raises(FoedusError, match="did you mean CSTO"):
        resolve_alliance("CSTTO")


@pytest.mark.parametrize("text", ["2022-13-01", "2022-02-30", "yesterday", "", "30.01.2022"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(FoedusError, match="YYYY-MM-DD"):
        parse_date(text)


def test_a_day_before_the_tables_begin_names_the_way_out():
    with pytest.raises(FoedusError, match="foedus data pull"):
        load_world(on="1914-07-28")


def test_an_unknown_measure_gets_the_nearest():
    with pytest.raises(FoedusError, match="did you mean milex"):
        load_world(capability="milexx")


def test_other_members_leave_the_old_world_as_it_was():
    world = World.today()
    before = world.members("NATO")
    smaller = world.with_members("NATO", before - {"USA"})
    assert world.members("NATO") == before
    assert "USA" not in smaller.members("NATO")
    assert smaller.allied.sum() < world.allied.sum()
