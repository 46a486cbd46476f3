"""Numbers of the Correlates of War or of Gleditsch and Ward for names and other codes."""

import warnings
from collections.abc import Sequence
from typing import Any

import polars as pl
from narwhals.typing import IntoFrame, IntoFrameT

from foedus.errors import FoedusError, nearest
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach, frame_columns, wrap
from foedus.panel._choice import one_of
from foedus.panel._engines import columns_to_polars
from foedus.panel._keys import check_dtypes, read_keys
from foedus.panel._lookup import Lookup
from foedus.panel._state_numbers import NUMBERS, as_spelling, numbered
from foedus.panel._units import Unit
from foedus.world.names import CODE_SCHEMES

__all__ = ["add_state_codes", "state_codes_report"]

_NAME = "add_state_codes"
_SHOWN = 3


def add_state_codes(
    frame: IntoFrameT,
    column: str | Sequence[str],
    code: str = "ccode",
    *,
    year: str = "year",
    origin: str = "name",
    until: int | None = None,
    prefix: str = "",
) -> IntoFrameT:
    """Return the frame with the number that each state, given by name or another code, had then.

    Adds `ccode` or `gwcode`; for several columns `ccode1`, `ccode2` and so on, in their order. The
    year decides between the numbers of one state: Germany is 255, in the Correlates of War from
    1955 to 1989 260; Yemen 678, there since 1990 679. Where two of them meet in a year, the
    member on 31 December counts, else one of any day. A name of another time stands for the state
    that goes on: Russia is 365 in 1985, Czechia 315, Austria 300 before 1918, Viet Nam 816 beside
    the South.

    What has no number is missing, and a warning tells how much that is and shows the first: names
    and codes that are unknown, that mean several members of the year (Korea since 1949), or none.
    `state_codes_report` lists all of them.

    Parameters
    ----------
    frame : frame of any kind
        Any frame with a column of names or codes, and one of years; keys may repeat.
    column : str or sequence of str
        Whose states: one column, or that of each side.
    code : {"ccode", "gwcode"}
        The number to add: Correlates of War or Gleditsch-Ward.
    year : str
        The column with the years.
    origin : str
        "name", in any of the languages that the library countrycode has; or the scheme of the
        codes, by countrycode's name: iso3c, iso2c, un, wb, imf, fips, vdem, p5n, cown ... Codes of
        states that are no more (SUN, YUG, M49 280) are known, too.
    until : int, optional
        A year to which the last members of the list are kept; by default the list ends in 2016
        (Correlates of War) or 2020 (Gleditsch-Ward), and later years are missing.
    prefix : str
        Stands before the new columns' names, e.g. "their_".

    Raises
    ------
    FoedusError
        A column is not there, the years are none (dates, two digits), `code` or `origin` is
        unknown, or a new column's name is taken.

    References
    ----------
    Arel-Bundock, Enevoldsen and Yetman (2018), countrycode; Correlates of War Project (2017);
    Gleditsch and Ward (1999).

    Examples
    --------
    >>> import polars as pl
    >>> mine = pl.DataFrame({"land": ["Germany", "Yemen"], "year": [1980, 2000]})
    >>> mine.pipe(add_state_codes, "land")["ccode"].to_list()
    [260, 679]
    >>> mine.pipe(add_state_codes, "land", "gwcode")["gwcode"].to_list()
    [260, 678]
    """
    unit = _unit(frame_columns(frame, _NAME), column, code, year, origin)
    return attach(frame, _ADDER, unit=unit, code=code, origin=origin, until=until, prefix=prefix)


def state_codes_report(
    frame: IntoFrame,
    column: str | Sequence[str],
    code: str = "ccode",
    *,
    year: str = "year",
    origin: str = "name",
    until: int | None = None,
) -> pl.DataFrame:
    """Return what `add_state_codes` could not give a number, with the reason.

    Parameters are those of `add_state_codes`.

    Returns
    -------
    polars data frame
        `column`, `spelling`, `year`, `rows` (how many) and `why`, in that order of columns. Rows
        whose name or year is missing are not listed.

    Examples
    --------
    >>> import polars as pl
    >>> mine = pl.DataFrame({"land": ["Korea", "Bavaria"], "year": [1960, 1860]})
    >>> state_codes_report(mine, "land").row(0)
    ('land', 'Korea', 1960, 1, 'ambiguous: 731 or 732')
    """
    caller = "state_codes_report"
    wrapped = wrap(frame, caller)
    unit = _unit(frame_columns(frame, caller), column, code, year, origin)
    _check(wrapped, unit, caller)
    rows = _collected(wrapped, list(unit.keys))
    listed = [
        _listed(rows, name, unit, code, origin, until, caller).select(
            pl.lit(name).alias("column"), "spelling", "year", "rows", "why"
        )
        for name in unit.keys[:-1]
    ]
    return pl.concat(listed).sort("column", "spelling", "year")


