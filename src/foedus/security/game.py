"""The security an alliance produces, as a game of its members: Shapley values in four parts.

Members N of one alliance; every other obligation is switched off. With L_i(S) the insecurity of i
when the states of S owe each other defence and nobody else does,

    v(S) = sum over i in S of [L_i(nobody allied) - L_i(S)]

What a member adds when it joins S falls into the attacks it is spared itself, those it spares the
others, the others' wars it is drawn into, and the wars it draws the others into. The Shapley value
is the integral over theta from 0 to 1 of what it adds, in the mean, to a coalition that everybody
else is in with probability theta (Owen 1972). The chance of an attack depends on the coalition
through Def / c alone, the sum of what its members add: `foedus.security.exponentials` makes it a
sum of products over members, so that means over all 2^n coalitions take n multiplications.
Allied power joins no attacks here: within S every ally is the target's too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus.security.coalition import Game, Terms, terms_of
from foedus.security.evaluation import CENTURY
from foedus.security.parameters import Parameters
from foedus.security.stage import Stage
from foedus.world.world import World

__all__ = ["Shares", "shapley"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

PIECE = 40_000
"""Numbers in the arrays computed at a time: they stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Each member's share of what an alliance is worth, by set of parameters; plus is a gain.

    Attributes
    ----------
    own_gain : (B, k), attacks a century
        What it is itself spared.
    others_gain : (B, k), attacks a century
        What it takes off the other members.
    drawn_in : (B, k), attacks a century, negative
        psi times the others' wars that it fights.
    draws_in : (B, k), attacks a century
        psi times the wars that the others fight because of it; negative where it brings them wars.
    psi : (B,)
    """

    own_gain: Array
    others_gain: Array
    drawn_in: Array
    draws_in: Array
    psi: Array

    @property
    def shapley(self) -> Array:
        """Return the Shapley value, the sum of the four parts, (B, k)."""
        return self.own_gain + self.others_gain + self.drawn_in + self.draws_in

    @property
    def fewer_attacks(self) -> Array:
        """Return the attacks a century of which the alliance relieves its members, (B,)."""
        fewer: Array = (self.own_gain + self.others_gain).sum(axis=1)
        return fewer

    @property
    def total(self) -> Array:
        """Return v(N), (B,), attacks a century."""
        whole: Array = self.shapley.sum(axis=1)
        return whole

    @property
    def wars_joined(self) -> Array:
        """Return the wars of allies a century that the members fight, (B,)."""
        cost = self.fewer_attacks - self.total
        return np.divide(cost, self.psi, out=np.zeros_like(cost), where=self.psi > 0)


def shapley(
    world: World,
    members: Index,
    parameters: Parameters,
    *,
    fine: bool = True,
    progress: Callable[[int], None] = lambda done: None,
) -> Shares:
    """Return the Shapley values of an alliance's members in their parts.

    Parameters
    ----------
    world : World
        In which the members owe each other what this alliance obliges them to: its ties among
        them are the game's; all other ties are ignored.
    members : (k,) int
        Their places in the world.
    parameters : Parameters
        Anchored.
    fine : bool
        Exact to 1e-8 of v(N), otherwise to 1e-4 and several times quicker, for draws.
    progress : callable, optional
        Told the number of sets done after each.

    References
    ----------
    Shapley (1953); Owen (1972) for the multilinear extension; Beylkin & Monzon (2010) for sums of
    exponentials.

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> places = world.indices({"FRA", "DEU", "POL"})
    >>> found = shapley(world, places, point(Assumptions(), world))
    >>> bool(abs(found.shapley.sum() - found.total[0]) < 1e-9), found.own_gain.shape
    (True, (1, 3))
    """
    k = len(members)
    parts = np.zeros((4, len(parameters), k))
    psi = parameters.psi[:, None]
    if k > 1:
        from threadpoolctl import threadpool_limits

        game = Game.of(Stage.of(world), members, parameters, fine)
        sets = [parameters.take(slice(b, b + 1)) for b in range(len(parameters))]
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor() as pool:
            for b, found in enumerate(pool.map(partial(_parts, game), sets)):
                parts[:, b] = found
                progress(1)
    own, others, drawn, draws = CENTURY * parts
    return Shares(own, others, -psi * drawn, -psi * draws, parameters.psi)


def _parts(game: Game, one: Parameters) -> Array:
    """Return own gain, others' gain, wars drawn into and drawing others in, a year, (4, k)."""
    terms, k = terms_of(game, one), len(game.members)
    parts = np.zeros((4, k))
    size = max(1, PIECE // (len(game.theta) * k * terms.factor.shape[2]))
    for start in range(0, k, size):
        some = slice(start, start + size)
        _add(parts, terms.of(some), some, game.theta, game.weights)
    return parts


def _add(parts: Array, terms: Terms, some: slice, theta: Array, weights: Array) -> None:
    """Add the parts that come with attacks upon some targets.

    Arrays are (t, Q, k, R). A coalition S holds each of the target's allies with probability
    theta; P is the mean of a term over S, `others` that with one ally left out, `count` an ally's
    part of the mean number of allies in S.
    """
    at = theta[:, None, None]
    f = terms.factor[:, None]
    mean = 1.0 - at + at * f
    pooled = mean.prod(axis=2, keepdims=True)
    others = pooled / mean
    slope, count = (f - 1.0) / mean, at * f / mean
    outside, drawn = terms.outside[:, None, None], terms.drawn[:, None]
    apart, allied = terms.apart[:, None], terms.allied[:, None]
    joins = terms.joins[:, None]

    away = others * (1.0 - at) * apart  # the member attacks from outside the coalition
    each = away + others * at * allied
    drawn_by = np.swapaxes(joins, -1, -2) @ count  # allies drawn in when a member attacks
    against = joins @ away  # attacks of members that an ally is drawn in against
    fought, counted = away * drawn_by, count * drawn
    all_each, all_fought = (x.sum(axis=2, keepdims=True) for x in (each, fought))
    all_counted = counted.sum(axis=2, keepdims=True)

    level = (pooled * outside + all_each).sum(axis=(2, 3))
    wars = (pooled * all_counted + all_fought).sum(axis=(2, 3))
    risk = slope * (pooled * outside + all_each - each) + others * (allied - apart)
    joined = f / mean * (pooled * drawn + against)
    brought = (
        slope * (pooled * (all_counted - counted) + all_fought - fought - count * against)
        - others * apart * drawn_by
    )
    inner = weights * theta
    parts[0, some] += terms.alone - level @ weights
    parts[1] -= np.einsum("q,tqkr->k", inner, risk)
    parts[2] += np.einsum("q,tqkr->k", inner, joined)
    parts[3, some] += wars @ weights
    parts[3] += np.einsum("q,tqkr->k", inner, brought)
