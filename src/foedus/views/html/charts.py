"""What charts of several questions share: bars, steps, time lines, and a frame with title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from foedus.views.html.svg import Spec, colours, stacked

__all__ = ["MOST", "NARROW", "WIDE", "bars", "framed", "steps", "timeline"]

WIDE, NARROW = 940, 350
"""Pixels that a chart takes on a screen and on a phone."""

MOST = 20
"""Bars shown; the table beside the chart has all."""

Value = str | float | None
Row = Mapping[str, Value]


def _left(labels: Sequence[str], width: int) -> float:
    """Return the room that labels take on the left, pixels."""
    return min(0.4 * width, 14 + 6.6 * max(map(len, labels), default=0))


def bars(
    rows: Sequence[tuple[str, float]],
    unit: str,
    width: int,
    *,
    digits: int = 0,
    signed: bool = False,
) -> Spec:
    """Return horizontal bars in the order given, each with its figure at its end.

    Parameters
    ----------
    rows : sequence of (label, value)
        At least one.
    unit : str
        Written at the axis.
    width : int, pixels
        Of the whole chart.
    digits : int
        Decimals of the figures.
    signed : bool
        Whether a figure has its sign.
    """
    paint = colours()
    form = f"{'+' if signed else ''},.{digits}f"
    values = [
        {"what": what, "value": value, "label": format(value, form).replace("-", "−")}
        for what, value in rows
    ]
    names = [what for what, _ in rows]
    left, right = _left(names, width), 24 + 7 * max(len(str(row["label"])) for row in values)
    y = {
        "field": "what",
        "type": "nominal",
        "title": None,
        "sort": names,
        "axis": {"labelLimit": left - 8, "minExtent": left, "maxExtent": left, "grid": False},
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "title": unit,
        "axis": {"tickCount": 4 if width < 500 else 8, "format": "~f"},
    }
    mark = {"type": "bar", "color": paint["deterrence"], "height": {"band": 0.72}, "aria": True}
    text = {"type": "text", "align": "left", "dx": 5, "color": paint["ink"]}
    ends = {"field": "value", "type": "quantitative"}
    tip = {"field": "tip", "type": "nominal"}
    for row in values:
        row["tip"] = f"{row['what']} | {row['label']} {unit}"
    return {
        "data": {"values": values},
        "layer": [
            {"mark": mark, "encoding": {"x": x, "y": y, "description": tip}},
            {
                "transform": [{"calculate": "max(0, datum.value)", "as": "value"}],
                "mark": text,
                "encoding": {"x": ends, "y": y, "text": {"field": "label"}},
            },
        ],
        "width": width - left - right - 12,
        "height": 21 * len(rows),
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": right + 4},
    }


def steps(rows: Sequence[tuple[date, float]], unit: str, width: int, *, until: date) -> Spec:
    """Return a figure that keeps its value from one day to the next change.

    Parameters
    ----------
    rows : sequence of (day, value)
        In order of time.
    unit : str
    width : int, pixels
    until : date
        Where the last value ends.
    """
    ends = [*rows, (until, rows[-1][1])]
    values = [{"day": day.isoformat(), "value": value} for day, value in ends]
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y", "tickCount": 5 if width < 500 else 10, "grid": False},
    }
    y = {"field": "value", "type": "quantitative", "title": unit, "axis": {"format": ",~f"}}
    paint = colours()
    encoding = {"x": x, "y": y}
    line = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.2}
    dots = {"type": "point", "filled": True, "size": 42, "opacity": 1}
    return {
        "data": {"values": values},
        "layer": [
            {"mark": line | {"color": paint["deterrence"]}, "encoding": encoding},
            {
                "transform": [{"filter": f"datum.day != '{until.isoformat()}'"}],
                "mark": dots | {"color": paint["deterrence"]},
                "encoding": encoding,
            },
        ],
        "width": width - 90,
        "height": 240,
    }


def timeline(rows: Sequence[Row], kinds: Mapping[str, str], width: int) -> Spec:
    """Return what lasted from when to when, a line each, coloured by kind.

    Parameters
    ----------
    rows : sequence of mappings
        `what`, `from` and `to` (YYYY-MM-DD; the same for what has no length), `kind`, `tip`.
    kinds : mapping of str to str
        Colour of each kind, by the page's names.
    width : int, pixels
    """
    paint = colours()
    names = [str(row["what"]) for row in rows]
    left = _left(names, width)
    axis = {"labelLimit": left - 8, "minExtent": left, "maxExtent": left}
    x = {
        "field": "from",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y", "tickCount": 4 if width < 500 else 8},
    }
    y = {"field": "what", "type": "nominal", "title": None, "sort": names, "axis": axis}
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(kinds), "range": [paint[name] for name in kinds.values()]},
        "legend": {"columns": 2 if width < 500 else 0, "columnPadding": 24},
    }
    common: dict[str, Any] = {"x": x, "y": y, "color": colour, "description": {"field": "tip"}}
    span = common | {"x2": {"field": "to"}}
    return {
        "data": {"values": [dict(row) for row in rows]},
        "layer": [
            {"mark": {"type": "bar", "height": {"band": 0.5}, "aria": True}, "encoding": span},
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": common,
            },
        ],
        "width": width - left - 40,
        "height": 20 * len(rows),
    }


def framed(spec: Spec, title: str, answer: str, source: str, width: int = 900) -> Spec:
    """Return a chart with its title, the answer and its source: to stand alone in a file.

    Parameters
    ----------
    spec : dict
    title, answer, source : str
    width : int, pixels
    """
    paint = colours()
    note = {
        "data": {"values": [{"text": wrap(source, int(width / 5.6))}]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "color": paint["axis"],
                 "fontSize": 10.5, "lineHeight": 13},
        "encoding": {"x": {"value": 0}, "y": {"value": 0}, "text": {"field": "text"}},
        "width": width, "height": 13 * len(wrap(source, int(width / 5.6))),
    }  # fmt: skip
    head = {
        "text": title,
        "subtitle": wrap(answer, int(width / 7.2)),
        "fontSize": 20,
        "subtitleFontSize": 13,
        "subtitleColor": paint["axis"],
        "offset": 14,
        "frame": "bounds",
    }
    # Only the whole may have a padding: room for labels beyond the plot goes there.
    room = spec.get("padding", {})
    padding = {side: max(18, room.get(side, 0)) for side in ("left", "right", "top", "bottom")}
    bare = {name: value for name, value in spec.items() if name != "padding"}
    return stacked(bare, note, spacing=6, title=head, padding=padding)
