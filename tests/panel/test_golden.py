"""Every output of peacesciencer 1.2.9 in the golden folder, made again and compared by value.

`index.json` gives the R call of each output; a small interpreter of these calls runs them on
foedus. `FOEDUS_GOLDEN` names the folder.
"""

import ast
import json
import os
import re
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest

from foedus import panel
from foedus.sources import load

FOLDER = Path(
    os.environ.get("FOEDUS_GOLDEN")
    or Path(__file__).parents[3] / "shared" / "golden" / "peacesciencer"
)
INDEX = FOLDER / "index.json"
# Upstream's `mry = TRUE` extended to the year before the clock's when the outputs were made.
MOST_RECENT_YEAR = 2025
RELATIVE = 1e-9
DTYPES = {
    "numeric": pl.Float64,
    "integer": pl.Int64,
    "character": pl.String,
    "Date": pl.Date,
    "logical": pl.Boolean,
}

# --- the R calls ------------------------------------------------------------------------------


def steps_of(call):
    """Split `a() %>% b(x = 1)` into (name, positional, named) for each step."""
    return [_step(part.strip()) for part in call.split("%>%")]


def _step(text):
    found = re.fullmatch(r"(\w+)(?:\((.*)\))?", text, flags=re.S)
    assert found, f"not a call: {text}"
    positional, named = [], {}
    for argument in _arguments(found[2] or ""):
        name, equals, value = argument.partition(" = ")
        if equals:
            named[name.strip()] = _value(value.strip())
        else:
            positional.append(_value(argument.strip()))
    return found[1], tuple(positional), tuple(named.items())


def _arguments(text):
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def _value(text):
    if text.startswith("c("):
        values = [_value(part.strip()) for part in _arguments(text[2:-1])]
        return values[0] if len(values) == 1 and isinstance(values[0], range) else tuple(values)
    span = re.fullmatch(r"(\d+):(\d+)", text)
    if span:
        return range(int(span[1]), int(span[2]) + 1)
    words = {"TRUE": True, "FALSE": False, "NULL": ()}
    if text in words:
        return words[text]
    return ast.literal_eval(text) if text[0] in "\"'0123456789" else text


# --- upstream's names and arguments in foedus ---------------------------------------------------

CREATORS = {
    "create_stateyears": "state_years",
    "create_statedays": "state_days",
    "create_dyadyears": "dyad_years",
    "create_leaderyears": "leader_years",
    "create_leaderdays": "leader_days",
    "create_leaderdyadyears": "leader_dyad_years",
}
# Arguments that foedus does not have, because there is nothing to choose.
DROPPED = {"use_extdata"}


def run_step(frame, step):
    name, positional, named = step
    arguments = {key: value for key, value in named if key not in DROPPED}
    if name in CREATORS:
        return _create(name, arguments)
    if name == "select":
        return frame.select(positional)
    if name == "declare_attributes":
        return frame
    if frame is None:
        return load(name.lower())
    if "mry" in arguments or name == "add_cow_majors":
        extend = arguments.pop("mry", True)
        arguments["until"] = MOST_RECENT_YEAR if extend else None
    return getattr(panel, name)(frame, *positional, **arguments)


def _create(name, arguments):
    if name.startswith(("create_state", "create_dyad")) and arguments.pop("mry", True):
        arguments["until"] = MOST_RECENT_YEAR
    return getattr(panel, CREATORS[name])(**arguments)


@lru_cache(maxsize=10)
def run_chain(steps):
    """Run a chain of calls; what chains have in common is run once."""
    frame = run_chain(steps[:-1]) if len(steps) > 1 else None
    return run_step(frame, steps[-1])


# --- the comparison -----------------------------------------------------------------------------


def read_sample(entry):
    schema = {name: DTYPES[kind] for name, kind in entry["columns"].items()}
    # R writes whole doubles without a point and integers as such.
    return pl.read_csv(FOLDER / f"{entry['name']}.sample.csv.gz", schema=schema)


def as_golden(column, dtype):
    return column.cast(dtype) if dtype != pl.String else column


