"""The embedded tables: small CSV files, one fact a row with its source, and the map's shapes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from shapely.geometry import MultiPolygon, Polygon

__all__ = ["read_other_land", "read_shapes", "read_table", "read_topology", "table_names"]

INTEGERS = frozenset(
    "cow_code gw_code year n events defense offense neutrality nonaggression consultation "
    "article5_invoked initiated_against_a_member_attack in_tss2021 in_td2012 inf_treaty_range "
    "personnel_low personnel_high warheads_total warheads_deployed military_stockpile deaths_low "
    "deaths_high initiator_disputed".split()
)
NUMBERS = frozenset(
    "capital_lat capital_lon value km km_a_page km_b_page se low high estimate "
    "defence_exp_musd_current defence_pct_gdp equipment_pct personnel_thousand range_km_low "
    "range_km_high polyarchy euds".split()
)
DATES = frozenset("un_member signed in_force terminated start end date status_from".split())
SPANS = frozenset(
    {
        "alliances",
        "memberships",
        "majors",
        "dissolved_states",
        "former_states",
        "guarantees",
        "nuclear_powers",
    }
)
"""Tables whose `from` and `to` are days."""

PARTIAL_DATES = frozenset({"deployments", "clashes"})
"""Tables whose `from`, `to`, `start` and `end` are a year, a month or a day: they remain text."""


def _kind(table: str, column: str) -> type[pl.DataType] | None:
    """Return the dtype of a column, None for text; `from` and `to` are years in other tables."""
    import polars as pl

    if table in PARTIAL_DATES and column in {"from", "to", "start", "end"}:
        return None
    if column in DATES:
        return pl.Date
    if column in {"from", "to"}:
        return pl.Date if table in SPANS else pl.Int64
    if column in INTEGERS:
        return pl.Int64
    return pl.Float64 if column in NUMBERS else None


def table_names() -> tuple[str, ...]:
    """Return the names of the embedded tables.

    Examples
    --------
    >>> "figures" in table_names()
    True
    """
    folder = files("foedus.world") / "embedded"
    found = (path.name for path in folder.iterdir())
    return tuple(sorted(name.removesuffix(".csv") for name in found if name.endswith(".csv")))


def read_table(name: str) -> pl.DataFrame:
    """Return an embedded table with its dtypes: text, integers, numbers and dates.

    A blank cell is null; any other text stays what it is (`NA` is Namibia). The frame is the
    caller's own: changing it changes no other.

    Parameters
    ----------
    name : str
        File name without its ending, e.g. "alliances".

    Raises
    ------
    FoedusError
        There is no such table.
    ValueError
        A cell does not have the dtype of its column.

    Examples
    --------
    >>> read_table("states").filter(read_table("states")["iso3"] == "NAM")["iso2"].item()
    'NA'
    """
    return _table(name).clone()


@cache
def _table(name: str) -> pl.DataFrame:
    import polars as pl

    path = files("foedus.world") / "embedded" / f"{name}.csv"
    if not path.is_file():
        near = nearest(name, table_names())
        hint = f"did you mean {near}?" if near else f"there are {', '.join(table_names())}"
        raise FoedusError(f"no embedded table {name!r}: {hint}")
    table = pl.read_csv(path.read_bytes(), infer_schema=False)
    kinds = {column: kind for column in table.columns if (kind := _kind(name, column))}
    return table.with_columns(
        pl.col(column).str.to_date("%Y-%m-%d") if kind == pl.Date else pl.col(column).cast(kind)
        for column, kind in kinds.items()
    )


@cache
def read_topology() -> Mapping[str, Any]:
    """Return the map as TopoJSON (object "states"), for charts; do not change it.

    A geometry's properties give `iso3` and `name`; `iso3` is null for dependent territories
    (`of` names the state) and for land given to nobody (`disputed`).

    References
    ----------
    Natural Earth 1:50m (public domain), npm package world-atlas 2.0.2.

    Examples
    --------
    >>> read_topology()["type"]
    'Topology'
    """
    path = files("foedus.world") / "embedded" / "shapes.json"
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return topology


@cache
def read_shapes() -> Mapping[str, MultiPolygon]:
    """Return the territory of every state, longitude and latitude in degrees, by ISO3 code.

    Territories with a shape of their own (Greenland, Puerto Rico) and land given to nobody
    (Western Sahara) are in `read_topology` only. A polygon across the 180th meridian is cut there.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> read_shapes()["UKR"].contains(Point(34.1, 44.95))  # Simferopol
    True
    """
    return MappingProxyType(
        {place["iso3"]: shape for place, shape in _land() if place["iso3"] is not None}
    )


def read_other_land() -> Mapping[str, tuple[str | None, MultiPolygon]]:
    """Return the land that is in no state's shape, by name: whose territory, and its shape.

    The first is an ISO3 code, None for land given to nobody. Antarctica is not there.

    Examples
    --------
    >>> read_other_land()["Greenland"][0]
    'DNK'
    """
    return {
        properties["name"]: (properties["of"], shape)
        for properties, shape in _land()
        if properties["iso3"] is None
    }


@cache
def _land() -> tuple[tuple[Mapping[str, Any], MultiPolygon], ...]:
    """Return the properties and the shape of every piece of land but Antarctica, in degrees."""
    from shapely.geometry import MultiPolygon

    topology = read_topology()
    arcs = _degrees(topology)
    pieces = []
    for piece in topology["objects"]["states"]["geometries"]:
        if piece["properties"]["name"] == "Antarctica":  # Around a pole: no polygon in the plane.
            continue
        polygons = [[_ring(ring, arcs) for ring in rings] for rings in piece["arcs"]]
        parts = [part for rings in polygons for part in _cut_at_180(rings)]
        pieces.append((piece["properties"], MultiPolygon(parts)))
    return tuple(pieces)


def _degrees(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the arcs in degrees, from differences on an integer grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def _cut_at_180(rings: list[list[tuple[float, float]]]) -> list[Polygon]:
    """Return a polygon in the plane; one across the 180th meridian comes back in two or more."""
    from shapely import box
    from shapely.affinity import translate
    from shapely.geometry import Polygon

    outline = rings[0]
    jumps = any(abs(b[0] - a[0]) > 180 for a, b in pairwise(outline))
    if not jumps:
        return [Polygon(outline, rings[1:])]
    east = [[(x + 360 if x < 0 else x, y) for x, y in ring] for ring in rings]
    whole = Polygon(east[0], east[1:])
    near = whole.intersection(box(0, -90, 180, 90))
    far = translate(whole.intersection(box(180, -90, 360, 90)), xoff=-360)
    parts = [part for half in (near, far) for part in getattr(half, "geoms", [half])]
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return a ring's points; a negative number n stands for arc ~n, backwards."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
