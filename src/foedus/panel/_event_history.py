"""Years since the last event, for every unit of a frame: one implementation for all callers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.panel._spells import Ints

__all__ = ["History", "history", "spells"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class History:
    """The rows of a frame in order of unit and year.

    Attributes
    ----------
    order : (n,) integer array or None
        The frame's row at each place, None where it has this order already.
    first : (n,) bool array
        Whether a row is its unit's first.
    year : (n,) integer array
        Its year.
    complete : (n,) bool array or None
        Whether it has all parts of its key; None: all have.
    """

    order: Ints | None
    first: Bools
    year: Ints
    complete: Bools | None


def history(rows: pl.DataFrame, unit: list[str], time: str = "year") -> History:
    """Return the order of a frame's rows by unit and year.

    Parameters
    ----------
    rows : polars data frame
        With the unit's columns and `year`.
    unit : list of str
        The columns that together name the unit: codes, leaders; none if all rows are one.
    time : str
        The column that tells when.
    """
    complete = None
    lacking = [name for name in (*unit, time) if rows[name].null_count()]
    if lacking:
        known = rows.select(pl.all_horizontal(pl.col(lacking).is_not_null()))
        complete = known.to_series().to_numpy()
    number = _numbers(rows.select(unit), rows.height)
    year = rows[time].fill_null(0).cast(pl.Int64).to_numpy()
    order = None
    if not _in_order(number, year):
        order = np.lexsort((year, number))
        number, year = number[order], year[order]
    first = np.ones(rows.height, dtype=bool)
    first[1:] = number[1:] != number[:-1]
    return History(order, first, year, complete)


def _in_order(number: NDArray[np.int64], year: NDArray[np.int64]) -> bool:
    later, same = number[1:] > number[:-1], number[1:] == number[:-1]
    return bool((later | (same & (year[1:] > year[:-1]))).all())


def spells(
    past: History,
    event: pl.Series,
    *,
    restart: bool = False,
    ongo: bool = False,
    by_row: bool = False,
) -> pl.Series:
    """Return the years since the unit's last event, or since its first year.

    0 in the first year of which it is known whether there was an event and in the year after an
    event, 1 a year later, and so on. What the count says of a year is what was known before it,
    so an event year has the length of the peace that it ends. Where an event is missing
    thereafter, nobody knows how long the peace has lasted: there and in the years that follow, up
    to the next event, the spell is missing.

    Parameters
    ----------
    past : History
        The order of the rows.
    event : (n,) series
        1 where there was an event, 0 where not, in the frame's order.
    restart : bool
        A unit that was absent for a year or more starts anew at 0.
    ongo : bool
        An event year right after another goes on with its event: its spell is missing.
    by_row : bool
        Count rows, not calendar years; missing events are passed over; `restart` holds only for
        units with an event (the peer's ways).

    Raises
    ------
    FoedusError
        An event is something else than 0, 1 or missing.
    """
    happened, missing = _events(past, event)
    first = past.first
    after = np.zeros(len(first), dtype=bool)
    after[1:] = happened[:-1] & ~first[1:]
    starts = first | after
    if restart:
        back = _returns(past)
        starts |= back & _with_event(first, happened) if by_row else back
        after &= ~back
    if missing is not None:
        starts |= _first_known(first, missing)
    clock = _rows_before(missing, len(first)) if by_row else past.year
    begin = np.flatnonzero(starts)
    lengths = np.diff(np.append(begin, len(first)))
    origin = clock[begin]
    if not by_row:
        # Peace begins in the year after the event, even if the next row comes later.
        origin = np.where(after[begin], clock[begin - 1] + 1, origin)
    spell = (clock - np.repeat(origin, lengths)).astype(np.int64, copy=False)
    unknown = missing
    if missing is not None and not by_row:
        seen = np.cumsum(missing, dtype=np.int32)
        unknown = seen > np.repeat(seen[begin] - missing[begin], lengths)
    if ongo:
        going = after & happened & ~_returns(past)
        unknown = going if unknown is None else unknown | going
    return _in_frame_order(past, event.name, spell, unknown)


def _returns(past: History) -> Bools:
    """Return whether a unit is back after years without a row."""
    back = np.zeros(len(past.first), dtype=bool)
    back[1:] = ~past.first[1:] & (past.year[1:] - past.year[:-1] > 1)
    return back


def _first_known(first: Bools, missing: Bools) -> Bools:
    """Return whether a row is its unit's first of which it is known whether there was an event."""
    known = ~missing
    count = np.cumsum(known, dtype=np.int32)
    begin = np.flatnonzero(first)
    lengths = np.diff(np.append(begin, len(first)))
    result: Bools = known & (count - np.repeat(count[begin] - known[begin], lengths) == 1)
    return result


def _rows_before(missing: Bools | None, n: int) -> Ints:
    if missing is None:
        return np.arange(n, dtype=np.int32)
    return np.cumsum(~missing, dtype=np.int32) - ~missing


def _numbers(unit: pl.DataFrame, n: int) -> NDArray[np.int64]:
    """Return a number for each row's unit, in the units' order where they are codes."""
    if not unit.columns:
        return np.zeros(n, dtype=np.int64)
    # Six codes of 10 bits fit into 64; more, and all else, need ranks.
    if len(unit.columns) > 6 or not all(_is_code(column) for column in unit):
        names = pl.struct(unit.columns)
        ranks: NDArray[np.int64] = unit.select(names.rank("dense")).to_series().to_numpy()
        return ranks.astype(np.int64)
    packed = np.zeros(unit.height, dtype=np.int64)
    for column in unit:
        packed *= 1024
        packed += column.fill_null(0).to_numpy()
    return packed


def _is_code(column: pl.Series) -> bool:
    if column.dtype != pl.Int16:
        return False
    low, high = column.min(), column.max()
    return low is None or (int(str(low)) >= 0 and int(str(high)) < 1024)


def _events(past: History, event: pl.Series) -> tuple[Bools, Bools | None]:
    if event.dtype in (pl.Boolean, pl.Null):
        event = event.cast(pl.Int8)
    if event.dtype.is_float():
        event = event.fill_nan(None)
    if not event.dtype.is_numeric():
        raise FoedusError(f"{event.name} holds {event.dtype}, expected events as 0 and 1")
    values = event.fill_null(0).to_numpy()
    happened = values == 1
    if not (happened | (values == 0)).all():
        odd = values[~(happened | (values == 0))][0]
        raise FoedusError(f"{event.name} holds {odd}, expected 0, 1 or missing")
    missing = event.is_null().to_numpy() if event.null_count() else None
    if past.order is not None:
        happened = happened[past.order]
        missing = missing[past.order] if missing is not None else None
    return happened, missing


def _with_event(first: Bools, happened: Bools) -> Bools:
    begin = np.flatnonzero(first)
    lengths = np.diff(np.append(begin, len(first)))
    any_event = np.logical_or.reduceat(happened, begin) if len(begin) else happened
    return np.repeat(any_event, lengths)


def _in_frame_order(
    past: History, name: str, spell: NDArray[Any], unknown: Bools | None
) -> pl.Series:
    if past.order is not None:
        back = np.empty_like(past.order)
        back[past.order] = np.arange(len(back))
        spell = spell[back]
        unknown = unknown[back] if unknown is not None else None
    series = pl.Series(name, spell)
    if past.complete is not None:
        incomplete = ~past.complete
        unknown = incomplete if unknown is None else unknown | incomplete
    if unknown is None:
        return series
    return series.to_frame().select(pl.when(~pl.Series(unknown)).then(pl.col(name))).to_series()
