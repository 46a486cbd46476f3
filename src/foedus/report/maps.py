"""Maps: who gets safer and who less so, and the line before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.report.geometry import (
    EUROPE,
    Canvas,
    Land,
    capitals,
    shared_border,
    world_map,
)
from foedus.report.svg import HATCH, Chart, Spec, colours, layered, table
from foedus.report.words import century, percent, percent_of, safer
from foedus.scenario.assessment import AssessmentJSON
from foedus.world.frontier import land_frontier

__all__ = [
    "BREAKS",
    "change_map",
    "class_of",
    "frontier_map",
    "map_key",
    "reach_map",
    "region",
    "world_change",
]

BREAKS = (0.1, 0.5, 2.0, 10.0)
"""Percent of a state's insecurity where the map's classes begin, safer and less safe alike."""

CLASSES = (
    *(f"safer-{i}" for i in (4, 3, 2, 1)),
    "none",
    *(f"less-{i}" for i in (1, 2, 3, 4)),
)

EDGES = {"member": ("edge", 0.8), "candidate": ("mover", 2.2), "leaver": ("mover", 2.2)}
"""Outline of a role: colour and width; all others have the colour of the coast."""


def class_of(value: float | None) -> str:
    """Return the colour class of a change in percent, negative is safer; None is no data.

    Examples
    --------
    >>> class_of(-3.0), class_of(0.05), class_of(0.1), class_of(None)
    ('safer-3', 'none', 'less-1', 'missing')
    """
    if value is None:
        return "missing"
    step = sum(abs(value) >= limit for limit in BREAKS)
    return "none" if step == 0 else f"{'safer' if value < 0 else 'less'}-{step}"


def _shape(land: Land, properties: Mapping[str, Any]) -> dict[str, Any]:
    from shapely.geometry import mapping

    return {"type": "Feature", "geometry": mapping(land.shape), "properties": dict(properties)}


def _paint(features: list[dict[str, Any]], *, tips: bool) -> Chart:
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


def change_map(
    values: Mapping[str, float],
    roles: Mapping[str, str],
    tips: Mapping[str, str],
    width: int,
) -> Spec:
    """Return the world coloured by change in percent.

    Parameters
    ----------
    values : mapping of str to float
        Change of insecurity in percent by state; negative is safer.
    roles, tips : mapping of str to str
        Part in the change and text on hover by state; no tips, no hover.
    width : int, pixels
    """
    canvas, paint = world_map(width), colours()
    order = {"outsider": 0, "member": 1, "candidate": 2, "leaver": 2}
    scale = max(0.4, width / 940)

    def feature(land: Land) -> dict[str, Any]:
        iso3 = land.iso3 or ""
        kind = class_of(values.get(iso3))
        tip = tips.get(iso3, f"{land.name} | no data")
        owner, _, rest = tip.partition(" | ")
        at_home = owner == land.name or iso3 not in tips
        own = owner if at_home else f"{land.name} ({owner})"
        edge, thick = EDGES.get(roles.get(iso3, "") if land.home else "", ("coast", 0.4))
        return _shape(
            land,
            {
                "fill": HATCH if kind == "missing" else paint[kind],
                "stroke": paint[edge],
                "width": thick * scale,
                "tip": f"{own} | {rest}",
            },
        )

    lands = sorted(canvas.lands, key=lambda land: order.get(roles.get(land.iso3 or "", ""), 0))
    shapes = _paint([feature(land) for land in lands], tips=bool(tips))
    return layered(shapes, width=canvas.width, height=canvas.height)


def world_change(data: AssessmentJSON, width: int) -> Spec:
    """Return the world map of an assessment, with what to show on hover."""
    words = {"member": "member", "candidate": "joins", "leaver": "leaves", "outsider": "outsider"}
    tips = {
        record.iso3: f"{record.name} | {words[record.role]}, {safer(percent_of(record))}"
        f" ({percent(percent_of(record))})"
        f" | direct risk {century(record.delta_direct)} a century"
        f" | entanglement {century(record.delta_entanglement)} a century"
        for record in data.states
    }
    return change_map(
        {record.iso3: percent_of(record) for record in data.states},
        {record.iso3: record.role for record in data.states},
        tips,
        width,
    )


def map_key(width: int, data: AssessmentJSON) -> Spec:
    """Return the key of the map: classes from safer to less safe, no data, outlines."""
    paint = colours()
    step = min(46, (width - 8) / len(CLASSES))
    left = 4.0
    bars = [
        {"x": left + i * step, "x2": left + (i + 1) * step, "y": 20, "y2": 32, "fill": paint[name]}
        for i, name in enumerate(CLASSES)
    ]
    limits = [-x for x in reversed(BREAKS)] + list(BREAKS)
    texts: list[dict[str, Any]] = [
        {
            "x": left + (i + 1) * step,
            "y": 44,
            "text": f"{value:g}".replace("-", "−"),
            "to": "center",
        }
        for i, value in enumerate(limits)
    ]
    texts += [
        {"x": left, "y": 9, "text": "safer", "to": "left"},
        {"x": left + step * 4.5, "y": 9, "text": "insecurity, change in %", "to": "center"},
        {"x": left + step * 9, "y": 9, "text": "less safe", "to": "right"},
    ]
    below = left + step * 9 + 330 > width
    x, y = (left, 62) if below else (left + step * 9 + 30, 20)
    for label, box in _boxes(data):
        bars.append({"x": x, "x2": x + 18, "y": y, "y2": y + 12, **box})
        texts.append({"x": x + 24, "y": y + 6, "text": label, "to": "left"})
        x += 40 + 7 * len(label)
    layers = [_rectangles(bars), *_labels(texts)]
    return layered(*layers, width=width, height=80 if below else 52)


def _boxes(data: AssessmentJSON) -> list[tuple[str, dict[str, Any]]]:
    """Return the key's other entries: no data, and the outlines that the map has."""
    paint = colours()
    boxes: list[tuple[str, dict[str, Any]]] = [
        ("no data", {"fill": HATCH, "stroke": paint["grid"], "w": 0.5})
    ]
    roles = {record.role for record in data.states}
    for role, label in (("member", "member"), ("candidate", "joins"), ("leaver", "leaves")):
        if role in roles:
            edge, thick = EDGES[role]
            look = {"fill": paint["none"], "stroke": paint[edge], "w": max(thick, 1.3)}
            boxes.append((label, look))
    return boxes


