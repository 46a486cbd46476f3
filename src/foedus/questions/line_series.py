"""How the line an alliance defends has moved: a row a change of membership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import Field

from foedus.questions.result import Part
from foedus.world.alliances import Alliance, alliances_on, resolve_alliance
from foedus.world.days import LAST_DAY
from foedus.world.frontier import frontier_pairs, territory
from foedus.world.shapes import BORDERS_SINCE, shapes_on
from foedus.world.states import code_on
from foedus.world.tables import read_table
from foedus.world.territory import Nearest, nearest_point

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "MembershipChange",
    "absence",
    "km_with",
    "last_day",
    "membership_series",
    "nearest_to",
    "on_record",
]

Day = date


class MembershipChange(Part):
    """The line after a change of membership; the last three are null without `toward`."""

    date: Day
    change: str = Field(description="+ who joined, - who left")
    joined: tuple[str, ...] = Field(description="ISO3")
    left: tuple[str, ...] = Field(description="ISO3")
    members: int = Field(description="number after the change")
    total_km: float = Field(description="land frontier after the change")
    toward_km: float | None = Field(description="land frontier with the state asked for")
    distance_km: float | None = Field(description="to its capital")
    nearest_member: str | None = Field(description="ISO3")


def membership_series(
    alliance_id: str, first: date, last: date, capital: Mapping[str, Any] | None
) -> tuple[MembershipChange, ...]:
    """Return the line on the first day and after every change of membership up to the last.

    Parameters
    ----------
    alliance_id : str
    first, last : date
    capital : dict or None
        Row of the state whose capital a distance is given to.

    Examples
    --------
    >>> found = membership_series("NATO", date(1999, 1, 1), date(2004, 12, 31), None)
    >>> [(str(row.date), row.change) for row in found][:2]
    [('1999-01-01', 'as it stood'), ('1999-03-12', '+ CZE HUN POL')]
    """
    days = sorted({first, *(day for day in _changes(alliance_id) if first <= day <= last)})
    found = (_membership_change(alliance_id, day, capital) for day in days)
    return tuple(change for change in found if change is not None)


def _membership_change(
    alliance_id: str, day: date, capital: Mapping[str, Any] | None
) -> MembershipChange | None:
    """Return the line on a day and what has changed since the day before; None without members."""
    now, before = on_record(alliance_id, day), on_record(alliance_id, day - timedelta(days=1))
    members = now.members if now else frozenset[str]()
    old = before.members if before else frozenset[str]()
    if not members:
        return None
    joined, left = sorted(members - old), sorted(old - members)
    pairs = frontier_pairs(members, day)
    near = None if capital is None else nearest_to(members, capital, day)
    return MembershipChange(
        date=day,
        change=_change(joined, left, founding=not old),
        joined=tuple(joined),
        left=tuple(left),
        members=len(members),
        total_km=round(float(pairs["km"].sum()), 1),
        toward_km=None if capital is None else km_with(code_on(capital["iso3"], day), pairs),
        distance_km=None if near is None else round(near.distance_km, 1),
        nearest_member=None if near is None else near.iso3,
    )


def _change(joined: list[str], left: list[str], founding: bool) -> str:
    if founding:
        return f"founded by {len(joined)}" if joined else ""
    parts = [f"+ {' '.join(joined)}"] * bool(joined) + [f"- {' '.join(left)}"] * bool(left)
    return ", ".join(parts) or "as it stood"


def last_day(alliance: str) -> date:
    """Return the last day for which an alliance's members are known.

    Parameters
    ----------
    alliance : str
        Identifier or name.

    Examples
    --------
    >>> last_day("WTO")
    datetime.date(1991, 6, 30)
    """
    ended = _termination(resolve_alliance(alliance))
    return LAST_DAY if ended is None else min(LAST_DAY, ended - timedelta(days=1))


def absence(alliance_id: str, day: date) -> str:
    """Return why an alliance has no members on a day, and when it had.

    Examples
    --------
    >>> absence("NATO", date(1949, 5, 1))
    'NATO has no members on 1949-05-01; its first joined on 1949-08-24'
    """
    ended, changes = _termination(alliance_id), _changes(alliance_id)
    if not changes:
        return f"{alliance_id}: the embedded table lists no members in force"
    if ended is not None and day >= ended:
        return (
            f"{alliance_id} has no members on {day}: it ended on {ended}; "
            f"ask for a day before, e.g. {ended - timedelta(days=1)}"
        )
    return f"{alliance_id} has no members on {day}; its first joined on {changes[0]}"


def _termination(alliance_id: str) -> date | None:
    treaties = read_table("alliances")
    found: date | None = treaties.filter(treaties["alliance_id"] == alliance_id)[
        "terminated"
    ].item()
    return found


def on_record(alliance_id: str, day: date) -> Alliance | None:
    """Return an alliance as the embedded tables have it on a day, None without members.

    Examples
    --------
    >>> len(on_record("NATO", date(1950, 1, 1)).members)
    12
    """
    return next((a for a in alliances_on(day) if a.alliance_id == alliance_id), None)


def _changes(alliance_id: str) -> list[date]:
    """Return the days on which a membership began or ended, sorted."""
    import polars as pl

    spells = read_table("memberships").filter(
        (pl.col("alliance_id") == alliance_id) & (pl.col("row_type") == "membership")
    )
    return sorted({*spells["from"], *spells["to"].drop_nulls()})


def nearest_to(members: Iterable[str], capital: Mapping[str, Any], day: date) -> Nearest:
    """Return the point of the members' territory nearest to a capital, on the map of a day.

    Examples
    --------
    >>> moscow = {"capital_lat": 55.76, "capital_lon": 37.62}
    >>> nearest_to({"EST", "LVA"}, moscow, date(2020, 1, 1)).iso3
    'LVA'
    """
    lat, lon = float(capital["capital_lat"]), float(capital["capital_lon"])
    if day < BORDERS_SINCE:
        inside = set(members) & shapes_on(day).keys()
        near = (nearest_point(iso3, lat, lon, day) for iso3 in sorted(inside))
    else:
        near = (nearest_point(iso3, lat, lon) for iso3 in sorted(territory(members)))
    return min(near, key=lambda point: point.distance_km)


def km_with(neighbour: str, pairs: pl.DataFrame) -> float:
    """Return the kilometres of a frontier (see `frontier_pairs`) with one neighbour.

    Examples
    --------
    >>> km_with("RUS", frontier_pairs({"FIN", "SWE"}))
    1309.0
    """
    return round(float(pairs.filter(pairs["neighbour"] == neighbour)["km"].sum()), 1)
