"""Statements about changes of insecurity, as measures that are below 0 where they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.claims.verdict import Holds
from foedus.security import (
    noticed_from,
)

__all__ = [
    "Array",
    "Judgement",
    "Measure",
    "Proposition",
    "largest_of",
    "mean_of",
    "noticed",
]

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Measure = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class Proposition:
    """A statement about changes of insecurity: it holds where the measure is below 0.

    Attributes
    ----------
    measure : callable
        From changes (..., n), attacks a century, to (...).
    sign : bool
        Whether it is about a sign, which is only stated of a change of `MATERIAL` or more.
    """

    measure: Measure
    sign: bool


@dataclass(frozen=True, eq=False)
class Judgement:
    """What may be said of a proposition.

    Attributes
    ----------
    verdict : {"true", "false", "depends", "too small"}
    value : float
        The measure by the best estimates.
    low, high : float
        5 and 95 % of the draws.
    share, share_full : float
        Of the draws in which it holds; the same where a war joined counts as a war suffered.
    mc_error : float
    holds : Holds
    """

    verdict: str
    value: float
    low: float
    high: float
    share: float
    share_full: float
    mc_error: float
    holds: Holds


def noticed(level: Array, who: Index) -> Measure:
    """Return the measure of "nobody of these gets noticeably less safe".

    Parameters
    ----------
    level : (n,), attacks a century
    who : int array

    Examples
    --------
    >>> above = noticed(np.array([1.0, 0.1]), np.array([0, 1]))
    >>> bool(above(np.array([0.0, 0.02])) < 0), bool(above(np.array([0.005, 0.001])) < 0)
    (False, True)
    """

    def worst(change: Array) -> Array:
        found: Array = (change[..., who] - noticed_from(level[who])).max(axis=-1)
        return found

    return worst


def mean_of(who: Index) -> Measure:
    """Return the measure of "these get safer on average".

    Parameters
    ----------
    who : int array
    """

    def mean(change: Array) -> Array:
        found: Array = change[..., who].mean(axis=-1)
        return found

    return mean


def largest_of(who: Index) -> Measure:
    """Return the measure of the one that gets least safe, to be shown.

    Parameters
    ----------
    who : int array
    """

    def largest(change: Array) -> Array:
        found: Array = change[..., who].max(axis=-1)
        return found

    return largest