def _rectangles(rows: list[dict[str, Any]]) -> Chart:
    import altair as alt

    return (
        alt.Chart(table(rows))
        .mark_rect()
        .encode(
            _pixel(alt.X, "x"),
            _pixel(alt.Y, "y"),
            x2=alt.X2("x2"),
            y2=alt.Y2("y2"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeWidth=alt.StrokeWidth("w:Q", scale=None),
        )
    )


def _labels(texts: list[dict[str, Any]]) -> list[Chart]:
    """Return texts as marks, one layer for each alignment."""
    import altair as alt

    where = _pixel(alt.X, "x"), _pixel(alt.Y, "y")
    return [
        alt.Chart(table([text for text in texts if text["to"] == align]))
        .mark_text(align=align, baseline="middle", color=colours()["axis"])
        .encode(*where, text=alt.Text("text:N"))
        for align in ("left", "center", "right")
    ]


def _pixel(channel: type, name: str) -> Any:
    return channel(f"{name}:Q", scale=None, axis=None)


def region(data: AssessmentJSON, members: Iterable[str]) -> tuple[bool, list[tuple[float, float]]]:
    """Return whether the alliance is mainly European, and the places that a map has to show.

    Parameters
    ----------
    data : AssessmentJSON
    members : iterable of str
        Before or after.
    """
    movers = [record.iso3 for record in data.candidate]
    where = capitals()
    everybody = [where[iso3] for iso3 in {*members, *movers} if iso3 in where]

    def european(place: tuple[float, float]) -> bool:
        return 33 < place[0] < 72 and -25 < place[1] < 50

    mainly = sum(map(european, everybody)) > 0.6 * len(everybody)
    if mainly and all(european(where[iso3]) for iso3 in movers if iso3 in where):
        return True, list(EUROPE)
    return False, [*everybody, *_corners(movers)]


def _corners(states: Iterable[str]) -> list[tuple[float, float]]:
    """Return corners of the largest part of each state's territory."""
    from foedus.world.tables import read_shapes

    places = []
    for iso3 in states:
        if iso3 in read_shapes():
            main = max(read_shapes()[iso3].geoms, key=lambda part: part.area)
            west, south, east, north = main.bounds
            places += [(south, west), (south, east), (north, west), (north, east)]
    return places


def frontier_map(
    canvas: Canvas,
    now: frozenset[str],
    other: frozenset[str],
    labels: Mapping[str, str],
    *,
    after: bool,
) -> Spec:
    """Return an alliance and its land frontier.

    Parameters
    ----------
    canvas : Canvas
    now, other : frozenset of str
        Members on this map and on the other one.
    labels : mapping of str to str
        Names to write, by state.
    after : bool
        Whether this is the map after the change: what is new gets the colour.
    """
    paint = colours()

    def fill(iso3: str | None) -> str:
        if iso3 in now:
            return paint["joined" if after and iso3 not in other else "inside"]
        return paint["left" if after and iso3 in other else "land"]

    lands = [
        _shape(land, {"fill": fill(land.iso3), "stroke": paint["coast"], "width": 0.6})
        for land in canvas.lands
    ]
    lines = _lines(canvas, now, other, after=after)
    layers = [_paint(lands, tips=False)]
    if lines:
        layers.append(_paint(lines, tips=False))
    return _with_names(layers, canvas, labels)


def reach_map(
    canvas: Canvas,
    host: str,
    sure: frozenset[str],
    maybe: frozenset[str],
    labels: Mapping[str, str],
) -> Spec:
    """Return which states' capitals lie within the range of a strike system.

    Parameters
    ----------
    canvas : Canvas
    host : str
        Where it stands.
    sure, maybe : frozenset of str
        States whose capital is within range by every figure, and by the higher figure only.
    labels : mapping of str to str
        Names to write, by state.
    """
    paint = colours()

    def fill(iso3: str | None) -> str:
        if iso3 == host:
            return paint["inside"]
        return paint["less-3" if iso3 in sure else "less-1" if iso3 in maybe else "land"]

    lands = [
        _shape(land, {"fill": fill(land.iso3), "stroke": paint["coast"], "width": 0.6})
        for land in canvas.lands
    ]
    return _with_names([_paint(lands, tips=False)], canvas, labels)


def _lines(
    canvas: Canvas, now: frozenset[str], other: frozenset[str], *, after: bool
) -> list[dict[str, Any]]:
    """Return the frontier of `now`, thick where it is new; after: what was frontier, thin."""
    from shapely.geometry import mapping

    paint = colours()
    here, there = ({frozenset(pair) for pair in land_frontier(group).select(
        "member", "neighbour").iter_rows()} for group in (now, other))  # fmt: skip
    looks = {True: ("new-line", 3.2), False: ("old-line", 2.0), None: ("gone-line", 0.9)}
    lines = []
    for pair in sorted(map(sorted, here | there if after else here)):
        a, b = map(canvas.of, pair)
        line = shared_border(a, b) if a and b else None
        if line is None or line.is_empty:
            continue
        key = None if frozenset(pair) not in here else after and frozenset(pair) not in there
        colour, width = looks[key]
        look = {"fill": "none", "stroke": paint[colour], "width": width}
        lines.append({"type": "Feature", "geometry": mapping(line), "properties": look})
    return sorted(lines, key=lambda line: line["properties"]["width"])


def _with_names(layers: list[Chart], canvas: Canvas, labels: Mapping[str, str]) -> Spec:
    """Return a map with the names of some states written on them where there is room."""
    import altair as alt

    paint = colours()
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
    if names:
        base = alt.Chart(table(names)).encode(
            _pixel(alt.X, "x"), _pixel(alt.Y, "y"), text=alt.Text("name:N")
        )
        layers += [
            base.mark_text(stroke=paint["coast"], strokeWidth=3, strokeOpacity=0.75, fontSize=12),
            base.mark_text(color=paint["ink"], fontSize=12),
        ]
    return layered(*layers, width=canvas.width, height=canvas.height)
