"""What adders about states, leaders and pairs of states mean, beside equality with the peer."""

import duckdb
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus import panel
from foedus.errors import FoedusError
from foedus.sources import load

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]

STATE = (
    "add_democracy",
    "add_sim_gdp_pop",
    "add_rugged_terrain",
    "add_creg_fractionalization",
    "add_archigos",
    "add_capital_distance",
    "add_minimum_distance",
)
COW_STATE = ("add_cow_trade", "add_latent_territorial_threat", "add_igos", "add_gwcode_to_cow")
GW_STATE = ("add_ucdp_acd", "add_ucdp_onsets", "add_ccode_to_gw")
LEADER = ("add_lead", "add_lwuf")
COW_DYAD = ("add_igos", "add_strategic_rivalries", "add_gwcode_to_cow")


def adder(name):
    return getattr(panel, name)


def cases():
    for name in (*STATE, *COW_STATE, "add_strategic_rivalries"):
        yield name, ("state", "cow")
    for name in (*STATE, *GW_STATE):
        yield name, ("state", "gw")
    for name in (*STATE, *COW_DYAD):
        yield name, ("dyad", "cow")
    for name in (*STATE, "add_ccode_to_gw"):
        yield name, ("dyad", "gw")
    for name in LEADER:
        yield name, ("leader", "gw")


def frame_of(unit):
    kind, system = unit
    if kind == "state":
        return panel.state_years(2003, 2019, system=system, until=2019)
    if kind == "leader":
        return panel.leader_years(2010, 2012, standardize=system)
    frame = panel.dyad_years(2010, 2011, system=system)
    code = f"{'ccode' if system == 'cow' else 'gwcode'}"
    return frame.filter((pl.col(f"{code}1") < 60) & (pl.col(f"{code}2") < 360))


@pytest.mark.parametrize(("name", "unit"), list(cases()))
def test_rows_and_old_columns_stay_on_every_engine(name, unit):
    frame = frame_of(unit)
    before = frame.clone()
    added = adder(name)(frame)
    assert_frame_equal(frame, before)
    assert_frame_equal(added.select(frame.columns), frame)
    assert len(added.columns) > len(frame.columns)
    assert_frame_equal(adder(name)(frame.lazy()).collect(), added)
    keys = [c for c in frame.columns if c == "year" or c.startswith(("ccode", "gwcode", "obsid"))]
    relation = duckdb.from_arrow(frame.to_arrow())  # noqa: F841
    from_duckdb = adder(name)(duckdb.sql("SELECT * FROM relation")).pl()
    assert_frame_equal(from_duckdb.sort(keys), added.sort(keys))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=7)
    assert_frame_equal(adder(name)(shuffled).sort(keys), added.sort(keys))


@pytest.mark.parametrize("name", [*STATE, *COW_STATE])
def test_pandas_gives_pandas_back(name):
    pandas = pytest.importorskip("pandas")
    frame = panel.state_years(2014, 2016, backend="pandas")
    added = adder(name)(frame)
    assert isinstance(added, pandas.DataFrame)
    assert len(added) == len(frame)
    expected = adder(name)(panel.state_years(2014, 2016))
    assert list(added.columns) == expected.columns


@pytest.mark.parametrize("name", [n for n, unit in cases() if unit == ("dyad", "cow")])
def test_a_directed_pair_and_its_reverse_say_the_same(name):
    frame = panel.dyad_years(2010, 2010)
    frame = frame.filter((pl.col("ccode1") < 60) & (pl.col("ccode2") < 60))
    added = adder(name)(frame)
    new = [column for column in added.columns if column not in frame.columns]

    def turned(column):
        if column[:-1] + "1" in added.columns and column[-1] in "12":
            return column[:-1] + {"1": "2", "2": "1"}[column[-1]]
        return column

    other = added.select(
        pl.col("ccode2").alias("ccode1"),
        pl.col("ccode1").alias("ccode2"),
        "year",
        *(pl.col(turned(column)).alias(column) for column in new),
    )
    keys = ["ccode1", "ccode2", "year"]
    assert_frame_equal(added.sort(keys), other.sort(keys))


@pytest.mark.parametrize("name", ["add_democracy", "add_rugged_terrain", "add_sim_gdp_pop"])
def test_triads_get_three_columns(name):
    frame = pl.DataFrame({"ccode1": [2, 2], "ccode2": [20, 200], "ccode3": [200, 220]})
    frame = frame.with_columns(pl.lit(1950, pl.Int16).alias("year"))
    added = adder(name)(frame)
    one = adder(name)(panel.state_years(1950, 1950)).row(0, named=True)
    column = next(c for c in added.columns if c not in frame.columns)
    assert column.endswith("1")
    assert added[column].to_list() == [one[column[:-1]]] * 2
    assert {f"{column[:-1]}{i}" for i in (1, 2, 3)} <= set(added.columns)


