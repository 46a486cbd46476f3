"""Spells: against a naive reference, on every engine, with gaps and missing events."""

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal, assert_series_equal

from foedus import panel
from foedus.errors import FoedusError
from foedus.panel._event_history import history, spells
from foedus.panel._peer_spells import peer_spells

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]

EVENTS = st.sampled_from([0, 0, 0, 1, None])


def naive(years, events, restart=False, ongo=False):
    """Spells of one unit, year by year, as the definition reads."""
    result, origin, unknown, before = [], None, True, None
    for year, event in sorted(zip(years, events, strict=True)):
        if before and before[1] == 1:
            origin, unknown = before[0] + 1, False
        if before and restart and year - before[0] > 1 and origin is not None:
            origin, unknown = year, False
        if origin is None and event is not None:
            origin, unknown = year, False
        if event is None:
            unknown = True
        goes_on = before == (year - 1, 1) and event == 1
        result.append(None if unknown or (ongo and goes_on) else year - origin)
        before = (year, event)
    return result


@st.composite
def frames(draw, events=EVENTS, unit=("ccode1", "ccode2")):
    units = draw(st.lists(st.sampled_from([2, 20, 200, 220]), min_size=1, max_size=3, unique=True))
    rows = []
    for one in units:
        span = st.lists(st.integers(1816, 1840), min_size=1, max_size=12, unique=True)
        rows += [(one, 900, year, draw(events)) for year in sorted(draw(span))]
    if draw(st.booleans()):
        rows = draw(st.permutations(rows))
    schema = {unit[0]: pl.Int16, unit[1]: pl.Int16, "year": pl.Int16, "cowmidongoing": pl.Int8}
    return pl.DataFrame(rows, schema=schema, orient="row")


def expected(frame, **choice):
    parts = []
    for part in frame.sort("ccode1", "year").partition_by("ccode1", maintain_order=True):
        made = naive(part["year"].to_list(), part["cowmidongoing"].to_list(), **choice)
        parts.append(part.with_columns(pl.Series("cowmidspell", made, dtype=pl.Int64)))
    return pl.concat(parts)


@settings(max_examples=150, deadline=None)
@given(frame=frames(), restart=st.booleans(), ongo=st.booleans())
def test_equals_the_naive_reference(frame, restart, ongo):
    past = history(frame, ["ccode1", "ccode2"])
    ours = spells(past, frame["cowmidongoing"], restart=restart, ongo=ongo).alias("cowmidspell")
    sorted_ours = frame.with_columns(ours).sort("ccode1", "year")
    assert_frame_equal(sorted_ours, expected(frame, restart=restart, ongo=ongo))


@settings(max_examples=80, deadline=None)
@given(frame=frames(events=st.sampled_from([0, 0, 1])))
def test_without_gaps_the_peer_counts_the_same(frame):
    frame = frame.sort("ccode1", "year").with_columns(
        (pl.int_range(pl.len()).over("ccode1") + 1816).cast(pl.Int16).alias("year")
    )
    past = history(frame, ["ccode1", "ccode2"])
    ours = spells(past, frame["cowmidongoing"])
    by_row = spells(past, frame["cowmidongoing"], by_row=True)
    theirs = peer_spells(frame, ["ccode1", "ccode2"], "cowmidongoing", ongo=False)
    assert_series_equal(ours, by_row)
    assert_series_equal(ours, theirs, check_dtypes=False)


@settings(max_examples=50, deadline=None)
@given(frame=frames())
def test_by_row_counts_known_rows(frame):
    past = history(frame, ["ccode1", "ccode2"])
    made = frame.with_columns(
        spells(past, frame["cowmidongoing"], by_row=True).alias("cowmidspell")
    )
    known = made.filter(pl.col("cowmidongoing").is_not_null()).sort("ccode1", "year")
    for part in known.partition_by("ccode1"):
        count, counts = 0, []
        for event in part["cowmidongoing"]:
            counts.append(count)
            count = 0 if event == 1 else count + 1
        assert part["cowmidspell"].to_list() == counts
    assert made["cowmidspell"].null_count() == frame["cowmidongoing"].null_count()


