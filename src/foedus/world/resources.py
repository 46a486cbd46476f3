"""Military capability of a world's states under different measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.measures.capability import composite_index, shares
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "COVERAGE",
    "VARIANTS",
    "capability_index",
    "capability_variants",
    "expenditure",
    "expenditure_column",
    "well_known",
]

Array = NDArray[np.float64]

VARIANTS = ("index", "milex", "milper")
"""The measures of capability that robustness goes through."""

COVERAGE = 0.75
"""Share of the states for which a resource must be known before shares of it mean anything."""


def expenditure_column(figures: pl.DataFrame) -> str:
    """Return the column of military expenditure in dollars that a world's capability is made of.

    It is `milex_ppp_usd` (purchasing power parity) in the embedded worlds, `milex_usd` (exchange
    rates) in those of the research data.

    Examples
    --------
    >>> import polars as pl
    >>> expenditure_column(pl.DataFrame({"iso3": ["FRA"], "milex_usd": [5e10]}))
    'milex_usd'
    """
    return "milex_ppp_usd" if "milex_ppp_usd" in figures.columns else "milex_usd"


def expenditure(figures: pl.DataFrame) -> Array:
    """Return military expenditure in dollars, nan where unknown (see `expenditure_column`)."""
    return figures[expenditure_column(figures)].to_numpy().astype(float)


def well_known(amount: Array) -> bool:
    """Return whether an amount is known for enough of the states (see COVERAGE).

    Examples
    --------
    >>> well_known(np.array([1.0, 2.0, np.nan])), well_known(np.array([1.0, 2.0, 3.0, np.nan]))
    (False, True)
    """
    return bool((~np.isnan(amount)).mean() >= COVERAGE)


def capability_index(figures: pl.DataFrame, measure: str) -> Array:
    """Return each state's share of the system's capabilities, nan where nothing is known.

    Parameters
    ----------
    figures : polars.DataFrame
        With military expenditure and `milper_active_persons`, a row a state.
    measure : {"index", "nato", "milex", "milper"}
        The mean of both shares, or one of them. The mean leaves out a resource that is known for
        less than three quarters of the states.
    """
    milex = expenditure(figures)
    milper = figures["milper_active_persons"].to_numpy().astype(float)
    if measure == "milex":
        return shares(milex)
    if measure == "milper":
        return shares(milper)
    return composite_index(*([x for x in (milex, milper) if well_known(x)] or (milex, milper)))


def capability_variants(world: World) -> Array:
    """Return the world's capability as it is and under other measures, (variants, n).

    Rows are the world's own measure and then those of `VARIANTS` that differ from it and are known
    for enough of the states. A state without the figure that a measure needs keeps its share of the
    index. A world whose figures hold no expenditure has its own measure only.
    """
    rows = [world.capability]
    held = world.figures
    if {"milex_ppp_usd", "milex_usd"} & {*held.columns}:
        figures = held.filter(held["iso3"].is_in(list(world.iso3))).sort("iso3")
        index = capability_index(figures, "index")
        for measure in VARIANTS:
            amount = capability_index(figures, measure)
            if measure != world.capability_measure and well_known(amount):
                rows.append(shares(np.where(np.isnan(amount), index, amount)))
    return np.stack(rows)
