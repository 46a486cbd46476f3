"""Disputes and wars on every unit: what the columns mean, coverage, engines, refusals."""

from itertools import pairwise

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus import panel
from foedus.errors import FoedusError
from foedus.sources import load

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]

INITIATION = ("sidea-all-joiners", "sidea-with-joiners", "sidea-orig")
DYAD = ["ccode1", "ccode2", "year"]


def small_dyads(directed=True):
    frame = panel.dyad_years(1938, 1942, directed=directed)
    return frame.filter((pl.col("ccode1") < 400) & (pl.col("ccode2") < 400))


FRAMES = {
    "dyads": small_dyads,
    "pairs": lambda: small_dyads(directed=False),
    "states": lambda: panel.state_years(2008, 2012),
    "leaders": lambda: panel.leader_years(2008, 2012, standardize="cow"),
    "leader dyads": lambda: panel.leader_dyad_years(1914, 1914),
}
CASES = [
    (panel.add_gml_mids, {}, tuple(FRAMES)),
    (panel.add_cow_mids, {}, ("dyads", "pairs", "leader dyads")),
    (panel.add_cow_wars, {"type": "inter"}, ("dyads", "pairs", "leader dyads")),
    (panel.add_cow_wars, {"type": "intra"}, ("states", "leaders")),
]


@pytest.mark.parametrize(
    ("adder", "choice", "unit"), [(a, c, unit) for a, c, units in CASES for unit in units]
)
def test_rows_and_old_columns_stay_on_every_engine(adder, choice, unit):
    frame = FRAMES[unit]()
    before = frame.clone()
    made = adder(frame, **choice)
    assert_frame_equal(frame, before)
    assert_frame_equal(made.select(frame.columns), frame)
    assert_frame_equal(adder(frame.lazy(), **choice).collect(), made)
    keys = [c for c in frame.columns if c == "year" or c.startswith(("ccode", "obsid"))]
    relation = duckdb.from_arrow(frame.to_arrow())  # noqa: F841
    from_duckdb = adder(duckdb.sql("SELECT * FROM relation"), **choice).pl()
    assert_frame_equal(from_duckdb.sort(keys), made.sort(keys))
    shuffled = frame.sample(fraction=1, shuffle=True, seed=5)
    assert_frame_equal(adder(shuffled, **choice).sort(keys), made.sort(keys))


@pytest.mark.parametrize("adder", [panel.add_gml_mids, panel.add_cow_mids, panel.add_cow_wars])
def test_directed_is_both_orders_of_undirected(adder):
    directed, pairs = adder(small_dyads()), adder(small_dyads(directed=False))
    first = directed.filter(pl.col("ccode1") < pl.col("ccode2"))
    assert_frame_equal(first.select(pairs.columns), pairs)

    def turned(name):
        other = {"1": "2", "2": "1"}.get(name[-1], "")
        return name[:-1] + other if other and name[:-1] + other in directed.columns else name

    back = directed.select(pl.col(turned(name)).alias(name) for name in directed.columns)
    assert_frame_equal(back.sort(DYAD), directed.sort(DYAD))


def test_adders_commute():
    frame = small_dyads()
    steps = [panel.add_nmc, panel.add_gml_mids]
    one = frame.pipe(steps[0]).pipe(steps[1])
    other = frame.pipe(steps[1]).pipe(steps[0])
    assert_frame_equal(one, other.select(one.columns))


@pytest.mark.parametrize(
    ("adder", "column", "last"),
    [
        (panel.add_gml_mids, "gmlmidongoing", 2010),
        (panel.add_cow_mids, "cowmidongoing", 2014),
        (panel.add_cow_wars, "cowinterongoing", 2007),
    ],
)
def test_peace_is_zero_only_within_coverage(adder, column, last):
    frame = adder(panel.dyad_years(until=2025).filter(pl.col("ccode1") == 2))
    inside = frame.filter(pl.col("year") <= last)
    assert inside[column].null_count() == 0
    assert frame.filter(pl.col("year") > last)[column].count() == 0
    others = [c for c in frame.columns if c not in (*DYAD, column, column[:-7] + "onset")]
    calm = frame.filter(pl.col(column) == 0)
    assert all(calm[c].count() == 0 for c in others)


