"""Days: what counts as one, and which of them the tables reach."""

from __future__ import annotations

import re
from datetime import date, datetime

from foedus.errors import FoedusError

__all__ = ["FIRST_DAY", "LAST_DAY", "after_the_tables", "as_day", "last_full_year", "parse_date"]

FIRST_DAY = date(1816, 1, 1)
"""The first day of the research data."""

LAST_DAY = date(2026, 1, 1)
"""The embedded tables reach the end of 2025: of the day after, 2025 is the last full year."""


def as_day(day: str | date) -> date:
    """Return the day that a text, a date or a point in time names.

    Parameters
    ----------
    day : str or date
        'YYYY-MM-DD'; a time of day is left out.

    Raises
    ------
    FoedusError
        It is no date.

    Examples
    --------
    >>> as_day("2022-01-30"), as_day(datetime(2022, 1, 30, 17, 5))
    (datetime.date(2022, 1, 30), datetime.date(2022, 1, 30))
    """
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    try:
        if isinstance(day, datetime):
            return day.date()
        return datetime.fromisoformat(str(day).strip()).date()
    except ValueError as reason:
        wrong = re.fullmatch(r"\d{4}-\d\d-\d\d", str(day).strip())
        told = str(reason).rstrip(".") if wrong else "no date"
        raise FoedusError(f"date {day!r}: {told}; write YYYY-MM-DD, e.g. 2022-01-30") from None


def parse_date(text: str | date) -> date:
    """Return a day that the data reach back to.

    Parameters
    ----------
    text : str or date
        See `as_day`.

    Raises
    ------
    FoedusError
        It is no date, or lies before 1816.

    Examples
    --------
    >>> parse_date("1914-06-28")
    datetime.date(1914, 6, 28)
    """
    day = as_day(text)
    if day < FIRST_DAY:
        raise FoedusError(f"date {day}: the research data begin on {FIRST_DAY}")
    return day


def after_the_tables(day: date) -> str:
    """Return what to tell of a day after the year of the last one of the tables, else nothing.

    Examples
    --------
    >>> after_the_tables(date(2030, 5, 1)), after_the_tables(LAST_DAY)
    ('2030-05-01 lies after the tables, which end in 2025', '')
    """
    if day.year <= LAST_DAY.year:
        return ""
    return f"{day} lies after the tables, which end in {LAST_DAY.year - 1}"


def last_full_year(day: date) -> int:
    """Return the last year that was over when a day began: its figures can be of no later one.

    Examples
    --------
    >>> last_full_year(date(2022, 1, 30)), last_full_year(date(2021, 12, 31))
    (2021, 2020)
    """
    return day.year - 1
