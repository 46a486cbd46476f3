"""The level of the whole: the constant of attack, set so that the world's attacks are a number.

The equations say who attacks whom relative to others; how many attacks there are in all the record
says better than their covariance does. In every set of parameters the constant is moved until the
world's attacks a year are the set's `attacks`, found by Newton's method on all sets at once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import chance
from foedus.security.parameters import Parameters
from foedus.security.stage import Block, Stage, attacks, situation_part

__all__ = ["anchored", "solve", "world_attacks"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

EVERY = 4
"""Up to so many sets of parameters all pairs are summed; with more a sample of them."""

CERTAIN, SAMPLED = 1500, 1500
"""Pairs most at risk, all taken, and pairs drawn from the rest in proportion to their risk."""

STEPS, TOLERANCE = 30, 1e-10


def anchored(stage: Stage, parameters: Parameters) -> Parameters:
    """Return the sets with their constants moved so that the world's attacks are as many as asked.

    Parameters
    ----------
    stage : Stage
        The world, prepared.
    parameters : Parameters
        Sets whose `attacks` are nan keep their constant.

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> one = point(Assumptions(), world)
    >>> again = anchored(Stage.of(world), one)
    >>> bool(np.allclose(again.attack, one.attack))
    True
    """
    wanted = np.flatnonzero(np.isfinite(parameters.attacks))
    shift = np.zeros(len(parameters))
    if not wanted.size:
        return parameters
    asked = parameters.take(wanted)
    block = stage.whole()
    if len(asked) <= EVERY:
        pairs, weight = np.flatnonzero(~block.apart), np.ones(int((~block.apart).sum()))
    else:
        pairs, weight = _sample(stage, block, asked)
    chosen = block.columns[pairs]
    for group in asked.alike():
        some = asked.take(group)
        sides = stage.sides(stage.strengths(some), block, some.nuclear)[pairs]
        columns = np.hstack([chosen, sides])
        log_odds = some.attack[:, : columns.shape[1]] @ columns.T
        shift[wanted[group]] = solve(log_odds, weight, some.attacks)
    return parameters.shifted(shift)


def world_attacks(stage: Stage, one: Parameters) -> float:
    """Return the attacks a year in the whole world under the first of some sets of parameters.

    Parameters
    ----------
    stage : Stage
    one : Parameters
        With the constant as it is.

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> 0.3 < world_attacks(Stage.of(world), point(Assumptions(), world)) < 1.0
    True
    """
    first, block = one.take(slice(1)), stage.whole()
    sides = stage.sides(stage.strengths(first), block, first.nuclear)
    return float(attacks(situation_part(block, first), sides, first, block).sum())


def solve(log_odds: Array, weight: Array, total: Array) -> Array:
    """Return what to add to log-odds so that the weighted sum of their chances is a total, (B,).

    Parameters
    ----------
    log_odds : (B, pairs)
    weight : (pairs,)
    total : (B,)

    Examples
    --------
    >>> solve(np.array([[0.0, 0.0]]), np.ones(2), np.array([0.5])).round(4)  # logit(0.25)
    array([-1.0986])
    """
    shift = np.zeros(len(log_odds))
    for _ in range(STEPS):
        risk = chance(log_odds + shift[:, None])
        level = risk @ weight
        # Newton on the logarithm of the sum: nearly straight, since most chances are small.
        slope = (risk * (1.0 - risk)) @ weight / level
        step = np.clip((np.log(total) - np.log(level)) / slope, -5.0, 5.0)
        shift += step
        if np.abs(step).max() < TOLERANCE:
            break
    return shift


def _sample(stage: Stage, block: Block, asked: Parameters) -> tuple[Index, Array]:
    """Return pairs that stand for all and their weights; the same for the same world.

    The risk by which they are chosen is that of the median of the sets, so that the sum is off by
    a few thousandths at most in any of them.
    """
    middle = replace(
        asked.take(np.array([0])),
        attack=np.median(asked.attack, axis=0, keepdims=True),
        D=np.median(asked.D, keepdims=True),
        rho=np.median(asked.rho, keepdims=True),
        capability=np.zeros(1, dtype=np.intp),
    )
    sides = stage.sides(stage.strengths(middle), block, middle.nuclear)
    risk = attacks(situation_part(block, middle), sides, middle, block).ravel()
    order = np.argsort(-risk, kind="stable")[: int((~block.apart).sum())]
    sure, rest = order[:CERTAIN], order[CERTAIN:]
    if len(rest) <= SAMPLED:
        return order, np.ones(len(order))
    running = np.cumsum(risk[rest])
    step = running[-1] / SAMPLED
    drawn = rest[np.searchsorted(running, (np.arange(SAMPLED) + 0.5) * step)]
    return (
        np.concatenate([sure, drawn]),
        np.concatenate([np.ones(len(sure)), step / risk[drawn]]),
    )