def test_state_years_after_the_data_are_missing_and_for_the_peer_peaceful():
    frame = panel.state_years(2009, 2012)
    ours = panel.add_gml_mids(frame)
    with panel.peer_compat():
        theirs = panel.add_gml_mids(frame)
    after = pl.col("year") > 2010
    assert ours.filter(after)["gmlmidongoing"].count() == 0
    assert theirs.filter(after)["gmlmidongoing"].sum() == 0
    assert theirs.filter(after)["gmlmidongoing"].null_count() == 0
    assert_frame_equal(ours.filter(~after), theirs.filter(~after))


def test_states_have_the_disputes_of_their_dyads():
    states = panel.add_gml_mids(panel.state_years(1816, 2010))
    participants = load("gml_mid_ddydisps")
    in_dyad = participants.select(pl.col("ccode1").alias("ccode"), "year").unique()
    both = states.join(in_dyad, on=["ccode", "year"])
    assert both["gmlmidongoing"].min() == 1
    assert (states["gmlmidonset"] <= states["gmlmidongoing"]).all()
    assert (states["gmlmidonset_init"] <= states["gmlmidonset"]).all()
    assert (states["gmlmidongoing_init"] <= states["gmlmidongoing"]).all()
    with panel.peer_compat():
        peer = panel.add_gml_mids(panel.state_years(1816, 2010))
    assert (peer["gmlmidongoing"] <= states["gmlmidongoing"]).all()
    missed = states.filter(states["gmlmidongoing"] > peer["gmlmidongoing"])
    assert missed.height == 250
    assert missed["year"].max() < 1875


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        (small_dyads, ["init1", "init2"]),
        (lambda: panel.state_years(1940, 1941), ["gmlmidonset_init", "gmlmidongoing_init"]),
        (
            lambda: panel.leader_years(1940, 1941, standardize="cow"),
            ["gmlmidonset_init", "gmlmidongoing_init"],
        ),
    ],
)
def test_fewer_initiate_by_stricter_rules(frame, columns):
    made = [panel.add_gml_mids(frame(), init=init).select(columns) for init in INITIATION]
    for looser, stricter in pairwise(made):
        assert all((stricter[name] <= looser[name]).all() for name in columns)
        assert stricter.sum().row(0) < looser.sum().row(0)


def test_a_dispute_belongs_to_the_leader_of_its_days():
    made = panel.add_gml_mids(panel.leader_years(1993, 1993, standardize="cow"))
    usa = made.filter(pl.col("ccode") == 2)
    assert usa["obsid"].to_list() == ["USA-1989", "USA-1993"]
    parts = load("gml_part").filter(pl.col("ccode") == 2)
    begun = parts.filter(pl.col("styear") == 1993)
    assert set(begun["obsid_start"]) <= set(usa.filter(pl.col("gmlmidonset") == 1)["obsid"])
    inherited = usa.filter(pl.col("gmlmidongoing") == 1, pl.col("gmlmidonset") == 0)
    assert inherited["gmlmidonset_init"].sum() == 0


def test_an_unknown_leader_is_no_match_but_for_the_peer():
    frame = load("gml_mid_ddlydisps").select("ccode1", "ccode2", "obsid1", "obsid2", "year")
    unknown = frame["obsid1"].is_null() | frame["obsid2"].is_null()
    ours = panel.add_gml_mids(frame)
    with panel.peer_compat():
        theirs = panel.add_gml_mids(frame)
    assert ours.filter(unknown)["dispnum"].count() == 0
    assert theirs["dispnum"].null_count() == 0
    rest = [c for c in ours.columns if not c.endswith("_init")]
    assert_frame_equal(ours.filter(~unknown).select(rest), theirs.filter(~unknown).select(rest))


