"""SVG written by hand: what a page draws itself, in the page's own colours, in no time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["circle", "fill", "labels", "line", "outline", "path", "rect", "svg", "text", "ticks"]

TENTH = 10.0
"""Shapes are written in tenths of a pixel, as whole numbers."""


def fill(name: str) -> str:
    """Return one of the page's colours by its name, light or dark as the reader has it."""
    return "none" if name == "nothing" else f"var(--{name})"


def number(value: float) -> str:
    """Return pixels with one decimal at most.

    Examples
    --------
    >>> number(12.04), number(-0.01), number(3.26)
    ('12', '0', '3.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def svg(width: float, height: float, parts: Iterable[str], kind: str = "") -> str:
    """Return a drawing as wide as it is given, or as there is room.

    Parameters
    ----------
    width, height : float, pixels
    parts : iterable of str
    kind : str
        Class for the style sheet.
    """
    named = f' class="{escape(kind)}"' if kind else ""
    size = f'width="{number(width)}" viewBox="0 0 {number(width)} {number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true"{named}>'
        f"{''.join(parts)}</svg>"
    )


def _title(tip: str) -> str:
    return f"<title>{escape(tip, quote=False)}</title>" if tip else ""


def rect(
    x: float, y: float, width: float, height: float, colour: str, *, tip: str = "", round_: int = 0
) -> str:
    """Return a box in one of the page's colours, with what to show at the pointer."""
    corner = f' rx="{round_}"' if round_ else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0.0))}" '
        f'height="{number(height)}" fill="{fill(colour)}"{corner}>{_title(tip)}</rect>'
    )


def circle(x: float, y: float, r: float, colour: str, *, tip: str = "", kind: str = "") -> str:
    """Return a dot."""
    named = f' class="{escape(kind)}"' if kind else ""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill(colour)}"{named}>'
        f"{_title(tip)}</circle>"
    )


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0, dash: str = ""
) -> str:
    """Return a straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{fill(colour)}" stroke-width="{number(width)}"{dashed}/>'
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = "ink",
    size: float = 12,
    bold: bool = False,
    halo: bool = False,
) -> str:
    """Return words, middle of the line at `y`; a halo keeps them legible on a map."""
    weight = ' font-weight="600"' if bold else ""
    glow = ' paint-order="stroke" stroke="var(--ground)" stroke-width="3"' if halo else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" dy=".35em" text-anchor="{anchor}" '
        f'font-size="{number(size)}" fill="{fill(colour)}"{weight}{glow}>'
        f"{escape(words, quote=False)}</text>"
    )


def path(
    data: str, colour: str, *, stroke: str = "nothing", width: float = 0.0, tip: str = ""
) -> str:
    """Return a shape of `outline`; lines keep their width however large it is shown."""
    edge = f' stroke="{fill(stroke)}" stroke-width="{number(width)}"' if width else ""
    return f'<path d="{data}" fill="{fill(colour)}"{edge}>{_title(tip)}</path>'


def outline(shape: BaseGeometry) -> str:
    """Return a shape or a line as path data, in tenths of a pixel (see `.shapes` in the styles).

    Examples
    --------
    >>> from shapely.geometry import box
    >>> outline(box(0, 0, 1, 2))
    'M10 0l0 20-10 0 0-20z'
    """
    parts = getattr(shape, "geoms", [shape])
    rings = []
    for part in parts:
        if part.is_empty:
            continue
        if part.geom_type == "LineString":
            rings.append((part, ""))
        elif part.geom_type == "Polygon":
            rings += [(ring, "z") for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(np.asarray(ring.coords), end) for ring, end in rings)


def _ring(points: np.ndarray, end: str) -> str:
    whole = np.rint(points[:, :2] * TENTH).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if end and len(steps):
        steps = steps[:-1]  # The ring closes itself.
    moves = " ".join(map(str, steps.ravel())).replace(" -", "-")
    return f"M{whole[0, 0]} {whole[0, 1]}l{moves}{end}" if moves else ""


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers that divide a range.

    Examples
    --------
    >>> ticks(-0.03, 0.12, 5)
    [0.0, 0.05, 0.1]
    """
    span = max(high - low, 1e-9)
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(k * step, 10) for k in range(first, last + 1)]


def labels(places: Sequence[float]) -> list[str]:
    """Return the figures at an axis with their sign, as many decimals as tell them apart.

    Examples
    --------
    >>> labels([-0.001, -0.0005, 0.0, 0.0005]), labels([0.0, 2.0])
    (['−0.0010', '−0.0005', '0', '+0.0005'], ['0', '+2'])
    """
    step = min((b - a for a, b in pairwise(places)), default=max(map(abs, places), default=1.0))
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    return [f"{at:+,.{digits}f}".replace("-", "−") if at else "0" for at in places]
