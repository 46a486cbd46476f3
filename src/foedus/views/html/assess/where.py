"""The maps of an assessment: who gets safer, and who less so."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cache

from foedus.questions.assessment import Assessment, StateRow
from foedus.questions.words import percentage, signed
from foedus.views.html.blocks import Key
from foedus.views.html.draw import circle, fill, outline, path, svg
from foedus.views.html.geometry import DOT, Canvas, Land
from foedus.world.frontier import territory

__all__ = ["BREAKS", "change_map", "class_of", "map_key"]

BREAKS = (0.01, 0.05, 0.25, 1.0)
"""Attacks a century where the map's classes begin, safer and less safe alike."""

EDGES = {"member": ("edge", 1.1), "candidate": ("mover", 2.4), "leaver": ("mover", 2.4)}
"""Outline of a role: colour and width; all others have the colour of the shore."""

ORDER = {"outsider": 0, "member": 1, "candidate": 2, "leaver": 2}

ROLES = {"member": "member", "candidate": "joins", "leaver": "leaves", "outsider": "outsider"}


def class_of(change: float | None) -> str:
    """Return the colour class of a change, attacks a century; None is no data.

    Examples
    --------
    >>> class_of(-0.3), class_of(0.005), class_of(0.01), class_of(None)
    ('safer-3', 'none', 'less-1', 'missing')
    """
    if change is None:
        return "missing"
    step = sum(abs(change) >= limit for limit in BREAKS)
    return "none" if step == 0 else f"{'safer' if change < 0 else 'less'}-{step}"


def change_of(row: StateRow) -> float:
    """Return a state's change of insecurity, attacks a century."""
    return row.insecurity_after - row.insecurity_before


def change_map(data: Assessment, canvas: Canvas, prefix: str) -> str:
    """Return a map coloured by change of insecurity.

    Parameters
    ----------
    data : Assessment
    canvas : Canvas
    prefix : str
        Makes the map's identifiers unique in the page.
    """
    rows = _by_land(data)
    place = {iso3: ORDER[row.role] for iso3, row in rows.items()}
    lands = sorted(canvas.lands, key=lambda land: place.get(land.iso3 or "", 0))
    shapes = [_shape(land, rows, prefix) for land in lands if land.dot is None]
    dots = [_dot(land, rows, prefix) for land in lands if land.dot is not None]
    hatches = (_hatch(prefix, 1), _hatch(f"{prefix}-large", 10))
    body = ["<defs>", *hatches, "</defs>", '<g class="shapes">', *shapes, "</g>", *dots]
    return svg(canvas.width, canvas.height, body, "map")


def _hatch(prefix: str, scale: int) -> str:
    """Return the pattern for what has no data; shapes are drawn ten times as large as they look."""
    return (
        f'<pattern id="{prefix}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({scale})"><rect width="6" height="6" '
        f'fill="{fill("ground")}"/><rect width="2" height="6" fill="{fill("missing")}"/></pattern>'
    )


def _by_land(data: Assessment) -> Mapping[str, StateRow]:
    """Return the row that the land of each state of today has: its own, or a dissolved state's."""
    rows = {row.iso3: row for row in data.states}
    return {today: rows[then] for today, then in territory(rows).items() if then in rows}


def _tip(land: Land, row: StateRow | None) -> str:
    if row is None:
        return f"{land.name}\nno data"
    own = row.name if land.home and land.iso3 == row.iso3 else f"{land.name} ({row.name})"
    change = change_of(row)
    percent = 100 * change / row.insecurity_before if row.insecurity_before > 1e-9 else None
    return (
        f"{own}\n{ROLES[row.role]}: {signed(change)} attacks a century ({percentage(percent)})\n"
        f"attacked {signed(row.attacked_after - row.attacked_before)}, "
        f"drawn in {signed(row.drawn_in_after - row.drawn_in_before)}"
    )


def _paint(kind: str, prefix: str) -> str:
    return f"url(#{prefix}-hatch)" if kind == "missing" else fill(kind)


def _shape(land: Land, rows: Mapping[str, StateRow], prefix: str) -> str:
    row = rows.get(land.iso3 or "")
    kind = class_of(None if row is None else change_of(row))
    edge, width = EDGES.get(row.role if row else "", ("shore", 0.5))
    drawn = path(_outline(land), "paint", stroke=edge, width=width, tip=_tip(land, row))
    return drawn.replace('fill="var(--paint)"', f'fill="{_paint(kind, f"{prefix}-large")}"')


@cache
def _outline(land: Land) -> str:
    return outline(land.shape)


def _dot(land: Land, rows: Mapping[str, StateRow], prefix: str) -> str:
    assert land.dot is not None
    row = rows.get(land.iso3 or "")
    kind = class_of(None if row is None else change_of(row))
    role = (
        ""
        if row is None
        else {"candidate": " mover", "leaver": " mover"}.get(row.role, f" {row.role}")
    )
    drawn = circle(*land.dot, DOT + 0.4, "paint", tip=_tip(land, row), kind=f"dot{role}")
    return drawn.replace('fill="var(--paint)"', f'fill="{_paint(kind, prefix)}"')


def map_key(data: Assessment) -> tuple[Key, ...]:
    """Return the legend of a map in words, from safer to less safe, and its outlines."""
    steps = [f"{low:g} to {high:g}" for low, high in itertools.pairwise(BREAKS)]
    steps.append(f"{BREAKS[-1]:g} or more")
    keys = [
        Key(f"safer-{i}", f"safer by {text}") for i, text in reversed(list(enumerate(steps, 1)))
    ]
    keys.append(Key("none", f"less than {BREAKS[0]:g} either way"))
    keys += [Key(f"less-{i}", f"less safe by {text}") for i, text in enumerate(steps, 1)]
    keys.append(Key("missing", "no data", "hatch"))
    roles = {row.role for row in data.states}
    for role, words in (("member", "member"), ("candidate", "joins"), ("leaver", "leaves")):
        if role in roles:
            keys.append(Key(EDGES[role][0], words, "ring"))
    return tuple(keys)
