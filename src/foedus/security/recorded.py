"""What is on record of groups of pairs, and the groups that the model was calibrated on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from foedus.security.coefficients import EVENTS, one_of, rows_of, span_of, table_rows

__all__ = [
    "Group",
    "Recorded",
    "calibrated_groups",
    "recorded",
]


@dataclass(frozen=True)
class Recorded:
    """One number read off the record, with its 95 % interval."""

    name: str
    event: str
    estimate: float
    low: float | None
    high: float | None
    n: int
    first: int
    last: int
    source: str


@dataclass(frozen=True)
class Group:
    """Events expected and observed in a group of pairs, and whether it is off by more than two."""

    event: str
    group: str
    expected: float
    observed: int
    off: bool
    n: int
    first: int
    last: int


@cache
def recorded(name: str, event: str = "war") -> Recorded:
    """Return a number read off the record.

    Parameters
    ----------
    name : "psi", "omega", "honoured" and others of the table `numbers`
    event : one of EVENTS

    Raises
    ------
    FoedusError
        There is no such number.

    Examples
    --------
    >>> 0 < recorded("psi").estimate < 1
    True
    """
    names = tuple(dict.fromkeys(row["name"] for row in table_rows("numbers")))
    one_of(name, names, "number")
    found = rows_of("numbers", name=name, event=event) or rows_of("numbers", name=name)
    row = found[0]
    return Recorded(
        name=name,
        event=row["event"],
        estimate=float(row["estimate"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        **span_of(row),
        n=int(row["n"]),
        source=row["source"],
    )


@cache
def calibrated_groups(event: str = "war") -> tuple[Group, ...]:
    """Return how well the default fit does in each group of pairs, in sample.

    Parameters
    ----------
    event : one of EVENTS

    Raises
    ------
    FoedusError
        The event is unknown.

    Examples
    --------
    >>> calibrated_groups()[0].group
    'all'
    """
    one_of(event, EVENTS, "event")
    return tuple(
        Group(
            event=event,
            group=row["group"],
            expected=float(row["expected"]),
            observed=int(row["observed"]),
            off=row["off"] == "1",
            n=int(row["n"]),
            **span_of(row),
        )
        for row in rows_of("groups", event=event)
    )
