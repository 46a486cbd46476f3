"""The likelihood profiles as a small SVG, drawn by hand so that it is the same everywhere."""

import math
from collections.abc import Sequence

from estimation.compare import Profile
from estimation.fits import OMEGA, RHO, SCALE
from estimation.pages import LABELS

WIDTH, HEIGHT, PANEL, LEFT, TOP, PLOT = 960, 330, 300, 62, 44, 210
INK, GRID_COLOUR = "#333", "#ddd"
COLOURS = {"dispute": "#0072b2", "force": "#d55e00", "fatal": "#009e73"}
TITLES = {"D": "D, km", "rho": "ρ", "omega": "ω"}
DEFAULTS = {"D": SCALE, "rho": RHO, "omega": OMEGA}
TICKS: dict[str, tuple[float, ...]] = {
    "D": (1000, 2000, 4000, 8000, 12000),
    "rho": (0, 0.25, 0.5, 0.75, 1),
    "omega": (0, 0.25, 0.5, 0.75, 1),
}


def _x(parameter: str, value: float, low: float, high: float) -> float:
    if parameter == "D":
        value, low, high = (math.log(v) for v in (value, low, high))
    return (value - low) / (high - low) * (PANEL - LEFT - 18)


def _panel(profiles: Sequence[Profile], at: int) -> list[str]:
    parameter, values = profiles[0].parameter, profiles[0].values
    floor = min(float((p.log_likelihood - p.log_likelihood.max()).min()) for p in profiles)
    step = max(10.0, 10.0 * math.ceil(-floor / 50))
    deepest = step * math.ceil(-floor / step)
    left = at * (PANEL + 16) + LEFT

    def point(value: float, drop: float) -> tuple[float, float]:
        return left + _x(parameter, value, values[0], values[-1]), TOP + drop / deepest * PLOT

    right = point(values[-1], 0)[0]
    parts = [f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{TITLES[parameter]}</text>']
    for i in range(round(deepest / step) + 1):
        y = point(values[0], i * step)[1]
        parts.append(
            f'<line x1="{left}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID_COLOUR}"/>'
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{-i * step:.0f}</text>'
        )
    for tick in TICKS[parameter]:
        x, y = point(tick, deepest)
        parts.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{tick:g}</text>')
    x, bottom = point(DEFAULTS[parameter], deepest)
    parts.append(
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom:.1f}" stroke="{INK}" '
        'stroke-dasharray="3 3"/>'
    )
    for profile in profiles:
        drops = profile.log_likelihood.max() - profile.log_likelihood
        line = " ".join(
            f"{x:.1f},{y:.1f}"
            for x, y in (point(v, float(d)) for v, d in zip(values, drops, strict=True))
        )
        colour = COLOURS[profile.event]
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
    return parts


def svg(profiles: Sequence[Profile]) -> str:
    """Return three panels, log-likelihood less its maximum along D, rho and omega."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}" role="img">',
        "<title>Log-likelihood less its maximum, along D, rho and omega</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for at, parameter in enumerate(TITLES):
        parts += _panel([p for p in profiles if p.parameter == parameter], at)
    for i, (event, colour) in enumerate(COLOURS.items()):
        x, y = LEFT + i * 150, HEIGHT - 18
        parts.append(
            f'<line x1="{x}" x2="{x + 24}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x + 30}" y="{y + 4}">{LABELS[event]}</text>'
        )
    note = "dashed: value used in the estimation"
    parts.append(f'<text x="{LEFT + 450}" y="{HEIGHT - 14}">{note}</text>')
    return "\n".join([*parts, "</svg>", ""])
