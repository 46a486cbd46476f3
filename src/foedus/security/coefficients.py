"""The estimated coefficients of the model, from the small tables beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError, nearest

__all__ = [
    "EVENTS",
    "READINGS",
    "AttackFit",
    "JoiningFit",
    "attack_fit",
    "joining_fit",
    "table_rows",
    "typical_history",
]

Array = NDArray[np.float64]
Row = dict[str, str]

TABLES = Path(__file__).parent / "tables"

EVENTS = ("war", "fatal", "force")
READINGS = ("since-1816", "since-1945", "nuclear", "sceptics")
SIDES = ("target", "attacker")


@dataclass(frozen=True, eq=False)
class AttackFit:
    """The attack equation of one rung in one reading.

    Attributes
    ----------
    reading, event : str
    terms : names of the coefficients
    grid : (g, 2), D in km and rho
    weight : (g,) likelihood weights of the grid points, sum 1
    estimates : (g, k), each grid point with its own coefficients, log-odds a year
    covariance : (k, k), two-way clustered, at the heaviest grid point
    n, events, first, last : int
        Directed dyad-years, events, years of the fit.
    record_events, record_years : int
        Attacks in the world in the last years of the record, to which the constant is anchored.
    source : str
    """

    reading: str
    event: str
    terms: tuple[str, ...]
    grid: Array
    weight: Array
    estimates: Array
    covariance: Array
    n: int
    events: int
    first: int
    last: int
    record_events: int
    record_years: int
    source: str


@dataclass(frozen=True, eq=False)
class JoiningFit:
    """The joining equation of one side, for one rung.

    Attributes
    ----------
    side : "target" or "attacker", the side that is joined
    event : str
    terms : names of the coefficients; the rung war alone has the term 'war'
    estimate : (k,) log-odds
    covariance : (k, k), clustered by dispute
    excess, excess_low, excess_high : float
        Mean of what an obligation adds to an ally's chance to join, with its 90 % interval.
    n, joins, first, last : int
        Cases, joins among them, years.
    source : str
    """

    side: str
    event: str
    terms: tuple[str, ...]
    estimate: Array
    covariance: Array
    excess: float
    excess_low: float
    excess_high: float
    n: int
    joins: int
    first: int
    last: int
    source: str


@cache
def table_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of one of the model's tables.

    Parameters
    ----------
    name : str
        Name of the file without its ending, e.g. "numbers".

    Examples
    --------
    >>> sorted({row["event"] for row in table_rows("attack_fits")})
    ['fatal', 'force', 'war']
    """
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def attack_fit(reading: str = "since-1816", event: str = "war") -> AttackFit:
    """Return the attack equation of a rung in a reading.

    Parameters
    ----------
    reading : one of READINGS
    event : one of EVENTS

    Raises
    ------
    FoedusError
        The reading or the event is unknown.

    Examples
    --------
    >>> fit = attack_fit()
    >>> fit.estimates.shape == (len(fit.weight), len(fit.terms))
    True
    """
    one_of(reading, READINGS, "reading")
    one_of(event, EVENTS, "event")
    (head,) = rows_of("attack_fits", reading=reading, event=event)
    points = rows_of("attack", reading=reading, event=event)
    rows = rows_of("attack_covariance", reading=reading, event=event)
    terms = tuple(row["term"] for row in rows)
    return AttackFit(
        reading=reading,
        event=event,
        terms=terms,
        grid=_numbers(points, ("scale", "rho")),
        weight=_numbers(points, ("weight",))[:, 0],
        estimates=_numbers(points, terms),
        covariance=_numbers(rows, terms),
        record_events=int(head["record_events"]),
        record_years=int(head["record_years"]),
        **span_of(head),
        n=int(head["n"]),
        events=int(head["events"]),
        source=head["source"],
    )


@cache
def joining_fit(side: str = "target", event: str = "war") -> JoiningFit:
    """Return the joining equation of a side for a rung.

    Parameters
    ----------
    side : "target" or "attacker"
    event : one of EVENTS

    Raises
    ------
    FoedusError
        The side or the event is unknown.

    Examples
    --------
    >>> "war" in joining_fit("target", "war").terms, "war" in joining_fit("target", "fatal").terms
    (True, False)
    """
    one_of(side, SIDES, "side")
    one_of(event, EVENTS, "event")
    (head,) = rows_of("joining", side=side, event=event)
    rows = rows_of("joining_covariance", side=side, event=event)
    terms = tuple(row["term"] for row in rows)
    return JoiningFit(
        side=side,
        event=event,
        terms=terms,
        estimate=_numbers([head], terms)[0],
        covariance=_numbers(rows, terms),
        excess=float(head["excess"]),
        excess_low=float(head["excess_low"]),
        excess_high=float(head["excess_high"]),
        **span_of(head),
        n=int(head["n"]),
        joins=int(head["joins"]),
        source=head["source"],
    )


@cache
def typical_history(kind: str, years: float) -> tuple[float, float]:
    """Return ln(1 + years of peace) and ln(1 + recent clashes) typical of pairs of a class.

    Parameters
    ----------
    kind : "rival", "land" (neighbours that are no rivals) or "other"
    years : float
        Years for which the pair is known to have had no deadly clash; beyond the table its end.

    Raises
    ------
    FoedusError
        The class is unknown.

    Examples
    --------
    >>> typical_history("rival", 11) > typical_history("rival", 0)
    True
    """
    kinds = tuple(dict.fromkeys(row["kind"] for row in table_rows("peace")))
    one_of(kind, kinds, "class of pairs")
    rows = rows_of("peace", kind=kind)
    spans, values = _numbers(rows, ("years",))[:, 0], _numbers(rows, ("log_peace", "recent"))
    return float(np.interp(years, spans, values[:, 0])), float(
        np.interp(years, spans, values[:, 1])
    )


def rows_of(table: str, **wanted: str) -> list[Row]:
    """Return the rows of a table that have the wanted entries."""
    return [
        row for row in table_rows(table) if all(row[key] == value for key, value in wanted.items())
    ]


def _numbers(rows: list[Row], names: tuple[str, ...]) -> Array:
    found = np.array([[float(row[name]) for name in names] for row in rows])
    found.setflags(write=False)
    return found


def span_of(row: Row) -> dict[str, int]:
    """Return the first and the last year of a row."""
    return {"first": int(row["first"]), "last": int(row["last"])}


def one_of(value: str, valid: tuple[str, ...], what: str) -> None:
    """Raise FoedusError, with the nearest, for a value that is none of the valid ones."""
    if value not in valid:
        raise FoedusError(
            f"unknown {what} '{value}'; nearest: {nearest(value, valid)} "
            f"(there are {', '.join(valid)})"
        )
