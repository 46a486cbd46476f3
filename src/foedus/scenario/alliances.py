"""Changes of alliances as such: new, dissolved and closed ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from foedus.errors import FoedusError
from foedus.scenario.bonds import of_members, share
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import alliance_in, alliance_or_none, is_group, states_in
from foedus.world.alliances import Alliance
from foedus.world.states import in_sentence, state_name
from foedus.world.world import World

__all__ = [
    "Dissolution",
    "NewAlliance",
    "NoEnlargement",
]


@dataclass(frozen=True)
class NewAlliance:
    """States found an alliance of mutual defence.

    Attributes
    ----------
    name : str
    members : tuple of str
        States and alliances, see `foedus.scenario.groups.states_in`.
    rho, omega : float or None
        Of this alliance alone, e.g. rho = 1 for a common army that nobody can hold back.

    Examples
    --------
    >>> NewAlliance("Nordic League", ("SWE", "FIN", "NOR")).describe()
    'Finland, Norway and Sweden found Nordic League'
    """

    kind: ClassVar[str] = "new_alliance"
    name: str
    members: tuple[str, ...]
    rho: float | None = None
    omega: float | None = None

    def apply(self, world: World) -> World:
        """Return the world in which there is this alliance.

        Raises
        ------
        FoedusError
            The name is taken, fewer than two members have figures, or a value is out of range.
        """
        if alliance_or_none(world, self.name) is not None:
            raise FoedusError(f"there is an alliance {self.name} already: give another name")
        share("rho", self.rho)
        share("omega", self.omega)
        members = states_in(world, self.members) & set(world.iso3)
        if len(members) < 2:
            raise FoedusError(f"alliance {self.name}: needs at least two members, got {members}")
        founded = Alliance(
            alliance_id=self.name,
            name=self.name,
            treaty="",
            members=members,
            waves=tuple((iso3, "founder") for iso3 in sorted(members)),
            obligations=("defense",),
            in_force=world.on,
            terminated=None,
            source="scenario",
            rho=self.rho,
            omega=self.omega,
        )
        return replace(world, alliances=(*world.alliances, founded))

    def describe(self) -> str:
        """Return the change in words."""
        if len(self.members) == 1:
            return f"the members of {self.members[0]} found {self.name}"
        names = sorted(state_name(item) for item in self.members)
        if len(names) > 6:
            return f"{len(names)} states found {self.name}"
        return f"{', '.join(names[:-1])} and {names[-1]} found {self.name}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        single = [item for item in self.members if not is_group(world, item)]
        return Footprint(
            "new_alliance", frozenset({self.name}), states_in(world, self.members),
            named=states_in(world, single),
        )  # fmt: skip


@dataclass(frozen=True)
class Dissolution:
    """An alliance ends.

    Attributes
    ----------
    alliance : str

    Examples
    --------
    >>> Dissolution("CSTO").describe()
    'CSTO is dissolved'
    """

    kind: ClassVar[str] = "dissolution"
    alliance: str

    def apply(self, world: World) -> World:
        """Return the world without the alliance.

        Raises
        ------
        FoedusError
            There is no such alliance.
        """
        alliance = alliance_in(world, self.alliance)
        return replace(
            world, alliances=tuple(a for a in world.alliances if a.alliance_id != alliance)
        )

    def describe(self) -> str:
        """Return the change in words."""
        return f"{self.alliance} is dissolved"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return of_members("dissolution", world, self.alliance)


@dataclass(frozen=True)
class NoEnlargement:
    """An alliance admits none of some states. Compared with a world in which it has admitted them.

    Attributes
    ----------
    alliance : str
    states : tuple of str
        Who would join otherwise; see `foedus.scenario.groups.states_in`.

    Examples
    --------
    >>> NoEnlargement("NATO", ("UKR", "GEO")).describe()
    'NATO admits neither Georgia nor Ukraine'
    """

    kind: ClassVar[str] = "no_enlargement"
    alliance: str
    states: tuple[str, ...]

    def counterfactual(self, world: World) -> World:
        """Return the world in which the alliance has admitted them: what the clause rules out."""
        alliance = alliance_in(world, self.alliance)
        inside = [world.iso3[i] for i in world.indices(states_in(world, self.states))]
        return world.with_members(alliance, world.members(alliance) | set(inside))

    def apply(self, world: World) -> World:
        """Return the world in which none of them is a member."""
        alliance = alliance_in(world, self.alliance)
        return world.with_members(alliance, world.members(alliance) - states_in(world, self.states))

    def describe(self) -> str:
        """Return the change in words."""
        names = sorted(in_sentence(item) for item in self.states)
        if len(names) == 1:
            return f"{self.alliance} does not admit {names[0]}"
        return f"{self.alliance} admits neither {', '.join(names[:-1])} nor {names[-1]}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        alliance = alliance_in(world, self.alliance)
        states = states_in(world, self.states)
        return Footprint("no_enlargement", frozenset({alliance}), states)
