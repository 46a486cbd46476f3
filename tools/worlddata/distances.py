"""Minimum distances between the home countries of states, from their shapes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely import MultiPolygon, Polygon, box

__all__ = ["OVERSEAS", "distance_rows", "home", "minimum_distances", "outline"]

Array = NDArray[np.float64]

RADIUS = 6371.0088
"""Mean radius of the Earth (IUGG), kilometres."""

OVERSEAS = {
    "FRA": box(-12, 40, 15, 52),
    "NLD": box(0, 49, 10, 55),
    "NZL": box(-180, -60, 180, -28),  # without Tokelau
}
"""States whose shape has parts overseas: where the home country lies, longitude and latitude.

The same rule as for land borders: French Guiana makes France no neighbour of Brazil.
"""

COARSE, FINE = 10.0, 0.5
"""Kilometres between points of an outline: for all pairs, and for near ones."""

NEAR = 300.0
"""Pairs nearer than this, kilometres, are measured again on the finer outlines."""


def home(iso3: str, shape: MultiPolygon) -> list[Polygon]:
    """Return the polygons of a state's home country."""
    parts = list(shape.geoms)
    return (
        [part for part in parts if part.intersects(OVERSEAS[iso3])] if iso3 in OVERSEAS else parts
    )


def outline(parts: list[Polygon], step: float) -> Array:
    """Return points of the outlines, unit vectors (m, 3), at most `step` km from the next."""
    found = []
    for part in parts:
        ring = np.asarray(part.exterior.coords)
        start, along = ring[:-1], np.diff(ring, axis=0)
        count = np.maximum(np.ceil(np.hypot(*along.T) * 111.2 / step), 1).astype(int)
        edge = np.repeat(np.arange(len(start)), count)
        place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        found.append(start[edge] + along[edge] * (place / count[edge])[:, None])
    lon, lat = np.radians(np.concatenate(found)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _km(chord: Any) -> Any:
    return 2 * RADIUS * np.arcsin(np.minimum(chord / 2, 1.0))


def minimum_distances(shapes: Mapping[str, MultiPolygon]) -> tuple[list[str], Array]:
    """Return the states and the distances between their nearest points, (n, n) km.

    Great circles on a sphere between points of the outlines; two that touch have about 0.
    """
    codes = sorted(shapes)
    parts = [home(iso3, shapes[iso3]) for iso3 in codes]
    points = [outline(each, COARSE) for each in parts]
    trees = [cKDTree(each) for each in points]
    chord = np.zeros((len(codes), len(codes)))
    for i, tree in enumerate(trees):
        for j in range(i):
            few, many = sorted((i, j), key=lambda k: len(points[k]))
            tree = trees[many]
            chord[i, j] = tree.query(points[few])[0].min()
    fine: dict[int, Array] = {}
    fine_trees: dict[int, Any] = {}
    for i, j in np.argwhere(np.tril(_km(chord) < NEAR, -1)):
        for k in (int(i), int(j)):
            if k not in fine:
                fine[k] = outline(parts[k], FINE)
                fine_trees[k] = cKDTree(fine[k])
        few, many = sorted((int(i), int(j)), key=lambda k: len(fine[k]))
        bound = chord[i, j] + 1e-9
        found = fine_trees[many].query(fine[few], distance_upper_bound=bound)[0].min()
        chord[i, j] = min(found, bound)
    km: Array = _km(chord)
    return codes, km + km.T


def distance_rows(
    shapes: Mapping[str, MultiPolygon], neighbours: set[frozenset[str]]
) -> list[dict[str, Any]]:
    """Return the table of minimum distances, each pair once, in whole kilometres.

    Parameters
    ----------
    shapes : mapping of ISO3 code to shape in degrees
    neighbours : pairs with a land border of the home countries: 0, whatever the shapes say
    """
    codes, km = minimum_distances(shapes)
    return [
        {
            "iso3_a": a,
            "iso3_b": b,
            "km": 0 if frozenset({a, b}) in neighbours else max(round(float(km[i, j])), 1),
        }
        for i, a in enumerate(codes)
        for j, b in enumerate(codes)
        if i < j
    ]
