"""Changes of where forces stand: deployments, bases, their ban, a posture rolled back to a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import said, states_in
from foedus.scenario.places import NamedPlace, refuse_outside
from foedus.world.deployments import stationed_persons
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["Base", "Deployment", "NoBases", "PostureRollback"]

Array = NDArray[np.float64]


def _stationed(world: World) -> Array:
    n = len(world.iso3)
    return np.zeros((n, n)) if world.stationed is None else world.stationed


def _sent(world: World, sender: str, host: str, personnel: float) -> World:
    """Return the world in which more of a sender's forces stand in a host."""
    k, h = world.index(world.resolve(sender)), world.index(world.resolve(host))
    if k == h:
        raise FoedusError(f"{world.names[k]} cannot be sender and host: forces at home are at home")
    if not (np.isfinite(personnel) and personnel > 0):
        raise FoedusError(f"personnel {personnel}: expected a number above 0")
    persons = _stationed(world).copy()
    persons[k, h] += personnel
    active = world.active_personnel[k]
    if not persons[k].sum() <= active:
        known = "unknown" if np.isnan(active) else f"{active:,.0f}"
        raise FoedusError(
            f"{world.names[k]} cannot have {persons[k].sum():,.0f} persons abroad: its active "
            f"personnel is {known}"
        )
    return replace(world, stationed=persons)


@dataclass(frozen=True)
class _Stationing:
    """What a deployment and a base share."""

    sender: str
    host: str
    personnel: float
    since: date | None = None
    place: NamedPlace | None = None
    kind: ClassVar[str]
    words: ClassVar[str]

    def apply(self, world: World) -> World:
        """Return the world in which the forces stand there.

        Raises
        ------
        FoedusError
            The sender has not so many, sender and host are the same, or the place is not in the
            host.
        """
        if self.place is not None:
            refuse_outside(self.place, world.resolve(self.host))
        return _sent(world, self.sender, self.host, self.personnel)

    def describe(self) -> str:
        """Return the change in words."""
        when = f" from {self.since} on" if self.since else ""
        doing = self.words.format(personnel=self.personnel)
        at = f"{self.place.name}, " if self.place else ""
        return f"{in_sentence(self.sender)} {doing} in {at}{in_sentence(self.host)}{when}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint(
            self.kind,
            frozenset(),
            frozenset({world.resolve(self.sender)}),
            frozenset({world.resolve(self.host)}),
            on=self.since,
        )


class Deployment(_Stationing):
    """Forces of a state stand in another.

    Attributes
    ----------
    sender, host : str
    personnel : float
        Persons, added to those that stand there.
    since : date or None
        The day from which; commitments are matched on it.
    place : NamedPlace or None
        Where in the host. The model's distances are those between states, so it is said only.

    Examples
    --------
    >>> Deployment("DEU", "LTU", 4800).describe()
    'Germany stations 4,800 soldiers in Lithuania'
    """

    kind = "deployment"
    words = "stations {personnel:,.0f} soldiers"


class Base(_Stationing):
    """A state has a permanent base in another. In the model the same as a deployment.

    Attributes
    ----------
    sender, host : str
    personnel : float
        Persons, added to those that stand there.
    since : date or None
    place : NamedPlace or None
        See `Deployment`.

    Examples
    --------
    >>> Base("USA", "POL", 5000).describe()
    'the United States has a base with 5,000 soldiers in Poland'
    """

    kind = "base"
    words = "has a base with {personnel:,.0f} soldiers"


def _between(world: World, of: tuple[str, ...], hosts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which pairs have a sender and a host of the two groups, (n, n)."""
    sends = np.isin(world.iso3, sorted(states_in(world, of)))
    receives = np.isin(world.iso3, sorted(states_in(world, hosts)))
    between: NDArray[np.bool_] = sends[:, None] & receives
    return between


@dataclass(frozen=True)
class NoBases:
    """No forces of some states stand in some others: those that do go home.

    Attributes
    ----------
    of, hosts : tuple of str
        See `foedus.scenario.groups.states_in`.

    Examples
    --------
    >>> NoBases(("NATO",), ("successors of SUN", "not NATO")).describe()
    'no forces of NATO stand in successors of the Soviet Union, not NATO'
    """

    kind: ClassVar[str] = "no_bases"
    of: tuple[str, ...]
    hosts: tuple[str, ...]
    needs_forces = True

    def apply(self, world: World) -> World:
        """Return the world in which they are at home."""
        persons = _stationed(world).copy()
        persons[_between(world, self.of, self.hosts)] = 0.0
        return replace(world, stationed=persons)

    def describe(self) -> str:
        """Return the change in words."""
        return f"no forces of {said(self.of)} stand in {said(self.hosts)}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint(
            "no_bases", frozenset(), states_in(world, self.of), states_in(world, self.hosts)
        )


@dataclass(frozen=True)
class PostureRollback:
    """Forces of some states in others go back to where they stood on a day, if there are more now.

    Attributes
    ----------
    to : date
    of, hosts : tuple of str
        See `foedus.scenario.groups.states_in`.

    Examples
    --------
    >>> PostureRollback(date(1997, 5, 27), ("NATO",), ("Europe",)).describe()
    'forces of NATO in Europe go back to where they stood on 1997-05-27'
    """

    kind: ClassVar[str] = "posture"
    to: date
    of: tuple[str, ...]
    hosts: tuple[str, ...] = ("everybody",)
    needs_forces = True

    def apply(self, world: World) -> World:
        """Return the world in which no more of them stand there than on the day.

        Raises
        ------
        FoedusError
            The day lies after the world's.
        """
        if self.to > world.on:
            raise FoedusError(f"posture to {self.to}: lies after the day of the world, {world.on}")
        now, then = _stationed(world), stationed_persons(world.iso3, self.to)
        square = _between(world, self.of, self.hosts)
        persons = now.copy()
        persons[square] = np.minimum(now[square], then[square])
        return replace(world, stationed=persons)

    def describe(self) -> str:
        """Return the change in words."""
        return (
            f"forces of {said(self.of)} in {said(self.hosts)} go back to where they "
            f"stood on {self.to}"
        )

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        members = {a.alliance_id for a in world.alliances if a.alliance_id in self.of}
        return Footprint(
            "posture",
            frozenset(members),
            states_in(world, self.of),
            states_in(world, self.hosts),
        )
