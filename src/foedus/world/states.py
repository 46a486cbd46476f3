"""States: codes, names, and what to say about a name that is none."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from foedus.errors import FoedusError
from foedus.world.alliances import alliance_meant
from foedus.world.names import (
    fold,
    is_elsewhere,
    meanings,
    near_names,
    plain,
    rows_by_code,
    spelled,
)

__all__ = [
    "ambiguous",
    "as_text",
    "code_on",
    "did_you_mean",
    "dissolved_meant",
    "dissolved_rows",
    "existed",
    "in_sentence",
    "meant_today",
    "named_like",
    "part_of",
    "resolve_state",
    "state_name",
    "state_rows",
    "successors",
]


def state_rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the embedded states by ISO3 code, each a row with codes, capital and dates."""
    return rows_by_code("states")


def dissolved_rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the states that are no more by the code they had, with dates and successors.

    Examples
    --------
    >>> str(dissolved_rows()["CSK"]["to"])
    '1992-12-31'
    """
    return rows_by_code("dissolved_states")


def state_name(iso3: str) -> str:
    """Return a state's name, or the code itself where the embedded table has no such state.

    Examples
    --------
    >>> state_name("UKR")
    'Ukraine'
    """
    row = state_rows().get(iso3) or dissolved_rows().get(iso3)
    row = row or rows_by_code("former_states").get(iso3)
    return str(row["name"]) if row else iso3


FORMER_SPELLINGS = {
    "RVN": ("republic of vietnam", "republic of viet nam", "south viet nam"),
    "AUH": ("austria hungary", "austro hungarian empire", "austro hungary", "austrian empire"),
    "WRT": ("wurttemberg", "wuerttemburg", "kingdom of wurttemberg"),
    "SIC": ("kingdom of two sicilies", "kingdom of the two sicilies"),
    "UAR": ("united arab republic",),
}
"""Other spellings of former states, as `plain` has them."""

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
def _codes() -> dict[str, str]:
    """Return what each code and own name means; an earlier kind of code wins over a later one."""
    meaning: dict[str, str] = {}
    rows = state_rows().values()
    for column in ("iso3", "iso2", "cow_code", "gw_code", "cow_abbrev"):
        for row in rows:
            if row[column] is not None and row[column] != "":
                meaning.setdefault(fold(str(row[column])), row["iso3"])
    return meaning


@cache
def _own_names() -> dict[str, tuple[str, ...]]:
    return {plain(str(row["name"])): (iso3,) for iso3, row in state_rows().items()}


def dissolved_meant(text: str) -> tuple[str, ...]:
    """Return the states that are no more that a code or name can mean, whatever the day.

    Examples
    --------
    >>> dissolved_meant("CS"), dissolved_meant("Ukraine")
    (('CSK', 'SCG'), ())
    """
    return _gone().get(plain(text), ())


@cache
def _gone() -> dict[str, tuple[str, ...]]:
    """Return which dissolved states a spelling can mean."""
    meaning: dict[str, tuple[str, ...]] = {}
    for iso3, row in dissolved_rows().items():
        name = str(row["name"])
        spellings = (iso3, row["iso2"], name, name.split(" (")[0], row["cow_code"])
        others = (text for text, codes in spelled().items() if iso3 in codes)
        for spelling in {*(plain(str(each)) for each in spellings), *others}:
            meaning[spelling] = (*meaning.get(spelling, ()), iso3)
    return meaning


def meant_today(text: str) -> tuple[str, ...]:
    """Return the states of today that a code or a name can mean: several where it is ambiguous.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> meant_today("Korea"), meant_today("Republic of Korea"), meant_today("Soviet Union")
    (('KOR', 'PRK'), ('KOR',), ())
    """
    if fold(text) in _codes():
        return (_codes()[fold(text)],)
    told = spelled().get(plain(text)) or _own_names().get(plain(text))
    if told is None and not _ended(text):
        told = meanings(text)
    return tuple(iso3 for iso3 in told or () if iso3 in state_rows())


def named_like(text: str) -> tuple[str, ...]:
    """Return the states, of today or no more, whose name may have been mistyped.

    Examples
    --------
    >>> named_like("Ukrane"), named_like("Ukrainia Airlines"), named_like("Slovania")
    (('UKR',), (), ('SVK', 'SVN'))
    """
    if is_elsewhere(text):
        return ()
    names = {**_own_names(), **spelled(), **_gone()}
    return tuple(sorted({iso3 for name in near_names(text, names) for iso3 in names[name]}))


def did_you_mean(codes: Sequence[str], names: Mapping[str, str] | None = None) -> str:
    """Return the question of who was meant.

    Examples
    --------
    >>> did_you_mean(("SVK", "SVN"))
    'did you mean Slovakia (SVK) or Slovenia (SVN)?'
    """
    called = names or {}
    each = [f"{called.get(iso3, state_name(iso3))} ({iso3})" for iso3 in codes]
    return f"did you mean {' or '.join(each)}?"


def existed(iso3: str, on: date) -> bool:
    """Return whether a state that is no more existed on a day.

    Examples
    --------
    >>> existed("SUN", date(1985, 1, 1)), existed("SUN", date(1992, 1, 1))
    (True, False)
    """
    row = dissolved_rows().get(iso3) or rows_by_code("former_states")[iso3]
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
    for gone, row in {**dissolved_rows(), **rows_by_code("former_states")}.items():
        heirs = re.findall(r"\b[A-Z]{3}\b", str(row["successors"]))
        if row["from"] <= on <= row["to"] and len(heirs) > 1 and iso3 in heirs:
            return gone
    return None


def code_on(iso3: str, on: date) -> str:
    """Return the code under which a state stood on a day: Russia's in 1985 is the Soviet Union's.

    Examples
    --------
    >>> code_on("RUS", date(1985, 1, 1)), code_on("RUS", date(1995, 1, 1))
    ('SUN', 'RUS')
    """
    number = state_rows()[iso3]["cow_code"] if iso3 in state_rows() else None
    return iso3 if number is None else resolve_state(str(number), on)


def resolve_state(text: str, on: date | None = None) -> str:
    """Return the ISO3 code of a state given by ISO3, ISO2, COW or GW code, or name.

    Parameters
    ----------
    text : str
        Case, accents and the order of an official name's parts do not matter. Where two systems
        use one spelling, ISO wins over COW, and COW over GW; then come the codes of Eurostat and
        the Olympic committee, and names as the library countrycode has them.
    on : date, optional
        A state that is no more is meant only on a day on which it existed; by default today, when
        none of them does. 365 was the Soviet Union in 1985 and is Russia today.

    Raises
    ------
    FoedusError
        No state of the day has this name: the one whose name was mistyped, or the dates and the
        successors of a state that is no more, are told. Or several have it: all are listed.

    Examples
    --------
    >>> resolve_state("Ukraine"), resolve_state("UA"), resolve_state("369"), resolve_state("UKR")
    ('UKR', 'UKR', 'UKR', 'UKR')
    >>> resolve_state("Soviet Union", on=date(1985, 1, 1))
    'SUN'
    """
    text = as_text(text)
    gone = dissolved_meant(text) or _ended(text)
    for iso3 in gone:
        if on is not None and existed(iso3, on):
            return iso3
    found = meant_today(text)
    if len(found) > 1:
        raise FoedusError(ambiguous(text, found))
    if found:
        return found[0]
    if gone:
        raise FoedusError(_no_more(text, on))
    if alliance_meant(text):
        raise FoedusError(f"{text!r} is an alliance ({alliance_meant(text)}), not a state")
    near = named_like(text)
    if not near:
        raise FoedusError(f"unknown state {text!r}: give an ISO3 code (UKR), COW number or name")
    raise FoedusError(f"unknown state {text!r}: {did_you_mean(near)}")


def as_text(value: object) -> str:
    """Return a code or name as text; a number of the Correlates of War may be an integer.

    Raises
    ------
    FoedusError
        It is neither.

    Examples
    --------
    >>> as_text(365)
    '365'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise FoedusError(f"a state is given by its code or name, not by {value!r}")


