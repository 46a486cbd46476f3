"""Make the rows: one a state and year, a state and day, or a pair of states and year."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from foedus.panel._engines import to_backend
from foedus.panel._spells import StateSpells, counted_years, expand, state_spells, year_of
from foedus.panel._years import Years, chosen_years

__all__ = [
    "dyad_years",
    "narrow_dyad_years",
    "narrow_state_years",
    "pair_spells",
    "state_days",
    "state_years",
]

_BEGIN = 1816


def state_years(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each year in which a state was a member of the system for a day or more.

    Parameters
    ----------
    first, last : int, optional
        Range of years, both included; by default all the data have.
    system : {"cow", "gw"}
        Correlates of War (`ccode`, `cw_name`) or Gleditsch-Ward (`gwcode`, `gw_name`,
        `microstate`).
    until : int, optional
        The panel's last year, if not the data's own (2016 for "cow", 2020 for "gw"): members on
        that day stay members.
    membership : {"any", "jan1", "dec31"}
        Of which day of the year: any one, 1 January or 31 December.
    subset_years : iterable of int, optional
        Only these years.
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    Raises
    ------
    FoedusError
        A year lies outside the data, or the system, membership or backend is unknown.

    References
    ----------
    Correlates of War Project (2017), State System Membership List v2016; Gleditsch and Ward
    (1999).

    Examples
    --------
    >>> state_years(1914, 1914).height
    45
    >>> [state_years(1918, 1918, membership=day).height for day in ("any", "jan1", "dec31")]
    [50, 44, 49]
    """
    made = narrow_state_years(
        first, last, system=system, until=until, membership=membership, subset_years=subset_years
    )
    return to_backend(made, backend)


def narrow_state_years(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
) -> pl.DataFrame:
    """Return what `state_years` does, in the narrow integers that are used inside."""
    spells = state_spells(system, until)
    years = chosen_years(first, last, subset_years, data=(_BEGIN, spells.last_year))
    index, year = _spell_years(spells, years, membership)
    # Two spells of one state may touch the same year: the earlier one names it.
    new = np.ones(len(index), dtype=bool)
    code = spells.code[index]
    new[1:] = (code[1:] != code[:-1]) | (year[1:] != year[:-1])
    index, year = index[new], year[new]
    frame = pl.DataFrame({spells.key: spells.code[index]}).hstack(spells.traits[index])
    return frame.with_columns(pl.Series("year", year.astype(np.int16)))


