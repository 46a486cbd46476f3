"""Strike systems: which capitals come within their range, or fall out of it by a ban.

The model has no figure that turns missiles into a probability of losing a conflict; so they change
nobody's risk, and what is shown is their reach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.errors import FoedusError, nearest
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import states_in
from foedus.world.states import in_sentence, state_rows
from foedus.world.tables import read_shapes, read_table
from foedus.world.territory import nearest_point
from foedus.world.world import World

__all__ = ["ReachRecord", "StrikeBan", "StrikeSystem", "in_service", "weapon_row"]

NOT_IN_SERVICE = ("eliminated", "tested", "development")


class ReachRecord(BaseModel):
    """A capital within the range of a strike system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weapon: str
    name: str
    sender: str = Field(description="whose system it is")
    host: str = Field(description="where it stands; distances are from this state's territory")
    state: str
    capital: str
    distance_km: float
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


def in_service(row: dict[str, Any], day: date) -> bool:
    """Return whether a system was in service in the year of a day, as far as the table says.

    Parameters
    ----------
    row : dict
        Of the table of weapons.
    day : date

    Examples
    --------
    >>> in_service(weapon_row("typhon"), date(2022, 1, 30))
    False
    """
    status = str(row["status"])
    if status.startswith(NOT_IN_SERVICE):
        return False
    since = re.search(r"(?:since|first use|activated)\D*(\d{4})", status)
    return since is None or int(since.group(1)) <= day.year


def _reach(
    world: World, row: dict[str, Any], sender: str, host: str, targets: frozenset[str], falls: bool
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
        near = nearest_point(host, float(place["capital_lat"]), float(place["capital_lon"]))
        if near.distance_km <= max(known):
            sure = row["range_km_low"] is not None and near.distance_km <= min(known)
            found.append(
                ReachRecord(
                    weapon=row["weapon_id"],
                    name=row["name"],
                    sender=sender,
                    host=host,
                    state=iso3,
                    capital=place["capital"],
                    distance_km=near.distance_km,
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

    Examples
    --------
    >>> StrikeSystem("typhon", "DEU").describe()
    'the United States stations Typhon / Mid-Range Capability in Germany'
    """

    weapon: str
    host: str
    sender: str | None = None
    since: date | None = None

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
        if host not in read_shapes():
            raise FoedusError(f"the embedded map has no shape of {self.host}")
        return world

    def reach(self, world: World) -> tuple[ReachRecord, ...]:
        """Return the capitals within range of the host's territory."""
        sender, host = world.resolve(self.owner), world.resolve(self.host)
        everybody = frozenset(state_rows())
        return tuple(_reach(world, weapon_row(self.weapon), sender, host, everybody, False))

    def describe(self) -> str:
        """Return the change in words."""
        name = str(weapon_row(self.weapon)["name"]).split(" (")[0]
        when = f" from {self.since} on" if self.since else ""
        if self.owner == self.host:
            return f"{in_sentence(self.owner)} stations {name} at home{when}"
        return f"{in_sentence(self.owner)} stations {name} in {in_sentence(self.host)}{when}"

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
    'NATO and RUS keep no ground-launched intermediate-range missiles within reach of each other'
    """

    between: tuple[str, ...]
    and_: tuple[str, ...]

    def apply(self, world: World) -> World:
        """Return the same world: the model does not turn missiles into risk."""
        for side in (self.between, self.and_):
            states_in(world, side)
        return world

    def reach(self, world: World) -> tuple[ReachRecord, ...]:
        """Return the capitals of either side that the other's systems reach from its own soil."""
        sides = [states_in(world, side) for side in (self.between, self.and_)]
        found: list[ReachRecord] = []
        for row in read_table("weapons").iter_rows(named=True):
            if row["inf_treaty_range"] != 1 or not in_service(row, world.on):
                continue
            for ours, theirs in (sides, sides[::-1]):
                for operator in str(row["operators"]).split(";"):
                    if operator in ours and operator in read_shapes():
                        found += _reach(world, row, operator, operator, theirs - ours, True)
        return tuple(found)

    def describe(self) -> str:
        """Return the change in words."""
        return (
            f"{', '.join(self.between)} and {', '.join(self.and_)} keep no ground-launched "
            "intermediate-range missiles within reach of each other"
        )

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        states = states_in(world, self.between) | states_in(world, self.and_)
        return Footprint("strike_ban", frozenset(), states, states)
