"""How near a state's territory comes to a point: geodesic, exact to the embedded shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.measures.geodesic import geodesic
from foedus.world.shapes import shapes_on
from foedus.world.states import state_name
from foedus.world.tables import read_shapes

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

__all__ = ["Nearest", "nearest_point"]

Array = NDArray[np.float64]

KM_PER_DEGREE = 112.0
"""More than a degree of latitude, or of longitude at the equator, measures anywhere."""

STEPS = 64
"""Parts that an edge is cut into, once and again until a part is shorter than a metre."""


@dataclass(frozen=True)
class Nearest:
    """The point of a state's territory nearest to a place.

    Attributes
    ----------
    iso3 : str
    distance_km : float
        Geodesic; 0 where the place lies inside.
    lat, lon : float
        The point, decimal degrees.
    """

    iso3: str
    distance_km: float
    lat: float
    lon: float


def _shapes(on: date | None) -> Mapping[str, MultiPolygon]:
    return read_shapes() if on is None else shapes_on(on)


@cache
def _edges(iso3: str, on: date | None) -> Array:
    """Return all edges of a state's outline and holes: rows lat1, lon1, lat2, lon2."""
    rings = [
        np.asarray(ring.coords)
        for part in _shapes(on)[iso3].geoms
        for ring in (part.exterior, *part.interiors)
    ]
    return np.concatenate(
        [np.column_stack([ring[:-1, ::-1], ring[1:, ::-1]]) for ring in rings], dtype=float
    )


def _along(edges: Array, start: Array, width: float, lat: float, lon: float) -> tuple[Array, Array]:
    """Return places t on each edge, (edges, steps), and their distances from the point in km."""
    t = np.clip(start[:, None] + width * np.linspace(0.0, 1.0, STEPS + 1), 0.0, 1.0)
    along_lat = edges[:, 0, None] + t * (edges[:, 2] - edges[:, 0])[:, None]
    along_lon = edges[:, 1, None] + t * (edges[:, 3] - edges[:, 1])[:, None]
    return t, geodesic(lat, lon, along_lat, along_lon)


def _on_outline(edges: Array, lat: float, lon: float) -> tuple[float, float, float]:
    """Return the distance of an outline from a point and where it is reached, lat and lon."""
    begin = geodesic(lat, lon, edges[:, 0], edges[:, 1])
    end = geodesic(lat, lon, edges[:, 2], edges[:, 3])
    length = KM_PER_DEGREE * np.hypot(edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1])
    # Triangle inequality: no point of an edge is nearer than this; a kilometre for rounding.
    bound = (begin + end - length) / 2 - 1.0
    near = edges[bound <= min(begin.min(), end.min())]
    start, width = np.zeros(len(near)), 1.0
    while True:
        t, distance = _along(near, start, width, lat, lon)
        best = np.arange(len(near)), distance.argmin(axis=1)
        if width * KM_PER_DEGREE * 360 < 1e-3:
            break
        step = width / STEPS
        start, width = np.clip(t[best] - step, 0.0, 1.0), 2 * step
    first = int(distance[best].argmin())
    at, edge = float(t[best][first]), near[first]
    return (
        float(distance[best][first]),
        float(edge[0] + at * (edge[2] - edge[0])),
        float(edge[1] + at * (edge[3] - edge[1])),
    )


@cache
def nearest_point(iso3: str, lat: float, lon: float, on: date | None = None) -> Nearest:
    """Return the point of a state's territory nearest to a place.

    An edge of a shape is a straight line in longitude and latitude, as the map draws it. Every
    point of every edge counts, not the corners only, and the outlines of holes count too.

    Parameters
    ----------
    iso3 : str
    lat, lon : float, decimal degrees
    on : date, optional
        On the map of that day (see `foedus.world.shapes.shapes_on`); by default today's.

    Raises
    ------
    FoedusError
        The map has no shape of the state.

    Examples
    --------
    >>> nearest_point("VNM", 55.752, 37.615).distance_km > 5000
    True
    >>> nearest_point("RUS", 55.752, 37.615).distance_km
    0.0
    """
    from shapely.geometry import Point

    shapes = _shapes(on)
    if iso3 not in shapes:
        which = "embedded map" if on is None else f"map of {on}"
        raise FoedusError(f"the {which} has no shape of {state_name(iso3)} ({iso3})")
    if shapes[iso3].covers(Point(lon, lat)):
        return Nearest(iso3, 0.0, lat, lon)
    return Nearest(iso3, *_on_outline(_edges(iso3, on), lat, lon))
