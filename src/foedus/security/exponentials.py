"""Functions of pooled strength as sums of exponentials: their mean over coalitions is a product.

The mean of exp(-s x) over random subsets, x adding up what those in it bring, a_k, is the product
over k of (1 - theta + theta exp(-s a_k)). A function written as a sum of exponentials therefore has
its mean over all 2^n coalitions in n multiplications a term. The chance of an attack is a smooth
function of ln(1 + x): its values at a few Chebyshev nodes give it everywhere, and exponents spread
evenly over the logarithm give the sum (Beylkin & Monzon 2010). Both steps are linear, so that one
matrix does for all functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Exponentials", "exponentials"]

Array = NDArray[np.float64]

SLOWEST = 0.2
"""Smallest exponent times the largest x: nearly a straight line over the whole range."""

FASTEST = 40.0
"""Largest exponent: gone where x is 1, as much as there was without allies."""

CUTOFF = 1e-9
"""Singular values below this share of the largest are left out of the least-squares fit."""

NODES = {True: (26, 0.4), False: (14, 1.0)}
"""Nodes, and distance of exponents on the logarithm: fine, and quick."""


@dataclass(frozen=True, eq=False)
class Exponentials:
    """The sum's exponents and the matrix that gives its coefficients.

    Attributes
    ----------
    rates : (R,)
        The first is 0, the constant.
    log_strength : (P,)
        ln(1 + x) at which functions are to be given.
    matrix : (P, R)
        Values at these nodes @ matrix are the coefficients of exp(-rates x).
    """

    rates: Array
    log_strength: Array
    matrix: Array


@cache
def exponentials(longest: float, fine: bool) -> Exponentials:
    """Return a sum of exponentials for functions on 0 <= ln(1 + x) <= longest.

    Parameters
    ----------
    longest : float, above 0
    fine : bool
        About 1e-9 of a function's size instead of 1e-5.

    Examples
    --------
    >>> found = exponentials(5.0, True)
    >>> coefficients = np.exp(-0.4 * found.log_strength) @ found.matrix
    >>> bool(abs(coefficients @ np.exp(-found.rates * 3.0) - 4.0**-0.4) < 1e-8)
    True

    References
    ----------
    Beylkin & Monzon (2010).
    """
    count, spacing = NODES[fine]
    widest = np.expm1(longest)
    steps = int(np.ceil(np.log(FASTEST * widest / SLOWEST) / spacing)) + 1
    rates = np.concatenate([[0.0], np.geomspace(SLOWEST / widest, FASTEST, max(steps, 4))])
    nodes = np.cos(np.pi * (np.arange(count) + 0.5) / count)
    log_strength = longest * (nodes + 1.0) / 2.0
    dense = np.linspace(-1.0, 1.0, 6 * len(rates))
    design = np.exp(-np.outer(np.expm1(longest * (dense + 1.0) / 2.0), rates))
    # Chebyshev interpolation from the nodes to the dense points.
    orders = np.arange(count)
    at_nodes = np.cos(np.outer(np.arccos(nodes), orders))
    at_dense = np.cos(np.outer(np.arccos(np.clip(dense, -1.0, 1.0)), orders))
    scale = np.where(orders == 0, 1.0, 2.0) / count
    interpolation = (at_dense * scale) @ at_nodes.T
    matrix = (np.linalg.pinv(design, rcond=CUTOFF) @ interpolation).T
    return Exponentials(rates, log_strength, np.ascontiguousarray(matrix))
