"""Contributions against the model run on worlds that hold only the coalition."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import polars as pl
import pytest

from foedus import Assumptions, FoedusError, contribution, load_world
from foedus.questions.contributed import PARTS, Contribution
from foedus.questions.shapley import MOST_DRAWS
from foedus.security import draw, evaluate, point
from foedus.security.game import shapley
from foedus.world.frontier import land_frontier
from foedus.world.tables import read_table


@pytest.fixture(scope="module")
def world():
    return load_world(on="2025-06-01")


@pytest.fixture(scope="module")
def nato(world):
    return contribution(world, "NATO", draws=20)


def worth(world, alliance, coalition, one, with_others):
    """v(S) from the definition, by the model on whole worlds."""
    bloc = world.alliance(alliance)
    others = tuple(a for a in world.alliances if a.alliance_id != alliance) * with_others
    without = replace(world, alliances=others, pairwise=frozenset())
    within = replace(without, alliances=(*others, replace(bloc, members=frozenset(coalition))))
    psi = float(one.psi[0])
    change = evaluate(without, one).insecurity(psi) - evaluate(within, one).insecurity(psi)
    return float(change[[world.index(iso3) for iso3 in coalition]].sum())


def by_orders(world, alliance, one, with_others):
    members = sorted(world.members(alliance))
    known = {}

    def value(coalition):
        if coalition not in known:
            known[coalition] = worth(world, alliance, coalition, one, with_others)
        return known[coalition]

    shares = dict.fromkeys(members, 0.0)
    orders = list(permutations(members))
    for order in orders:
        for place, iso3 in enumerate(order):
            before = frozenset(order[:place])
            shares[iso3] += (value(before | {iso3}) - value(before)) / len(orders)
    return shares


SETTINGS = [
    Assumptions(),
    Assumptions("fatal").with_(D=2000, rho=1.5),
    Assumptions(reading="nuclear").with_(psi=1.0),
]


@pytest.mark.parametrize("given", SETTINGS, ids=["default", "fatal", "nuclear"])
@pytest.mark.parametrize("alliance", ["CSTO", "FRA_DEU"])
def test_shapley_values_by_definition(world, alliance, given):
    one = point(given, world)
    found = contribution(world, alliance, given, draws=0)
    exact = by_orders(world, alliance, one, with_others=False)
    whole = worth(world, alliance, exact, one, False)
    assert found.value.total == pytest.approx(whole, rel=1e-6)
    for row in found.frame.iter_rows(named=True):
        assert row["shapley"] == pytest.approx(exact[row["iso3"]], rel=1e-5, abs=1e-7)
        assert abs(row["shapley"] - exact[row["iso3"]]) <= row["shapley_error"] + 1e-7


def alone(world, alliance):
    return replace(world, alliances=(world.alliance(alliance),), pairwise=frozenset())


def test_low_and_high_are_5_and_95_percent_of_the_draws(world):
    found = contribution(world, "CSTO", draws=30, seed=4)
    some = draw(Assumptions(), world, 30, 4)
    places = world.indices(world.members("CSTO"))
    drawn = shapley(alone(world, "CSTO"), places, some, fine=False)
    for part in PARTS:
        low, high = np.quantile(getattr(drawn, part), (0.05, 0.95), axis=0)
        np.testing.assert_allclose(found.frame[f"{part}_low"], low)
        np.testing.assert_allclose(found.frame[f"{part}_high"], high)
    for part in ("fewer_attacks", "wars_joined", "total"):
        ends = getattr(found.value, f"{part}_low"), getattr(found.value, f"{part}_high")
        assert ends == pytest.approx(np.quantile(getattr(drawn, part), (0.05, 0.95)))
    assert found.value.share_gain == (drawn.total > 0).mean()


def test_the_bound_of_the_error_is_what_the_coarser_sum_is_off_by(world):
    found = contribution(world, "CSTO", draws=0)
    one, places = point(Assumptions(), world), world.indices(world.members("CSTO"))
    game = alone(world, "CSTO")
    fine, coarse = (shapley(game, places, one, fine=fine).shapley[0] for fine in (True, False))
    np.testing.assert_allclose(found.frame["shapley"], fine)
    np.testing.assert_allclose(found.frame["shapley_error"], np.abs(fine - coarse))
    assert 0 < found.frame["shapley_error"].max() < 1e-3 * found.frame["shapley"].abs().max()


def test_with_other_alliances_in_force(world):
    one = point(Assumptions(), world)
    exact = by_orders(world, "CSTO", one, with_others=True)
    found = contribution(world, "CSTO", with_other_alliances=True, permutations=60)
    assert (found.method, found.draws) == ("sampled", 0)
    assert found.value.total == pytest.approx(worth(world, "CSTO", exact, one, True), rel=1e-6)
    assert found.frame["shapley"].sum() == pytest.approx(found.value.total, rel=1e-9)
    for row in found.frame.iter_rows(named=True):
        assert abs(row["shapley"] - exact[row["iso3"]]) < 5 * row["shapley_error"] + 1e-6


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


class TestNato:
    def test_the_parts_add_up(self, nato):
        frame = nato.frame
        parts = sum(frame[part] for part in PARTS[:-1])
        np.testing.assert_allclose(parts, frame["shapley"], atol=1e-12)
        assert frame["shapley"].sum() == pytest.approx(nato.value.total, rel=1e-9)
        gain = frame["own_gain"].sum() + frame["others_gain"].sum()
        assert gain == pytest.approx(nato.value.fewer_attacks, rel=1e-9)
        wars = -(frame["drawn_in"].sum() + frame["draws_in"].sum())
        assert wars == pytest.approx(nato.psi * nato.value.wars_joined, rel=1e-9)
        assert frame["shapley_psi_1"].sum() == pytest.approx(nato.value.total_psi_1, rel=1e-9)
        assert nato.value.total_psi_1 == pytest.approx(
            nato.value.fewer_attacks - nato.value.wars_joined, rel=1e-9
        )

    def test_the_wars_drawn_into_are_those_that_members_bring(self, nato):
        frame = nato.frame
        assert frame["drawn_in"].max() <= 0
        assert nato.value.fewer_attacks > 0

    def test_intervals_are_those_of_the_draws(self, world, nato):
        assert nato.draws == 20
        for row in nato.frame.iter_rows(named=True):
            for part in PARTS:
                assert row[f"{part}_low"] <= row[f"{part}_high"]
        value = nato.value
        assert value.total_low <= value.total_high
        assert 0 <= value.share_gain <= 1
        some = draw(Assumptions(), world, 20, 1)
        assert len(some) == nato.draws <= MOST_DRAWS

    def test_waves_are_sums(self, nato):
        frame = nato.frame
        for wave in nato.waves:
            inside = frame.filter(pl.col("iso3").is_in(list(wave.members)))
            assert wave.shapley == pytest.approx(inside["shapley"].sum())
            assert wave.frontier_km == pytest.approx(inside["frontier_km"].sum())
        assert [wave.wave for wave in nato.waves][:2] == ["founder", "1952"]

    def test_shares_of_means_add_up_to_one(self, nato):
        for share in ("share_expenditure", "share_gdp"):
            assert nato.frame[share].sum() == pytest.approx(1.0)

    def test_frontier_is_the_land_frontier(self, world, nato):
        total = land_frontier(world.members("NATO"))["km"].sum()
        assert nato.frame["frontier_km"].sum() == pytest.approx(total)

    def test_the_answer_says_through_whom_wars_come(self, nato):
        worst = min(nato.members, key=lambda m: m.draws_in)
        assert "wars come through" in nato.answer
        assert worst.name in nato.answer
        assert "deter" not in nato.summary()

    def test_the_summary_fits_and_the_json_its_schema(self, nato):
        text = nato.summary()
        assert max(len(line) for line in text.splitlines()) <= 80
        Contribution.model_validate_json(nato.to_json())
        assert "e+0" not in text


def test_a_member_without_figures_is_named_and_left_out():
    found = contribution(load_world(on="2026-01-01"), "ARAB_JDT", draws=0)
    assert set(found.left_out) <= {m.iso3 for m in found.members}
    for member in found.members:
        assert (member.shapley is None) == (member.iso3 in found.left_out)
        assert member.frontier_km >= 0


def test_what_has_no_contribution_is_refused(world):
    with pytest.raises(FoedusError, match="did you mean NATO"):
        contribution(world, "NATOO")
    loose = next(
        row["alliance_id"]
        for row in read_table("alliances").iter_rows(named=True)
        if row["alliance_id"] in {a.alliance_id for a in world.alliances if not a.defence}
    )
    with pytest.raises(FoedusError, match="does not oblige"):
        contribution(world, loose)
    with pytest.raises(FoedusError, match="even number"):
        contribution(world, "CSTO", with_other_alliances=True, permutations=5)
