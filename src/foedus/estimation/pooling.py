"""Partial pooling: how far estimates of few events are drawn towards those of many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import Fit, Prior

__all__ = ["LEAST_EXCESS", "LEVEL", "excess_variance", "pooled_prior"]

Array = NDArray[np.float64]

LEVEL = ("constant", "since_1945", "since_1990", "democracy_unknown")
"""Terms of level, never pooled over eras; constant and eras not over rungs either."""

LEAST_EXCESS = 0.25
"""Two sets of estimates are never taken for quite the same: an own weight of a fifth at least."""


def excess_variance(difference: Array, variance: Array) -> float:
    """Return by how much squared differences exceed what chance gives, on average, in variances.

    Parameters
    ----------
    difference : (k,) between estimates
    variance : (k,) of the differences by chance

    Examples
    --------
    >>> excess_variance(np.array([2.0, 2.0]), np.array([1.0, 1.0]))
    3.0

    References
    ----------
    Efron & Morris (1973); DerSimonian & Laird (1986).
    """
    return max(float(np.mean(difference**2 / variance)) - 1.0, LEAST_EXCESS)


def pooled_prior(
    terms: Sequence[str], alone: Fit, spread: Array, parent: Array, parent_spread: Array
) -> tuple[Prior, float]:
    """Return the prior that draws a rung's slopes towards those of the rung below it.

    Each slope's prior has its value in the rung below for its mean; its variance is c times the
    variance of its own estimate, where c is the excess variance of all slopes: where the rungs
    differ by no more than chance, c is small and the rung below rules. The level is left free.

    Parameters
    ----------
    terms : names of the coefficients
    alone : the rung's fit on its own
    spread : (k, k), its covariance
    parent, parent_spread : (k,), (k, k), estimates of the rung below and their covariance

    Returns
    -------
    prior : Prior
    own : float
        Weight of the rung's own estimates: c / (1 + c).
    """
    slope = np.array([term not in LEVEL[:3] for term in terms])
    variance = np.diagonal(spread)
    excess = excess_variance((alone.estimate - parent)[slope], variance[slope])
    precision = np.where(slope, 1.0 / (excess * variance), 0.0)
    both = np.outer(slope, slope)
    prior = Prior(precision, np.where(slope, parent, 0.0), np.where(both, parent_spread, 0.0))
    return prior, excess / (1.0 + excess)
