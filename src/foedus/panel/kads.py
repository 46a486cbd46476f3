"""Make the rows that are about k states at once: all of them, or a uniform sample."""

from collections.abc import Iterable, Iterator
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from foedus.errors import FoedusError, nearest
from foedus.files import whole_file
from foedus.panel._engines import to_backend
from foedus.panel._kad_ranks import Blocks, Presence, blocks_of, unrank
from foedus.panel._keys import known_codes
from foedus.panel._parquet import write_parts
from foedus.panel._spells import (
    Ints,
    StateSpells,
    counts,
    expand,
    jan_first,
    state_spells,
    year_of,
)
from foedus.panel._years import Years, chosen_years
from foedus.sources._store import wide

__all__ = ["MOST_BYTES", "kad_year_parts", "kad_years", "size_of"]

_BEGIN = 1816
# Rows made at a time when all k-ads are written.
_BATCH = 2_000_000
MOST_BYTES = 4_000_000_000
"""Bytes of rows that are made without a question."""


def kad_years(
    k: int,
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    states: Iterable[int] | None = None,
    sample: int | None = None,
    seed: int | None = None,
    to: str | PathLike[str] | None = None,
    force: bool = False,
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each year and set of k states that were members on a common day.

    Each set is one row, its states in the order of their numbers (`ccode1` < `ccode2` < ...). Rows
    are in the order of years, then of states. There are 48 million triads and 2 billion 4-ads in
    the Correlates of War system 1816-2016: write them to a file, or take a sample.

    Parameters
    ----------
    k : int
        Number of states, 2 or more.
    first, last : int, optional
        Range of years, both included; by default all the data have.
    system : {"cow", "gw"}
        Correlates of War (`ccode1`, ...) or Gleditsch-Ward (`gwcode1`, ...).
    states : iterable of int, optional
        Only sets of these states, by their numbers in the system.
    sample : int, optional
        Instead of all, this many, drawn without replacement; every k-ad of every year is equally
        likely. None but those drawn are made.
    seed : int, optional
        Makes the sample reproducible.
    to : path, optional
        Write to this Parquet file, in parts, and return a lazy polars frame that reads it.
    force : bool
        Replace the file if it exists.
    until : int, optional
        The panel's last year, if not the data's own (2016 for "cow", 2020 for "gw"): members on
        that day stay members.
    membership : {"any", "jan1", "dec31"}
        Of which common day of the year: any one, 1 January or 31 December.
    subset_years : iterable of int, optional
        Only these years.
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    Raises
    ------
    FoedusError
        A number or year makes no sense, the sample is larger than what there is, all do not fit
        into memory, or the file exists.

    References
    ----------
    Poast (2010), on k-ads; Knuth (2011, section 7.2.1.3), on ranks of combinations.

    Examples
    --------
    >>> kad_years(3, 1914, 1914).height
    14190
    >>> kad_years(5, sample=1000, seed=1).columns
    ['ccode1', 'ccode2', 'ccode3', 'ccode4', 'ccode5', 'year']
    """
    if seed is not None and sample is None:
        raise FoedusError("seed is for a sample: give sample= as well")
    if seed is not None and seed < 0:
        raise FoedusError(f"seed is {seed}, expected 0 or more")
    if to is not None and backend != "polars":
        raise FoedusError("with to= the rows go to a file; read it with your own library")
    there, key = _chosen(k, first, last, system, states, until, membership, subset_years)
    blocks = blocks_of(k, there)
    if sample is not None:
        drawn = _drawn(_countable(blocks, k), sample, seed, key)
        if to is None:
            return to_backend(drawn, backend)
        return _written([drawn], k, key, to, force)
    if to is not None:
        return _written(_batches(k, there, key), k, key, to, force)
    total = blocks if isinstance(blocks, int) else blocks.total
    if size_of(total, k) > MOST_BYTES:
        raise FoedusError(
            f"there are {total:,} {k}-ads, {size_of(total, k) / 1e9:,.0f} GB; write them with "
            "to='file.parquet', or take a sample= of them"
        )
    parts = list(_batches(k, there, key))
    return to_backend(pl.concat(parts) if parts else _frame_of(k, key), backend)


def kad_year_parts(
    k: int,
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    states: Iterable[int] | None = None,
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
) -> tuple[int, Iterator[pl.DataFrame]]:
    """Return the number of rows that `kad_years` would make, and the rows in parts.

    The first part may be empty, and is always there, so that it shows the columns.
    """
    there, key = _chosen(k, first, last, system, states, until, membership, subset_years)
    blocks = blocks_of(k, there)
    total = blocks if isinstance(blocks, int) else blocks.total
    return total, map(wide, chain([_frame_of(k, key)], _batches(k, there, key)))


def _chosen(
    k: int,
    first: int | None,
    last: int | None,
    system: str,
    states: Iterable[int] | None,
    until: int | None,
    membership: str,
    subset_years: Iterable[int] | None,
) -> tuple[list[Presence], str]:
    if k < 2:
        raise FoedusError(f"k is {k}, expected 2 or more; single states: state_years()")
    spells = state_spells(system, until)
    most = len(np.unique(spells.code))
    if k > most:
        raise FoedusError(f"k is {k}, expected 2 to {most}, the number of states there ever were")
    years = chosen_years(first, last, subset_years, data=(_BEGIN, spells.last_year))
    return _presence(spells, years, _only(states, system), membership), spells.key


def _presence(
    spells: StateSpells, years: Years, only: Ints | None, membership: str = "any"
) -> list[Presence]:
    first_year = np.maximum(year_of(spells.start), years.first)
    index, year = expand(first_year, np.minimum(year_of(spells.end), years.last))
    wanted = np.ones(len(year), dtype=bool)
    wanted[:] = True if years.subset is None else np.isin(year, years.subset)
    if only is not None:
        wanted &= np.isin(spells.code[index], only)
    index, year = index[wanted], year[wanted]
    order = np.lexsort((spells.code[index], year))
    index, year = index[order], year[order]
    start = np.maximum(spells.start[index], jan_first(year))
    end = np.minimum(spells.end[index], jan_first(year + 1) - 1)
    on_the_day = counts(start, end, membership)
    index, year, start, end = (a[on_the_day] for a in (index, year, start, end))
    cuts = np.flatnonzero(np.diff(year)) + 1
    found = [
        Presence(int(y[0]), c, s, e)
        for y, c, s, e in zip(
            *(np.split(a, cuts) for a in (year, spells.code[index], start, end)), strict=True
        )
        if len(y)
    ]
    if any((np.diff(there.code) == 0).any() for there in found):
        raise ValueError("a state has two spells in one year, which k-ads do not provide for")
    return found


def _only(states: Iterable[int] | None, system: str) -> Ints | None:
    if states is None:
        return None
    chosen = np.unique(np.fromiter(states, dtype=np.int64))
    known = known_codes(system)
    for code in chosen.tolist():
        if code not in known:
            near = nearest(str(code), [str(number) for number in known])
            hint = f"; nearest: {near} ({known[int(near)]})" if near else ""
            raise FoedusError(f"states holds {code}, which is no state of the system{hint}")
    return chosen


def _countable(blocks: Blocks | int, k: int) -> Blocks:
    if isinstance(blocks, int):
        raise FoedusError(
            f"there are {float(blocks):.1e} {k}-ads, too many to draw from; take fewer states, "
            "years or a smaller k"
        )
    return blocks


def size_of(rows: int, k: int) -> int:
    """Return the bytes that rows of k-ads take, without what is added to them.

    Examples
    --------
    >>> size_of(1_000_000, 4)
    40000000
    """
    return rows * (k + 1) * 8


def _drawn(blocks: Blocks, sample: int, seed: int | None, key: str) -> pl.DataFrame:
    if not 0 <= sample <= blocks.total:
        raise FoedusError(f"sample is {sample:,}, expected 0 to {blocks.total:,}, all there are")
    ranks = _distinct(blocks.total, sample, np.random.default_rng(seed))
    members, year = unrank(blocks, ranks)
    frame = _frame_of(blocks.k, key, members, year)
    return frame.sort("year", *frame.columns[:-1])


def _distinct(total: int, n: int, rng: np.random.Generator) -> Ints:
    """Return n different integers below a total, each set of n equally likely."""
    if total <= 2 * n:
        return rng.permutation(total)[:n]
    # The first n different values of a sequence of independent draws are a uniform n-subset.
    found = np.empty(0, dtype=np.int64)
    while len(found) < n:
        found = np.concatenate([found, rng.integers(total, size=n - len(found))])
        found.sort()
        found = found[np.diff(found, prepend=-1) > 0]
    return found


def _frame_of(
    k: int, key: str, members: Ints | None = None, year: Ints | None = None
) -> pl.DataFrame:
    if members is None:
        members = np.empty((0, k), dtype=np.int16)
    columns = {f"{key}{i + 1}": np.ascontiguousarray(members[:, i], np.int16) for i in range(k)}
    years = np.empty(0, np.int16) if year is None else year.astype(np.int16)
    return pl.DataFrame(columns | {"year": years})


def _batches(k: int, years: Iterable[Presence], key: str) -> Iterator[pl.DataFrame]:
    """Make all k-ads, in parts of about `_BATCH` rows."""
    waiting: list[pl.DataFrame] = []
    for there in years:
        for members in _year_batches(k, there):
            year = np.full(len(members), there.year, dtype=np.int16)
            waiting.append(_frame_of(k, key, there.code[members], year))
            if sum(part.height for part in waiting) >= _BATCH:
                yield pl.concat(waiting)
                waiting = []
    if waiting:
        yield pl.concat(waiting)


def _year_batches(k: int, there: Presence) -> Iterator[Ints]:
    """Make one year's k-ads as places in the list of states, in lexicographic order."""
    n = len(there.code)
    if n >= k:
        # Only first members after which enough states come to complete a set.
        yield from _completed(np.arange(n - k + 1, dtype=np.int16)[:, None], k, there)


def _completed(rows: Ints, k: int, there: Presence) -> Iterator[Ints]:
    """Make all sets of k that begin with the given ones, part by part, in order.

    No step makes more than about `_BATCH` sets at once, however many there are in the end.
    """
    left = k - rows.shape[1]
    if not (left and len(rows)):
        yield from [rows] if len(rows) else []
        return
    after = len(there.code) - 1 - rows[:, -1].astype(np.int64)
    made = np.cumsum(after * (after - 1) // 2 if left == 2 else after)
    for part in np.split(rows, np.flatnonzero(np.diff(made // _BATCH)) + 1):
        grown = _extended(part, there, left - 1)
        yield from _completed(_extended(grown, there, 0) if left == 2 else grown, k, there)


def _extended(rows: Ints, there: Presence, left: int) -> Ints:
    """Add to each set every state with a higher number, if they share a day and `left` follow."""
    last = len(there.code) - 1 - left
    index, member = expand(rows[:, -1].astype(np.int32) + 1, np.full(len(rows), last))
    if not there.all_year:
        begin = there.start[rows].max(axis=1)[index]
        stop = there.end[rows].min(axis=1)[index]
        shared = (begin <= there.end[member]) & (there.start[member] <= stop)
        index, member = index[shared], member[shared]
    extended = np.empty((len(member), rows.shape[1] + 1), dtype=np.int16)
    extended[:, :-1] = rows[index]
    extended[:, -1] = member
    return extended


def _written(
    parts: Iterable[pl.DataFrame], k: int, key: str, to: str | PathLike[str], force: bool
) -> pl.LazyFrame:
    target = Path(to)
    with whole_file(target, force=force) as partial:
        write_parts(map(wide, parts), wide(_frame_of(k, key)).schema, partial)
    return pl.scan_parquet(target)
