"""Land on a canvas: projected, simplified and cut out, in pixels from the top left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.world.tables import read_other_land, read_shapes, read_table

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon
    from shapely.geometry.base import BaseGeometry

__all__ = ["EUROPE", "Canvas", "Land", "capitals", "regional_map", "shared_border", "world_map"]

Array = NDArray[np.float64]

EUROPE = ((35.0, -10.0), (34.5, 36.0), (80.8, 20.0), (39.0, 47.0), (57.0, 58.0), (65.0, -24.0))
"""Latitudes and longitudes that the map of Europe has to show, Svalbard among them."""

MERIDIAN = 11.5
"""Middle of the world map: its edges lie in the Bering Strait, so that no state is cut there."""

TINY = 16.0
"""Square pixels below which a state is drawn as a dot."""

DOT = 3.0
"""Radius of that dot in pixels."""


@dataclass(frozen=True)
class Land:
    """A piece of land.

    Attributes
    ----------
    iso3 : str or None
        The state it belongs to; None for land given to nobody.
    name : str
    home : bool
        Whether it is the state's own shape, not a territory of its own on the map.
    shape : shapely geometry, pixels
    dot : (x, y) or None
        Where to draw a state that is too small to see or to point at.
    """

    iso3: str | None
    name: str
    home: bool
    shape: BaseGeometry
    dot: tuple[float, float] | None = None


@dataclass(frozen=True)
class Canvas:
    """A map to draw on."""

    width: float
    height: float
    lands: tuple[Land, ...]

    def of(self, iso3: str) -> Land | None:
        """Return a state's own land, None if it is not on the map."""
        return next((land for land in self.lands if land.home and land.iso3 == iso3), None)


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of every capital.

    Examples
    --------
    >>> lat, lon = capitals()["UKR"]
    >>> 50 < lat < 51, 30 < lon < 31
    (True, True)
    """
    table = read_table("states").select("iso3", "capital_lat", "capital_lon").drop_nulls()
    return {iso3: (lat, lon) for iso3, lat, lon in table.iter_rows()}


def equal_earth(points: Array) -> Array:
    """Return the equal-area projection of the world, (n, 2) from longitude and latitude.

    References
    ----------
    Savric, Patterson & Jenny (2019), "The Equal Earth map projection".
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    lon, lat = np.radians(points).T
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(lat))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * np.sqrt(3) * lon * np.cos(t) / (3 * slope)
    return np.column_stack([x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t])


def azimuthal(points: Array, lat0: float, lon0: float) -> Array:
    """Return Lambert's azimuthal equal-area projection about a centre, (n, 2)."""
    lon, lat = np.radians(points - [lon0, 0.0]).T
    centre = np.radians(lat0)
    cosine = np.sin(centre) * np.sin(lat) + np.cos(centre) * np.cos(lat) * np.cos(lon)
    k = np.sqrt(2 / np.maximum(1 + cosine, 0.05))
    north = np.cos(centre) * np.sin(lat) - np.sin(centre) * np.cos(lat) * np.cos(lon)
    return np.column_stack([k * np.cos(lat) * np.sin(lon), k * north])


@cache
def world_map(width: int) -> Canvas:
    """Return the inhabited world in Equal Earth projection, the Arctic whole.

    Parameters
    ----------
    width : int, pixels
    """
    from shapely import box, union_all
    from shapely.affinity import translate

    left, right = equal_earth(np.array([[-180.0, 0.0], [180.0, 0.0]]))[:, 0]
    bottom, top = equal_earth(np.array([[0.0, -56.5], [0.0, 84.5]]))[:, 1]
    scale = width / (right - left)
    height = (top - bottom) * scale
    edge = MERIDIAN - 180.0
    west, east = box(-180.0, -90.0, edge, 90.0), box(edge, -90.0, 180.0, 90.0)

    def turn(shape: MultiPolygon) -> BaseGeometry:
        if shape.bounds[0] >= edge:
            return translate(shape, xoff=-MERIDIAN)
        parts = [translate(shape.intersection(west), xoff=360.0), shape.intersection(east)]
        return translate(union_all(parts), xoff=-MERIDIAN)

    def place(points: Array) -> Array:
        placed: Array = np.multiply(equal_earth(points) - [left, top], [scale, -scale])
        return placed

    return Canvas(width, height, _lands(place, width, height, prepare=turn))


