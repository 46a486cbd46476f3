"""Changes to a world: each takes a world and returns another; the first stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from foedus.errors import FoedusError
from foedus.scenario.footprint import Footprint
from foedus.world.alliances import alliance_ids
from foedus.world.states import in_sentence, state_name
from foedus.world.world import World

__all__ = ["Accession", "Change", "Expulsion", "Withdrawal", "apply", "baseline"]


class Change(Protocol):
    """What can be done to a world; `kind` is the word that files use."""

    kind: ClassVar[str]

    def apply(self, world: World) -> World:
        """Return the world after the change."""
        ...

    def describe(self) -> str:
        """Return the change in words."""
        ...

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches: the rules on commitments ask for it."""
        ...


def _alliance(world: World, text: str) -> str:
    """Return the identifier of an alliance of the world, or of one that nobody has joined yet."""
    return text if text in alliance_ids() else world.resolve_alliance(text)


@dataclass(frozen=True)
class _Move:
    """What the changes of one membership share."""

    state: str
    alliance: str
    kind: ClassVar[str]

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint(
            self.kind,
            frozenset({_alliance(world, self.alliance)}),
            frozenset({world.resolve(self.state)}),
        )


class Accession(_Move):
    """A state joins an alliance.

    Attributes
    ----------
    state, alliance : str
        Codes or names.

    Examples
    --------
    >>> Accession("UKR", "NATO").describe()
    'Ukraine joins NATO'
    """

    kind = "accession"

    def apply(self, world: World) -> World:
        """Return the world in which the state is a member.

        Raises
        ------
        FoedusError
            It is a member already, or has no figures to be in the contest.
        """
        iso3, alliance = world.resolve(self.state), _alliance(world, self.alliance)
        world.index(iso3)
        members = world.members(alliance)
        if iso3 in members:
            raise FoedusError(f"{world.name(iso3)} ({iso3}) is a member of {alliance} already")
        return world.with_members(alliance, members | {iso3})

    def describe(self) -> str:
        """Return the change in words."""
        return f"{in_sentence(self.state)} joins {self.alliance}"


class _Departure(_Move):
    """A member is one no more, by whosever decision."""

    def apply(self, world: World) -> World:
        """Return the world in which the state is no member.

        Raises
        ------
        FoedusError
            It is no member.
        """
        iso3, alliance = world.resolve(self.state), _alliance(world, self.alliance)
        members = world.members(alliance)
        if iso3 not in members:
            raise FoedusError(
                f"{state_name(iso3)} ({iso3}) is no member of {alliance} on {world.on}; "
                f"members: {', '.join(sorted(members))}"
            )
        return world.with_members(alliance, members - {iso3})


class Withdrawal(_Departure):
    """A member leaves an alliance.

    Attributes
    ----------
    state, alliance : str
        Codes or names.

    Examples
    --------
    >>> Withdrawal("USA", "NATO").describe()
    'the United States leaves NATO'
    """

    kind = "withdrawal"

    def describe(self) -> str:
        """Return the change in words."""
        return f"{in_sentence(self.state)} leaves {self.alliance}"


class Expulsion(_Departure):
    """An alliance turns a member out. Same effect as a withdrawal; another decision.

    Attributes
    ----------
    state, alliance : str
        Codes or names.

    Examples
    --------
    >>> Expulsion("HUN", "NATO").describe()
    'NATO expels Hungary'
    """

    kind = "expulsion"

    def describe(self) -> str:
        """Return the change in words."""
        return f"{self.alliance} expels {in_sentence(self.state)}"


def is_change(value: object) -> bool:
    """Return whether something is a change to a world.

    Examples
    --------
    >>> is_change(Accession("UKR", "NATO")), is_change("UKR")
    (True, False)
    """
    return all(callable(getattr(value, verb, None)) for verb in ("apply", "describe", "footprint"))


def baseline(world: World, changes: Iterable[Change]) -> World:
    """Return the world that changes are compared with, before any of them.

    It is the world itself, but with the forces abroad of its day where a change moves some of
    them home, and with what a clause rules out where the change is such a clause.

    Parameters
    ----------
    world : World
    changes : iterable of Change
    """
    for change in changes:
        if world.stationed is None and getattr(change, "needs_forces", False):
            world = world.with_deployments()
        counterfactual = getattr(change, "counterfactual", None)
        if counterfactual is not None:
            world = counterfactual(world)
    return world


def apply(world: World, changes: Iterable[Change]) -> World:
    """Return the world after all changes, in their order.

    Parameters
    ----------
    world : World
    changes : iterable of Change

    Examples
    --------
    >>> from foedus import load_world
    >>> world = load_world()
    >>> there = apply(world, [Accession("UKR", "NATO")])
    >>> back = apply(there, [Withdrawal("UKR", "NATO")])
    >>> back.members("NATO") == world.members("NATO")
    True
    """
    for change in changes:
        world = change.apply(world)
    return world
