"""Strike systems: which capitals come within their range, or fall out of it by a ban.

The model has no figure that turns missiles into a probability of losing a conflict; so they change
nobody's risk, and what is shown is their reach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.errors import FoedusError, nearest
from foedus.measures.gradient import great_circle
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import said, states_in
from foedus.scenario.places import (
    RESOLUTION_KM,
    NamedPlace,
    km_from_territory,
    refuse_outside,
)
from foedus.world.states import in_sentence, state_rows
from foedus.world.tables import read_shapes, read_table
from foedus.world.world import World

__all__ = [
    "ReachRecord",
    "StrikeBan",
    "StrikeSystem",
    "in_service",
    "weapon_row",
]

NOT_IN_SERVICE = ("eliminated", "tested", "development")


class ReachRecord(BaseModel):
    """A capital within the range of a strike system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weapon: str
    name: str
    sender: str = Field(description="whose system it is")
    host: str = Field(description="where it stands; distances are from this state's territory")
    place: str = Field(default="", description="where in the host, if distances are from there")
    state: str
    capital: str
    distance_km: float = Field(
        description=f"from territory the map's outlines may be off by {RESOLUTION_KM} km"
    )
    range_km_low: float | None
    range_km_high: float | None
    within: str = Field(description="by every figure of its range, or by the higher one only")
    ally: bool = Field(description="the capital is that of an ally of the sender")
    change: Literal["comes within range", "falls out of range"]
    source: str


def weapon_row(weapon: str) -> dict[str, Any]:
    """Return the row of a strike system of the embedded table, by identifier or name.

    Raises
    ------
    FoedusError
        The table has no such system; the nearest is proposed.

    Examples
    --------
    >>> weapon_row("typhon")["range_km_high"]
    2500.0
    """
    table = {row["weapon_id"]: row for row in read_table("weapons").iter_rows(named=True)}
    names = {row["name"].casefold(): key for key, row in table.items()}
    names |= {re.split(r"[ (/]", row["name"].casefold())[0]: key for key, row in table.items()}
    names |= {key: key for key in table}
    folded = weapon.strip().casefold()
    if folded in names:
        return table[names[folded]]
    near = nearest(folded, names)
    hint = f"did you mean {names[near]}?" if near else f"known: {', '.join(table)}"
    raise FoedusError(f"unknown strike system {weapon!r}: {hint}")


def in_service(row: dict[str, Any], day: date, operator: str | None = None) -> bool:
    """Return whether a system was in service on a day, with anybody or with one operator.

    Dates of the table may be a year or a month; an operator without a date is taken to have had it
    as long as anybody.

    Parameters
    ----------
    row : dict
        Of the table of weapons.
    day : date
    operator : str, optional
        ISO3 code.

    Examples
    --------
    >>> in_service(weapon_row("typhon"), date(2022, 1, 30))
    False
    >>> in_service(weapon_row("iskander_m"), date(2020, 1, 1), "BLR")
    False
    """
    if str(row["status"]).startswith("development") or row["in_service_from"] is None:
        return False
    spells = [(str(row["in_service_from"]), str(row["in_service_to"] or ""))]
    for part in str(row["operator_from"] or "").split(";"):
        name, _, when = part.partition(":")
        if operator and name.strip() == operator and when:
            first, _, last = when.partition("/")
            spells.append((first.strip(), last.strip()))
    text = day.isoformat()
    return all(
        first[:10] <= text[: len(first)] and (not last or text[: len(last)] <= last)
        for first, last in spells
    )


def _reach(
    world: World,
    row: dict[str, Any],
    sender: str,
    host: str,
    targets: frozenset[str],
    falls: bool,
    spot: NamedPlace | None = None,
) -> list[ReachRecord]:
    """Return the targets' capitals within range of a host's territory, nearest first."""
    known = [row[name] for name in ("range_km_low", "range_km_high") if row[name] is not None]
    if not known:
        raise FoedusError(f"{row['name']} is no strike weapon: the table gives no range for it")
    allies = {
        iso3 for a in world.alliances if a.defence and sender in a.members for iso3 in a.members
    }
    found = []
    for iso3 in sorted(targets - {sender, host}):
        place = state_rows()[iso3]
        lat, lon = float(place["capital_lat"]), float(place["capital_lon"])
        if spot is None:
            km = km_from_territory(host, lat, lon)
        else:
            km = float(great_circle(spot.lat, spot.lon, lat, lon))
        if km <= max(known):
            sure = row["range_km_low"] is not None and km <= min(known)
            found.append(
                ReachRecord(
                    weapon=row["weapon_id"],
                    name=row["name"],
                    sender=sender,
                    host=host,
                    place=spot.name if spot else "",
                    state=iso3,
                    capital=place["capital"],
                    distance_km=km,
                    range_km_low=row["range_km_low"],
                    range_km_high=row["range_km_high"],
                    within="by every figure of its range" if sure else "by the higher figure only",
                    ally=iso3 in allies,
                    change="falls out of range" if falls else "comes within range",
                    source=row["source"],
                )
            )
    return sorted(found, key=lambda record: (record.distance_km, record.state))


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
            _reach(world, weapon_row(self.weapon), sender, host, everybody, False, self.place)
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
                        found += _reach(world, row, operator, operator, theirs - ours, True)
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
