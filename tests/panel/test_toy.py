"""Creators, adders and options on a toy world, against plain loops: runs on any machine."""

import numpy as np
import polars as pl
import pytest

import oracle
import toymirror
from foedus import panel
from foedus.errors import FoedusError
from panelframes import as_engine, to_polars

ENGINES = ("polars", "pandas", "pyarrow", "polars-lazy", "duckdb")


@pytest.fixture(scope="module", params=[0, 1])
def toy(request, tmp_path_factory):
    with toymirror.standing_in(tmp_path_factory.mktemp("toy"), request.param) as made:
        yield made


def test_the_mirror_holds_what_was_written(toy):
    from foedus.sources import load, verify
    from foedus.sources._store import wide

    for name, table in toy.tables.items():
        assert load(name).equals(wide(table)), name
    assert set(verify(toy.tables).values()) == {"ok"}


def test_sets_that_cannot_be_completed_are_never_begun(toy):
    from foedus.panel._spells import state_spells
    from foedus.panel._years import Years
    from foedus.panel.kads import _extended, _presence

    there = _presence(state_spells("gw"), Years(2000, 2000, None), None)[0]
    n = len(there.code)
    made = panel.kad_years(n, 2000, 2000, system="gw")
    assert made.height == 1
    first = np.arange(1, dtype=np.int16)[:, None]
    assert len(_extended(first, there, n - 2)) == 1
    assert len(_extended(first, there, 0)) == n - 1


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: panel.kad_years(10**8), "k is 100000000, expected 2 to 12, the number of states"),
        (lambda: panel.kad_years(3, sample=5, seed=-1), "seed is -1, expected 0 or more"),
        (lambda: panel.state_days(until=100000), "until is 100000, expected a year from 1816"),
        (lambda: panel.state_years(until=1000), "until is 1000, expected a year from 1816"),
        (lambda: panel.dyad_years(subset_years=[10**12]), "subset_years holds 1000000000000, exp"),
    ],
)
def test_what_no_memory_holds_is_refused_in_one_line(toy, call, told):
    with pytest.raises(FoedusError, match=told) as problem:
        call()
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_creators_make_the_rows_that_loops_make(toy, system):
    code = oracle.CODE[system]
    made = panel.state_years(system=system).select(code, "year")
    assert made.rows(named=True) == oracle.state_years(system)
    for directed in (True, False):
        made = panel.dyad_years(system=system, directed=directed)
        assert made.select(f"{code}1", f"{code}2", "year").rows(named=True) == (
            oracle.dyad_years(system, directed)
        )
    assert panel.kad_years(3, system=system).rows(named=True) == oracle.kad_years(system, 3)
    some = panel.kad_years(4, 1990, 1991, system=system, sample=50, seed=2)
    wanted = {tuple(row.values()) for row in oracle.kad_years(system, 4)}
    assert set(some.rows()) <= wanted
    assert some.n_unique() == 50


@pytest.mark.parametrize("membership", ["any", "jan1", "dec31"])
@pytest.mark.parametrize("system", ["cow", "gw"])
def test_members_on_a_day_are_those_that_loops_find(toy, system, membership):
    code = oracle.CODE[system]
    made = panel.state_years(system=system, membership=membership).select(code, "year")
    assert made.rows(named=True) == oracle.state_years(system, membership)
    for directed in (True, False):
        made = panel.dyad_years(system=system, directed=directed, membership=membership)
        assert made.select(f"{code}1", f"{code}2", "year").rows(named=True) == (
            oracle.dyad_years(system, directed, membership)
        )
    wanted = oracle.kad_years(system, 3, membership)
    assert panel.kad_years(3, system=system, membership=membership).rows(named=True) == wanted
    years = [1984, 1987, 1990, 2012]
    wanted = [row for row in wanted if row["year"] in years]
    drawn = panel.kad_years(
        3, system=system, membership=membership, subset_years=years, sample=len(wanted), seed=1
    )
    assert drawn.rows(named=True) == wanted
    made = panel.leader_years(standardize=system, membership=membership)
    rows = made.select("obsid", code, "year").rows()
    assert set(rows) == oracle.leader_years(toy, system, membership)
    assert len(rows) == len(set(rows))
    for year in (1980, 1990):
        made = panel.leader_dyad_years(year, year, system=system, membership=membership)
        rows = made.select("obsid1", "obsid2", f"{code}1", f"{code}2", "year").rows()
        assert set(rows) == oracle.leader_dyad_years(toy, system, year, membership)


@pytest.mark.parametrize(
    "creator",
    [
        panel.state_years,
        panel.dyad_years,
        panel.leader_years,
        panel.leader_dyad_years,
        lambda **options: panel.kad_years(3, **options),
    ],
)
def test_a_day_that_is_none_is_refused(toy, creator):
    with pytest.raises(FoedusError, match="membership is 'jan', expected any, jan1, dec31; did"):
        creator(membership="jan")


