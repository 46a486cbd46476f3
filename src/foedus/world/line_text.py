"""A line as plain text of at most 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.world.text import notes_and_sources, paragraph, table

if TYPE_CHECKING:
    from foedus.world.line import Line

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
    for row in line.series.iter_rows(named=True):
        cells = [str(row["date"]), str(row["members"]), _km(row["total_km"])]
        if line.toward is not None:
            cells += [_km(row["toward_km"]), _km(row["distance_km"]), row["nearest_member"]]
        rows.append([*cells, row["change"]])
    lines = table([*header, "change"], rows, right="-rr" if line.toward is None else "-rrrr")
    return [f"Every change of membership from {line.since} to {line.on}", *lines, ""]


def _by_neighbour(line: Line) -> list[str]:
    along: dict[str, list[str]] = {}
    for member, neighbour, km in line.pairs.select("member", "neighbour", "km").iter_rows():
        along.setdefault(neighbour, []).append(f"{member}{NO_BREAK}{_km(km)}")
    rows = [
        [name, iso3, _km(km), ", ".join(along[iso3])]
        for iso3, name, km in line.by_neighbour.iter_rows()
    ]
    return [
        f"By neighbour, on {line.on}",
        *table(["neighbour", "", "km", "along"], rows, right="--r"),
        "",
    ]


def _by_member(line: Line) -> list[str]:
    on_it = line.by_member.filter(line.by_member["km"] > 0)
    behind = line.by_member.filter(line.by_member["km"] == 0)
    rows = [[name, iso3, _km(km), wave] for iso3, name, wave, km in on_it.iter_rows()]
    lines = table(["member", "", "km", "joined with"], rows, right="--r")
    if len(behind):
        names = " ".join(behind["member"].sort())
        lines += paragraph(f"no land frontier with others: {names}", "  ", "    ")
    return ["By member", *lines, ""]


def _by_wave(line: Line) -> list[str]:
    rows = [[wave, _km(km), " ".join(members)] for wave, members, km in line.by_wave.iter_rows()]
    return ["By wave", *table(["wave", "km", "members"], rows, right="-r"), ""]
