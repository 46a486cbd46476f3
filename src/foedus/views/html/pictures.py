"""Pictures of changes: how many draws of 100, the band of the draws, bars in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.questions.words import amount, percentage, signed
from foedus.views.html.draw import circle, labels, line, number, rect, svg, text, ticks

__all__ = ["NARROW", "WIDE", "Bar", "band", "chances", "of_hundred", "split_bars", "waffle"]

WIDE, NARROW = 940, 350
"""Pixels that a chart takes on a screen and on a phone."""

CELL, ROW = 13.0, 24.0


def of_hundred(share: float) -> int:
    """Return draws of 100; all or none only where it is so.

    Examples
    --------
    >>> of_hundred(0.384), of_hundred(0.999), of_hundred(1.0), of_hundred(0.0005)
    (38, 99, 100, 1)
    """
    if share in (0.0, 1.0):
        return round(100 * share)
    return min(max(round(100 * share), 1), 99)


def waffle(safer: int, same: int = 0) -> str:
    """Return a hundred draws: squares where it is safer, dots where less, rings where unchanged.

    Parameters
    ----------
    safer, same : int
        Of the hundred; the others are less safe.
    """
    marks = []
    for i in range(100):
        x, y = (i % 10) * CELL + 1, (i // 10) * CELL + 1
        if i < safer:
            marks.append(rect(x, y, CELL - 2, CELL - 2, "safer-3", round_=2))
        else:
            kind = "none" if i >= 100 - same else "less-3"
            marks.append(circle(x + CELL / 2 - 1, y + CELL / 2 - 1, CELL / 2 - 1.6, kind))
    return svg(10 * CELL, 10 * CELL, marks, "waffle")


def band(low: float, median: float, high: float, change: float, width: float = 300) -> str:
    """Return where 90 of 100 draws lie, their median, the best estimate, and no change.

    Parameters
    ----------
    low, median, high : float
        5, 50 and 95 % of the draws, attacks a century.
    change : float
        By the best estimates.
    width : float, pixels
    """
    edge, top = 16.0, 22.0
    first, last = min(low, change, 0.0), max(high, change, 0.0)
    span = (last - first) or 1.0

    def x(value: float) -> float:
        return edge + (value - first) / span * (width - 2 * edge)

    marks = [line(edge, top, width - edge, top, "grid", 2)]
    if low < 0:
        marks.append(rect(x(low), top - 5, x(min(high, 0.0)) - x(low), 10, "safer-3"))
    if high > 0:
        start = max(low, 0.0)
        marks.append(rect(x(start), top - 5, x(high) - x(start), 10, "less-3"))
    marks += [
        line(x(0.0), top - 12, x(0.0), top + 12, "ink", 1.4),
        line(x(median), top - 9, x(median), top + 9, "ink", 2.4),
        circle(x(change), top, 4.2, "ground"),
        circle(x(change), top, 3.0, "ink"),
    ]
    left, right = x(low), x(high)
    if right - left < 90:
        middle = min(max((left + right) / 2, 80.0), width - 80.0)
        marks.append(text(middle, top + 22, f"{signed(low)} to {signed(high)}", anchor="middle"))
    else:
        marks += [
            text(max(left, 4.0), top + 22, signed(low)),
            text(min(right, width - 4.0), top + 22, signed(high), anchor="end"),
        ]
    if min(abs(x(0.0) - left), abs(x(0.0) - right)) > 46 or right - left < 90:
        marks.append(text(min(max(x(0.0), 30.0), width - 30.0), top - 17, "no change",
                          anchor="middle", colour="axis", size=11))  # fmt: skip
    return svg(width, 54, marks, "band")


@dataclass(frozen=True)
class Bar:
    """One state's change in its two parts, attacks a century; plus is less safe."""

    name: str
    attacked: float
    drawn_in: float
    percent: float | None

    @property
    def change(self) -> float:
        """Return the sum of the parts."""
        return self.attacked + self.drawn_in

    @property
    def tip(self) -> str:
        """Return what to show at the pointer."""
        return (
            f"{self.name}\n{signed(self.change)} attacks a century ({percentage(self.percent)})\n"
            f"attacked {signed(self.attacked)}\ndrawn in {signed(self.drawn_in)}"
        )


