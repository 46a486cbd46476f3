"""What each member adds to the security an alliance produces: Shapley values, no enumeration.

The Shapley value is the integral over theta from 0 to 1 of the gradient of the expected worth of a
coalition that everybody joins with probability theta (Owen 1972). That gradient is a polynomial in
theta of degree n - 1, which Gauss-Legendre integrates exactly with n/2 nodes. In the game of
`foedus.security.coalition` its values are means of functions of the pooled strength, which sums
of exponentials turn into products. The only error is the fit of these sums, which bounds the error
of the values; it is reported with them and is usually near rounding. Counting coalitions on a grid
of pooled strengths, the other way without enumeration, leaves about 1e-4 of the whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.security.coalition import CoalitionGame, game_basis, risk_and_gradient, target_risk

__all__ = ["ShapleyValues", "sampled_shapley", "shapley_values"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class ShapleyValues:
    """Each member's share of what the coalition is worth.

    Attributes
    ----------
    values : (k,), in the unit of v (lost conflicts a year avoided)
    error : (k,)
        For exact values a bound of the approximation error; for sampled ones a standard error.
    """

    values: Array
    error: Array


def shapley_values(game: CoalitionGame, density: float = 1.0) -> ShapleyValues:
    """Return the Shapley values of an alliance's members and a bound of their error.

    Parameters
    ----------
    game : CoalitionGame
    density : float
        Times the default number of exponentials; the error falls geometrically with it.

    References
    ----------
    Shapley (1953); Owen (1972) for the multilinear extension; Beylkin & Monzon (2010) for
    exponential sums.

    Examples
    --------
    Two equal states that only a third one challenges share the gain equally.

    >>> eta = np.full((3, 3), -np.inf)
    >>> eta[2, :2] = 0.0
    >>> game = CoalitionGame(np.ones((3, 3)) / 3, eta, np.zeros(3, dtype=bool), np.array([0, 1]),
    ...                      rho=1.0, m=1.0, alpha=0.0, beta=0.0, nu=0.0, epsilon=0.0)
    >>> shapley_values(game).values.round(6)  # 2 (1/2 * 1/2 - 1/2 * 1/3) in all
    array([0.083333, 0.083333])
    """
    k = game.members.size
    if k < 2:
        return ShapleyValues(np.zeros(k), np.zeros(k))
    basis = game_basis(game, density)
    nodes, weights = np.polynomial.legendre.leggauss((k + 1) // 2)
    theta, weights = (nodes + 1) / 2, weights / 2
    values, error = np.zeros(k), 0.0
    for t in range(k):
        target = target_risk(game, t, basis)
        level, gradient = risk_and_gradient(target, theta)
        values[t] += weights @ (target.alone - level)
        values[np.arange(k) != t] -= (weights * theta) @ gradient
        error += target.error
    return ShapleyValues(values, np.full(k, error))


def sampled_shapley(
    value: Callable[[Indices], float],
    n: int,
    permutations: int,
    rng: np.random.Generator,
    progress: Callable[[int], None] | None = None,
) -> ShapleyValues:
    """Return Shapley values of any game of n players from random orders, with standard errors.

    Parameters
    ----------
    value : function
        Worth of a coalition given as a sorted array of players 0 to n - 1.
    n : int
    permutations : int, at least 4, even
        Orders drawn; each second one is the reverse of the one before, which cancels part of the
        error. At most n + 1 calls of `value` an order.
    rng : numpy.random.Generator
    progress : function, optional
        Called with the number of orders done.

    Raises
    ------
    FoedusError
        Fewer than 4 orders, or an odd number.

    References
    ----------
    Castro, Gomez & Tejada (2009); antithetic orders: Mitchell et al. (2022).

    Examples
    --------
    >>> def worth(players):
    ...     return float(players.size**2)
    >>> sampled_shapley(worth, 3, 4, np.random.default_rng(1)).values
    array([3., 3., 3.])
    """
    if permutations < 4 or permutations % 2:
        raise FoedusError(f"permutations {permutations}: give an even number, 4 or more")
    worth = partial(_remembered, value, {})
    pairs = np.empty((permutations // 2, n))
    for pair in range(permutations // 2):
        order = rng.permutation(n)
        pairs[pair] = (_marginal(worth, order) + _marginal(worth, order[::-1])) / 2
        if progress is not None:
            progress(2 * (pair + 1))
    spread = pairs.std(axis=0, ddof=1)
    return ShapleyValues(pairs.mean(axis=0), spread / np.sqrt(len(pairs)))


def _remembered(value: Callable[[Indices], float], known: dict[bytes, float], s: Indices) -> float:
    key = s.tobytes()
    if key not in known:
        known[key] = value(s)
    return known[key]


def _marginal(worth: Callable[[Indices], float], order: Indices) -> Array:
    """Return what each player adds when all enter in an order."""
    steps = [worth(np.sort(order[:size])) for size in range(order.size + 1)]
    added = np.empty(order.size)
    added[order] = np.diff(steps)
    return added
