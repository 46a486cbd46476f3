"""What the peer must fetch or lacks: similarity, recomputed capabilities and what follows."""

import numpy as np
import polars as pl
import pytest

from foedus import panel
from foedus.errors import FoedusError
from foedus.measures.gradient import exponential_gradient
from foedus.sources import load

pytestmark = [pytest.mark.mirror, pytest.mark.usefixtures("mirror")]

MEASURES = ["s_absolute", "s_squared", "kappa_squared", "pi_squared", "pi_nominal", "tau_b"]
# Computed once, pair by pair from the definitions, on ATOP 5.1 with the members of each year:
# S absolute, S squared, kappa, pi (squared), pi (nominal), tau-b; then the same but tau-b, binary.
PAIRS = {
    (1939, 255, 365): (
        [0.48717949, 0.58974359, 0.24286546, 0.20828258, 0.061371841, 0.28576915],
        [0.47692308, 0.47692308, 0.2984127, 0.27989573, 0.27989573],
    ),
    (1950, 2, 365): (
        [-0.057777778, -0.051851852, -0.17783676, -0.28347273, -0.27469726, -0.22582971],
        [-0.066666667, -0.066666667, -0.18483412, -0.2864494, -0.2864494],
    ),
    (1950, 2, 200): (
        [0.33333333, 0.33333333, 0.27522227, 0.24227117, 0.24227117, 0.30563446],
        [0.33333333, 0.33333333, 0.27522227, 0.24227117, 0.24227117],
    ),
    (1984, 365, 290): (
        [0.8757764, 0.91442374, 0.69913798, 0.69500122, 0.73831776, 0.76653927],
        [0.86335404, 0.86335404, 0.80642693, 0.80513836, 0.80513836],
    ),
    (2000, 2, 200): (
        [0.55322862, 0.5788249, 0.35358352, 0.31331811, 0.54764494, 0.42275037],
        [0.52879581, 0.52879581, 0.52782508, 0.5093758, 0.5093758],
    ),
    (2018, 2, 710): (
        [0.20683761, 0.34358974, 0.01950172, -0.15934849, 0.064319832, 0.10699015],
        [0.13846154, 0.13846154, 0.20754717, 0.12630681, 0.12630681],
    ),
    (2018, 710, 365): (
        [0.66495726, 0.83361823, 0.39758781, 0.36263097, 0.28426543, 0.38193051],
        [0.34358974, 0.34358974, 0.34211914, 0.31003981, 0.31003981],
    ),
}


@pytest.mark.parametrize("key", PAIRS, ids=str)
def test_known_pairs(key):
    year, one, two = key
    valued, binary = PAIRS[key]
    frame = pl.DataFrame({"ccode1": [one, two], "ccode2": [two, one], "year": [year, year]})
    rows = frame.pipe(panel.add_fp_similarity, MEASURES).select(MEASURES).rows()
    assert rows[0] == pytest.approx(valued, abs=1e-6)
    assert rows[1] == pytest.approx(rows[0], abs=1e-12)
    flat = frame.pipe(panel.add_fp_similarity, MEASURES[:5], portfolio="binary")
    assert flat.select(MEASURES[:5]).row(0) == pytest.approx(binary, abs=1e-6)


def test_weighted_s_of_one_year_by_its_definition():
    states = panel.state_years(1914, 1914).pipe(panel.add_nmc, keep=["cinc"])
    pairs = panel.dyad_years(1914, 1914).pipe(panel.add_atop_portfolio)
    level = {(a, b): value for a, b, value in pairs.drop("year").iter_rows()}

    def owed(one, two):
        return 3 if one == two else level[one, two]

    gap = [abs(owed(200, k) - owed(255, k)) for k in states["ccode"]]
    weights = states["cinc"].to_numpy()
    expected = 1 - 2 * (np.array(gap) * weights).sum() / (3 * weights.sum())
    pair = pl.DataFrame({"ccode1": [200], "ccode2": [255], "year": [1914]})
    found = pair.pipe(panel.add_fp_similarity, ["s_absolute_cinc"])["s_absolute_cinc"].item()
    assert found == pytest.approx(expected, abs=1e-12)


def test_similarity_covers_every_dyad_year_of_its_years_and_no_other():
    frame = panel.dyad_years(2015, 2019, until=2019).pipe(panel.add_fp_similarity)
    known = frame.filter(pl.col("year") <= 2018)
    assert not any(known.null_count().row(0))
    after = frame.filter(pl.col("year") == 2019)
    assert after["s_absolute"].null_count() == after.height > 0


def test_keep_must_name_a_measure():
    frame = panel.dyad_years(1914, 1914)
    with pytest.raises(FoedusError, match="did you mean 'tau_b'"):
        panel.add_fp_similarity(frame, ["taub"])
    with pytest.raises(FoedusError, match="keep names no column"):
        panel.add_fp_similarity(frame, [])
    with pytest.raises(FoedusError, match="portfolio is 'valid'"):
        panel.add_fp_similarity(frame, portfolio="valid")


