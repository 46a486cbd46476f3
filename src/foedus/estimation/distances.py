"""Minimum distances between states for every year, also before they are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.system import StateSystem

__all__ = ["Distances", "distances"]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Distances:
    """Minimum distances between the territories of all states, year by year.

    Attributes
    ----------
    first : int, the first year that is measured
    ccode : (s,) all states, ascending
    km : (T, s, s), nan where not measured; a pair's first value stands for the years before it
    ratio : float
        Median of minimum distance over distance between capitals, among pairs without a border.
    """

    first: int
    ccode: Codes
    km: NDArray[np.float32]
    ratio: float

    def of(self, system: StateSystem) -> Array:
        """Return (n, n) km for a year's states: 0 for land neighbours.

        Where a pair was never measured it is the distance between capitals times `ratio`.
        """
        at = np.searchsorted(self.ccode, system.ccode)
        year = min(max(system.year - self.first, 0), len(self.km) - 1)
        km = self.km[year][at[:, None], at[None, :]].astype(float)
        km = np.where(np.isnan(km), self.ratio * system.capital_distance, km)
        return np.where(system.contiguous, 0.0, km)


def distances(table: pl.DataFrame, ccode: Codes, systems: tuple[StateSystem, ...]) -> Distances:
    """Return the minimum distances of all pairs and years.

    Measured are 1886 to 2019. Before its first measurement a pair has the first value it ever got,
    after its last one the last.

    Parameters
    ----------
    table : ccode1, ccode2, year, mindist (cow_mindist), each pair once
    ccode : (s,) ascending
    systems : state systems, for the distances between capitals

    References
    ----------
    Schvitz et al. (2022), CShapes 2.0, as in peacesciencer 1.2.9 (Miller 2022).
    """
    year = table["year"].to_numpy().astype(int)
    first = int(year.min())
    a = np.searchsorted(ccode, table["ccode1"].to_numpy())
    b = np.searchsorted(ccode, table["ccode2"].to_numpy())
    km = np.full((int(year.max()) - first + 1, len(ccode), len(ccode)), np.nan, dtype=np.float32)
    value = table["mindist"].to_numpy().astype(np.float32)
    km[year - first, a, b] = value
    km[year - first, b, a] = value
    for later in range(len(km) - 2, -1, -1):  # backwards: the first value stands for what is before
        km[later] = np.where(np.isnan(km[later]), km[later + 1], km[later])
    for now in range(1, len(km)):
        km[now] = np.where(np.isnan(km[now]), km[now - 1], km[now])
    return Distances(first, ccode, km, _ratio(km, first, ccode, systems))


def _ratio(
    km: NDArray[np.float32], first: int, ccode: Codes, systems: tuple[StateSystem, ...]
) -> float:
    shares = []
    for system in systems:
        if first <= system.year < first + len(km):
            at = np.searchsorted(ccode, system.ccode)
            measured = km[system.year - first][at[:, None], at[None, :]]
            apart = system.together & ~system.contiguous & (system.capital_distance > 0)
            shares.append((measured / np.where(apart, system.capital_distance, np.nan))[apart])
    return float(np.nanmedian(np.concatenate(shares)))
