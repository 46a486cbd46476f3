"""Which line an alliance defends: its land frontier with those who are not members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["land_frontier"]


def land_frontier(members: Iterable[str]) -> pl.DataFrame:
    """Return the land frontier of a group of states with everybody else.

    Parameters
    ----------
    members : iterable of str
        ISO3 codes.

    Returns
    -------
    polars.DataFrame
        `member`, `neighbour`, `km`: one row a pair, longest first. Borders are those of the
        embedded table, whatever the date.

    Examples
    --------
    >>> land_frontier(["PRT"]).rows()
    [('PRT', 'ESP', 1224.0)]
    """
    import polars as pl

    inside = list(members)
    borders = read_table("borders").filter(pl.col("km") > 0).select("iso3_a", "iso3_b", "km")
    both_ways = pl.concat(
        [
            borders.rename({"iso3_a": "member", "iso3_b": "neighbour"}),
            borders.rename({"iso3_b": "member", "iso3_a": "neighbour"}).select(
                "member", "neighbour", "km"
            ),
        ]
    )
    return both_ways.filter(
        pl.col("member").is_in(inside) & ~pl.col("neighbour").is_in(inside)
    ).sort(["km", "member"], descending=[True, False])
