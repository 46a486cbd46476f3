"""Who a state was on a day of the past, and where its borders ran."""

from __future__ import annotations

from typing import Any

import numpy as np

from foedus.errors import FoedusError
from foedus.world.embedded import EMBEDDED_SINCE
from foedus.world.roll import roll_on
from foedus.world.shapes import BORDERS_SINCE, SHAPES_SOURCE, borders_on, capital_on
from foedus.world.states import dissolved_rows, state_rows
from foedus.world.world import World

__all__ = ["identity_on", "neighbours_on"]

ROLL = "Correlates of War Project, State System Membership, version 2016"
CONTIGUITY = "Correlates of War Project, Direct Contiguity 3.2 (no length)"

COLUMNS = (
    "iso3", "iso2", "name", "cow_code", "cow_abbrev", "gw_code", "capital", "capital_lat",
    "capital_lon", "un_member", "notes", "source", "confidence",
)  # fmt: skip


def identity_on(world: World, iso3: str) -> dict[str, Any]:
    """Return the codes, the capital and the source of a state as of a world's day.

    Parameters
    ----------
    world : World
    iso3 : str
        One of its states, of today or no more.

    Examples
    --------
    >>> from foedus import load_world
    >>> identity_on(load_world(), "UKR")["capital"]
    'Kyiv'
    """
    row = dict(state_rows().get(iso3, {})) or _no_more(world, iso3)
    if world.on < EMBEDDED_SINCE:
        then = {"cow_code": _number(world, iso3), "name": world.called(iso3)}
        if then["name"] != row["name"]:  # Korea in 1900 had no code of South Korea's
            row |= dict.fromkeys(("iso2", "cow_abbrev", "gw_code", "un_member", "notes"))
        row |= then
        if row["un_member"] and row["un_member"] > world.on:
            row["un_member"] = None
    if world.on < BORDERS_SINCE:
        try:
            place = capital_on(iso3, world.on)
            row |= {"capital": place.name, "capital_lat": place.lat, "capital_lon": place.lon}
            row["source"] = f"{row['source']}; capital of the day: CShapes 2.0"
        except FoedusError:  # the map of the day is not here, begins later, or lacks the state
            row |= {"capital": None, "capital_lat": None, "capital_lon": None}
    return row


def _no_more(world: World, iso3: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"iso3": iso3, "name": world.called(iso3), "source": ROLL, "confidence": "high"}
    row["cow_abbrev"] = None if iso3 in dissolved_rows() else iso3
    if iso3 in dissolved_rows():
        gone = dissolved_rows()[iso3]
        row |= {"iso2": gone["iso2"], "source": gone["source"], "confidence": gone["confidence"]}
        row["notes"] = (
            f"a state from {gone['from']} to {gone['to']}; successors: {gone['successors']}. "
            f"{gone['notes']}"
        )
    return row


def _number(world: World, iso3: str) -> int | None:
    roll = roll_on(world.on)
    number = int(roll.ccode[roll.iso3.index(iso3)]) if iso3 in roll.iso3 else -1
    return number if number >= 0 else None


def neighbours_on(world: World, iso3: str) -> list[dict[str, Any]] | None:
    """Return the land neighbours on a day before today's borders, None from then on.

    Without the map of the day they come from the research data's contiguity and have no length.

    Parameters
    ----------
    world : World
    iso3 : str
    """
    if world.on >= BORDERS_SINCE:
        return None
    try:
        km = {there: found[0] for (here, there), found in borders_on(world.on).items()
              if here == iso3}  # fmt: skip
    except FoedusError:
        near = np.flatnonzero(world.contiguous[world.index(iso3)]) if iso3 in world.iso3 else ()
        return [_border(world, world.iso3[i], None, CONTIGUITY) for i in near]
    return [_border(world, there, length, SHAPES_SOURCE) for there, length in km.items()]


def _border(world: World, iso3: str, km: float | None, source: str) -> dict[str, Any]:
    told = {"iso3": iso3, "name": world.called(iso3), "km": km, "kind": "home", "note": None}
    return {**told, "source": source}
