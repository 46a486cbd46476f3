"""The line that an alliance defends, its parts, and its JSON form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.line_series import (
    MembershipChange,
)
from foedus.questions.result import Part, Result, table_of
from foedus.world.frontier import frontier_pairs
from foedus.world.states import state_name

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Line",
    "Member",
    "Neighbour",
    "Toward",
    "Wave",
]


class Neighbour(Part):
    """A state outside and the alliance's land frontier with it, in all and by member, km."""

    iso3: str
    name: str
    km: float = Field(description="land frontier with it")
    overseas_km: float = Field(description="the part through overseas territories")
    members: dict[str, float] = Field(description="kilometres by member, ISO3")


class Member(Part):
    """A member, the wave it came with, and its part of the frontier by neighbour, km."""

    iso3: str
    name: str
    wave: str = Field(description="'founder' or the year of the enlargement")
    km: float = Field(description="0 where the member lies behind the line")
    neighbours: dict[str, float] = Field(description="kilometres by neighbour, ISO3")


class Wave(Part):
    """The members that came with an enlargement and their part of the frontier, km."""

    wave: str = Field(description="'founder' or a year")
    members: tuple[str, ...]
    km: float = Field(description="part of the day's line along these members")


class Toward(Part):
    """How near the alliance's territory comes to a capital; the nearest point in degrees."""

    iso3: str
    name: str
    capital: str
    frontier_km: float = Field(description="land frontier with the state")
    distance_km: float = Field(description="geodesic, from the alliance's territory to the capital")
    nearest_member: str = Field(description="ISO3")
    lat: float = Field(description="nearest point, degrees")
    lon: float = Field(description="nearest point, degrees")


class Line(Result):
    """`foedus line --json`: the line an alliance defends on land."""

    question: ClassVar[str] = "line"

    schema_version: Literal["1.0"] = "1.0"
    alliance: str = Field(description="identifier")
    name: str
    on: date = Field(description="day of the figures, YYYY-MM-DD")
    since: date | None = Field(description="first day of the series")
    members: tuple[str, ...] = Field(description="ISO3, on the day")
    total_km: float = Field(description="land frontier with everybody else")
    overseas_km: float = Field(description="the part of it through overseas territories")
    by_neighbour: tuple[Neighbour, ...] = Field(description="longest first")
    by_member: tuple[Member, ...] = Field(description="longest first")
    by_wave: tuple[Wave, ...] = Field(description="in order of accession")
    series: tuple[MembershipChange, ...] | None = Field(
        description="a row a change; null without since"
    )
    toward: Toward | None = Field(description="null if not asked for")
    notes: tuple[str, ...] = Field(description="what the figures do not say")
    sources: tuple[str, ...]

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two.

        Examples
        --------
        >>> from foedus import line, load_world
        >>> line(load_world(), "GCC").answer
        'On 2026-01-01 GCC (6 members) has a land frontier of 3,397 km with 3 states.'
        """
        count = len(self.by_neighbour)
        said = (
            f"On {self.on} {self.alliance} ({len(self.members)} members) has a land frontier of "
            f"{self.total_km:,.0f} km with {count} state{'s' * (count != 1)}"
        )
        if self.toward is None:
            return f"{said}."
        near = self.toward
        return (
            f"{said}, {near.frontier_km:,.0f} km of it with {near.name}. {near.capital} lies "
            f"{near.distance_km:,.0f} km from its territory ({state_name(near.nearest_member)})."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the series if there is one, `pairs` with their sources, and the sums."""
        series = self.series
        moved = {} if series is None else {"series": table_of(MembershipChange, series)}
        return moved | {
            "pairs": frontier_pairs(self.members, self.on),
            "by_neighbour": table_of(Neighbour, self.by_neighbour, {"members"}),
            "by_member": table_of(Member, self.by_member, {"neighbours"}),
            "by_wave": table_of(Wave, self.by_wave),
        }