def test_keep_chooses_columns():
    frame = small_dyads()
    bare = panel.add_gml_mids(frame, keep=[]).columns[3:]
    assert bare == [*("gmlmidonset", "gmlmidongoing", "init1", "init2"), *SIDES]
    some = panel.add_gml_mids(frame, keep=["hostlev", "sidea1"]).columns[3:]
    assert some == [*bare, "hostlev"]
    pairs = small_dyads(directed=False)
    assert panel.add_gml_mids(pairs, keep=[]).columns[3:] == ["gmlmidonset", "gmlmidongoing"]
    assert "init1" not in panel.add_gml_mids(pairs).columns
    assert panel.add_cow_mids(frame, keep="stmon").columns[3:] == [
        "cowmidonset",
        "cowmidongoing",
        "stmon",
    ]


SIDES = ("sidea1", "sidea2", "orig1", "orig2")


def test_of_several_wars_the_new_one_counts_then_the_deadliest():
    vietnam = panel.add_cow_wars(
        pl.DataFrame({"ccode1": [2] * 3, "ccode2": [816] * 3, "year": [1967, 1968, 1969]})
    )
    # Vietnam goes on in 1968, when the second Laotian war begins; in 1969 both go on.
    assert vietnam["cowinteronset"].to_list() == [0, 1, 0]
    assert vietnam["batdeath1"].to_list() == [58153, 375, 58153]


def test_unknown_deaths_are_missing_and_for_the_peer_negative():
    frame = panel.state_years(1816, 2007)
    ours = panel.add_cow_wars(frame, type="intra")
    with panel.peer_compat():
        theirs = panel.add_cow_wars(frame, type="intra")
    assert theirs["sideadeaths"].min() == -9
    assert ours["sideadeaths"].min() >= 0
    same = ["warnum", "intrawarnums", "cowintraonset"]
    assert_frame_equal(ours.select(same), theirs.select(same))


def test_all_wars_of_a_state_and_year_are_named():
    frame = panel.add_cow_wars(panel.state_years(1921, 1921), type="intra")
    russia = frame.filter(pl.col("ccode") == 365)
    assert russia["intrawarnums"].item().split("; ") == ["677", "686", "690", "691"]
    assert russia["warnum"].item() == 691
    central = panel.add_cow_wars(panel.state_years(1921, 1921), "intra", "central control")
    assert central.filter(pl.col("ccode") == 365)["intrawarnums"].item() == "677"


@pytest.mark.parametrize(
    ("adder", "frame", "choice", "told"),
    [
        ("add_gml_mids", {"country": ["USA"]}, {}, "needs .*ccode"),
        ("add_gml_mids", {"gwcode": [2], "year": [2000]}, {}, "add_ccode_to_gw"),
        ("add_gml_mids", {"ccode": [1], "year": [2000]}, {}, "no Correlates of War number"),
        ("add_gml_mids", {"ccode": [2], "year": [2000], "gmlmidonset": [0]}, {}, "gmlmidonset"),
        ("add_gml_mids", {"ccode": [2], "year": [2000]}, {"init": "sidea"}, "expected sidea-all"),
        ("add_cow_mids", {"ccode": [2], "year": [2000]}, {}, "dyad_years"),
        ("add_cow_wars", {"ccode": [2], "year": [2000]}, {}, "dyad_years"),
        ("add_cow_wars", {"ccode": [2], "year": [2000]}, {"type": "intre"}, "did you mean 'int"),
        ("add_cow_wars", {"ccode": [2], "year": [2000]}, {"intratype": "local"}, "local issues"),
    ],
)
def test_bad_input_is_refused_in_one_line(adder, frame, choice, told):
    with pytest.raises(FoedusError, match=told) as problem:
        getattr(panel, adder)(pl.DataFrame(frame), **choice)
    assert "\n" not in str(problem.value)


def test_unknown_columns_name_the_nearest():
    with pytest.raises(FoedusError, match="did you mean 'hostlev'"):
        panel.add_gml_mids(small_dyads(), keep=["hostlevel"])
