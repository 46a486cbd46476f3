"""The map of an assessment: who gets safer, and who less so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedus.questions.assessment import Assessment
from foedus.views.html.geometry import Land, world_map
from foedus.views.html.maps import drawn_shape, painted, pixel
from foedus.views.html.svg import HATCH, Chart, Spec, colours, layered, table
from foedus.views.words import century, percent, percent_of, safer

__all__ = ["BREAKS", "change_map", "class_of", "map_key", "world_change"]

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
        return drawn_shape(
            land,
            {
                "fill": HATCH if kind == "missing" else paint[kind],
                "stroke": paint[edge],
                "width": thick * scale,
                "tip": f"{own} | {rest}",
            },
        )

    lands = sorted(canvas.lands, key=lambda land: order.get(roles.get(land.iso3 or "", ""), 0))
    shapes = painted([feature(land) for land in lands], tips=bool(tips))
    return layered(shapes, width=canvas.width, height=canvas.height)


def world_change(data: Assessment, width: int) -> Spec:
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


def map_key(width: int, data: Assessment) -> Spec:
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


def _boxes(data: Assessment) -> list[tuple[str, dict[str, Any]]]:
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
            pixel(alt.X, "x"),
            pixel(alt.Y, "y"),
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

    where = pixel(alt.X, "x"), pixel(alt.Y, "y")
    return [
        alt.Chart(table([text for text in texts if text["to"] == align]))
        .mark_text(align=align, baseline="middle", color=colours()["axis"])
        .encode(*where, text=alt.Text("text:N"))
        for align in ("left", "center", "right")
    ]
