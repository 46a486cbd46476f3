"""The keys of the user's frame: what they may be, read in one way by all adders and engines."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.panel._units import Unit
from foedus.sources._store import load_narrow

__all__ = [
    "YEARS",
    "check_dtypes",
    "check_unique",
    "known_codes",
    "no_code",
    "read_keys",
    "repeated",
    "whole",
]

LARGEST_CODE = 1023
# Years have four digits: 85 is a mistake for 1985.
YEARS = (1000, 9999)
_NAMES = {"cow": "Correlates of War", "gw": "Gleditsch-Ward"}


def read_keys(rows: pl.DataFrame, unit: Unit, names: Iterable[str], caller: str) -> pl.DataFrame:
    """Return key columns of a frame as whole numbers of 16 bits, or text for leaders.

    Whole numbers in floats and in text count for what they say; NaN and null are missing.

    Parameters
    ----------
    rows : polars data frame
        With the columns.
    unit : Unit
        Tells which columns are codes of the system that is asked, and must be known there.
    names : iterable of str
        The columns.
    caller : str
        The adder's name, for the message.

    Raises
    ------
    FoedusError
        A value is no whole number, no year or no state's number; the message gives it.
    """
    return rows.select(_read_key(rows[name], unit, caller) for name in dict.fromkeys(names))


def _read_key(column: pl.Series, unit: Unit, caller: str) -> pl.Series:
    name = column.name
    if unit.kind == "row":
        return whole(column, caller) if name == unit.time else column
    if name == unit.time:
        return _short(_checked_years(whole(column, caller), caller))
    if name in unit.codes:
        return _short(_checked_codes(whole(column, caller), unit, caller))
    if name.rstrip("0123456789") in ("ccode", "gwcode", "dispnum"):
        return _short(whole(column, caller))
    return column


def whole(column: pl.Series, caller: str) -> pl.Series:
    """Return a column of whole numbers as integers, whatever they are kept in.

    Raises
    ------
    FoedusError
        A value is none; the message gives it.

    Examples
    --------
    >>> whole(pl.Series("year", ["1914", None]), "add_nmc").to_list()
    [1914, None]
    """
    dtype = column.dtype
    if dtype.is_integer():
        return column
    if dtype == pl.Null:
        return column.cast(pl.Int64)
    if dtype.is_temporal() or dtype == pl.Object:
        kind = "dates" if dtype == pl.Object else str(dtype)
        raise FoedusError(_dates(caller, column.name, kind))
    if dtype.is_numeric():
        numbers = column.cast(pl.Float64).fill_nan(None)
    elif dtype in (pl.String, pl.Categorical, pl.Enum):
        numbers = column.cast(pl.String).str.strip_chars().cast(pl.Float64, strict=False)
    else:
        raise FoedusError(f"{caller}: {column.name} holds {dtype}, expected whole numbers")
    is_whole = ((numbers == numbers.floor()) & (numbers.abs() < 2**53)).fill_null(False)
    empty = column.is_null() | (column.is_nan() if dtype.is_float() else False)
    odd = column.filter(~(is_whole | empty))
    if len(odd):
        hint = "; names and other codes: add_state_codes()" if odd.dtype == pl.String else ""
        raise FoedusError(
            f"{caller}: {column.name} holds {odd[0]!r}, expected whole numbers"
            f"{hint if column.name != 'year' else ''}"
        )
    return numbers.cast(pl.Int64)


def check_dtypes(schema: Any, names: Sequence[str], caller: str) -> None:
    """Raise if the type of a column says that it holds no whole numbers: dates above all.

    Parameters
    ----------
    schema : Narwhals schema
        Of the user's frame, eager or lazy.
    names : sequence of str
        The columns with codes and years.
    """
    for name in names:
        dtype = schema[name]
        if dtype.is_temporal():
            raise FoedusError(_dates(caller, name, str(dtype)))
        if dtype == nw.Boolean or dtype.is_nested() or dtype == nw.Binary:
            raise FoedusError(f"{caller}: {name} holds {dtype}, expected whole numbers")


def _dates(caller: str, name: str, dtype: str) -> str:
    return (
        f"{caller}: {name} holds {dtype}, expected whole numbers; make a year of it first "
        f"(polars: pl.col('{name}').dt.year(), pandas: frame['{name}'].dt.year, SQL: year({name}))"
    )


def _short(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Int16:
        return column
    low, high = column.min(), column.max()
    fits = low is None or (int(str(low)) >= -(2**15) and int(str(high)) < 2**15)
    return column.cast(pl.Int16 if fits else pl.Int64)


@cache
def known_codes(system: str) -> dict[int, str]:
    """Return the state numbers of a system with each state's latest name."""
    code, name, table = {
        "cow": ("ccode", "cw_name", "cw_system"),
        "gw": ("gwcode", "gw_name", "gw_system"),
    }[system]
    return dict(load_narrow(table).sort("start").select(code, name).iter_rows())


