"""Event study: attacks on states before and after they gained allies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.attack import CENTRE
from foedus.estimation.rows import Rows
from foedus.estimation.years import Year
from foedus.security.terms import FLOOR, allied_power, projected_power

__all__ = ["BINS", "GAIN", "Around", "accessions", "event_study"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

GAIN = float(np.log(1.25))
"""An accession adds at least a quarter to what stands behind a state."""

BINS = ((-10, -6), (-5, -1), (0, 4), (5, 9))
"""Years around the accession, its own year 0."""

DRAWS = 1000


@dataclass(frozen=True)
class Around:
    """Attacks on states that gained allies, some years before or after.

    Attributes
    ----------
    event : str
    first, last : int, years from the accession
    observed : int
    expected : float, by the model without alliances
    ratio, low, high : observed over expected with a 95 % interval over resampled states
    accessions : int
    """

    event: str
    first: int
    last: int
    observed: int
    expected: float
    ratio: float
    low: float
    high: float
    accessions: int


def accessions(years: Sequence[Year]) -> list[tuple[int, int]]:
    """Return (state, year) of every gain of allies that adds a quarter to its defence.

    Parameters
    ----------
    years : consecutive years
    """
    found = []
    for before, now in pairwise(years):
        old = dict(zip(before.system.ccode.tolist(), _behind(before), strict=True))
        for code, value in zip(now.system.ccode.tolist(), _behind(now), strict=True):
            if code in old and value - old[code] >= GAIN:
                found.append((int(code), now.year))
    return found


def _behind(year: Year) -> Array:
    """Return (n,) ln(Def/c) against an attacker that is no ally."""
    power = projected_power(year.strength, year.distance, CENTRE[0])
    to_defence, _ = allied_power(power, year.tie)
    found: Array = np.log1p(CENTRE[1] * to_defence.max(axis=0) / np.maximum(year.strength, FLOOR))
    return found


def event_study(
    rows: Rows, without: dict[str, Array], events: Sequence[str] = ("war", "fatal")
) -> Iterator[Around]:
    """Yield observed and expected attacks around accessions.

    Parameters
    ----------
    rows : Rows
    without : rung to (N,) probabilities of the model without the allies' support
    events : rungs
    """
    gained = accessions(rows.years)
    first = int(rows.years[0].year)
    states = np.unique(rows.target)
    shape = (len(states), len(rows.years))
    cell = np.searchsorted(states, rows.target) * shape[1] + rows.year - first
    place = np.array([np.searchsorted(states, state) for state, _ in gained])
    when = np.array([year - first for _, year in gained])
    for event in events:
        size = shape[0] * shape[1]
        known = rows.known[event]
        seen = np.bincount(cell[known], rows.happened[event][known], size).reshape(shape)
        awaited = np.bincount(cell[known], without[event][known], size).reshape(shape)
        for begin, end in BINS:
            relative = when[:, None] + np.arange(begin, end + 1)[None, :]
            inside = (relative >= 0) & (relative < shape[1])
            at = place[:, None], relative.clip(0, shape[1] - 1)
            happened = np.where(inside, seen[at], 0.0).sum(axis=1)
            expected = np.where(inside, awaited[at], 0.0).sum(axis=1)
            yield _around(event, begin, end, happened, expected, place)


def _around(
    event: str, begin: int, end: int, happened: Array, expected: Array, state: NDArray[np.intp]
) -> Around:
    member = np.unique(state, return_inverse=True)[1]
    seen, awaited = np.bincount(member, happened), np.bincount(member, expected)
    drawn = np.random.default_rng(0).integers(0, len(seen), (DRAWS, len(seen)))
    ratios = seen[drawn].sum(axis=1) / awaited[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.025, 0.975])
    total = float(expected.sum())
    return Around(
        event, begin, end, int(happened.sum()), total, float(happened.sum()) / total,
        float(low), float(high), len(happened),
    )  # fmt: skip
