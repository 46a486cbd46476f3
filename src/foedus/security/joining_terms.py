"""The columns of the equation of joining, from arrays of what is known of pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from foedus.security.terms import AT_DISTANCE, FLOOR, Array, stack

__all__ = [
    "JOINING_TERMS",
    "JoiningCase",
    "joining_columns",
]

JOINING_TERMS = (
    "constant",
    "war",
    "tie",
    "tie_log_distance",
    "tie_to_other",
    "land",
    "land_other",
    "major",
    "rival_of_other",
    "log_distance",
    "log_own",
)
"""Terms of the joining equation."""


@dataclass(frozen=True)
class JoiningCase:
    """A third state i that may join one side of a dispute; arrays that broadcast.

    Attributes
    ----------
    war : 1 in a war, 0 in a lesser deadly dispute
    tie, tie_to_other : obligation between i and the side it may join, the other side, 0 to 1
    land, land_other : 1 with a land border with that side, with the other
    major : 1 if i is a major power
    rival_of_other : 1 if i and the other side are strategic rivals
    distance : between the capitals of i and of the side it may join, km
    capability : share of the world's
    """

    war: ArrayLike
    tie: ArrayLike
    tie_to_other: ArrayLike
    land: ArrayLike
    land_other: ArrayLike
    major: ArrayLike
    rival_of_other: ArrayLike
    distance: ArrayLike
    capability: ArrayLike


def joining_columns(case: JoiningCase) -> Array:
    """Return the columns JOINING_TERMS; an obligation's coefficient is that at 1,000 km.

    Parameters
    ----------
    case : JoiningCase

    Returns
    -------
    columns : (..., 11)

    Examples
    --------
    >>> case = JoiningCase(1, 1, 0, 0, 0, 1, 0, 1000.0, 0.1)
    >>> joining_columns(case).round(2).tolist()
    [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 6.91, -2.3]

    References
    ----------
    Leeds, Long & Mitchell (2000).
    """
    far = np.log(np.maximum(np.asarray(case.distance, float), 1.0))
    tie = np.asarray(case.tie, float)
    return stack(
        (
            1.0,
            case.war,
            tie,
            tie * (far - np.log(AT_DISTANCE)),
            case.tie_to_other,
            case.land,
            case.land_other,
            case.major,
            case.rival_of_other,
            far,
            np.log(np.maximum(np.asarray(case.capability, float), FLOOR)),
        )
    )
