"""Write a panel as Stata has it: integers, days, labels, names of at most 32 characters."""

import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from foedus.errors import FoedusError

__all__ = ["stata_names", "write_stata"]

# Stata's files carry a time; a constant keeps the same panel the same file.
_NO_TIME = datetime(2000, 1, 1)
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_TEXT = 32, 80, 2045
# The numbers above these are Stata's signs of a missing value.
_INTEGERS = ((pl.Int8, -127, 100), (pl.Int16, -32767, 32740), (pl.Int32, -(2**31) + 1, 2**31 - 28))
_EXACT = 2**53
_RESERVED = frozenset(
    "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using "
    "with".split()
)


def write_stata(
    frame: pl.DataFrame,
    target: Path,
    *,
    labels: Mapping[str, str],
    values: Mapping[str, Mapping[int, str]],
) -> None:
    """Write a frame as a Stata file (version 118: Stata 14 and later).

    Integers are the smallest kind that holds them, also where some are missing; text that is
    missing is empty. A name that Stata cannot have is changed, and a warning tells which; its
    label then begins with the name it had.

    Parameters
    ----------
    frame : polars data frame
    target : Path
    labels : mapping of str to str
        Column -> what it is; cut at 80 characters.
    values : mapping of str to mapping of int to str
        Column of integers -> what each number stands for.

    Raises
    ------
    FoedusError
        A column holds what Stata has no kind for: lists, infinity, integers above 2 to the 53.
    """
    import pandas as pd

    names = stata_names(frame.columns)
    said = _said(names, labels)
    made = [_storable(column).alias(names[column.name]) for column in frame]
    times: Any = {
        c.name: "td" if c.dtype == pl.Date else "tc" for c in made if c.dtype.is_temporal()
    }
    whole = {column.name for column in made if column.dtype.is_integer()}
    coded: dict[str, dict[float, str]] = {
        names[old]: {float(value): text for value, text in of.items()}
        for old, of in values.items()
        if names.get(old) in whole
    }
    long = [c.name for c in made if c.dtype == pl.String and _longest(c) > _LONGEST_TEXT]
    with target.open("wb") as file:
        pd.DataFrame({column.name: _pandas(column) for column in made}).to_stata(
            file,
            write_index=False,
            version=118,
            time_stamp=_NO_TIME,
            convert_dates=times,
            convert_strl=long,
            variable_labels={name: text[:_LONGEST_LABEL] for name, text in said.items()},
            value_labels=coded,
        )


def _said(names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels by the names in Stata, and warn of those that are not the frame's."""
    changed = {old: new for old, new in names.items() if old != new}
    if changed:
        told = ", ".join(f"{old} is {new}" for old, new in changed.items())
        warnings.warn(f"Stata's names have at most 32 letters or digits: {told}", stacklevel=3)
    before = {old: f"{old}: {labels.get(old, '')}".rstrip(": ") for old in changed}
    return {names[old]: text for old, text in {**labels, **before}.items() if old in names}


def stata_names(columns: Iterable[str]) -> dict[str, str]:
    """Return the name that each column has in Stata: a letter or _, then letters, digits, _.

    Examples
    --------
    >>> stata_names(["year", "2nd try", "GDP (US$)", "if"])
    {'year': 'year', '2nd try': '_2nd_try', 'GDP (US$)': 'GDP__US__', 'if': '_if'}
    """
    columns = list(columns)
    fitting = {name for name in columns if name == _fitting(name)}
    made: dict[str, str] = {}
    taken = set(fitting)
    for name in columns:
        new = _fitting(name)
        count = 1
        while new in taken and name not in fitting:
            count += 1
            end = f"_{count}"
            new = _fitting(name)[: _LONGEST_NAME - len(end)] + end
        taken.add(new)
        made[name] = new
    return made


def _fitting(name: str) -> str:
    new = re.sub(r"\W", "_", name) or "_"
    if new[0].isdigit() or new in _RESERVED or re.fullmatch(r"str\d+", new):
        new = f"_{new}"
    return new[:_LONGEST_NAME]


def _storable(column: pl.Series) -> pl.Series:
    """Return a column in the kind that Stata keeps it in."""
    dtype = column.dtype
    if dtype in (pl.Categorical, pl.Enum):
        return column.cast(pl.String).fill_null("")
    if dtype == pl.String:
        return column.fill_null("")
    if dtype == pl.Boolean:
        return column.cast(pl.Int8)
    if dtype == pl.Date or isinstance(dtype, pl.Datetime):
        return column
    if dtype.is_integer():
        return _smallest(column)
    if dtype.is_numeric() or dtype == pl.Null:
        numbers = column.cast(pl.Float64)
        if numbers.is_infinite().any():
            raise FoedusError(f"column {column.name} holds infinity, which Stata has no number for")
        return numbers
    raise FoedusError(f"column {column.name} holds {dtype}, which Stata has no kind for")


def _smallest(column: pl.Series) -> pl.Series:
    low, high = int(str(column.min() or 0)), int(str(column.max() or 0))
    for kind, first, last in _INTEGERS:
        if first <= low and high <= last:
            return column.cast(kind)
    if max(-low, high) > _EXACT:
        raise FoedusError(
            f"column {column.name} holds {high if high > _EXACT else low}, more digits than a "
            "number in Stata has; make text of it"
        )
    return column.cast(pl.Float64)


def _pandas(column: pl.Series) -> Any:
    import pandas as pd

    if column.dtype.is_integer():
        missing = column.is_null().to_numpy().copy()
        return pd.arrays.IntegerArray(column.fill_null(0).to_numpy().copy(), missing)
    if column.dtype == pl.String:
        return pd.array(column.to_list(), dtype="object")
    if column.dtype.is_temporal():
        return column.cast(pl.Datetime("us")).to_numpy()
    return column.to_numpy()


def _longest(column: pl.Series) -> int:
    return int(str(column.str.len_bytes().max() or 0))
