"""What every adder keeps: rows, order, old columns, the input, on every unit and engine."""

import inspect
import re
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from foedus import panel
from foedus.errors import FoedusError
from foedus.sources import datasets, get
from panelframes import (
    ARGUMENTS,
    EAGER,
    LAZY,
    UNITS,
    WITH_EVENTS,
    WITH_VALUES,
    all_adders,
    as_engine,
    calls,
    documented_units,
    frame_of,
    keys_of,
    kind_of,
    prepared,
    to_polars,
)

ADDERS = all_adders()
CALLS = [
    pytest.param(name, arguments, id=f"{name}{list(arguments) or ''}")
    for name, arguments in calls()
]
PAGE = (Path(__file__).parents[2] / "docs" / "panels.md").read_text(encoding="utf-8")
ENGINES = [engine for engine in (*EAGER, *LAZY) if engine != "polars"]
on_data = pytest.mark.usefixtures("data")


SERVED = {}


def served(name, arguments):
    """Return the units on which the adder does not stop and say what it needs, and its results."""
    key = (name, repr(arguments))
    if key not in SERVED:
        made = {unit: _result(name, arguments, *unit) for unit in UNITS}
        SERVED[key] = [(*unit, result) for unit, result in made.items() if result is not None]
    assert SERVED[key], f"{name} serves no unit"
    return SERVED[key]


def _result(name, arguments, kind, system):
    try:
        return ADDERS[name](prepared(name, kind, system), *arguments)
    except FoedusError as refusal:
        if " needs " not in str(refusal):
            raise
        return None


