"""The figures of the research data that count on a day: resources of all states, 1816 to 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus import sources
from foedus.world.alliances import alliances_on
from foedus.world.figures import figures_before, with_nato_tables
from foedus.world.research import Roll
from foedus.world.resources import capability_index

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NMC", "amount_of", "as_series", "research_figures", "year_of"]

Array = NDArray[np.float64]

FIRST_YEAR = 1816
"""The first year of the data stands for the one before it too."""

RESOURCES = {
    "population_persons": ("tpop", 1000.0),
    "milper_active_persons": ("milper", 1000.0),
    "milex_usd": ("milex", 1000.0),
    "cinc": ("cinc", 1.0),
}
"""Column of the world's figures: column of the capabilities and factor. Expenditure is in current
dollars at exchange rates, before 1914 in pounds sterling."""

NMC = "Correlates of War National Material Capabilities 7.0 (Singer 1987)"

GDP = "simulated GDP, isard 0.2.0 (Fariss et al. 2022)"

NATO_COLUMNS = {
    "milex_pct_gdp": ("defence_pct_gdp", 1.0),
    "milex_usd": ("defence_exp_musd_current", 1e6),
    "milper_active_persons": ("personnel_thousand", 1e3),
}


def research_figures(roll: Roll, measure: str) -> pl.DataFrame:
    """Return a row a state: what is known of its resources, each with its year and source.

    Parameters
    ----------
    roll : Roll
    measure : str
        With "nato" the members of NATO have the figures of its own tables.

    References
    ----------
    Singer (1987): National Material Capabilities, version 7.0.
    """
    import polars as pl

    nmc = sources.load("cow_nmc")
    if roll.day.year == FIRST_YEAR:  # the first year there is stands for the one before it
        nmc = nmc.with_columns(pl.col("year") - (pl.col("year") == FIRST_YEAR).cast(pl.Int16))
    table = pl.DataFrame(
        {"iso3": roll.iso3, "name": roll.names, "ccode": [int(code) for code in roll.ccode]}
    )
    for column, (name, factor) in RESOURCES.items():
        value, year = roll.latest(nmc, name)
        year = np.maximum(year, FIRST_YEAR)
        table = table.with_columns(
            as_series(value * factor).alias(column),
            as_series(year).cast(pl.Int64).alias(f"{column}_year"),
            pl.Series([None if np.isnan(v) else NMC for v in value], dtype=pl.String).alias(
                f"{column}_source"
            ),
        )
    table = _with_gdp(table, roll)
    if measure == "nato":
        members = next(
            (a.members for a in alliances_on(roll.day) if a.alliance_id == "NATO"), frozenset[str]()
        )
        table = with_nato_tables(table, members, roll.day, NATO_COLUMNS)
    return table


def _with_gdp(table: pl.DataFrame, roll: Roll) -> pl.DataFrame:
    """Return the table with GDP, and with expenditure as a share of it where the Factbook has it.

    References
    ----------
    Fariss et al. (2022): simulated GDP on the scale of the Penn World Table, 1816 to 2019.
    """
    import polars as pl

    value, year = roll.latest(sources.load("cw_gdppop"), "pwtrgdp")
    share = figures_before(roll.day).select("iso3", r"^milex_pct_gdp.*$")
    return table.with_columns(
        as_series(value * 1e6).alias("gdp_ppp_usd"),
        as_series(year).cast(pl.Int64).alias("gdp_ppp_usd_year"),
        pl.Series([None if np.isnan(v) else GDP for v in value], dtype=pl.String).alias(
            "gdp_ppp_usd_source"
        ),
    ).join(share, on="iso3", how="left", maintain_order="left")


def as_series(values: Array) -> pl.Series:
    """Return numbers as a column, null where they are nan."""
    import polars as pl

    return pl.Series(values, dtype=pl.Float64).fill_nan(None)


def amount_of(figures: pl.DataFrame, measure: str) -> Array:
    """Return each state's share, or index, under a measure of capability, nan where unknown."""
    if measure == "cinc":
        return figures["cinc"].to_numpy().astype(float)
    return capability_index(figures, measure)


def year_of(figures: pl.DataFrame, measure: str) -> int:
    """Return the year of most of the figures that a measure takes."""
    column = {"milper": "milper_active_persons", "cinc": "cinc"}.get(measure, "milex_usd")
    return int(figures[f"{column}_year"].drop_nulls().mode().sort()[-1])
