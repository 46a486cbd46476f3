"""The one way columns get into a frame: what it is, whether its keys will do, what is added."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame, IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._engines import append, columns_to_polars, index_names
from foedus.panel._gather import gatherer
from foedus.panel._keys import check_dtypes, check_unique, read_keys
from foedus.panel._sql import join_added, join_computed
from foedus.panel._units import CREATORS, Unit, unit_of
from foedus.sources._store import wide

__all__ = ["attach", "frame_columns", "frame_unit", "refuse_taken", "wrap"]


def attach(
    frame: IntoFrameT, adder: Adder, *, unit: Unit | None = None, **options: Any
) -> IntoFrameT:
    """Return the frame with what an adder adds at its end: the same kind, rows and order.

    Parameters
    ----------
    frame : frame of any kind
        The user's.
    adder : Adder
        What is needed and added.
    unit : Unit, optional
        What a row is, where the columns' names do not tell.
    **options
        The adder's own.

    Raises
    ------
    FoedusError
        The frame is not of the adder's kind, a key is no whole number or no state's, a column is
        lacking or a new column's name is taken; all that the types of a lazy frame show at once,
        its values where they are computed.
    """
    wrapped = wrap(frame, adder.name)
    schema = wrapped.collect_schema()
    columns = tuple(schema.names())
    if unit is None:
        unit = _unit(frame, columns, adder)
    asked = Asked(wrapped, unit, columns, adder.name)
    check_dtypes(schema, _whole_keys(unit), adder.name)
    plan = adder.plan(asked, **options)
    _check_needed(columns, plan.needed, adder.name)
    if isinstance(wrapped, nw.DataFrame):
        rows = columns_to_polars(wrapped, _inputs(asked, plan))
        new = _maker(asked, plan)(rows)
        refuse_taken(columns, new.columns, adder.name)
        return cast("IntoFrameT", append(wrapped, new))
    if wrapped.implementation.is_polars():
        return cast("IntoFrameT", _lazily(wrapped.to_native(), asked, plan))
    if plan.compute is not None:
        rows = wrapped.select(_inputs(asked, plan)).collect("polars").to_native()
        new = _maker(asked, plan)(rows)
        refuse_taken(columns, new.columns, adder.name)
        return cast("IntoFrameT", join_computed(wrapped, asked, rows, new))
    joined, names = join_added(wrapped, asked, plan)
    refuse_taken(columns, names, adder.name)
    return cast("IntoFrameT", joined)


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


def refuse_taken(columns: Sequence[str], new: Sequence[str], caller: str) -> None:
    """Raise if the frame already has a column of a new column's name."""
    taken = [name for name in new if name in columns]
    if taken:
        raise FoedusError(
            f"{caller} would add {', '.join(taken)}, which the frame already has; rename or drop "
            "it first, or use the adder's keep= or prefix=, where it has them"
        )


def wrap(frame: Any, caller: str) -> "nw.DataFrame[Any] | nw.LazyFrame[Any]":
    """Return the user's frame as a Narwhals frame.

    Raises
    ------
    FoedusError
        It is no frame, or its columns have no plain names.
    """
    if type(frame).__module__.startswith("pandas"):
        _check_pandas(frame, caller)
    try:
        wrapped: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    except TypeError:
        raise FoedusError(
            f"{caller} was given a {type(frame).__name__}; it takes a polars, pandas, pyarrow, "
            "duckdb or pyspark frame"
        ) from None
    return wrapped


def _check_pandas(frame: Any, caller: str) -> None:
    """Raise if a pandas frame has columns that no other library could have."""
    names: Any = getattr(frame, "columns", ())
    if getattr(names, "nlevels", 1) > 1:
        raise FoedusError(
            f"{caller}: the frame's columns have {names.nlevels} levels; give them plain names: "
            "frame.columns = [...]"
        )
    twice = [name for name in names if list(names).count(name) > 1]
    if twice:
        raise FoedusError(f"{caller}: the frame has more than one column {twice[0]}")


def _unit(frame: Any, columns: Sequence[str], adder: Adder) -> Unit:
    try:
        return unit_of(columns, adder.name, kinds=adder.kinds, systems=adder.systems)
    except FoedusError as problem:
        index = index_names(frame)
        if not index:
            raise
        raise FoedusError(
            f"{problem}; its index holds {', '.join(index)}: frame.reset_index() makes columns of "
            "them"
        ) from None


def _whole_keys(unit: Unit) -> list[str]:
    """Return the columns that must hold whole numbers."""
    who = [key for key in unit.keys if unit.members and not key.startswith("obsid")]
    return list(dict.fromkeys([*who, *unit.codes, unit.time]))


def _check_needed(columns: Sequence[str], needed: Sequence[str], caller: str) -> None:
    absent = [name for name in needed if name not in columns]
    if absent:
        raise FoedusError(f"{caller} needs the columns {', '.join(absent)}, which are not there")


def _keys(asked: Asked, plan: Plan) -> list[str]:
    """Return the frame's columns that are used as keys, and are therefore checked."""
    sought = [key for lookup in plan.lookups for key in lookup.keys if key in asked.columns]
    of_rows = [*asked.unit.keys, *asked.unit.codes] if plan.compute else []
    return list(dict.fromkeys([*of_rows, *sought]))


def _inputs(asked: Asked, plan: Plan) -> list[str]:
    return list(dict.fromkeys([*_keys(asked, plan), *plan.needed]))


def _maker(asked: Asked, plan: Plan) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return the function from the keys and needed columns of some rows to the new columns."""
    gatherers = [gatherer(lookup) for lookup in plan.lookups]
    names = _keys(asked, plan)
    needed = [name for name in plan.needed if name not in names]

    def make(rows: pl.DataFrame) -> pl.DataFrame:
        beside = read_keys(rows, asked.unit, names, asked.caller)
        if plan.unique:
            check_unique(beside, asked.unit, asked.caller)
        if not (plan.derive or plan.compute):
            return pl.concat([find(beside) for find in gatherers], how="horizontal")
        beside = pl.concat([beside, rows.select(needed)], how="horizontal")
        for find in gatherers:
            beside = beside.hstack(find(beside))
        if plan.derive:
            derived = nw.from_native(beside, eager_only=True).select(*plan.derive)
            return wide(derived.to_native())
        assert plan.compute is not None
        return wide(plan.compute(beside))

    return make


def _lazily(frame: pl.LazyFrame, asked: Asked, plan: Plan) -> pl.LazyFrame:
    """Return a polars lazy frame with a step in its plan.

    What a row tells alone is computed part by part; polars pushes filters below it. What needs all
    rows stops them, because a filter before it would change what is counted.
    """
    make = _maker(asked, plan)
    inputs = _inputs(asked, plan)
    own = frame.collect_schema()
    new = make(pl.DataFrame(schema={name: own[name] for name in inputs})).schema
    refuse_taken(own.names(), new.names(), asked.caller)
    if plan.unique:
        return frame.map_batches(
            lambda rows: rows.hstack(make(rows.select(inputs))), schema=own | new
        )
    column = "__foedus_new"
    made = pl.struct(inputs).map_batches(
        lambda rows: make(rows.struct.unnest()).to_struct(column),
        return_dtype=pl.Struct(dict(new)),
        is_elementwise=True,
    )
    fields = [pl.col(column).struct.field(name).alias(name) for name in new.names()]
    return frame.with_columns(made.alias(column)).with_columns(*fields).drop(column)
