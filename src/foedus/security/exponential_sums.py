"""Sums of exponentials: functions of a pooled strength whose mean over coalitions is a product.

The mean of exp(-r x) over random subsets, where x adds up the strengths w_k of those drawn, is the
product over k of (1 - theta + theta exp(-r w_k)). A function written as a sum of exponentials
therefore has its mean over all 2^n coalitions in n multiplications a term.

Functions that vary over orders of magnitude of strength, as the odds of a contest do, need
exponents spread evenly over the logarithm: the error then falls geometrically with their number
(Beylkin & Monzon 2010). How densely they must lie follows from how sharply the function turns on
that logarithmic axis; beyond a sharpness of 1 the exponents are complex.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ExponentialBasis", "exponential_basis"]

Array = NDArray[np.float64]
Terms = NDArray[np.inexact[Any]]  # float64, or complex128 where functions turn sharply

DENSITY = 5.0
"""Exponents per factor e of strength, times the half-angle below; more gain nothing in doubles."""

POINTS_PER_TERM = 3
SLOWEST = 0.2
"""Smallest exponent times the largest strength: nearly a straight line over the whole range."""

FASTEST = 30.0
"""Largest exponent times the smallest strength: gone (1e-13) where the range begins."""

CUTOFF = 1e-15
"""Singular values below this share of the largest are left out of the least-squares fit."""


@dataclass(frozen=True)
class ExponentialBasis:
    """Exponents for functions on a range of strengths, and the fit of such functions to them.

    Attributes
    ----------
    rates : (R,) float or complex
        The exponents; the first is 0, the constant.
    points : (P,), strength
        Where functions are to be given: every other point is fitted, all are checked.
    """

    rates: Terms
    points: Array
    _design: Terms
    _left: Array
    _right: Array

    def fit(self, values: Array) -> tuple[Terms, Array]:
        """Return coefficients (J, R) of functions, and what they leave unexplained, (J, P).

        Parameters
        ----------
        values : (J, P)
            Each function at `points`. It is approximated by Re(coefficients @ exp(-rates x)).
        """
        # In two steps: the product of both matrices would lose the small singular values.
        columns = (values[:, ::2] @ self._left) @ self._right
        count = self.rates.size
        if np.iscomplexobj(self.rates):
            imaginary = np.pad(columns[:, count:], ((0, 0), (1, 0)))
            coefficients: Terms = columns[:, :count] - 1j * imaginary
        else:
            coefficients = columns
        return coefficients, np.abs((coefficients @ self._design.T).real - values)


def exponential_basis(
    lowest: float, highest: float, sharpness: float, density: float = 1.0
) -> ExponentialBasis:
    """Return exponents that resolve functions of log-strength on a range.

    Parameters
    ----------
    lowest, highest : float, strength, 0 < lowest <= highest
    sharpness : float
        Largest exponent of a power of the strength in the functions: they are analytic in
        log-strength within pi / sharpness of the real axis.
    density : float
        Times the default number of exponents.

    Examples
    --------
    >>> basis = exponential_basis(0.001, 1.0, sharpness=1.0)
    >>> _, error = basis.fit(1.0 / (1.0 + basis.points / 0.01)[None, :])
    >>> bool(error.max() < 1e-9)
    True
    """
    half_angle = np.pi / 2 if sharpness <= 1.0 else min(1.0, 2.4 / sharpness)
    fastest = FASTEST / (lowest * np.sin(half_angle))
    span = np.log(fastest * highest / SLOWEST)
    count = int(np.ceil(span * density * DENSITY / half_angle)) + 1
    rates: Terms = np.concatenate([[0.0], np.geomspace(SLOWEST / highest, fastest, count)])
    if sharpness > 1.0:
        rates = rates * np.exp(1j * (np.pi / 2 - half_angle))
    points = np.geomspace(lowest, highest, 2 * POINTS_PER_TERM * rates.size + 1)
    design = np.exp(-np.outer(points, rates))
    columns = np.hstack([design.real, design.imag[:, 1:]]) if sharpness > 1.0 else design.real
    left, size, right = np.linalg.svd(columns[::2], full_matrices=False)
    kept = size > CUTOFF * size[0]
    return ExponentialBasis(rates, points, design, left[:, kept], right[kept] / size[kept][:, None])
