"""The schema of scenario files: what each kind of change needs, and the change it becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from foedus.errors import FoedusError
from foedus.scenario.bond_entries import (
    DissolutionEntry,
    GuaranteeEntry,
    NeutralityEntry,
    NewAllianceEntry,
    NoEnlargementEntry,
    ObligationEntry,
)
from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal
from foedus.scenario.fields import ChangeEntry, Day, Pair, States, Text
from foedus.scenario.forces import Base, Deployment, NoBases, PostureRollback
from foedus.scenario.groups import alliance_or_none, is_group, named_states
from foedus.scenario.means import Capability, Spending
from foedus.scenario.places import NamedPlace, place_of
from foedus.scenario.strikes import StrikeBan, StrikeSystem
from foedus.world.world import World

__all__ = [
    "CHANGES",
    "ScenarioFile",
]


class _Membership(ChangeEntry):
    state: States
    alliance: Text

    def _each(self, kind: Callable[[str, str], Change], world: World, inside: bool) -> list[Change]:
        """Return one change a state; of a group those are meant that can join, or leave."""
        found = alliance_or_none(world, self.alliance)
        here = {a.alliance_id for a in world.alliances}
        members = world.members(found) if found in here else frozenset()
        kept = members if inside else frozenset(world.iso3) - members
        return [kind(state, self.alliance) for state in named_states(world, self.state, kept)]


class AccessionEntry(_Membership):
    """A state, or several, join an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one accession a state."""
        return self._each(Accession, world, False)


class WithdrawalEntry(_Membership):
    """Members leave an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one withdrawal a state."""
        return self._each(Withdrawal, world, True)


class ExpulsionEntry(_Membership):
    """Members are turned out of an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one expulsion a state."""
        return self._each(Expulsion, world, True)


class SpendingEntry(ChangeEntry):
    """States, or the members of an alliance, spend a share of their GDP."""

    of: States
    percent_gdp: Annotated[float, Field(ge=0, le=100)]

    def changes(self, world: World) -> list[Change]:
        """Return the change, groups and single states apart."""
        parts = (
            tuple(item for item in self.of if is_group(world, item) is group)
            for group in (True, False)
        )
        return [Spending(part, self.percent_gdp) for part in parts if part]


class CapabilityEntry(ChangeEntry):
    """The forces of states grow or shrink."""

    state: States
    times: Annotated[float, Field(ge=0)] | None = None
    personnel: Annotated[float, Field(ge=0)] | None = None

    def changes(self, world: World) -> list[Change]:
        """Return one change a state."""
        states = named_states(world, self.state, frozenset(world.iso3))
        return [Capability(state, self.times, self.personnel) for state in states]


class PlaceEntry(BaseModel):
    """A place by its coordinates, degrees."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


def _kind_of_place(value: object) -> str:
    return "coordinates" if isinstance(value, (dict, PlaceEntry)) else "name"


Where = Annotated[
    Annotated[Text, Tag("name")] | Annotated[PlaceEntry, Tag("coordinates")],
    Discriminator(_kind_of_place),
    Field(description="where in the host: a named place, or its coordinates"),
]


def _at(kind: str, where: Text | PlaceEntry | None, host: object) -> NamedPlace | None:
    """Return the place that an entry names; without a host it must be a named one."""
    if isinstance(where, PlaceEntry):
        if host is None:
            raise FoedusError(f"{kind}: coordinates need the host they lie in")
        return NamedPlace(f"{where.lat:g}, {where.lon:g}", "", where.lat, where.lon)
    if where is None and host is None:
        raise FoedusError(f"{kind}: give host, place or both")
    return None if where is None else place_of(where)


class DeploymentEntry(ChangeEntry):
    """Forces of states stand in others, each of the number given."""

    sender: States
    host: States | None = None
    personnel: Annotated[float, Field(gt=0)]
    since: Day | None = None
    place: Where | None = None

    def changes(self, world: World) -> list[Change]:
        """Return one deployment a sender and host."""
        return [Deployment(*each) for each in self._each("deployment", world)]

    def _each(
        self, kind: str, world: World
    ) -> list[tuple[str, str, float, date | None, NamedPlace | None]]:
        place, everybody = _at(kind, self.place, self.host), frozenset(world.iso3)
        senders = named_states(world, self.sender, everybody)
        hosts = _hosts(self.host, place, world)
        alone = len(senders) == len(hosts) == 1
        return [
            (a, b, self.personnel, self.since, place)
            for a in senders
            for b in hosts
            if a != b or alone
        ]