# --- coverage: missing is not zero ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first", "last", "column"),
    [
        ("add_capital_distance", 1816, 2024, "mincapdist"),
        ("add_minimum_distance", 1886, 2019, "minmindist"),
        ("add_cow_trade", 1870, 2014, "imports"),
        ("add_igos", 1816, 2014, "sum_igo_full"),
        ("add_strategic_rivalries", 1816, 2020, "n_spatial"),
        ("add_latent_territorial_threat", 1816, 2010, "lterrthreat"),
        ("add_sim_gdp_pop", 1816, 2019, "mrgdppc"),
        ("add_archigos", 1870, 2015, "n_leaders"),
        ("add_creg_fractionalization", 1945, 2013, "ethfrac"),
    ],
)
def test_missing_outside_coverage(name, first, last, column):
    added = adder(name)(panel.state_years(until=2025))
    known = added.filter(pl.col(column).is_not_null())["year"]
    assert (known.min(), known.max()) == (first, last)


def test_no_conflict_is_zero_only_within_coverage():
    added = panel.add_ucdp_acd(panel.state_years(system="gw", until=2025))
    inside = pl.col("year").is_between(1946, 2024)
    assert added.filter(inside)["ucdpongoing"].null_count() == 0
    assert added.filter(~inside)["ucdpongoing"].count() == 0
    calm = added.filter(pl.col("ucdpongoing") == 0)
    assert calm["maxintensity"].count() == 0
    assert calm["conflict_ids"].count() == 0


def test_onsets_of_microstates_are_missing_as_the_data_have_no_row():
    added = panel.add_ucdp_onsets(panel.state_years(1946, 2017, system="gw"))
    monaco, france = (added.filter(pl.col("gwcode") == code) for code in (221, 220))
    assert monaco["sumonset1"].count() == 0
    assert france["sumonset1"].null_count() == 0
    early = panel.add_ucdp_onsets(panel.state_years(1816, 1945, system="gw"))
    assert early["sumnewconf"].count() == 0


def test_rivalry_after_the_data_is_missing_and_for_the_peer_eternal():
    frame = panel.dyad_years(2019, 2022, until=2022)
    ours = panel.add_strategic_rivalries(frame)
    with panel.peer_compat():
        theirs = panel.add_strategic_rivalries(frame)
        lazily = panel.add_strategic_rivalries(frame.lazy()).collect()
    after = pl.col("year") > 2020
    assert ours.filter(after)["ongoingrivalry"].count() == 0
    assert theirs.filter(after)["ongoingrivalry"].min() == 1
    assert_frame_equal(ours.filter(~after), theirs.filter(~after))
    assert_frame_equal(lazily, theirs)


# --- the single adders --------------------------------------------------------------------------


def test_capital_distance_is_the_great_circle():
    frame = pl.DataFrame({"ccode1": [2, 200], "ccode2": [200, 2], "year": [2016, 2016]})
    one, back = panel.add_capital_distance(frame)["capdist"]
    capitals = load("cow_capitals").filter(pl.col("ccode").is_in([2, 200]))
    lat, lng = np.radians(capitals["lat"].to_numpy()), np.radians(capitals["lng"].to_numpy())
    angle = np.arccos(
        np.sin(lat[0]) * np.sin(lat[1]) + np.cos(lat[0]) * np.cos(lat[1]) * np.cos(lng[0] - lng[1])
    )
    assert one == pytest.approx(6378.137 * angle, rel=1e-12)
    assert one == back


def test_capital_that_moved():
    frame = pl.DataFrame({"ccode1": [140], "ccode2": [160], "year": [1960]})
    rio, brasilia = (
        panel.add_capital_distance(frame, transsum=which)["capdist"].item()
        for which in ("first", "last")
    )
    years = pl.DataFrame({"ccode1": [140] * 2, "ccode2": [160] * 2, "year": [1959, 1961]})
    assert panel.add_capital_distance(years)["capdist"].to_list() == [rio, brasilia]


def test_nearest_capital_is_the_least_of_the_dyads():
    dyads = panel.add_capital_distance(panel.dyad_years(1900, 1900))
    least = dyads.group_by(pl.col("ccode1").alias("ccode"), "year").agg(pl.col("capdist").min())
    states = panel.add_capital_distance(panel.state_years(1900, 1900))
    both = states.join(least, on=["ccode", "year"])
    assert both["mincapdist"].to_list() == both["capdist"].to_list()


