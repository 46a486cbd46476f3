"""Which state a name or a project's code means, and which number it had in a year."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl

from foedus.panel._spells import expand, state_spells, year_of
from foedus.sources._store import load_narrow
from foedus.world.names import (
    NAME_COLUMNS,
    library,
    near_names,
    own_words,
    plain,
    rows_that_fit,
    spelled,
)

__all__ = ["NUMBERS", "Number", "as_spelling", "numbered", "states_meant"]

NUMBERS = {"ccode": "cow", "gwcode": "gw"}
_OWN_NAMES = {"cow": ("cw_system", "ccode", "cw_name"), "gw": ("gw_system", "gwcode", "gw_name")}
# A number, with the first and last year for which a spelling can mean it.
Number = tuple[int, int, int]
_ALWAYS = (0, 9999)
# Columns of the library with a system's numbers.
_OWN_SCHEMES = {"cown": "cow", "gwn": "gw"}


def as_spelling(column: pl.Series) -> pl.Series:
    """Return a column of names or codes as text: 276, 276.0, "0276" and " 276 " are one code.

    Examples
    --------
    >>> as_spelling(pl.Series([4.0, None])).to_list()
    ['4', None]
    """
    if column.dtype.is_float():
        column = column.fill_nan(None)
    text = column.cast(pl.String).str.strip_chars()
    text = text.str.replace(r"^0*(\d+)(\.0*)?$", "${1}")
    return text.set(text == "", None)


def numbered(pairs: pl.DataFrame, scheme: str, system: str, until: int | None) -> pl.DataFrame:
    """Return the number of each spelling's state in each year.

    Parameters
    ----------
    pairs : polars data frame
        `spelling` and `year`, none missing, each pair once.
    scheme : str
        "name", or one of `CODE_SCHEMES`.
    system : {"cow", "gw"}
    until : int, optional
        The year to which the last members of the list are kept.

    Returns
    -------
    polars data frame
        `spelling`, `year`, `number` (missing where there is none) and `why`, in no order.
    """
    spellings = pairs["spelling"].unique().to_list()
    meant = {text: states_meant(text, scheme, system) for text in spellings}
    candidates = pl.DataFrame(
        [(text, *each) for text, found in meant.items() for each in found],
        schema={"spelling": pl.String} | dict.fromkeys(("number", "first", "last"), pl.Int64),
        orient="row",
    )
    members, end = _members(system, until)
    found = (
        pairs.join(candidates, on="spelling")
        .filter(pl.col("year").is_between("first", "last"))
        .join(members, on=["number", "year"])
        .filter(pl.col("at_end") == pl.col("at_end").max().over("spelling", "year"))
        .group_by("spelling", "year")
        .agg(pl.col("number").unique().sort())
    )
    joined = pairs.join(found, on=["spelling", "year"], how="left")
    one = pl.col("number").list.len() == 1
    made = joined.with_columns(
        pl.when(one).then(pl.col("number").list.first()).alias("number"),
        pl.col("number").alias("several"),
    )
    why = [_why(row, meant, scheme, system, end) for row in made.iter_rows(named=True)]
    return made.drop("several").with_columns(pl.Series("why", why, dtype=pl.String))


@lru_cache(maxsize=10_000)
def states_meant(text: str, scheme: str, system: str) -> tuple[Number, ...]:
    """Return the numbers that a spelling can have, each with the years for which it can.

    Examples
    --------
    >>> states_meant("Germany", "name", "cow"), states_meant("Prussia", "name", "gw")
    (((255, 0, 9999), (260, 0, 9999)), ((255, 0, 1871),))
    """
    states = _named(text) if scheme == "name" else _coded(scheme).get(text.upper(), ())
    found = [each for state in states for each in _numbers()[system].get(state, ())]
    if scheme in _OWN_SCHEMES and text.isdecimal():
        found += _of_number(int(text), _OWN_SCHEMES[scheme], system)
    if scheme == "name" and not found:
        found = _listed_by_a_system(plain(text), system)
    return tuple(dict.fromkeys(found))


def _of_number(number: int, given: str, asked: str) -> list[Number]:
    """Return the numbers of the states that have a number in one of the lists.

    It is the one they have today, or, if it is nobody's today, one they had.
    """
    known = _numbers()[given]
    today = [state for state, own in known.items() if own[:1] and own[0][0] == number]
    once = [state for state, own in known.items() if number in (each[0] for each in own)]
    found = [each for state in today or once for each in _numbers()[asked].get(state, ())]
    return found or ([(number, *_ALWAYS)] if given == asked else [])


def _listed_by_a_system(name: str, asked: str) -> list[Number]:
    """Return the numbers of a name of which only a list of states knows."""
    for given, (table, code, column) in sorted(_OWN_NAMES.items(), key=lambda s: s[0] != asked):
        rows = load_narrow(table).select(code, column).iter_rows()
        numbers = {int(number) for number, called in rows if plain(called) == name}
        if numbers:
            return [each for n in sorted(numbers) for each in _of_number(n, given, asked)]
    return []


@cache
def _table(name: str) -> pl.DataFrame:
    path = files("foedus.panel") / "tables" / f"{name}.csv"
    return pl.read_csv(path.read_bytes(), infer_schema=False)


def _key(row: Mapping[str, Any]) -> str:
    return str(row["iso3c"] or row["country.name.en"])


@cache
def _numbers() -> Mapping[str, Mapping[str, tuple[Number, ...]]]:
    """Return the numbers of each state by system, those of its later years first."""
    cow: dict[str, tuple[Number, ...]] = {}
    gw: dict[str, tuple[Number, ...]] = {}
    for row in library():
        numbers = row["cown"], row["gwn"] or row["cown"]
        cow[_key(row)], gw[_key(row)] = (((int(n), *_ALWAYS),) if n else () for n in numbers)
    for row in _table("state_numbers").iter_rows(named=True):
        years = int(row["first"] or _ALWAYS[0]), int(row["last"] or _ALWAYS[1])
        for numbers_of, column in ((cow, "cow"), (gw, "gw")):
            numbers_of[row["state"]] = tuple((int(n), *years) for n in (row[column] or "").split())
    return {"cow": cow, "gw": gw}


@cache
def _coded(scheme: str) -> Mapping[str, tuple[str, ...]]:
    """Return the states of each code of a scheme, as `as_spelling` writes it."""
    own = [(row[scheme], _key(row)) for row in library() if row[scheme] is not None]
    codes = as_spelling(pl.Series([str(code) for code, _ in own], dtype=pl.String))
    rows = [(code.upper(), state) for code, (_, state) in zip(codes, own, strict=True)]
    former = [(code, state) for code, states in _former(scheme).items() for state in states]
    return _gathered([*rows, *former])


def _former(scheme: str) -> Mapping[str, tuple[str, ...]]:
    rows = _table("former_codes").filter(pl.col("scheme") == scheme)
    return _gathered(rows.select("code", "state").iter_rows())


def _gathered(rows: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return the states of each spelling, in order, from pairs of a spelling and a state."""
    found: dict[str, dict[str, None]] = {}
    for spelling, state in rows:
        found.setdefault(spelling, {})[state] = None
    return {spelling: tuple(states) for spelling, states in found.items()}


