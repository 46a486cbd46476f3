"""The network of defence obligations of a year of the research data, and the states' strength."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.models._states_then import pairs_of

__all__ = ["LAST_WAR", "network_of", "wars_begun"]

LAST_WAR = 2007
"""Last year of the list of inter-state wars."""


def network_of(year: int) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return the defence links and capabilities of the states of a year."""
    import polars as pl

    from foedus import sources

    nmc = sources.load("cow_nmc").filter((pl.col("year") == year) & (pl.col("cinc") > 0))
    codes = nmc["ccode"].to_numpy()
    pacts = sources.load("atop_alliance").filter(
        (pl.col("year") == year) & (pl.col("atop_defense") == 1)
    )
    return pairs_of(codes.astype(np.int64), pacts), nmc["cinc"].to_numpy()


def wars_begun() -> dict[int, int]:
    """Return how many inter-state wars began in each year that had one."""
    import polars as pl

    from foedus import sources

    began = sources.load("cow_war_inter").group_by("warnum").agg(pl.col("year").min())
    return {int(year): count for year, count in began.group_by("year").len().iter_rows()}
