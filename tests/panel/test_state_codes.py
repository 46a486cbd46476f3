"""Names and other projects' codes to numbers, by year."""

import csv
import datetime
import warnings
from functools import cache
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from countrycode import codelist, countrycode
from hypothesis import given
from hypothesis import strategies as st

import toymirror
from foedus import panel
from foedus.errors import FoedusError
from panelframes import EAGER, LAZY, as_engine, kind_of, to_polars

ENGINES = (*EAGER, *LAZY)
FREE = pytest.mark.filterwarnings("ignore:add_state_codes")
# name, year, Correlates of War, Gleditsch and Ward
TABLE = (Path(__file__).parent / "state_codes.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines()))
"""By hand, from the lists of states of both projects: what a spelling's number was in a year."""
NAMED = [row for row in CASES if row["origin"] == "name"]
CODED = [row for row in CASES if row["origin"] != "name"]


def codes(names, years, code="ccode", **options):
    frame = pl.DataFrame({"who": names, "when": years}, strict=False)
    made = panel.add_state_codes(frame, "who", code, year="when", **options)
    return made[code].to_list()


@FREE
@pytest.mark.mirror
def test_the_year_decides_between_the_numbers_of_a_state(mirror):
    names, years = [row["who"] for row in NAMED], [int(row["year"]) for row in NAMED]
    for code in ("ccode", "gwcode"):
        made = zip(names, years, codes(names, years, code), strict=True)
        assert list(made) == [(row["who"], int(row["year"]), number(row, code)) for row in NAMED]


def number(row, code):
    return int(row[code]) if row[code] else None


@FREE
@pytest.mark.mirror
@pytest.mark.parametrize("row", CODED, ids=lambda row: "-".join(row.values()))
def test_codes_of_other_projects(mirror, row):
    for code in ("ccode", "gwcode"):
        asked = [row["who"]], [row["year"]], code
        assert codes(*asked, origin=row["origin"]) == [number(row, code)]


@FREE
@pytest.mark.mirror
@pytest.mark.parametrize(
    ("system", "code", "name", "renumbered"),
    [("cow", "ccode", "cw_name", {260, 678}), ("gw", "gwcode", "gw_name", {99})],
)
def test_the_lists_own_names_come_back(mirror, system, code, name, renumbered):
    """But for the year in which one number took over from another before its end."""
    years = panel.state_years(system=system).rename({code: "own"})
    made = panel.add_state_codes(years, name, code)
    wrong = made.filter(pl.col("own").ne_missing(pl.col(code)))
    assert set(wrong["own"]) == renumbered
    assert wrong.height == len(renumbered)


@cache
def members(system):
    code = {"cow": "ccode", "gw": "gwcode"}[system]
    return set(panel.state_years(system=system).select(code, "year").iter_rows())


# What the year changes, or countrycode gives for a state of another time.
APART = {"Germany", "Yemen", "Vietnam", "Yemen Arab Republic", "Serbia", "Republic of Vietnam"}


@FREE
@pytest.mark.mirror
@pytest.mark.parametrize("year", range(1956, 2017, 5))
@pytest.mark.parametrize(
    "column",
    ["country.name.en", "un.name.en", "un.name.fr", "iso.name.en", "cow.name", "vdem.name"],
)
def test_as_countrycode_has_it_where_that_is_a_member(mirror, column, year):
    rows = zip(codelist[column], codelist["country.name.en"], codelist["cown"], strict=True)
    known = [(name, int(n)) for name, state, n in rows if name and n and state not in APART]
    found = codes([name for name, _ in known], [year] * len(known))
    # The members of the year must be there; others may be what the state was a part of.
    assert len(known) > 150
    for (name, number), ours in zip(known, found, strict=True):
        if (number, year) in members("cow"):
            assert ours == number, name
        else:
            assert ours is None or (name, number, ours) == (name, 316, 315), name


@FREE
@pytest.mark.mirror
@pytest.mark.parametrize("origin", ["iso3c", "vdem", "p5n", "un", "imf", "wb", "fips"])
def test_codes_as_countrycode_turns_them(mirror, origin):
    given = [c for c, state in zip(codelist[origin], codelist["country.name.en"], strict=True)
             if c is not None and state not in APART | {"Kosovo"}]  # fmt: skip
    theirs = countrycode(given, origin, "cown")
    assert len(given) > 150
    for ours, number in zip(codes(given, [2010] * len(given), origin=origin), theirs, strict=True):
        if number is not None and (int(number), 2010) in members("cow"):
            assert ours == int(number)


NAMES = st.sampled_from(sorted({row["who"] for row in NAMED}))


@FREE
@pytest.mark.mirror
@given(st.lists(st.tuples(NAMES, st.integers(1816, 2016)), min_size=1, max_size=30), st.randoms())
def test_a_number_is_a_member_s_and_rows_do_not_matter(mirror, pairs, random):
    for code, system in (("ccode", "cow"), ("gwcode", "gw")):
        names, years = zip(*pairs, strict=True)
        found = codes(names, years, code)
        assert {(n, y) for n, y in zip(found, years, strict=True) if n is not None} <= members(
            system
        )
        order = list(range(len(pairs)))
        random.shuffle(order)
        turned = codes([names[i] for i in order], [years[i] for i in order], code)
        assert turned == [found[i] for i in order]


@pytest.mark.mirror
def test_an_ambiguous_name_says_between_which_numbers(mirror):
    rows = pl.DataFrame({"who": ["Korea"], "year": [1960]})
    with pytest.warns(UserWarning, match="'Korea' 1960: ambiguous: 731 or 732"):
        assert panel.add_state_codes(rows, "who")["ccode"].to_list() == [None]


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    with toymirror.standing_in(tmp_path_factory.mktemp("toy")) as made:
        yield made


ROWS = pl.DataFrame(
    {
        "a": ["Germany", "Germany", "Yugoslavia", "State 2", None, "Nowhere", "Germany", "Serbia"],
        "b": ["Canada", "USA", "Serbia", "France", "UK", "Germany", "Canada", "East Germany"],
        "year": [1980, 1991, 2000, 1999, 1999, 1999, None, 1985],
        "x": [1, 2, 3, 4, 5, 6, 7, 8],
    }
)
COW_A, COW_B = [260, 255, 345, 2, None, None, None, 345], [20, 2, 345, 220, 200, 255, None, 265]


@FREE
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_and_both_sides_of_a_pair(toy, engine):
    twice = pl.concat([ROWS, ROWS])  # one dyad in several rows: events, disputes
    asked = as_engine(twice, engine)
    made = panel.add_state_codes(asked, ["a", "b"])
    assert kind_of(made) == kind_of(asked)
    rows = to_polars(made)
    assert rows.columns == [*ROWS.columns, "ccode1", "ccode2"]
    expected = dict(zip(ROWS["x"], zip(COW_A, COW_B, strict=True), strict=True))
    assert rows.height == 16
    for row in rows.rows(named=True):
        assert (row["ccode1"], row["ccode2"]) == expected[row["x"]]
    named = to_polars(panel.add_state_codes(asked, "a", "gwcode", prefix="their_"))
    assert named.columns[-1] == "their_gwcode"
    of = dict(zip(named["x"], named["their_gwcode"], strict=True))
    assert [of[x] for x in (1, 2, 3, 8)] == [260, 260, 345, 345]


@FREE
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [pl.String, pl.Float64, pl.Int32])
def test_years_and_codes_of_any_type_are_read_for_what_they_say(toy, engine, kind):
    rows = pl.DataFrame({"un": [276, 124, 999], "yr": [1991, 1980, 1980]})
    asked = as_engine(rows.cast({"un": kind, "yr": kind}), engine)
    found = to_polars(panel.add_state_codes(asked, "un", origin="un", year="yr"))
    assert sorted(found["ccode"].to_list(), key=str) == [20, 255, None]


