"""Charts of an assessment, one function a chart; `headline` stands for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from foedus.questions.assessment import Assessment, Driver, StateRecord, Verdict
from foedus.views.html.assess.map import map_key, world_change
from foedus.views.html.svg import Chart, Spec, colours, layered, stacked, table
from foedus.views.words import century, driver_label, percent, percent_of, share

__all__ = ["change_bars", "change_map_with_key", "headline", "sensitivity"]

LOWER, UPPER = "lower half of its range", "upper half"
WEAK = 0.005
"""An assumption that explains less than this share of the variance is left out."""

PARTS = ("direct risk (deterrence)", "entanglement (allies' wars)")


def change_map_with_key(data: Assessment, width: int) -> Spec:
    """Return the world coloured by change in insecurity, with its key.

    Parameters
    ----------
    data : Assessment
    width : int, pixels
    """
    return stacked(world_change(data, width), map_key(width, data), spacing=10)


def change_bars(records: Sequence[StateRecord], width: int) -> Spec:
    """Return the change of insecurity by state, split into direct risk and entanglement.

    Parameters
    ----------
    records : sequence of StateRecord
        From top to bottom.
    width : int, pixels
        Of the whole chart.
    """
    import altair as alt

    paint = colours()
    rows = [row for record in records for row in _parts(record)]
    nets = [
        {
            "state": record.name,
            "value": 100 * (record.delta_direct + record.delta_entanglement),
            "label": percent(percent_of(record)),
        }
        for record in records
    ]
    small = width < 500
    longest = max(len(record.name) for record in records)
    left, right = min(118 if small else 190, 14 + 6.2 * longest), 64
    y = alt.Y(
        "state:N",
        sort=[record.name for record in records],
        title=None,
        axis=alt.Axis(labelLimit=left - 8, minExtent=left, maxExtent=left, grid=False),
    )
    x = alt.X(
        "value:Q",
        title="lost conflicts a century",
        axis=alt.Axis(tickCount=4 if small else 8, format="~f"),
    )
    part = alt.Color(
        "part:N",
        scale=alt.Scale(domain=list(PARTS), range=[paint["deterrence"], paint["entanglement"]]),
        legend=alt.Legend(columns=1 if small else 2, columnPadding=24),
    )
    bars = alt.Chart(table(rows)).mark_bar(height={"band": 0.72}, aria=True)
    bars = bars.encode(x=x, y=y, color=part, description=alt.Description("tip:N"))
    net = alt.Chart(table(nets)).encode(y=y)
    zero = alt.Chart(table([{"value": 0}])).mark_rule(color=paint["axis"]).encode(x=x)
    total = net.mark_point(
        shape="diamond", size=58, filled=True, color=paint["net"], stroke=paint["coast"],
        strokeWidth=1, opacity=1,
    ).encode(x=x)  # fmt: skip
    text = net.mark_text(align="right", color=paint["ink"]).encode(
        x=_from_right(60), text=alt.Text("label:N")
    )
    return layered(
        bars,
        zero,
        total,
        text,
        width=width - left - right - 12,
        height=21 * len(records),
        padding={"left": 4, "top": 4, "bottom": 4, "right": right + 4},
    )


def _parts(record: StateRecord) -> list[dict[str, Any]]:
    """Return the two parts of a state's change, lost conflicts a century."""
    tip = (
        f"{record.name} ({record.iso3}) | insecurity {percent(percent_of(record))}"
        f" | direct risk {century(record.delta_direct)} a century"
        f" | entanglement {century(record.delta_entanglement)} a century"
    )
    values = (record.delta_direct, record.delta_entanglement)
    return [
        {"state": record.name, "part": part, "value": 100 * value, "tip": tip}
        for part, value in zip(PARTS, values, strict=True)
    ]


def sensitivity(verdicts: Sequence[Verdict], width: int) -> Spec:
    """Return, by verdict, how the assumptions that decide it move the share of agreement.

    Parameters
    ----------
    verdicts : sequence of Verdict
    width : int, pixels
    """
    panels = [_tornado(verdict, width, last=verdict is verdicts[-1]) for verdict in verdicts]
    return stacked(*panels, spacing=14)


