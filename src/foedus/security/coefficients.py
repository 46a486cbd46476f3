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
    "EVENTS", "READINGS", "AttackFit", "Group", "JoiningFit", "Recorded", "attack_fit",
    "calibrated_groups", "joining_fit", "recorded", "table_rows", "typical_history",
]  # fmt: skip

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
    _one_of(reading, READINGS, "reading")
    _one_of(event, EVENTS, "event")
    (head,) = _of("attack_fits", reading=reading, event=event)
    points = _of("attack", reading=reading, event=event)
    rows = _of("attack_covariance", reading=reading, event=event)
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
        **_span(head),
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
    _one_of(side, SIDES, "side")
    _one_of(event, EVENTS, "event")
    (head,) = _of("joining", side=side, event=event)
    rows = _of("joining_covariance", side=side, event=event)
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
        **_span(head),
        n=int(head["n"]),
        joins=int(head["joins"]),
        source=head["source"],
    )


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
    _one_of(name, names, "number")
    found = _of("numbers", name=name, event=event) or _of("numbers", name=name)
    row = found[0]
    return Recorded(
        name=name,
        event=row["event"],
        estimate=float(row["estimate"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        **_span(row),
        n=int(row["n"]),
        source=row["source"],
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
    _one_of(kind, kinds, "class of pairs")
    rows = _of("peace", kind=kind)
    spans, values = _numbers(rows, ("years",))[:, 0], _numbers(rows, ("log_peace", "recent"))
    return float(np.interp(years, spans, values[:, 0])), float(
        np.interp(years, spans, values[:, 1])
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
    _one_of(event, EVENTS, "event")
    return tuple(
        Group(
            event=event,
            group=row["group"],
            expected=float(row["expected"]),
            observed=int(row["observed"]),
            off=row["off"] == "1",
            n=int(row["n"]),
            **_span(row),
        )
        for row in _of("groups", event=event)
    )


def _of(table: str, **wanted: str) -> list[Row]:
    return [
        row for row in table_rows(table) if all(row[key] == value for key, value in wanted.items())
    ]


def _numbers(rows: list[Row], names: tuple[str, ...]) -> Array:
    found = np.array([[float(row[name]) for name in names] for row in rows])
    found.setflags(write=False)
    return found


def _span(row: Row) -> dict[str, int]:
    return {"first": int(row["first"]), "last": int(row["last"])}


def _one_of(value: str, valid: tuple[str, ...], what: str) -> None:
    if value not in valid:
        raise FoedusError(
            f"unknown {what} '{value}'; nearest: {nearest(value, valid)} "
            f"(there are {', '.join(valid)})"
        )
