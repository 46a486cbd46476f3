"""The embedded figures that count on a day: of the last full year before it, or a little older."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus import sources
from foedus.errors import FoedusError
from foedus.world.days import last_full_year
from foedus.world.resources import capability_index, well_known
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "NATO_COLUMNS",
    "OLDEST",
    "VARIABLES",
    "capability_of",
    "figures_before",
    "with_nato_tables",
]

Array = NDArray[np.float64]

OLDEST = 3
"""Years by which a figure may be older than the last full year before a day."""

VARIABLES = ("population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milper_active_persons")


def figures_before(day: date) -> pl.DataFrame:
    """Return one row a state: each variable's last figure before a day, its year and source.

    Parameters
    ----------
    day : date
        The last full year before it counts, and what is at most three years older.

    Returns
    -------
    polars.DataFrame
        `iso3`, `name`, and for each of VARIABLES the figure, its `_year` and its `_source`;
        `milex_ppp_usd`.

    Examples
    --------
    >>> table = figures_before(date(2024, 6, 1))
    >>> int(table["milex_pct_gdp_year"].max())
    2023
    """
    return _before(last_full_year(day)).clone()


@cache
def _before(last: int) -> pl.DataFrame:
    import polars as pl

    figures = read_table("figures").filter(
        pl.col("variable").is_in(VARIABLES) & pl.col("year").is_between(last - OLDEST, last)
    )
    latest = (
        figures.sort("iso3", "variable", "year")
        .group_by("iso3", "variable", maintain_order=True)
        .last()
    )
    table = read_table("states").select("iso3", "name")
    for variable in VARIABLES:
        columns = latest.filter(pl.col("variable") == variable).select(
            "iso3",
            pl.col("value").alias(variable),
            pl.col("year").alias(f"{variable}_year"),
            pl.col("source").alias(f"{variable}_source"),
        )
        table = table.join(columns, on="iso3", how="left")
    milex = pl.col("milex_pct_gdp") / 100 * pl.col("gdp_ppp_usd")
    return _with_personnel(table, last).sort("iso3").with_columns(milex_ppp_usd=milex)


def _with_personnel(table: pl.DataFrame, last: int) -> pl.DataFrame:
    """Return the table with personnel from NATO's tables where the figures have none.

    The Factbook's strengths are all of its last edition; without this no earlier day would know
    what share of its forces a member has abroad.
    """
    import polars as pl

    own = "milper_active_persons"
    second = (
        read_table("nato_defence")
        .filter(pl.col("year").is_between(last - OLDEST, last))
        .sort("iso3", "year")
        .group_by("iso3", maintain_order=True)
        .last()
        .select(
            "iso3",
            (pl.col("personnel_thousand") * 1000).alias("nato"),
            pl.col("year").alias("nato_year"),
            pl.col("source").alias("nato_source"),
        )
    )
    filled = (
        pl.coalesce(column, other).alias(column)
        for column, other in (
            (own, "nato"),
            (f"{own}_year", "nato_year"),
            (f"{own}_source", "nato_source"),
        )
    )
    return table.join(second, on="iso3", how="left").with_columns(filled).select(table.columns)


def with_nato_tables(
    table: pl.DataFrame, members: frozenset[str], day: date, columns: dict[str, tuple[str, float]]
) -> pl.DataFrame:
    """Return a table of figures with NATO's own in place of its members'.

    Parameters
    ----------
    table : polars.DataFrame
        With `iso3`, and for each column its `_year` and `_source`.
    members : frozenset of str
    day : date
    columns : dict
        Column of the table: column of NATO's table and factor.

    Raises
    ------
    FoedusError
        NATO's tables have nothing on the day.
    """
    import polars as pl

    last = last_full_year(day)
    nato = (
        read_table("nato_defence")
        .filter(pl.col("iso3").is_in(list(members)))
        .filter(pl.col("year").is_between(last - OLDEST, last))
        .sort("iso3", "year")
        .group_by("iso3", maintain_order=True)
        .last()
    )
    if nato.is_empty():
        first = int(read_table("nato_defence")["year"].min())  # type: ignore[arg-type]
        raise FoedusError(
            f"no figures of NATO's own on {day}: its tables begin in {first}, for days from "
            f"{first + 1}-01-01; use capability index"
        )
    theirs = nato.select(
        "iso3",
        pl.col("year").alias("nato_year"),
        pl.col("source").alias("nato_source"),
        *((pl.col(name) * factor).alias(f"nato_{own}") for own, (name, factor) in columns.items()),
    )
    joined = table.join(theirs, on="iso3", how="left")
    swapped = []
    for own in columns:
        has = pl.col(f"nato_{own}").is_not_null()
        for column, value in (
            (own, f"nato_{own}"),
            (f"{own}_year", "nato_year"),
            (f"{own}_source", "nato_source"),
        ):
            swapped.append(pl.when(has).then(pl.col(value)).otherwise(pl.col(column)).alias(column))
    return joined.with_columns(swapped).select(table.columns)


NATO_COLUMNS = {
    "milex_pct_gdp": ("defence_pct_gdp", 1.0),
    "milper_active_persons": ("personnel_thousand", 1000.0),
}


def _cinc(day: date) -> tuple[Array, int]:
    """Return the Correlates of War index of the last year before a day, for the table's states."""
    import polars as pl

    nmc, last = sources.load("cow_nmc"), last_full_year(day)
    year = min(last, int(nmc["year"].max()))  # type: ignore[arg-type]
    if year < last - OLDEST:
        raise FoedusError(
            f"no cinc of {last - OLDEST} to {last}: the data end in {year}; use index"
        )
    cinc = nmc.filter(pl.col("year") == year).select(
        pl.col("ccode").cast(pl.Int64).alias("cow_code"), "cinc"
    )
    joined = read_table("states").join(cinc, on="cow_code", how="left").sort("iso3")
    return joined["cinc"].to_numpy().astype(float), year


def capability_of(table: pl.DataFrame, measure: str, day: date) -> tuple[Array, int]:
    """Return each state's share under a measure, and the year of most of the figures taken.

    Raises
    ------
    FoedusError
        The measure is known for too few of the states.
    """
    if measure == "cinc":
        return _cinc(day)
    amount = capability_index(table, measure)
    if not well_known(amount):
        known = int((~np.isnan(amount)).sum())
        raise FoedusError(
            f"capability {measure} on {day}: known for only {known} of {len(amount)} states; "
            "use index"
        )
    variable = "milper_active_persons_year" if measure == "milper" else "milex_pct_gdp_year"
    return amount, int(table[variable].drop_nulls().mode().sort()[-1])