def _tornado(verdict: Verdict, width: int, *, last: bool) -> Spec:
    import altair as alt

    paint = colours()
    small = width < 500
    left, right = (150, 46) if small else (190, 110)
    rows = [_driver(driver, small) for driver in verdict.decided_by if driver.first_order >= WEAK]
    rows = rows or [{"label": "no single assumption", "low": None, "part": "", "tip": ""}]
    halves = [row for row in rows if row["low"] is not None]
    y = alt.Y(
        "label:N",
        sort=[row["label"] for row in rows],
        title=None,
        axis=alt.Axis(labelLimit=left, minExtent=left, maxExtent=left, grid=False),
    )
    title = "sets of assumptions that agree, %" if last else None
    axis = alt.Axis(values=[0, 25, 50, 75, 100], labels=last, labelFlush=False, title=title)
    x: dict[str, Any] = {"axis": axis, "scale": alt.Scale(domain=[0, 100])}
    base = alt.Chart(table(halves)).encode(y=y)
    marks = [
        alt.Chart(table([{"at": 100 * verdict.share}]))
        .mark_rule(color=paint["ink"], strokeDash=[3, 3])
        .encode(x=alt.X("at:Q", **x)),
        base.mark_rule(color=paint["axis"], strokeWidth=3, strokeOpacity=0.45).encode(
            x=alt.X("low:Q", **x), x2=alt.X2("high")
        ),
        _half(base, "low", LOWER, x),
        _half(base, "high", UPPER, x),
        alt.Chart(table(rows))
        .mark_text(align="left", color=paint["axis"], aria=True)
        .encode(
            y=y,
            x=_from_right(12),
            text=alt.Text("part:N"),
            description=alt.Description("tip:N"),
        ),
    ]
    agree = f"{share(verdict.share)} agree ({verdict.word})"
    text = f"{verdict.statement[0].upper()}{verdict.statement[1:]}"
    title_lines = [text, agree] if small else [f"{text}: {agree}"]
    return layered(
        *marks,
        width=width - left - right - 10,
        height=26 * len(rows),
        title={"text": title_lines, "offset": 8, "dx": -left},
    )


def _driver(driver: Driver, small: bool) -> dict[str, Any]:
    """Return an assumption's row: agreement in the halves of its range, what it explains."""
    low, high = (
        None if half is None else 100 * half for half in (driver.share_low, driver.share_high)
    )
    label = driver_label(driver.name, driver.symbol)
    part = f"{100 * driver.first_order:.0f} %"
    tip = f"{label} | explains {part} of the variance alone"
    if low is not None and high is not None:
        tip += f" | agreement {low:.0f} % in its lower half, {high:.0f} % in its upper half"
    return {
        "label": label,
        "low": low,
        "high": high,
        "part": part if small else f"explains {part}",
        "tip": tip,
    }


def _from_right(pixels: int) -> Any:
    """Return a place so many pixels beyond the right edge of the plot."""
    import altair as alt

    return alt.XValue({"expr": f"width + {pixels}"})  # type: ignore[no-untyped-call]


def _half(base: Chart, field: str, label: str, x: dict[str, Any]) -> Chart:
    import altair as alt

    paint = colours()
    colour = alt.Color(
        "half:N",
        scale=alt.Scale(domain=[LOWER, UPPER], range=[paint["low"], paint["high"]]),
        legend=alt.Legend(symbolType="circle", direction="horizontal", columnPadding=24),
    )
    return (
        base.transform_calculate(half=f"'{label}'")
        .mark_circle(size=110, opacity=1, aria=True)
        .encode(x=alt.X(f"{field}:Q", **x), color=colour, description=alt.Description("tip:N"))
    )


def headline(assessment: Assessment) -> Spec:
    """Return the chart that stands for the whole assessment: title, map, key and source.

    Parameters
    ----------
    assessment : Assessment
    """
    import altair as alt

    data = assessment
    source = (
        f"foedus: model of security, membership on {data.on}, capability ({data.capability}) of "
        f"{data.capability_year}; World Factbook and other sources, dispute record 1946-2010; "
        "map Natural Earth."
    )
    note = alt.Chart(table([{"text": source}])).mark_text(
        align="left", baseline="top", color=colours()["axis"], fontSize=10.5
    )
    note = note.encode(x=alt.value(0), y=alt.value(0), text=alt.Text("text:N"))
    title = {
        "text": "; ".join(data.change) + ": who gets safer, and who less safe",
        "subtitle": wrap(data.answer, 125),
        "fontSize": 20,
        "subtitleFontSize": 13,
        "subtitleColor": colours()["axis"],
        "offset": 14,
    }
    return stacked(
        change_map_with_key(data, 900),
        layered(note, width=900, height=14),
        spacing=6,
        title=title,
        padding=18,
    )
