"""The counts of disputes of an alliance's members, and their JSON form."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from foedus.questions.result import Part

__all__ = [
    "DisputeCount",
    "Disputes",
    "Honoured",
    "Power",
    "Published",
    "Rung",
    "StateDisputes",
]

Rung = Literal["dispute", "force", "fatal", "war"]
Power = Literal["any", "major", "minor"]


class DisputeCount(Part):
    """Participations of members in disputes of one severity, by role."""

    rung: Rung
    meaning: str
    participations: int
    began: int = Field(description="on the side that acted first, from the first day")
    targets: int = Field(description="on the other side, from the first day")
    joined_first: int = Field(description="joined the side that acted first")
    joined_targets: int = Field(description="joined the other side")
    revisionist: int = Field(description="with the aim of changing the status quo")
    began_percent: float | None
    target_percent: float | None


class StateDisputes(Part):
    """One member's participations in disputes while it was a member."""

    iso3: str
    name: str
    ccode: int = Field(description="Correlates of War number of those days")
    participations: int
    began: int
    targets: int
    joined: int
    revisionist: int


class Honoured(Part):
    """How often states with an obligation came when a party was attacked."""

    whose: str
    rung: Rung
    era: str
    power: Power = Field(description="who was called: by power status")
    calls: int
    honoured: int
    share: float | None
    low: float | None = Field(description="95 % interval (Wilson)")
    high: float | None
    source: str


class Published(Part):
    """A share of obligations honoured as published."""

    what: str
    share: float
    source: str


class Disputes(Part):
    """The record of disputes of an alliance's members, for the days on which they were members."""

    first: date
    last: date = Field(description="the data end in 2010")
    by_rung: tuple[DisputeCount, ...]
    by_state: tuple[StateDisputes, ...] = Field(description="most participations first")
    honoured: tuple[Honoured, ...]
    published: tuple[Published, ...]
    source: str
