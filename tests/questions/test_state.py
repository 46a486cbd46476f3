"""The states of a world, one state's page, the alliances, what is missing."""

import numpy as np
import polars as pl
import pytest

from foedus import FoedusError, load_world, state
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.states import states
from foedus.world.states import state_rows
from foedus.world.tables import read_table

WORLD = load_world()
THEN = load_world("2023-06-01", capability="nato")


def width(text):
    return max(map(len, text.splitlines()))


def test_a_row_a_state():
    table = states(WORLD).frame
    assert sorted(table["iso3"]) == sorted(state_rows())
    assert table["capability_share"].sum() == pytest.approx(1)
    assert table["capability_share"].is_sorted(descending=True)
    ukraine = table.row(by_predicate=pl.col("iso3") == "UKR", named=True)
    assert ukraine["capability_share"] == WORLD.capability[WORLD.index("UKR")]
    assert ukraine["milex_ppp_usd"] == pytest.approx(
        ukraine["milex_pct_gdp"] / 100 * ukraine["gdp_ppp_usd"]
    )
    assert set(table.filter("nuclear")["iso3"]) == set(read_table("nuclear")["iso3"])


def test_missing_is_what_no_row_of_the_years_has():
    found = missing(WORLD).frame.filter(status="missing")
    figures = read_table("figures").filter(pl.col("year").is_between(2022, 2025))
    for variable in ("population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milper_active_persons"):
        known = set(figures.filter(variable=variable)["iso3"])
        assert set(found.filter(variable=variable)["iso3"]) == set(state_rows()) - known


def test_old_is_two_years_or_more_before_the_last_full_one():
    found = missing(WORLD).frame.filter(status="old")
    assert found["year"].is_between(2022, 2023).all()
    assert found.filter(iso3="YEM", variable="milper_active_persons")["year"].to_list() == [2022]


def test_alliances_of_the_day():
    members = {row.alliance: row.members for row in alliances(THEN).alliances}
    assert (members["NATO"], members["WTO"], members["CSTO"]) == (31, 0, 6)
    table = read_table("alliances")
    late = set(table.filter(pl.col("signed") > THEN.on)["alliance_id"])
    assert late
    assert set(members) == set(table["alliance_id"]) - late


def test_a_state_page_holds_all_its_rows():
    page = state(WORLD, "Ukraine")
    assert page.iso3 == "UKR"
    assert len(page.figures) == len(read_table("figures").filter(iso3="UKR"))
    used = [figure for figure in page.figures if figure.used]
    row = WORLD.figures.row(by_predicate=pl.col("iso3") == "UKR", named=True)
    assert len(used) == 4
    assert all(row[figure.variable] == figure.value for figure in used)
    assert [b.iso3 for b in page.neighbours] == ["RUS", "MDA", "BLR", "ROU", "POL", "HUN", "SVK"]
    assert [(r.iso3, r.from_, r.to) for r in page.rivals] == [("RUS", 2014, None)]
    assert page.nuclear == ()
    assert page.rank == int(np.argsort(-WORLD.capability).tolist().index(WORLD.index("UKR"))) + 1


def test_memberships_on_a_state_page():
    page = state(load_world("2022-01-30"), "FIN")
    current = {a.alliance: a.current for a in page.alliances if a.row_type == "membership"}
    assert current["NATO"] is False
    assert current["EU_42_7"] is True
    albania = state(load_world("1982-06-01"), "ALB")
    assert [a.current for a in albania.alliances if a.alliance == "WTO"] == [False]


def test_nato_tables_on_a_state_page():
    page = state(load_world("2017-06-01", capability="nato"), "FRA")
    [used] = [f for f in page.figures if f.used and f.variable == "milex_pct_gdp"]
    assert used.source.startswith("NATO, Defence Expenditure")
    assert used.year == 2016


