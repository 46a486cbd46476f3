"""What all maps are made of: land in colours, lines on it, names where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.views.html.geometry import Canvas, Land
from foedus.views.html.svg import Chart, Spec, colours, layered, table
from foedus.world.tables import read_shapes

__all__ = ["corners", "drawn_shape", "painted", "pixel", "placed_names", "with_names"]


def drawn_shape(land: Land, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a piece of land as a feature with what it is painted with."""
    from shapely.geometry import mapping

    return {"type": "Feature", "geometry": mapping(land.shape), "properties": dict(properties)}


def painted(features: list[dict[str, Any]], *, tips: bool) -> Chart:
    """Return shapes whose properties say fill, stroke and stroke width."""
    import altair as alt

    def given(channel: type, name: str) -> Any:
        return channel(f"properties.{name}:N", scale=None, legend=None)

    chart = alt.Chart(table(features)).mark_geoshape(
        strokeJoin="round", strokeCap="round", aria=tips
    )
    chart = chart.encode(
        fill=given(alt.Fill, "fill"),
        stroke=given(alt.Stroke, "stroke"),
        strokeWidth=alt.StrokeWidth("properties.width:Q", scale=None, legend=None),
        **({"description": alt.Description("properties.tip:N")} if tips else {}),
    )
    return chart.project(type="identity", scale=1, translate=[0, 0])


def pixel(channel: type, name: str) -> Any:
    """Return a channel in pixels, without scale and axis."""
    return channel(f"{name}:Q", scale=None, axis=None)


def corners(states: Iterable[str]) -> list[tuple[float, float]]:
    """Return corners and sides of the large parts of each state's territory."""
    places = []
    for iso3 in states:
        parts = read_shapes()[iso3].geoms if iso3 in read_shapes() else ()
        most = max((part.area for part in parts), default=0.0)
        for part in parts:
            if part.area >= most / 20:
                west, south, east, north = part.bounds
                middle = (west + east) / 2
                places += [(lat, lon) for lat in (south, north) for lon in (west, middle, east)]
    return places


def placed_names(canvas: Canvas, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return where the names of states stand on a map: x, y, name; only where there is room."""
    names: list[dict[str, Any]] = []
    for iso3, name in labels.items():
        land = canvas.of(iso3)
        if land is None or land.shape.area < 300:
            continue
        main = max(getattr(land.shape, "geoms", [land.shape]), key=lambda part: part.area)
        at = main.centroid if main.contains(main.centroid) else main.representative_point()
        half = 3.6 * len(name)
        clear = all(abs(at.y - n["y"]) > 14 or abs(at.x - n["x"]) > half + n["half"] for n in names)
        if clear and half < at.x < canvas.width - half:
            names.append({"x": at.x, "y": at.y, "name": name, "half": half})
    return names


def with_names(layers: list[Chart], canvas: Canvas, labels: Mapping[str, str]) -> Spec:
    """Return a map with the names of some states written on them where there is room."""
    import altair as alt

    paint = colours()
    names = placed_names(canvas, labels)
    if names:
        base = alt.Chart(table(names)).encode(
            pixel(alt.X, "x"), pixel(alt.Y, "y"), text=alt.Text("name:N")
        )
        layers += [
            base.mark_text(stroke=paint["coast"], strokeWidth=3, strokeOpacity=0.75, fontSize=12),
            base.mark_text(color=paint["ink"], fontSize=12),
        ]
    return layered(*layers, width=canvas.width, height=canvas.height)
