"""What is found out about a landscape: by a table of all configurations, or by search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.models._landscape_branching import minima_by_branching
from foedus.models._landscape_search import (
    Array,
    Index,
    Signs,
    barriers,
    basins,
    descend,
    energies,
    energy,
    margins,
    minima_of,
    numbered,
    sides,
    tolerance,
)

__all__ = ["MOST_EXACT", "MOST_SHOWN", "MOST_TABLE", "Found", "by_search", "by_table"]

MOST_TABLE = 22
"""States up to which all configurations are held in a table: exact basins, barriers, margins."""
MOST_EXACT = 30
"""States up to which all local minima are found by branching."""
MOST_SHOWN = 500
"""Local minima listed; counted are all."""
STARTS, LEAST_STARTS, MANY = 20_000, 1_000, 60
"""Descents from random configurations where not all can be tried: fewer of more than 60 states."""

Basin = tuple[float, float | None, int | None]
Profile = tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, eq=False)
class Found:
    """The local minima of least energy and what is known of them.

    Attributes
    ----------
    method : str
    minima : (m, n) of 1 and -1, at most `MOST_SHOWN`, least energy first
    total : int
        How many there are.
    basin : m of (share of starts, standard error or None, starts or None)
    rise : m barriers, None where there is none or it was not computed
    gap : (n, n) or None
        Margins of the verdict on each pair.
    profile : tuple of (moves from the best, least and greatest energy)
    starts : int
        Descents that were made.
    """

    method: str
    minima: Signs
    total: int
    basin: list[Basin]
    rise: list[float | None]
    gap: Array | None
    profile: Profile
    starts: int


def by_table(h: Array) -> Found:
    """Return what all 2^(n-1) configurations, tried one and all, show."""
    n, tie = len(h), tolerance(h)
    e = energies(h)
    every = minima_of(e, n, tie)
    minima = every[np.argsort(e[every], kind="stable")][:MOST_SHOWN]
    ends = basins(e, n, tie)
    size = np.bincount(ends, minlength=len(e))[minima].tolist()
    rise = _rises(e, n, ends, minima, len(every) > MOST_SHOWN)
    best = int(minima[0])
    return Found(
        "table", sides(minima, n), len(every), [(k / len(e), None, k) for k in size], rise,
        margins(h, e, best), _profile(e, n, best), len(e),
    )  # fmt: skip


def _rises(e: Array, n: int, ends: Index, minima: Index, too_many: bool) -> list[float | None]:
    """Return each minimum's least rise to a lower or equal one, None for the only lowest."""
    if too_many:
        return [None] * len(minima)
    place = np.sort(minima)
    height = barriers(e, n, ends, place)
    own = e[place]
    lower = own[None, :] <= own[:, None] + 1e-9
    np.fill_diagonal(lower, False)
    rise = np.where(lower, height, np.inf).min(axis=1) - own
    of = dict(zip(place.tolist(), rise.tolist(), strict=True))
    return [None if np.isinf(of[int(m)]) else round(of[int(m)], 9) for m in minima]


def _profile(e: Array, n: int, best: int) -> Profile:
    bits = np.bitwise_count(np.arange(len(e)) ^ best)
    apart = np.minimum(bits, n - bits)
    low, high = np.full(n // 2 + 1, np.inf), np.full(n // 2 + 1, -np.inf)
    np.minimum.at(low, apart, e)
    np.maximum.at(high, apart, e)
    return tuple((d, round(float(low[d]), 9), round(float(high[d]), 9)) for d in range(n // 2 + 1))


def by_search(h: Array, rng: np.random.Generator, how: str) -> Found:
    """Return all local minima by branching, or those that random starts descend to.

    Parameters
    ----------
    h : (n, n)
    rng : Generator
    how : {'auto', 'exact', 'search'}
    """
    n = len(h)
    starts = STARTS if n <= MANY else max(LEAST_STARTS, int(STARTS * (MANY / n) ** 2))
    start = rng.choice(np.array([-1, 1], dtype=np.int8), (starts, n))
    ends = descend(h, start, tolerance(h))
    ends = ends * ends[:, -1:]
    if n <= MOST_EXACT and how != "search":
        method = "branching"
        x, total = minima_by_branching(h, MOST_SHOWN)
    else:
        method = "descents"
        x = np.unique(ends, axis=0)
        x, total = x[np.argsort(energy(h, x), kind="stable")], len(x)
    x = (x * x[:, -1:])[:MOST_SHOWN]
    hits = _hits(ends, x)
    basin: list[Basin] = [
        (share, float(np.sqrt(share * (1 - share) / starts)), None) for share in hits
    ]
    profile = _drawn_profile(h, x[0], start)
    return Found(method, x, total, basin, [None] * len(x), None, profile, starts)


def _hits(ends: Signs, x: Signs) -> list[float]:
    """Return the share of starts that ended in each configuration."""
    if x.shape[1] > 62:  # too many for a number each
        return [float((ends == row).all(axis=1).mean()) for row in x]
    found, times = np.unique(numbered(ends), return_counts=True)
    reached = dict(zip(found.tolist(), times.tolist(), strict=True))
    return [reached.get(int(k), 0) / len(ends) for k in numbered(x)]


def _drawn_profile(h: Array, best: Signs, start: Signs) -> Profile:
    n = len(h)
    apart = (start != best).sum(axis=1)
    apart = np.minimum(apart, n - apart)
    e = energy(h, start)
    kept = np.unique(apart)
    return tuple(
        (int(d), float(e[apart == d].min()), float(e[apart == d].max())) for d in kept.tolist()
    )
