"""Look keys up by position: where they are small integers, in a table addressed by them.

A join hashes every row of the frame. Codes and years are small integers, so a dense table of
row numbers, indexed by them, gives the row at once; polars then gathers the columns in parallel.
"""

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.panel._options import is_peer_compat

if TYPE_CHECKING:
    from foedus.panel._attach import Lookup

__all__ = ["look_up"]

# Largest dense table, in cells of 4 bytes.
_MOST_CELLS = 60_000_000


def look_up(keys: pl.DataFrame, lookup: "Lookup") -> pl.DataFrame:
    """Return the new columns, a row for each row of the keys, in order."""
    table = lookup.table.select(*(pl.col(name).alias(new) for name, new in lookup.columns.items()))
    fill = {lookup.columns[name]: value for name, value in lookup.fill.items()}
    filling = pl.DataFrame(
        {name: [fill.get(name), None] for name in table.columns}, schema=table.schema
    )
    rows = _rows(keys, lookup)
    return pl.concat([table, filling], rechunk=True).select(pl.all().gather(pl.Series(rows)))


def _rows(keys: pl.DataFrame, lookup: "Lookup") -> NDArray[np.uint32]:
    """Return each key's row; n (the filling) or n + 1 (missing) where it has none."""
    left, right = list(lookup.keys), list(lookup.keys.values())
    integers = all(lookup.table.schema[name].is_integer() for name in right)
    if integers and all(keys.schema[name].is_numeric() for name in left):
        axes = [_Axis(lookup, name) for name in right]
        if prod(axis.size for axis in axes) <= _MOST_CELLS:
            return _dense_rows(keys.select(left), lookup, axes)
    return _joined_rows(keys.select(left), lookup)


class _Axis:
    """One dimension of the dense table: a slot for each known value, unknown and missing."""

    def __init__(self, lookup: "Lookup", name: str) -> None:
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
        if name == "year" and lookup.years is not None:
            self.covered = np.zeros(self.size, dtype=bool)
            self.covered[2:] = (known >= first) & (known <= last)

    def _slot_of_int16(self) -> NDArray[np.int32]:
        every = np.arange(2**16, dtype=np.uint16).view(np.int16).astype(np.int32)
        place = np.clip(every - (self.low - 1), 0, self.width - 1)
        slots: NDArray[np.int32] = self.slot_of[place]
        return slots

    def slots(self, column: pl.Series) -> NDArray[np.int32]:
        """Return each value's slot: 0 unknown, 1 missing, 2... known."""
        if column.dtype == pl.Int16 and not column.null_count():
            # One step for the usual dtype: all its values have their slot in a table.
            quick: NDArray[np.int32] = self._slot_of_int16()[column.to_numpy().view(np.uint16)]
            return quick
        if column.dtype.is_float():
            whole = column.is_nan().fill_null(True) | (column != column.floor())
            column = column.set(whole, None)
        missing = column.is_null() if column.null_count() else None
        values = (
            column.fill_null(0).cast(pl.Int32).to_numpy()
            if missing is not None
            else (column.cast(pl.Int32, strict=False).to_numpy())
        )
        place = np.clip(values - (self.low - 1), 0, self.width - 1)
        slots: NDArray[np.int32] = self.slot_of[place]
        if missing is not None:
            slots[missing.to_numpy()] = 1
        return slots


def _dense_rows(keys: pl.DataFrame, lookup: "Lookup", axes: list[_Axis]) -> NDArray[np.uint32]:
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
    asked = [axis.slots(keys[name]) for axis, name in zip(axes, lookup.keys, strict=True)]
    return flat[_place(asked, shape)]


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


def _joined_rows(keys: pl.DataFrame, lookup: "Lookup") -> NDArray[np.uint32]:
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
        nulls_equal=is_peer_compat(),
    )
    missing = pl.lit(n + 1, pl.UInt32)
    if not lookup.fill:
        return rows["__row"].fill_null(n + 1).to_numpy()
    asked = pl.lit(True) if is_peer_compat() else pl.all_horizontal(pl.col(left).is_not_null())
    if lookup.years is not None:
        asked &= pl.col("year").is_between(*lookup.years)
    filled = pl.when(asked).then(pl.lit(n, pl.UInt32)).otherwise(missing)
    return rows.select(pl.col("__row").fill_null(filled))["__row"].to_numpy()
