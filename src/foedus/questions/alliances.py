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
    """`foedus world --alliances --json`: all alliances of the embedded table."""

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
    """Return every alliance of the embedded table and the members it has in the world.

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
    return Alliances(
        on=world.on,
        alliances=tuple(
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
            for row in read_table("alliances").iter_rows(named=True)
        ),
    )
