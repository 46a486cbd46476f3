"""States: codes, names, and what to say about a name that is none."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from foedus.errors import FoedusError, nearest
from foedus.world.tables import read_table

__all__ = [
    "dissolved_meant",
    "dissolved_rows",
    "existed",
    "fold",
    "in_sentence",
    "part_of",
    "resolve_state",
    "state_name",
    "state_rows",
    "successors",
]

# Names in everyday use that are not the table's; the table carries the official short names.
ALIASES = {
    "america": "USA", "united states of america": "USA", "us": "USA", "u.s.": "USA",
    "uk": "GBR", "great britain": "GBR", "britain": "GBR", "england": "GBR",
    "russian federation": "RUS", "turkey": "TUR", "turkiye": "TUR", "macedonia": "MKD",
    "czech republic": "CZE", "czechia": "CZE", "south korea": "KOR", "republic of korea": "KOR",
    "north korea": "PRK", "dprk": "PRK", "ivory coast": "CIV", "burma": "MMR", "swaziland": "SWZ",
    "cape verde": "CPV", "east timor": "TLS", "congo": "COG", "drc": "COD", "dr congo": "COD",
    "democratic republic of the congo": "COD", "republic of the congo": "COG", "holland": "NLD",
    "the netherlands": "NLD", "vatican": "VAT", "uae": "ARE", "emirates": "ARE",
    "people's republic of china": "CHN", "prc": "CHN", "republic of china": "TWN",
    "the gambia": "GMB", "bahamas": "BHS", "the bahamas": "BHS", "micronesia": "FSM",
}  # fmt: skip


def state_rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the embedded states by ISO3 code, each a row with codes, capital and dates."""
    return _by_code("states")


