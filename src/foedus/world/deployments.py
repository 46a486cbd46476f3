"""Which forces stood where on a day: the embedded deployments, totals and parts told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.world.days import LAST_DAY
from foedus.world.tables import read_table

__all__ = ["Presence", "deployed", "share_abroad", "stationed_persons"]

Persons = NDArray[np.float64]

SAME_FORCE = {"NATO FLF brigade": "NATO eFP", "NATO eFP (south-east)": "NATO eFP"}
"""Frameworks under a new name: the brigade in Latvia grew out of the battlegroup."""

PART_OF = {"Crimea": "war from 2022-02-24"}
"""Frameworks whose forces a later count of the other framework, in the same host, contains."""

OPEN_DAYS = 550
"""A presence of unknown begin counts from so many days before its count to as many after."""


RECENT_DAYS = 3 * 365
"""A count so old, but not later than the day, goes before a later one."""


@dataclass(frozen=True)
class Presence:
    """One force that stands abroad on a day.

    Attributes
    ----------
    host, sender : str
        ISO3 codes. Where only the total of a multinational force is known, the lead nation.
    kind, framework : str
    persons : float
        The middle where the source gives a range.
    as_of : str
        Date of the count: year, or year and month.
    multinational : bool
        The count is the total of a multinational force.
    note, source : str
    """

    host: str
    sender: str
    kind: str
    framework: str
    persons: float
    as_of: str
    multinational: bool
    note: str
    source: str


def _day(text: str | None, month: int, day: int) -> date | None:
    """Return the day that a year, a month or a day stands for; missing parts as given."""
    if not text:
        return None
    parts = [int(part) for part in str(text).split("-")]
    parts += [month, day][len(parts) - 1 :]
    return date(parts[0], parts[1], parts[2] if len(str(text)) > 7 else min(parts[2], 28))


def _counted(row: dict[str, Any]) -> date:
    counted = _day(row["as_of"], 7, 1)
    if counted is None:
        raise LookupError(f"deployments.csv: no as_of in {row}")
    return counted


def _persons(row: dict[str, Any]) -> float | None:
    known = [row[name] for name in ("personnel_low", "personnel_high") if row[name] is not None]
    return sum(known) / len(known) if known else None


def _standing(row: dict[str, Any], counts: list[date], day: date) -> bool:
    """Return whether the presence of a row existed on a day."""
    begun, ended = _day(row["from"], 1, 1), _day(row["to"], 12, 31)
    if ended is not None and day >= ended:
        return False
    if begun is not None:
        return begun <= day
    return (min(counts) - day).days <= OPEN_DAYS and (day - max(counts)).days <= OPEN_DAYS


def _rank(counted: date, day: date) -> tuple[bool, int]:
    """Return the order of counts for a day: recent ones first, then by the time between."""
    age = (day - counted).days
    return not 0 <= age <= RECENT_DAYS, abs(age)


def deployed(day: date) -> tuple[Presence, ...]:
    """Return the forces abroad on a day, from one count of each.

    It is the last count of the three years up to the day, so that a later reinforcement is not
    taken for what stood there; without one, the count nearest in time.

    National rows are taken. The total of a multinational force counts, for its lead nation, only
    where no national row of it stands in the host; a total without a lead nation, a force at home
    and a presence of unknown strength are left out. Strengths that were only planned are too.

    Parameters
    ----------
    day : date

    Examples
    --------
    >>> there = deployed(date(2021, 12, 17))
    >>> round(sum(p.persons for p in there if (p.sender, p.host) == ("USA", "DEU")))
    35558
    """
    groups: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in read_table("deployments").iter_rows(named=True):
        if _persons(row) is not None and _counted(row) <= LAST_DAY:
            framework = SAME_FORCE.get(row["framework"], row["framework"])
            key = (row["host_iso3"], row["sender_iso3"], row["kind"], framework)
            groups.setdefault(key, []).append(row)
    found = []
    for key, rows in groups.items():
        counts = [_counted(row) for row in rows]
        there = [row for row in rows if _standing(row, counts, day)]
        if there:
            found.append((key, min(there, key=lambda row: _rank(_counted(row), day))))
    standing = {(key[0], key[3]) for key, _ in found}
    found = [(key, row) for key, row in found if (key[0], PART_OF.get(key[3], "")) not in standing]
    national = {(key[0], key[3]) for key, _ in found if key[1] != "MULTI"}
    presences = []
    for (host, sender, kind, framework), row in found:
        total = sender == "MULTI"
        if total and ((host, framework) in national or row["lead_iso3"] in (None, "", host)):
            continue
        presences.append(
            Presence(
                host=host,
                sender=row["lead_iso3"] if total else sender,
                kind=kind,
                framework=row["framework"],
                persons=float(_persons(row) or 0.0),
                as_of=row["as_of"],
                multinational=total,
                note=row["note"] or "",
                source=row["source"],
            )
        )
    return tuple(presences)


def stationed_persons(states: Sequence[str], day: date) -> NDArray[np.float64]:
    """Return the persons of each state that stand in each other on a day, (n, n), sender by host.

    Parameters
    ----------
    states : sequence of str
        ISO3 codes, in the order of the result; forces of or in others are left out.
    day : date

    Examples
    --------
    >>> float(stationed_persons(["DEU", "USA"], date(2021, 12, 17))[1, 0].round())
    35558.0
    """
    n = len(states)
    position = {iso3: i for i, iso3 in enumerate(states)}
    persons = np.zeros((n, n))
    for presence in deployed(day):
        if presence.sender in position and presence.host in position:
            persons[position[presence.sender], position[presence.host]] += presence.persons
    return persons


def share_abroad(
    stationed: NDArray[np.float64], active: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of a state's forces (row) that stands in a host (column), (n, n).

    Parameters
    ----------
    stationed : (n, n) persons, sender by host
    active : (n,) persons, nan where unknown
        A state never has more than all its forces abroad; one of unknown strength has none.

    Examples
    --------
    >>> share_abroad(np.array([[0.0, 30.0], [0.0, 0.0]]), np.array([100.0, np.nan]))
    array([[0. , 0.3],
           [0. , 0. ]])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(stationed > 0, stationed / active[:, None], 0.0)
    share[~np.isfinite(share)] = 0.0
    abroad: NDArray[np.float64] = share / np.maximum(share.sum(axis=1, keepdims=True), 1.0)
    return abroad
