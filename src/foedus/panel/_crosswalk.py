"""Which state of one system is which of the other, by year."""

import polars as pl

from foedus.sources._store import load_narrow

__all__ = ["all_links", "state_links"]


def state_links(code: str) -> pl.DataFrame:
    """Return the other system's number of each state and year of one system.

    Parameters
    ----------
    code : {"ccode", "gwcode"}
        The code to start from.

    Returns
    -------
    polars data frame
        `code`, `year` and the other code; missing where the other system lists no such state.
    """
    other = {"ccode": "gwcode", "gwcode": "ccode"}[code]
    table = {"ccode": "cw_gw_panel", "gwcode": "gw_cw_panel"}[code]
    return load_narrow(table).drop_nulls(code).select(code, "year", other)


def all_links() -> pl.DataFrame:
    """Return every pair of numbers that in some part of a year stood for the same state.

    A year of unification or division has two Correlates of War states for one Gleditsch-Ward
    state, or the other way round. A Correlates of War state that the other system does not list in
    a year (Morocco 1905, Laos 1953) keeps its own number there, under which Archigos knows its
    leaders.

    Returns
    -------
    polars data frame
        `gwcode`, `year`, `ccode`, without missing values.
    """
    names = ["gwcode", "year", "ccode"]
    cow = state_links("ccode").select(names)
    known = pl.concat([state_links("gwcode").select(names), cow]).drop_nulls().unique()
    alone = cow.filter(pl.col("gwcode").is_null()).with_columns(pl.col("ccode").alias("gwcode"))
    alone = alone.join(known, on=["gwcode", "year"], how="anti")
    return pl.concat([known, alone]).sort(names)