def assert_same(column, expected, where):
    assert column.dtype.is_numeric() == expected.dtype.is_numeric() or (
        expected.dtype == pl.Boolean
    ), f"{where}: {column.dtype} against {expected.dtype}"
    exact = column.dtype.is_integer() or not expected.dtype.is_float()
    ours, theirs = as_golden(column, expected.dtype), expected
    if exact:
        same = ours.eq_missing(theirs)
    else:
        frame = pl.DataFrame({"ours": ours, "theirs": theirs})
        gap = (pl.col("ours") - pl.col("theirs")).abs()
        size = pl.max_horizontal(pl.col("ours").abs(), pl.col("theirs").abs())
        both = pl.col("ours").is_null() & pl.col("theirs").is_null()
        close = (gap <= RELATIVE * size).fill_null(False)
        same = frame.select(close | both).to_series()
    wrong = (~same).arg_true()
    assert not len(wrong), (
        f"{where}: {len(wrong)} of {len(same)} differ, first at {wrong[0]}: "
        f"{ours[int(wrong[0])]!r} against {theirs[int(wrong[0])]!r}"
    )


def compare_sample(frame, entry):
    expected = read_sample(entry)
    keys = entry["keys"]
    casts = [pl.col(k).cast(expected.schema[k]) for k in keys]
    # Only the columns that can tell rows apart are cast before the few rows are picked.
    picked = frame.with_columns(casts).join(
        expected.select(keys), on=keys, how="semi", nulls_equal=True
    )
    assert picked.height == expected.height, f"{picked.height} rows, expected {expected.height}"
    picked, expected = picked.sort(keys), expected.sort(keys)
    for name in keys:
        assert_same(picked[name], expected[name], f"key {name}")
    for name in entry["columns"]:
        try:
            assert_same(picked[name], expected[name], name)
        except AssertionError as problem:
            row = re.search(r"first at (\d+)", str(problem))
            key = picked.select(keys).row(int(row[1])) if row else ""
            raise AssertionError(f"{problem}, {keys} = {key}") from None


def totals_of(frame, entry):
    year = pl.col("year") if "year" in frame.columns else pl.col("date").dt.year()
    wanted = [pl.len().alias("n_rows")]
    for name, kind in entry["columns"].items():
        if name in entry["keys"] or name == "year":
            continue
        column = pl.col(name)
        wanted.append(column.count().alias(f"{name}.n"))
        if kind in ("character", "Date"):
            wanted.append(column.drop_nulls().n_unique().alias(f"{name}.nd"))
        else:
            wanted.append(column.sum().cast(pl.Float64).alias(f"{name}.sum"))
    return frame.group_by(year.cast(pl.Int64).alias("year")).agg(wanted).sort("year")


def compare_totals(frame, entry):
    expected = pl.read_csv(
        FOLDER / f"{entry['name']}.totals.csv.gz", infer_schema_length=None
    ).sort("year")
    ours = totals_of(frame, entry)
    assert ours["year"].to_list() == expected["year"].to_list()
    missing = [name for name in expected.columns if name not in ours.columns]
    assert not missing, f"totals that were not made: {missing}"
    for name in expected.columns:
        column, other = ours[name].cast(pl.Float64), expected[name].cast(pl.Float64)
        # Sums of values of both signs may lose digits: the scale is that of the terms.
        frame_of = pl.DataFrame({"year": ours["year"], "ours": column, "theirs": other})
        size = pl.max_horizontal(pl.col("ours").abs(), pl.col("theirs").abs(), pl.lit(1.0))
        gap = (pl.col("ours") - pl.col("theirs")).abs()
        wrong = frame_of.filter((gap > RELATIVE * size).fill_null(True))
        assert wrong.is_empty(), f"totals of {name}: {wrong.height} years differ: {wrong.head(3)}"


def entries():
    if not INDEX.is_file():
        return []
    return [entry for entry in json.loads(INDEX.read_text("utf-8")) if "keys" in entry]


def parameters():
    # Chains with a common beginning run after each other, so that it is run once.
    for entry in sorted(entries(), key=lambda entry: (entry["call"], entry["name"])):
        yield pytest.param(entry, id=entry["name"])


@pytest.fixture(scope="module")
def _golden(mirror):
    if not INDEX.is_file():
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(f"the golden outputs are not at {FOLDER}")
        pytest.skip("needs the golden outputs: set FOEDUS_GOLDEN")


@pytest.mark.mirror
@pytest.mark.usefixtures("_golden")
@pytest.mark.parametrize("entry", list(parameters()))
def test_equals_the_peer(entry):
    with panel.peer_compat():
        frame = run_chain(tuple(steps_of(entry["call"])))
    assert frame.columns == list(entry["columns"])
    assert frame.height == entry["n_rows"]
    compare_sample(frame, entry)
    compare_totals(frame, entry)
