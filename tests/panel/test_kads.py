"""k-ads: all of them, samples of them, and what is added to them."""

from itertools import combinations
from math import comb

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from foedus.errors import FoedusError
from foedus.panel import (
    add_atop_alliance,
    add_kad_max,
    add_kad_min,
    add_kad_pairs,
    add_kad_sum,
    add_nmc,
    dyad_years,
    kad_years,
)
from foedus.panel import kads as module
from foedus.panel._kad_ranks import Presence, blocks_of, unrank, unrank_subsets
from foedus.panel._spells import state_spells
from foedus.sources import load


@st.composite
def presences(draw):
    """Years with states that come and go."""
    years = []
    for year in range(2000, 2000 + draw(st.integers(1, 3))):
        codes = sorted(draw(st.sets(st.integers(1, 990), min_size=1, max_size=8)))
        days = [sorted(draw(st.tuples(*[st.integers(0, 364)] * 2))) for _ in codes]
        if draw(st.booleans()):
            days = [(0, 364)] * len(codes)
        first = np.datetime64(f"{year}-01-01")
        start, end = (first + np.array(side) for side in zip(*days, strict=True))
        years.append(Presence(year, np.array(codes, dtype=np.int16), start, end))
    return years


def by_hand(k, years):
    """All k-ads with a common day, one by one."""
    return [
        (*(int(there.code[i]) for i in chosen), there.year)
        for there in years
        for chosen in combinations(range(len(there.code)), k)
        if there.start[list(chosen)].max() <= there.end[list(chosen)].min()
    ]


@given(presences(), st.integers(2, 6))
@settings(deadline=None, max_examples=150)
def test_ranks_and_k_ads_correspond_one_to_one(years, k):
    blocks = blocks_of(k, years)
    members, year = unrank(blocks, np.arange(blocks.total))
    found = [(*row, y) for row, y in zip(members.tolist(), year.tolist(), strict=True)]
    assert len(set(found)) == len(found)
    assert sorted(found) == sorted(by_hand(k, years))


@given(presences(), st.integers(2, 6), st.integers(1, 40))
@settings(deadline=None, max_examples=150)
def test_all_k_ads_are_made_in_order_whatever_the_size_of_the_parts(years, k, batch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BATCH", batch)
        parts = list(module._batches(k, years, "ccode"))
    rows = [row for part in parts for row in part.rows()]
    assert rows == by_hand(k, years)


@given(st.integers(1, 7), st.integers(0, 12))
@settings(deadline=None)
def test_subsets_are_numbered_from_0_without_gaps(m, n):
    chosen = unrank_subsets(np.arange(comb(n, m)), m, n)
    found = list(zip(*(part.tolist() for part in chosen), strict=True))
    assert sorted(found) == sorted(c[::-1] for c in combinations(range(n), m))


@pytest.mark.mirror
class TestCreator:
    @pytest.mark.parametrize("system", ["cow", "gw"])
    def test_pairs_are_the_undirected_dyads(self, mirror, system):
        key = "ccode" if system == "cow" else "gwcode"
        keys = [f"{key}1", f"{key}2", "year"]
        pairs = kad_years(2, system=system)
        dyads = dyad_years(system=system, directed=False).select(keys)
        assert pairs.columns == keys
        assert pairs.sort(keys).equals(dyads.sort(keys))
        assert set(pairs.dtypes) == {pl.Int64}

    @pytest.mark.parametrize("year", [1914, 1918, 1990, 1991])
    @pytest.mark.parametrize("system", ["cow", "gw"])
    def test_triads_share_a_day_and_none_is_left_out(self, mirror, year, system):
        spells = state_spells(system)
        first, last = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year}-12-31")
        there = (spells.start <= last) & (spells.end >= first)
        table = sorted(
            zip(
                spells.code[there].tolist(),
                np.maximum(spells.start[there], first).astype(int).tolist(),
                np.minimum(spells.end[there], last).astype(int).tolist(),
                strict=True,
            )
        )
        expected = [
            (a[0], b[0], c[0], year)
            for a, b, c in combinations(table, 3)
            if max(a[1], b[1], c[1]) <= min(a[2], b[2], c[2])
        ]
        assert kad_years(3, year, year, system=system).rows() == expected

    def test_only_some_states_and_years(self, mirror):
        found = kad_years(4, subset_years=[1938, 1950], states=[2, 200, 220, 255, 365])
        # Germany was no member in 1950.
        assert found.rows() == [
            (2, 200, 220, 255, 1938),
            (2, 200, 220, 365, 1938),
            (2, 200, 255, 365, 1938),
            (2, 220, 255, 365, 1938),
            (200, 220, 255, 365, 1938),
            (2, 200, 220, 365, 1950),
        ]

    def test_a_later_end_keeps_the_members(self, mirror):
        assert kad_years(3, 2020, 2020, until=2020).height == kad_years(3, 2016, 2016).height

    def test_too_few_states_make_no_row(self, mirror):
        found = kad_years(3, 1914, 1914, states=[2, 200])
        assert (found.height, found.width) == (0, 4)
        assert kad_years(3, 1914, 1914, states=[2, 200], sample=0).schema == found.schema