FRAMES = {
    ("state-year", "cow"): lambda: panel.state_years(),
    ("state-year", "gw"): lambda: panel.state_years(system="gw"),
    ("dyad-year", "cow"): lambda: panel.dyad_years(),
    ("undirected dyad-year", "cow"): lambda: panel.dyad_years(directed=False),
    ("dyad-year", "gw"): lambda: panel.dyad_years(system="gw"),
    ("leader-year", "cow"): lambda: panel.leader_years(standardize="cow"),
    ("leader-dyad-year", "cow"): lambda: panel.leader_dyad_years(subset_years=[1981, 1999]),
    ("kad-year", "cow"): lambda: panel.kad_years(3, subset_years=[1981, 1991, 2006]),
}
MEMBERS = {"state-year": ("",), "leader-year": ("",), "kad-year": ("1", "2", "3")}
STATES, PAIRS = ("state-year", "leader-year"), ("dyad-year", "undirected dyad-year")
EVERY = (*STATES, *PAIRS, "leader-dyad-year", "kad-year")
# adder -> units, state systems
SERVED = {
    "add_nmc": (EVERY, "cow"),
    "add_democracy": (EVERY, "cow gw"),
    "add_sim_gdp_pop": (EVERY, "cow gw"),
    "add_latent_territorial_threat": (EVERY, "cow"),
    "add_cow_trade": (STATES, "cow"),
    "add_ucdp_onsets": (("state-year",), "gw"),
    "add_rugged_terrain": (EVERY, "cow"),
    "add_lead": (("leader-year", "leader-dyad-year"), "cow"),
    "add_lwuf": (("leader-year", "leader-dyad-year"), "cow"),
    "add_igos": ((*STATES, *PAIRS), "cow"),
    "add_minimum_distance": (("state-year", *PAIRS), "cow gw"),
    "add_ccode_to_gw": (("state-year", *PAIRS), "gw"),
    "add_cow_majors": (EVERY, "cow"),
    "add_contiguity": ((*STATES, *PAIRS, "leader-dyad-year"), "cow"),
    "add_capital_distance": (("state-year", *PAIRS), "cow gw"),
    "add_atop_alliance": (PAIRS, "cow"),
    "add_atop_portfolio": (PAIRS, "cow"),
    "add_capability_ratio": (PAIRS, "cow"),
    "add_projected_capability": (PAIRS, "cow"),
    "add_joint_democracy": ((*PAIRS, "kad-year"), "cow"),
    "add_strategic_rivalries": ((*STATES, *PAIRS), "cow"),
    "add_gml_mids": (("state-year", *PAIRS), "cow"),
    "add_cow_mids": (PAIRS, "cow"),
    "add_cow_wars": (PAIRS, "cow"),
    "add_ucdp_acd": (("state-year",), "gw"),
}
CASES = [
    pytest.param(name, kind, system, id=f"{name}-{kind}-{system}")
    for name, (kinds, systems) in SERVED.items()
    for system in systems.split()
    for kind in kinds
    if (kind, system) in FRAMES
]


def answers(toy, name, frame, kind, system, *options):
    asked = oracle.Oracle(toy, system, MEMBERS.get(kind, ("1", "2")))
    asked.directed = not kind.startswith("undirected")
    return [getattr(asked, name)(row, *options) for row in frame.rows(named=True)]


def assert_answers(made, expected, where):
    for column in expected[0]:
        ours, theirs = made[column].to_list(), [row[column] for row in expected]
        for i, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if isinstance(other, float) and one is not None:
                assert one == pytest.approx(other, rel=1e-9, abs=1e-9), (where, column, made.row(i))
            else:
                assert one == other, (where, column, made.row(i, named=True))


@pytest.mark.parametrize(("name", "kind", "system"), CASES)
def test_an_adder_gives_what_loops_give(toy, name, kind, system):
    frame = FRAMES[kind, system]()
    made = getattr(panel, name)(frame)
    assert made.select(frame.columns).equals(frame)
    assert_answers(made, answers(toy, name, frame, kind, system), name)


def test_wars_within_states(toy):
    frame = panel.state_years()
    made = panel.add_cow_wars(frame, type="intra")
    assert_answers(made, answers(toy, "add_cow_wars", frame, "state-year", "cow"), "intra")


@pytest.mark.parametrize("relation", ["allied", "defense", "contiguous", "land"])
def test_relations_in_k_ads(toy, relation):
    frame = panel.kad_years(3, subset_years=[1981, 1991, 2006])
    made = panel.add_kad_pairs(frame, relation)
    expected = answers(toy, "add_kad_pairs", frame, "kad-year", "cow", relation)
    assert_answers(made, expected, relation)


@pytest.mark.parametrize("engine", ENGINES)
def test_whether_pairs_are_directed_is_read_of_codes_as_they_are_meant(toy, engine):
    pairs = pl.DataFrame({"ccode1": [2, 20], "ccode2": [20, 200], "year": [1990, 1991]})
    first = pl.col("ccode1")
    gap = first.cast(pl.Float64).replace(20, float("nan"))
    for one in (first, first.cast(pl.String), first.cast(pl.Float64), gap):
        frame = as_engine(pairs.with_columns(one), engine)
        made = to_polars(panel.add_gml_mids(frame, keep=[]))
        assert "init1" not in made.columns, one
        turned = as_engine(pairs.reverse().select(ccode1="ccode2", ccode2=one, year="year"), engine)
        assert "init1" in to_polars(panel.add_gml_mids(turned, keep=[])).columns, one
    named = as_engine(pairs.with_columns(ccode1=pl.Series(["USA", "20"])), engine)
    for adder in (panel.add_gml_mids, panel.add_atop_alliance):
        with pytest.raises(FoedusError, match=rf"{adder.__name__}: ccode1 holds 'USA', expected"):
            adder(named)