def test_many_states_in_a_row_are_units_of_their_own():
    frame = pl.DataFrame({f"ccode{i}": [2, 2, 20, 2] for i in range(1, 6)})
    frame = frame.with_columns(pl.Series("ccode5", [200, 220, 220, 200]))
    frame = frame.with_columns(pl.Series("year", [1900, 1900, 1900, 1903]))
    past = history(frame, [f"ccode{i}" for i in range(1, 6)])
    assert spells(past, pl.Series("e", [0, 0, 0, 0])).to_list() == [0, 0, 0, 3]


def test_a_row_without_its_key_has_no_spell():
    frame = pl.DataFrame(
        {"obsid": ["a", None, "a"], "ccode": [2, 2, 2], "year": [1900, 1901, 1902]}
    )
    made = frame.with_columns(cowmidongoing=pl.lit(0)).pipe(panel.add_spells)
    assert made["cowmidspell"].to_list() == [0, None, 2]


def test_no_rows_give_no_spells():
    frame = pl.DataFrame(
        schema={"ccode": pl.Int16, "year": pl.Int16, "ucdpongoing": pl.Int8, "ucdponset": pl.Int8}
    )
    for made in (panel.add_spells(frame), panel.add_peace_years(frame)):
        assert made.schema == frame.schema | {"ucdpspell": pl.Int64}
    with panel.peer_compat():
        assert panel.add_spells(frame).height == 0
        assert panel.add_peace_years(frame, pad=True).height == 0


@pytest.fixture
def disputes():
    rows = {
        "ccode1": [2, 2, 2, 2, 20, 20, 20],
        "ccode2": [20, 20, 20, 20, 2, 2, 2],
        "year": [1900, 1901, 1905, 1906, 1900, 1901, 1902],
        "gmlmidongoing": [0, 1, 1, 1, 1, None, 0],
        "gmlmidonset": [0, 1, 1, 0, 1, None, 0],
    }
    return pl.DataFrame(rows)


def test_the_choices(disputes):
    def of(frame):
        return frame["gmlmidspell"].to_list()

    assert of(panel.add_peace_years(disputes)) == [0, 1, 3, 0, 0, None, None]
    assert of(panel.add_peace_years(disputes, pad=True)) == [0, 1, 0, 0, 0, None, None]
    assert of(panel.add_spells(disputes)) == of(panel.add_peace_years(disputes))
    onset = panel.add_spells(disputes, conflict_event_type="onset")
    assert of(onset) == [0, 1, 3, 0, 0, None, None]
    assert of(panel.add_spells(disputes, ongo=True)) == [0, 1, 3, None, 0, None, None]
    with panel.peer_compat():
        assert of(panel.add_peace_years(disputes)) == [0, 1, 0, 0, 0, None, 0]
        with pytest.raises(FoedusError, match="gmlmidongoing is missing"):
            panel.add_spells(disputes)


@pytest.mark.parametrize("adder", [panel.add_spells, panel.add_peace_years])
def test_every_engine_gives_the_same(adder, disputes):
    before = disputes.clone()
    made = adder(disputes)
    assert_frame_equal(disputes, before)
    assert_frame_equal(made.select(disputes.columns), disputes)
    assert_frame_equal(adder(disputes.lazy()).collect(), made)
    relation = duckdb.from_arrow(disputes.to_arrow())  # noqa: F841
    keys = ["ccode1", "ccode2", "year"]
    assert_frame_equal(adder(duckdb.sql("SELECT * FROM relation")).pl().sort(keys), made.sort(keys))
    shuffled = disputes.sample(fraction=1, shuffle=True, seed=3)
    assert_frame_equal(adder(shuffled).sort(keys), made.sort(keys))
    pandas = pytest.importorskip("pandas")
    of_pandas = adder(pandas.DataFrame(disputes.to_dict(as_series=False)))
    assert isinstance(of_pandas, pandas.DataFrame)
    theirs = pl.Series(of_pandas["gmlmidspell"].to_numpy(), nan_to_null=True)
    assert theirs.to_list() == made["gmlmidspell"].to_list()


