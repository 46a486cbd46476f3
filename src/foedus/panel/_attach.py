"""The one way columns get into a frame: looked up by key, rows untouched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame, IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._engines import append, columns_to_polars, table_beside
from foedus.panel._gather import look_up
from foedus.panel._keys import check_keys
from foedus.panel._options import is_peer_compat
from foedus.panel._units import CREATORS, Unit, unit_of

__all__ = [
    "Lookup",
    "attach",
    "attach_computed",
    "frame_columns",
    "frame_unit",
    "refuse_taken",
    "state_lookups",
    "wrap",
]


@dataclass(frozen=True)
class Lookup:
    """Columns to add, and the table in which to look them up.

    Attributes
    ----------
    table : polars data frame
        One row a key; the frame's rows may ask for a key never, once or often.
    keys : mapping of str to str
        The frame's column -> the table's column.
    columns : mapping of str to str
        The table's column -> its name in the frame.
    fill : mapping of str to value
        The table's column -> what a key without a row gets, within `years`. Outside those years,
        and where a key is missing, the value is missing.
    years : (int, int) or None
        The table's coverage.
    """

    table: pl.DataFrame
    keys: Mapping[str, str]
    columns: Mapping[str, str]
    fill: Mapping[str, Any] = field(default_factory=dict)
    years: tuple[int, int] | None = None


def frame_unit(
    frame: IntoFrame,
    caller: str,
    *,
    kinds: Sequence[str] = tuple(CREATORS),
    systems: Sequence[str] = ("cow", "gw"),
) -> Unit:
    """Return what a row of the user's frame is (see `unit_of`)."""
    return unit_of(frame_columns(frame, caller), caller, kinds=kinds, systems=systems)


def frame_columns(frame: IntoFrame, caller: str) -> list[str]:
    """Return the names of the columns of the user's frame."""
    return list(wrap(frame, caller).collect_schema().names())


def state_lookups(
    unit: Unit,
    table: pl.DataFrame,
    columns: Sequence[str],
    *,
    keys: Mapping[str, str] | None = None,
    fill: Mapping[str, Any] | None = None,
    years: tuple[int, int] | None = None,
) -> list[Lookup]:
    """Return the lookups that add a state's columns for every member of the unit.

    Parameters
    ----------
    unit : Unit
        The frame's unit: a state-year gets `cinc`, a dyad-year `cinc1` and `cinc2`.
    table : polars data frame
        One row a state and year (or a state).
    columns : sequence of str
        The table's columns to add.
    keys : mapping of str to str, optional
        The frame's column without its member's number -> the table's; by default the code and,
        if the table has it, the year.
    fill, years : see `Lookup`
    """
    if keys is None:
        keys = {unit.code: unit.code} | ({"year": "year"} if "year" in table.columns else {})
    return [
        Lookup(
            table,
            {name if name == "year" else f"{name}{m}": key for name, key in keys.items()},
            {name: f"{name}{m}" for name in columns},
            fill or {},
            years,
        )
        for m in unit.members
    ]


def attach(
    frame: IntoFrameT,
    caller: str,
    unit: Unit,
    lookups: Sequence[Lookup],
    *,
    unique: bool = True,
) -> IntoFrameT:
    """Return the frame with the columns of some lookups at its end.

    The result is of the same kind, with the same rows, in the same order where there is one. With
    `unique`, two rows with one key are refused.

    Raises
    ------
    FoedusError
        A new column's name is taken, two rows have one key, or a code is no state's number.
    """
    wrapped = wrap(frame, caller)
    names = [new for lookup in lookups for new in lookup.columns.values()]
    refuse_taken(wrapped.collect_schema().names(), names, caller)
    if isinstance(wrapped, nw.LazyFrame):
        return cast("IntoFrameT", _join(wrapped, lookups))
    needed = list(dict.fromkeys([*unit.keys, *(k for lookup in lookups for k in lookup.keys)]))
    keys = columns_to_polars(wrapped, needed)
    check_keys(keys, unit, caller, unique=unique)
    new = [look_up(keys, lookup) for lookup in lookups]
    return cast("IntoFrameT", append(wrapped, pl.concat(new, how="horizontal")))


