"""What keys may be: the same for every adder and engine."""

import datetime
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus import panel, sources
from foedus.errors import FoedusError
from panelframes import EAGER, LAZY, as_engine, to_polars

pytestmark = pytest.mark.usefixtures("data")

ENGINES = (*EAGER, *LAZY)
CODES, YEARS = [2, 200, 2, None], [1999, 1999, 2001, 1999]
DATES = [datetime.date(year, 7, 1) for year in YEARS]


def expected():
    """Look the figures up by hand."""
    known = sources.load("cow_nmc").rows(named=True)
    found = {(row["ccode"], row["year"]): row["cinc"] for row in known}
    pairs = zip(CODES, YEARS, strict=True)
    return [None if c is None else found[c, y] for c, y in pairs]


def with_keys(code, year):
    return pl.DataFrame({"ccode": code, "year": year}, strict=False)


def cinc(frame):
    # Only what is computed shows what it holds.
    return to_polars(panel.add_nmc(frame, keep=["cinc"]))["cinc"].to_list()


GOOD = {
    "integers": (pl.Int64, pl.Int64),
    "narrow integers": (pl.Int16, pl.Int32),
    "unsigned integers": (pl.UInt16, pl.UInt64),
    "floats": (pl.Float64, pl.Float64),
    "narrow floats": (pl.Float32, pl.Float32),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", GOOD)
def test_whole_numbers_in_any_type_are_read_for_what_they_say(kind, engine):
    code, year = GOOD[kind]
    frame = with_keys(CODES, YEARS).cast({"ccode": code, "year": year})
    found = cinc(as_engine(frame, engine))
    assert sorted(found, key=str) == sorted(expected(), key=str)
    assert found == expected() or engine == "duckdb"


@pytest.mark.parametrize("engine", ENGINES)
def test_whole_numbers_in_text_are_read(engine):
    code = ["2", " 200", "2.0", None]
    frame = with_keys(code, [str(year) for year in YEARS])
    found = to_polars(panel.add_nmc(as_engine(frame, engine), keep=["cinc"]))
    values = {row[0]: row[2] for row in found.rows()}
    assert [values[c] for c in code] == expected()


@pytest.mark.parametrize("engine", ENGINES)
def test_nan_in_a_key_is_missing(engine):
    frame = pl.DataFrame({"ccode": [2.0, float("nan")], "year": [1999.0, 1999.0]})
    found = to_polars(panel.add_contiguity(as_engine(frame, engine)))
    assert found.filter(pl.col("ccode").is_null())["land"].to_list() == [None]
    assert found.filter(pl.col("ccode") == 2)["land"].item() is not None


BAD = {
    "a fraction of a year": ({"year": [1914.5]}, "year holds 1914.5"),
    "two digits": ({"year": [14]}, "year holds 14, expected years of four digits"),
    "a year far off": ({"year": [100000]}, "year holds 100000, expected years of four digits"),
    "a text": ({"year": ["nineteen"]}, "year holds '?nineteen'?, expected"),
    "a part of a code": ({"ccode": [2.5]}, "ccode holds 2.5"),
    "no code": ({"ccode": [340]}, "ccode holds 340, which is no Correlates of War number"),
    "a name": ({"ccode": ["USA"]}, "ccode holds '?USA'?, "),
    "a huge code": ({"ccode": [10**12]}, "ccode holds 1000000000000, which is no"),
    "a negative code": ({"ccode": [-2]}, "ccode holds -2, which is no"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", BAD)
def test_a_wrong_key_is_treated_alike_on_all_engines(case, engine):
    change, told = BAD[case]
    frame = pl.DataFrame({"ccode": [2], "year": [1999]} | change)
    problem = Exception if engine == "duckdb" else FoedusError
    for adder in (panel.add_nmc, panel.add_contiguity, panel.add_gml_mids):
        with pytest.raises(problem, match=told):
            to_polars(adder(as_engine(frame, engine)))


TEMPORAL = {
    "date": pl.Series("year", DATES),
    "datetime": pl.Series("year", DATES).cast(pl.Datetime("us")),
    "time span": pl.Series("year", [datetime.timedelta(days=3)] * 4),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", TEMPORAL)
def test_dates_are_refused_at_once_with_the_way_to_make_years_of_them(kind, engine):
    if engine == "duckdb" and kind == "time span":
        pytest.skip("arrives as an interval")
    frame = pl.DataFrame([pl.Series("ccode", [2, 2, 2, 2]), TEMPORAL[kind]])
    for adder in (panel.add_nmc, panel.add_capital_distance, panel.add_democracy):
        with pytest.raises(FoedusError, match=r"year holds .*make a year of it first .*year"):
            adder(as_engine(frame, engine))


PANDAS = {
    "period": pd.period_range("1914", periods=3, freq="Y"),
    "timestamp": pd.date_range("1914", periods=3, freq="YE"),
    "dates": pd.Series([datetime.date(1914, 1, 1)] * 3),
}


@pytest.mark.parametrize("kind", PANDAS)
def test_dates_of_pandas_are_refused(kind):
    frame = pd.DataFrame({"ccode": [2, 2, 2], "year": PANDAS[kind]})
    with pytest.raises(FoedusError, match="make a year of it first"):
        panel.add_nmc(frame)


def test_objects_of_pandas_are_read_for_what_they_hold():
    for years in ([1999, 2001], ["1999", "2001"], [1999, "2001"], [Decimal(1999), Decimal(2001)]):
        frame = pd.DataFrame({"ccode": [2, 2], "year": pd.Series(years, dtype=object)})
        made = panel.add_nmc(frame, keep=["cinc"])["cinc"].tolist()
        assert made == [expected()[0], expected()[2]]
    frame = pd.DataFrame({"ccode": [2, 2], "year": pd.array([1999, None], dtype="Int64")})
    made = panel.add_nmc(frame, keep=["cinc"])
    assert made["cinc"].isna().tolist() == [False, True]


def test_pandas_frames_of_their_own_kind_are_refused_in_one_line():
    levels = pd.DataFrame([[2, 1914]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")]))
    twice = pd.DataFrame([[2, 2, 1914]], columns=["ccode", "ccode", "year"])
    index = pd.DataFrame({"ccode": [2], "year": [1914], "x": [1]}).set_index(["ccode", "year"])
    told = ["columns have 2 levels", "more than one column ccode", r"index holds ccode, year: .*re"]
    for frame, text in zip((levels, twice, index), told, strict=True):
        with pytest.raises(FoedusError, match=text) as problem:
            panel.add_nmc(frame)
        assert "\n" not in str(problem.value)


def test_the_users_own_keys_stay_as_they_are():
    frame = with_keys(["2", "200"], [1999.0, 1999.0])
    made = panel.add_nmc(frame)
    assert_frame_equal(made.select("ccode", "year"), frame)
