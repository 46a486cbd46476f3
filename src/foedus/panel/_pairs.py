"""Tables about pairs of states."""

import polars as pl

from foedus.panel._lookup import Lookup
from foedus.panel._units import Unit

__all__ = ["both_orders", "nearest_other", "pair_lookup"]


def both_orders(table: pl.DataFrame, code: str) -> pl.DataFrame:
    """Return a table of undirected pairs followed by the same with the two states exchanged.

    Examples
    --------
    >>> table = pl.DataFrame({"ccode1": [2], "ccode2": [20], "year": [1920], "dyadigos": [7]})
    >>> both_orders(table, "ccode").rows()
    [(2, 20, 1920, 7), (20, 2, 1920, 7)]
    """
    one, two = f"{code}1", f"{code}2"
    swapped = table.rename({one: two, two: one}).select(table.columns)
    return pl.concat([table, swapped], rechunk=True)


def pair_lookup(unit: Unit, table: pl.DataFrame, column: str) -> Lookup:
    """Return the lookup of one column in a table of directed pairs and years."""
    keys = [*unit.codes, "year"]
    return Lookup(table, {key: key for key in keys}, {column: column})


def nearest_other(table: pl.DataFrame, unit: Unit, column: str, name: str) -> pl.DataFrame:
    """Return for each state and year the least value among the pairs of which it is one."""
    pairs = both_orders(table, unit.code)
    return pairs.group_by(pl.col(f"{unit.code}1").alias(unit.code), "year").agg(
        pl.col(column).min().alias(name)
    )
