"""The composite index of national capability, made again from its components."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load, load_narrow

__all__ = ["add_cinc", "cinc_report"]

_COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
_COLUMNS = ("cinc_recomputed", "cinc_normalised")


def add_cinc(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with each state's capability index, recomputed.

    Adds `cinc_recomputed`, the mean of the state's available shares in the system's totals of the
    six components, which is how the published `cinc` was made, and `cinc_normalised`, the same
    divided by its sum over all states of the year. A missing component is left out of the mean;
    therefore the published index adds up to more than 1 in years with missing components (see
    `cinc_report`). For dyads with 1 and 2 at the end. Missing outside 1816-2022.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, with Correlates of War codes.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Singer, Bremer and Stuckey (1972).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> us = state_years(1860, 1860).pipe(add_cinc).row(0, named=True)
    >>> round(us["cinc_recomputed"], 4), round(us["cinc_normalised"], 4)
    (0.0774, 0.072)
    """
    return attach(frame, _ADDER)


def cinc_report(tolerance: float = 1e-6) -> pl.DataFrame:
    """Return the years in which the published capability shares do not sum to 1.

    Parameters
    ----------
    tolerance : float
        How far from 1 a sum may lie. Above 1e-6, 203 of the 207 years are further; above 0.005,
        133 are; none is below 1.

    Returns
    -------
    polars data frame
        `year`, `states`, the sum of `cinc`, and for each component how many states lack it.

    Examples
    --------
    >>> cinc_report(0.074).select("year", "states").rows()
    [(1860, 46)]
    """
    lacking = [
        pl.col(name).null_count().cast(pl.Int64).alias(f"{name}_missing") for name in _COMPONENTS
    ]
    sums = (
        load("cow_nmc")
        .group_by("year")
        .agg(pl.len().cast(pl.Int64).alias("states"), pl.col("cinc").sum(), *lacking)
    )
    return sums.filter((pl.col("cinc") - 1).abs() > tolerance).sort("year")


def _recomputed() -> pl.DataFrame:
    shares = [pl.col(name) / pl.col(name).sum().over("year") for name in _COMPONENTS]
    mean = pl.mean_horizontal(shares).alias("cinc_recomputed")
    normalised = pl.col("cinc_recomputed") / pl.col("cinc_recomputed").sum().over("year")
    table = load_narrow("cow_nmc").select("ccode", "year", mean)
    return table.with_columns(normalised.alias("cinc_normalised"))


_ADDER = Adder("add_cinc", of_states(lambda _: _recomputed(), _COLUMNS), systems=("cow",))
