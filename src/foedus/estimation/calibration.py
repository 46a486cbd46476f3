"""Expected over observed events where users look: by region, size, decade, kind of pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import probability
from foedus.estimation.rows import Rows
from foedus.security.coefficients import AttackFit, attack_fit
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.terms import ATTACK_TERMS, SITUATION_TERMS

__all__ = ["LATE", "OFF", "Calibrated", "calibration", "expected_rates", "pair_groups"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

LATE = (1991, 2010)
"""Years in which the groups are compared."""

OFF, LEAST = 2.0, 3.0
"""A group is off if it differs by more than this factor, with at least so many events."""

REGIONS = (
    ("the Americas", 2, 199),
    ("Europe", 200, 399),
    ("sub-Saharan Africa", 400, 599),
    ("the Middle East and North Africa", 600, 699),
    ("Asia", 700, 899),
    ("Oceania", 900, 999),
)
"""The regions of the Correlates of War numbers."""

USA, RUSSIA, CHINA = 2, 365, 710
SMALL, LARGE = 0.001, 0.01
"""Shares of the world's capability below and above which a state counts as small or large."""


@dataclass(frozen=True)
class Calibrated:
    """Events expected and observed in a group of dyad-years.

    Attributes
    ----------
    event, group : str
    first, last : int
    expected : float
    observed, n : int
    """

    event: str
    group: str
    first: int
    last: int
    expected: float
    observed: int
    n: int

    @property
    def ratio(self) -> float:
        """Return expected over observed; inf where nothing was observed."""
        return self.expected / self.observed if self.observed else float("inf")

    @property
    def is_span(self) -> bool:
        """Return whether the group is a span of years."""
        return self.group == f"{self.first}-{self.last}"

    @property
    def off(self) -> bool:
        """Return whether the group is off by more than a factor of two."""
        enough = max(self.expected, float(self.observed)) >= LEAST
        return enough and not 1 / OFF <= self.ratio <= OFF


def expected_rates(rows: Rows, found: AttackFit) -> Array:
    """Return (N,) probabilities of a committed fit, at its heaviest grid point.

    Parameters
    ----------
    rows : Rows
    found : AttackFit
    """
    best = int(np.argmax(found.weight))
    scale, rho = found.grid[best]
    columns = dict(zip(SITUATION_TERMS, rows.situation.T, strict=True))
    columns |= dict(
        zip(ATTACK_TERMS[len(SITUATION_TERMS) :], rows.balance(scale, rho).T, strict=True)
    )
    if NUCLEAR_TERMS[0] in found.terms:
        columns |= dict(zip(NUCLEAR_TERMS, rows.nuclear.T, strict=True))
    log_odds = np.zeros(len(rows.year))
    for term, value in zip(found.terms, found.estimates[best], strict=True):
        log_odds += value * columns[term]
    return probability(log_odds)


def pair_groups(rows: Rows) -> Mapping[str, Mask]:
    """Return the groups in which the model is compared with the record, as masks of the rows."""

    def term(name: str) -> Array:
        found: Array = rows.situation[:, SITUATION_TERMS.index(name)]
        return found

    first, second = _regions(rows.attacker), _regions(rows.target)
    tie = rows.flat([year.tie for year in rows.years]) > 0
    strength = rows.flat([np.broadcast_to(year.strength, year.tie.shape) for year in rows.years])
    land = term("land") > 0
    near = ~land & (term("log_distance") < np.log1p(950.0))
    groups = {"all": np.ones(len(land), dtype=bool)}
    for i, (name, _, _) in enumerate(REGIONS):
        groups[f"within {name}"] = (first == i) & (second == i)
    groups["between regions"] = first != second
    groups |= {
        "neighbours by land": land,
        "neighbours by sea, up to 950 km": near,
        "far, with a major power": ~land & ~near & (term("far_no_major") == 0),
        "far, no major power": term("far_no_major") > 0,
        "rivals": term("rival") > 0,
        "no rivals": term("rival") == 0,
        "allies": tie,
        "allies in the Middle East and North Africa": tie & (first == 3) & (second == 3),
        "both democratic": term("both_democratic") > 0,
        "democracy unknown": term("democracy_unknown") > 0,
        "small targets": strength < SMALL,
        "middle targets": (strength >= SMALL) & (strength < LARGE),
        "large targets": strength >= LARGE,
        "the USA attacks": rows.attacker == USA,
        "Russia attacks": rows.attacker == RUSSIA,
        "China attacks": rows.attacker == CHINA,
    }
    return groups


def _regions(code: Codes) -> Codes:
    """Return the place in REGIONS of each state's number."""
    ends = np.array([last for _, _, last in REGIONS])
    return np.searchsorted(ends, code)


def calibration(rows: Rows, events: Mapping[str, Array]) -> Iterator[Calibrated]:
    """Yield what was expected and observed in every group, then in every decade.

    Parameters
    ----------
    rows : Rows
    events : rung to (N,) probabilities
    """
    late = (rows.year >= LATE[0]) & (rows.year <= LATE[1])
    groups = pair_groups(rows)
    for event, p in events.items():
        known, happened = rows.known[event], rows.happened[event]
        begin = attack_fit("since-1816", event).first
        for name, group in groups.items():
            chosen = group & late & known
            yield _compared(event, name, LATE, p[chosen], happened[chosen])
        for first in range(begin // 10 * 10, 2011, 10):
            span = max(first, begin), min(first + 9, 2010)
            chosen = known & (rows.year >= span[0]) & (rows.year <= span[1])
            yield _compared(event, f"{span[0]}-{span[1]}", span, p[chosen], happened[chosen])


def _compared(
    event: str, group: str, span: tuple[int, int], p: Array, happened: Mask
) -> Calibrated:
    return Calibrated(event, group, *span, float(p.sum()), int(happened.sum()), len(p))
