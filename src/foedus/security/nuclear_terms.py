"""The columns of nuclear weapons in the equation of attack."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from foedus.security.terms import Array, stack

__all__ = [
    "NUCLEAR_TERMS",
    "nuclear_columns",
    "nuclear_shield",
]

NUCLEAR_TERMS = ("nuclear_attacker", "nuclear_target", "nuclear_ally")
"""Terms that the reading 'nuclear' has besides."""


def nuclear_shield(tie: ArrayLike, nuclear: ArrayLike) -> Array:
    """Return the strongest obligation that a state with nuclear weapons, not the attacker, has.

    Parameters
    ----------
    tie : (n, n)
    nuclear : (n,) bool

    Returns
    -------
    shield : (n, n), attacker the row, target the column

    Examples
    --------
    >>> tie = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], float)
    >>> nuclear_shield(tie, [True, False, False])[[2, 0], 1].tolist()
    [1.0, 0.0]

    References
    ----------
    Rauchhaus (2009).
    """
    owed = np.asarray(tie, float) * np.asarray(nuclear, float)  # target the row, ally the column
    n = len(owed)
    if n < 2:
        return np.zeros((n, n))
    ranked = np.sort(owed, axis=1)
    highest, second = ranked[:, -1], ranked[:, -2]
    at = owed.argmax(axis=1)
    shield = np.repeat(highest[None, :], n, axis=0)
    shield[at, np.arange(n)] = second
    return shield


def nuclear_columns(attacker: ArrayLike, target: ArrayLike, shield: ArrayLike) -> Array:
    """Return the columns NUCLEAR_TERMS: weapons of the attacker, of the target, of its allies.

    Parameters
    ----------
    attacker, target : 1 with nuclear weapons
    shield : as of `nuclear_shield`

    Examples
    --------
    >>> nuclear_columns(1, 0, 1)
    array([1., 0., 1.])

    References
    ----------
    Rauchhaus (2009); Bell & Miller (2015) for the doubts.
    """
    return stack((attacker, target, shield))
