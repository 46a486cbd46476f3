"""A line as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.line_result import Line
from foedus.views.text.table import notes_and_sources, paragraph, table

__all__ = ["summary"]

NO_BREAK = "\u00a0"
"""Keeps a member and its kilometres on one line."""


def summary(line: Line) -> str:
    """Return a line as plain text.

    Parameters
    ----------
    line : Line
    """
    parts = [*paragraph(line.answer), ""]
    parts += _series(line)
    parts += _by_neighbour(line)
    parts += _by_member(line)
    parts += _by_wave(line)
    parts += notes_and_sources(line.notes, line.sources)
    return "\n".join(parts).replace(NO_BREAK, " ") + "\n"


def _km(value: float) -> str:
    """Return kilometres, with a decimal only where a short border has one."""
    short = value < 100 and value != int(value)
    return f"{value:,.1f}" if short else f"{value:,.0f}"


def _series(line: Line) -> list[str]:
    if line.series is None:
        return []
    header = ["date", "members", "line km"]
    if line.toward is not None:
        header += [f"with {line.toward.iso3}", f"to {line.toward.capital}", "nearest"]
    rows = []
    for row in line.series:
        cells = [str(row.date), str(row.members), _km(row.total_km)]
        if row.toward_km is not None and row.distance_km is not None:
            cells += [_km(row.toward_km), _km(row.distance_km), row.nearest_member or ""]
        rows.append([*cells, row.change])
    lines = table([*header, "change"], rows, right="-rr" if line.toward is None else "-rrrr")
    return [f"Every change of membership from {line.since} to {line.on}", *lines, ""]


def _by_neighbour(line: Line) -> list[str]:
    rows = [
        [
            row.name,
            row.iso3,
            _km(row.km),
            ", ".join(f"{member}{NO_BREAK}{_km(km)}" for member, km in row.members.items()),
        ]
        for row in line.by_neighbour
    ]
    return [
        f"By neighbour, on {line.on}",
        *table(["neighbour", "", "km", "along"], rows, right="--r"),
        "",
    ]


def _by_member(line: Line) -> list[str]:
    rows = [[row.name, row.iso3, _km(row.km), row.wave] for row in line.by_member if row.km > 0]
    behind = sorted(row.iso3 for row in line.by_member if row.km == 0)
    lines = table(["member", "", "km", "joined with"], rows, right="--r")
    if behind:
        lines += paragraph(f"no land frontier with others: {' '.join(behind)}", "  ", "    ")
    return ["By member", *lines, ""]


def _by_wave(line: Line) -> list[str]:
    rows = [[row.wave, _km(row.km), " ".join(row.members)] for row in line.by_wave]
    return ["By wave", *table(["wave", "km", "members"], rows, right="-r"), ""]