def attach_computed(
    frame: IntoFrameT,
    caller: str,
    unit: Unit,
    needed: Sequence[str],
    compute: Callable[[pl.DataFrame], pl.DataFrame],
) -> IntoFrameT:
    """Return the frame with columns computed from its own rows at its end (spells, lags).

    `compute` gets the keys and the needed columns of all rows as polars and returns the new
    columns, a row for each row in the same order; on no rows it returns them empty. A polars lazy
    frame stays lazy. Of a DuckDB or Spark relation the keys and needed columns are fetched, and
    what was computed is joined back by key.

    Raises
    ------
    FoedusError
        A needed column is not there, a new column's name is taken, or two rows have one key.
    """
    wrapped = wrap(frame, caller)
    schema = wrapped.collect_schema()
    absent = [name for name in needed if name not in schema.names()]
    if absent:
        raise FoedusError(f"{caller} needs the columns {', '.join(absent)}, which are not there")
    asked = list(dict.fromkeys([*unit.keys, *needed]))

    def checked(rows: pl.DataFrame) -> pl.DataFrame:
        check_keys(rows, unit, caller)
        return compute(rows)

    if isinstance(wrapped, nw.DataFrame):
        new = checked(columns_to_polars(wrapped, asked))
        refuse_taken(schema.names(), new.columns, caller)
        return cast("IntoFrameT", append(wrapped, new))
    native = wrapped.to_native()
    if isinstance(native, pl.LazyFrame):
        own = native.collect_schema()
        new = compute(pl.DataFrame(schema={name: own[name] for name in asked}))
        refuse_taken(own.names(), new.columns, caller)
        return cast(
            "IntoFrameT",
            native.map_batches(
                lambda rows: rows.hstack(checked(rows.select(asked))),
                schema=own | new.schema,
            ),
        )
    rows = wrapped.select(asked).collect("polars").to_native()
    new = checked(rows)
    refuse_taken(schema.names(), new.columns, caller)
    table = rows.select(unit.keys).hstack(new)
    lookup = Lookup(table, {k: k for k in unit.keys}, {name: name for name in new.columns})
    return cast("IntoFrameT", _join(wrapped, [lookup]))


def attach_derived(
    frame: IntoFrameT,
    caller: str,
    unit: Unit,
    lookups: Sequence[Lookup],
    derive: Sequence[nw.Expr],
    needed: Sequence[str] = (),
) -> IntoFrameT:
    """Return the frame with columns computed, row by row, from some lookups, which are dropped.

    Parameters
    ----------
    lookups : sequence of Lookup
        Under names that the frame does not have; a later one may look up what an earlier found.
    derive : sequence of Narwhals expressions, each with its name
        Of the lookups' columns and of `needed`, columns of the frame.

    Raises
    ------
    FoedusError
        As `attach` does, or one of the needed columns is not there.
    """
    wrapped = wrap(frame, caller)
    own = wrapped.collect_schema().names()
    absent = [name for name in needed if name not in own]
    if absent:
        raise FoedusError(f"{caller} needs the columns {', '.join(absent)}, which are not there")
    if isinstance(wrapped, nw.LazyFrame):
        joined = nw.from_native(_join(wrapped, lookups))
        names = list(joined.head(0).select(*derive).collect_schema().names())
        refuse_taken(own, names, caller)
        return cast("IntoFrameT", joined.with_columns(*derive).select(*own, *names).to_native())
    keys = (key for lookup in lookups for key in lookup.keys if key in own)
    beside = columns_to_polars(wrapped, list(dict.fromkeys([*unit.keys, *needed, *keys])))
    check_keys(beside, unit, caller)
    for lookup in lookups:
        beside = beside.hstack(look_up(beside, lookup))
    new = nw.from_native(beside, eager_only=True).select(*derive).to_native()
    refuse_taken(own, new.columns, caller)
    return cast("IntoFrameT", append(wrapped, new))