def test_a_zero_never_beats_a_relation(toy):
    made = panel.add_kad_pairs(panel.add_contiguity(panel.dyad_years()), "contiguous")
    assert ((made["conttype"] > 0) == (made["any_contiguous"] == 1)).all()
    with panel.peer_compat():
        peer = panel.add_contiguity(panel.dyad_years())
    assert (peer["conttype"] != made["conttype"]).sum() > 50


@pytest.mark.parametrize("pad", [False, True])
@pytest.mark.parametrize("kind", ["dyad-year", "undirected dyad-year", "state-year"])
def test_years_of_peace(toy, kind, pad):
    frame = panel.add_gml_mids(FRAMES[kind, "cow"]())
    unit = ["ccode"] if kind == "state-year" else ["ccode1", "ccode2"]
    rows = frame.rows(named=True)
    whole = frame.with_columns(x=pl.Series(oracle.spells(rows, unit, "gmlmidongoing", pad=pad)))
    for part in (
        whole,
        whole.filter(pl.col("year") >= 1995),
        whole.filter(pl.col("year") % 3 == 0),
    ):
        for engine in ENGINES:
            asked = as_engine(part.drop("x"), engine)
            made = to_polars(panel.add_spells(asked, pad=pad)).sort(*unit, "year")
            expected = part.sort(*unit, "year")["x"].to_list()
            assert made["gmlmidspell"].to_list() == expected, engine
    rows = whole.filter(pl.col("year") >= 1995).drop("x")
    alone = panel.add_peace_years(rows, pad=pad, history="panel")["gmlmidspell"].to_list()
    assert alone == oracle.spells(rows.rows(named=True), unit, "gmlmidongoing", pad=pad)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("adder", [panel.add_spells, panel.add_peace_years])
def test_years_of_peace_of_years_that_are_text_or_floats(toy, adder, engine):
    keys = ["ccode1", "ccode2", "year"]
    frame = panel.add_gml_mids(panel.dyad_years(1990, 2016), keep=[])
    expected = adder(frame).sort(keys)["gmlmidspell"].to_list()
    year = pl.col("year")
    for kind in (year.cast(pl.String), year.cast(pl.Float64), year.cast(float).cast(pl.String)):
        made = to_polars(adder(as_engine(frame.with_columns(kind), engine)))
        made = made.sort(pl.col(keys).cast(pl.Float64))
        assert made["gmlmidspell"].to_list() == expected, kind


def test_whittled_disputes_leave_one_a_dyad_and_year(toy):
    from foedus.sources import load

    left = load("gml_dirdisp")
    rules = (panel.whittle_conflicts_onsets, panel.whittle_conflicts_fatality)
    keys = ["ccode1", "ccode2", "year"]
    assert panel.show_duplicates(left).height > 0
    for rule in (*rules, panel.whittle_conflicts_jds):
        fewer = rule(left)
        assert fewer.select(keys).unique().height == left.select(keys).unique().height
        left = fewer
    assert left.select(keys).is_unique().all()


def test_until_carries_on_by_name(toy):
    pairs = panel.dyad_years(2016, 2020, until=2020)
    for adder, column in ((panel.add_contiguity, "conttype"), (panel.add_cow_majors, "cowmaj1")):
        plain, carried = adder(pairs), adder(pairs, until=2020)
        assert plain.filter(pl.col("year") > 2016)[column].null_count() > 0
        assert carried[column].null_count() == 0
    plain = panel.add_atop_alliance(pairs)
    carried = panel.add_atop_alliance(pairs, until=2020)
    late = pl.col("year") > 2018
    assert plain.filter(late)["atop_alliance"].null_count() == plain.filter(late).height
    keys = ["ccode1", "ccode2"]
    of = {y: carried.filter(pl.col("year") == y).drop("year").sort(keys) for y in (2018, 2020)}
    assert of[2018].equals(of[2020])
    with pytest.raises(FoedusError, match="until is 2000, before the data end in 2018"):
        panel.add_atop_alliance(pairs, until=2000)


def test_side_columns_of_two_adders_stand_side_by_side(toy):
    frame = panel.dyad_years().pipe(panel.add_gml_mids)
    with pytest.raises(FoedusError, match=r"sidea1, .*already has.* prefix="):
        panel.add_cow_wars(frame)
    made = panel.add_cow_wars(frame, prefix="war_")
    assert {"sidea1", "war_sidea1", "cowinteronset"} <= set(made.columns)
    few = panel.add_cow_wars(frame, keep=["batdeath1"])
    new = [name for name in few.columns if name not in frame.columns]
    assert new == ["cowinterongoing", "cowinteronset", "batdeath1"]
