"""The columns of the equations of attack and of joining, from arrays of what is known of pairs.

The same functions serve the rows of the estimation and the pairs of a world: all arrays only have
to broadcast against each other. In a matrix (n, n) of pairs the attacker or helper is the row, the
target or helped state the column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "ATTACK_TERMS",
    "AT_DISTANCE",
    "BALANCE_TERMS",
    "FAR",
    "FLOOR",
    "SITUATION_TERMS",
    "Array",
    "Situation",
    "allied_power",
    "balance_columns",
    "projected_power",
    "situation_columns",
    "stack",
]

Array = NDArray[np.float64]

FLOOR = 1e-6
"""Smallest strength that is told from none, as a share of the world's capability."""

FAR = 950.0
"""Minimum distance, km, beyond which two states without a border count as far."""

AT_DISTANCE = 1000.0
"""km between capitals for which the coefficient of an obligation to join holds."""

SITUATION_TERMS = (
    "constant",
    "since_1945",
    "since_1990",
    "land",
    "log_distance",
    "far_no_major",
    "major_attacker",
    "major_target",
    "major_log_distance",
    "lower_democracy",
    "both_democratic",
    "democracy_unknown",
    "rival",
    "rival_log_peace",
    "log_peace",
    "log_peace_squared",
    "log_recent_clashes",
)
"""Terms of the attack equation on which no alliance has a bearing."""

BALANCE_TERMS = ("log_offence", "log_own", "log_support", "allied")
"""Terms of the attack equation made of strengths and obligations."""

ATTACK_TERMS = (*SITUATION_TERMS, *BALANCE_TERMS)


@dataclass(frozen=True)
class Situation:
    """What is known of pairs before any alliance is looked at; arrays that broadcast.

    Attributes
    ----------
    year : year of the day
    land : 1 with a land border
    distance : minimum distance, km
    major_attacker, major_target : 1 for a major power
    democracy_attacker, democracy_target : extended unified democracy score, nan unknown
    rival : 1 if strategic rivals in the year before
    log_peace : ln(1 + years since the last deadly clash)
    recent_clashes : deadly clashes begun in the ten years before
    """

    year: ArrayLike
    land: ArrayLike
    distance: ArrayLike
    major_attacker: ArrayLike
    major_target: ArrayLike
    democracy_attacker: ArrayLike
    democracy_target: ArrayLike
    rival: ArrayLike
    log_peace: ArrayLike
    recent_clashes: ArrayLike


def stack(columns: tuple[ArrayLike, ...]) -> Array:
    """Return columns that broadcast against each other along a new last axis.

    Parameters
    ----------
    columns : arrays

    Examples
    --------
    >>> stack((1.0, [2.0, 3.0]))
    array([[1., 2.],
           [1., 3.]])
    """
    arrays = np.broadcast_arrays(*(np.asarray(column, float) for column in columns))
    return np.stack(arrays, axis=-1)


def situation_columns(pairs: Situation) -> Array:
    """Return the columns SITUATION_TERMS of pairs.

    Parameters
    ----------
    pairs : Situation

    Returns
    -------
    columns : (..., 17)

    Examples
    --------
    >>> pair = Situation(2021, 1, 0.0, 1, 0, -0.4, 0.5, 1, 0.0, 3)
    >>> dict(zip(SITUATION_TERMS, situation_columns(pair).round(2).tolist()))["rival"]
    1.0

    References
    ----------
    Bremer (1992) for the covariates; Carter & Signorino (2010) for a smooth term of years of peace.
    """
    year = np.asarray(pairs.year)
    land = np.asarray(pairs.land, bool)
    distance = np.asarray(pairs.distance, float)
    majors = np.asarray(pairs.major_attacker, bool) | np.asarray(pairs.major_target, bool)
    first, second = np.asarray(pairs.democracy_attacker), np.asarray(pairs.democracy_target)
    unknown = np.isnan(first) | np.isnan(second)
    lower = np.where(unknown, 0.0, np.minimum(first, second))
    both = np.where(unknown, 0.0, np.maximum(first, 0.0) * np.maximum(second, 0.0))
    peace = np.asarray(pairs.log_peace, float)
    return stack(
        (
            1.0,
            year >= 1945,
            year >= 1990,
            land,
            np.log1p(distance),
            ~land & (distance > FAR) & ~majors,
            pairs.major_attacker,
            pairs.major_target,
            majors * np.log1p(distance),
            lower,
            both,
            unknown,
            pairs.rival,
            np.asarray(pairs.rival, float) * peace,
            peace,
            peace**2,
            np.log1p(np.asarray(pairs.recent_clashes, float)),
        )
    )


