"""The world as tables: its states, what is missing of them, the alliances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.world.figures import VARIABLES
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.world import World

__all__ = ["OLD_YEARS", "alliances_table", "missing_table", "states_table"]

OLD_YEARS = 5
"""A figure further than this from the day asked for is listed among what is missing, as old."""


def states_table(world: World) -> pl.DataFrame:
    """Return one row a state with its resources, largest military capability first.

    Parameters
    ----------
    world : World

    Returns
    -------
    polars.DataFrame
        `iso3`, `name`, `population_persons`, `gdp_ppp_usd`, `milex_pct_gdp`, `milex_ppp_usd`
        (their product), `milper_active_persons`, the year of each, `capability_share` (null for a
        state left out of the contest), `nuclear`.

    Examples
    --------
    >>> from foedus import load_world
    >>> states_table(load_world())["iso3"].head(3).to_list()
    ['USA', 'CHN', 'RUS']
    """
    import polars as pl

    shares = pl.DataFrame(
        {"iso3": world.iso3, "capability_share": world.capability, "nuclear": world.nuclear}
    )
    years = [f"{variable}_year" for variable in VARIABLES]
    return (
        world.figures.join(shares, on="iso3", how="left")
        .with_columns(pl.col("nuclear").fill_null(value=False))
        .select(
            "iso3", "name", "population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milex_ppp_usd",
            "milper_active_persons", "capability_share", "nuclear", *years,
        )
        .sort(["capability_share", "iso3"], descending=[True, False], nulls_last=True)
    )  # fmt: skip


def missing_table(world: World) -> pl.DataFrame:
    """Return what is missing of each state, or known only of a year far from the day.

    Parameters
    ----------
    world : World

    Returns
    -------
    polars.DataFrame
        `iso3`, `name`, `variable`, `status` ("missing", or "old" where the nearest figure is more
        than five years off), `year` of the figure used instead.

    Examples
    --------
    >>> from foedus import load_world
    >>> missing_table(load_world()).filter(status="missing", variable="gdp_ppp_usd")["iso3"].item()
    'VAT'
    """
    import polars as pl

    away = (pl.col("year") - world.on.year).abs()
    rows = [
        world.figures.select(
            "iso3",
            "name",
            variable=pl.lit(variable),
            status=pl.when(pl.col(variable).is_null())
            .then(pl.lit("missing"))
            .when((pl.col(f"{variable}_year") - world.on.year).abs() > OLD_YEARS)
            .then(pl.lit("old")),
            year=pl.col(f"{variable}_year"),
        )
        for variable in VARIABLES
    ]
    return (
        pl.concat(rows)
        .filter(pl.col("status").is_not_null())
        .sort("status", "variable", -away.fill_null(0), "iso3")
    )


def alliances_table(world: World) -> pl.DataFrame:
    """Return every alliance of the embedded table and the members it has in the world.

    Parameters
    ----------
    world : World

    Returns
    -------
    polars.DataFrame
        `alliance`, `name`, `defence` (members owe each other defence), `signed`, `in_force`,
        `terminated`, `members` (number), `member_list`, `source`.

    Examples
    --------
    >>> from foedus import load_world
    >>> alliances_table(load_world()).filter(alliance="NATO")["members"].item()
    32
    """
    import polars as pl

    members = {found.alliance_id: sorted(found.members) for found in world.alliances}
    table = read_table("alliances").rename({"alliance_id": "alliance"})
    lists = [members.get(alliance, []) for alliance in table["alliance"]]
    return table.select(
        "alliance",
        "name",
        defence=pl.col("defense") == 1,
        signed="signed",
        in_force="in_force",
        terminated="terminated",
        members=pl.Series([len(listed) for listed in lists]),
        member_list=pl.Series(lists, dtype=pl.List(pl.String)),
        source="source",
    )
