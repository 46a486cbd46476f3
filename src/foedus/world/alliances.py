"""Alliances: their treaties, obligations and the members they had on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foedus.errors import FoedusError, nearest
from foedus.world.tables import read_table

__all__ = ["MEMBERSHIPS_SINCE", "Alliance", "alliance_ids", "alliances_on", "resolve_alliance"]

MEMBERSHIPS_SINCE = date(1949, 8, 24)
"""Entry into force of the North Atlantic Treaty: memberships are kept from then on."""

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")


ALIASES = {
    "eu": "EU_42_7", "european union": "EU_42_7", "arab league": "ARAB_JDT",
    "warsaw pact": "WTO", "rio pact": "RIO", "african union": "AU_NADP", "ecowas": "ECOWAS_MAD",
    "western european union": "WEU", "alliance of sahel states": "AES",
    "union state": "UNION_STATE", "gulf cooperation council": "GCC",
    "north atlantic treaty organisation": "NATO",
}  # fmt: skip
"""Names in everyday use that are not the table's."""


@dataclass(frozen=True)
class Alliance:
    """An alliance as it stood on a day.

    Attributes
    ----------
    alliance_id, name, treaty : str
    members : frozenset of str
        ISO3 codes, members on the day only.
    waves : tuple of (str, str)
        Member and the enlargement it came with; the year of accession where no name is used.
    obligations : tuple of str
        ATOP types the treaty contains.
    in_force, terminated : date or None
    source : str
    rho, omega : float or None
        How reliable its obligation is, and what share of power joins a member's attack, where
        that differs from the assumption made for all alliances.
    """

    alliance_id: str
    name: str
    treaty: str
    members: frozenset[str]
    waves: tuple[tuple[str, str], ...]
    obligations: tuple[str, ...]
    in_force: date | None
    terminated: date | None
    source: str
    rho: float | None = None
    omega: float | None = None

    @property
    def defence(self) -> bool:
        """Return whether members owe each other defence."""
        return "defense" in self.obligations

    def wave_of(self, iso3: str) -> str:
        """Return the enlargement a member came with, e.g. 'founder' or '2004'."""
        return dict(self.waves)[iso3]


@cache
def _treaties() -> dict[str, dict[str, Any]]:
    return {row["alliance_id"]: row for row in read_table("alliances").iter_rows(named=True)}


@cache
def _spells() -> dict[str, list[dict[str, Any]]]:
    spells: dict[str, list[dict[str, Any]]] = {alliance: [] for alliance in _treaties()}
    for row in read_table("memberships").iter_rows(named=True):
        if row["row_type"] == "membership":
            spells[row["alliance_id"]].append(row)
    return spells


def alliance_ids() -> tuple[str, ...]:
    """Return the identifiers of all alliances in the embedded table."""
    return tuple(_treaties())


def resolve_alliance(text: str) -> str:
    """Return the identifier of an alliance given by identifier or name.

    Raises
    ------
    FoedusError
        No alliance has this name; the nearest one is proposed.

    Examples
    --------
    >>> resolve_alliance("nato")
    'NATO'
    """
    folded = text.strip().casefold()
    if folded in ALIASES:
        return ALIASES[folded]
    names = {key.casefold(): key for key in _treaties()}
    names |= {row["name"].casefold(): key for key, row in _treaties().items()}
    if folded in names:
        return names[folded]
    near = nearest(folded, names)
    hint = f"did you mean {names[near]}?" if near else f"known: {', '.join(_treaties())}"
    raise FoedusError(f"unknown alliance {text!r}: {hint}")


def _wave(row: dict[str, Any], first: date) -> str:
    if row["wave"]:
        return str(row["wave"])
    joined: date = row["from"]
    return "founder" if (joined - first).days <= 366 else str(joined.year)


def alliances_on(day: date) -> tuple[Alliance, ...]:
    """Return every alliance that had members on a day, with the members it had then.

    Parameters
    ----------
    day : date

    Examples
    --------
    >>> nato = {a.alliance_id: a for a in alliances_on(date(2022, 1, 30))}["NATO"]
    >>> len(nato.members)
    30
    """
    found = []
    for alliance_id, treaty in _treaties().items():
        spells = _spells()[alliance_id]
        over = treaty["terminated"] is not None and day >= treaty["terminated"]
        current = [
            row for row in spells if row["from"] <= day and (row["to"] is None or day < row["to"])
        ]
        if over or not current:
            continue
        first = min(row["from"] for row in spells)
        found.append(
            Alliance(
                alliance_id=alliance_id,
                name=treaty["name"],
                treaty=treaty["treaty"],
                members=frozenset(row["iso3"] for row in current),
                waves=tuple(sorted((row["iso3"], _wave(row, first)) for row in current)),
                obligations=tuple(kind for kind in OBLIGATIONS if treaty[kind] == 1),
                in_force=treaty["in_force"],
                terminated=treaty["terminated"],
                source=treaty["source"],
            )
        )
    return tuple(found)
