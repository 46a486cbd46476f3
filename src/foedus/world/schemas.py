"""The JSON that the commands about the world print: schemas, versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from foedus.world.line import Line

__all__ = ["LineJSON", "line_json"]


class Schema(BaseModel):
    """What all schemas share: no unknown keys, no change after the fact."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NeighbourJSON(Schema):
    """A state outside and the alliance's land frontier with it, in all and by member, km."""

    iso3: str
    name: str
    km: float = Field(description="land frontier with it")
    overseas_km: float = Field(description="the part through overseas territories")
    members: dict[str, float] = Field(description="kilometres by member, ISO3")


class MemberJSON(Schema):
    """A member, the wave it came with, and its part of the frontier by neighbour, km."""

    iso3: str
    name: str
    wave: str = Field(description="'founder' or the year of the enlargement")
    km: float = Field(description="0 where the member lies behind the line")
    neighbours: dict[str, float] = Field(description="kilometres by neighbour, ISO3")


class WaveJSON(Schema):
    """The members that came with an enlargement and their part of the frontier, km."""

    wave: str = Field(description="'founder' or a year")
    members: list[str]
    km: float = Field(description="part of the day's line along these members")


class ChangeJSON(Schema):
    """The line after a change of membership; the last three are null without `toward`."""

    date: str
    change: str = Field(description="+ who joined, - who left")
    joined: list[str] = Field(description="ISO3")
    left: list[str] = Field(description="ISO3")
    members: int = Field(description="number after the change")
    total_km: float = Field(description="land frontier after the change")
    toward_km: float | None = Field(description="land frontier with the state asked for")
    distance_km: float | None = Field(description="to its capital")
    nearest_member: str | None = Field(description="ISO3")


class TowardJSON(Schema):
    """How near the alliance's territory comes to a capital; the nearest point in degrees."""

    iso3: str
    name: str
    capital: str
    frontier_km: float = Field(description="land frontier with the state")
    distance_km: float = Field(description="geodesic, from the alliance's territory to the capital")
    nearest_member: str = Field(description="ISO3")
    lat: float = Field(description="nearest point, degrees")
    lon: float = Field(description="nearest point, degrees")


class LineJSON(Schema):
    """`foedus line --json`: the line an alliance defends on land."""

    schema_version: Literal["1.0"] = "1.0"
    alliance: str = Field(description="identifier")
    name: str
    on: str = Field(description="day of the figures, YYYY-MM-DD")
    since: str | None = Field(description="first day of the series")
    members: list[str] = Field(description="ISO3, on the day")
    total_km: float = Field(description="land frontier with everybody else")
    overseas_km: float = Field(description="the part of it through overseas territories")
    by_neighbour: list[NeighbourJSON] = Field(description="longest first")
    by_member: list[MemberJSON] = Field(description="longest first")
    by_wave: list[WaveJSON] = Field(description="in order of accession")
    series: list[ChangeJSON] | None = Field(description="a row a change; null without since")
    toward: TowardJSON | None = Field(description="null if not asked for")
    notes: list[str] = Field(description="what the figures do not say")
    sources: list[str]


def line_json(line: Line) -> str:
    """Return a line as JSON of the schema `LineJSON`."""
    pairs = line.pairs.select("member", "neighbour", "km", "overseas_km").rows()
    overseas = dict.fromkeys(line.by_neighbour["neighbour"], 0.0)
    for _, neighbour, _, km in pairs:
        overseas[neighbour] += km
    document = LineJSON(
        alliance=line.alliance,
        name=line.name,
        on=str(line.on),
        since=None if line.since is None else str(line.since),
        members=list(line.members),
        total_km=line.total_km,
        overseas_km=line.overseas_km,
        by_neighbour=[
            NeighbourJSON(
                iso3=iso3, name=name, km=km, overseas_km=overseas[iso3],
                members={member: part for member, other, part, _ in pairs if other == iso3},
            )
            for iso3, name, km in line.by_neighbour.iter_rows()
        ],
        by_member=[
            MemberJSON(
                iso3=iso3, name=name, wave=wave, km=km,
                neighbours={other: part for member, other, part, _ in pairs if member == iso3},
            )
            for iso3, name, wave, km in line.by_member.iter_rows()
        ],
        by_wave=[WaveJSON(**row) for row in line.by_wave.iter_rows(named=True)],
        series=None
        if line.series is None
        else [
            ChangeJSON(**(row | {"date": str(row["date"])}))
            for row in line.series.iter_rows(named=True)
        ],
        toward=None if line.toward is None else TowardJSON(**vars(line.toward)),
        notes=list(line.notes),
        sources=list(line.sources),
    )  # fmt: skip
    return document.model_dump_json(indent=2)