def test_recomputed_capabilities_equal_the_published_ones():
    states = load("cow_nmc").select("ccode", "year", "cinc").pipe(panel.add_cinc)
    gap = (states["cinc"] - states["cinc_recomputed"]).abs()
    assert gap.null_count() == 0
    assert gap.max() < 2.5e-8
    sums = states.group_by("year").agg(pl.col("cinc_normalised").sum())
    np.testing.assert_allclose(sums["cinc_normalised"], 1.0, atol=1e-12)


def test_the_report_names_the_years_whose_shares_exceed_1():
    assert panel.cinc_report(0.005).height == 133
    report = panel.cinc_report()
    assert report.height == 203
    assert (report["cinc"] > 1).all()
    years = dict(report.select("year", "cinc").iter_rows())
    for year, total in {1816: 1.0535, 1860: 1.07472, 1914: 1.02086, 2022: 1.00707}.items():
        assert years[year] == pytest.approx(total, abs=1e-5)
    assert 1961 not in {*panel.cinc_report(1e-4)["year"]}


def test_ratio_and_share():
    pairs = panel.dyad_years(1914, 1914).pipe(panel.add_nmc, keep=["cinc"])
    pairs = pairs.pipe(panel.add_capability_ratio)
    one, two = pairs["cinc1"].to_numpy(), pairs["cinc2"].to_numpy()
    np.testing.assert_allclose(
        pairs["capability_ratio"], np.minimum(one, two) / np.maximum(one, two), rtol=1e-9
    )
    np.testing.assert_allclose(pairs["capability_share1"], one / (one + two))
    late = panel.dyad_years(2023, 2023, until=2023).pipe(panel.add_capability_ratio)
    assert late["capability_ratio"].null_count() == late.height


def test_projected_capability_is_the_gradient_times_the_share():
    pairs = panel.dyad_years(1914, 1914).pipe(panel.add_nmc, keep=["cinc"])
    for step in (panel.add_capital_distance, panel.add_contiguity, panel.add_projected_capability):
        pairs = pairs.pipe(step)
    distance = np.where(pairs["conttype"] == 1, 0.0, pairs["capdist"])
    reach = exponential_gradient(distance, 4000.0)
    np.testing.assert_allclose(pairs["projected1"], pairs["cinc1"] * reach)
    np.testing.assert_allclose(pairs["projected2"], pairs["cinc2"] * reach)
    late = panel.dyad_years(2017, 2017, until=2017)
    unknown = late.pipe(panel.add_projected_capability)
    assert unknown["projected1"].null_count() == late.height
    extended = late.pipe(panel.add_projected_capability, until=2017)
    assert extended["projected1"].null_count() == 0
    with pytest.raises(FoedusError, match="scale is -1"):
        panel.add_projected_capability(late, scale=-1)


def test_joint_democracy_needs_both_scores():
    pairs = panel.dyad_years(1990, 1990).pipe(panel.add_democracy, keep=["polity2"])
    pairs = pairs.pipe(panel.add_joint_democracy)
    both = pairs.filter(pl.col("polity21").is_not_null() & pl.col("polity22").is_not_null())
    expected = ((both["polity21"] >= 6) & (both["polity22"] >= 6)).cast(pl.Int8)
    assert both["joint_democracy"].to_list() == expected.to_list()
    assert pairs["joint_democracy"].null_count() == pairs.height - both.height > 0


def test_weak_link_is_the_lowest_and_missing_where_one_is():
    frame = pl.DataFrame(
        {
            "ccode1": [2, 2, 20],
            "ccode2": [20, 70, 70],
            "year": [1990, 1990, 1990],
            "gdp1": [3.0, None, 1.0],
            "gdp2": [2.0, 5.0, 1.0],
        }
    )
    assert panel.add_weak_link(frame, ["gdp"])["min_gdp"].to_list() == [2.0, None, 1.0]
    with pytest.raises(FoedusError, match="needs the columns tpop1, tpop2"):
        panel.add_weak_link(frame, ["tpop"])


def test_alliance_levels():
    frame = panel.dyad_years(1939, 1939).pipe(panel.add_atop_alliance)
    frame = frame.pipe(panel.add_atop_portfolio)
    high = (pl.col("atop_defense") == 1) | (pl.col("atop_offense") == 1)
    middle = (pl.col("atop_neutral") == 1) | (pl.col("atop_consul") == 1)
    level = pl.when(high).then(3).when(middle).then(2).otherwise(pl.col("atop_nonagg"))
    assert frame["atop_level"].to_list() == frame.select(level).to_series().to_list()
    assert set(frame["atop_level"]) == {0, 1, 2, 3}
