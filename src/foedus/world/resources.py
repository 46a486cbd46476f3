"""Military capability of a world's states under different measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.measures.capability import composite_index, shares

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.world import World

__all__ = ["VARIANTS", "capability_index", "capability_variants"]

VARIANTS = ("index", "milex", "milper")
"""The measures of capability that robustness goes through."""


def capability_index(figures: pl.DataFrame, measure: str) -> NDArray[np.float64]:
    """Return each state's share of the system's capabilities, nan where nothing is known.

    Parameters
    ----------
    figures : polars.DataFrame
        With `milex_ppp_usd` and `milper_active_persons`, a row a state.
    measure : {"index", "nato", "milex", "milper"}
        The mean of both shares, or one of them.
    """
    milex = figures["milex_ppp_usd"].to_numpy().astype(float)
    milper = figures["milper_active_persons"].to_numpy().astype(float)
    if measure == "milex":
        return shares(milex)
    if measure == "milper":
        return shares(milper)
    return composite_index(milex, milper)


def capability_variants(world: World) -> NDArray[np.float64]:
    """Return the world's capability as it is and under other measures, (variants, n).

    Rows are the world's own measure and then those of `VARIANTS` that differ from it. A state
    without the figure that a measure needs keeps its share of the index. A world whose figures
    hold no expenditure (historical ones) has its own measure only.
    """
    rows = [world.capability]
    if "milex_ppp_usd" in world.figures.columns:
        figures = world.figures.filter(world.figures["iso3"].is_in(list(world.iso3))).sort("iso3")
        index = capability_index(figures, "index")
        for measure in VARIANTS:
            if measure != world.capability_measure:
                amount = capability_index(figures, measure)
                rows.append(shares(np.where(np.isnan(amount), index, amount)))
    return np.stack(rows)
