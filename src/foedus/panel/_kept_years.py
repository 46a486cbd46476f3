"""Which years of a finished panel are kept, as a recipe spells them: 1946-2010, 1914, -1945."""

import re
from typing import Any

import polars as pl

from foedus.errors import FoedusError

__all__ = ["keep_years", "years_as_text"]

_PART = re.compile(r"(\d{1,4})?(-)?(\d{1,4})?")


def years_as_text(given: Any) -> Any:
    """Return years as one text, whether they came as a number, a list or a text.

    What is neither stays, for the schema to refuse.

    Raises
    ------
    ValueError
        A part is no year and no range of years.

    Examples
    --------
    >>> years_as_text([1914, "1939-1945"])
    '1914,1939-1945'
    """
    if isinstance(given, bool) or not isinstance(given, int | str | list | tuple):
        return given
    parts = [given] if isinstance(given, int | str) else list(given)
    text = ",".join(str(part) for part in parts)
    for part in text.split(","):
        _range(part.strip())
    return text


def keep_years(frame: pl.DataFrame, years: str) -> pl.DataFrame:
    """Return the rows of some years, told by `year` or, in panels of days, by `date`.

    Raises
    ------
    FoedusError
        The frame has neither column, or `year` holds no numbers.
    """
    if "year" in frame.columns and frame["year"].dtype.is_numeric():
        year = pl.col("year")
    elif "date" in frame.columns and frame["date"].dtype == pl.Date:
        year = pl.col("date").dt.year().cast(pl.Int64)
    else:
        raise FoedusError("keep_years needs a column year of numbers, or date of days")
    kept = [year.is_between(*_range(part.strip())) for part in years.split(",")]
    return frame.filter(pl.any_horizontal(kept))


def _range(part: str) -> tuple[int, int]:
    found = _PART.fullmatch(part)
    first, dash, last = found.groups() if found else (None, None, None)
    if first is None and last is None:
        raise ValueError(f"'{part}' is no year and no range of years such as 1946-2010")
    begin = int(first) if first else 0
    end = int(last) if last else (9999 if dash else begin)
    if begin > end:
        raise ValueError(f"'{part}' begins after it ends")
    return begin, end