class BaseEntry(DeploymentEntry):
    """A state has a permanent base in another."""

    def changes(self, world: World) -> list[Change]:
        """Return one base a sender and host."""
        return [Base(*each) for each in self._each("base", world)]


def _hosts(host: Any, place: NamedPlace | None, world: World) -> tuple[str, ...]:
    """Return the hosts that an entry names, or the state in which its place lies."""
    if host is not None:
        return tuple(named_states(world, host, frozenset(world.iso3)))
    return (world.resolve(place.iso3 if place else ""),)


class StrikeSystemEntry(ChangeEntry):
    """A strike system stands in a state."""

    weapon: Text
    host: States | None = None
    sender: Text | None = None
    since: Day | None = None
    place: Where | None = None

    def changes(self, world: World) -> list[Change]:
        """Return one system a host."""
        sender = world.resolve(self.sender) if self.sender else None
        place = _at("strike_system", self.place, self.host)
        hosts = _hosts(self.host, place, world)
        return [StrikeSystem(self.weapon, host, sender, self.since, place) for host in hosts]


class NoBasesEntry(ChangeEntry):
    """No forces of some states stand in some others."""

    of: States
    in_: States = Field(alias="in")

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [NoBases(tuple(self.of), tuple(self.in_))]


class PostureEntry(ChangeEntry):
    """Forces go back to where they stood on a day."""

    to: Day
    of: States
    in_: States = Field(alias="in", default=["everybody"])

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [PostureRollback(self.to, tuple(self.of), tuple(self.in_))]


class StrikeBanEntry(ChangeEntry):
    """No ground-launched intermediate-range missiles within reach of each other."""

    between: States
    and_: States = Field(alias="and")

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [StrikeBan(tuple(self.between), tuple(self.and_))]


CHANGES: dict[str, type[ChangeEntry]] = {
    "accession": AccessionEntry,
    "withdrawal": WithdrawalEntry,
    "expulsion": ExpulsionEntry,
    "spending": SpendingEntry,
    "capability": CapabilityEntry,
    "deployment": DeploymentEntry,
    "base": BaseEntry,
    "no_bases": NoBasesEntry,
    "posture": PostureEntry,
    "strike_system": StrikeSystemEntry,
    "strike_ban": StrikeBanEntry,
    "obligation": ObligationEntry,
    "neutrality": NeutralityEntry,
    "new_alliance": NewAllianceEntry,
    "dissolution": DissolutionEntry,
    "no_enlargement": NoEnlargementEntry,
    "guarantee": GuaranteeEntry,
}
"""The kinds of change by the word that files use."""


class ScenarioFile(BaseModel):
    """A scenario file; each entry of `changes` is a kind of change and its fields."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    title: Text
    on: Day | None = Field(default=None, description="day of the world; the end of the tables")
    alliance: Text | None = Field(default=None, description="whose members Article 10 is about")
    capability: Literal["index", "milex", "milper", "nato", "cinc"] = "index"
    deployments: Literal["none", "known"] | None = Field(
        default=None, description="whether the forces abroad on record stand in the world"
    )
    assumptions: dict[str, float | str] = Field(
        default={}, description="event, reading, and numbers held at a value"
    )
    assume_rivals: Annotated[list[Pair], Field(max_length=40)] = Field(
        default=[], description="pairs of states that count as rivals"
    )
    eu_clause: Literal["full", "half", "none"] = Field(
        default="full", description="how much of an obligation Article 42(7) of the EU is"
    )
    source: str | None = Field(default=None, max_length=2000)
    note: str | None = Field(default=None, max_length=2000)
    changes: Annotated[list[Any], Field(min_length=1, max_length=200)]
