"""Which line an alliance defends, how it has moved, and how near it comes to a capital."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError
from foedus.questions.door import asked
from foedus.questions.line_notes import line_notes, line_sources
from foedus.questions.line_result import Line, Member, Neighbour, Toward, Wave
from foedus.questions.line_series import (
    absence,
    km_with,
    membership_series,
    nearest_to,
    on_record,
)
from foedus.world.alliances import MEMBERSHIPS_SINCE, Alliance, resolve_alliance
from foedus.world.days import parse_date
from foedus.world.frontier import frontier_pairs, territory
from foedus.world.shapes import BORDERS_SINCE, SHAPES_SOURCE, capital_on, shapes_on
from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl


__all__ = [
    "line",
]


@asked
def line(
    world: World,
    alliance: str,
    *,
    since: str | date | None = None,
    toward: str | None = None,
) -> Line:
    """Return the line an alliance defends on land: kilometres by member, neighbour and wave.

    Borders and shapes are those of the day: today's, surveyed, since 9 July 2011, before on the map
    of CShapes; members are those of the world.

    Parameters
    ----------
    world : World
        Of the day, or one after a change.
    alliance : str
        Identifier or name.
    since : date or 'YYYY-MM-DD', optional
        Adds a series: a row at every change of membership from this day to the world's.
    toward : str, optional
        A state that is no member: how near the alliance's territory comes to its capital.

    Raises
    ------
    FoedusError
        Unknown alliance, state or date; no members on the day; `since` after it, or in a world
        whose members are not those on record; `toward` is a member.

    Examples
    --------
    >>> from foedus import load_world
    >>> line(load_world("2023-04-03"), "NATO", toward="RUS").toward.frontier_km
    1317.0
    >>> line(load_world("2023-04-05"), "NATO", toward="RUS").toward.frontier_km
    2626.0
    """
    now, day = _alliance(world, alliance), world.on
    first = None if since is None else parse_date(str(since))
    if first is not None:
        _refuse_series(now, first, day)
    capital = _capital(toward, now, world)
    pairs = frontier_pairs(now.members, day)
    series = (
        None if first is None else tuple(membership_series(now.alliance_id, first, day, capital))
    )
    moved = () if series is None else tuple(who for row in series for who in row.joined + row.left)
    seen = now.members.union(moved)
    by_member = _by_member(now, pairs)
    return Line(
        alliance=now.alliance_id,
        name=now.name,
        on=day,
        since=first,
        members=tuple(sorted(now.members)),
        total_km=round(float(pairs["km"].sum()), 1),
        overseas_km=round(float(pairs["overseas_km"].sum()), 1),
        by_neighbour=_by_neighbour(pairs),
        by_member=by_member,
        by_wave=_by_wave(by_member),
        series=series,
        toward=_toward(capital, now, pairs, day),
        notes=line_notes(now.alliance_id, seen, pairs, (first or day, day), capital),
        sources=line_sources(now.alliance_id, pairs, capital),
    )


def _alliance(world: World, text: str) -> Alliance:
    """Return an alliance of the world, or say when it had members; its states are on the map."""
    try:
        now = world.alliance(text)
    except FoedusError:
        if world.on < MEMBERSHIPS_SINCE:
            raise
        raise FoedusError(absence(resolve_alliance(text), world.on)) from None
    if world.on < BORDERS_SINCE:
        known = set(shapes_on(world.on))
    else:
        known = state_rows().keys() | set(read_table("dissolved_states")["iso3"])
    unknown = now.members - known
    if unknown == now.members or (unknown and world.on >= BORDERS_SINCE):
        raise FoedusError(
            f"line: {', '.join(sorted(unknown))} of {now.alliance_id} are not on the map of "
            f"{world.on}"
        )
    return now


def _refuse_series(now: Alliance, first: date, day: date) -> None:
    if first < MEMBERSHIPS_SINCE:
        raise FoedusError(f"since {first}: the memberships begin on {MEMBERSHIPS_SINCE}")
    if first > day:
        raise FoedusError(f"since {first} is after {day}, the last day asked for")
    known = on_record(now.alliance_id, day)
    if known is None or known.members != now.members:
        raise FoedusError(
            f"line: the members of {now.alliance_id} in this world are not those on record for "
            f"{day}; ask without since"
        )


def _capital(toward: str | None, now: Alliance, world: World) -> Mapping[str, Any] | None:
    """Return the row of the state whose capital the distance is asked to."""
    if toward is None:
        return None
    iso3, day = world.resolve(toward), world.on
    past = day < BORDERS_SINCE
    if iso3 in (now.members if past else territory(now.members)):
        raise FoedusError(
            f"toward {state_name(iso3)} ({iso3}): it is a member of {now.alliance_id} on {day}; "
            "give a state outside"
        )
    if not past:
        return state_rows()[iso3]
    place = capital_on(iso3, day)
    return {
        "iso3": iso3,
        "name": state_name(iso3),
        "capital": place.name,
        "capital_lat": place.lat,
        "capital_lon": place.lon,
        "source": SHAPES_SOURCE.split(",")[0],
    }


def _toward(
    capital: Mapping[str, Any] | None, now: Alliance, pairs: pl.DataFrame, day: date
) -> Toward | None:
    if capital is None:
        return None
    near = nearest_to(now.members, capital, day)
    return Toward(
        iso3=capital["iso3"],
        name=capital["name"],
        capital=capital["capital"],
        frontier_km=km_with(capital["iso3"], pairs),
        distance_km=round(near.distance_km, 1),
        nearest_member=near.iso3,
        lat=round(near.lat, 3),
        lon=round(near.lon, 3),
    )


def _by_neighbour(pairs: pl.DataFrame) -> tuple[Neighbour, ...]:
    """Return the frontier by neighbour, longest first."""
    found = [
        Neighbour(
            iso3=str(iso3),
            name=state_name(str(iso3)),
            km=round(float(own["km"].sum()), 1),
            overseas_km=float(own["overseas_km"].sum()),
            members=dict(own.select("member", "km").iter_rows()),
        )
        for (iso3,), own in pairs.group_by("neighbour", maintain_order=True)
    ]
    return tuple(sorted(found, key=lambda row: (-row.km, row.iso3)))


def _by_member(now: Alliance, pairs: pl.DataFrame) -> tuple[Member, ...]:
    """Return the frontier by member, longest first; 0 for those that lie behind the line."""
    along = dict(iter(pairs.group_by("member", maintain_order=True)))
    found = []
    for iso3 in sorted(now.members):
        own = along.get((iso3,), pairs.clear())
        found.append(
            Member(
                iso3=iso3,
                name=state_name(iso3),
                wave=now.wave_of(iso3),
                km=round(float(own["km"].sum()), 1),
                neighbours=dict(own.select("neighbour", "km").iter_rows()),
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.km, row.iso3)))


def _by_wave(members: tuple[Member, ...]) -> tuple[Wave, ...]:
    """Return the frontier by wave, founders first."""
    waves = sorted({m.wave for m in members}, key=lambda wave: (wave != "founder", wave))
    return tuple(
        Wave(
            wave=wave,
            members=tuple(sorted(m.iso3 for m in members if m.wave == wave)),
            km=round(sum(m.km for m in members if m.wave == wave), 1),
        )
        for wave in waves
    )