def frame_years(frame: IntoFrame, caller: str) -> list[int]:
    """Return the years that occur in a frame, in order; of a lazy one they are asked for."""
    years = wrap(frame, caller).lazy().select(nw.col("year")).unique().collect("polars")
    return sorted(int(year) for year in years["year"].drop_nulls().to_list())


def refuse_taken(columns: Sequence[str], new: Sequence[str], caller: str) -> None:
    """Raise if the frame already has a column of a new column's name."""
    taken = [name for name in new if name in columns]
    if taken:
        raise FoedusError(
            f"{caller} would add {', '.join(taken)}, which the frame already has; rename or drop "
            "it first"
        )


def wrap(frame: Any, caller: str) -> "nw.DataFrame[Any] | nw.LazyFrame[Any]":
    """Return the user's frame as a Narwhals frame.

    Raises
    ------
    FoedusError
        It is no frame.
    """
    try:
        wrapped: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    except TypeError:
        raise FoedusError(
            f"{caller} was given a {type(frame).__name__}; it takes a polars, pandas, pyarrow, "
            "duckdb or pyspark frame"
        ) from None
    return wrapped


def _join(frame: "nw.LazyFrame[Any]", lookups: Sequence[Lookup]) -> Any:
    for lookup in lookups:
        frame = _join_one(frame, lookup)
    return frame.to_native()


def _join_one(frame: "nw.LazyFrame[Any]", lookup: Lookup) -> "nw.LazyFrame[Any]":
    before = frame.collect_schema()
    renamed = {key: f"__foedus_key{i}" for i, key in enumerate(lookup.keys.values())}
    right = lookup.table.select(
        *(pl.col(key).alias(new) for key, new in renamed.items()),
        *(pl.col(name).alias(new) for name, new in lookup.columns.items()),
        *([pl.lit(1, pl.Int8).alias("__foedus_hit")] if lookup.fill else []),
    )
    if frame.implementation.is_polars():
        joined = _polars_join(frame, right, list(lookup.keys), list(renamed.values()))
    else:
        joined = frame.join(
            table_beside(frame, right),
            how="left",
            left_on=list(lookup.keys),
            right_on=list(renamed.values()),
        )
    if lookup.fill:
        joined = joined.with_columns(*_filled(lookup))
    return joined.select(*before.names(), *lookup.columns.values())


def _polars_join(
    frame: "nw.LazyFrame[Any]", right: pl.DataFrame, left_on: list[str], right_on: list[str]
) -> "nw.LazyFrame[Any]":
    native = frame.to_native()
    schema = native.collect_schema()
    casts = [pl.col(r).cast(schema[name]) for r, name in zip(right_on, left_on, strict=True)]
    joined: nw.LazyFrame[Any] = nw.from_native(
        native.join(
            right.lazy().with_columns(casts),
            how="left",
            left_on=left_on,
            right_on=right_on,
            maintain_order="left",
        )
    )
    return joined


def _filled(lookup: Lookup) -> list[nw.Expr]:
    covered = nw.col("__foedus_hit").is_null()
    if not is_peer_compat():
        # The peer takes a pair of which one has no code for a pair without a relation.
        for key in lookup.keys:
            covered = covered & ~nw.col(key).is_null()
    if lookup.years is not None:
        covered = covered & nw.col("year").is_between(*lookup.years)
    return [
        nw.when(covered)
        .then(nw.lit(value, _narwhals_dtype(lookup.table.schema[name])))
        .otherwise(nw.col(lookup.columns[name]))
        .alias(lookup.columns[name])
        for name, value in lookup.fill.items()
    ]


def _narwhals_dtype(dtype: pl.DataType) -> Any:
    return getattr(nw, type(dtype).__name__)