def regional_map(points: Iterable[tuple[float, float]], width: int, height: int) -> Canvas:
    """Return the part of the world around some places, equal in area.

    Parameters
    ----------
    points : iterable of (latitude, longitude)
        The map shows them all, with a margin.
    width, height : int, pixels
    """
    from shapely import box, segmentize, union_all
    from shapely.affinity import translate

    places = np.array(list(points), dtype=float)[:, ::-1]
    lon0, lat0 = _middle(places)
    places[:, 0] = (places[:, 0] - lon0 + 180) % 360 - 180 + lon0
    flat = azimuthal(places, lat0, lon0)
    low, high = flat.min(axis=0), flat.max(axis=0)
    scale = float(0.94 * min(width / (high[0] - low[0]), height / (high[1] - low[1])))
    origin = (low + high) / 2 + np.array([-width, height]) / (2 * scale)
    # Far from the centre a flat map turns land inside out; across a near pole it does not.
    far = 179.9 if abs(lat0) > 40 else 110.0
    window = box(lon0 - far, max(lat0 - 80, -89), lon0 + far, min(lat0 + 80, 89))

    def unroll(shape: MultiPolygon) -> BaseGeometry:
        copies = [translate(shape, xoff=offset).intersection(window) for offset in (-360, 0, 360)]
        found = [copy for copy in copies if not copy.is_empty]
        # Long edges bend on this map.
        return segmentize(found[0] if len(found) == 1 else union_all(found), 2.0)

    def place(degrees: Array) -> Array:
        placed: Array = np.multiply(azimuthal(degrees, lat0, lon0) - origin, [scale, -scale])
        return np.round(placed, 3)  # Neighbours share every point to the last digit.

    return Canvas(width, height, _lands(place, width, height, prepare=unroll))


def shared_border(a: Land, b: Land) -> BaseGeometry:
    """Return the line between two pieces of land, pixels; empty if they do not touch."""
    from shapely import MultiLineString, line_merge

    meet = a.shape.boundary.intersection(b.shape.boundary)
    parts = getattr(meet, "geoms", [meet])
    lines = [part for part in parts if part.geom_type == "LineString" and not part.is_empty]
    return line_merge(MultiLineString(lines))


def _middle(points: Array) -> tuple[float, float]:
    """Return longitude and latitude of the middle of places, across the 180th meridian too."""
    lon, lat = np.radians(points).T
    x, y, z = np.mean([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))


def _lands(
    place: Callable[[Array], Array],
    width: float,
    height: float,
    prepare: Callable[[MultiPolygon], BaseGeometry] = lambda shape: shape,
) -> tuple[Land, ...]:
    """Return all land on a canvas; neighbours are simplified alike, so that no gaps open."""
    from shapely import box, coverage_simplify, make_valid, transform

    names = dict(read_table("states").select("iso3", "name").iter_rows())
    pieces: list[tuple[str | None, str, MultiPolygon]] = [
        (iso3, names.get(iso3, iso3), shape) for iso3, shape in read_shapes().items()
    ]
    pieces += [(owner, name, shape) for name, (owner, shape) in read_other_land().items()]
    prepared = [(iso3, name, prepare(shape)) for iso3, name, shape in pieces]
    kept = [piece for piece in prepared if not piece[2].is_empty]
    projected = transform([shape for _, _, shape in kept], place)
    frame = box(-2, -2, width + 2, height + 2)
    simplified = coverage_simplify(projected, 0.7)
    lands = []
    for (iso3, name, _), full, simple in zip(kept, projected, simplified, strict=True):
        own = iso3 is not None and name == names.get(iso3, iso3)
        dot = _dot(full) if own and full.area < TINY else None
        shape = (_spot(dot) if dot else _drawn(make_valid(simple))).intersection(frame)
        if not shape.is_empty:
            lands.append(Land(iso3, name, own, shape, dot))
    return tuple(lands)


def _dot(full: BaseGeometry) -> tuple[float, float]:
    """Return where a state too small to see is drawn: the middle of its largest part."""
    middle = max(getattr(full, "geoms", [full]), key=lambda part: part.area).centroid
    return float(middle.x), float(middle.y)


def _spot(dot: tuple[float, float]) -> BaseGeometry:
    from shapely import Point

    spot: BaseGeometry = Point(dot).buffer(DOT, quad_segs=3)
    return spot


def _drawn(simple: BaseGeometry) -> BaseGeometry:
    """Return a shape without specks."""
    from shapely import MultiPolygon

    parts = [part for part in getattr(simple, "geoms", [simple]) if part.geom_type == "Polygon"]
    drawn: BaseGeometry = MultiPolygon([part for part in parts if part.area > 0.25])
    return drawn