def test_a_lazy_frame_stays_lazy_and_is_filtered_first(toy):
    asked = ROWS.lazy().pipe(panel.add_state_codes, "b").filter(pl.col("x") == 2)
    assert asked.collect()["ccode"].to_list() == [2]


def test_what_is_lost_is_told_and_listed(toy):
    with pytest.warns(UserWarning, match=r"1 of the states have no ccode .*'Nowhere' 1999: no st"):
        panel.add_state_codes(ROWS, "a")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        panel.add_state_codes(ROWS.filter(pl.col("x") < 5), "a")
    rows = pl.DataFrame(
        {
            "who": ["Germny", "East Germany", "Korea", "East Germany", "Canada", "Canada", None],
            "year": [1980, 2000, 1980, 2000, 2017, 2016, 1980],
        }
    )
    told = panel.state_codes_report(rows, "who").rows(named=True)
    assert [(row["spelling"], row["year"], row["rows"]) for row in told] == [
        ("Canada", 2017, 1), ("East Germany", 2000, 2), ("Germny", 1980, 1), ("Korea", 1980, 1)
    ]  # fmt: skip
    why = [row["why"] for row in told]
    assert why[0] == "after 2016, where the list of states ends: until= carries it on"
    assert why[1] == "not in the system in 2000 (265)"
    assert why[2].startswith("no state's name; did you mean Germany")
    assert why[3] == "not in the system in 1980 (732 or 730 or 731)"
    assert panel.state_codes_report(rows, "who", until=2020).height == 3
    for engine in ENGINES:
        again = panel.state_codes_report(as_engine(rows, engine), "who").rows(named=True)
        assert again == told


