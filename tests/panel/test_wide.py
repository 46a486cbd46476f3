"""What leaves foedus is wide: squares, cubes and sums of it are right in any library."""

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

import toymirror
from foedus import panel, sources
from foedus.panel.recipe import creators
from panelframes import UNITS, all_adders, calls, frame_of, prepared, to_polars

pytestmark = pytest.mark.usefixtures("data")
ADDERS = all_adders()
WIDE = {pl.Int64, pl.Float64, pl.String, pl.Date}
LIBRARIES = ("polars", "pandas", "duckdb")


def exact(values, power):
    return [None if v is None else v**power for v in values]


def assert_right(frame, columns):
    """Check squares and cubes of some columns, in the library itself, by Python's own numbers."""
    for name in columns:
        for power in (2, 3):
            if isinstance(frame, pd.DataFrame):
                given = pl.Series(frame[name].to_numpy(), nan_to_null=True)
                made = pl.Series((frame[name] ** power).to_numpy(), nan_to_null=True)
            elif isinstance(frame, pl.DataFrame):
                given, made = frame[name], frame[name] ** power
            else:
                product = "*".join([f'"{name}"'] * power)
                both = frame.project(f'"{name}" AS given, {product} AS made').pl()
                given, made = both["given"], both["made"]
            for one, other in zip(made.to_list(), exact(given.to_list(), power), strict=True):
                assert (one is None) == (other is None), name
                assert one is None or one == pytest.approx(other, rel=1e-12), (name, power)


def made_by(library, frame):
    if library == "pandas":
        return pd.DataFrame({c: frame[c].to_numpy() for c in frame.columns})
    return duckdb.from_arrow(frame.to_arrow()) if library == "duckdb" else frame


@pytest.mark.parametrize("unit", creators())
@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow", "duckdb"])
def test_creators_give_wide_columns(unit, backend):
    more = {"k": 3, "states": [2, 200, 220, 365]} if unit == "kad-years" else {}
    made = nw.from_native(creators()[unit](subset_years=[1999], backend=backend, **more))
    for name, dtype in made.collect_schema().items():
        narrow = dtype.is_numeric() and dtype not in (nw.Int64, nw.Float64)
        assert not narrow, f"{name} is {dtype}"


@pytest.mark.parametrize(
    ("name", "arguments"), [pytest.param(n, a, id=f"{n}{list(a) or ''}") for n, a in calls()]
)
def test_adders_give_wide_columns_that_can_be_computed_with(name, arguments):
    from foedus.errors import FoedusError

    for kind, system in UNITS:
        frame = prepared(name, kind, system)
        try:
            made = ADDERS[name](frame, *arguments)
        except FoedusError:
            continue
        new = made.columns[frame.width :]
        assert {made.schema[column].base_type() for column in new} <= WIDE
        numeric = [c for c in new if made.schema[c].is_numeric()]
        if kind not in ("dyad-year", "state-year"):
            continue
        for library in LIBRARIES:
            result = ADDERS[name](made_by(library, frame), *arguments)
            assert_right(result, numeric)


def test_the_fields_commonest_formulas_do_not_wrap():
    frame = frame_of("dyad-year", "cow").pipe(panel.add_democracy, keep=["polity2"])
    pandas = pd.DataFrame({c: frame[c].to_numpy() for c in frame.columns})
    ids = frame["ccode1"] * 1000 + frame["ccode2"]
    assert ids.n_unique() == frame.select("ccode1", "ccode2").n_unique()
    highest = max(frame["polity21"].drop_nulls())
    assert (frame["polity21"] + 10).pow(2).max() == (highest + 10) ** 2
    assert np.nanmax((pandas["polity21"].to_numpy() + 10) ** 2) == (highest + 10) ** 2


def test_a_sum_over_members_is_wider_than_what_is_summed():
    frame = pl.DataFrame(
        {"ccode1": [2], "ccode2": [200], "year": [1999], "x1": [100], "x2": [100]},
        schema_overrides={"x1": pl.Int8, "x2": pl.Int8},
    )
    for library in LIBRARIES:
        made = to_polars(panel.add_kad_sum(made_by(library, frame), "x"))
        assert made["x_sum"].item() == 200


@pytest.mark.parametrize("name", sources.datasets())
def test_what_is_done_to_a_dataset_stays_with_who_did_it(name, data):
    if isinstance(data, toymirror.Toy) and name not in data.tables:
        return  # no adder reads it
    before = sources.load(name)
    mine = sources.load(name)
    first = mine.columns[0]
    mine.drop_in_place(first)
    mine.insert_column(0, pl.lit(1).alias("mine"))
    again = sources.load(name)
    assert again.columns == before.columns
    assert again[first].equals(before[first])
    widths = {dtype.base_type() for dtype in again.dtypes}
    assert widths <= WIDE | {pl.Binary}


def test_an_adder_survives_what_a_user_does_to_its_dataset():
    expected = panel.add_nmc(frame_of("state-year", "cow"))
    sources.load("cow_nmc").drop_in_place("cinc")
    assert panel.add_nmc(frame_of("state-year", "cow")).equals(expected)
