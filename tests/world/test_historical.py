"""Any day of the research data as a world."""

from datetime import date, datetime
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedus
from foedus import FoedusError, World, load_world
from foedus.world.blocs import blocs, cliques
from foedus.world.embedded import EMBEDDED_SINCE
from foedus.world.figures import OLDEST
from foedus.world.historical import DATASETS, historical_world
from foedus.world.tables import read_table


@pytest.fixture
def data(mirror, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", str(mirror))


def marked(world, mask):
    return {iso3 for iso3, one in zip(world.iso3, mask, strict=True) if one}


def at(world, matrix, a, b):
    return matrix[world.index(a), world.index(b)]


@pytest.mark.mirror
@pytest.mark.usefixtures("data")
class TestOnTheResearchData:
    def test_1914(self):
        world = World.at(1914, 6, 28)
        assert world is load_world("1914-06-28")
        assert (len(world.iso3), world.figures_year, world.capability_year) == (43, 1913, 1913)
        assert world.left_out == ("ALB", "PAN")  # no state in 1913, nothing known of 1913
        assert marked(world, world.major) == {
            "AUH", "DEU", "FRA", "GBR", "ITA", "JPN", "RUS", "USA"
        }  # fmt: skip
        assert world.members("Triple Alliance") == {"AUH", "DEU", "ITA"}
        assert world.members("AUH-DEU-ITA") == {"AUH", "DEU", "ITA"}
        assert world.members("Triple Entente") == {"FRA", "RUS"}  # Britain owed no defence
        assert at(world, world.contiguous, "FRA", "DEU")
        assert at(world, world.rivalry, "FRA", "DEU")
        assert not at(world, world.tie, "FRA", "GBR")
        assert at(world, world.minimum_distance, "GBR", "FRA") == pytest.approx(35, abs=3)
        assert at(world, world.years_since_clash, "FRA", "DEU") > 3
        assert at(world, world.recent_clashes, "SRB", "TUR") >= 1
        assert (world.name("SRB"), world.name("AUH")) == ("Serbia", "Austria-Hungary")
        assert not world.nuclear.any()
        assert not world.at_war.any()

    def test_of_the_alliances_of_august_1914_none_is_there_in_june(self):
        june, september = load_world("1914-06-28"), load_world("1914-09-05")
        assert not at(june, june.tie, "DEU", "TUR")
        assert at(september, september.tie, "DEU", "TUR")
        assert at(september, september.at_war, "FRA", "DEU")
        assert at(september, september.years_since_clash, "FRA", "DEU") == 0

    def test_munich(self):
        world = load_world("1938-09-29")
        assert {"CSK", "SUN"} <= marked(world, world.tie[world.index("FRA")] > 0)
        assert at(world, world.at_war, "JPN", "CHN")
        assert "DEU" in marked(world, world.major)
        with pytest.raises(FoedusError, match=r"unknown alliance .* on 1938-09-29: did you mean"):
            world.members("BGR-EGY-FRA-GBR-GRC-ROU-SUN-TUR-YGU")

    def test_1985(self):
        world = load_world("1985-01-01")
        assert world.members("WTO") == {"SUN", "POL", "DDR", "CSK", "HUN", "ROU", "BGR"}
        assert len(world.members("NATO")) == 16
        assert marked(world, world.nuclear) == {
            "USA", "SUN", "GBR", "FRA", "CHN", "IND", "ISR", "ZAF"
        }  # fmt: skip
        assert at(world, world.minimum_distance, "DEU", "DDR") == 0
        assert at(world, world.contiguous, "DEU", "CSK")
        assert at(world, world.at_war, "IRN", "IRQ")
        assert world.resolve("USSR") == world.resolve("365") == world.resolve("SU") == "SUN"
        assert world.resolve("GDR") == "DDR"
        with pytest.raises(FoedusError, match=r"part of Soviet Union \(SUN\)"):
            world.resolve("Ukraine")
        with pytest.raises(FoedusError, match="did you mean Czechoslovakia"):
            world.resolve("Czechoslovkia")

    @pytest.mark.parametrize(
        ("on", "members"), [("1999-03-12", 19), ("2004-03-29", 26), ("2017-06-05", 29)]
    )
    def test_the_waves_of_nato_have_the_figures_of_their_own_time(self, on, members):
        world = load_world(on)
        assert len(world.members("NATO")) == members
        assert world.figures_year == int(on[:4]) - 1 == world.capability_year
        inside = world.indices(world.members("NATO"))
        ties = world.tie[np.ix_(inside, inside)]
        assert ties.sum() == members * (members - 1)

    def test_january_2022_has_no_figure_of_the_war(self):
        world = load_world("2022-01-30")
        assert (world.figures_year, world.capability_year) == (2021, 2021)
        assert not at(world, world.at_war, "RUS", "UKR")
        assert at(world, world.years_since_clash, "RUS", "UKR") == 0
        assert at(world, world.rivalry, "RUS", "UKR")
        assert world.capability[world.index("UKR")] < 0.01
        assert any("ends in 2018" in source for source in world.sources)

    @pytest.mark.parametrize(
        "day",
        [
            "1816-07-01", "1817-01-01", "1866-07-01", "1886-01-01", "1918-07-01", "1940-07-01",
            "1954-07-01", "1990-07-01", "1990-10-03", "1991-12-26", "2003-07-01", "2016-12-31",
            "2017-01-01", "2020-01-01", "2022-12-31",
        ],
    )  # fmt: skip
    def test_every_day_is_a_sound_world(self, day):
        world = load_world(day)
        n = len(world.iso3)
        assert list(world.iso3) == sorted({*world.iso3})
        assert not {*world.iso3} & {*world.left_out}
        assert world.capability.sum() == pytest.approx(1.0)
        square = (
            "allied", "tie", "rivalry", "contiguous", "at_war", "recent_clashes",
            "minimum_distance", "capital_distance", "distance",
        )  # fmt: skip
        for name in square:
            matrix = getattr(world, name)
            assert matrix.shape == (n, n), name
            assert np.array_equal(matrix, matrix.T), name
            assert not matrix.diagonal().any(), name
        assert np.all(world.distance[world.contiguous] == 0.0)
        assert np.all(world.minimum_distance[world.contiguous] == 0.0)
        apart = ~world.contiguous & ~np.eye(n, dtype=bool)
        assert np.median(world.minimum_distance[apart] / world.capital_distance[apart]) < 1
        assert np.all(world.years_since_clash >= 0)
        assert world.history_since is None

    @pytest.mark.parametrize("measure", ["index", "milex", "milper", "cinc"])
    @pytest.mark.parametrize("day", ["1900-05-05", "1946-12-31", "1991-12-31", "2022-12-31"])
    def test_no_figure_is_later_than_the_day(self, day, measure):
        world = load_world(day, measure)
        assert world.figures_year == int(day[:4]) - 1
        assert world.capability_year <= world.figures_year
        for column in world.figures.columns:
            if column.endswith("_year"):
                years = world.figures[column].drop_nulls()
                assert years.is_between(world.figures_year - OLDEST, world.figures_year).all()

    def test_the_first_year_has_its_own_figures_and_says_so(self):
        world = World.at(1816)
        assert (world.figures_year, world.capability_year) == (1816, 1816)
        assert "1816 itself" in world.note
        assert World.at(1817).capability_year == 1816

    @pytest.mark.parametrize(
        ("year", "there", "absent"),
        [
            (1920, {"RUS", "CSK", "YUG", "DEU", "AUT"}, {"SUN", "AUH"}),
            (1970, {"SUN", "CSK", "YUG", "DEU", "DDR", "YMD", "YEM", "RVN", "VNM"}, {"RUS"}),
            (1990, {"DEU", "DDR", "YEM"}, {"GFR", "YAR", "YMD"}),
            (1992, {"RUS", "YUG", "YEM", "DEU"}, {"SUN", "GFR", "DDR"}),
            (2003, {"SCG"}, {"YUG", "SRB"}),
            (2007, {"SRB", "MNE"}, {"SCG"}),
        ],
    )
    def test_states_have_the_codes_of_their_time(self, year, there, absent):
        world = World.at(year)
        every = {*world.iso3, *world.left_out}
        assert there <= every
        assert not absent & every

    def test_a_united_state_has_the_figures_of_its_predecessor(self):
        world = load_world("1990-10-03")
        assert "DDR" not in world.iso3
        row = world.figures.row(by_predicate=pl.col("iso3") == "DEU", named=True)
        assert (row["ccode"], row["milper_active_persons_year"]) == (255, 1989)
        assert row["milper_active_persons"] == 503_000

    def test_leaving_an_alliance_ends_its_obligations(self):
        world = World.at(1982)
        left = world.with_members("NATO", world.members("NATO") - {"NOR"})
        norway = world.index("NOR")
        assert world.allied[norway, world.index("TUR")]
        assert not left.allied[norway].any()

    def test_an_accession_of_the_year_after_is_not_there_yet(self):
        world = World.at(1981)  # Spain signed in December and acceded in May
        joined = world.with_members("NATO", world.members("NATO") | {"ESP"})
        assert not at(world, world.allied, "ESP", "NOR")
        assert at(joined, joined.allied, "ESP", "NOR")

    def test_an_accession_of_the_day_is(self):
        assert len(load_world("2004-03-28").members("NATO")) == 19
        assert len(load_world("2004-03-29").members("NATO")) == 26

    def test_figures_keep_what_is_missing(self):
        figures = World.at(1914).figures
        panama = figures.filter(figures["iso3"] == "PAN").row(0, named=True)
        assert (panama["capability"], panama["milper_active_persons"]) == (None, None)
        assert panama["population_persons"] > 0

    def test_natos_own_figures(self):
        world = load_world("2017-06-05", "nato")
        row = world.figures.row(by_predicate=pl.col("iso3") == "EST", named=True)
        told = read_table("nato_defence").filter(iso3="EST", year=2016)
        assert row["milex_usd"] == told["defence_exp_musd_current"].item() * 1e6
        assert row["milex_usd_year"] == 2016
        with pytest.raises(FoedusError, match="begin in 2014, for days from 2015-01-01"):
            load_world("2004-03-29", "nato")

    def test_a_world_is_made_once_and_cannot_be_changed(self):
        world = load_world("1985-01-01")
        assert load_world(datetime(1985, 1, 1, 12)) is world
        for name in ("capability", "years_since_clash", "minimum_distance", "years_together"):
            with pytest.raises(ValueError, match="read-only"):
                getattr(world, name)[0] = 1

    def test_rivals_are_those_of_the_year_before(self):
        late, early = World.at(2015), World.at(2014, 12, 31)
        assert at(late, late.rivalry, "RUS", "UKR")  # since 2014
        assert not at(early, early.rivalry, "RUS", "UKR")

    def test_the_open_rivalries_of_the_embedded_table_are_among_them(self):
        world = load_world("2022-12-31")
        table = read_table("rivalries")
        for a, b, to in table.select("iso3_a", "iso3_b", "to").iter_rows():
            if to is None and a in world.iso3 and b in world.iso3:
                assert at(world, world.rivalry, a, b), (a, b)

    def test_years_together(self):
        world = load_world("2000-01-01")
        assert at(world, world.years_together, "FRA", "GBR") == pytest.approx(184, abs=0.01)
        assert at(world, world.years_together, "RUS", "UKR") == pytest.approx(8.02, abs=0.02)


@pytest.mark.parametrize("day", [date(1815, 12, 31), EMBEDDED_SINCE])
def test_other_days_are_refused(day):
    with pytest.raises(FoedusError, match="1816 to 2022"):
        historical_world(day)


@pytest.mark.parametrize("on", ["1871-01-18", "2022-01-30"])
def test_missing_data_name_the_command_that_gets_them(tmp_path, monkeypatch, on):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    historical_world.cache_clear()
    with pytest.raises(FoedusError) as caught:
        load_world(on)
    assert f"foedus data pull {' '.join(DATASETS)}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert foedus.load_world("2024-06-01")  # what needs none works


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])))
def test_blocs_are_the_largest_cliques(edges):
    bonds = frozenset((f"S{a}", f"S{b}") for a, b in edges)
    states = sorted({state for bond in bonds for state in bond})
    found = [
        {*group}
        for size in range(2, len(states) + 1)
        for group in combinations(states, size)
        if all(pair in bonds for pair in combinations(group, 2))
    ]
    largest = [c for c in found if not any(c < other for other in found)]
    assert sorted(cliques(bonds)) == sorted(tuple(sorted(c)) for c in largest)
    sizes = [len(bloc.members) for bloc in blocs(bonds, 1900)]
    assert sizes == sorted(sizes, reverse=True)
