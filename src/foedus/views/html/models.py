"""The answer of any published model as a page, and its picture."""

from __future__ import annotations

import shlex
from typing import Any

import polars as pl

from foedus.models._result import ModelResult, Picture
from foedus.views.html.blocks import Block, Bullets, Column, Data, Figure, Prose, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, colours, inline
from foedus.views.text.models import cell

__all__ = ["plot", "report"]

MOST_ROWS = 400
HUES = ("deterrence", "entanglement", "ink", "axis")


def report(result: ModelResult, file_name: str = "report.html") -> str:
    """Return an answer as one HTML page that needs no network.

    Parameters
    ----------
    result : ModelResult
    file_name : str
        Named in the command that makes the page again.
    """
    return page(
        title=result.title,
        lead=result.answer,
        sections=(
            Section("picture", result.picture.title, (_figure(result),)),
            *_tables(result),
            Section("notes", "What the figures do not say", (Bullets(result.notes),)),
            Section("cite", "How to cite", (Prose((result.citation,)),)),
        ),
        command=f"{result.command} {shlex.join(['--report', file_name])}",
        sources=result.sources,
        kicker="foedus: a published model",
        meta=(("Model", result.model),),
    )


def plot(result: ModelResult) -> Spec:
    """Return the picture that stands for an answer.

    Parameters
    ----------
    result : ModelResult
    """
    drawn = _drawn(result.picture, 900)
    return framed(drawn, result.picture.title, result.answer, f"foedus. {result.citation}")


def _figure(result: ModelResult) -> Figure:
    picture = result.picture
    name, frame = next(iter(result.frames.items()))
    return Figure(
        title=picture.y if picture.bars else f"{picture.y} by {picture.x}",
        alt=result.answer,
        wide=inline(_drawn(picture, WIDE), "model"),
        narrow=inline(_drawn(picture, NARROW), "modeln"),
        data=_data(name, frame),
        source=result.sources[0],
    )


def _tables(result: ModelResult) -> tuple[Section, ...]:
    made: list[Block] = []
    for name, frame in result.frames.items():
        if not frame.height:
            continue
        shown = frame.head(MOST_ROWS)
        data = _data(name, shown)
        more = f"; the first {MOST_ROWS} of {frame.height:,}" if frame.height > MOST_ROWS else ""
        columns = tuple(
            Column(column.replace("_", " "), name=column, wide=isinstance(kind, pl.List))
            for column, kind in shown.schema.items()
        )
        title = name.replace("_", " ").capitalize()
        made.append(Table(f"{title}{more}", columns, data.rows, result.sources[0], f"t-{name}"))
    return (Section("tables", "The figures", tuple(made)),)


def _data(name: str, frame: pl.DataFrame) -> Data:
    rows = tuple(tuple(_plain(value) for value in row) for row in frame.iter_rows())
    return Data(name.replace("_", "-"), tuple(frame.columns), rows)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if value != value else float(f"{value:.6g}")
    return cell(value) if isinstance(value, bool | list | tuple) else value


def _drawn(picture: Picture, width: int) -> Spec:
    if picture.bars:
        digits = 0 if all(value == int(value) for _, value in picture.bars) else 2
        return bars(picture.bars[:30], picture.y, width, digits=digits)
    ticks = {"format": "~f", "tickCount": 5 if width < 500 else 10, "tickMinStep": 1}
    x = {"field": "x", "type": "quantitative", "title": picture.x, "scale": {"zero": False},
         "axis": ticks}  # fmt: skip
    y = {"field": "y", "type": "quantitative", "title": picture.y, "scale": {"zero": False},
         "axis": {"format": ",~f"}}  # fmt: skip
    layers = [
        *_spans(picture, x),
        *_areas(picture, x, y),
        *_lines(picture, x, y),
        *_arrows(picture, x, y),
        *_points(picture, x, y),
    ]
    return {"layer": layers, "width": width - 90, "height": 320 if width > 500 else 240}


def _spans(picture: Picture, x: dict[str, Any]) -> list[Spec]:
    if not picture.spans:
        return []
    rows = [{"x": a, "x2": b, "label": label} for a, b, label in picture.spans]
    mark = {"type": "rect", "color": colours()["axis"], "opacity": 0.18}
    encoding = {"x": x, "x2": {"field": "x2"}, "description": {"field": "label"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _areas(picture: Picture, x: dict[str, Any], y: dict[str, Any]) -> list[Spec]:
    if not picture.areas:
        return []
    rows = [{"x": a, "y": low, "y2": high} for a, low, high in picture.areas]
    mark = {"type": "area", "color": colours()["deterrence"], "opacity": 0.25, "line": True}
    encoding = {"x": x, "y": y, "y2": {"field": "y2"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _lines(picture: Picture, x: dict[str, Any], y: dict[str, Any]) -> list[Spec]:
    if not picture.lines:
        return []
    rows = [
        {"x": a, "y": b, "series": series, "at": at}
        for at, (a, b, series) in enumerate(picture.lines)
    ]
    names = list(dict.fromkeys(series for _, _, series in picture.lines))
    paint = colours()
    order = {"field": "at", "type": "quantitative"}
    encoding: dict[str, Any] = {"x": x, "y": y, "order": order}
    mark: dict[str, Any] = {"type": "line", "strokeWidth": 1.8}
    if len(names) > 1:
        colour: dict[str, Any] = {
            "field": "series", "type": "nominal", "title": None, "sort": names,
            "legend": {"columns": 3},
        }  # fmt: skip
        if len(names) <= len(HUES):
            colour["scale"] = {"domain": names, "range": [paint[h] for h in HUES[: len(names)]]}
        encoding["color"] = colour
    else:
        mark["color"] = paint["deterrence"]
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]


def _arrows(picture: Picture, x: dict[str, Any], y: dict[str, Any]) -> list[Spec]:
    if not picture.arrows:
        return []
    rows = [{"x": a, "y": b, "x2": c, "y2": d} for a, b, c, d in picture.arrows]
    heads = [{"x": c, "y": d} for _, _, c, d in picture.arrows]
    grey = colours()["axis"]
    encoding = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    rule = {"type": "rule", "color": grey, "opacity": 0.7}
    dot = {"type": "circle", "size": 12, "color": grey, "opacity": 0.9}
    return [
        {"data": {"values": rows}, "mark": rule, "encoding": encoding},
        {"data": {"values": heads}, "mark": dot, "encoding": {"x": x, "y": y}},
    ]


def _points(picture: Picture, x: dict[str, Any], y: dict[str, Any]) -> list[Spec]:
    if not picture.points:
        return []
    rows = [{"x": a, "y": b, "label": label} for a, b, label in picture.points]
    paint = colours()
    dot = {
        "type": "point",
        "filled": True,
        "size": 60,
        "opacity": 1,
        "color": paint["entanglement"],
    }
    text = {"type": "text", "align": "left", "dx": 8, "dy": -6, "color": paint["ink"]}
    described = {"x": x, "y": y, "description": {"field": "label"}}
    return [
        {"data": {"values": rows}, "mark": dot, "encoding": described},
        {
            "data": {"values": rows},
            "mark": text,
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