def ambiguous(text: str, candidates: Sequence[str], names: Mapping[str, str] | None = None) -> str:
    """Return what to say of a name that several states have.

    Examples
    --------
    >>> ambiguous("Korea", ("PRK", "KOR"))
    "'Korea' can be Korea (North, DPRK): PRK; Korea (South, ROK): KOR; give one of the codes"
    """
    called = names or {}
    each = "; ".join(f"{called.get(iso3, state_name(iso3))}: {iso3}" for iso3 in candidates)
    return f"{text!r} can be {each}; give one of the codes"


def _ended(text: str) -> tuple[str, ...]:
    """Return the former states of the Correlates of War, no more and without an ISO code."""
    wanted = plain(text)
    return tuple(
        iso3
        for iso3, row in rows_by_code("former_states").items()
        if wanted in (plain(row["name"]), fold(iso3), str(row["cow_code"]))
        or wanted in FORMER_SPELLINGS.get(iso3, ())
    )


def _no_more(text: str, on: date | None) -> str:
    """Return when the states that a text means were, and what came after them."""
    when = "of today" if on is None else f"on {on}"
    table = {**dissolved_rows(), **rows_by_code("former_states")}
    rows = [table[iso3] for iso3 in dissolved_meant(text) or _ended(text)]
    told = "; or ".join(
        f"{row['name']}, {row['from']} to {row['to']}; successors: {row['successors']}"
        for row in rows
    )
    return f"{text!r} is no state {when} ({told})"
