"""The scenario tables: small CSV files of rules, parties and readings beside this module."""

import csv
from functools import cache
from importlib.resources import files

__all__ = ["rows"]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this package; blank cells are empty text.

    Parameters
    ----------
    name : str
        File name without its ending, e.g. "rules".

    Examples
    --------
    >>> rows("europe")[0]["iso3"]
    'ALB'
    """
    path = files("foedus.scenario") / "tables" / f"{name}.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
