"""How concentrated capabilities are in a system of states."""

import numpy as np
from numpy.typing import ArrayLike

from foedus.errors import FoedusError

__all__ = ["concentration", "effective_number", "herfindahl"]


def concentration(capabilities: ArrayLike) -> float:
    """Return how concentrated capabilities are: 0 when all states are equal, 1 when one has all.

    CON = sqrt((sum s^2 - 1/n) / (1 - 1/n)).

    Parameters
    ----------
    capabilities : (n,) array, n >= 2, not negative
        Shares or amounts; they are rescaled to sum to 1.

    Raises
    ------
    FoedusError
        Fewer than two states, a value is negative or missing, or all are 0.

    References
    ----------
    Ray and Singer (1973).

    Examples
    --------
    >>> round(concentration([0.5, 0.5, 0.0, 0.0]), 4)
    0.5774
    """
    x = np.asarray(capabilities, float)
    if x.size < 2:
        raise FoedusError(f"concentration is defined for two states or more, not {x.size}")
    equal = 1 / x.size
    return float(np.sqrt(max(herfindahl(x) - equal, 0.0) / (1 - equal)))


def herfindahl(capabilities: ArrayLike) -> float:
    """Return the sum of squared shares: 1/n when all n states are equal, 1 when one has all.

    Parameters
    ----------
    capabilities : see `concentration`

    References
    ----------
    Herfindahl (1950).

    Examples
    --------
    >>> herfindahl([0.5, 0.5, 0.0, 0.0])
    0.5
    """
    x = np.asarray(capabilities, float)
    wrong = np.flatnonzero(~(x >= 0))
    if wrong.size:
        raise FoedusError(f"capability {wrong[0]} is {x[wrong[0]]:g}, expected 0 or more")
    total = x.sum()
    if total <= 0:
        raise FoedusError("all capabilities are 0: there are no shares")
    return float(((x / total) ** 2).sum())


def effective_number(capabilities: ArrayLike) -> float:
    """Return how many equal states would be as concentrated: 1 / Herfindahl.

    Parameters
    ----------
    capabilities : see `concentration`

    References
    ----------
    Laakso and Taagepera (1979).

    Examples
    --------
    >>> effective_number([0.5, 0.5, 0.0, 0.0])
    2.0
    """
    return 1 / herfindahl(capabilities)
