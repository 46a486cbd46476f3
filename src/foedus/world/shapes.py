"""The shapes of the states on a day: today's map, or before its borders that of CShapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus import sources
from foedus.errors import FoedusError
from foedus.measures.gradient import great_circle
from foedus.world.roll import roll_on
from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_shapes

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

__all__ = [
    "BORDERS_SINCE",
    "SHAPES_SINCE",
    "SHAPES_SOURCE",
    "Place",
    "borders_on",
    "capital_on",
    "shapes_note",
    "shapes_on",
]

BORDERS_SINCE = date(2011, 7, 9)
"""Independence of South Sudan: the borders of the embedded map hold from then on."""

SHAPES_SINCE = date(1886, 1, 1)
"""First day of CShapes 2.0."""

SHAPES_SOURCE = "CShapes 2.0 (Schvitz et al. 2022), length of the outlines that two shapes share"


@dataclass(frozen=True)
class Place:
    """A capital: its name and where it lies, decimal degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, eq=False)
class _Map:
    """The shapes of one map of CShapes, dependencies told apart from the home countries."""

    shapes: Mapping[str, MultiPolygon]
    capitals: Mapping[str, Place]
    owner: tuple[str, ...]
    home: NDArray[np.bool_]
    pieces: NDArray[np.object_]


def shapes_on(day: date) -> Mapping[str, MultiPolygon]:
    """Return the territory of every state on a day, longitude and latitude in degrees.

    Parameters
    ----------
    day : date
        From `BORDERS_SINCE` on today's map; before it CShapes, from 1886 on, under the codes of the
        time (SUN, DDR, AUH). Home countries only; CShapes leaves out some of the smallest islands.

    Raises
    ------
    FoedusError
        The day lies before 1886, or CShapes is not on this computer.

    Examples
    --------
    >>> "UKR" in shapes_on(date(2024, 1, 1))
    True

    References
    ----------
    Schvitz et al. (2022), CShapes 2.0.
    """
    return read_shapes() if day >= BORDERS_SINCE else _map(_epoch(day)).shapes


def capital_on(iso3: str, day: date) -> Place:
    """Return a state's capital on a day.

    Raises
    ------
    FoedusError
        There is no such state on the map of the day.

    Examples
    --------
    >>> capital_on("RUS", date(2024, 1, 1)).name
    'Moscow'
    """
    if day >= BORDERS_SINCE:
        row = state_rows()[iso3]
        return Place(row["capital"], float(row["capital_lat"]), float(row["capital_lon"]))
    capitals = _map(_epoch(day)).capitals
    if iso3 not in capitals:
        raise FoedusError(f"the map of {day} has no {state_name(iso3)} ({iso3})")
    return capitals[iso3]


def shapes_note(day: date) -> str:
    """Return what a reader of a line must know of the shapes of a day.

    Examples
    --------
    >>> shapes_note(date(2024, 1, 1))
    "Borders are today's, which hold since 2011-07-09: land only, no sea frontier."
    """
    if day >= BORDERS_SINCE:
        return f"Borders are today's, which hold since {BORDERS_SINCE}: land only, no sea frontier."
    return (
        f"Borders are those of {day} in CShapes 2.0, whose outlines are simplified: lengths come "
        "out about a fifth shorter than surveyed ones (0.62 to 1.0 of the World Factbook's for "
        "nine borders in ten); home countries only, no sea frontier."
    )


def borders_on(day: date) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Return the land borders of the home countries on a day before `BORDERS_SINCE`, km.

    Returns
    -------
    mapping of (state, neighbour) to (km, km of it with a dependency of the neighbour)
        Every border from both sides; that with a colony from the side of the home country only.
    """
    return _borders(_epoch(day))


def _epoch(day: date) -> date:
    """Return the day on which the map that holds on a day was last changed."""
    if day < SHAPES_SINCE:
        raise FoedusError(f"no shapes of {day}: CShapes begins on {SHAPES_SINCE}")
    spells = sources.load("cshapes_cow")
    changes = spells.filter(spells["start"] <= day)["start"].to_list()
    born = roll_on(day).first.astype(object)  # on days, too, on which no border moves
    last: date = max(*changes, *(first for first in born if first is not None))
    return last


@cache
def _map(day: date) -> _Map:
    import shapely

    spells = sources.load("cshapes_cow")
    rows = spells.filter((spells["start"] <= day) & (spells["end"] >= day))
    roll = roll_on(day)
    code = {int(ccode): iso3 for ccode, iso3 in zip(roll.ccode, roll.iso3, strict=True)}
    pieces = shapely.from_wkb(rows["geometry"].to_numpy())
    ccode = [int(number) for number in rows["ccode"]]
    home = np.array([number in code for number in ccode])
    owner = tuple(
        code.get(number) or code.get(int(whose or -1)) or f"COW {number}"
        for number, whose in zip(ccode, rows["owner"], strict=True)
    )
    at_home = [i for i, one in enumerate(home) if one]
    named = rows.select("capname", "caplat", "caplong").rows()
    return _Map(
        shapes=MappingProxyType({owner[i]: pieces[i] for i in at_home}),
        capitals=MappingProxyType({owner[i]: Place(*named[i]) for i in at_home}),
        owner=owner,
        home=home,
        pieces=pieces,
    )


@cache
def _borders(day: date) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Return the borders: edges that the outlines of two pieces of land have in common."""
    land = _map(day)
    piece, start, end = _edges(land.pieces)
    low, high = np.minimum(start, end), np.maximum(start, end)  # complex: by longitude, latitude
    order = np.lexsort((piece, high.imag, high.real, low.imag, low.real))
    low, high, piece = low[order], high[order], piece[order]
    same = (low[1:] == low[:-1]) & (high[1:] == high[:-1]) & (piece[1:] != piece[:-1])
    at = np.flatnonzero(same)
    km = great_circle(low[at].imag, low[at].real, high[at].imag, high[at].real)
    found: dict[tuple[str, str], tuple[float, float]] = {}
    pairs, which = np.unique(
        np.column_stack([piece[at], piece[at + 1]]), axis=0, return_inverse=True
    )
    for (i, j), length in zip(pairs.tolist(), np.bincount(which.ravel(), km), strict=True):
        for ours, theirs in ((i, j), (j, i)):
            if land.home[ours] and land.owner[ours] != land.owner[theirs]:
                key = land.owner[ours], land.owner[theirs]
                whole, overseas = found.get(key, (0.0, 0.0))
                through = 0.0 if land.home[theirs] else float(length)
                found[key] = whole + float(length), overseas + through
    return MappingProxyType(found)


def _edges(
    pieces: NDArray[np.object_],
) -> tuple[NDArray[np.intp], NDArray[np.complex128], NDArray[np.complex128]]:
    """Return the edges of all outlines: whose they are, and both ends as complex numbers."""
    import shapely

    parts, of_part = shapely.get_parts(pieces, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    points, of_point = shapely.get_coordinates(rings, return_index=True)
    place = points[:, 0] + 1j * points[:, 1]
    inside = of_point[1:] == of_point[:-1]
    piece = of_part[of_ring[of_point[:-1]]]
    return piece[inside], place[:-1][inside], place[1:][inside]