@pytest.mark.mirror
class TestSample:
    def test_every_k_ad_is_equally_likely(self, mirror):
        # 1990 has states that came, went and never met: blocks of unequal shape.
        chosen = {"subset_years": [1990, 1991], "states": [255, 260, 265, 365, 678, 679, 680, 580]}
        every = kad_years(3, **chosen)
        n, draws = every.height, 4000
        assert 30 < n < 120
        counts = pl.concat(
            kad_years(3, **chosen, sample=5, seed=seed) for seed in range(draws)
        ).group_by(every.columns)
        seen = every.join(counts.len(), on=every.columns, how="left")["len"].fill_null(0)
        assert seen.sum() == 5 * draws
        # Without replacement the counts vary by (n - 5) / (n - 1) of what chi-square expects.
        statistic = chisquare(seen.to_numpy()).statistic * (n - 1) / (n - 5)
        assert n - 1 - 4 * (2 * n) ** 0.5 < statistic < n - 1 + 4 * (2 * n) ** 0.5

    def test_years_are_drawn_in_proportion_to_their_k_ads(self, mirror):
        sample = kad_years(4, sample=100_000, seed=7)
        members = dyad_years(directed=False).group_by("year").len().sort("year")
        # Nearly all states of a year met: n(n-1)/2 pairs give n.
        n = ((1 + np.sqrt(1 + 8 * members["len"].to_numpy())) / 2).round().astype(int)
        share = np.array([comb(int(x), 4) for x in n], dtype=float)
        share /= share.sum()
        drawn = members.join(sample.group_by("year").len("drawn"), on="year", how="left")
        drawn = drawn.sort("year")["drawn"].fill_null(0).to_numpy()
        likely = share * 100_000 > 20
        z = (drawn - share * 1e5)[likely] / np.sqrt(share * 1e5)[likely]
        assert np.abs(z).max() < 4.5

    def test_no_k_ad_is_drawn_twice_and_all_can_be(self, mirror):
        every = kad_years(3, 1816, 1816)
        assert kad_years(3, 1816, 1816, sample=every.height, seed=1).equals(every)
        most = kad_years(3, 1816, 1816, sample=every.height - 1, seed=1)
        assert most.n_unique() == every.height - 1
        assert most.join(every, on=every.columns, how="anti").is_empty()

    def test_a_seed_gives_the_same_sample_and_another_another(self, mirror):
        one = kad_years(5, sample=1000, seed=3)
        assert one.equals(kad_years(5, sample=1000, seed=3))
        assert not one.equals(kad_years(5, sample=1000, seed=4))
        assert not kad_years(5, sample=1000).equals(kad_years(5, sample=1000))

    def test_a_sample_is_in_order_and_its_members_ascend(self, mirror):
        sample = kad_years(9, sample=5000, seed=1)
        codes = sample.select(pl.exclude("year")).to_numpy()
        assert (np.diff(codes, axis=1) > 0).all()
        assert sample.equals(sample.sort("year", *sample.columns[:-1]))
        assert sample.n_unique() == 5000

    def test_one_more_than_there_are_is_refused(self, mirror):
        with pytest.raises(FoedusError, match="sample is 14,191, expected 0 to 14,190"):
            kad_years(3, 1914, 1914, sample=14_191)


