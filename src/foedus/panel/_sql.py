"""Columns for frames of an engine that joins: DuckDB and Spark."""

from typing import Any

import narwhals as nw
import polars as pl

from foedus.panel._adder import Asked, Plan
from foedus.panel._engines import table_beside, with_expressions
from foedus.panel._keys import YEARS, known_codes, no_code
from foedus.panel._lookup import Lookup
from foedus.panel._options import is_peer_compat
from foedus.sources._store import wide

__all__ = ["join_added", "join_computed", "key_as_read"]

_HIT = "__foedus_hit"


def join_added(frame: "nw.LazyFrame[Any]", asked: Asked, plan: Plan) -> tuple[Any, list[str]]:
    """Return the native frame with an adder's columns at its end, and their names."""
    own = list(asked.columns)
    joined, read = _with_keys(frame, asked, plan)
    for lookup in plan.lookups:
        joined = _join_one(joined, lookup, read)
    names = [new for lookup in plan.lookups for new in lookup.columns.values()]
    if plan.derive:
        schema = joined.head(0).select(*plan.derive).collect_schema()
        names = list(schema.names())
        free = [name for name in names if name not in own]
        joined = joined.with_columns(*plan.derive)
        made = [nw.col(name).cast(_wide(schema[name])) for name in free]
        return joined.select(*own, *made).to_native(), names
    return joined.select(*own, *(n for n in names if n not in own)).to_native(), names


def join_computed(
    frame: "nw.LazyFrame[Any]", asked: Asked, rows: pl.DataFrame, new: pl.DataFrame
) -> Any:
    """Return the native frame with columns that were computed of its rows, joined back by key."""
    keys = asked.unit.keys
    table = rows.select(keys).hstack(new).drop_nulls(keys)
    lookup = Lookup(table, {key: key for key in keys}, {name: name for name in new.columns})
    return _join_one(frame, lookup, {}).to_native()


def key_as_read(key: str) -> str:
    """Return under which name the joined frame has a key as a number, for what is derived."""
    return f"__foedus_{key}"


def _wide(dtype: Any) -> Any:
    if dtype.is_integer() or dtype == nw.Boolean:
        return nw.Int64
    return nw.Float64 if dtype.is_numeric() else dtype


def _with_keys(
    frame: "nw.LazyFrame[Any]", asked: Asked, plan: Plan
) -> tuple["nw.LazyFrame[Any]", dict[str, str]]:
    """Return the frame with its keys as they are read, and where: column -> column."""
    sought = [key for lookup in plan.lookups for key in lookup.keys if key in asked.columns]
    sought += [asked.unit.time for lookup in plan.lookups if lookup.span]
    # Leaders' and states' names are text, and looked up as they stand.
    named = asked.unit.keys[:-1] if asked.unit.kind == "spelling" else ()
    keys = [k for k in dict.fromkeys(sought) if not k.startswith("obsid") and k not in named]
    schema = frame.collect_schema()
    spark = frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect()
    read = {key: key_as_read(key) for key in keys}
    expressions = {
        new: _read_key(key, schema[key], asked, spark=spark) for key, new in read.items()
    }
    return with_expressions(frame, expressions), read


def _read_key(name: str, dtype: Any, asked: Asked, *, spark: bool) -> str:
    """Return the SQL of a key: what `_keys.read_keys` does, where the values are computed."""
    column = f"`{name}`" if spark else f'"{name}"'
    text = f"CAST({column} AS {'STRING' if spark else 'VARCHAR'})"
    number, missing = column, f"{column} IS NULL"
    if not dtype.is_numeric():
        number = f"TRY_CAST({column} AS DOUBLE)"
    elif not dtype.is_integer():
        number = f"CAST({column} AS DOUBLE)"
        missing += f" OR isnan({number})"
    if name in asked.unit.codes:
        codes = ", ".join(map(str, sorted(known_codes(asked.unit.system))))
        good, why = f"{number} IN ({codes})", no_code(asked.unit.system)
    elif name == asked.unit.time:
        good, why = f"{number} BETWEEN {YEARS[0]} AND {YEARS[1]}", "expected years of four digits"
    else:
        good, why = "TRUE", "expected whole numbers"
    if not dtype.is_integer():
        good += f" AND {number} = floor({number})"
    raised = "raise_error" if spark else "error"
    problem = f"{raised}(concat('{asked.caller}: {name} holds ', {text}, ', {why}'))"
    kind = "SMALLINT" if name in (*asked.unit.codes, asked.unit.time) else "BIGINT"
    if dtype.is_integer():
        return f"CASE WHEN {missing} OR {good} THEN {column} ELSE {problem} END"
    return (
        f"CASE WHEN {missing} THEN NULL WHEN {good} THEN CAST({number} AS {kind}) "
        f"ELSE CAST({problem} AS {kind}) END"
    )


def _join_one(
    frame: "nw.LazyFrame[Any]", lookup: Lookup, read: dict[str, str]
) -> "nw.LazyFrame[Any]":
    before = frame.collect_schema()
    left = [read.get(key, key) for key in lookup.keys]
    right = [f"__foedus_key{i}" for i in range(len(left))]
    table = lookup.table.select(
        *(
            _like(pl.col(key), lookup.table.schema[key], before[own]).alias(new)
            for key, own, new in zip(lookup.keys.values(), left, right, strict=True)
        ),
        *_values(lookup),
        *([pl.lit(1, pl.Int8).alias(_HIT)] if lookup.fill else []),
        *(pl.col(end).alias(f"__foedus_{end}") for end in lookup.span or ()),
    )
    joined = frame.join(table_beside(frame, table), how="left", left_on=left, right_on=right)
    if lookup.span:
        joined = joined.filter(_within(lookup.span, read))
    if lookup.fill:
        joined = joined.with_columns(*_filled(lookup, read))
    return joined.select(*before.names(), *lookup.columns.values())


def _within(span: tuple[str, str], read: dict[str, str]) -> nw.Expr:
    """Return whether a row met the one it belongs to, or none at all."""
    first, last = (nw.col(f"__foedus_{end}") for end in span)
    year = nw.col(read.get("year", "year"))
    return first.is_null() | ((first <= year) & (year <= last))


def _values(lookup: Lookup) -> list[pl.Series]:
    made = lookup.table.select(pl.col(name).alias(new) for name, new in lookup.columns.items())
    public = [name for name in made.columns if not name.startswith("__")]
    return made.with_columns(wide(made.select(public))).get_columns()


def _like(key: pl.Expr, own: pl.DataType, theirs: Any) -> pl.Expr:
    """Return a table's key in the type of the frame's, so that the engine casts no row."""
    if theirs.is_integer() and own.is_integer():
        return key.cast(getattr(pl, type(theirs).__name__), strict=False)
    return key


def _filled(lookup: Lookup, read: dict[str, str]) -> list[nw.Expr]:
    covered = nw.col(_HIT).is_null()
    if not is_peer_compat():
        # The peer takes a pair of which one has no code for a pair without a relation.
        for key in lookup.keys:
            covered = covered & ~nw.col(read.get(key, key)).is_null()
    if lookup.years is not None:
        covered = covered & nw.col(read.get("year", "year")).is_between(*lookup.years)
    kind = {True: nw.Float64, False: nw.Int64}
    return [
        nw.when(covered)
        .then(nw.lit(value, kind[lookup.table.schema[name].is_float()]))
        .otherwise(nw.col(lookup.columns[name]))
        .alias(lookup.columns[name])
        for name, value in lookup.fill.items()
    ]
