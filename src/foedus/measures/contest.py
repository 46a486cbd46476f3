"""Who wins a contest of strength against strength."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["difference_contest", "ratio_contest"]


def ratio_contest(
    offence: ArrayLike, defence: ArrayLike, decisiveness: ArrayLike = 1.0
) -> NDArray[np.float64]:
    """Return the probability that the offence wins: x^m / (x^m + y^m).

    Parameters
    ----------
    offence, defence : array, strength in any common unit, not negative
        Nothing against nothing is even.
    decisiveness : array or float, m > 0
        1: odds are the ratio of strengths; higher: the stronger side wins more surely.

    References
    ----------
    Tullock (1980); Hirshleifer (1989, eq. 3); the even split of nothing: Skaperdas (1996).

    Examples
    --------
    >>> ratio_contest([3.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 0.0])
    array([0.75, 0.5 , 0.  , 0.5 ])
    """
    x, y = np.asarray(offence, float), np.asarray(defence, float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        odds_against = np.power(y / x, decisiveness)
    won: NDArray[np.float64] = np.where((x == 0) & (y == 0), 0.5, 1.0 / (1.0 + odds_against))
    return won


def difference_contest(
    offence: ArrayLike, defence: ArrayLike, steepness: ArrayLike = 1.0
) -> NDArray[np.float64]:
    """Return the probability that the offence wins: logistic in the difference of strengths.

    Parameters
    ----------
    offence, defence : array, strength in any common unit
    steepness : array or float, k > 0, per unit of strength

    References
    ----------
    Hirshleifer (1989, eq. 5).

    Examples
    --------
    >>> difference_contest([1.0], [1.0])
    array([0.5])
    """
    gap = np.asarray(offence, float) - np.asarray(defence, float)
    won: NDArray[np.float64] = 0.5 * (1.0 + np.tanh(0.5 * np.asarray(steepness, float) * gap))
    return won