def _unit(
    columns: Sequence[str], column: str | Sequence[str], code: str, year: str, origin: str
) -> Unit:
    one_of(code, tuple(NUMBERS), f"{_NAME}: code")
    one_of(origin, ("name", *CODE_SCHEMES), f"{_NAME}: origin")
    names = [column] if isinstance(column, str) else list(column)
    if not names:
        raise FoedusError(f"{_NAME}: column names none, expected the column with the states")
    for name in (*names, year):
        if name not in columns:
            near = nearest(name, columns)
            hint = f"; did you mean {near}?" if near else f"; it has {', '.join(columns[:8])}"
            raise FoedusError(f"{_NAME}: the frame has no column {name}{hint}")
        if names.count(name) > 1 or (name in names and name == year):
            raise FoedusError(f"{_NAME}: {name} is given twice")
    return Unit("spelling", NUMBERS[code], code, (), (*names, year), year)


def _plan(asked: Asked, code: str, origin: str, until: int | None, prefix: str) -> Plan:
    unit = asked.unit
    _check(asked.frame, unit, asked.caller)
    names = unit.keys[:-1]
    ends = [""] if len(names) == 1 else [str(i + 1) for i in range(len(names))]
    new = {name: f"{prefix}{code}{end}" for name, end in zip(names, ends, strict=True)}
    if not asked.joins:
        return Plan(compute=lambda rows: _added(rows, new, unit, code, origin, until))
    rows = _collected(asked.frame.select(list(unit.keys)).unique(), list(unit.keys))
    made = _added(rows, new, unit, code, origin, until)
    years = read_keys(rows, unit, [unit.time], asked.caller)
    lookups = [
        Lookup(
            rows.select(name).hstack(years).hstack(made.select(pl.col(column).alias("number")))
            .drop_nulls().unique([name, unit.time]),
            {name: name, unit.time: unit.time},
            {"number": column},
        )
        for name, column in new.items()
    ]  # fmt: skip
    return Plan(lookups)


_ADDER = Adder(_NAME, _plan)


def _check(frame: Any, unit: Unit, caller: str) -> None:
    schema = frame.collect_schema()
    check_dtypes(schema, [unit.time], caller)
    for name in unit.keys[:-1]:
        dtype = schema[name]
        if dtype.is_temporal() or dtype.is_nested() or str(dtype) in ("Boolean", "Binary"):
            raise FoedusError(f"{caller}: {name} holds {dtype}, expected names or codes of states")


def _collected(frame: Any, names: list[str]) -> pl.DataFrame:
    if hasattr(frame, "collect"):
        found: pl.DataFrame = frame.select(names).collect("polars").to_native()
        return found
    return columns_to_polars(frame, names)


def _spellings(rows: pl.DataFrame, name: str, unit: Unit, caller: str) -> pl.DataFrame:
    dtype = rows.schema[name]
    if dtype.is_nested() or dtype == pl.Object:
        raise FoedusError(f"{caller}: {name} holds {dtype}, expected names or codes of states")
    year = read_keys(rows, unit, [unit.time], caller).to_series().cast(pl.Int64)
    return pl.DataFrame({"spelling": as_spelling(rows[name]), "year": year})


def _added(
    rows: pl.DataFrame, new: dict[str, str], unit: Unit, code: str, origin: str, until: int | None
) -> pl.DataFrame:
    columns, lost = [], []
    for name, column in new.items():
        keys = _spellings(rows, name, unit, _NAME)
        pairs = keys.drop_nulls().unique()
        found = numbered(pairs, origin, NUMBERS[code], until)
        joined = keys.join(found, on=["spelling", "year"], how="left", maintain_order="left")
        columns.append(joined["number"].alias(column))
        lost.append(joined.filter(pl.col("why").is_not_null()))
    _warn(pl.concat(lost), code)
    return pl.DataFrame(columns)


def _listed(
    rows: pl.DataFrame,
    name: str,
    unit: Unit,
    code: str,
    origin: str,
    until: int | None,
    caller: str,
) -> pl.DataFrame:
    keys = _spellings(rows, name, unit, caller).drop_nulls()
    counted = keys.group_by("spelling", "year").agg(pl.len().cast(pl.Int64).alias("rows"))
    found = numbered(counted.select("spelling", "year"), origin, NUMBERS[code], until)
    return counted.join(found.filter(pl.col("number").is_null()), on=["spelling", "year"])


def _warn(lost: pl.DataFrame, code: str) -> None:
    if lost.is_empty():
        return
    each = lost.select("spelling", "year", "why").unique().sort("spelling", "year")
    # A name that is lost every year is shown once.
    shown = each.unique("spelling", maintain_order=True).head(_SHOWN)
    told = "; ".join(f"{text!r} {year}: {why}" for text, year, why in shown.iter_rows())
    more = "; ..." if each.height > shown.height else ""
    warnings.warn(
        f"{_NAME}: {lost.height:,} of the states have no {code} ({each.height:,} names and years): "
        f"{told}{more}; state_codes_report() lists all",
        stacklevel=2,
    )
