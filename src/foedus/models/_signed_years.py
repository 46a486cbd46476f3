"""The signed network of a year of the research data: alliances, rivalries and disputes."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import sources
from foedus.world.historical import historical_world
from foedus.world.system import state_system

__all__ = ["names_of", "network", "war_years"]

FORCE = 4
"""Least hostility of a dispute that makes enemies of the two: use of force."""


@cache
def network(year: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the states' numbers, (n,), and the signs of their ties, (n, n)."""
    system = state_system(year, sources.load)
    clash = sources.load("gml_mid_ddydisps").filter(
        (pl.col("year") == year) & (pl.col("hostlev") >= FORCE)
    )
    codes = system.ccode
    enemies = system.rivalry | _pairs(codes, clash)
    sign = np.where(enemies, -1.0, np.where(system.allied, 1.0, 0.0))
    np.fill_diagonal(sign, 0.0)
    sign.flags.writeable = False
    return codes, sign


def _pairs(codes: NDArray[np.int64], rows: pl.DataFrame) -> NDArray[np.bool_]:
    one, two = rows["ccode1"].to_numpy(), rows["ccode2"].to_numpy()
    both = np.isin(one, codes) & np.isin(two, codes)
    found = np.zeros((len(codes), len(codes)), dtype=bool)
    i, j = np.searchsorted(codes, one[both]), np.searchsorted(codes, two[both])
    found[i, j] = found[j, i] = True
    return found


def names_of(year: int, codes: NDArray[np.int64]) -> tuple[str, ...]:
    """Return the codes of the time of the states with these numbers."""
    world = historical_world(min(year, 2016))
    known = dict(world.figures.select("ccode", "iso3").iter_rows())
    return tuple(str(known.get(int(code), int(code))) for code in codes)


@cache
def war_years() -> frozenset[int]:
    """Return the years with an inter-state war."""
    return frozenset(int(year) for year in sources.load("cow_war_inter")["year"].unique())
