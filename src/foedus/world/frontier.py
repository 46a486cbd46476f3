"""The land frontier of a group of states, along the borders of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from foedus.world.shapes import BORDERS_SINCE, SHAPES_SOURCE, borders_on
from foedus.world.states import dissolved_rows, state_rows, successors
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["frontier_pairs", "land_frontier", "territory"]


@cache
def _heirs() -> dict[str, tuple[str, ...]]:
    """Return the states of today on the land of each dissolved state that fell apart.

    One that merged into a neighbour (the German Democratic Republic, South Yemen) has none: its
    border with that neighbour is on no map of today, and the neighbour's own land was not its.
    """
    listed = {iso3: successors(iso3) for iso3 in dissolved_rows()}
    fallen_apart = {iso3: heirs for iso3, heirs in listed.items() if len(heirs) > 1}
    return {
        iso3: tuple(today for heir in heirs for today in fallen_apart.get(heir, (heir,)))
        for iso3, heirs in fallen_apart.items()
    }


def territory(members: Iterable[str]) -> dict[str, str]:
    """Return whose territory each state of today is in a group that may hold dissolved ones.

    Parameters
    ----------
    members : iterable of str
        ISO3 codes, those of dissolved states (SUN, CSK, YUG, SCG) included.

    Returns
    -------
    dict of str to str
        State of today, the member it belonged to. The German Democratic Republic and South Yemen
        are not in it: the map of today does not show their land.

    Examples
    --------
    >>> territory(["POL", "CSK"])
    {'POL': 'POL', 'CZE': 'CSK', 'SVK': 'CSK'}
    """
    inside = list(members)
    whose = {iso3: iso3 for iso3 in inside if iso3 in state_rows()}
    for iso3 in inside:
        for heir in _heirs().get(iso3, ()):
            whose.setdefault(heir, iso3)
    return whose


@cache
def _both_ways() -> pl.DataFrame:
    """Return every land border twice, once from each side."""
    import polars as pl

    borders = read_table("borders").filter(pl.col("km") > 0)
    columns = ("km", "kind", "note", "source")
    return pl.concat(
        [
            borders.select(pl.col(a).alias("member"), pl.col(b).alias("neighbour"), *columns)
            for a, b in (("iso3_a", "iso3_b"), ("iso3_b", "iso3_a"))
        ]
    )


def frontier_pairs(members: Iterable[str], on: date | None = None) -> pl.DataFrame:
    """Return the land frontier of a group of states, with how each border is made up.

    Parameters
    ----------
    members : iterable of str
        ISO3 codes, those of dissolved states included (see `territory`).
    on : date, optional
        Along the borders of that day. They are today's, surveyed, from
        `foedus.world.shapes.BORDERS_SINCE` on and by default; before, they are measured on the map
        of the day (`foedus.world.shapes.shapes_note` says how well).

    Returns
    -------
    polars.DataFrame
        `member`, `neighbour`, `km`, `overseas_km` (the part through overseas territories), `note`,
        `source`: one row a pair, longest first.

    Examples
    --------
    >>> frontier = frontier_pairs(["FRA"])
    >>> frontier.filter(frontier["overseas_km"] > 0)["neighbour"].to_list()
    ['BRA', 'SUR', 'NLD']
    """
    if on is not None and on < BORDERS_SINCE:
        return _of_the_day(frozenset(members), on)
    return _of_today(members)


def _of_today(members: Iterable[str]) -> pl.DataFrame:
    import polars as pl

    whose = territory(members)
    overseas = pl.col("kind") == "overseas"
    return (
        _both_ways()
        .filter(pl.col("member").is_in(list(whose)) & ~pl.col("neighbour").is_in(list(whose)))
        .with_columns(pl.col("member").replace(whose))
        .sort("member", "neighbour", "kind")
        .group_by("member", "neighbour", maintain_order=True)
        .agg(
            pl.col("km").sum(),
            pl.col("km").filter(overseas).sum().alias("overseas_km"),
            pl.col("note").drop_nulls().unique(maintain_order=True).str.join("; "),
            pl.col("source").first(),
        )
        .sort(["km", "member"], descending=[True, False])
    )


def _of_the_day(members: frozenset[str], on: date) -> pl.DataFrame:
    import polars as pl

    rows = [
        (a, b, round(km, 1), round(through, 1), "through a dependency" if through else "")
        for (a, b), (km, through) in borders_on(on).items()
        if a in members and b not in members
    ]
    schema = {
        "member": pl.String, "neighbour": pl.String, "km": pl.Float64, "overseas_km": pl.Float64,
        "note": pl.String,
    }  # fmt: skip
    table = pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("km") > 0)
    table = table.with_columns(source=pl.lit(SHAPES_SOURCE))
    return table.sort(["km", "member", "neighbour"], descending=[True, False, False])


def land_frontier(members: Iterable[str], on: date | None = None) -> pl.DataFrame:
    """Return the land frontier of a group of states with everybody else.

    Parameters
    ----------
    members : iterable of str
        ISO3 codes, those of dissolved states included (see `territory`).
    on : date, optional
        See `frontier_pairs`.

    Returns
    -------
    polars.DataFrame
        `member`, `neighbour`, `km`: one row a pair, longest first.

    Examples
    --------
    >>> land_frontier(["PRT"]).rows()
    [('PRT', 'ESP', 1224.0)]
    """
    return frontier_pairs(members, on).select("member", "neighbour", "km")
