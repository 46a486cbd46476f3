"""Contributions against the model run on worlds that hold only the coalition."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import polars as pl
import pytest

from foedus.errors import FoedusError
from foedus.questions.contribution import Contribution, contribution
from foedus.security.assumptions import Assumptions
from foedus.security.evaluate import risk
from foedus.world.frontier import land_frontier
from foedus.world.load import load_world
from foedus.world.tables import read_table


@pytest.fixture(scope="module")
def world():
    return load_world(on="2022-01-30")


@pytest.fixture(scope="module")
def nato(world):
    return contribution(world, "NATO")


def worth(world, alliance, coalition, given, with_others):
    """v(S) from the definition, by the model on whole worlds."""
    bloc = world.alliance(alliance)
    others = tuple(a for a in world.alliances if a.alliance_id != alliance) * with_others
    without = replace(world, alliances=others)
    within = replace(world, alliances=(*others, replace(bloc, members=frozenset(coalition))))
    change = risk(without, given).insecurity - risk(within, given).insecurity
    return float(change[[world.index(iso3) for iso3 in coalition]].sum())


def by_orders(world, alliance, given, with_others):
    members = sorted(world.members(alliance))
    known = {}

    def value(coalition):
        if coalition not in known:
            known[coalition] = worth(world, alliance, coalition, given, with_others)
        return known[coalition]

    shares = dict.fromkeys(members, 0.0)
    orders = list(permutations(members))
    for order in orders:
        for place, iso3 in enumerate(order):
            before = frozenset(order[:place])
            shares[iso3] += (value(before | {iso3}) - value(before)) / len(orders)
    return shares


SETTINGS = [
    Assumptions.default(),
    Assumptions.default("fatal").with_(nu=0.6, m=2.0, rho=0.9, gradient="war_trap"),
]


@pytest.mark.parametrize("given", SETTINGS, ids=["default", "other"])
@pytest.mark.parametrize("alliance", ["CSTO", "ANZUS", "FRA_DEU"])
def test_shapley_values_by_definition(world, alliance, given):
    found = contribution(world, alliance, given)
    exact = by_orders(world, alliance, given, with_others=False)
    assert found.value == pytest.approx(worth(world, alliance, exact, given, False), rel=1e-9)
    for row in found.frame.iter_rows(named=True):
        assert row["shapley"] == pytest.approx(exact[row["iso3"]], rel=1e-7, abs=1e-9)
        assert row["shapley_error"] < 1e-6 * abs(found.value)


def test_with_other_alliances_in_force(world):
    given = Assumptions.default().with_(omega=0.6)
    exact = by_orders(world, "CSTO", given, with_others=True)
    found = contribution(world, "CSTO", given, with_other_alliances=True, permutations=400)
    alone = contribution(world, "CSTO", given)
    assert found.method == "sampled"
    assert found.value == pytest.approx(worth(world, "CSTO", exact, given, True), rel=1e-9)
    assert found.value != pytest.approx(alone.value, rel=1e-3)
    assert found.frame["shapley"].sum() == pytest.approx(found.value, rel=1e-9)
    for row in found.frame.iter_rows(named=True):
        assert abs(row["shapley"] - exact[row["iso3"]]) < 5 * row["shapley_error"] + 1e-9
        assert row["shapley_direct"] is None


def test_same_seed_same_bytes(world):
    runs = [
        contribution(world, "ANZUS", with_other_alliances=True, permutations=4, seed=seed)
        for seed in (3, 3)
    ]
    assert runs[0].to_json() == runs[1].to_json()


def test_progress_is_told(world):
    told = []
    contribution(
        world, "FRA_DEU", with_other_alliances=True, permutations=6,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_gives_and_receives(world):
    given = Assumptions.default()
    only = replace(world, alliances=(world.alliance("CSTO"),))
    without = risk(replace(world, alliances=()), given).insecurity
    within = risk(only, given).insecurity
    found = {row["iso3"]: row for row in contribution(world, "CSTO").frame.iter_rows(named=True)}
    for iso3, row in found.items():
        i = world.index(iso3)
        assert row["receives"] == pytest.approx(without[i] - within[i], rel=1e-9)
        left = risk(only.with_members("CSTO", frozenset(found) - {iso3}), given).insecurity
        others = [world.index(other) for other in found if other != iso3]
        assert row["gives"] == pytest.approx((left - within)[others].sum(), rel=1e-9)


class TestNato:
    def test_adds_up(self, nato):
        members = nato.frame
        assert members.height == 30
        assert members["shapley"].sum() == pytest.approx(nato.value, rel=1e-9)
        assert members["receives"].sum() == pytest.approx(nato.value, rel=1e-9)
        parts = members["shapley_direct"] + members["shapley_entanglement"]
        assert np.allclose(parts, members["shapley"], rtol=1e-12)
        assert members["shapley_direct"].sum() == pytest.approx(nato.value_direct, rel=1e-9)
        entangled = members["shapley_entanglement"]
        assert entangled.sum() == pytest.approx(nato.value_entanglement, rel=1e-9)

    @pytest.mark.parametrize("share", ["expenditure", "personnel", "gdp", "population"])
    def test_shares_sum_to_one(self, nato, share):
        assert nato.frame[f"share_{share}"].sum() == pytest.approx(1.0, rel=1e-12)

    def test_waves(self, nato):
        waves = {row["wave"]: row for row in nato.frames["waves"].iter_rows(named=True)}
        assert list(waves) == [
            "founder", "1952", "1955", "1982", "1999", "2004", "2009", "2017", "2020",
        ]  # fmt: skip
        assert waves["1999"]["members"] == ["CZE", "HUN", "POL"]
        assert len(waves["founder"]["members"]) == 12
        for quantity in ("shapley", "gives", "receives", "frontier_km"):
            in_all = nato.frame[quantity].sum()
            assert sum(row[quantity] for row in waves.values()) == pytest.approx(in_all, rel=1e-9)

    def test_frontier(self, nato, world):
        every = land_frontier(world.members("NATO"))
        assert nato.frame["frontier_km"].sum() == pytest.approx(every["km"].sum())
        poland = every.filter(pl.col("member") == "POL")["km"].sum()
        assert nato.frame.filter(iso3="POL")["frontier_km"].item() == poland
        assert nato.frame.filter(iso3="PRT")["frontier_km"].item() == 0.0

    def test_json_follows_its_schema(self, nato):
        assert Contribution.model_validate_json(nato.to_json()) == nato
        assert {
            "alliance", "on", "capability_year", "value", "members", "waves", "assumptions",
            "sources",
        } <= set(nato.model_dump())  # fmt: skip
        assert (nato.alliance, nato.on) == ("NATO", "2022-01-30")


@pytest.mark.parametrize(("day", "count"), [("2017-06-30", 29), ("2020-12-31", 30)])
def test_natos_own_tables(day, count):
    found = contribution(load_world(on=day, capability="nato"), "NATO")
    assert found.frame.height == count
    tables = read_table("nato_defence").filter(year=int(day[:4]) - 1, iso3="USA")
    world = load_world(on=day, capability="nato")
    assert found.capability == "nato"
    persons = dict(world.figures.select("iso3", "milper_active_persons").iter_rows())
    assert persons["USA"] == pytest.approx(1000 * tables["personnel_thousand"].item())
    usa = found.frame.filter(iso3="USA")
    in_all = sum(persons[iso3] or 0.0 for iso3 in found.frame["iso3"])
    assert usa["share_personnel"].item() == pytest.approx(persons["USA"] / in_all)


@pytest.mark.mirror
@pytest.mark.usefixtures("mirror")
def test_dissolved_members_are_in_the_contest_of_their_time():
    found = contribution(load_world(on="1980-01-01"), "WTO")
    assert found.left_out == ()
    union = found.frame.filter(iso3="SUN")
    assert union["name"].item() == "Soviet Union"
    assert union["share_personnel"].item() > 0.5
    assert union["frontier_km"].item() > 10_000
    assert found.frame["shapley"].sum() == pytest.approx(found.value)


def test_a_missing_figure_stays_missing(world):
    figures = world.figures.with_columns(
        gdp_ppp_usd=pl.when(pl.col("iso3") == "RUS").then(None).otherwise(pl.col("gdp_ppp_usd"))
    )
    found = contribution(replace(world, figures=figures), "CSTO").frame
    assert found.filter(iso3="RUS")["share_gdp"].item() is None
    assert found["share_gdp"].sum() == pytest.approx(1.0)
    bare = contribution(replace(world, figures=figures.drop("gdp_ppp_usd")), "CSTO").frame
    assert bare["share_gdp"].null_count() == 6


ALLIANCES = [
    ("NATO", "2025-12-31"), ("NATO", "1949-12-31"), ("CSTO", "2022-01-30"), ("RIO", "2000-01-01"),
    ("EU_42_7", "2022-01-30"), ("WTO", "1980-01-01"), ("USA_JPN", "2022-01-30"),
]  # fmt: skip


@pytest.mark.parametrize(("alliance", "day"), ALLIANCES)
def test_summary_fits_80_columns(alliance, day):
    text = contribution(load_world(on=day), alliance).summary()
    table = text[: text.index("Assumptions")]
    assert max(map(len, table.splitlines())) <= 80
    assert alliance in text.splitlines()[0]


def test_sampled_summary(world):
    found = contribution(world, "CSTO", with_other_alliances=True, permutations=4)
    text = found.summary()
    assert "4 random orders (seed 1)" in text
    assert "std error" in text
    assert "CSTO" in repr(found)
    assert "<table" in found._repr_html_()


@pytest.mark.parametrize(
    ("alliance", "message"),
    [("OSCE", "does not oblige"), ("NTO", "did you mean NATO"), ("WTO", "no members on")],
)
def test_errors(world, alliance, message):
    with pytest.raises(FoedusError, match=message):
        contribution(world, alliance)
