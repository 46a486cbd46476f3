"""What stands under the figures of a line: what they do not say, and where they are from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from foedus.world.days import LAST_DAY
from foedus.world.shapes import BORDERS_SINCE, SHAPES_SOURCE, shapes_note, shapes_on
from foedus.world.states import state_name
from foedus.world.tables import read_table, read_topology

if TYPE_CHECKING:
    import polars as pl

__all__ = ["line_notes", "line_sources"]


def line_notes(
    alliance_id: str,
    members: Iterable[str],
    pairs: pl.DataFrame,
    span: tuple[date, date],
    capital: Mapping[str, Any] | None,
) -> tuple[str, ...]:
    """Return what a reader of a line from one day to another has to know.

    Parameters
    ----------
    alliance_id : str
    members : iterable of str
        Everybody who was a member in that time.
    pairs : polars.DataFrame
        The frontier, see `frontier_pairs`.
    span : (date, date)
        First and last day.
    capital : dict or None
        Row of the state whose capital a distance is given to.
    """
    first, last = span
    measured = SHAPES_SOURCE in pairs["source"].to_list()  # else on today's map
    notes = [shapes_note(last if measured else max(last, BORDERS_SINCE))]
    if first < BORDERS_SINCE <= last:
        notes.append(
            f"Rows before {BORDERS_SINCE} are measured on CShapes 2.0, about a fifth shorter than "
            "surveyed lengths: a step on that day is one of method, not of the line."
        )
    elif measured:
        lacking = sorted(set(members) - shapes_on(last).keys())
        if lacking:
            notes.append(f"Not on the map of the day: {', '.join(map(state_name, lacking))}.")
    notes += _suspended(alliance_id, last)
    overseas = pairs.filter(pairs["overseas_km"] > 0)
    if not overseas.is_empty():
        with_whom = ", ".join(f"{a}-{b}" for a, b in overseas.select("member", "neighbour").rows())
        notes.append(
            f"{overseas['overseas_km'].sum():,.0f} km run through overseas territories "
            f"({with_whom}); whether the treaty covers them is another matter."
        )
    if capital is not None:
        shapes = "simplified from 1:50m" if last >= BORDERS_SINCE else "those of CShapes 2.0"
        notes.append(
            f"Distance: geodesic (WGS 84) from the members' shapes, {shapes}, to the "
            f"coordinates of {capital['capital']}; dependent territories drawn apart "
            "(Greenland, Puerto Rico) are left out."
        )
    if last > LAST_DAY:
        end = LAST_DAY - timedelta(days=1)
        notes.append(f"Memberships are known up to {end}; later changes are not in the table.")
    return tuple(notes)


def _suspended(alliance_id: str, day: date) -> list[str]:
    """Return a note for every member whose participation is suspended on the day."""
    import polars as pl

    rows = read_table("memberships").filter(
        (pl.col("alliance_id") == alliance_id)
        & (pl.col("row_type") == "suspension")
        & (pl.col("from") <= day)
        & (pl.col("to").is_null() | (pl.col("to") > day))
    )
    return [
        f"{state_name(row['iso3'])} is counted as a member; from {row['from']}: {row['kind']}."
        for row in rows.iter_rows(named=True)
    ]


def line_sources(
    alliance_id: str, pairs: pl.DataFrame, capital: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Return where a line's borders, memberships, shapes and capital are from.

    Examples
    --------
    >>> from foedus.world.frontier import frontier_pairs
    >>> len(line_sources("NATO", frontier_pairs({"EST", "LVA"}), None)) > 1
    True
    """
    import polars as pl

    spells = read_table("memberships").filter(
        (pl.col("alliance_id") == alliance_id) & (pl.col("row_type") == "membership")
    )
    borders = pairs["source"].unique().sort().to_list()
    found = [*borders, *spells["source"].unique().sort().to_list()]
    if capital is not None:
        found += [str(read_topology()["source"]), f"Capital: {capital['source']}"]
    return tuple(dict.fromkeys(found))
