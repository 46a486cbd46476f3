"""The JSON that the commands about the world print: schemas, versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

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
    km: float
    overseas_km: float
    members: dict[str, float]


class MemberJSON(Schema):
    """A member, the wave it came with, and its part of the frontier by neighbour, km."""

    iso3: str
    name: str
    wave: str
    km: float
    neighbours: dict[str, float]


class WaveJSON(Schema):
    """The members that came with an enlargement and their part of the frontier, km."""

    wave: str
    members: list[str]
    km: float


class ChangeJSON(Schema):
    """The line after a change of membership; the last three are null without `toward`."""

    date: str
    change: str
    joined: list[str]
    left: list[str]
    members: int
    total_km: float
    toward_km: float | None
    distance_km: float | None
    nearest_member: str | None


class TowardJSON(Schema):
    """How near the alliance's territory comes to a capital; the nearest point in degrees."""

    iso3: str
    name: str
    capital: str
    frontier_km: float
    distance_km: float
    nearest_member: str
    lat: float
    lon: float


class LineJSON(Schema):
    """`foedus line --json`: the line an alliance defends on land."""

    schema_version: Literal["1"] = "1"
    alliance: str
    name: str
    on: str
    since: str | None
    members: list[str]
    total_km: float
    overseas_km: float
    by_neighbour: list[NeighbourJSON]
    by_member: list[MemberJSON]
    by_wave: list[WaveJSON]
    series: list[ChangeJSON] | None
    toward: TowardJSON | None
    notes: list[str]
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
