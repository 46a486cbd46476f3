"""The schema of scenario files: what each kind of change needs, and the change it becomes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from foedus.scenario.bonds import Dissolution, Neutrality, NewAlliance, NoEnlargement, Obligation
from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal
from foedus.scenario.forces import Base, Deployment, NoBases, PostureRollback
from foedus.scenario.means import Capability, Spending
from foedus.scenario.strikes import StrikeBan, StrikeSystem
from foedus.world.world import World

__all__ = ["CHANGES", "ChangeEntry", "Day", "ScenarioFile", "States", "Text"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _dated(value: Any) -> Any:
    """Return a date that stands in quotes as the date it is."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("is no date: write YYYY-MM-DD, e.g. 2022-01-30") from None


Day = Annotated[date, BeforeValidator(_dated)]
Text = Annotated[str, Field(min_length=1, max_length=400)]
States = Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1, max_length=250)]
Share = Annotated[float, Field(ge=0, le=1)]
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]


class ChangeEntry(BaseModel):
    """One change as a file writes it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @abstractmethod
    def changes(self, world: World) -> list[Change]:
        """Return the changes it stands for, with states as ISO3 codes."""


class _Membership(ChangeEntry):
    state: States
    alliance: Text

    def _each(self, kind: Callable[[str, str], Change], world: World) -> list[Change]:
        return [kind(world.resolve(state), self.alliance) for state in self.state]


class AccessionEntry(_Membership):
    """A state, or several, join an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one accession a state."""
        return self._each(Accession, world)


class WithdrawalEntry(_Membership):
    """Members leave an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one withdrawal a state."""
        return self._each(Withdrawal, world)


class ExpulsionEntry(_Membership):
    """Members are turned out of an alliance."""

    def changes(self, world: World) -> list[Change]:
        """Return one expulsion a state."""
        return self._each(Expulsion, world)


class SpendingEntry(ChangeEntry):
    """States, or the members of an alliance, spend a share of their GDP."""

    of: States
    percent_gdp: Annotated[float, Field(ge=0, le=100)]

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Spending(tuple(self.of), self.percent_gdp)]


class CapabilityEntry(ChangeEntry):
    """A state's forces grow or shrink."""

    state: Text
    times: Annotated[float, Field(ge=0)] | None = None
    personnel: Annotated[float, Field(ge=0)] | None = None

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Capability(world.resolve(self.state), self.times, self.personnel)]


class DeploymentEntry(ChangeEntry):
    """Forces of a state stand in another."""

    sender: Text
    host: States
    personnel: Annotated[float, Field(gt=0)]
    since: Day | None = None

    def changes(self, world: World) -> list[Change]:
        """Return one deployment a host, each of the number given."""
        sender = world.resolve(self.sender)
        return [Deployment(sender, world.resolve(h), self.personnel, self.since) for h in self.host]


class BaseEntry(DeploymentEntry):
    """A state has a permanent base in another."""

    def changes(self, world: World) -> list[Change]:
        """Return one base a host."""
        sender = world.resolve(self.sender)
        return [Base(sender, world.resolve(h), self.personnel, self.since) for h in self.host]


class StrikeSystemEntry(ChangeEntry):
    """A strike system stands in a state."""

    weapon: Text
    host: States
    sender: Text | None = None
    since: Day | None = None

    def changes(self, world: World) -> list[Change]:
        """Return one system a host."""
        sender = world.resolve(self.sender) if self.sender else None
        return [StrikeSystem(self.weapon, world.resolve(h), sender, self.since) for h in self.host]


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


class ObligationEntry(ChangeEntry):
    """An alliance's obligations are more, or less, reliable or offensive."""

    alliance: Text
    rho: Share | None = None
    omega: Share | None = None

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Obligation(self.alliance, self.rho, self.omega)]


class NeutralityEntry(ChangeEntry):
    """States are bound to nobody."""

    state: States

    def changes(self, world: World) -> list[Change]:
        """Return one change a state."""
        return [Neutrality(world.resolve(state)) for state in self.state]


class NewAllianceEntry(ChangeEntry):
    """States found an alliance of mutual defence."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    members: States
    rho: Share | None = None
    omega: Share | None = None

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [NewAlliance(self.name, tuple(self.members), self.rho, self.omega)]


class DissolutionEntry(ChangeEntry):
    """An alliance ends."""

    alliance: Text

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Dissolution(self.alliance)]


class NoEnlargementEntry(ChangeEntry):
    """An alliance admits none of some states that would join otherwise."""

    alliance: Text
    states: States

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [NoEnlargement(self.alliance, tuple(world.resolve(s) for s in self.states))]


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