@cache
def _known_mask(system: str) -> NDArray[np.bool_]:
    mask = np.zeros(LARGEST_CODE + 1, dtype=bool)
    mask[list(known_codes(system))] = True
    return mask


def _checked_codes(codes: pl.Series, unit: Unit, caller: str) -> pl.Series:
    values = (codes.drop_nulls() if codes.null_count() else codes).to_numpy()
    inside = (values >= 0) & (values <= LARGEST_CODE)
    if inside.all():
        used = np.zeros(LARGEST_CODE + 1, dtype=bool)
        used[values.astype(np.intp, copy=False)] = True
        wrong = np.flatnonzero(used & ~_known_mask(unit.system))
    else:
        wrong = values[~inside]
    if not wrong.size:
        return codes
    number = int(wrong[0])
    other = "gw" if unit.system == "cow" else "cow"
    theirs = known_codes(other).get(number)
    hint = f"; it is {_NAMES[other]}'s number of {theirs}" if theirs else ""
    raise FoedusError(f"{caller}: {codes.name} holds {number}, {no_code(unit.system)}{hint}")


def no_code(system: str) -> str:
    """Return what is said of a number that no state of the system has."""
    return f"which is no {_NAMES[system]} number"


def _checked_years(years: pl.Series, caller: str) -> pl.Series:
    first, last = YEARS
    low, high = years.min(), years.max()
    if low is None or (first <= int(str(low)) and int(str(high)) <= last):
        return years
    odd = years.filter((years < first) | (years > last))[0]
    raise FoedusError(
        f"{caller}: {years.name} holds {odd}, expected years of four digits, such as 1985"
    )


def check_unique(keys: pl.DataFrame, unit: Unit, caller: str) -> None:
    """Raise if two rows have one key: who counts over time cannot tell which comes first."""
    frame = keys.select(unit.keys)
    if all(dtype == pl.Int16 for dtype in frame.dtypes):
        # K-ads come in the order of years, all else in that of states.
        leading = [unit.time] if unit.kind == "kad-year" else []
        if _strictly_ordered(frame.select(*leading, pl.exclude(leading)), unit.time):
            return
    # Rows that lack a part of their key cannot be told apart, and are not compared.
    complete = frame.drop_nulls()
    if complete.n_unique() == complete.height:
        return
    raise FoedusError(repeated(unit, complete.filter(complete.is_duplicated()).row(0), caller))


def repeated(unit: Unit, values: Sequence[Any], caller: str) -> str:
    """Return what is said of a key that more than one row has."""
    shown = ", ".join(f"{name} {value}" for name, value in zip(unit.keys, values, strict=True))
    return (
        f"{caller}: more than one row has {shown}; a row must be one {unit.kind}, because "
        f"{caller} counts from one to the next"
    )


def _strictly_ordered(frame: pl.DataFrame, time: str) -> bool:
    """Return whether rows are in strict order of their keys: then no two are the same.

    An overflow can hide that they are, but cannot make equal rows differ.
    """
    if any(column.null_count() for column in frame):
        return False
    packed = np.zeros(frame.height, dtype=np.int64)
    for column in frame:
        packed *= 65536 if column.name == time else LARGEST_CODE + 1
        packed += column.to_numpy()
    return bool((packed[1:] > packed[:-1]).all())