def equal(left, right, keys=None):
    left, right = to_polars(left), to_polars(right)
    if keys:
        left, right = left.sort(keys), right.sort(keys)
    assert_frame_equal(left, right, rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize("name", ADDERS)
def test_is_exported_and_described(name):
    assert getattr(panel, name) is ADDERS[name]
    assert name in panel.__all__
    text = inspect.getdoc(ADDERS[name])
    assert text.startswith("Return the frame with")
    for section in ("Parameters", "References", "Examples"):
        assert f"\n{section}\n---" in text, f"{name} lacks {section}"
    assert f"`{name}`" in PAGE, f"docs/panels.md does not name {name}"


def test_all_that_is_exported_is_found():
    assert {name for name in panel.__all__ if name.startswith("add_")} == set(ADDERS)
    named = set(re.findall(r"`(add_\w+)`", PAGE))
    assert named == set(ADDERS), "docs/panels.md names an adder that is gone"
    assert set(ARGUMENTS) | WITH_EVENTS | WITH_VALUES <= set(ADDERS)


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_a_join_changes_no_row(name, arguments):
    for kind, system, result in served(name, arguments):
        frame, keys = prepared(name, kind, system), keys_of(kind, system)
        assert frame.height > 50
        # Old columns untouched, rows in their order, new columns at the end.
        assert_frame_equal(result.select(frame.columns), frame)
        assert result.columns[: frame.width] == frame.columns
        assert result.width > frame.width
        known = result.drop_nulls(keys)
        assert known.n_unique(keys) == known.height
        assert not result.select(result.columns[frame.width :]).is_empty()


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_serves_the_units_it_says(name, arguments):
    if name in WITH_EVENTS | {"add_cow_wars"}:
        pytest.skip("serves what its arguments or columns allow")
    assert {(kind, system) for kind, system, _ in served(name, arguments)} == documented_units(
        ADDERS[name]
    )


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_new_columns_are_documented(name, arguments):
    text = inspect.getdoc(ADDERS[name])
    if name == "add_spells":  # which refers to its sibling
        text += inspect.getdoc(ADDERS["add_peace_years"])
    known = {column for dataset in datasets() for column in get(dataset).columns}
    for kind, system, result in served(name, arguments):
        before = prepared(name, kind, system).columns
        for column in result.columns[len(before) :]:
            stem = re.sub(r"[123]$", "", column)
            # Pattern-like names (min_x, gmlmidspell) are described by an example of the pattern.
            example = re.sub("value", "mil(per|ex)", re.sub("land$|dispute$", "allied", stem))
            written = re.search(f"`({column}|{stem}|{example})", text)
            assert written or {column, stem} & known, (
                f"{kind}: {column} is in neither the docstring nor a dataset"
            )


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_the_order_of_rows_does_not_matter(name, arguments):
    for kind, system, result in served(name, arguments):
        frame = prepared(name, kind, system)
        order = pl.Series(range(frame.height)).shuffle(seed=3)
        assert_frame_equal(ADDERS[name](frame[order], *arguments), result[order])


@on_data
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_same_on_every_engine(name, arguments, engine):
    for kind, system, expected in served(name, arguments):
        frame = as_engine(prepared(name, kind, system), engine)
        before = to_polars(frame)
        result = ADDERS[name](frame, *arguments)
        assert kind_of(result) == kind_of(frame)
        equal(result, expected, None if engine in EAGER else keys_of(kind, system))
        equal(frame, before)


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_no_rows_are_no_problem(name, arguments):
    for kind, system, result in served(name, arguments):
        empty = ADDERS[name](prepared(name, kind, system).head(0), *arguments)
        # Without a row nobody can see that pairs come in both orders, as `init1` presumes.
        unknown = {"init1", "init2"} if kind == "dyad-year" else set()
        expected = {n: t for n, t in result.schema.items() if n not in unknown}
        assert dict(empty.schema) == expected
        assert not empty.height


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_a_taken_name_is_refused(name, arguments):
    _, _, result = served(name, arguments)[0]
    for frame in (result, result.lazy()):
        with pytest.raises(FoedusError, match="which the frame already has"):
            ADDERS[name](frame, *arguments)


@on_data
@pytest.mark.parametrize("engine", [*EAGER, *LAZY])
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_who_looks_up_takes_repeated_keys_and_who_counts_does_not(name, arguments, engine):
    kind, system, result = served(name, arguments)[0]
    frame = prepared(name, kind, system)
    twice = as_engine(pl.concat([frame, frame.head(3)]), engine)
    if name in WITH_EVENTS:
        with pytest.raises(FoedusError, match=f"{name}: more than one row has"):
            to_polars(ADDERS[name](twice, *arguments))
        return
    expected = pl.concat([result, result.head(3)])
    equal(ADDERS[name](twice, *arguments), expected, None if engine in EAGER else frame.columns)


@on_data
def test_an_index_of_pandas_is_kept():
    frame = as_engine(frame_of("state-year", "cow"), "pandas")
    frame.index = frame.index[::-1] + 5
    result = panel.add_nmc(frame)
    assert (result.index == frame.index).all()
    equal(result.reset_index(drop=True), panel.add_nmc(frame_of("state-year", "cow")))


ALONE = {
    # What makes one column of each pair, or has none beside the one that it is for.
    "add_capability_ratio", "add_capital_distance", "add_ccode_to_gw", "add_cinc",
    "add_contiguity", "add_gwcode_to_cow", "add_kad_pairs", "add_cow_majors", "add_atop_portfolio",
    "add_joint_democracy", "add_minimum_distance", "add_projected_capability",
} | WITH_EVENTS | WITH_VALUES  # fmt: skip


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_side_columns_can_be_left_out_one_by_one(name, arguments):
    if name in ALONE:
        assert "keep" not in inspect.signature(ADDERS[name]).parameters
        return
    for kind, system, result in served(name, arguments):
        frame = prepared(name, kind, system)
        if name == "add_fp_similarity":  # says so itself: tests/panel/test_fp_similarity.py
            continue
        with pytest.raises(FoedusError, match=r"keep is '\?', expected") as refused:
            ADDERS[name](frame, *arguments, keep=["?"])
        choices = str(refused.value).split("expected ")[1].split(", ")
        for keep in ([], choices[:1], choices[-1:]):
            made = ADDERS[name](frame, *arguments, keep=keep)
            assert_frame_equal(made, result.select(made.columns))
        if not all(new.startswith("gmlmidon") for new in result.columns[frame.width :]):
            assert ADDERS[name](frame, *arguments, keep=[]).width < result.width


# Columns about the pair that depend on which state comes first.
DIRECTED_ONLY = {"capability_share1", "atop_level", "gmlmidonset_init", "gmlmidongoing_init"}
# In undirected dyads an obligation of either side counts.
EITHER_SIDE = {f"atop_{kind}" for kind in ("defense", "offense", "neutral", "nonagg", "consul")}


@on_data
@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_directed_is_both_orders_of_undirected(name, arguments):
    if name in WITH_EVENTS | WITH_VALUES:
        pytest.skip("made of columns that are not the same in both orders here")
    for system, code in (("cow", "ccode"), ("gw", "gwcode")):
        found = {(kind, of): result for kind, of, result in served(name, arguments)}
        if ("dyad-year", system) not in found:
            continue
        both, one = found["dyad-year", system], found["undirected dyad-year", system]
        keys = [f"{code}1", f"{code}2", "year"]
        shared = [column for column in one.columns if column not in EITHER_SIDE]
        first = both.filter(pl.col(keys[0]) < pl.col(keys[1]))
        assert_frame_equal(first.select(shared), one.select(shared))
        turned = both.filter(pl.col(keys[0]) > pl.col(keys[1])).rename(
            {
                column: column[:-1] + {"1": "2", "2": "1"}[column[-1]]
                for column in both.columns
                if column[-1] in "12"
                and column[:-1] + "1" in both.columns
                and column[:-1] + "2" in both.columns
            }
        )
        symmetric = [column for column in both.columns if column not in DIRECTED_ONLY]
        symmetric = [column for column in symmetric if column not in EITHER_SIDE]
        # The measures of similarity are sums in another order of terms: equal but for rounding.
        assert_frame_equal(
            turned.select(symmetric).sort(keys),
            first.select(symmetric).sort(keys),
            rel_tol=1e-12,
            abs_tol=1e-12,
        )


@on_data
@pytest.mark.parametrize(("kind", "system"), UNITS)
def test_adders_commute(kind, system):
    frame = frame_of(kind, system)
    chain, taken = [], set(frame.columns)
    for name, arguments in calls():
        if name in WITH_EVENTS | WITH_VALUES | {"add_ccode_to_gw", "add_gwcode_to_cow"}:
            continue
        found = {(of, its): result for of, its, result in served(name, arguments)}
        if (kind, system) not in found:
            continue
        new = set(found[kind, system].columns) - set(frame.columns)
        if not new & taken:
            taken |= new
            chain.append((name, arguments))
    assert len(chain) > 2
    forwards, backwards = frame, frame
    for name, arguments in chain:
        forwards = ADDERS[name](forwards, *arguments)
    for name, arguments in reversed(chain):
        backwards = ADDERS[name](backwards, *arguments)
    assert_frame_equal(forwards, backwards.select(forwards.columns))