def state_days(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    until: int | None = None,
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each day on which a state was a member of the system.

    Parameters are those of `state_years`, without `membership`.

    Examples
    --------
    >>> state_days(1917, 1917).columns
    ['ccode', 'cw_name', 'date']
    """
    spells = state_spells(system, until)
    years = chosen_years(first, last, subset_years, data=(_BEGIN, spells.last_year))
    begin, end = _bounds(spells, years)
    index, day = expand(begin.astype(np.int32), end.astype(np.int32))
    if years.subset is not None:
        wanted = years.mask(year_of(day.astype("datetime64[D]")))
        index, day = index[wanted], day[wanted]
    frame = pl.DataFrame({spells.key: spells.code[index]}).hstack(spells.traits[index])
    return to_backend(frame.with_columns(pl.Series("date", day).cast(pl.Date)), backend)


def dyad_years(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    directed: bool = True,
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each year in which two states were members on a common day.

    Sharing a year is not enough: states of which one left before the other entered are no dyad.

    Parameters
    ----------
    first, last : int, optional
        Range of years, both included; by default all the data have.
    system : {"cow", "gw"}
        Correlates of War (`ccode1`, `ccode2`) or Gleditsch-Ward (`gwcode1`, `gwcode2`,
        `microstate1`, `microstate2`).
    directed : bool
        Both orders of each pair, or only the one with the lower number first.
    until : int, optional
        The panel's last year, if not the data's own (2016 for "cow", 2020 for "gw"): members on
        that day stay members.
    membership : {"any", "jan1", "dec31"}
        Of which common day of the year: any one, 1 January or 31 December.
    subset_years : iterable of int, optional
        Only these years.
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    Raises
    ------
    FoedusError
        A year lies outside the data, or the system, membership or backend is unknown.

    References
    ----------
    Correlates of War Project (2017), State System Membership List v2016; Gleditsch and Ward
    (1999); Miller (2022), on dyads without a common day.

    Examples
    --------
    >>> dyad_years(1914, 1914, directed=False).height
    990
    """
    made = narrow_dyad_years(
        first,
        last,
        system=system,
        directed=directed,
        until=until,
        membership=membership,
        subset_years=subset_years,
    )
    return to_backend(made, backend)


def narrow_dyad_years(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    directed: bool = True,
    until: int | None = None,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
) -> pl.DataFrame:
    """Return what `dyad_years` does, in the narrow integers that are used inside."""
    spells = state_spells(system, until)
    years = chosen_years(first, last, subset_years, data=(_BEGIN, spells.last_year))
    one, two, start, end = _pairs(spells, years, directed)
    index, year = expand(*counted_years(start, end, membership))
    new = np.ones(len(index), dtype=bool)
    pair = spells.code[one].astype(np.int32) * 1024 + spells.code[two]
    # A year is doubled only where two common spells of one pair touch it.
    row_pair = pair[index]
    new[1:] = (row_pair[1:] != row_pair[:-1]) | (year[1:] != year[:-1])
    del row_pair
    if years.subset is not None:
        new &= years.mask(year)
    if not new.all():
        index, year = index[new], year[new]
    columns = {
        f"{spells.key}1": spells.code[one][index],
        f"{spells.key}2": spells.code[two][index],
        "year": year.astype(np.int16),
    }
    if system == "gw":
        micro = spells.traits["microstate"].to_numpy()
        columns |= {"microstate1": micro[one][index], "microstate2": micro[two][index]}
    return pl.DataFrame(columns)


def pair_spells(system: str) -> pl.DataFrame:
    """Return from when to when two states were members on common days: both orders of each pair.

    Columns: both codes, and the years `first` and `last` of each common spell.
    """
    spells = state_spells(system)
    years = chosen_years(None, None, None, data=(_BEGIN, spells.last_year))
    one, two, start, end = _pairs(spells, years, directed=True)
    key = spells.key
    codes = {f"{key}1": spells.code[one], f"{key}2": spells.code[two]}
    return pl.DataFrame(codes | {"first": year_of(start), "last": year_of(end)})


def _bounds(spells: StateSpells, years: Years) -> tuple[np.ndarray, np.ndarray]:
    begin = np.maximum(spells.start, np.datetime64(f"{years.first}-01-01"))
    end = np.minimum(spells.end, np.datetime64(f"{years.last}-12-31"))
    return begin, end


def _spell_years(
    spells: StateSpells, years: Years, membership: str
) -> tuple[np.ndarray, np.ndarray]:
    begin, end = _bounds(spells, years)
    outside = begin > end
    counted_from, counted_to = counted_years(begin, end, membership)
    index, year = expand(counted_from + np.where(outside, 9999, 0), counted_to)
    wanted = years.mask(year)
    return index[wanted], year[wanted]


def _pairs(
    spells: StateSpells, years: Years, directed: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs of spells with common days, by code, code and start of the common spell."""
    begin, end = _bounds(spells, years)
    spell = np.arange(len(begin))
    one, two = np.repeat(spell, len(spell)), np.tile(spell, len(spell))
    start = np.maximum(begin[one], begin[two])
    stop = np.minimum(end[one], end[two])
    code_1, code_2 = spells.code[one], spells.code[two]
    ordered = code_1 != code_2 if directed else code_1 < code_2
    kept = np.flatnonzero(ordered & (start <= stop))
    kept = kept[np.lexsort((start[kept], code_2[kept], code_1[kept]))]
    return one[kept], two[kept], start[kept], stop[kept]
