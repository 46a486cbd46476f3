"""The chart that stands for an assessment: who moves and the members, with the draws' band."""

from __future__ import annotations

from typing import Any

from foedus.questions.answer import hundred
from foedus.questions.assessment import Assessment
from foedus.questions.judged import Judged
from foedus.questions.words import signed
from foedus.views.html.assess.words import model_source, side, upper
from foedus.views.html.charts import framed
from foedus.views.html.svg import Spec, colours

__all__ = ["headline"]

WIDTH, NAMED = 900, 10

SIGNED = "datum.value ? format(datum.value, '+~f') : '0'"
"""Labels of the axis: with their sign, nothing without."""


def headline(data: Assessment) -> Spec:
    """Return the changes of who moves and of the members, each with the band of the draws.

    Parameters
    ----------
    data : Assessment
    """
    title = f"{'; '.join(upper(change) for change in data.change)}: who gets safer?"
    return framed(_bands(data), title, data.answer, model_source(data), WIDTH)


def _rows(data: Assessment) -> list[dict[str, Any]]:
    found: list[tuple[str, float, Judged]] = [
        (one.name, one.change, one)
        for one in sorted(data.candidates, key=lambda one: -abs(one.change))[:NAMED]
    ]
    if data.article10.members:
        test = data.article10
        what = f"{data.alliance} members, mean of {test.members}"
        found.append((what, test.mean_change, test))
    return [_row(*one) for one in found] or [
        {"who": "nobody joins or leaves", "change": 0.0, "label": "", "low": 0.0, "high": 0.0,
         "kind": "no draws"}
    ]  # fmt: skip


def _row(who: str, change: float, found: Judged) -> dict[str, Any]:
    if found.band is None or found.share_safer is None:
        return {"who": who, "change": change, "low": change, "high": change, "kind": "no draws",
                "label": signed(change)}  # fmt: skip
    word, share, _ = side(found)
    return {
        "who": who,
        "change": change,
        "low": found.band.low,
        "high": found.band.high,
        "kind": word,
        "label": f"{signed(change)} ({signed(found.band.low)} to {signed(found.band.high)}); "
        f"{word} in {hundred(share)} of 100 draws",
    }


def _bands(data: Assessment) -> Spec:
    paint, rows = colours(), _rows(data)
    names = [row["who"] for row in rows]
    y = {"field": "who", "type": "nominal", "sort": names, "title": None,
         "axis": {"labelLimit": 230, "minExtent": 190, "grid": False}}  # fmt: skip
    title = f"change of insecurity, {data.unit}; band: 90 of 100 draws; to the right less safe"
    ends = [row[end] for row in rows for end in ("low", "high", "change")]
    domain = [min(0.0, *ends), max(0.0, *ends)] if any(ends) else [-0.1, 0.1]
    x = {"field": "low", "type": "quantitative", "title": title, "scale": {"domain": domain},
         "axis": {"labelExpr": SIGNED, "tickCount": 8}}  # fmt: skip
    kinds = ["safer", "less safe", "no change", "no draws"]
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": kinds,
                        "range": [paint["safer-3"], paint["less-3"], paint["none"],
                                  paint["axis"]]}}  # fmt: skip
    dot = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": paint["net"]}
    return {
        "data": {"values": rows},
        "layer": [
            {"data": {"values": [{"low": 0}]}, "mark": {"type": "rule", "color": paint["ink"]},
             "encoding": {"x": x}},
            {"mark": {"type": "bar", "height": 12},
             "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": colour}},
            {"mark": dot, "encoding": {"x": x | {"field": "change"}, "y": y}},
            {"mark": {"type": "text", "align": "left", "dy": -17, "fontSize": 12},
             "encoding": {"x": {"value": 2}, "y": y, "text": {"field": "label"}}},
        ],
        "width": WIDTH - 220,
        "height": 54 * len(rows),
    }  # fmt: skip
