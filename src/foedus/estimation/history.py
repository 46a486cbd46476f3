"""The deadly clashes of every pair of states, year by year, and who was at war with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MID_YEAR", "RECENT", "Clashes", "clashes"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

RECENT = 10
"""Years before the day over which clashes are counted."""

MID_YEAR = 0.5
"""A clash known by its year is taken to have been in the middle of it."""

WAR = 5


@dataclass(frozen=True, eq=False)
class Clashes:
    """Deadly clashes between states of the two sides of a dispute, by year and pair.

    Attributes
    ----------
    first : int, the year of the first layer
    ccode : (s,) all states, ascending
    last : (T + 1, s, s) int, the layer of the last deadly clash before the layer, -1 for none
    so_far : (T + 1, s, s) int, deadly clashes that began before the layer
    at_war : (T, s, s) bool, a war in the year that began in an earlier one
    """

    first: int
    ccode: Codes
    last: NDArray[np.int16]
    so_far: NDArray[np.int16]
    at_war: Mask

    def before(self, year: int, ccode: Codes) -> tuple[Array, Array]:
        """Return years since the last deadly clash (inf: none on record) and recent clashes.

        Parameters
        ----------
        year : int
            Only what happened before 1 January of it counts.
        ccode : (n,) states

        Returns
        -------
        years, recent : (n, n)
        """
        at, now = self._square(ccode), year - self.first
        last = self.last[now][at].astype(float)
        since = np.where(last < 0, np.inf, now - last - MID_YEAR)
        recent = self.so_far[now][at] - self.so_far[max(now - RECENT, 0)][at]
        return since, recent.astype(float)

    def war_on(self, year: int, ccode: Codes) -> Mask:
        """Return (n, n): pairs in a war that had begun before the year."""
        found: Mask = self.at_war[year - self.first][self._square(ccode)]
        return found

    def _square(self, ccode: Codes) -> tuple[NDArray[np.intp], ...]:
        at = np.searchsorted(self.ccode, ccode)
        return np.ix_(at, at)


def clashes(directed: pl.DataFrame, ccode: Codes, first: int, last: int) -> Clashes:
    """Return the record of deadly clashes and wars of all pairs.

    A deadly clash is a dispute with at least one death in which the two stood on opposite sides.

    Parameters
    ----------
    directed : dispnum, ccode1, ccode2, year, midongoing, midonset, sidea1, sidea2, fatality,
        hostlev (gml_dirdisp)
    ccode : (s,) ascending
    first, last : int

    References
    ----------
    Gibler, Miller & Little (2016).
    """
    import polars as pl

    opposed = directed.filter(
        pl.col("sidea1") != pl.col("sidea2"),
        pl.col("midongoing") == 1,
        pl.col("year").is_between(first, last),
        pl.col("ccode1").is_in(ccode.tolist()) & pl.col("ccode2").is_in(ccode.tolist()),
    )
    deadly = opposed.filter(pl.col("fatality") > 0)
    shape = (last - first + 1, len(ccode), len(ccode))
    began = _count(deadly.filter(pl.col("midonset") == 1), ccode, first, shape)
    ongoing = _count(deadly, ccode, first, shape) > 0
    war = opposed.filter(pl.col("hostlev") == WAR)
    continued = _count(war.filter(pl.col("midonset") == 0), ccode, first, shape) > 0
    layers = np.arange(len(ongoing), dtype=np.int16)[:, None, None]
    last_layer = np.maximum.accumulate(np.where(ongoing, layers, np.int16(-1)), axis=0)
    none = np.full((1, *shape[1:]), -1, dtype=np.int16)
    return Clashes(
        first,
        ccode,
        np.concatenate([none, last_layer]),
        np.concatenate([none + np.int16(1), np.cumsum(began, axis=0, dtype=np.int16)]),
        continued,
    )


def _count(
    rows: pl.DataFrame, ccode: Codes, first: int, shape: tuple[int, int, int]
) -> NDArray[np.int16]:
    """Return how many rows there are a year and pair, in both directions."""
    year = rows["year"].to_numpy().astype(int) - first
    a = np.searchsorted(ccode, rows["ccode1"].to_numpy())
    b = np.searchsorted(ccode, rows["ccode2"].to_numpy())
    count = np.zeros(shape, dtype=np.int16)
    np.add.at(count, (year, a, b), 1)
    return np.maximum(count, count.transpose(0, 2, 1))
