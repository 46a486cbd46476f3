"""Read a compressed TopoJSON file of states' borders into polars."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foedus.sources._unpack import unpacked

__all__ = ["read_cshapes"]

_RENAMED = {"cowcode": "ccode"}


def read_cshapes(data: bytes, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """Return the features of a CShapes file: one row a state and border, geometry as WKB.

    Parameters
    ----------
    data : bytes
        The file, xz-compressed TopoJSON without quantization.
    columns : mapping of str to polars dtype
        The columns wanted, in order; `geometry` holds well-known binary, longitude and latitude
        in degrees.
    """
    topology = json.loads(unpacked(data))
    (collection,) = topology["objects"].values()
    arcs = [np.asarray(arc, dtype=float) for arc in topology["arcs"]]
    features = collection["geometries"]
    values: dict[str, list[Any]] = {name: [] for name in columns}
    for feature in features:
        row = {_RENAMED.get(key, key): value for key, value in feature["properties"].items()}
        row["geometry"] = _wkb(feature, arcs)
        for name, column in values.items():
            column.append(row[name])
    return pl.DataFrame([_series(name, values[name], dtype) for name, dtype in columns.items()])


def _series(name: str, values: list[Any], dtype: type[pl.DataType]) -> pl.Series:
    if dtype == pl.Date:
        return pl.Series(name, values, dtype=pl.String).str.to_date()
    if dtype == pl.String:
        # Upstream writes the missing value of two owners' status as text.
        values = [None if value in (None, "N/A", "NA") else str(value) for value in values]
    return pl.Series(name, values, dtype=dtype)


def _wkb(feature: dict[str, Any], arcs: list[np.ndarray]) -> bytes:
    from shapely import MultiPolygon, Polygon, to_wkb

    polygons = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
    shapes = []
    for rings in polygons:
        shell, *holes = [_ring(ring, arcs) for ring in rings]
        shapes.append(Polygon(shell, holes))
    return bytes(to_wkb(MultiPolygon(shapes)))


def _ring(indices: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    # A negative index is the arc ~i walked backwards; joints are stored twice.
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *[part[1:] for part in parts[1:]]])