def projected_power(capability: ArrayLike, distance: ArrayLike, scale: float) -> Array:
    """Return P_kt: what state k can bring to bear at the place of t.

    Parameters
    ----------
    capability : (n,) shares of the world's
    distance : (n, n) minimum distance, km
    scale : km over which strength falls to 1/e (D)

    Examples
    --------
    >>> projected_power([0.2, 0.1], [[0.0, 4000.0], [4000.0, 0.0]], 4000.0).round(3)
    array([[0.2  , 0.074],
           [0.037, 0.1  ]])

    References
    ----------
    Boulding (1962); Bueno de Mesquita (1981).
    """
    power: Array = np.asarray(capability, float)[:, None] * np.exp(
        -np.asarray(distance, float) / scale
    )
    return power


def allied_power(power: ArrayLike, tie: ArrayLike) -> tuple[Array, Array]:
    """Return what allies add to the target's defence and to the attack, before ρ and ω.

    Parameters
    ----------
    power : (n, n) P_kt
    tie : (n, n) weight of the obligation between two states, 0 to 1, 0 on the diagonal

    Returns
    -------
    to_defence : (n, n), Σ_{k≠j} A_tk P_kt for attacker j (row) and target t (column)
    to_attack : (n, n), Σ_{k≠t} A_jk (1 - A_kt) P_kt

    Examples
    --------
    >>> tie = np.array([[0, 0, 0], [0, 0, 1], [0, 1, 0]], float)
    >>> defence, attack = allied_power(np.full((3, 3), 0.1), tie)
    >>> float(defence[0, 1]), float(attack[1, 0])
    (0.1, 0.1)

    References
    ----------
    Leeds (2003); Kenwick, Vasquez & Powers (2015) for the doubts.
    """
    power, tie = np.asarray(power, float), np.asarray(tie, float)
    owed = tie.T * power
    to_defence = owed.sum(axis=0)[None, :] - owed
    free = (1.0 - tie) * power
    np.fill_diagonal(free, 0.0)
    to_attack = tie @ free
    return to_defence, to_attack


def balance_columns(
    capability_target: ArrayLike, offence: ArrayLike, defence: ArrayLike, tie: ArrayLike
) -> Array:
    """Return the columns BALANCE_TERMS: ln Off, ln c, ln(Def/c) and the tie between the two.

    Parameters
    ----------
    capability_target : c_t, share of the world's
    offence : Off_jt = P_jt + ω (what allies add to the attack)
    defence : Def_jt = c_t + ρ (what allies add to the defence)
    tie : 1 if the two owe each other defence

    Examples
    --------
    >>> balance_columns(0.01, 0.01, 0.02, 0).round(3)
    array([-4.605, -4.605,  0.693,  0.   ])

    References
    ----------
    Leeds (2003); Kenwick, Vasquez & Powers (2015) for the doubts.
    """
    own = np.maximum(np.asarray(capability_target, float), FLOOR)
    log_own = np.log(own)
    log_offence = np.log(np.maximum(np.asarray(offence, float), FLOOR))
    log_support = np.log(np.maximum(np.asarray(defence, float), own)) - log_own
    return stack((log_offence, log_own, log_support, tie))