def test_a_lazy_frame_is_counted_as_it_was_asked(disputes):
    with panel.peer_compat():
        asked = panel.add_peace_years(disputes.lazy())
        now = panel.add_peace_years(disputes)
    assert_frame_equal(asked.collect(), now)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"drop": "gmlmidongoing"}, "gmlmidongoing .*add_gml_mids"),
        ({"drop": "ccode2"}, "ccode1 but no ccode2"),
        ({"set": ("gmlmidongoing", 2)}, "holds 2, expected 0, 1"),
        ({"set": ("gmlmidongoing", "war")}, "expected events as 0 and 1"),
        ({"set": ("gmlmidspell", 0)}, "gmlmidspell, which the frame already has"),
        ({"set": ("year", 1900)}, "more than one row"),
    ],
)
def test_bad_frames_are_refused_in_one_line(change, told, disputes):
    if "drop" in change:
        frame = disputes.drop(change["drop"])
    else:
        name, value = change["set"]
        frame = disputes.with_columns(pl.lit(value).alias(name))
    for adder in (panel.add_spells, panel.add_peace_years):
        with pytest.raises(FoedusError, match=told) as problem:
            adder(frame)
        assert "\n" not in str(problem.value)


def test_unknown_events_name_the_nearest(disputes):
    with pytest.raises(FoedusError, match="did you mean 'onset'"):
        panel.add_spells(disputes, conflict_event_type="onsets")


def test_years_out_of_the_system_are_years_of_peace_unless_padded():
    poland = panel.state_years(1930, 1950).filter(pl.col("ccode") == 290)
    frame = poland.with_columns((pl.col("year") == 1939).cast(pl.Int8).alias("gmlmidongoing"))
    back = pl.col("year") == 1945
    counted = panel.add_peace_years(frame).filter(back)["gmlmidspell"].item()
    padded = panel.add_peace_years(frame, pad=True).filter(back)["gmlmidspell"].item()
    assert (counted, padded) == (5, 0)


def test_conflicts_before_the_data_begin_leave_the_count_waiting():
    frame = panel.add_ucdp_acd(panel.state_years(1940, 1950, system="gw"))
    usa = panel.add_peace_years(frame).filter(pl.col("gwcode") == 2)
    early = usa.filter(pl.col("year") < 1946)["ucdpspell"]
    assert early.null_count() == 6
    assert usa.filter(pl.col("year") == 1946)["ucdpspell"].item() == 0


def test_spells_of_leaders_are_their_own():
    frame = panel.leader_years(1990, 2000, standardize="cow").pipe(panel.add_gml_mids)
    made = panel.add_spells(frame, history="panel")
    first = made.filter(pl.col("year") == pl.col("year").min().over("obsid", "ccode"))
    assert first["gmlmidspell"].unique().to_list() == [0]
    assert first["gmlmidinitspell"].unique().to_list() == [0]
    assert np.all(made["gmlmidspell"].to_numpy() <= made["gmlmidinitspell"].to_numpy())


# --- from the data's beginning --------------------------------------------------------------


def disputes_of(first, last, **choice):
    return panel.dyad_years(first, last, **choice).pipe(panel.add_gml_mids, keep=[])


def test_peace_is_counted_from_the_beginning_of_the_data_whatever_rows_are_asked_for():
    whole = disputes_of(1816, 2010).pipe(panel.add_spells, history="panel")
    late = disputes_of(1946, 2010).pipe(panel.add_spells)
    usa_ussr = late.filter(pl.col("ccode1") == 2, pl.col("ccode2") == 365, pl.col("year") == 1946)
    assert usa_ussr["gmlmidspell"].item() == 25
    assert_frame_equal(late, whole.filter(pl.col("year") >= 1946))
    some = disputes_of(1816, 2010).filter(pl.col("year") % 7 == 0).pipe(panel.add_spells)
    assert_frame_equal(some, whole.filter(pl.col("year") % 7 == 0))
    cut = disputes_of(1946, 2010).pipe(panel.add_spells, history="panel")
    assert (late["gmlmidspell"] != cut["gmlmidspell"]).sum() == 255496


def frames_with_events():
    return {
        "pairs": disputes_of(1816, 2010, directed=False),
        "wars": panel.add_cow_wars(panel.dyad_years(1816, 2007, directed=False), keep=[]),
        "states": panel.add_gml_mids(panel.state_years(1816, 2012), init="sidea-orig"),
        "local wars": panel.add_cow_wars(
            panel.state_years(), type="intra", intratype="local issues"
        ),
        "armed conflicts": panel.add_ucdp_acd(
            panel.state_years(system="gw"), type="intrastate", only_wars=True
        ),
        "leaders": panel.add_gml_mids(panel.leader_years(standardize="cow")),
        "the other system's": panel.add_gml_mids(
            panel.add_ccode_to_gw(panel.state_years(system="gw"))
        ),
    }


