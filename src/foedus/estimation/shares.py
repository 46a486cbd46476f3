"""Numbers read off the record: omega, psi, honoured obligations, the world's attacks, peace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.joining import Cases
from foedus.estimation.rows import Rows
from foedus.estimation.years import Year

__all__ = [
    "Interval", "Peace", "bootstrap_ratio", "honoured", "interventions", "omega", "peace",
    "recorded",
    "wilson",
]  # fmt: skip

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

Z95 = 1.959963984540054
DRAWS = 4000


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval and the number of cases behind it."""

    estimate: float
    low: float
    high: float
    n: int


def wilson(successes: int, n: int) -> Interval:
    """Return a share with its Wilson 95 % interval (Wilson 1927).

    Examples
    --------
    >>> found = wilson(5, 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.237, 0.763)
    """
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    p, z2 = successes / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Interval(p, max(float(centre - half), 0.0), min(float(centre + half), 1.0), n)


def bootstrap_ratio(part: Array, whole: Array, group: Codes) -> Interval:
    """Return the ratio of two sums, with a 95 % interval over resampled groups.

    Parameters
    ----------
    part, whole : (n,)
    group : (n,) dispute number
        Whole disputes are drawn again and again (percentile bootstrap), because states in the same
        dispute do not decide independently.
    """
    member = np.unique(group, return_inverse=True)[1]
    came, total = np.bincount(member, part), np.bincount(member, whole)
    drawn = np.random.default_rng(0).integers(0, len(total), (DRAWS, len(total)))
    shares = came[drawn].sum(axis=1) / total[drawn].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return Interval(float(came.sum() / total.sum()), float(low), float(high), len(part))


def omega(cases: Cases, *, war: bool | None = None) -> Interval:
    """Return the share of the capability of attackers' free allies that joined the attack.

    Parameters
    ----------
    cases : of the attacker's side
    war : bool, optional
        Only wars, only lesser disputes, or by default all.

    Notes
    -----
    Free is who has no obligation to the target and was not in it from the start.
    """
    chosen = _free(cases) & _severity(cases, war)
    weight = np.exp(cases.column("log_own"))[chosen]
    return bootstrap_ratio(weight * cases.joined[chosen], weight, cases.dispute[chosen])


def honoured(cases: Cases, chosen: Mask) -> Interval:
    """Return the share of free allies that joined, among some of the cases of one side."""
    chosen = chosen & _free(cases)
    return wilson(int(cases.joined[chosen].sum()), int(chosen.sum()))


def interventions(cases: Cases, first: int, last: int, *, war: bool | None = None) -> Interval:
    """Return how often a year a free ally joined, with a 95 % interval over resampled disputes.

    Parameters
    ----------
    cases : of the target's side
    first, last : int
    war : bool, optional
        Only wars, only lesser disputes, or by default all.
    """
    chosen = _severity(cases, war) & (cases.year >= first) & (cases.year <= last)
    member = np.unique(cases.dispute[chosen], return_inverse=True)[1]
    came = np.bincount(member, cases.joined[chosen] & _free(cases)[chosen])
    drawn = np.random.default_rng(0).integers(0, len(came), (DRAWS, len(came)))
    years = last - first + 1
    low, high = np.quantile(came[drawn].sum(axis=1), [0.025, 0.975]) / years
    return Interval(float(came.sum()) / years, float(low), float(high), int(came.sum()))


def _free(cases: Cases) -> Mask:
    free: Mask = (cases.column("tie") > 0) & (cases.column("tie_to_other") == 0)
    return free


def _severity(cases: Cases, war: bool | None) -> Mask:
    if war is None:
        return np.ones(len(cases.joined), dtype=bool)
    found: Mask = (cases.column("war") > 0) == war
    return found


def recorded(rows: Rows, event: str, first: int, last: int) -> tuple[int, int]:
    """Return (attacks, years): how often a state began an event against another, world-wide."""
    inside = (rows.year >= first) & (rows.year <= last)
    return int(rows.happened[event][inside].sum()), last - first + 1


@dataclass(frozen=True)
class Peace:
    """The history of pairs of a class that had no deadly clash for so many years.

    Attributes
    ----------
    kind : "rival", "land" or "other"
    years : int
    log_peace : mean of ln(1 + years since the last deadly clash)
    recent : mean of ln(1 + clashes in the ten years before)
    n, first, last : int
    """

    kind: str
    years: int
    log_peace: float
    recent: float
    n: int
    first: int
    last: int


def peace(years: Sequence[Year], spans: Sequence[int]) -> list[Peace]:
    """Return the typical history of pairs by class and by years without a deadly clash.

    Parameters
    ----------
    years : the states of the years to average over
    spans : years without a deadly clash

    Notes
    -----
    The embedded world knows deadly clashes since 2011 only: what came before is taken from pairs
    of the same class, rivals first, then neighbours by land, then all others.
    """

    def stacked(values: list[Array]) -> Array:
        return np.concatenate([v[y.known] for v, y in zip(values, years, strict=True)])

    rival = stacked([y.rival.astype(float) for y in years]) > 0
    land = (stacked([y.system.contiguous.astype(float) for y in years]) > 0) & ~rival
    since = stacked([y.years_since_clash for y in years])
    log_peace = stacked([y.log_peace for y in years])
    recent = np.log1p(stacked([y.recent_clashes for y in years]))
    found = []
    for kind, inside in (("rival", rival), ("land", land), ("other", ~rival & ~land)):
        for span in spans:
            chosen = inside & (since > span)
            found.append(
                Peace(
                    kind, span, float(log_peace[chosen].mean()), float(recent[chosen].mean()),
                    int(chosen.sum()), years[0].year, years[-1].year,
                )
            )  # fmt: skip
    return found
