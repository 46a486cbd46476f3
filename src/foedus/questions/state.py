"""Everything the embedded tables say about one state, each fact with its source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from foedus.questions.door import asked
from foedus.questions.result import Part, Result, table_of
from foedus.questions.state_past import identity_on, neighbours_on
from foedus.world.figures import VARIABLES
from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["State", "state"]


class Figure(Part):
    """A figure; `used` marks the one that counts on the day."""

    variable: str
    year: int
    value: float
    used: bool
    source: str
    confidence: str | None
    note: str | None


class Belonging(Part):
    """A membership, event, suspension, observer or signatory; `current` on the day."""

    alliance: str
    row_type: str
    from_: date = Field(alias="from")
    to: date | None
    current: bool
    kind: str | None
    source: str


class Border(Part):
    """A land border, km; `kind` is home or overseas. Null: the map of the day is not here."""

    iso3: str
    name: str
    km: float | None
    kind: str
    note: str | None
    source: str


class Warheads(Part):
    """Nuclear warheads in January of a year."""

    year: int
    warheads_total: int | None
    warheads_deployed: int | None
    military_stockpile: int | None
    as_of: str | None
    notes: str | None
    source: str
    confidence: str


class Rival(Part):
    """A strategic rivalry, by years; `to` null where it goes on."""

    iso3: str
    name: str
    from_: int = Field(alias="from")
    to: int | None
    types: str
    source: str


class State(Result):
    """`foedus world UKR --json`: everything about one state."""

    question: ClassVar[str] = "state"

    schema_version: Literal["1.0"] = "1.0"
    on: date
    iso3: str
    name: str
    iso2: str | None
    cow_code: int | None
    cow_abbrev: str | None
    gw_code: int | None
    capital: str | None
    capital_lat: float | None
    capital_lon: float | None
    un_member: date | None
    notes: str | None
    source: str
    confidence: str
    capability_measure: str
    capability_share: float | None = Field(description="null if left out of the contest")
    rank: int | None = Field(description="by capability, 1 is the largest")
    major: bool = Field(description="a major power of the Correlates of War project")
    figures: tuple[Figure, ...] = Field(description="every figure of every year")
    alliances: tuple[Belonging, ...]
    neighbours: tuple[Border, ...]
    has_nuclear_weapons: bool = Field(description="on the day")
    nuclear: tuple[Warheads, ...]
    rivals: tuple[Rival, ...]

    @property
    def answer(self) -> str:
        """Return the state's share of capability and its defence alliances in a sentence."""
        share = (
            "is left out of the contest"
            if self.capability_share is None
            else f"has {100 * self.capability_share:.3f} % of the world's military capability "
            f"(rank {self.rank})"
        )
        inside = [
            row.alliance for row in self.alliances if row.current and row.row_type == "membership"
        ]
        return (
            f"{self.name} ({self.iso3}) on {self.on} {share}; alliances: "
            f"{', '.join(inside) or 'none'}."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `figures`, `alliances`, `neighbours`, `nuclear` and `rivals`."""
        return {
            "figures": table_of(Figure, self.figures),
            "alliances": table_of(Belonging, self.alliances),
            "neighbours": table_of(Border, self.neighbours),
            "nuclear": table_of(Warheads, self.nuclear),
            "rivals": table_of(Rival, self.rivals),
        }


@asked
def state(world: World, name: str) -> State:
    """Return everything known about a state in a world.

    Parameters
    ----------
    world : World
    name : str
        Code or name.

    Raises
    ------
    FoedusError
        Unknown state; the nearest one is proposed.

    Examples
    --------
    >>> from foedus import load_world
    >>> [(border.iso3, border.km) for border in state(load_world(), "Estonia").neighbours]
    [('LVA', 333.0), ('RUS', 324.0)]
    """
    iso3 = world.resolve(name)
    row = identity_on(world, iso3)
    inside = iso3 in world.iso3
    share = float(world.capability[world.index(iso3)]) if inside else None
    nuclear = read_table("nuclear").filter(iso3=iso3).drop("iso3")
    then = nuclear.filter(nuclear["year"] <= world.on.year)
    own = "" if iso3 in state_rows() else _heir(row["cow_code"])
    return State(
        on=world.on,
        **row,
        capability_measure=world.capability_measure,
        capability_share=share,
        rank=None if share is None else int((world.capability > share).sum()) + 1,
        major=inside and bool(world.major[world.index(iso3)]),
        figures=tuple(Figure(**each) for each in _figures(world, iso3).iter_rows(named=True)),
        alliances=_alliances(world.on, iso3),
        neighbours=_neighbours(world, iso3),
        has_nuclear_weapons=inside and bool(world.nuclear[world.index(iso3)]),
        nuclear=tuple(Warheads(**each) for each in then.iter_rows(named=True)),
        rivals=_rivals(world, own or iso3),
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
    marked = table.with_columns(used=pl.Series(used, dtype=pl.Boolean)).select(
        "variable", "year", "value", "used", "source", "confidence", "note"
    )
    known = set(marked.filter("used")["variable"])
    others = [  # of the research data: no rows of the embedded table
        (v, taken[f"{v}_year"], float(taken[v]), True, taken[f"{v}_source"], None, None)
        for v in VARIABLES
        if v not in known and taken[v] is not None
    ]
    more = pl.DataFrame(others, schema=marked.schema, orient="row")
    return pl.concat([marked, more]).sort("variable", "year")


def _alliances(day: date, iso3: str) -> tuple[Belonging, ...]:
    import polars as pl

    ends = read_table("alliances").select("alliance_id", "terminated")
    current = (pl.col("from") <= day) & (pl.min_horizontal("to", "terminated") > day).fill_null(
        value=True
    )
    rows = (
        read_table("memberships")
        .filter(iso3=iso3)
        .join(ends, on="alliance_id", how="left")
        .select(
            "row_type", "from", "to", "kind", "source",
            alliance="alliance_id", current=current,
        )
        .sort("from", "alliance", "row_type")
    )  # fmt: skip
    return tuple(Belonging(**row) for row in rows.iter_rows(named=True))


def _neighbours(world: World, iso3: str) -> tuple[Border, ...]:
    rows = neighbours_on(world, iso3)
    if rows is None:
        today = _others("borders", iso3, "km", "kind", "note", "source")
        rows = [{"name": state_name(row["iso3"]), **row} for row in today]
    found = [Border(**row) for row in rows]
    return tuple(sorted(found, key=lambda border: (-(border.km or 0.0), border.iso3)))


def _heir(number: int | None) -> str:
    """Return the state of today with a number of the Correlates of War: 365 is Russia's."""
    rows = state_rows().values()
    return next((row["iso3"] for row in rows if number and row["cow_code"] == number), "")


def _rivals(world: World, iso3: str) -> tuple[Rival, ...]:
    rows = _others("rivalries", iso3, "from", "to", "types", "source")
    found = [
        Rival(name=state_name(row["iso3"]), **row) for row in rows if row["from"] <= world.on.year
    ]
    return tuple(sorted(found, key=lambda rival: (rival.from_, rival.iso3)))


def _others(table: str, iso3: str, *columns: str) -> list[dict[str, Any]]:
    """Return the rows of a table of pairs that a state is in, each with the other state."""
    pairs = read_table(table)
    return [
        {"iso3": row[there]} | {column: row[column] for column in columns}
        for here, there in (("iso3_a", "iso3_b"), ("iso3_b", "iso3_a"))
        for row in pairs.filter(pairs[here] == iso3).iter_rows(named=True)
    ]
