"""Small tables of facts and rules: the CSV files that a floor keeps beside its modules."""

import csv
from functools import cache
from importlib.resources import files

__all__ = ["rows"]


@cache
def rows(floor: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of a floor; blank cells are empty text.

    Parameters
    ----------
    floor : str
        E.g. "scenario".
    name : str
        File name without its ending, e.g. "europe".

    Examples
    --------
    >>> rows("scenario", "europe")[0]["iso3"]
    'ALB'
    """
    path = files("foedus") / floor / "tables" / f"{name}.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
