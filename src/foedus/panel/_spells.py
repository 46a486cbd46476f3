"""Turn spells (from a day to a day) into years and days, without a loop over rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.panel._choice import one_of
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = [
    "MEMBERSHIP",
    "Days",
    "Ints",
    "StateSpells",
    "counted_years",
    "counts",
    "expand",
    "jan_first",
    "state_spells",
    "system_names",
    "year_of",
]

Ints = NDArray[np.integer[Any]]
Days = NDArray[np.datetime64]

# On which day of a year one must be a member: any, the first, the last.
MEMBERSHIP = ("any", "jan1", "dec31")
# Where membership begins, and how far it may be carried on by name.
_BEGIN, _FAR = 1816, 2200
# system -> dataset, column of the code, columns that travel with a state-year
_SYSTEMS = {
    "cow": ("cw_system", "ccode", ("cw_name",)),
    "gw": ("gw_system", "gwcode", ("gw_name", "microstate")),
}


@dataclass(frozen=True)
class StateSpells:
    """The spells in which states were members of the system, in order of code and start.

    Attributes
    ----------
    system, key : str
        "cow" or "gw", and the name of its code column.
    code : (n,) integer array
        The state's number.
    start, end : (n,) array of days
        First and last day of membership.
    traits : polars data frame, n rows
        What the system's list says about the state: its name, whether it is a microstate.
    last_year : int
        The last year of the panel.
    """

    system: str
    key: str
    code: Ints
    start: Days
    end: Days
    traits: pl.DataFrame
    last_year: int


def system_names(system: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a system's dataset, code column and traits.

    Raises
    ------
    FoedusError
        There is no such system.
    """
    if system not in _SYSTEMS:
        raise FoedusError(f"system is '{system}', expected 'cow' or 'gw'")
    return _SYSTEMS[system]


def state_spells(system: str = "cow", until: int | None = None) -> StateSpells:
    """Return the spells of system membership.

    Parameters
    ----------
    system : {"cow", "gw"}
        Correlates of War or Gleditsch-Ward.
    until : int, optional
        The panel's last year. By default the data's own end: 2016 (Correlates of War), 2020
        (Gleditsch-Ward). A later year keeps the members of that day in the system.
    """
    dataset, key, traits = system_names(system)
    data_end = get(dataset).last_year
    table = load_narrow(dataset).sort(key, "start")
    start, end = table["start"].to_numpy(), table["end"].to_numpy()
    last_year = data_end if until is None else until
    if not _BEGIN <= last_year <= _FAR:
        raise FoedusError(f"until is {until}, expected a year from {_BEGIN} to {_FAR}")
    if last_year > data_end:
        still_there = end == np.datetime64(f"{data_end}-12-31")
        end = np.where(still_there, np.datetime64(f"{last_year}-12-31"), end)
    return StateSpells(
        system, key, table[key].to_numpy(), start, end, table.select(traits), last_year
    )


def counted_years(start: Days, end: Days, membership: str) -> tuple[Ints, Ints]:
    """Return the first and last year that count in spells from a day to a day.

    Where none does, the last year lies before the first: `expand` makes nothing of it.

    Examples
    --------
    >>> start, end = np.array(["1990-01-02"], "M8[D]"), np.array(["1992-12-30"], "M8[D]")
    >>> [(a.item(), b.item()) for a, b in (counted_years(start, end, day) for day in MEMBERSHIP)]
    [(1990, 1992), (1991, 1992), (1990, 1991)]
    """
    one_of(membership, MEMBERSHIP, "membership")
    first, last = year_of(start), year_of(end)
    if membership == "jan1":
        first = first + (start > jan_first(first))
    if membership == "dec31":
        last = last - (end < jan_first(last + 1) - 1)
    return first, last


def counts(start: Days, end: Days, membership: str) -> NDArray[np.bool_]:
    """Return which spells, each within one year, hold the day on which one must be a member."""
    first, last = counted_years(start, end, membership)
    return first <= last


def year_of(days: Days) -> Ints:
    """Return the calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int32) + 1970


def jan_first(years: Ints) -> Days:
    """Return the first day of each year."""
    return (years.astype(np.int32) - 1970).astype("datetime64[Y]").astype("datetime64[D]")


def expand(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return, for ranges first..last (both included), the range's index and each value in it.

    Empty ranges (last before first) give nothing.

    Examples
    --------
    >>> index, value = expand(np.array([1816, 1900]), np.array([1818, 1900]))
    >>> index.tolist(), value.tolist()
    ([0, 0, 0, 1], [1816, 1817, 1818, 1900])
    """
    lengths = np.maximum(last.astype(np.int32) - first.astype(np.int32) + 1, 0)
    index = np.repeat(np.arange(len(first), dtype=np.int32), lengths)
    before = np.cumsum(lengths, dtype=np.int32) - lengths
    value = np.arange(len(index), dtype=np.int32)
    value += (first.astype(np.int32) - before)[index]
    return index, value