@pytest.mark.mirror
class TestFile:
    def test_a_file_holds_what_memory_would(self, mirror, tmp_path):
        target = tmp_path / "triads.parquet"
        lazy = kad_years(3, 1816, 1870, to=target)
        assert isinstance(lazy, pl.LazyFrame)
        assert lazy.collect().equals(kad_years(3, 1816, 1870))
        assert [p.name for p in tmp_path.iterdir()] == ["triads.parquet"]

    def test_a_file_that_exists_is_kept_without_force(self, mirror, tmp_path):
        target = tmp_path / "triads.parquet"
        target.write_bytes(b"mine")
        with pytest.raises(FoedusError, match=r"triads\.parquet exists; --force"):
            kad_years(3, 1914, 1914, to=target)
        assert target.read_bytes() == b"mine"
        assert kad_years(3, 1914, 1914, to=target, force=True).collect().height == 14190

    @pytest.mark.parametrize("_", range(5))  # the writer has threads: once may be luck
    def test_trouble_leaves_nothing(self, mirror, tmp_path, monkeypatch, _):
        some = kad_years(3, 1914, 1914)

        def failing(k, years, key):
            yield some
            raise OSError(28, "No space left on device")

        monkeypatch.setitem(kad_years.__globals__, "_batches", failing)
        with pytest.raises(FoedusError, match=r"cannot write .*No space left on device"):
            kad_years(3, 1914, 1914, to=tmp_path / "triads.parquet")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("target", ["nowhere/triads.parquet", "."])
    def test_a_place_that_cannot_be_written(self, mirror, tmp_path, target):
        with pytest.raises(FoedusError, match=r"cannot write|is a folder"):
            kad_years(3, 1914, 1914, to=tmp_path / target)

    def test_a_sample_can_go_to_a_file(self, mirror, tmp_path):
        lazy = kad_years(4, sample=100, seed=1, to=tmp_path / "sample.parquet")
        assert lazy.collect().equals(kad_years(4, sample=100, seed=1))


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"k": 1}, "k is 1, expected 2 or more"),
        ({"k": 3, "first": 1815}, "the first year is 1815, before the data begin in 1816"),
        ({"k": 3, "last": 2024}, "after the data end in 2016"),
        ({"k": 3, "states": [2, 201]}, "states holds 201, which is no state"),
        ({"k": 3, "seed": 1}, "seed is for a sample"),
        ({"k": 3, "sample": -1}, "sample is -1"),
        ({"k": 12, "sample": 5}, r"too many to draw from"),
        ({"k": 5}, r"there are 69,3\d\d,\d\d\d,\d\d\d 5-ads, 3,328 GB; write them with to="),
        ({"k": 3, "system": "isocodes"}, "system is 'isocodes', expected 'cow' or 'gw'"),
        ({"k": 3, "to": "x.parquet", "backend": "pandas"}, "with to= the rows go to a file"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(mirror, options, said):
    with pytest.raises(FoedusError, match=said) as caught:
        kad_years(**options)
    assert "\n" not in str(caught.value)


def converted(frame, engine):
    return {
        "polars": lambda: frame,
        "polars-lazy": lambda: frame.lazy(),
        "pandas": lambda: frame.to_pandas(),
        "pyarrow": lambda: frame.to_arrow(),
        "duckdb": lambda: duckdb.from_arrow(frame.to_arrow()),
    }[engine]()


def back(frame):
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return frame.pl()
    return frame if isinstance(frame, pl.DataFrame) else pl.from_dataframe(frame)


ENGINES = ["polars", "polars-lazy", "pandas", "pyarrow", "duckdb"]


@pytest.mark.mirror
class TestMembers:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_sum_minimum_maximum_on_every_engine(self, mirror, engine):
        frame = kad_years(3, sample=2000, seed=5).pipe(add_nmc, keep=["milex", "tpop"])
        given = converted(frame, engine)
        result = given
        for add in (add_kad_sum, add_kad_min, add_kad_max):
            result = add(result, "milex")
        assert type(result) is type(given)
        found = back(result).sort("year", "ccode1", "ccode2", "ccode3")
        rows = np.column_stack([frame[f"milex{i}"].to_numpy() for i in (1, 2, 3)])
        assert np.isnan(rows).any()
        for name, figure in (("sum", np.sum), ("min", np.min), ("max", np.max)):
            values = found[f"milex_{name}"].cast(pl.Float64).fill_null(np.nan).to_numpy()
            np.testing.assert_allclose(values, figure(rows, axis=1), rtol=1e-12)

    def test_works_on_dyads(self, mirror):
        frame = dyad_years(1914, 1914).pipe(add_nmc, keep=["tpop"]).pipe(add_kad_min, "tpop")
        low = frame.select(pl.min_horizontal("tpop1", "tpop2")).to_series()
        assert frame["tpop_min"].equals(low.alias("tpop_min"))

    def test_what_is_not_there_is_named(self, mirror):
        frame = kad_years(3, 1914, 1914)
        with pytest.raises(FoedusError, match=r"needs milex1, milex2, milex3.*add_nmc\(\)"):
            add_kad_sum(frame, "milex")
        with pytest.raises(FoedusError, match="did you mean milex"):
            add_kad_sum(add_nmc(frame), "milx")
        with pytest.raises(FoedusError, match="already has"):
            add_kad_sum(add_nmc(frame).pipe(add_kad_sum, "milex"), "milex")


@pytest.mark.mirror
class TestPairs:
    def relation_by_hand(self, frame, relation):
        years = {"allied": 2018, "defense": 2018, "contiguous": 2016, "land": 2016, "dispute": 2010}
        if relation in ("allied", "defense"):
            atop = load("atop_alliance")
            rows = atop if relation == "allied" else atop.filter(pl.col("atop_defense") == 1)
        elif relation == "dispute":
            rows = load("gml_dirdisp").filter(pl.col("midongoing") == 1)
        else:
            kinds = [1] if relation == "land" else [1, 2, 3, 4, 5]
            spells = load("cow_contdir").filter(pl.col("conttype").is_in(kinds))
            began, ended = (pl.col(side).dt.year() for side in ("stdate", "enddate"))
            years_of = pl.int_ranges(began, ended + 1, dtype=pl.Int64).alias("year")
            rows = spells.with_columns(years_of).explode("year")
        related = set(rows.select("ccode1", "ccode2", "year").iter_rows())
        found = []
        for *codes, year in frame.iter_rows():
            pairs = [
                None
                if year > years[relation]
                else (a, b, year) in related or (b, a, year) in related
                for a, b in combinations(codes, 2)
            ]
            any_, all_ = any(p for p in pairs), all(pairs)
            known = year <= years[relation]
            found.append((int(any_) if known else None, int(all_) if known else None))
        return found

    def test_a_border_for_a_part_of_a_longer_spell_counts(self, mirror):
        # The data have Germany and Italy not contiguous 1816-2016, and contiguous 1938-1945.
        frame = kad_years(2, 1937, 1940, states=[255, 325]).pipe(add_kad_pairs, "land")
        assert frame["any_land"].to_list() == [0, 1, 1, 1]

    @pytest.mark.parametrize("relation", ["allied", "defense", "contiguous", "land", "dispute"])
    def test_any_and_all_pairs(self, mirror, relation):
        near = [200, 210, 211, 212, 220, 255, 265, 305, 325]
        frame = kad_years(3, 1900, 2016, states=near)
        result = add_kad_pairs(frame, relation)
        assert result.columns == [*frame.columns, f"any_{relation}", f"all_{relation}"]
        found = result.select(f"any_{relation}", f"all_{relation}").rows()
        assert found == self.relation_by_hand(frame, relation)
        assert {row[0] for row in found} >= {0, 1}

    def test_a_pair_is_the_dyad(self, mirror):
        frame = dyad_years(1914, 1914, directed=False).pipe(add_atop_alliance)
        result = add_kad_pairs(frame, "defense")
        assert result["any_defense"].cast(pl.Int64).sum() == frame["atop_defense"].sum()
        assert result["any_defense"].equals(result["all_defense"].alias("any_defense"))

    def test_an_unknown_member_leaves_open_what_the_others_do_not_decide(self, mirror):
        frame = pl.DataFrame(
            {"ccode1": [2, 2, 2], "ccode2": [20, 20, 70], "ccode3": [200, None, None]}
            | {"year": [1950, 1950, 1816]},
            schema_overrides={"ccode3": pl.Int16},
        )
        found = add_kad_pairs(frame, "defense").select("any_defense", "all_defense").rows()
        assert found == [(1, 1), (1, None), (None, 0)]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_the_same_on_every_engine(self, mirror, engine):
        frame = kad_years(4, sample=3000, seed=2)
        result = add_kad_pairs(converted(frame, engine), "contiguous")
        assert type(result) is type(converted(frame, engine))
        keys = frame.columns
        found = back(result).sort(["year", *keys[:-1]]).cast(pl.Int16)
        assert found.equals(add_kad_pairs(frame, "contiguous").cast(pl.Int16))

    def test_the_order_of_the_members_does_not_matter(self, mirror):
        frame = kad_years(3, 1950, 1960, sample=500, seed=2)
        turned = frame.rename({"ccode1": "ccode3", "ccode3": "ccode1"})
        one, two = (add_kad_pairs(f, "allied")["any_allied"] for f in (frame, turned))
        assert one.equals(two)
        assert one.sum() > 0

    def test_an_unknown_relation_gets_the_nearest(self, mirror):
        with pytest.raises(FoedusError, match="did you mean 'allied'"):
            add_kad_pairs(kad_years(3, 1914, 1914), "alied")
