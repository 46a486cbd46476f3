"""Strike systems: which capitals come within their range, or fall out of it by a ban.

The model has no figure that turns missiles into a probability of losing a conflict; so they change
nobody's risk, and what is shown is their reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from foedus.errors import FoedusError
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import said, states_in
from foedus.scenario.places import (
    NamedPlace,
    refuse_outside,
)
from foedus.scenario.reach import ReachRecord, in_service, reach_of, weapon_row
from foedus.world.states import in_sentence, state_rows
from foedus.world.tables import read_shapes, read_table
from foedus.world.world import World

__all__ = [
    "StrikeBan",
    "StrikeSystem",
]


@dataclass(frozen=True)
class StrikeSystem:
    """A strike system stands in a state.

    Attributes
    ----------
    weapon : str
        Identifier or name of the embedded table, e.g. "typhon".
    host : str
        Where it stands.
    sender : str or None
        Whose it is; by default the host if it operates the system, else its first operator.
    since : date or None
    place : NamedPlace or None
        Where in the host; by default distances are from the nearest point of its territory.

    Examples
    --------
    >>> StrikeSystem("typhon", "DEU").describe()
    'the United States stations Typhon / Mid-Range Capability in Germany'
    """

    kind: ClassVar[str] = "strike_system"
    weapon: str
    host: str
    sender: str | None = None
    since: date | None = None
    place: NamedPlace | None = None

    @property
    def owner(self) -> str:
        """Return whose system it is, as given or from the table."""
        if self.sender:
            return self.sender
        operators = str(weapon_row(self.weapon)["operators"]).split(";")
        return self.host if self.host in operators else operators[0]

    def apply(self, world: World) -> World:
        """Return the same world: the model does not turn missiles into risk.

        Raises
        ------
        FoedusError
            The system, the sender or the host is not known.
        """
        weapon_row(self.weapon)
        host = world.resolve(self.host)
        world.resolve(self.owner)
        row, day = weapon_row(self.weapon), self.since or world.on
        if row["in_service_to"] is not None and not in_service(row, day):
            raise FoedusError(
                f"{row['name']} was in service {row['in_service_from'] or '?'} to "
                f"{row['in_service_to']}, not on {day}"
            )
        if host not in read_shapes():
            raise FoedusError(f"the embedded map has no shape of {self.host}")
        if self.place is not None:
            refuse_outside(self.place, host)
        return world

    def reach(self, world: World) -> tuple[ReachRecord, ...]:
        """Return the capitals within range of the host's territory."""
        sender, host = world.resolve(self.owner), world.resolve(self.host)
        everybody = frozenset(state_rows())
        return tuple(
            reach_of(world, weapon_row(self.weapon), sender, host, everybody, False, self.place)
        )

    def describe(self) -> str:
        """Return the change in words."""
        name = str(weapon_row(self.weapon)["name"]).split(" (")[0]
        when = f" from {self.since} on" if self.since else ""
        at = f"{self.place.name}, " if self.place else ""
        if self.owner == self.host:
            where = f"in {self.place.name}" if self.place else "at home"
            return f"{in_sentence(self.owner)} stations {name} {where}{when}"
        return f"{in_sentence(self.owner)} stations {name} in {at}{in_sentence(self.host)}{when}"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint(
            "strike_system",
            frozenset(),
            frozenset({world.resolve(self.owner)}),
            frozenset({world.resolve(self.host)}),
            weapon=str(weapon_row(self.weapon)["weapon_id"]),
            on=self.since,
        )


@dataclass(frozen=True)
class StrikeBan:
    """No ground-launched missiles of intermediate range within reach of the other side.

    Attributes
    ----------
    between, and_ : tuple of str
        The two sides; see `foedus.scenario.groups.states_in`.

    Examples
    --------
    >>> StrikeBan(("NATO",), ("RUS",)).describe()
    'NATO and Russia keep no ground-launched intermediate-range missiles within reach of each other'
    """

    kind: ClassVar[str] = "strike_ban"
    between: tuple[str, ...]
    and_: tuple[str, ...]

    def apply(self, world: World) -> World:
        """Return the same world: the model does not turn missiles into risk."""
        for side in (self.between, self.and_):
            states_in(world, side)
        return world

    def forbids(self, system: StrikeSystem, world: World) -> bool:
        """Return whether a system is of the banned kind and reaches a capital of the other side.

        Parameters
        ----------
        system : StrikeSystem
        world : World

        Examples
        --------
        >>> from foedus.world.load import load_world
        >>> ban, world = StrikeBan(("NATO",), ("RUS",)), load_world()
        >>> ban.forbids(StrikeSystem("typhon", "DEU"), world)
        True
        >>> ban.forbids(StrikeSystem("typhon", "PHL"), world)
        False
        """
        if weapon_row(system.weapon)["inf_treaty_range"] != 1:
            return False
        reached = {record.state for record in system.reach(world)}
        owner = world.resolve(system.owner)
        ours, theirs = (states_in(world, side) for side in (self.between, self.and_))
        return any(
            owner in own and bool(reached & (other - own))
            for own, other in ((ours, theirs), (theirs, ours))
        )

    def reach(self, world: World) -> tuple[ReachRecord, ...]:
        """Return the capitals of either side that the other's systems reach from its own soil."""
        sides = [states_in(world, side) for side in (self.between, self.and_)]
        found: list[ReachRecord] = []
        for row in read_table("weapons").iter_rows(named=True):
            if row["inf_treaty_range"] != 1:
                continue
            for ours, theirs in (sides, sides[::-1]):
                for operator in str(row["operators"]).split(";"):
                    there = operator in ours and operator in read_shapes()
                    if there and in_service(row, world.on, operator):
                        found += reach_of(world, row, operator, operator, theirs - ours, True)
        return tuple(found)

    def describe(self) -> str:
        """Return the change in words."""
        return (
            f"{said(self.between)} and {said(self.and_)} keep no ground-launched "
            "intermediate-range missiles within reach of each other"
        )

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        states = states_in(world, self.between) | states_in(world, self.and_)
        return Footprint("strike_ban", frozenset(), states, states)
