"""Who attacks whom: the strengths that meet, and the yearly chance of an attack.

    P_kt = c_k exp(-d_kt / D)
    Def_jt = c_t + rho sum_{k != j} A_tk P_kt
    Off_jt = P_jt + omega sum_k A_jk (1 - A_kt) P_kt
    h_jt = logit^-1(b x_jt + pi ln Off_jt + kappa ln c_t + delta ln(Def_jt / c_t) + alpha A_jt)

Matrices are attacker by target. Forces stationed abroad start from their host; an alliance with a
rho or omega of its own keeps it; both are part of these formulas, not beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.history import history
from foedus.security.nuclear_terms import NUCLEAR_TERMS, nuclear_columns, nuclear_shield
from foedus.security.terms import (
    BALANCE_TERMS,
    FLOOR,
    SITUATION_TERMS,
    Situation,
    balance_columns,
    projected_power,
    situation_columns,
)
from foedus.world.world import World

__all__ = [
    "TERMS",
    "Strengths",
    "at_risk",
    "chance",
    "duty_of",
    "owed_and_free",
    "placed_power",
    "side_columns",
    "situation",
    "strengths",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

TERMS = (*SITUATION_TERMS, *BALANCE_TERMS, *NUCLEAR_TERMS)
"""All terms of the attack equation in the order of its coefficients; the last are 0 in readings
without nuclear weapons."""


def situation(world: World) -> Array:
    """Return the columns SITUATION_TERMS of every pair, (n, n, terms).

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> situation(world).shape == (len(world.iso3), len(world.iso3), len(SITUATION_TERMS))
    True

    References
    ----------
    Bremer (1992).
    """
    peace, recent = history(world)
    return situation_columns(
        Situation(
            year=world.on.year,
            land=world.contiguous,
            distance=world.minimum_distance,
            major_attacker=world.major[:, None],
            major_target=world.major[None, :],
            democracy_attacker=world.democracy[:, None],
            democracy_target=world.democracy[None, :],
            rival=world.rivalry,
            log_peace=peace,
            recent_clashes=recent,
        )
    )


def at_risk(world: World) -> Mask:
    """Return which pairs can begin a war: two states that are not at war already, (n, n).

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> risk = at_risk(world)
    >>> bool(risk.diagonal().any()), bool(risk[world.index("FRA"), world.index("DEU")])
    (False, True)
    """
    risk: Mask = ~(world.at_war | np.eye(len(world.iso3), dtype=bool))
    return risk


def placed_power(world: World, capability: Array, scale: float) -> Array:
    """Return P_kt, forces abroad starting from where they are hosted, (n, n).

    P_kt = c_k [(1 - sum_h f_kh) exp(-d_kt / D) + sum_h f_kh exp(-d_ht / D)], f_kh being the share
    of k's forces in h.

    Parameters
    ----------
    world : World
    capability : (n,) shares of the world's
    scale : float, km
        D.

    References
    ----------
    Boulding (1962).

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> power = placed_power(world, world.capability, 4000.0)
    >>> i, j = world.index("USA"), world.index("CHN")
    >>> bool(power[i, i] == world.capability[i] > power[i, j])
    True
    """
    share = world.stationed_share
    if share is None:
        return projected_power(capability, world.minimum_distance, scale)
    near = projected_power(np.ones(len(capability)), world.minimum_distance, scale)
    sender, host = np.nonzero(share)
    power = near * (1.0 - share.sum(axis=1))[:, None]
    np.add.at(power, sender, share[sender, host][:, None] * near[host])
    placed: Array = capability[:, None] * power
    return placed


@dataclass(frozen=True)
class Strengths:
    """What stands against what, attacker by target.

    Attributes
    ----------
    own : (n,)
        c_t, at least FLOOR.
    offence, defence : (n, n)
        Off_jt and Def_jt.
    """

    own: Array
    offence: Array
    defence: Array


def duty_of(world: World) -> Array:
    """Return how far the state of a row owes that of a column defence, (n, n), 0 to 1.

    It is the mutual tie wherever no guarantee goes one way.

    Parameters
    ----------
    world : World
    """
    return world.duty if getattr(world, "guarantees", None) else world.tie


def owed_and_free(world: World, rho: float, omega: float) -> tuple[Array, Array]:
    """Return the weight of every ally's power in the defence of a state (column), and in attack.

    Parameters
    ----------
    world : World
    rho, omega : float
        An alliance with a value of its own keeps it.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> owed, free = owed_and_free(world, 0.5, 0.0)
    >>> float(owed[world.index("FRA"), world.index("DEU")]), float(free.max())
    (0.5, 0.0)

    References
    ----------
    Leeds (2003): obligations of defence apart from those of offence.
    """
    tie, duty = world.tie, duty_of(world)
    if world.pledges is None:
        return rho * duty, omega * tie
    (low, high), (least, most) = world.pledges
    # A most of 1 is the mark of no bound: the weight of allied power may be above 1.
    defence = np.clip(rho, low, np.where(high < 1.0, high, np.maximum(rho, 1.0)))
    return duty * defence, tie * np.clip(omega, least, most)


def strengths(world: World, power: Array, own: Array, rho: float, omega: float) -> Strengths:
    """Return Off and Def of every pair.

    Parameters
    ----------
    world : World
        Its ties, and the bounds on rho and omega of alliances with values of their own.
    power : (n, n)
        P_kt.
    own : (n,)
        c_t.
    rho : float
        Weight of an ally's power in a defence.
    omega : float
        Share of free allied power that joins an attack.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> power = placed_power(world, world.capability, 4000.0)
    >>> found = strengths(world, power, world.capability, 0.5, 0.0)
    >>> bool((found.defence >= found.own).all()), bool((found.offence == power).all())
    (True, True)

    References
    ----------
    Leeds (2003) on the content of obligations; Smith (1995) on why an ally may not come.
    """
    tie = world.tie
    owed, free = owed_and_free(world, rho, omega)
    support = owed * power  # ally by target
    own = np.maximum(own, FLOOR)
    defence = own + (support.sum(axis=0) - support)
    offence = power
    if free.any():
        spare = (1.0 - tie) * power
        np.fill_diagonal(spare, 0.0)
        offence = power + free @ spare
    return Strengths(own, offence, defence)


def side_columns(
    world: World, found: Strengths, attackers: Index, targets: Index, nuclear: bool
) -> Array:
    """Return the columns of strengths, ties and weapons of a block, (targets * attackers, 4 or 7).

    Parameters
    ----------
    world : World
    found : Strengths
    attackers, targets : int arrays
        Rows and columns of the block; the target runs slowest in the result.
    nuclear : bool
        Whether the columns of nuclear weapons are wanted.
    """
    block = np.ix_(attackers, targets)
    columns = balance_columns(
        found.own[targets][:, None],
        found.offence[block].T,
        found.defence[block].T,
        world.tie[block].T,
    )
    if nuclear:
        shield = nuclear_shield(world.tie, world.nuclear)[block].T
        weapons = world.nuclear.astype(float)
        extra = nuclear_columns(weapons[attackers], weapons[targets][:, None], shield)
        columns = np.concatenate([columns, extra], axis=-1)
    return columns.reshape(-1, columns.shape[-1])


def chance(log_odds: Array) -> Array:
    """Return logit^-1, in place.

    Parameters
    ----------
    log_odds : array, overwritten; minus infinity gives 0

    Examples
    --------
    >>> chance(np.array([0.0, -np.inf]))
    array([0.5, 0. ])

    References
    ----------
    King & Zeng (2001) on logits of rare events.
    """
    np.negative(log_odds, out=log_odds)
    with np.errstate(over="ignore"):
        np.exp(log_odds, out=log_odds)
    log_odds += 1.0
    return np.reciprocal(log_odds, out=log_odds)
