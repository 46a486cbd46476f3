"""The signed network of a year of the research data: alliances, rivalries and disputes."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus import sources
from foedus.models._states_then import lasting, named, pairs_of, states_of

__all__ = ["names_of", "network", "war_years"]

FORCE = 4
"""Least hostility of a dispute that makes enemies of the two: use of force."""


@cache
def network(year: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the states' numbers, (n,), and the signs of their ties, (n, n)."""
    states = sources.load("cow_states").filter(lasting("styear", "endyear", year))
    codes = np.unique(states["ccode"].to_numpy().astype(np.int64))
    clash = sources.load("gml_mid_ddydisps").filter(
        (pl.col("year") == year) & (pl.col("hostlev") >= FORCE)
    )
    pacts = sources.load("atop_alliance").filter(
        (pl.col("year") == year) & (pl.col("atop_defense") == 1)
    )
    rivals = sources.load("tss_rivalries").filter(lasting("start", "end", year))
    allied = pairs_of(codes, pacts)
    enemies = pairs_of(codes, rivals) | pairs_of(codes, clash)
    sign = np.where(enemies, -1.0, np.where(allied, 1.0, 0.0))
    sign.flags.writeable = False
    return codes, sign


def names_of(year: int, codes: NDArray[np.int64]) -> tuple[str, ...]:
    """Return the codes of the time of the states with these numbers."""
    known = named(states_of(year))
    return tuple(known[int(code)][0] if int(code) in known else str(code) for code in codes)


@cache
def war_years() -> frozenset[int]:
    """Return the years with an inter-state war."""
    return frozenset(int(year) for year in sources.load("cow_war_inter")["year"].unique())
