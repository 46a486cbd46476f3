"""The whittle rules: what they keep, in which order, on every engine."""

from itertools import combinations

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus import panel
from foedus.errors import FoedusError
from foedus.sources import load

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]

DYAD = ["ccode1", "ccode2", "year"]
LEADERS = ["ccode1", "ccode2", "obsid1", "obsid2", "year"]
TABLES = {
    "gml_dirdisp": DYAD,
    "cow_mid_dirdisps": DYAD,
    "gml_mid_dirleaderdisps": LEADERS,
}
RULES = {
    "onsets": panel.whittle_conflicts_onsets,
    "fatality": panel.whittle_conflicts_fatality,
    "hostility": panel.whittle_conflicts_hostility,
    "mindur": panel.whittle_conflicts_duration,
    "maxdur": lambda frame: panel.whittle_conflicts_duration(frame, durtype="maxdur"),
    "recip": panel.whittle_conflicts_reciprocation,
    "startmonth": panel.whittle_conflicts_startmonth,
    "jds": panel.whittle_conflicts_jds,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("name", TABLES)
def test_a_rule_drops_rows_but_no_dyad_year(rule, name):
    frame, keys = load(name), TABLES[name]
    before = frame.clone()
    kept = rule(frame)
    assert_frame_equal(frame, before)
    ids = ["dispnum", *keys]
    assert kept.select(keys).unique().height == frame.select(keys).unique().height
    same = frame.join(kept.select(ids), on=ids, how="semi", nulls_equal=True, maintain_order="left")
    assert_frame_equal(kept.select(frame.columns), same)
    assert_frame_equal(rule(kept), kept)
    single = frame.filter(pl.len().over(keys) == 1)
    assert single.join(kept, on=ids, how="anti", nulls_equal=True).is_empty()


@pytest.mark.parametrize(("first", "second"), list(combinations(RULES, 2)))
def test_rules_commute_where_one_dispute_is_best_by_both(first, second):
    frame = load("gml_dirdisp")
    one, two = RULES[first], RULES[second]
    best = one(frame).join(two(frame).select("dispnum", *DYAD), on=["dispnum", *DYAD], how="semi")
    agreed = frame.join(best.select(DYAD).unique(), on=DYAD, how="semi", maintain_order="left")
    assert_frame_equal(two(one(agreed)), one(two(agreed)))
    assert two(one(agreed)).height == best.height


def test_the_order_of_rules_that_disagree_matters():
    frame = load("gml_dirdisp")
    one = panel.whittle_conflicts_fatality(panel.whittle_conflicts_startmonth(frame))
    other = panel.whittle_conflicts_startmonth(panel.whittle_conflicts_fatality(frame))
    assert not one.sort("dispnum", *DYAD).equals(other.sort("dispnum", *DYAD))


@pytest.mark.parametrize("order", [list(RULES), ["recip", "jds", "onsets"], ["startmonth", "jds"]])
@pytest.mark.parametrize("name", TABLES)
def test_the_last_resort_leaves_one_row(order, name):
    frame = load(name)
    for rule in order:
        frame = RULES[rule](frame)
    assert frame.select(TABLES[name]).is_unique().all()


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("gml_dirdisp", "gml_mid_ddydisps"), ("cow_mid_dirdisps", "cow_mid_ddydisps")],
)
def test_the_usual_order_makes_the_published_dyad_years(name, chosen):
    frame = load(name)
    for rule in RULES.values():
        frame = rule(frame)
    keys = ["dispnum", *DYAD]
    assert_frame_equal(frame.select(keys).sort(keys), load(chosen).select(keys).sort(keys))


@pytest.mark.parametrize("name", TABLES)
def test_the_order_of_the_rows_does_not_matter(name):
    frame = load(name)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=11)
    ids = ["dispnum", *TABLES[name]]
    for rule in RULES.values():
        assert_frame_equal(rule(shuffled).sort(ids), rule(frame).sort(ids))