def frame(**columns):
    return pl.DataFrame({"who": ["Germany"], "year": [1999]} | columns)


BAD = [
    (frame(), ("whom",), {}, "the frame has no column whom; did you mean who"),
    (frame(), ("who",), {"year": "when"}, "the frame has no column when; it has who, year"),
    (frame(), ([],), {}, "column names none"),
    (frame(), (["who", "who"],), {}, "who is given twice"),
    (frame(), ("who", "cow"), {}, "code is 'cow', expected ccode, gwcode"),
    (frame(), ("who",), {"origin": "iso3"}, "origin is 'iso3', expected .* did you mean 'iso3"),
    (frame(), ("who",), {"until": 100000}, "until is 100000, expected a year"),
    (frame(ccode=[2]), ("who",), {}, "ccode, which the frame already has; .* prefix="),
    (frame(year=[99]), ("who",), {}, "year holds 99, expected years of four digits"),
    (frame(year=[1999.5]), ("who",), {}, "year holds 1999.5, expected whole numbers"),
    (frame(year=["next"]), ("who",), {}, "year holds 'next', expected whole numbers"),
    (frame(year=[datetime.date(1999, 1, 1)]), ("who",), {}, "year holds Date.* make a year of it"),
    (frame(who=[datetime.date(1999, 1, 1)]), ("who",), {}, "who holds Date, expected names or"),
    (frame(who=[["Germany"]]), ("who",), {}, "who holds List.*, expected names or codes"),
    ([1], ("who",), {}, "add_state_codes was given a list"),
]


@pytest.mark.parametrize(("given", "arguments", "options", "told"), BAD)
@pytest.mark.parametrize("engine", ENGINES)
def test_what_will_not_do_is_refused_in_one_line(toy, engine, given, arguments, options, told):
    if engine == "pandas":
        told = told.replace("Date.*", "Datetime.*").replace("holds Date,", "holds Datetime.*,")
        if "List" in told:
            told = "who holds (List|Array).*names or codes"
    asked = as_engine(given, engine) if isinstance(given, pl.DataFrame) else given
    with pytest.raises(Exception, match=told) as problem:
        to_polars(panel.add_state_codes(asked, *arguments, **options))
    if engine not in LAZY:
        assert isinstance(problem.value, FoedusError)
        assert "\n" not in str(problem.value)


def test_no_rows_are_no_problem(toy):
    for engine in ENGINES:
        made = to_polars(panel.add_state_codes(as_engine(ROWS.head(0), engine), ["a", "b"]))
        assert made.columns == [*ROWS.columns, "ccode1", "ccode2"]
    assert panel.add_state_codes(ROWS.head(0), "a").schema["ccode"] == pl.Int64
    assert panel.state_codes_report(ROWS.head(0), "a").height == 0


def test_the_index_of_pandas_is_kept_and_objects_are_read(toy):
    rows = pd.DataFrame({"who": ["Canada", None], "year": [1980, 1990]}, index=[7, 3], dtype=object)
    made = panel.add_state_codes(rows, "who")
    assert list(made.index) == [7, 3]
    assert made["ccode"].iloc[0] == 20
    assert pd.isna(made["ccode"].iloc[1])