def dissolved_rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the states that are no more by the code they had, with dates and successors.

    Examples
    --------
    >>> str(dissolved_rows()["CSK"]["to"])
    '1992-12-31'
    """
    return _by_code("dissolved_states")


@cache
def _by_code(table: str) -> Mapping[str, Mapping[str, Any]]:
    rows = read_table(table).iter_rows(named=True)
    return MappingProxyType({row["iso3"]: MappingProxyType(row) for row in rows})


def state_name(iso3: str) -> str:
    """Return a state's name, or the code itself where the embedded table has no such state.

    Examples
    --------
    >>> state_name("UKR")
    'Ukraine'
    """
    row = state_rows().get(iso3) or dissolved_rows().get(iso3)
    return str(row["name"]) if row else iso3


WITH_ARTICLE = frozenset("USA GBR NLD PHL ARE DOM CAF COM MDV MHL SLB".split())


def in_sentence(iso3: str) -> str:
    """Return a state's name as it stands in a sentence, with its article where English has one.

    Examples
    --------
    >>> in_sentence("USA"), in_sentence("UKR")
    ('the United States', 'Ukraine')
    """
    return f"the {state_name(iso3)}" if iso3 in WITH_ARTICLE else state_name(iso3)


def fold(text: str) -> str:
    """Return a spelling without case, accents and double blanks, for comparisons.

    Examples
    --------
    >>> fold(" Türkiye ")
    'turkiye'
    """
    bare = unicodedata.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode()
    return " ".join(bare.casefold().split())


DISSOLVED_ALIASES = {
    "ussr": "SUN", "soviet union": "SUN", "east germany": "DDR", "gdr": "DDR",
    "czechoslovakia": "CSK", "sfr yugoslavia": "YUG", "fr yugoslavia": "YUG",
    "south yemen": "YMD", "state union of serbia and montenegro": "SCG",
}  # fmt: skip


@cache
def _codes() -> dict[str, str]:
    """Return what each spelling means; an earlier kind of code wins over a later one."""
    meaning: dict[str, str] = {}
    rows = state_rows().values()
    for column in ("iso3", "name", "iso2", "cow_code", "gw_code", "cow_abbrev"):
        for row in rows:
            if row[column] is not None and row[column] != "":
                meaning.setdefault(fold(str(row[column])), row["iso3"])
    for alias, iso3 in ALIASES.items():
        meaning.setdefault(alias, iso3)
    return meaning


def dissolved_meant(text: str) -> tuple[str, ...]:
    """Return the states that are no more that a code or name can mean, whatever the day.

    Examples
    --------
    >>> dissolved_meant("CS"), dissolved_meant("Ukraine")
    (('CSK', 'SCG'), ())
    """
    return _gone().get(fold(text), ())


@cache
def _gone() -> dict[str, tuple[str, ...]]:
    """Return which dissolved states a spelling can mean."""
    meaning: dict[str, tuple[str, ...]] = {}
    for iso3, row in dissolved_rows().items():
        name = str(row["name"])
        spellings = (iso3, row["iso2"], name, name.split(" (")[0], row["cow_code"])
        others = (alias for alias, code in DISSOLVED_ALIASES.items() if code == iso3)
        for spelling in {*(fold(str(each)) for each in spellings), *others}:
            meaning[spelling] = (*meaning.get(spelling, ()), iso3)
    return meaning


def existed(iso3: str, on: date) -> bool:
    """Return whether a state that is no more existed on a day.

    Examples
    --------
    >>> existed("SUN", date(1985, 1, 1)), existed("SUN", date(1992, 1, 1))
    (True, False)
    """
    row = dissolved_rows()[iso3]
    return bool(row["from"] <= on <= row["to"])


def successors(iso3: str) -> tuple[str, ...]:
    """Return the states that came after one that is no more, by ISO3 code.

    Examples
    --------
    >>> successors("CSK")
    ('CZE', 'SVK')
    """
    return tuple(re.findall(r"\b[A-Z]{3}\b", str(dissolved_rows()[iso3]["successors"])))


def part_of(iso3: str, on: date) -> str | None:
    """Return the state that is no more whose part a state of today was on a day, if any.

    Examples
    --------
    >>> part_of("UKR", date(1985, 1, 1)), part_of("DEU", date(1985, 1, 1))
    ('SUN', None)
    """
    for gone in dissolved_rows():
        heirs = successors(gone)
        if existed(gone, on) and len(heirs) > 1 and iso3 in heirs:
            return gone
    return None


def resolve_state(text: str, on: date | None = None) -> str:
    """Return the ISO3 code of a state given by ISO3, ISO2, COW or GW code, or name.

    Parameters
    ----------
    text : str
        Case and accents do not matter. Where two systems use one spelling, ISO wins over COW, and
        COW over GW.
    on : date, optional
        A state that is no more is meant only on a day on which it existed; by default today, when
        none of them does. 365 was the Soviet Union in 1985 and is Russia today.

    Raises
    ------
    FoedusError
        No state of the day has this name; the nearest one, or the dates and the successors of a
        dissolved state, are proposed.

    Examples
    --------
    >>> resolve_state("Ukraine"), resolve_state("UA"), resolve_state("369"), resolve_state("UKR")
    ('UKR', 'UKR', 'UKR', 'UKR')
    >>> resolve_state("Soviet Union", on=date(1985, 1, 1))
    'SUN'
    """
    folded = fold(str(text))
    gone = _gone().get(folded, ())
    for iso3 in gone:
        if on is not None and existed(iso3, on):
            return iso3
    if folded in _codes():
        return _codes()[folded]
    for iso3 in gone:
        row = dissolved_rows()[iso3]
        when = "of today" if on is None else f"on {on}"
        raise FoedusError(
            f"{text!r} is no state {when} ({row['from']} to {row['to']}); "
            f"successors: {row['successors']}"
        )
    near = nearest(folded, {**_codes(), **_gone()}) if len(folded) > 2 else None
    if near is None:
        raise FoedusError(f"unknown state {text!r}: give an ISO3 code (UKR), COW number or name")
    iso3 = _codes().get(near) or _gone()[near][0]
    raise FoedusError(f"unknown state {text!r}: did you mean {state_name(iso3)} ({iso3})?")
