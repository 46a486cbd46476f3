"""Carry the tables of facts over, source and confidence kept, and the list of major powers."""

import csv
from pathlib import Path
from typing import Any

__all__ = ["CARRIED", "MAJORS", "carry", "major_rows", "read_rows", "write_rows"]

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
