"""How good probabilities of rare events are: log loss, order, level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Score", "auc", "log_loss", "rank_of_each", "score"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SMALLEST = 1e-12
"""Probability below which none is counted, so that no single event decides."""


@dataclass(frozen=True)
class Score:
    """How well probabilities did.

    Attributes
    ----------
    reduction : float
        Reduction in log loss against a constant probability: 1 is perfect, 0 no better.
    auc : float
        Chance that an event was given a higher probability than a non-event.
    ratio : float
        Events expected over events observed.
    n, events : int
    """

    reduction: float
    auc: float
    ratio: float
    n: int
    events: int


def log_loss(p: Array, y: Mask) -> float:
    """Return the mean negative log-likelihood, in nats.

    Parameters
    ----------
    p : (n,) probabilities
    y : (n,) bool

    Examples
    --------
    >>> round(log_loss(np.array([0.5, 0.5]), np.array([True, False])), 4)
    0.6931
    """
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(np.where(y, np.log(p), np.log1p(-p))))


def rank_of_each(p: Array) -> Array:
    """Return (n,) ranks from 1 for the smallest, the mean of their ranks for ties.

    Examples
    --------
    >>> rank_of_each(np.array([0.3, 0.1, 0.3]))
    array([2.5, 1. , 2.5])
    """
    values, member, count = np.unique(p, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    del values
    ranks: Array = (last - (count - 1) / 2)[member]
    return ranks


def auc(p: Array, y: Mask) -> float:
    """Return the area under the curve of true against false alarms.

    Parameters
    ----------
    p : (n,) probabilities or any score that rises with them
    y : (n,) bool

    References
    ----------
    Hanley & McNeil (1982).

    Examples
    --------
    >>> auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    positive = int(y.sum())
    negative = len(y) - positive
    if positive == 0 or negative == 0:
        return float("nan")
    rank_sum = float(rank_of_each(p)[y].sum())
    return (rank_sum - positive * (positive + 1) / 2) / (positive * negative)


def score(p: Array, y: Mask, base: Array | float) -> Score:
    """Return how well probabilities did against a base rate.

    Parameters
    ----------
    p : (n,) probabilities
    y : (n,) bool
    base : (n,) or float, the base rate that was known beforehand

    Examples
    --------
    >>> found = score(np.array([0.1, 0.9]), np.array([False, True]), 0.5)
    >>> round(found.reduction, 3), found.auc, round(found.ratio, 2)
    (0.848, 1.0, 1.0)
    """
    constant = log_loss(np.broadcast_to(np.asarray(base, float), p.shape), y)
    events = int(y.sum())
    return Score(
        reduction=1.0 - log_loss(p, y) / constant,
        auc=auc(p, y),
        ratio=float(p.sum()) / events if events else float("inf"),
        n=len(y),
        events=events,
    )