def test_capital_distance_with_a_missing_code():
    frame = pl.DataFrame(
        {"obsid1": ["a", "b"], "obsid2": ["c", "d"], "ccode1": [2, None], "ccode2": [20, 20]}
    ).with_columns(pl.lit(2000).alias("year"))
    assert panel.add_capital_distance(frame)["capdist"].is_null().to_list() == [False, True]


def test_both_sides_of_a_war_between_states_are_at_war():
    frame = panel.state_years(1965, 1965, system="gw")
    ours = panel.add_ucdp_acd(frame, type="interstate")
    with panel.peer_compat():
        theirs = panel.add_ucdp_acd(frame, type="interstate")
    at_war = [set(f.filter(pl.col("ucdpongoing") == 1)["gwcode"]) for f in (ours, theirs)]
    assert {750, 770} <= at_war[0]
    assert 770 not in at_war[1]
    assert at_war[1] < at_war[0]


def test_types_of_conflict_add_up():
    frame = panel.state_years(1946, 2019, system="gw")
    kinds = ("extrasystemic", "interstate", "intrastate", "II")
    each = [panel.add_ucdp_acd(frame, type=kind)["ucdpongoing"] for kind in kinds]
    any_of_them = pl.DataFrame(dict(zip(kinds, each, strict=True))).max_horizontal()
    everything = panel.add_ucdp_acd(frame)
    assert everything["ucdpongoing"].to_list() == any_of_them.to_list()
    assert panel.add_ucdp_acd(frame, type=kinds)["conflict_ids"].equals(everything["conflict_ids"])
    wars = panel.add_ucdp_acd(frame, only_wars=True)
    assert wars["maxintensity"].drop_nulls().unique().to_list() == [2]
    assert wars["ucdpongoing"].sum() == (everything["maxintensity"] == 2).sum()


def test_serbia_and_yugoslavia_2006_are_one_correlates_of_war_state():
    states = panel.add_ccode_to_gw(panel.state_years(2006, 2006, system="gw"))
    shared = states.filter(pl.col("ccode") == 345)
    assert sorted(shared["gwcode"]) == [340, 345]
    year = panel.add_archigos(panel.state_years(2006, 2006)).filter(pl.col("ccode") == 345)
    assert year["n_leaders"].item() == 2
    assert year["leadertransition"].item() == 1
    assert year.select("jan1obsid", "dec31obsid").row(0) == ("YUG-2003", "SER-2006")
    with panel.peer_compat():
        peer = panel.add_archigos(panel.state_years(2006, 2006)).filter(pl.col("ccode") == 345)
    assert peer.select("leadertransition", "n_leaders").row(0) == (0, 1)


def test_leaders_of_united_germany_and_yemen_are_found():
    added = panel.add_archigos(panel.state_years(1990, 1990))
    for code in (255, 260, 678, 679):
        assert added.filter(pl.col("ccode") == code)["n_leaders"].item() == 1


def test_a_leader_on_both_days_means_no_change_unless_he_returned():
    added = panel.add_archigos(panel.state_years(until=2016)).drop_nulls("n_leaders")
    changed = added.filter(pl.col("jan1obsid") != pl.col("dec31obsid"))
    assert changed["leadertransition"].min() == 1
    assert changed["n_leaders"].min() >= 2


def test_rivalries_of_states_whose_number_changed():
    dyads = panel.dyad_years(1816, 1990, directed=False)
    ours = panel.add_strategic_rivalries(dyads)
    with panel.peer_compat():
        theirs = panel.add_strategic_rivalries(dyads)

    def years(frame, one, two):
        found = frame.filter(pl.col("ccode1") == one, pl.col("ccode2") == two)
        return found.filter(pl.col("ongoingrivalry") == 1)["year"].to_list()

    assert years(ours, 255, 300) == list(range(1816, 1871))
    assert years(theirs, 255, 300) == []
    assert years(ours, 670, 678) == [*range(1931, 1935), *range(1962, 1970)]
    for frame in (ours, theirs):
        assert years(frame, 300, 345)[-1] == 1918
        assert years(frame, 305, 345) == [1919, 1920]


