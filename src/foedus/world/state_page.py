"""Everything the embedded tables say about one state, each fact with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.world import World

__all__ = ["StatePage", "state_page"]


@dataclass(frozen=True, eq=False)
class StatePage:
    """A state in a world.

    Attributes
    ----------
    on : date
    iso3, name : str
    codes : dict
        iso2, cow_code, cow_abbrev, gw_code, capital, capital_lat, capital_lon, un_member, notes,
        source: the row of the embedded table.
    capability_measure : str
    capability_share : float or None
        None for a state left out of the contest.
    rank : int or None
        By capability, 1 is the largest.
    major : bool
        A major power (Correlates of War) on the day.
    figures : polars.DataFrame
        `variable`, `year`, `value`, `used`, `source`, `confidence`, `note`: every figure; `used`
        marks the one nearest to the day.
    alliances : polars.DataFrame
        `alliance`, `row_type`, `from`, `to`, `current`, `kind`, `source`.
    neighbours : polars.DataFrame
        `iso3`, `name`, `km`, `kind` (home or overseas), `note`, `source`.
    nuclear : polars.DataFrame
        The state's rows of the table of warheads; empty without nuclear weapons.
    rivals : polars.DataFrame
        `iso3`, `name`, `from`, `to`, `types`, `source`.
    """

    on: date
    iso3: str
    name: str
    codes: dict[str, Any]
    capability_measure: str
    capability_share: float | None
    rank: int | None
    major: bool
    figures: pl.DataFrame
    alliances: pl.DataFrame
    neighbours: pl.DataFrame
    nuclear: pl.DataFrame
    rivals: pl.DataFrame

    def summary(self) -> str:
        """Return the page as plain text of at most 80 columns."""
        from foedus.world.overview_text import state_text

        return state_text(self)

    def to_json(self) -> str:
        """Return the page as JSON, schema `foedus.world.overview_schema.StateJSON`."""
        from foedus.world.overview_schema import state_json

        return state_json(self)


def state_page(world: World, state: str) -> StatePage:
    """Return everything known about a state in a world.

    Parameters
    ----------
    world : World
        An embedded one.
    state : str
        Code or name.

    Raises
    ------
    FoedusError
        Unknown state; the nearest one is proposed.

    Examples
    --------
    >>> from foedus import load_world
    >>> page = state_page(load_world(), "Estonia")
    >>> page.neighbours.select("iso3", "km").rows()
    [('LVA', 333.0), ('RUS', 324.0)]
    """
    iso3 = world.resolve(state)
    row = dict(state_rows()[iso3])
    inside = iso3 in world.iso3
    share = float(world.capability[world.index(iso3)]) if inside else None
    return StatePage(
        on=world.on,
        iso3=row.pop("iso3"),
        name=row.pop("name"),
        codes=row,
        capability_measure=world.capability_measure,
        capability_share=share,
        rank=None if share is None else int((world.capability > share).sum()) + 1,
        major=inside and bool(world.major[world.index(iso3)]),
        figures=_figures(world, iso3),
        alliances=_alliances(world.on, iso3),
        neighbours=_neighbours(iso3),
        nuclear=read_table("nuclear").filter(iso3=iso3).drop("iso3"),
        rivals=_rivals(iso3),
    )


def _figures(world: World, iso3: str) -> pl.DataFrame:
    """Return a state's figures, those of NATO's own tables where the world uses them."""
    import polars as pl

    table = read_table("figures").filter(iso3=iso3).drop("iso3")
    if world.capability_measure == "nato" and iso3 in world.members("NATO"):
        theirs = read_table("nato_defence").filter(iso3=iso3)
        named = {"milex_pct_gdp": "defence_pct_gdp", "milper_active_persons": "personnel_thousand"}
        rows = [
            theirs.select(
                variable=pl.lit(variable),
                year="year",
                value=pl.col(column) * (1000 if column == "personnel_thousand" else 1),
                source="source",
                confidence="confidence",
                note=pl.lit(None, dtype=pl.String),
            )
            for variable, column in named.items()
        ]
        table = pl.concat([table, *rows], how="diagonal_relaxed")
    taken = world.figures.filter(iso3=iso3).row(0, named=True)
    used = [
        (row["year"], row["source"])
        == (taken.get(f"{row['variable']}_year"), taken.get(f"{row['variable']}_source"))
        for row in table.iter_rows(named=True)
    ]
    return (
        table.with_columns(used=pl.Series(used, dtype=pl.Boolean))
        .select("variable", "year", "value", "used", "source", "confidence", "note")
        .sort("variable", "year")
    )


def _alliances(day: date, iso3: str) -> pl.DataFrame:
    import polars as pl

    ends = read_table("alliances").select("alliance_id", "terminated")
    current = (pl.col("from") <= day) & (pl.min_horizontal("to", "terminated") > day).fill_null(
        value=True
    )
    return (
        read_table("memberships")
        .filter(iso3=iso3)
        .join(ends, on="alliance_id", how="left")
        .select(
            "row_type", "from", "to", "kind", "source",
            alliance="alliance_id", current=current,
        )
        .select("alliance", "row_type", "from", "to", "current", "kind", "source")
        .sort("from", "alliance", "row_type")
    )  # fmt: skip


def _neighbours(iso3: str) -> pl.DataFrame:
    import polars as pl

    borders = read_table("borders")
    sides = [
        borders.filter(pl.col(here) == iso3).select(
            pl.col(there).alias("iso3"), "km", "kind", "note", "source"
        )
        for here, there in (("iso3_a", "iso3_b"), ("iso3_b", "iso3_a"))
    ]
    return (
        pl.concat(sides)
        .with_columns(name=pl.col("iso3").map_elements(state_name, pl.String))
        .select("iso3", "name", "km", "kind", "note", "source")
        .sort(["km", "iso3"], descending=[True, False])
    )


def _rivals(iso3: str) -> pl.DataFrame:
    import polars as pl

    rivalries = read_table("rivalries")
    sides = [
        rivalries.filter(pl.col(here) == iso3).select(
            pl.col(there).alias("iso3"), "from", "to", "types", "source"
        )
        for here, there in (("iso3_a", "iso3_b"), ("iso3_b", "iso3_a"))
    ]
    return (
        pl.concat(sides)
        .with_columns(name=pl.col("iso3").map_elements(state_name, pl.String))
        .select("iso3", "name", "from", "to", "types", "source")
        .sort("from", "iso3")
    )
