"""Any year of the research data as a world."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedus.sources
from foedus.errors import FoedusError
from foedus.security import Assumptions, risk
from foedus.world import historical
from foedus.world.historical import historical_world
from foedus.world.world import World


@pytest.fixture
def data(mirror, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", str(mirror))
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path_factory.getbasetemp() / "foedus-cache"))


@pytest.mark.mirror
@pytest.mark.usefixtures("data")
class TestOnTheResearchData:
    def test_1914(self):
        world = World.at(1914)
        assert (len(world.iso3), world.left_out, world.capability_year) == (44, ("PAN",), 1914)
        majors = {iso3 for iso3, major in zip(world.iso3, world.major, strict=True) if major}
        assert majors == {"AUH", "DEU", "FRA", "GBR", "ITA", "JPN", "RUS", "USA"}
        assert world.members("AUH-DEU-ITA") == {"AUH", "DEU", "ITA"}
        assert world.allied[world.index("FRA"), world.index("RUS")]
        assert not world.allied[world.index("FRA"), world.index("GBR")]
        assert world.contiguous[world.index("FRA"), world.index("DEU")]
        assert world.rivalry[world.index("FRA"), world.index("DEU")]
        assert (world.name("SRB"), world.name("AUH")) == ("Serbia", "Austria-Hungary")
        assert not world.nuclear.any()

    @pytest.mark.parametrize("year", [1816, 1866, 1918, 1940, 1954, 1990, 2003, 2016])
    def test_every_year_is_a_sound_world(self, year):
        world = historical_world(year)
        assert list(world.iso3) == sorted({*world.iso3})
        assert not {*world.iso3} & {*world.left_out}
        assert world.capability.sum() == pytest.approx(1.0)
        for matrix in (world.allied, world.rivalry, world.contiguous):
            assert np.array_equal(matrix, matrix.T)
            assert not matrix.diagonal().any()
        assert np.all(world.distance[world.contiguous] == 0.0)
        found = risk(world, Assumptions.default())
        assert np.all((found.security > 0) & (found.security <= 1))

    @pytest.mark.parametrize(
        ("year", "there", "absent"),
        [
            (1920, {"RUS", "CSK", "YUG", "DEU", "AUT"}, {"SUN", "AUH"}),
            (1970, {"SUN", "CSK", "YUG", "DEU", "DDR", "YMD", "YAR", "RVN", "VNM"}, {"RUS"}),
            (1990, {"DEU", "GFR", "DDR", "YEM", "YMD", "YAR"}, {"GDR"}),
            (1992, {"RUS", "YUG", "YEM", "DEU"}, {"SUN", "GFR", "DDR"}),
            (2003, {"SCG"}, {"YUG", "SRB"}),
            (2007, {"SRB", "MNE"}, {"SCG"}),
        ],
    )
    def test_states_have_the_codes_of_their_time(self, year, there, absent):
        world = historical_world(year)
        every = {*world.iso3, *world.left_out}
        assert there <= every
        assert not absent & every

    def test_alliances_have_names_from_1949(self):
        world = historical_world(1982)
        assert len(world.members("NATO")) == 16
        assert world.members("WTO") == {"SUN", "POL", "DDR", "CSK", "HUN", "ROU", "BGR"}
        assert world.nuclear[world.index("SUN")]
        assert not world.nuclear[world.index("DEU")]

    def test_leaving_an_alliance_ends_its_obligations(self):
        world = historical_world(1982)
        left = world.with_members("NATO", world.members("NATO") - {"NOR"})
        norway = world.index("NOR")
        assert world.allied[norway, world.index("TUR")]
        assert not left.allied[norway].any()

    def test_an_accession_of_the_year_after_is_not_there_yet(self):
        world = historical_world(1981)  # Spain signed in December and acceded in May
        joined = world.with_members("NATO", world.members("NATO") | {"ESP"})
        spain, norway = world.index("ESP"), world.index("NOR")
        assert not world.allied[spain, norway]
        assert joined.allied[spain, norway]

    def test_obligations_are_those_of_the_research_data(self):
        world = historical_world(1939)
        system = historical.state_system(1939, foedus.sources.load)
        known = ~np.isnan(system.capability)
        assert world.allied.sum() == system.allied[np.ix_(known, known)].sum()

    def test_figures_keep_what_is_missing(self):
        figures = historical_world(1914).figures
        panama = figures.filter(figures["iso3"] == "PAN").row(0, named=True)
        assert (panama["capability"], panama["milper_active_persons"]) == (None, None)
        assert panama["population_persons"] > 0


@pytest.mark.parametrize("year", [1815, 2017, 2024])
def test_other_years_are_refused(year):
    with pytest.raises(FoedusError, match="1816 to 2016"):
        historical_world(year)


def test_missing_data_name_the_command_that_gets_them(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    historical_world.cache_clear()
    with pytest.raises(FoedusError, match="foedus data pull") as caught:
        historical_world(1871)
    assert "\n" not in str(caught.value)


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])))
def test_blocs_are_the_largest_cliques(edges):
    bonds = frozenset((f"S{a}", f"S{b}") for a, b in edges)
    states = sorted({state for bond in bonds for state in bond})
    cliques = [
        {*group}
        for size in range(2, len(states) + 1)
        for group in combinations(states, size)
        if all(pair in bonds for pair in combinations(group, 2))
    ]
    largest = [c for c in cliques if not any(c < other for other in cliques)]
    assert sorted(historical._blocs(bonds)) == sorted(tuple(sorted(c)) for c in largest)
