"""TopoJSON: decode and encode arcs, simplify them where they are shared, dissolve inner borders."""

from collections import Counter, defaultdict
from typing import Any

from shapely import LineString, MultiPolygon, Polygon

__all__ = ["Arc", "Rings", "decode_arcs", "dissolve", "encode_arcs", "geometry", "simplify"]

Point = tuple[int, int]
Arc = list[Point]
Rings = list[list[int]]
"""A polygon: its outer ring, then its holes, each a list of arc numbers (~n: backwards)."""

Transform = dict[str, list[float]]

SMALL = 0.5
"""Rings with an extent below this (degrees) keep every point: small islands and small states."""


def decode_arcs(arcs: list[list[list[int]]]) -> list[Arc]:
    """Return arcs as points on the integer grid, from TopoJSON's differences."""
    decoded = []
    for arc in arcs:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x, y))
        decoded.append(points)
    return decoded


def encode_arcs(arcs: list[Arc]) -> list[list[list[int]]]:
    """Return arcs as TopoJSON's differences."""
    encoded = []
    for arc in arcs:
        before = [(0, 0), *arc[:-1]]
        encoded.append([[x - u, y - v] for (x, y), (u, v) in zip(arc, before, strict=True)])
    return encoded


def degrees(point: Point, transform: Transform) -> tuple[float, float]:
    """Return longitude and latitude of a point of the grid."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    return point[0] * sx + tx, point[1] * sy + ty


def ring_points(ring: list[int], arcs: list[Arc]) -> Arc:
    """Return a ring's points, its arcs joined end to end."""
    points: Arc = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points


def polygon(rings: Rings, arcs: list[Arc], transform: Transform) -> Polygon:
    """Return a polygon in degrees."""
    lines = [[degrees(p, transform) for p in ring_points(ring, arcs)] for ring in rings]
    return Polygon(lines[0], lines[1:])


def geometry(polygons: list[Rings], arcs: list[Arc], transform: Transform) -> MultiPolygon:
    """Return a state's polygons in degrees."""
    return MultiPolygon([polygon(rings, arcs, transform) for rings in polygons])


def _simplified(arc: Arc, tolerance: float, transform: Transform) -> Arc:
    line = [degrees(point, transform) for point in arc]
    longitudes, latitudes = zip(*line, strict=True)
    extent = max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes))
    closed = arc[0] == arc[-1]
    if len(arc) < 4 or (closed and extent < SMALL):
        return arc
    kept = set(LineString(line).simplify(tolerance, preserve_topology=False).coords)
    shorter = [point for point, place in zip(arc, line, strict=True) if place in kept]
    return shorter if not closed or len(shorter) >= 5 else arc


def simplify(
    arcs: list[Arc], polygons: list[Rings], tolerance: float, transform: Transform
) -> list[Arc]:
    """Return the arcs with points left out (Douglas-Peucker), every polygon still valid.

    A border is one arc for both neighbours, so they still meet. Arcs of a polygon that would
    cross itself get all their points back.
    """
    shorter = [_simplified(arc, tolerance, transform) for arc in arcs]
    broken = True
    while broken:
        broken = False
        for rings in polygons:
            numbers = {number if number >= 0 else ~number for ring in rings for number in ring}
            if polygon(rings, shorter, transform).is_valid:
                continue
            if all(shorter[number] == arcs[number] for number in numbers):
                continue
            broken = True
            for number in numbers:
                shorter[number] = arcs[number]
    return shorter


def dissolve(polygons: list[Rings], arcs: list[Arc]) -> list[Rings]:
    """Return polygons with the borders between them gone; those that touch nothing stay as are."""
    uses = Counter(number for rings in polygons for ring in rings for number in ring)
    inner = {number for number in uses if ~number in uses}
    if not inner:
        return polygons
    touched = [rings for rings in polygons if any(n in inner for ring in rings for n in ring)]
    apart = [rings for rings in polygons if rings not in touched]
    left = [n for rings in touched for ring in rings for n in ring if n not in inner]
    starts: dict[Point, list[int]] = defaultdict(list)
    for number in left:
        starts[ring_points([number], arcs)[0]].append(number)
    stitched: Rings = []
    while left:
        ring = [left[0]]
        end = None
        while end != ring_points([ring[0]], arcs)[0]:
            number = ring[-1]
            left.remove(number)
            starts[ring_points([number], arcs)[0]].remove(number)
            end = ring_points([number], arcs)[-1]
            if end != ring_points([ring[0]], arcs)[0]:
                ring.append(starts[end][0])
        stitched.append(ring)
    return apart + _nest(stitched, arcs)


def _nest(rings: Rings, arcs: list[Arc]) -> list[Rings]:
    """Return rings as polygons: a ring that lies in a larger one is its hole."""
    shapes = [Polygon(ring_points(ring, arcs)) for ring in rings]
    order = sorted(range(len(rings)), key=lambda i: -shapes[i].area)
    nested: dict[int, Rings] = {}
    for i in order:
        home = next(
            (j for j in nested if shapes[j].contains(shapes[i].representative_point())), None
        )
        if home is None:
            nested[i] = [rings[i]]
        else:
            nested[home].append(rings[i])
    return list(nested.values())


def polygons_of(shape: dict[str, Any]) -> list[Rings]:
    """Return the polygons of a TopoJSON geometry."""
    if shape["type"] == "Polygon":
        return [shape["arcs"]]
    return list(shape["arcs"])
