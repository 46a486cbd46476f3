"""Which capitals come within the range of a weapon, and since when it is in service."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.errors import FoedusError, unknown
from foedus.measures.gradient import great_circle
from foedus.scenario.places import (
    RESOLUTION_KM,
    NamedPlace,
    km_from_territory,
)
from foedus.world.states import state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

__all__ = [
    "ReachRecord",
    "in_service",
    "reach_of",
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
    raise unknown("strike system", weapon, names, f"known: {', '.join(table)}")


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


def reach_of(
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