def test_state_rivalries_count_those_of_the_pairs():
    dyads = panel.add_strategic_rivalries(panel.dyad_years(1980, 1980))
    pairs = dyads.group_by(pl.col("ccode1").alias("ccode")).agg(pl.col("spatial").sum())
    states = panel.add_strategic_rivalries(panel.state_years(1980, 1980)).join(pairs, on="ccode")
    assert states["n_spatial"].to_list() == states["spatial"].to_list()


# --- politically relevant dyads -------------------------------------------------------------------


def test_filter_prd_keeps_neighbours_and_major_powers():
    dyads = panel.dyad_years(1900, 1900)
    kept = panel.filter_prd(dyads)
    full = panel.add_cow_majors(panel.add_contiguity(dyads))
    relevant = (pl.col("conttype") > 0) | (pl.col("cowmaj1") + pl.col("cowmaj2") > 0)
    assert_frame_equal(kept.drop("prd"), full.filter(relevant))
    assert kept["prd"].unique().to_list() == [1]
    assert_frame_equal(panel.filter_prd(full.lazy()).collect(), kept)


def test_filter_prd_refuses_years_it_cannot_judge():
    frame = panel.dyad_years(2015, 2020, until=2020)
    with pytest.raises(FoedusError, match=r"2017.*1816-2016.*until="):
        panel.filter_prd(frame)
    with pytest.raises(FoedusError, match="until="):
        panel.filter_prd(frame.lazy())
    extended = panel.filter_prd(frame, until=2020)
    counts = extended.group_by("year").len().sort("year")["len"].to_list()
    assert min(counts) == max(counts)
    with panel.peer_compat():
        assert panel.filter_prd(frame)["year"].max() == 2016


def test_filter_prd_uses_the_columns_that_are_there():
    frame = panel.dyad_years(2000, 2000).with_columns(
        pl.lit(0).alias("conttype"), (pl.col("ccode1") == 2).cast(pl.Int8).alias("cowmaj1")
    )
    frame = frame.with_columns(pl.lit(0).alias("cowmaj2"))
    assert panel.filter_prd(frame)["ccode1"].unique().to_list() == [2]


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "frame", "told"),
    [
        ("add_lead", {"ccode": [2], "year": [2000]}, "obsid.*leader_years"),
        ("add_cow_trade", {"ccode1": [2], "ccode2": [20], "year": [2000]}, "state_years"),
        ("add_cow_trade", {"gwcode": [2], "year": [2000]}, "add_ccode_to_gw"),
        ("add_ucdp_acd", {"ccode": [2], "year": [2000]}, "add_gwcode_to_cow"),
        ("add_ucdp_acd", {"gwcode1": [2], "gwcode2": [20], "year": [2000]}, "state_years"),
        ("add_democracy", {"country": ["USA"], "year": [2000]}, "needs"),
        (
            "add_peace_years",
            {"ccode": [2, 2], "year": [2000, 2000], "ucdpongoing": [0, 1]},
            "more than one row",
        ),
        ("add_democracy", {"ccode": [1], "year": [2000]}, "no Correlates of War number"),
        ("add_democracy", {"ccode": [2], "year": [2000], "polity2": [10]}, "polity2"),
        ("add_ccode_to_gw", {"gwcode": [2], "ccode": [2], "year": [2000]}, "ccode"),
        ("add_archigos", {"obsid": ["USA-1993"], "ccode": [2], "year": [2000]}, "state_years"),
        ("filter_prd", {"ccode": [2], "year": [2000]}, "dyad_years"),
    ],
)
def test_bad_frames_are_refused_in_one_line(name, frame, told):
    with pytest.raises(FoedusError, match=told) as problem:
        adder(name)(pl.DataFrame(frame))
    assert "\n" not in str(problem.value)
    assert name in str(problem.value)


@pytest.mark.parametrize(
    ("name", "choice", "near"),
    [
        ("add_democracy", {"keep": ["polity"]}, "polity2"),
        ("add_sim_gdp_pop", {"keep": "mrgdp"}, "mrgdppc"),
        ("add_capital_distance", {"transsum": "frist"}, "first"),
        ("add_latent_territorial_threat", {"keep": ["terrthreat"]}, "lterrthreat"),
    ],
)
def test_unknown_choices_name_the_nearest(name, choice, near):
    with pytest.raises(FoedusError, match=f"did you mean '{near}'"):
        adder(name)(panel.state_years(2000, 2000), **choice)


@pytest.mark.parametrize("choice", [{"type": "intra"}, {"issue": ["goverment"]}])
def test_unknown_conflicts_are_refused(choice):
    with pytest.raises(FoedusError, match="did you mean"):
        panel.add_ucdp_acd(panel.state_years(2000, 2000, system="gw"), **choice)
