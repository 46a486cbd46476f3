"""Logistic regression by Newton's method, with standard errors clustered by dyad."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TOLERANCE = 1e-10
MAX_STEPS = 50
SLACK = 1e-6
"""A fall of the log-likelihood smaller than this is rounding."""


@dataclass(frozen=True)
class Fit:
    """A fitted logistic regression.

    Attributes
    ----------
    estimate : (k,) log-odds
    covariance : (k, k), inverse information: right if every row is independent
    log_likelihood : float
    n, events : int
    """

    estimate: Array
    covariance: Array
    log_likelihood: float
    n: int
    events: int

    @property
    def se(self) -> Array:
        """Return standard errors that take every row for independent."""
        errors: Array = np.sqrt(np.diagonal(self.covariance))
        return errors


def _probability(log_odds: Array) -> Array:
    result: Array = 1.0 / (1.0 + np.exp(-log_odds))
    return result


def log_likelihood(log_odds: Array, y: Mask) -> float:
    """Return the Bernoulli log-likelihood of outcomes, in nats."""
    return float(log_odds[y].sum() - np.logaddexp(0.0, log_odds).sum())


def fit(x: Array, y: Mask, start: Array | None = None) -> Fit:
    """Return the maximum-likelihood logistic regression of y on the columns of x.

    Parameters
    ----------
    x : (n, k), the first column ones, for the constant
    y : (n,) bool
    start : (k,), where to begin; by default only the constant differs from 0

    Examples
    --------
    >>> x = np.ones((4, 1))
    >>> fit(x, np.array([True, False, False, False])).estimate.round(4)  # log(1/3)
    array([-1.0986])
    """
    if start is None:
        start = np.zeros(x.shape[1])
        start[0] = np.log(y.mean() / (1 - y.mean()))
    estimate, reached = start, log_likelihood(x @ start, y)
    for _ in range(MAX_STEPS):
        p = _probability(x @ estimate)
        information = (x * (p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(information, x.T @ (y - p))
        while (now := log_likelihood(x @ (estimate + step), y)) < reached - SLACK:
            step = step / 2  # too far from a distant start
        estimate, reached = estimate + step, now
        if np.max(np.abs(step)) < TOLERANCE:
            break
    else:
        raise ArithmeticError(f"logistic regression did not converge in {MAX_STEPS} steps")
    covariance = np.linalg.inv(information)
    return Fit(estimate, covariance, reached, len(y), int(y.sum()))


def clustered_se(found: Fit, x: Array, y: Mask, cluster: NDArray[np.int64]) -> Array:
    """Return standard errors that allow any dependence within a cluster (Liang & Zeger 1986).

    Parameters
    ----------
    found : Fit of y on x
    cluster : (n,) identifiers
        With the usual factor G/(G-1) (n-1)/(n-k) for G clusters.
    """
    groups, member = np.unique(cluster, return_inverse=True)
    residual = y - _probability(x @ found.estimate)
    scores = np.stack(
        [np.bincount(member, x[:, c] * residual, len(groups)) for c in range(x.shape[1])], axis=1
    )
    g, (n, k) = len(groups), x.shape
    factor = g / (g - 1) * (n - 1) / (n - k)
    covariance = found.covariance @ (scores.T @ scores) @ found.covariance * factor
    errors: Array = np.sqrt(np.diagonal(covariance))
    return errors
