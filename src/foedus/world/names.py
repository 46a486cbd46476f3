"""What a spelling of a state means: the project's tables first, then the library of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from foedus.world.tables import read_table

__all__ = [
    "CODE_SCHEMES",
    "NAME_COLUMNS",
    "fold",
    "is_elsewhere",
    "library",
    "meanings",
    "near_names",
    "own_words",
    "plain",
    "rows_by_code",
    "rows_that_fit",
    "spelled",
]

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})

SAME_WORDS = {
    "&": "and", "st": "saint", "rep": "republic", "dem": "democratic", "fed": "federal",
    "is": "islands", "sts": "states", "ppl": "peoples", "people": "peoples", "n": "north",
    "s": "south", "eq": "equatorial", "equat": "equatorial", "herz": "herzegovina",
    "northern": "north", "southern": "south", "federative": "federal",
}  # fmt: skip

FORM = frozenset(
    "the of and a republic kingdom state states islamic democratic federal federated federation "
    "peoples socialist arab commonwealth principality sultanate union cooperative co operative "
    "plurinational bolivarian independent la le les de du el republique royaume republik".split()
)
"""Words of the official form of any state: they say nothing about which one is meant."""

CODE_COLUMNS = ("eurostat", "ioc")
NAME_COLUMNS = (
    "country.name.en", "cldr.name.en", "cldr.short.en", "cldr.variant.en", "iso.name.en",
    "un.name.en", "cow.name", "vdem.name", "p4.name", "country.name.de", "country.name.fr",
    "country.name.it", "iso.name.fr", "un.name.fr", "un.name.es", "un.name.ru", "un.name.ar",
    "un.name.zh",
)  # fmt: skip
"""Columns of the library that are taken: names in English, German, French, Italian and the
languages of the United Nations."""


CODE_SCHEMES = tuple(
    "iso3c iso2c iso3n un unpd wb wb_api3c wb_api2c imf fips vdem p4n p4c p5n p5c cown cowc gwn "
    "gwc genc3c genc2c genc3n fao gaul ioc eurostat ecb dhs unhcr wvs cctld".split()
)
"""The library's columns that hold codes of states, one a state."""


def fold(text: str) -> str:
    """Return a spelling without case, accents and double blanks, for comparisons.

    Examples
    --------
    >>> fold(" Türkiye ")
    'turkiye'
    """
    bare = unicodedata.normalize("NFKD", text.strip())
    kept = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    return " ".join(kept.translate(LETTERS).split())


def plain(text: str) -> str:
    """Return a name's words in one spelling, those after a comma or in brackets first.

    Examples
    --------
    >>> plain("Iran, Islamic Republic of"), plain("The St. Lucia"), plain("Korea (Republic of)")
    ('islamic republic of iran', 'saint lucia', 'republic of korea')
    """
    folded = fold(text)
    turned = re.fullmatch(r"([^,(]+)(?:, ?| ?\()([^,()]+ of(?: the)?)\)?", folded)
    if turned:
        folded = f"{turned[2]} {turned[1]}"
    found = [SAME_WORDS.get(word, word) for word in _words(folded)]
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)


def _words(folded: str) -> list[str]:
    without = re.sub(r"['’`´ʻʼ‘.]", "", folded)
    return re.findall(r"[^\W_]+|&", without)


