"""The embedded world: memberships of a day, names and errors."""

from datetime import date

import numpy as np
import pytest

from foedus import FoedusError, World, load_world
from foedus.world.alliances import alliances_on, resolve_alliance
from foedus.world.days import parse_date
from foedus.world.states import part_of, resolve_state


@pytest.mark.parametrize(
    ("first_day", "members"),
    [
        ("1949-08-24", 12), ("1952-02-18", 14), ("1955-05-06", 15), ("1982-05-30", 16),
        ("1999-03-12", 19), ("2004-03-29", 26), ("2009-04-01", 28), ("2017-06-05", 29),
        ("2020-03-27", 30), ("2023-04-04", 31), ("2024-03-07", 32),
    ],
)  # fmt: skip
def test_nato_has_the_members_of_the_day(first_day, members):
    day = date.fromisoformat(first_day)
    assert len(members_on(day, "NATO")) == members
    if members > 12:
        assert len(members_on(date.fromordinal(day.toordinal() - 1), "NATO")) < members


def members_on(day, alliance_id):
    return {a.alliance_id: a.members for a in alliances_on(day)}.get(alliance_id, frozenset())


def test_a_terminated_alliance_is_gone():
    assert members_on(date(1991, 6, 30), "WTO") == {"SUN", "POL", "CSK", "HUN", "ROU", "BGR"}
    assert not members_on(date(1991, 7, 1), "WTO")


def test_suspended_members_stay_and_signatories_do_not_count():
    world = load_world(on="2025-06-01")
    assert "ARM" in world.members("CSTO")
    with pytest.raises(FoedusError, match="AU_NADP has no members"):
        world.members("AU_NADP")


def test_shares_sum_to_1_and_every_state_of_the_contest_has_one():
    for measure in ("index", "milex", "milper", "nato"):
        world = load_world(on="2026-01-01", capability=measure)
        assert world.capability.sum() == pytest.approx(1.0)
        assert (world.capability >= 0).all()
        assert len(world.iso3) + len(world.left_out) == 197


def test_a_state_without_the_figure_is_left_out_and_named():
    world = load_world(capability="milper")
    assert "LBY" in world.left_out
    with pytest.raises(FoedusError, match="LBY has no figure"):
        world.index("LBY")


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
        ("Czechoslovakia", "1918-10-28 to 1992-12-31.*CZE SVK"),
        ("Soviet Union", "successors: RUS"),
        ("GDR", "1949-10-07 to 1990-10-02.*DEU"),
        ("Soviet Unoin", r"did you mean Soviet Union \(SUN\)"),
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


@pytest.mark.parametrize(
    ("text", "on", "iso3"),
    [
        ("SUN", "1985-01-01", "SUN"), ("USSR", "1985-01-01", "SUN"), ("SU", "1985-01-01", "SUN"),
        ("365", "1985-01-01", "SUN"), ("365", "1995-01-01", "RUS"), ("GDR", "1985-01-01", "DDR"),
        ("265", "1985-01-01", "DDR"), ("CS", "1985-01-01", "CSK"), ("CS", "2004-01-01", "SCG"),
        ("345", "1985-01-01", "YUG"), ("345", "2004-01-01", "SCG"), ("345", "2016-01-01", "SRB"),
        ("Yugoslavia", "1985-01-01", "YUG"), ("South Yemen", "1985-01-01", "YMD"),
        ("Germany", "1985-01-01", "DEU"), ("260", "1985-01-01", "DEU"),
    ],
)  # fmt: skip
def test_states_are_found_as_of_a_day(text, on, iso3):
    assert resolve_state(text, date.fromisoformat(on)) == iso3


def test_a_state_that_is_no_more_is_not_found_after_its_end():
    with pytest.raises(FoedusError, match=r"no state on 1993-01-01.*1992-12-31.*CZE SVK"):
        resolve_state("CSK", date(1993, 1, 1))


def test_whose_part_a_state_of_today_was():
    assert part_of("SVK", date(1985, 1, 1)) == "CSK"
    assert part_of("SVK", date(1995, 1, 1)) is None
    assert part_of("DEU", date(1985, 1, 1)) is None  # what merged into a neighbour was no part


def test_a_world_knows_its_alliances_by_name():
    world = load_world()
    assert world.resolve_alliance("nato") == "NATO"
    assert world.resolve_alliance("Arab League") == "ARAB_JDT"
    assert world.members("North Atlantic Treaty Organization") == world.members("NATO")
    with pytest.raises(FoedusError, match="no members on 2026-01-01"):
        world.alliance("WTO")
    with pytest.raises(FoedusError, match="did you mean CSTO"):
        world.alliance("CSTOO")


@pytest.mark.parametrize("text", ["2022-13-01", "2022-02-30", "yesterday", "", "30.01.2022"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(FoedusError, match="YYYY-MM-DD"):
        parse_date(text)


def test_a_day_before_the_data_is_refused():
    with pytest.raises(FoedusError, match="1816-01-01"):
        load_world(on="1815-06-18")


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
