"""Logistic regression by Newton's method, penalised if asked, with two-way clustered errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "Prior", "clustered", "fit", "log_likelihood", "probability", "sandwich"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

TOLERANCE = 1e-7
MAX_STEPS = 60
MAX_HALVINGS = 30
SLACK = 1e-6
"""A fall of the penalised log-likelihood smaller than this is rounding."""
CHUNK = 16384
"""Rows taken together: as many as stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted logistic regression.

    Attributes
    ----------
    estimate : (k,) log-odds
    inverse : (k, k), inverse of the (penalised) information
    log_likelihood : float, without the penalty
    n, events : int
    """

    estimate: Array
    inverse: Array
    log_likelihood: float
    n: int
    events: int


@dataclass(frozen=True, eq=False)
class Prior:
    """A normal prior of the coefficients, independent of each other.

    Attributes
    ----------
    precision : (k,), 0 for none
    mean : (k,)
    spread : (k, k) covariance of the mean itself, where it was estimated
    """

    precision: Array
    mean: Array
    spread: Array

    @staticmethod
    def ridge(precision: Array) -> Prior:
        """Return the prior around 0."""
        k = len(precision)
        return Prior(precision, np.zeros(k), np.zeros((k, k)))

    def penalty(self, estimate: Array) -> float:
        """Return what the prior takes off the log-likelihood at an estimate."""
        return 0.5 * float(self.precision @ (estimate - self.mean) ** 2)


def probability(log_odds: Array) -> Array:
    """Return probabilities of log-odds.

    Examples
    --------
    >>> probability(np.array([0.0]))
    array([0.5])
    """
    result: Array = 1.0 / (1.0 + np.exp(-log_odds))
    return result


def log_likelihood(log_odds: Array, y: Mask) -> float:
    """Return the Bernoulli log-likelihood of outcomes, in nats."""
    return float(log_odds[y].sum() - np.logaddexp(0.0, log_odds).sum())


def _moments(
    x: Array, y: Mask, estimate: Array, weight: Array | None
) -> tuple[float, Array, Array]:
    """Return the log-likelihood, its gradient and the information."""
    k = x.shape[1]
    value, gradient, information = 0.0, np.zeros(k), np.zeros((k, k))
    for start in range(0, len(y), CHUNK):
        rows, happened = x[start : start + CHUNK], y[start : start + CHUNK]
        w = np.ones(len(rows)) if weight is None else weight[start : start + CHUNK]
        log_odds = rows @ estimate
        p = probability(log_odds)
        value += float(w @ (np.where(happened, log_odds, 0.0) - np.logaddexp(0.0, log_odds)))
        gradient += rows.T @ (w * (happened - p))
        information += (rows * (w * p * (1 - p))[:, None]).T @ rows
    return value, gradient, information


def fit(
    x: Array,
    y: Mask,
    start: Array | None = None,
    prior: Prior | None = None,
    weight: Array | None = None,
) -> Fit:
    """Return the logistic regression of y on the columns of x, penalised if asked.

    Parameters
    ----------
    x : (n, k), the first column ones, for the constant
    y : (n,) bool
    start : (k,), where to begin; by default only the constant differs from 0
    prior : normal prior of the coefficients, by default none
    weight : (n,), how many rows each stands for, by default one

    Raises
    ------
    ArithmeticError
        There is no maximum: some term or terms tell the events apart.

    References
    ----------
    le Cessie & van Houwelingen (1992) for the penalty.

    Examples
    --------
    >>> x = np.ones((4, 1))
    >>> fit(x, np.array([True, False, False, False])).estimate.round(4)  # log(1/3)
    array([-1.0986])
    """
    prior = Prior.ridge(np.zeros(x.shape[1])) if prior is None else prior
    estimate: Array = _start(y, x.shape[1], weight) if start is None else start
    value, gradient, information = _moments(x, y, estimate, weight)
    for _ in range(MAX_STEPS):
        reached = value - prior.penalty(estimate)
        ahead = gradient - prior.precision * (estimate - prior.mean)
        step = _solved(information + np.diag(prior.precision), ahead)
        for _ in range(MAX_HALVINGS):
            near = estimate + step
            value, gradient, information = _moments(x, y, near, weight)
            if value - prior.penalty(near) >= reached - SLACK:
                break
            step = step / 2  # too far from a distant start
        estimate = near
        if np.max(np.abs(step)) < TOLERANCE:
            curvature = information + np.diag(prior.precision)
            inverse: Array = np.asarray(np.linalg.inv(curvature), float)
            n = len(y) if weight is None else round(float(weight.sum()))
            return Fit(estimate, inverse, value, n, int(y.sum()))
    raise ArithmeticError(f"logistic regression did not converge in {MAX_STEPS} steps")


def _solved(curvature: Array, ahead: Array) -> Array:
    try:
        return np.asarray(np.linalg.solve(curvature, ahead), float)
    except np.linalg.LinAlgError:
        raise ArithmeticError("logistic regression: the terms are not told apart") from None


def _start(y: Mask, k: int, weight: Array | None) -> Array:
    estimate = np.zeros(k)
    share = float(np.average(y, weights=weight))
    estimate[0] = np.log(share / (1 - share))
    return estimate


def clustered(scores: Array, groups: Codes, k: int) -> Array:
    """Return the middle of a sandwich: the summed outer products of the groups' scores.

    Parameters
    ----------
    scores : (n, k), each row's score
    groups : (n,) identifiers
    k : int, estimated terms, for the usual factor G/(G-1) (n-1)/(n-k)

    References
    ----------
    Liang & Zeger (1986).
    """
    names, member = np.unique(groups, return_inverse=True)
    sums = np.stack(
        [np.bincount(member, scores[:, c], len(names)) for c in range(scores.shape[1])], axis=1
    )
    g, n = len(names), len(groups)
    factor = g / (g - 1) * (n - 1) / (n - k)
    return np.asarray(factor * (sums.T @ sums), float)


def sandwich(
    found: Fit,
    x: Array,
    y: Mask,
    *groups: Codes,
    prior: Prior | None = None,
    weight: Array | None = None,
) -> Array:
    """Return the covariance that allows any dependence within one or two kinds of groups.

    With two it is that of the one plus that of the other less that of their intersection, and what
    is then not positive is set to almost 0. Of a penalised fit it also has what the prior may have
    drawn away from the truth, and the error of the prior's mean: if the prior holds, the sum is the
    mean squared error.

    Parameters
    ----------
    found : fit of y on x
    *groups : one or two (n,) identifiers
    prior : of the fit, by default none
    weight : (n,), how many rows each stands for, by default one

    References
    ----------
    Cameron, Gelbach & Miller (2011).
    """
    residual = (y - probability(x @ found.estimate)) * (1.0 if weight is None else weight)
    scores, k = x * residual[:, None], x.shape[1]
    middle = sum(clustered(scores, group, k) for group in groups)
    if len(groups) == 2:
        both = groups[0] * (int(groups[1].max()) + 1) + groups[1]
        middle = middle - clustered(scores, both, k)
    if prior is not None:
        strict = np.diag(prior.precision)
        middle = middle + strict + strict @ prior.spread @ strict
    covariance = found.inverse @ middle @ found.inverse
    value, vector = np.linalg.eigh((covariance + covariance.T) / 2)
    covariance = (vector * np.maximum(value, 1e-12 * value.max())) @ vector.T
    symmetric: Array = (covariance + covariance.T) / 2
    return symmetric
