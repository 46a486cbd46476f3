"""Which alliances there are, what they oblige to, and who belongs to them in a world."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.door import asked
from foedus.questions.result import Part, Result, table_of
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Alliances", "alliances"]


class AllianceMembers(Part):
    """An alliance and the number and codes of its members on the day."""

    alliance: str
    name: str
    defence: bool = Field(description="members owe each other defence")
    signed: date | None
    in_force: date | None
    terminated: date | None
    members: int = Field(description="number on the day")
    member_list: tuple[str, ...] = Field(description="ISO3")
    source: str


class Alliances(Result):
    """`foedus world --alliances --json`: the alliances of the day and those before it."""

    question: ClassVar[str] = "alliances"

    schema_version: Literal["1.0"] = "1.0"
    on: date
    alliances: tuple[AllianceMembers, ...]

    @property
    def answer(self) -> str:
        """Return how many alliances have members on the day, and how many owe defence."""
        there = [row for row in self.alliances if row.members]
        return (
            f"Of {len(self.alliances)} alliances in the table {len(there)} have members on "
            f"{self.on}; {sum(row.defence for row in there)} of these oblige them to defend each "
            "other."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `alliances`, a row an alliance."""
        return {"alliances": table_of(AllianceMembers, self.alliances)}


@asked
def alliances(world: World) -> Alliances:
    """Return the alliances of the embedded table signed by the day, and the world's others.

    Before 1949 the others are blocs of states that all owe each other defence (ATOP).

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus import load_world
    >>> {row.alliance: row.members for row in alliances(load_world()).alliances}["NATO"]
    32
    """
    inside = {found.alliance_id: tuple(sorted(found.members)) for found in world.alliances}
    table = read_table("alliances")
    known = tuple(
        AllianceMembers(
            alliance=row["alliance_id"],
            name=row["name"],
            defence=row["defense"] == 1,
            signed=row["signed"],
            in_force=row["in_force"],
            terminated=row["terminated"],
            members=len(inside.get(row["alliance_id"], ())),
            member_list=inside.get(row["alliance_id"], ()),
            source=row["source"],
        )
        for row in table.iter_rows(named=True)
        if row["signed"] is None or row["signed"] <= world.on
    )
    listed = {row.alliance for row in known}
    others = tuple(
        AllianceMembers(
            alliance=found.alliance_id,
            name=found.name,
            defence=found.defence,
            signed=None,
            in_force=found.in_force,
            terminated=found.terminated,
            members=len(found.members),
            member_list=tuple(sorted(found.members)),
            source=found.source,
        )
        for found in world.alliances
        if found.alliance_id not in listed
    )
    return Alliances(on=world.on, alliances=(*others, *known))
