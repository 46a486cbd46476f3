"""Carry the tables of facts over, source and confidence kept, and the lists of powers."""

import csv
from pathlib import Path
from typing import Any

__all__ = ["CARRIED", "MAJORS", "carry", "major_rows", "power_rows", "read_rows", "write_rows"]

Row = dict[str, Any]

CARRIED = {
    "states": "states",
    "dissolved_states": "dissolved_states",
    "alliances": "alliances",
    "memberships": "memberships",
    "nuclear": "nuclear",
    "operations": "operations",
    "commitments": "commitments",
    "deployments": "deployments",
    "weapons": "weapons",
    "rivalries": "rivalries",
    "nato_defence": "nato_defence_2014_2024",
    "clashes": "clashes",
    "regimes": "regimes",
    "guarantees": "guarantees",
}
"""Embedded table: file of the facts folder."""

MAJORS = (
    ("CHN", "1950-01-01", ""),
    ("DEU", "1816-01-01", "1918-11-11"),
    ("DEU", "1925-01-01", "1945-05-07"),
    ("DEU", "1991-12-11", ""),
    ("FRA", "1816-01-01", "1940-06-22"),
    ("FRA", "1945-08-15", ""),
    ("GBR", "1816-01-01", ""),
    ("ITA", "1860-01-01", "1943-09-02"),
    ("JPN", "1895-04-01", "1945-08-14"),
    ("JPN", "1991-12-11", ""),
    ("RUS", "1816-01-01", "1917-12-05"),
    ("RUS", "1922-01-01", ""),
    ("USA", "1898-08-13", ""),
)
"""Major powers of the Correlates of War project; blank: still one when the list ends, 2016."""

MAJORS_SOURCE = (
    "Correlates of War Project, State System Membership (v2016), major powers "
    "https://correlatesofwar.org/data-sets/state-system-membership/"
)


POWERS = (
    ("USA", "1945-07-16", "", "first test"),
    ("RUS", "1949-08-29", "", "first test, by the Soviet Union"),
    ("GBR", "1952-10-03", "", "first test"),
    ("FRA", "1960-02-13", "", "first test"),
    ("CHN", "1964-10-16", "", "first test"),
    ("ISR", "1967-01-01", "", "first weapon, by the estimates; never declared or openly tested"),
    ("IND", "1974-05-18", "", "first test"),
    ("ZAF", "1979-01-01", "1991-07-10", "first weapon to accession to the NPT; declared in 1993"),
    ("PAK", "1998-05-28", "", "first test"),
    ("PRK", "2006-10-09", "", "first test"),
)
"""States with nuclear weapons; the Soviet Union's stand under Russia's code, see POWERS_SOURCE.

Weapons of the Soviet Union in Belarus, Kazakhstan and Ukraine were under Moscow's control.
"""

POWERS_SOURCE = (
    "CTBTO, World overview of nuclear testing (tests); SIPRI Yearbook, World nuclear forces "
    "(Israel); IAEA, South Africa's nuclear weapons programme (GC(XXXVII)/1075, 1993)"
)


def power_rows() -> list[Row]:
    """Return the spells in which states had nuclear weapons."""
    return [
        {"iso3": iso3, "from": start, "to": end, "basis": basis, "source": POWERS_SOURCE}
        for iso3, start, end, basis in POWERS
    ]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file; every cell is text, so Namibia's NA stays NA."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cell(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows as CSV, the first row's keys as header; whole numbers without a decimal point."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)


def carry(facts: Path, name: str) -> list[Row]:
    """Return a table of the facts folder as it is; every row must name its source."""
    rows: list[Row] = list(read_rows(facts / f"{CARRIED[name]}.csv"))
    for row in rows:
        if not row["source"]:
            raise SystemExit(f"{CARRIED[name]}.csv: a row without source: {row}")
    return rows


def major_rows() -> list[Row]:
    """Return the spells of today's states as major powers."""
    return [
        {"iso3": iso3, "from": start, "to": end, "source": MAJORS_SOURCE}
        for iso3, start, end in MAJORS
    ]
