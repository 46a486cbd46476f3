"""States: codes, names, and what to say about a name that is none."""

import unicodedata
from functools import cache
from typing import Any

from foedus.errors import FoedusError, nearest
from foedus.world.tables import read_table

__all__ = ["in_sentence", "resolve_state", "state_name", "state_rows"]

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


@cache
def state_rows() -> dict[str, dict[str, Any]]:
    """Return the embedded states by ISO3 code, each a row with codes, capital and dates."""
    return {row["iso3"]: row for row in read_table("states").iter_rows(named=True)}


def state_name(iso3: str) -> str:
    """Return a state's name, or the code itself where the embedded table has no such state.

    Examples
    --------
    >>> state_name("UKR")
    'Ukraine'
    """
    row = state_rows().get(iso3) or _dissolved().get(iso3)
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


@cache
def _dissolved() -> dict[str, dict[str, Any]]:
    return {row["iso3"]: row for row in read_table("dissolved_states").iter_rows(named=True)}


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode()
    return " ".join(bare.casefold().split())


@cache
def _codes() -> dict[str, str]:
    """Return what each spelling means; an earlier kind of code wins over a later one."""
    meaning: dict[str, str] = {}
    rows = state_rows().values()
    for column in ("iso3", "name", "iso2", "cow_code", "gw_code", "cow_abbrev"):
        for row in rows:
            if row[column] is not None and row[column] != "":
                meaning.setdefault(_fold(str(row[column])), row["iso3"])
    for alias, iso3 in ALIASES.items():
        meaning.setdefault(alias, iso3)
    return meaning


def resolve_state(text: str) -> str:
    """Return the ISO3 code of a state given by ISO3, ISO2, COW or GW code, or name.

    Parameters
    ----------
    text : str
        Case and accents do not matter. Where two systems use one spelling, ISO wins over COW, and
        COW over GW.

    Raises
    ------
    FoedusError
        No state of today has this name; the nearest one, or the successors of a dissolved state,
        are proposed.

    Examples
    --------
    >>> resolve_state("Ukraine"), resolve_state("UA"), resolve_state("369"), resolve_state("UKR")
    ('UKR', 'UKR', 'UKR', 'UKR')
    """
    folded = _fold(str(text))
    if folded in _codes():
        return _codes()[folded]
    for row in _dissolved().values():
        if folded in (_fold(row["iso3"]), _fold(row["name"])):
            raise FoedusError(
                f"{text!r} is no state of today (in the system {row['from'].year}-"
                f"{row['to'].year}); successors: {row['successors']}"
            )
    near = nearest(folded, _codes()) if len(folded) > 2 else None
    if near is None:
        raise FoedusError(f"unknown state {text!r}: give an ISO3 code (UKR), COW number or name")
    iso3 = _codes()[near]
    raise FoedusError(f"unknown state {text!r}: did you mean {state_name(iso3)} ({iso3})?")