def split_bars(rows: Sequence[Bar], width: int) -> str:
    """Return changes by state, each in the parts attacked and drawn in, with their sum.

    Parameters
    ----------
    rows : sequence of Bar
        From top to bottom, at least one.
    width : int, pixels
    """
    small = width < 500
    left = min(130.0 if small else 210.0, 16 + 6.9 * max(len(row.name) for row in rows))
    right = 70.0 if small else 160.0
    ends = [(min(row.attacked, 0) + min(row.drawn_in, 0),
             max(row.attacked, 0) + max(row.drawn_in, 0)) for row in rows]  # fmt: skip
    low, high = min(0.0, *(a for a, _ in ends)), max(0.0, *(b for _, b in ends))
    span = (high - low) or 1.0
    bottom = ROW * len(rows) + 6

    def x(value: float) -> float:
        return left + (value - low) / span * (width - left - right)

    marks = []
    places = ticks(low, high, 3 if small else 7)
    for at, label in zip(places, labels(places), strict=True):
        marks.append(line(x(at), 2, x(at), bottom, "ink" if at == 0 else "grid"))
        marks.append(text(x(at), bottom + 10, label, anchor="middle", colour="axis", size=11))
    for i, row in enumerate(rows):
        y = i * ROW + 4
        marks.append(text(left - 8, y + ROW / 2 - 2, _short(row.name, left), anchor="end"))
        minus = plus = 0.0
        for value, colour in ((row.attacked, "deterrence"), (row.drawn_in, "entanglement")):
            start = minus if value < 0 else plus
            a, b = sorted((x(start), x(start + value)))
            marks.append(rect(a, y, b - a, ROW - 6, colour, tip=row.tip))
            minus, plus = minus + min(value, 0.0), plus + max(value, 0.0)
        at, middle = x(row.change), y + ROW / 2 - 3
        marks.append(f'<path d="M{number(at)} {number(middle - 6)}l6 6-6 6-6-6z" fill="var(--net)" '
                     'stroke="var(--ground)"/>')  # fmt: skip
        label = signed(row.change).replace("below ±", "≈ ±" if small else "below ±")
        label += "" if small else f"  ({percentage(row.percent)})"
        marks.append(text(width - right + 10, middle, label))
    return svg(width, bottom + 22, marks)


def _short(name: str, room: float) -> str:
    most = int((room - 10) / 6.6)
    return name if len(name) <= most else f"{name[: most - 1]}…"


def chances(rows: Sequence[tuple[str, float]], width: int) -> str:
    """Return chances as bars, each with its percent.

    Parameters
    ----------
    rows : sequence of (str, float)
        Name and chance in [-1, 1], from top to bottom, at least one.
    width : int, pixels
    """
    left = min(130.0 if width < 500 else 210.0, 16 + 6.9 * max(len(name) for name, _ in rows))
    most = max(abs(value) for _, value in rows) or 1.0
    marks = []
    for i, (name, value) in enumerate(rows):
        y, long = i * ROW + 2, abs(value) / most * (width - left - 60)
        shown = f"{100 * value:.0f} %".replace("-", "−")
        marks += [
            text(left - 8, y + ROW / 2 - 2, _short(name, left), anchor="end"),
            rect(left, y, long, ROW - 6, "entanglement", tip=f"{name}\n{shown}"),
            text(left + long + 7, y + ROW / 2 - 3, shown),
        ]
    return svg(width, ROW * len(rows) + 4, marks)


def levels(before: float, after: float) -> str:
    """Return a level before and after in words.

    Examples
    --------
    >>> levels(4.02, 1.9)
    'from 4.0 to 1.9'
    """
    return f"from {amount(before)} to {amount(after)}"
