"""Changes of who owes whom what: obligations, neutrality, new, dissolved and closed alliances."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from foedus.errors import FoedusError
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import alliance_in, states_in
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = [
    "Guarantee",
    "Neutrality",
    "Obligation",
]


def share(name: str, value: float | None) -> None:
    """Raise FoedusError for a share below 0 or above 1; None is none."""
    if value is not None and not 0 <= value <= 1:
        raise FoedusError(f"{name}={value} is out of range: from 0 to 1")


def of_members(kind: str, world: World, alliance: str) -> Footprint:
    """Return the footprint of what touches an alliance and all its members."""
    identifier = alliance_in(world, alliance)
    return Footprint(kind, frozenset({identifier}), world.members(identifier))


@dataclass(frozen=True)
class Obligation:
    """An alliance's obligations are more, or less, reliable or offensive than others'.

    Attributes
    ----------
    alliance : str
    rho, omega : float or None
        See `foedus.security.PARAMETERS`; None leaves it as for all alliances. They keep the value
        when robustness varies that of the others.

    Examples
    --------
    >>> Obligation("NATO", rho=0.5).describe()
    'obligations in NATO are honoured with probability 0.5'
    """

    kind: ClassVar[str] = "obligation"
    alliance: str
    rho: float | None = None
    omega: float | None = None

    def apply(self, world: World) -> World:
        """Return the world in which the alliance has these values.

        Raises
        ------
        FoedusError
            A value is out of range, none is given, or there is no such alliance.
        """
        alliance = alliance_in(world, self.alliance)
        share("rho", self.rho)
        share("omega", self.omega)
        if self.rho is None and self.omega is None:
            raise FoedusError(f"obligation of {self.alliance}: give rho or omega")
        old = world.alliance(alliance)
        new = replace(
            old,
            rho=old.rho if self.rho is None else self.rho,
            omega=old.omega if self.omega is None else self.omega,
        )
        return replace(world, alliances=tuple(new if a is old else a for a in world.alliances))

    def describe(self) -> str:
        """Return the change in words."""
        parts = []
        if self.rho is not None:
            parts.append(
                f"obligations in {self.alliance} are honoured with probability {self.rho:g}"
            )
        if self.omega is not None:
            parts.append(f"{self.omega:g} of {self.alliance}'s power joins a member's attack")
        return " and ".join(parts)

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return of_members("obligation", world, self.alliance)


@dataclass(frozen=True)
class Neutrality:
    """A state leaves all its defence alliances, and no foreign forces stand in it, nor its abroad.

    Attributes
    ----------
    state : str

    Examples
    --------
    >>> Neutrality("UKR").describe()
    'Ukraine is neutral'
    """

    kind: ClassVar[str] = "neutrality"
    state: str

    def apply(self, world: World) -> World:
        """Return the world in which the state is bound to nobody."""
        iso3 = world.resolve(self.state)
        place = world.index(iso3)
        alliances = []
        for alliance in world.alliances:
            if alliance.defence and iso3 in alliance.members:
                rest = alliance.members - {iso3}
                if len(rest) < 2:
                    continue
                waves = tuple(wave for wave in alliance.waves if wave[0] != iso3)
                alliance = replace(alliance, members=rest, waves=waves)
            alliances.append(alliance)
        stationed = world.stationed
        if stationed is not None:
            stationed = stationed.copy()
            stationed[place, :] = stationed[:, place] = 0.0
        return replace(
            world,
            alliances=tuple(alliances),
            pairwise=frozenset(pair for pair in world.pairwise if iso3 not in pair),
            guarantees=frozenset(pair for pair in world.guarantees if iso3 not in pair),
            stationed=stationed,
        )

    def describe(self) -> str:
        """Return the change in words."""
        return f"{in_sentence(self.state)} is neutral"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        iso3 = world.resolve(self.state)
        left = {a.alliance_id for a in world.alliances if a.defence and iso3 in a.members}
        return Footprint("neutrality", frozenset(left), frozenset({iso3}))


@dataclass(frozen=True)
class Guarantee:
    """States owe others defence and are owed none: the guaranteed are not their allies.

    Attributes
    ----------
    guarantors, protected : tuple of str
        States and groups, see `foedus.scenario.groups.states_in`.

    Examples
    --------
    >>> Guarantee(("USA", "GBR"), ("UKR",)).describe()
    'the United Kingdom and the United States guarantee Ukraine'
    """

    kind: ClassVar[str] = "guarantee"
    guarantors: tuple[str, ...]
    protected: tuple[str, ...]

    def _pairs(self, world: World) -> frozenset[tuple[str, str]]:
        here = set(world.iso3)
        own, others = (states_in(world, some) & here for some in (self.guarantors, self.protected))
        pairs = frozenset((a, b) for a in own for b in others if a != b)
        if not pairs:
            raise FoedusError(
                f"guarantee of {', '.join(self.protected)}: needs a guarantor and a protected state"
            )
        return pairs

    def apply(self, world: World) -> World:
        """Return the world in which the guarantors owe them defence.

        Raises
        ------
        FoedusError
            A state is not known, or nobody guarantees anybody.
        """
        return replace(world, guarantees=world.guarantees | self._pairs(world))

    def describe(self) -> str:
        """Return the change in words."""
        names = sorted(in_sentence(item) for item in self.guarantors)
        who = (
            f"{', '.join(names[:-1])} and {names[-1]} guarantee"
            if len(names) > 1
            else (f"{names[0]} guarantees")
        )
        return f"{who} {', '.join(in_sentence(item) for item in self.protected)}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches: the guarantors act, the protected are where."""
        pairs = self._pairs(world)
        return Footprint(
            "guarantee", frozenset(), frozenset(a for a, _ in pairs),
            frozenset(b for _, b in pairs),
        )  # fmt: skip
