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
    "BALANCE_TERMS",
    "FAR",
    "FLOOR",
    "JOINING_TERMS",
    "NUCLEAR_TERMS",
    "SITUATION_TERMS",
    "JoiningCase",
    "Situation",
    "allied_power",
    "balance_columns",
    "joining_columns",
    "nuclear_columns",
    "nuclear_shield",
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

NUCLEAR_TERMS = ("nuclear_attacker", "nuclear_target", "nuclear_ally")
"""Terms that the reading 'nuclear' has besides."""

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
