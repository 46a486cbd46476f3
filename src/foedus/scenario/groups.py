"""Sets of states as scenario files write them: codes, names, alliances, successors, and not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from foedus.errors import FoedusError, nearest
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliance_ids, alliances_on, resolve_alliance
from foedus.world.days import parse_date
from foedus.world.states import dissolved_rows, in_sentence, state_name, state_rows
from foedus.world.tables import read_table

if TYPE_CHECKING:
    from foedus.world.world import World

__all__ = [
    "alliance_in",
    "alliance_or_none",
    "europe",
    "is_group",
    "named_states",
    "said",
    "states_in",
    "successors",
]


def europe() -> frozenset[str]:
    """Return the European states, ISO3 codes: UN M49 and members of the Council of Europe."""
    return frozenset(row["iso3"] for row in rows("scenario", "europe"))


def successors(dissolved: str) -> frozenset[str]:
    """Return the states of today that succeed a dissolved state, ISO3 codes.

    Parameters
    ----------
    dissolved : str
        Code or name of the embedded table, e.g. "SUN".

    Raises
    ------
    FoedusError
        The table has no such dissolved state.

    Examples
    --------
    >>> sorted(successors("CSK"))
    ['CZE', 'SVK']
    """
    table = list(read_table("dissolved_states").iter_rows(named=True))
    for row in table:
        if dissolved.strip().casefold() in (row["iso3"].casefold(), row["name"].casefold()):
            words = row["successors"].replace(";", " ").replace("(", " ").split()
            return frozenset(word for word in words if word in state_rows())
    known = ", ".join(row["iso3"] for row in table)
    raise FoedusError(f"unknown dissolved state {dissolved!r}: known are {known}")


def alliance_or_none(world: World, text: str) -> str | None:
    """Return the identifier of an alliance of the world or of the tables, None if it is none."""
    for alliance in world.alliances:
        if text.strip().casefold() in (alliance.alliance_id.casefold(), alliance.name.casefold()):
            return alliance.alliance_id
    try:
        return resolve_alliance(text)
    except FoedusError:
        return None


def alliance_in(world: World, text: str) -> str:
    """Return the identifier of an alliance that has members in the world.

    Raises
    ------
    FoedusError
        There is none of this name; the nearest is proposed.
    """
    found = alliance_or_none(world, text)
    if found is None:
        resolve_alliance(text)
    world.members(str(found))
    return str(found)


def states_in(world: World, items: Iterable[str]) -> frozenset[str]:
    """Return the states that a list of items means, ISO3 codes.

    Parameters
    ----------
    world : World
        Whose alliances are meant.
    items : iterable of str
        Each a state, an alliance (its members; "NATO on 1997-05-27" those of a day), "successors of
        SUN", "Europe", "everybody", or one of these after "not ", which takes them out again.

    Raises
    ------
    FoedusError
        An item is none of these; the nearest state or alliance is proposed.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> sorted(states_in(load_world(), ["successors of SUN", "not NATO", "not CSTO"]))
    ['AZE', 'GEO', 'MDA', 'TKM', 'UKR', 'UZB']
    """
    found: set[str] = set()
    for item in items:
        text = item.strip()
        if text.casefold().startswith("not "):
            found -= _one(world, text[4:].strip())
        else:
            found |= _one(world, text)
    return frozenset(found)


def named_states(world: World, items: Iterable[str], kept: frozenset[str]) -> tuple[str, ...]:
    """Return states given one by one or as groups, ISO3 codes in alphabetical order.

    Parameters
    ----------
    world : World
    items : iterable of str
        See `states_in`.
    kept : frozenset of str
        Of a group only these are meant; a state that is named is meant in any case.

    Raises
    ------
    FoedusError
        An item is no state or group, or of the groups nobody is left.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> named_states(load_world(), ["UKR", "Union State"], frozenset({"BLR"}))
    ('BLR', 'UKR')
    """
    listed = list(items)
    single = {
        next(iter(found))
        for item in listed
        if not item.strip().casefold().startswith("not ") and not is_group(world, item)
        for found in (_one(world, item.strip()),)
    }
    every = states_in(world, listed)
    found = sorted(iso3 for iso3 in every if iso3 in single or iso3 in kept)
    if listed and not found:
        raise FoedusError(f"{', '.join(listed)}: no state of this group is meant on {world.on}")
    return tuple(found)


def said(items: Iterable[str]) -> str:
    """Return a list of items in words: names, not codes.

    Parameters
    ----------
    items : iterable of str

    Examples
    --------
    >>> said(["RUS", "not BLR", "successors of SUN"])
    'Russia, not Belarus, successors of the Soviet Union'
    """
    return ", ".join(_said(item.strip()) for item in items)


def _said(item: str) -> str:
    for prefix in ("not ", "successors of "):
        if item.casefold().startswith(prefix):
            return f"{prefix}{_said(item[len(prefix) :].strip())}"
    if item in dissolved_rows():
        return f"the {state_name(item)}" if item == "SUN" else state_name(item)
    return in_sentence(item)


def is_group(world: World, item: str) -> bool:
    """Return whether an item means a group and not one state.

    Parameters
    ----------
    world : World
    item : str
        See `states_in`.
    """
    folded = item.strip().casefold()
    return (
        folded in ("europe", "everybody")
        or folded.startswith("successors of ")
        or " on " in folded
        or alliance_or_none(world, item) is not None
    )


def _one(world: World, text: str) -> frozenset[str]:
    folded = text.casefold()
    if folded == "europe":
        return europe()
    if folded == "everybody":
        return frozenset(world.iso3)
    if folded.startswith("successors of "):
        return successors(text[len("successors of ") :])
    alliance = alliance_or_none(world, text)
    if alliance is not None:
        return world.members(alliance)
    name, past, day = text.rpartition(" on ")
    if past:
        return _members_on(resolve_alliance(name), parse_date(day))
    try:
        return frozenset({world.resolve(text)})
    except FoedusError:
        names = [row["name"] for row in state_rows().values()]
        near = nearest(text, [*alliance_ids(), *names, *state_rows()])
        if near in alliance_ids():
            raise FoedusError(f"unknown state or alliance {text!r}: did you mean {near}?") from None
        raise


def _members_on(alliance_id: str, day: date) -> frozenset[str]:
    for alliance in alliances_on(day):
        if alliance.alliance_id == alliance_id:
            return alliance.members
    raise FoedusError(f"{alliance_id} has no members on {day}")