@cache
def rows_by_code(table: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of an embedded table by `iso3`."""
    rows = read_table(table).iter_rows(named=True)
    return MappingProxyType({row["iso3"]: MappingProxyType(row) for row in rows})


@cache
def spelled() -> Mapping[str, tuple[str, ...]]:
    """Return which states, of today or no more, the project's table means by a spelling."""
    table = read_table("names")
    rows = zip(table["spelling"], table["iso3"], strict=True)
    return MappingProxyType({plain(text): tuple(codes.split()) for text, codes in rows})


def meanings(text: str) -> tuple[str, ...]:
    """Return the states that the library of names finds in a spelling, by ISO3 code.

    A spelling is found as it stands in one of the library's lists, else by its patterns: then
    every word must be one of that state's own or of the form of a state, and no other state or
    territory may fit. So "Niger Delta" is not Niger, and "French Guiana" nobody's.

    Parameters
    ----------
    text : str

    References
    ----------
    Arel-Bundock, Enevoldsen and Yetman (2018): countrycode, JOSS 3(28), 848.

    Examples
    --------
    >>> meanings("Islamic Republic of Afghanistan"), meanings("Suisse"), meanings("Niger Delta")
    (('AFG',), ('CHE',), ())
    """
    exact = _listed().get(plain(text), ())
    return exact or _fitting(text)


@cache
def library() -> tuple[Mapping[str, Any], ...]:
    """Return the rows of the library of names, states and territories, past and present.

    Examples
    --------
    >>> next(row for row in library() if row["iso3c"] == "UKR")["cown"]
    369
    """
    from countrycode import codelist

    columns = (*CODE_SCHEMES, "country.name.en.regex", *NAME_COLUMNS)
    rows = zip(*(codelist[column] for column in columns), strict=True)
    return tuple(MappingProxyType(dict(zip(columns, row, strict=True))) for row in rows)


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    """Return the states of each spelling in the library's lists, an earlier list wins."""
    found: dict[str, tuple[str, ...]] = {}
    for column in (*CODE_COLUMNS, *NAME_COLUMNS):
        of_column: dict[str, tuple[str, ...]] = {}
        for row in library():
            if row["iso3c"] in rows_by_code("states") and row[column]:
                key = plain(str(row[column]))
                of_column[key] = (*of_column.get(key, ()), row["iso3c"])
        found = of_column | found
    return found


def is_elsewhere(text: str) -> bool:
    """Return whether the library knows what a name means, and it is no state: no slip then.

    Examples
    --------
    >>> is_elsewhere("French Guiana"), is_elsewhere("Ukrane")
    (True, False)
    """
    rows = rows_that_fit(text)
    return bool(rows) and all(row["iso3c"] not in rows_by_code("states") for row in rows)


def rows_that_fit(text: str) -> list[Mapping[str, Any]]:
    """Return the rows of the library whose pattern fits a name.

    Examples
    --------
    >>> [row["iso3c"] for row in rows_that_fit("Guinea Bissau")]
    ['GNB']
    """
    tidy = " ".join(text.split())
    return [
        row
        for row in library()
        if row["country.name.en.regex"]
        and re.search(row["country.name.en.regex"], tidy, flags=re.IGNORECASE)
    ]


def own_words(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of which a name of a row's state may be made, with those of its form.

    Examples
    --------
    >>> "helvetic" in own_words(rows_that_fit("Switzerland")[0])
    False
    """
    own = {word for column in NAME_COLUMNS for word in plain(str(row[column] or "")).split()}
    own |= {word for name, codes in spelled().items() if codes == (row["iso3c"],)
            for word in name.split()}  # fmt: skip
    return FORM | own


def _fitting(text: str) -> tuple[str, ...]:
    rows = rows_that_fit(text)
    if len(rows) != 1 or rows[0]["iso3c"] not in rows_by_code("states"):
        return ()
    return (rows[0]["iso3c"],) if {*plain(text).split()} <= own_words(rows[0]) else ()


def near_names(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that differ from a spelling by a slip of the hand, the nearest alone.

    A slip is a letter too many, too few, wrong or swapped; one is admitted for every four letters.

    Parameters
    ----------
    text : str
    names : iterable of str

    References
    ----------
    Damerau (1964): A technique for computer detection and correction of spelling errors.

    Examples
    --------
    >>> near_names("Ukrane", ["Uganda", "Ukraine"]), near_names("Afghan", ["Taiwan", "Oman"])
    (('Ukraine',), ())
    >>> near_names("Slovania", ["Slovenia", "Slovakia"])
    ('Slovenia', 'Slovakia')
    """
    wanted = _told(text)
    admitted = min(len(wanted) // 4, 3)
    found: dict[int, list[str]] = {}
    for name in names:
        told = _told(name)
        if len(told) > 3 and abs(len(told) - len(wanted)) <= admitted:
            found.setdefault(_slips(wanted, told), []).append(name)
    least = min(found, default=admitted + 1)
    return tuple(found[least]) if least <= admitted else ()


def _slips(a: str, b: str) -> int:
    """Return the number of slips between two spellings (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _told(name: str) -> str:
    """Return the words of a name that say which state is meant."""
    words = plain(name).split()
    return " ".join(word for word in words if word not in FORM) or " ".join(words)
