"""Spells as peacesciencer 1.2.9 counts them, for comparison with work that used them.

It counts rows in the order in which they are, whatever units and years that mixes. With
`ongo = TRUE` it takes events from one order of the rows to another: the spells of most pairs are
then those of other pairs (docs/parity.md).
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError

__all__ = ["peer_spells"]


def peer_spells(rows: pl.DataFrame, unit: list[str], event: str, ongo: bool) -> pl.Series:
    """Return the spells, a value a row, in the frame's order.

    Raises
    ------
    FoedusError
        It is missing in some row whether there was an event.
    """
    if rows[event].null_count():
        raise FoedusError(f"add_spells: {event} is missing in some rows, which the peer refuses")
    # Of a pair the codes are joined to a text, and so are their orders: "100-2" before "2-20".
    text = pl.concat_str([pl.col(name).cast(pl.String) for name in unit], separator="-")
    names = pl.col(unit[0]) if len(unit) == 1 else text
    rank = rows.select(names.rank("dense")).to_series().to_numpy().astype(np.int64)
    happened = rows[event].to_numpy() == 1
    year = rows["year"].cast(pl.Int32).to_numpy()
    ends = _ends(rank, year)
    if not ongo:
        going, stops = np.zeros(len(rank), dtype=bool), ends | happened
    else:
        began = _began(rank, happened)
        going = happened & ~began
        stops = ends | began
    spell_id = np.cumsum(stops[::-1])[::-1]
    at_risk = np.flatnonzero(~going)
    order = np.argsort(spell_id[at_risk], kind="stable")
    length = _counted(spell_id[at_risk][order], ~going[: len(at_risk)])
    result = np.zeros(len(rank), dtype=np.int16)
    result[at_risk[order]] = length - 1
    series = pl.Series(event, result)
    return series.set(pl.Series(going), None) if ongo else series


def _ends(rank: NDArray[np.int64], year: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return whether a row is in the last year of its unit."""
    last = np.full(int(rank.max(initial=0)) + 1, np.iinfo(np.int32).min, dtype=np.int32)
    np.maximum.at(last, rank, year)
    result: NDArray[np.bool_] = last[rank] == year
    return result


def _began(rank: NDArray[np.int64], happened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where events began, in the order of the units' names, not in that of the rows."""
    order = np.argsort(rank, kind="stable")
    began = happened[order]
    before = np.zeros(len(began), dtype=bool)
    before[1:] = began[:-1] & (rank[order][1:] == rank[order][:-1])
    return began & ~before


def _counted(group: NDArray[np.int64], counts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the running number of counted rows within each group of adjacent rows."""
    total = np.cumsum(counts)
    new = np.ones(len(group), dtype=bool)
    new[1:] = group[1:] != group[:-1]
    begin = np.flatnonzero(new)
    lengths = np.diff(np.append(begin, len(group)))
    result: NDArray[np.int64] = total - np.repeat(total[begin] - counts[begin], lengths)
    return result