@pytest.mark.parametrize("iso3", sorted(state_rows()))
def test_every_page(iso3):
    page = state(WORLD, iso3)
    assert width(page.summary()) <= 80
    assert page.iso3 == iso3
    assert page.frames["figures"]["source"].null_count() == 0


@pytest.mark.parametrize(("world", "signed"), [(WORLD, 30), (THEN, 26)], ids=["today", "2023"])
def test_text_fits(world, signed):
    for ask in (states, missing, alliances):
        assert width(ask(world).summary()) <= 80
    assert (len(states(world).states), len(alliances(world).alliances)) == (197, signed)


@pytest.mark.mirror
def test_the_page_of_a_day_of_the_research_data(mirror):
    page = state(load_world("1985-01-01"), "Germany")
    used = {figure.variable: figure for figure in page.figures if figure.used}
    assert used["milper_active_persons"].year == 1984
    assert "Material Capabilities" in used["milper_active_persons"].source
    found = states(load_world("1985-01-01"))
    assert found.states[0].iso3 == "SUN"
    assert found.figures_year == 1984
    assert found.states[0].milex_ppp_usd is None
    assert found.states[0].milex_usd > 1e11
    assert width(found.summary()) <= 80


def test_unknown_state():
    with pytest.raises(FoedusError, match=r"did you mean Ukraine \(UKR\)"):
        state(WORLD, "Ukrane")


def page_of(name, on):
    """Return a state's page of a day of the past, its text and its HTML; all of them are there."""
    found = state(load_world(on), name)
    text = found.summary()
    assert text.startswith(f"{found.name} ({found.iso3}) on {on}")
    assert width(text) <= 80
    assert type(found).model_validate_json(found.to_json()).to_json() == found.to_json()
    return found, text


@pytest.mark.mirror
class TestThePast:
    def test_the_soviet_union(self, tmp_path):
        found, text = page_of("RUS", "1985-01-01")
        assert (found.iso3, found.iso2, found.cow_code) == ("SUN", "SU", 365)
        assert found.capital == "Moscow"
        assert found.has_nuclear_weapons
        assert "no count in the table" in text
        assert "1922-12-30 to 1991-12-26; successors: RUS" in found.notes
        assert {"FIN", "CSK", "TUR", "CHN"} <= {border.iso3 for border in found.neighbours}
        assert "UKR" not in {border.iso3 for border in found.neighbours}
        assert [row.alliance for row in found.alliances if row.current] == ["WTO", "OSCE"]
        html = found.report(tmp_path / "x.html").read_text("utf-8")
        assert "Soviet Union" in html
        assert "not in the table" in html
        assert found.plot(tmp_path / "x.svg").stat().st_size > 1000

    @pytest.mark.parametrize(
        ("name", "on", "iso3", "capital"),
        [
            ("Czechoslovakia", "1930-01-01", "CSK", "Prague"), ("817", "1970-01-01", "RVN", None),
            ("265", "1985-01-01", "DDR", "East Berlin"),
            ("Germany", "1985-01-01", "DEU", "Bonn"), ("345", "1995-01-01", "YUG", "Belgrade"),
            ("Austria-Hungary", "1914-06-28", "AUH", "Vienna"),
            ("Korea", "1900-01-01", "KOR", "Seoul"), ("FRA", "1850-01-01", "FRA", None),
        ],
    )  # fmt: skip
    def test_states_of_their_days(self, name, on, iso3, capital):
        found, _ = page_of(name, on)
        assert found.iso3 == iso3
        assert capital is None or found.capital == capital
        assert found.neighbours
        assert found.un_member is None or str(found.un_member) <= on

    def test_every_state_of_a_day_has_a_page(self):
        world = load_world("1985-01-01")
        for iso3 in world.iso3:
            assert state(world, iso3).summary()

    def test_what_was_no_state_is_told_whose_part_it_was(self):
        with pytest.raises(FoedusError, match=r"part of Austria-Hungary \(AUH\)"):
            state(load_world("1914-06-28"), "Austria")
