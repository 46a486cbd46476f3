"""The land frontier of any group of states: properties that hold for every group."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.world.frontier import frontier_pairs, land_frontier, territory
from foedus.world.states import state_rows
from foedus.world.tables import read_table

STATES = sorted(state_rows())
GROUPS = st.sets(st.sampled_from(STATES), max_size=60)


def km(members):
    return float(land_frontier(members)["km"].sum())


def shared(a, b):
    borders = read_table("borders")
    either = ((pl.col("iso3_a") == a) & (pl.col("iso3_b") == b)) | (
        (pl.col("iso3_a") == b) & (pl.col("iso3_b") == a)
    )
    return float(borders.filter(either)["km"].sum())


@given(GROUPS)
def test_inside_and_outside_see_the_same_line(members):
    outside = set(STATES) - members
    assert km(members) == pytest.approx(km(outside))
    ours = {(m, n): k for m, n, k in land_frontier(members).iter_rows()}
    theirs = {(n, m): k for m, n, k in land_frontier(outside).iter_rows()}
    assert ours == theirs


@given(GROUPS, st.sampled_from(STATES))
def test_an_accession_adds_its_outer_border_and_removes_the_shared_one(members, newcomer):
    members = members - {newcomer}
    common = sum(shared(member, newcomer) for member in members)
    assert km(members | {newcomer}) == pytest.approx(km(members) + km({newcomer}) - 2 * common)


@given(GROUPS)
def test_no_border_inside_counts(members):
    frontier = land_frontier(members)
    assert set(frontier["member"]) <= members
    assert not set(frontier["neighbour"]) & members
    assert (frontier["km"] > 0).all()
    assert not frontier.select("member", "neighbour").is_duplicated().any()


@given(GROUPS)
def test_the_overseas_part_is_a_part(members):
    pairs = frontier_pairs(members)
    assert (pairs["overseas_km"] <= pairs["km"]).all()
    assert (pairs["overseas_km"] >= 0).all()


def test_the_whole_world_has_no_frontier():
    assert km(STATES) == 0
    assert km([]) == 0


def test_french_guiana_is_overseas():
    pairs = frontier_pairs(["FRA"])
    assert set(pairs.filter(pl.col("overseas_km") > 0)["neighbour"]) == {"BRA", "SUR", "NLD"}


def test_a_dissolved_member_stands_on_the_land_of_the_states_of_today():
    assert set(land_frontier(["SUN"])["member"]) == {"SUN"}
    today = [iso3 for iso3, whose in territory(["SUN"]).items() if whose == "SUN"]
    assert len(today) == 15
    assert km(["SUN"]) == pytest.approx(km(today))
    assert territory(["YUG"]).keys() == {"SVN", "HRV", "BIH", "MKD", "SRB", "MNE"}


def test_a_state_that_merged_has_no_land_of_its_own():
    assert territory(["DDR", "POL"]) == {"POL": "POL"}
    assert "DEU" not in territory(["DDR"])


def test_a_member_of_today_keeps_its_own_land():
    assert territory(["YUG", "SVN"])["SVN"] == "SVN"
