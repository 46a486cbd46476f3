"""Alliances: their treaties, obligations and the members they had on a day."""

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foedus.errors import FoedusError, unknown
from foedus.world.names import plain
from foedus.world.tables import read_table

__all__ = [
    "MEMBERSHIPS_SINCE",
    "Alliance",
    "alliance_ids",
    "alliance_meant",
    "alliances_on",
    "last_day",
    "resolve_alliance",
]

MEMBERSHIPS_SINCE = date(1949, 8, 24)
"""Entry into force of the North Atlantic Treaty: memberships are kept from then on."""

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")


ALIASES = {
    "NATO": "otan; north atlantic treaty organisation; north atlantic treaty; north atlantic "
    "alliance; atlantic alliance; atlantic pact; alliance atlantique; washington treaty; "
    "nordatlantikpakt; nordatlantikvertrag; нато; 北约; 北大西洋公約",
    "CSTO": "odkb; одкб; otsc; ovks; collective security treaty organisation; tashkent treaty; "
    "tashkent pact; collective security treaty",
    "EU_42_7": "eu; ue; european union; union europeenne; europaische union; article 42(7); "
    "art. 42(7); csdp; esdp",
    "WTO": "warsaw pact; warsaw treaty; warsaw treaty organisation; pacte de varsovie; "
    "warschauer pakt; wp; wpo; wto; овд; ovd",
    "WEU": "western european union; western union; brussels treaty; ueo",
    "ARAB_JDT": "arab league; league of arab states; las; ligue arabe",
    "RIO": "rio pact; rio treaty; tiar; inter-american treaty of reciprocal assistance; oas",
    "AU_NADP": "african union; au; union africaine; ua",
    "ECOWAS_MAD": "ecowas; cedeao",
    "AES": "alliance of sahel states; alliance des etats du sahel; sahel alliance",
    "UNION_STATE": "union state; union state of russia and belarus",
    "GCC": "gulf cooperation council; ccg; cooperation council for the arab states of the gulf",
    "SCO": "ocs; shanghai cooperation organization; shos; шос",
    "OSCE": "csce; osze; organisation for security and co-operation in europe; обсе",
    "OTS": "organisation of turkic states; turkic council",
    "CENTO": "baghdad pact",
    "SEATO": "manila pact; southeast asia treaty organisation",
    "AUKUS": "aukus pact",
    "ANZUS": "anzus treaty; anzus pact",
    "FRA_DEU": "aachen treaty; treaty of aachen; elysee treaty",
    "GBR_DEU": "kensington treaty",
    "USA_JPN": "japan-us alliance; us-japan security treaty",
    "USA_KOR": "us-rok alliance; rok-us alliance; us-korea alliance",
    "CHN_PRK": "sino-north korean treaty; china-north korea alliance",
    "RUS_PRK": "russia-north korea alliance",
}
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

    def __post_init__(self) -> None:
        for name, most in (("rho", math.inf), ("omega", 1.0)):
            value = getattr(self, name)
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if value is not None and not (number and math.isfinite(value) and 0 <= value <= most):
                raise FoedusError(
                    f"{name}={value!r} of {self.alliance_id}: give a number from 0 "
                    f"to {most:g}, or None for the assumption made for all"
                )

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


def alliance_meant(text: str) -> str | None:
    """Return the identifier of the alliance of this name, None if there is none.

    Examples
    --------
    >>> alliance_meant("OTAN"), alliance_meant("Oman")
    ('NATO', None)
    """
    return _spellings().get(plain(text))


@cache
def _spellings() -> dict[str, str]:
    found = {plain(alias): key for key, told in ALIASES.items() for alias in told.split("; ")}
    for key, row in _treaties().items():
        found |= {plain(text): key for text in (key, row["name"], *_parts(row["name"]))}
    return found


def _parts(name: str) -> list[str]:
    """Return the names that a name with a slash or brackets is made of, abbreviations left out."""
    return [part for part in (text.strip(" )") for text in re.split("[/(]", name)) if " " in part]


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
    if not isinstance(text, str):
        raise FoedusError(f"an alliance is given by its identifier or name, not by {text!r}")
    folded = plain(text)
    if folded in _spellings():
        return _spellings()[folded]
    names = {key.casefold(): key for key in _treaties()}
    names |= {row["name"].casefold(): key for key, row in _treaties().items()}
    raise unknown("alliance", text, names, f"known: {', '.join(_treaties())}")


def _wave(row: dict[str, Any], first: date) -> str:
    if row["wave"]:
        return str(row["wave"])
    joined: date = row["from"]
    return "founder" if (joined - first).days <= 366 else str(joined.year)


@cache
def last_day(alliance_id: str) -> date | None:
    """Return the last day on which an alliance had members, None if it has some today.

    Parameters
    ----------
    alliance_id : str
        Of the table, such as "WTO".

    Examples
    --------
    >>> last_day("WTO"), last_day("NATO")
    (datetime.date(1991, 6, 30), None)
    """
    over = _treaties()[alliance_id]["terminated"]
    ends = [row["to"] or over for row in _spells()[alliance_id]]
    if not ends or None in ends:
        return None
    last = max(ends) if over is None else min(over, max(ends))
    return date.fromordinal(last.toordinal() - 1)


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
