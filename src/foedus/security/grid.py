"""Coefficients between the grid's points of D and rho, and in the order of the model's terms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import TERMS
from foedus.security.coefficients import AttackFit, JoiningFit
from foedus.security.joining_terms import JOINING_TERMS

__all__ = ["at", "attack_row", "central", "joining_row"]

Array = NDArray[np.float64]

MIDDLE = 4000.0
"""D, km, that lies in the middle of the scale on which distances on the grid are taken."""


def central(fit: AttackFit) -> int:
    """Return the grid point at the medians of D and rho by likelihood, for the best estimates.

    The likelihood is so flat that its peak may lie at the grid's edge; the medians do not.

    Parameters
    ----------
    fit : AttackFit

    Examples
    --------
    >>> from foedus.security.coefficients import attack_fit
    >>> fit = attack_fit("since-1816", "war")
    >>> low, high = fit.grid[:, 0].min(), fit.grid[:, 0].max()
    >>> bool(low < fit.grid[central(fit), 0] < high)
    True
    """
    middle = [_median(column, fit.weight) for column in fit.grid.T]
    away = (np.abs(_place(*fit.grid.T) - _place(*np.array(middle)[:, None])) ** 2).sum(axis=1)
    return int(np.argmin(away))


def _median(values: Array, weight: Array) -> float:
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2.0)])


def at(fit: AttackFit, scale: Array, rho: Array) -> Array:
    """Return coefficients at D and rho, (B, k): on the grid its own, between points their mean.

    Points count by the inverse fourth power of their distance, D and rho being mapped to 0 to 1 so
    that no decay at all (D infinite) is a point like others (Shepard 1968).

    Parameters
    ----------
    fit : AttackFit
    scale : (B,) km
        D.
    rho : (B,)

    Examples
    --------
    >>> from foedus.security.coefficients import attack_fit
    >>> fit = attack_fit("since-1816", "war")
    >>> bool(np.allclose(at(fit, fit.grid[:1, 0], fit.grid[:1, 1]), fit.estimates[:1]))
    True

    References
    ----------
    Shepard (1968).
    """
    here, there = _place(scale, rho), _place(fit.grid[:, 0], fit.grid[:, 1])
    squared = ((here[:, None] - there[None]) ** 2).sum(axis=2)
    weight = 1.0 / np.maximum(squared, 1e-12) ** 2
    mean: Array = weight @ fit.estimates / weight.sum(axis=1, keepdims=True)
    return mean


def _place(scale: Array, rho: Array) -> Array:
    return np.stack([1.0 / (1.0 + MIDDLE / scale), rho / (1.0 + rho)], axis=1)


def attack_row(fit: AttackFit, row: Array) -> Array:
    """Return coefficients of a fit in the order of TERMS, 0 where it has no such term.

    Parameters
    ----------
    fit : AttackFit
    row : (..., k)

    Examples
    --------
    >>> from foedus.security.coefficients import attack_fit
    >>> fit = attack_fit("since-1816", "war")
    >>> len(attack_row(fit, fit.estimates[0])) == len(TERMS)
    True
    """
    return _in_order(TERMS, fit.terms, row)


def joining_row(fit: JoiningFit, row: Array) -> Array:
    """Return coefficients of a fit in the order of JOINING_TERMS, 0 where it has no such term.

    Parameters
    ----------
    fit : JoiningFit
    row : (..., m)

    Examples
    --------
    >>> from foedus.security.coefficients import joining_fit
    >>> fit = joining_fit("target")
    >>> len(joining_row(fit, fit.estimate)) == len(JOINING_TERMS)
    True
    """
    return _in_order(JOINING_TERMS, fit.terms, row)


def _in_order(order: tuple[str, ...], terms: tuple[str, ...], row: Array) -> Array:
    full = np.zeros((*row.shape[:-1], len(order)))
    full[..., [order.index(term) for term in terms]] = row
    return full
