"""The one door to worlds: of any day, from the embedded tables or from the research data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import index

from foedus.errors import FoedusError, nearest
from foedus.world.days import LAST_DAY, after_the_tables, parse_date
from foedus.world.embedded import EMBEDDED_SINCE, embedded_world
from foedus.world.historical import LAST_YEAR, historical_world
from foedus.world.world import World

__all__ = ["CAPABILITY_MEASURES", "World", "load_world"]

CAPABILITY_MEASURES = ("index", "milex", "milper", "nato", "cinc")
"""index: mean of the shares of expenditure and personnel; milex, milper: one of them; nato: the
index with NATO's own tables for its members; cinc: the Correlates of War index."""


def load_world(
    on: str | date | None = None, capability: str = "index", *, eu_clause: str = "full"
) -> World:
    """Return the world of a day: its states and memberships, figures of the last full year before.

    From `EMBEDDED_SINCE` on it is made of the embedded tables, before of the research data.

    Parameters
    ----------
    on : date or 'YYYY-MM-DD', optional
        The day, from 1816 on; by default the day after the embedded tables end (1 January 2026). A
        time of day is left out. A day after the year of that day gets today's world, and the
        world's `note` says so.
    capability : {"index", "milex", "milper", "nato", "cinc"}
        See `CAPABILITY_MEASURES`; "cinc" needs the research data (foedus data pull cow_nmc).
    eu_clause : {"full", "half", "none"}
        How much of an obligation of defence the European Union's Article 42(7) is.

    Raises
    ------
    FoedusError
        The date or measure is unknown, or the day needs research data that are not there.

    Examples
    --------
    >>> world = load_world(on="2025-06-01")
    >>> len(world.members("NATO")), world.figures_year
    (32, 2024)
    """
    if capability not in CAPABILITY_MEASURES:
        near = nearest(capability, CAPABILITY_MEASURES) or ", ".join(CAPABILITY_MEASURES)
        raise FoedusError(f"unknown capability measure {capability!r}: did you mean {near}?")
    day = LAST_DAY if on is None else parse_date(on)
    if day < EMBEDDED_SINCE:
        world = historical_world(day, capability)
    elif day.year <= LAST_DAY.year:
        world = embedded_world(day, capability)
    else:
        world = _today_instead_of(day, capability)
    return world if eu_clause == world.eu_clause else replace(world, eu_clause=eu_clause)


def _today_instead_of(day: date, capability: str) -> World:
    world = embedded_world(LAST_DAY, capability)
    told = f"{after_the_tables(day)}: the world of {LAST_DAY}"
    return replace(world, note="; ".join(part for part in (told, world.note) if part))


def _today(capability: str = "index") -> World:
    """Return the world of the day after the embedded tables end."""
    return load_world(capability=capability)


def _at(year: int, month: int = 7, day: int = 1, capability: str = "index") -> World:
    """Return the world of a day, e.g. World.at(1914, 6, 28); by default the middle of the year.

    Raises
    ------
    FoedusError
        There is no such day, or the research data are not there; the message names the command
        that gets them.

    Examples
    --------
    >>> World.at(2024).on
    datetime.date(2024, 7, 1)
    """
    try:
        asked = date(index(year), index(month), index(day))
    except (TypeError, ValueError) as reason:
        raise FoedusError(f"no day {year}-{month}-{day}: {reason}") from None
    if asked.year <= LAST_YEAR:
        return historical_world(parse_date(asked), capability)
    return load_world(asked, capability)


# The record of a world knows nothing of how worlds are made: its two doors are hung on here.
World.today = staticmethod(_today)
World.at = staticmethod(_at)
