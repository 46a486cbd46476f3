"""Look keys up by position: where they are small integers, in a table addressed by them.

A join hashes every row of the frame. Codes and years are small integers, so a dense table of
row numbers, indexed by them, gives the row at once; polars then gathers the columns in parallel.
"""

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.panel._lookup import Lookup
from foedus.panel._options import is_peer_compat
from foedus.sources._store import wide

__all__ = ["gatherer", "look_up"]

# Largest dense table, in cells of 4 bytes.
_MOST_CELLS = 60_000_000

Rows = NDArray[np.uint32]


def look_up(keys: pl.DataFrame, lookup: Lookup) -> pl.DataFrame:
    """Return the new columns, a row for each row of the keys, in order."""
    return gatherer(lookup)(keys)


def gatherer(lookup: Lookup) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return a function from keys to the new columns, which can be asked part by part.

    Its keys are whole numbers of 16 bits (32 where there are more) or text, as `_keys` gives them.
    """
    table = lookup.table.select(*(pl.col(name).alias(new) for name, new in lookup.columns.items()))
    fill = {lookup.columns[name]: value for name, value in lookup.fill.items()}
    filling = pl.DataFrame(
        {name: [fill.get(name), None] for name in table.columns}, schema=table.schema
    )
    # What leaves is wide; what is only looked up on the way (named __...) stays narrow.
    known = _wide_but_private(pl.concat([table, filling], rechunk=True))
    find = _finder(lookup)
    return lambda keys: known.select(pl.all().gather(pl.Series(find(keys))))


def _wide_but_private(table: pl.DataFrame) -> pl.DataFrame:
    leaving = [name for name in table.columns if not name.startswith("__")]
    return table.with_columns(wide(table.select(leaving)))


def _finder(lookup: Lookup) -> Callable[[pl.DataFrame], Rows]:
    """Return what finds each key's row; n (the filling) or n + 1 (missing) where it has none."""
    right = list(lookup.keys.values())
    if all(lookup.table.schema[name].is_integer() for name in right):
        axes = [_Axis(lookup, name) for name in right]
        if prod(axis.size for axis in axes) <= _MOST_CELLS:
            return _dense_finder(lookup, axes)
    as_peer = is_peer_compat()
    return lambda keys: _joined_rows(keys.select(list(lookup.keys)), lookup, as_peer)


class _Axis:
    """One dimension of the dense table: a slot for each known value, unknown and missing."""

    def __init__(self, lookup: Lookup, name: str) -> None:
        known = lookup.table[name].drop_nulls().unique().to_numpy().astype(np.int64)
        self.covered: NDArray[np.bool_] | None = None
        if name == "year" and lookup.years is not None:
            first, last = lookup.years
            known = np.union1d(known, np.arange(first, last + 1))
        known = np.sort(known)
        self.low = int(known[0]) if known.size else 0
        high = int(known[-1]) if known.size else 0
        # Slots 0 and the last of `slot_of` stand for anything below and above.
        self.width = high - self.low + 3
        self.slot_of = np.zeros(self.width, dtype=np.int32)
        self.slot_of[known - self.low + 1] = np.arange(2, known.size + 2)
        self.size = known.size + 2
        self.short: NDArray[np.int32] | None = None
        if name == "year" and lookup.years is not None:
            self.covered = np.zeros(self.size, dtype=bool)
            self.covered[2:] = (known >= first) & (known <= last)

    def slots(self, column: pl.Series) -> NDArray[np.int32]:
        """Return each value's slot: 0 unknown, 1 missing, 2... known."""
        missing = column.is_null() if column.null_count() else None
        values = (column if missing is None else column.fill_null(0)).to_numpy()
        if values.dtype == np.int16:
            # One step for the usual dtype: all its values have their slot in a table.
            slots: NDArray[np.int32] = self._slot_of_int16()[values.view(np.uint16)]
        else:
            place = np.clip(values.astype(np.int64) - (self.low - 1), 0, self.width - 1)
            slots = self.slot_of[place]
        if missing is not None:
            slots[missing.to_numpy()] = 1
        return slots

    def _slot_of_int16(self) -> NDArray[np.int32]:
        if self.short is None:
            every = np.arange(2**16, dtype=np.uint16).view(np.int16).astype(np.int32)
            self.short = self.slot_of[np.clip(every - (self.low - 1), 0, self.width - 1)]
        return self.short


def _dense_finder(lookup: Lookup, axes: list[_Axis]) -> Callable[[pl.DataFrame], Rows]:
    n = lookup.table.height
    shape = tuple(axis.size for axis in axes)
    dense = np.full(shape, n + 1, dtype=np.uint32)
    if lookup.fill:
        dense[_filled_region(axes)] = n
    flat = dense.reshape(-1)
    own = [
        axis.slots(lookup.table[name])
        for axis, name in zip(axes, lookup.keys.values(), strict=True)
    ]
    place = _place(own, shape)
    flat[place] = np.arange(n, dtype=np.uint32)
    if not (flat[place] == np.arange(n)).all():
        raise ValueError(f"the table has two rows with the same {', '.join(lookup.keys.values())}")

    def find(keys: pl.DataFrame) -> Rows:
        asked = [axis.slots(keys[name]) for axis, name in zip(axes, lookup.keys, strict=True)]
        found: Rows = flat[_place(asked, shape)]
        return found

    return find


def _filled_region(axes: list[_Axis]) -> Any:
    """Return the index of the cells that get the filling: within coverage, no key missing."""
    kept = []
    for axis in axes:
        if axis.covered is not None:
            kept.append(axis.covered)
        else:
            present = np.ones(axis.size, dtype=bool)
            present[1] = is_peer_compat()
            kept.append(present)
    return np.ix_(*kept)


def _place(slots: list[NDArray[np.int32]], shape: tuple[int, ...]) -> NDArray[np.int32]:
    place = slots[0]
    for more, size in zip(slots[1:], shape[1:], strict=True):
        place = place * np.int32(size)
        place += more
    return place


def _joined_rows(keys: pl.DataFrame, lookup: Lookup, as_peer: bool) -> Rows:
    n = lookup.table.height
    left, right = list(lookup.keys), list(lookup.keys.values())
    casts = [pl.col(r).cast(keys.schema[name]) for r, name in zip(right, left, strict=True)]
    table = lookup.table.select(casts).with_columns(pl.arange(n, dtype=pl.UInt32).alias("__row"))
    # To the peer two leaders of whom nothing is known are the same one.
    rows = keys.join(
        table,
        how="left",
        left_on=left,
        right_on=right,
        maintain_order="left",
        validate="m:1",
        nulls_equal=as_peer,
    )
    missing = pl.lit(n + 1, pl.UInt32)
    if not lookup.fill:
        return rows["__row"].fill_null(n + 1).to_numpy()
    asked = pl.lit(True) if as_peer else pl.all_horizontal(pl.col(left).is_not_null())
    if lookup.years is not None:
        asked &= pl.col("year").is_between(*lookup.years)
    filled = pl.when(asked).then(pl.lit(n, pl.UInt32)).otherwise(missing)
    return rows.select(pl.col("__row").fill_null(filled))["__row"].to_numpy()