@pytest.mark.parametrize("name", TABLES)
def test_every_engine_gives_the_same(name):
    frame = load(name)
    relation = duckdb.from_arrow(frame.to_arrow())  # noqa: F841
    pandas = pytest.importorskip("pandas")
    lazy, sql = frame.lazy(), duckdb.sql("SELECT * FROM relation")
    columns = {c: frame[c].to_list() for c in frame.columns}
    framed = pandas.DataFrame(columns)
    for rule in ("onsets", "fatality", "mindur", "jds"):
        frame, lazy, sql, framed = (RULES[rule](f) for f in (frame, lazy, sql, framed))
    ids = ["dispnum", *TABLES[name]]
    assert_frame_equal(lazy.collect(), frame)
    assert_frame_equal(sql.pl().sort(ids), frame.sort(ids))
    assert isinstance(framed, pandas.DataFrame)
    assert list(framed.columns) == frame.columns
    assert framed["dispnum"].to_list() == frame["dispnum"].to_list()


def test_unknown_deaths_count_for_more_than_none():
    frame = pl.DataFrame(
        {
            "dispnum": [1, 2, 3, 4, 5],
            "ccode1": [2] * 5,
            "ccode2": [20, 20, 40, 40, 40],
            "year": [1900] * 5,
            "midonset": [1] * 5,
            "fatality": [0, -9, -9, 1, None],
        }
    )
    assert panel.whittle_conflicts_fatality(frame)["dispnum"].to_list() == [2, 4]


def test_frames_of_dyads_keep_what_was_looked_up():
    frame = load("cow_mid_dirdisps")
    assert panel.whittle_conflicts_duration(frame).columns == [*frame.columns, "mindur", "maxdur"]
    assert panel.whittle_conflicts_onsets(frame).columns == frame.columns
    leaders = load("gml_mid_dirleaderdisps")
    assert panel.whittle_conflicts_duration(leaders).columns == leaders.columns


def test_the_peer_loses_leaders_to_the_fatality_of_others():
    frame = load("gml_mid_dirleaderdisps")
    units = frame.select(LEADERS).unique()
    ours = panel.whittle_conflicts_fatality(frame)
    with panel.peer_compat():
        theirs = panel.whittle_conflicts_fatality(frame)
    lost = units.join(theirs, on=LEADERS, how="anti", nulls_equal=True)
    assert (ours.height - theirs.height, lost.height) == (28, 26)
    assert units.join(ours, on=LEADERS, how="anti", nulls_equal=True).is_empty()


def test_duplicates_are_shown_side_by_side():
    frame = load("gml_dirdisp")
    shown = panel.show_duplicates(frame.sample(fraction=1, shuffle=True, seed=2))
    assert shown.height == frame.select(DYAD).is_duplicated().sum()
    assert_frame_equal(shown, shown.sort(*DYAD, "dispnum"))
    assert shown["duplicated"].unique().to_list() == [1]
    assert panel.show_duplicates(panel.state_years(2000, 2001)).is_empty()
    with pytest.raises(FoedusError, match="duplicated"):
        panel.show_duplicates(shown)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ({"ccode": [2], "year": [2000]}, "dyad_years"),
        ({"ccode1": [2], "ccode2": [20], "year": [2000]}, "needs disputes: dispnum"),
        ({"ccode1": [2], "ccode2": [20], "year": [2000], "dispnum": [1]}, "gml_dirdisp"),
    ],
)
def test_frames_without_disputes_are_refused_in_one_line(rule, frame, told):
    with pytest.raises(FoedusError, match=told) as problem:
        rule(pl.DataFrame(frame))
    assert "\n" not in str(problem.value)


def test_unknown_durations_are_refused():
    with pytest.raises(FoedusError, match="did you mean 'm"):
        panel.whittle_conflicts_duration(load("gml_dirdisp"), durtype="meandur")