@pytest.mark.parametrize("choice", [{}, {"pad": True}, {"ongo": True}])
def test_what_the_data_tell_is_what_a_complete_panel_tells(choice):
    for name, frame in frames_with_events().items():
        for kind in ("ongoing", "onset"):
            asked = {"conflict_event_type": kind, **choice}
            whole = panel.add_spells(frame, history="panel", **asked)
            assert_frame_equal(panel.add_spells(frame, **asked), whole)
            late = frame.filter(pl.col("year") >= 1950)
            expected = whole.filter(pl.col("year") >= 1950)
            assert_frame_equal(panel.add_spells(late, **asked), expected), (name, kind)


@pytest.mark.parametrize("choice", [{}, {"pad": True}, {"ongo": True}])
def test_engines_that_join_count_the_same(choice):
    frame = disputes_of(1975, 1980).filter(pl.col("ccode1") < 100)
    made = panel.add_spells(frame, **choice)
    relation = duckdb.from_arrow(frame.to_arrow())  # noqa: F841
    asked = panel.add_spells(duckdb.sql("SELECT * FROM relation"), **choice).pl()
    keys = ["ccode1", "ccode2", "year"]
    assert_frame_equal(asked.sort(keys), made.sort(keys))
    assert_frame_equal(panel.add_spells(frame.lazy(), **choice).collect(), made)


def test_a_filter_goes_below_what_a_row_alone_tells():
    asked = panel.add_nmc(panel.add_spells(disputes_of(1946, 1950).lazy()), keep=["cinc"])
    plan = asked.filter(pl.col("year") == 1948).explain()
    assert plan.index("gmlmidspell") < plan.index("FILTER")
    whole = panel.add_spells(disputes_of(1946, 1950).lazy(), history="panel")
    plan = whole.filter(pl.col("year") == 1948).explain()
    assert plan.index("FILTER") < plan.index("OPAQUE_PYTHON")


def test_events_of_the_users_own_have_no_past_in_the_data(disputes):
    assert_frame_equal(panel.add_spells(disputes), panel.add_spells(disputes, history="panel"))
    with pytest.raises(FoedusError, match="history is 'date', expected data, panel; did you mean"):
        panel.add_spells(disputes, history="date")


# --- one's own events --------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow", "polars-lazy", "duckdb"])
def test_spells_of_ones_own_events(engine):
    from panelframes import as_engine, to_polars

    frame = pl.DataFrame(
        {
            "city": ["Rome", "Rome", "Rome", "Oslo", "Oslo", "Rome"],
            "month": [3, 1, 70000, -2, 5, 9],
            "protest": [1, 0, 0, 0, None, 1],
        }
    )
    made = panel.add_spells(as_engine(frame, engine), event="protest", unit=["city"], time="month")
    rows = to_polars(made).sort("city", "month").rows()
    spells = [row[3] for row in rows]
    # Oslo -2, 5; Rome 1, 3, 9, 70000.
    assert spells == [0, None, 0, 2, 5, 69990]
    assert to_polars(made).columns == ["city", "month", "protest", "protestspell"]


@settings(max_examples=80, deadline=None)
@given(frame=frames(), restart=st.booleans(), ongo=st.booleans())
def test_ones_own_events_equal_the_naive_reference(frame, restart, ongo):
    made = panel.add_spells(
        frame.rename({"cowmidongoing": "x"}),
        event="x",
        unit=["ccode1", "ccode2"],
        pad=restart,
        ongo=ongo,
    )
    reference = expected(frame, restart=restart, ongo=ongo)["cowmidspell"]
    assert made.sort("ccode1", "year")["xspell"].to_list() == reference.to_list()


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"event": "protests", "unit": ["city"]}, "no column protests; did you mean protest?"),
        ({"event": "protest", "unit": ["town"]}, "no column town"),
        ({"event": "protest"}, "unit= names the columns"),
        ({"unit": ["city"]}, "give event= too"),
        ({"event": "protest", "unit": "city", "time": "city"}, "city holds 'Rome'"),
        ({"event": "deaths", "unit": "city"}, "deaths holds 3, expected 0, 1 or missing"),
    ],
)
def test_ones_own_events_are_checked(choice, told):
    frame = pl.DataFrame(
        {"city": ["Rome", "Rome"], "year": [1, 2], "protest": [1, 0], "deaths": [3, 0]}
    )
    with pytest.raises(FoedusError, match=told) as problem:
        panel.add_spells(frame, **choice)
    assert "\n" not in str(problem.value)