def _named(text: str) -> tuple[str, ...]:
    """Return the states that a name can mean: as it is listed, else as the patterns fit.

    Every word must then be one of a fitting state's own: a part of a state is no state.
    """
    listed = _listed().get(plain(text))
    if listed:
        return listed
    rows = rows_that_fit(text)
    words = {word for row in rows for word in own_words(row)} | _BOTH_NAMES
    return tuple(_key(row) for row in rows) if {*plain(text).split()} <= words else ()


# Words with which a list tells two names of one state, or its part.
_BOTH_NAMES = frozenset({"or", "former", "formerly", "ex", "fyr", "yugoslav"})


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    """Return the states of each name that is listed.

    The project's table wins over the library, whose earlier columns win over later ones; but a
    name that is ambiguous in the one and a state's own in the other is that state's (Congo).
    """
    library_names: dict[str, tuple[str, ...]] = {}
    for column in NAME_COLUMNS:
        rows = [(plain(str(row[column])), _key(row)) for row in library() if row[column]]
        library_names = dict(_gathered(rows)) | library_names
    former = _coded("iso3c")
    projects = {
        name: tuple(state for code in codes for state in former.get(code, ()))
        for name, codes in spelled().items()
    }
    told = {name: states for name, states in projects.items()
            if len(states) == 1 or (states and name not in library_names)}  # fmt: skip
    gone = {plain(name): states for name, states in _former("name").items()}
    return library_names | told | gone


@cache
def _members(system: str, until: int | None) -> tuple[pl.DataFrame, int]:
    """Return who was a member in which year, at its end too or only before, and the last year."""
    spells = state_spells(system, until)
    index, year = expand(year_of(spells.start), year_of(spells.end))
    at_end = year_of(spells.end)[index] > year
    ends = (year - 1969).astype("datetime64[Y]").astype("datetime64[D]") - np.timedelta64(1, "D")
    at_end |= spells.end[index] == ends
    frame = pl.DataFrame(
        {"number": spells.code[index].astype(np.int64), "year": year.astype(np.int64),
         "at_end": at_end}
    )  # fmt: skip
    return frame.group_by("number", "year").agg(pl.col("at_end").max()), spells.last_year


def _why(
    row: Mapping[str, Any],
    meant: Mapping[str, tuple[Number, ...]],
    scheme: str,
    system: str,
    end: int,
) -> str | None:
    """Return why a spelling has no number in a year; None if it has one."""
    if row["number"] is not None:
        return None
    if row["several"] is not None:
        return f"ambiguous: {' or '.join(map(str, row['several']))}"
    numbers = [str(number) for number, *_ in meant[row["spelling"]]]
    if not numbers:
        return _unknown(row["spelling"], scheme)
    if row["year"] > end:
        return f"after {end}, where the list of states ends: until= carries it on"
    return f"not in the system in {row['year']} ({' or '.join(numbers)})"


@lru_cache(maxsize=10_000)
def _unknown(text: str, scheme: str) -> str:
    if scheme != "name":
        return f"no state's code in {scheme}"
    near = [] if rows_that_fit(text) else near_names(text, _listed())
    states = dict.fromkeys(state for name in near for state in _listed()[name])
    called = {_key(row): str(row["country.name.en"]) for row in library()}
    hint = " or ".join(called[state] for state in list(states)[:3] if state in called)
    return f"no state's name; did you mean {hint}?" if hint else "no state's name"
