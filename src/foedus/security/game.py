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

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import TERMS, chance, owed_and_free, placed_power
from foedus.security.evaluation import CENTURY
from foedus.security.exponentials import Exponentials, exponentials
from foedus.security.joining import excess, obligations
from foedus.security.parameters import Parameters
from foedus.security.stage import SITUATIONS, Block, Stage, situation_part
from foedus.security.terms import FLOOR, balance_columns, nuclear_columns
from foedus.world.world import World

__all__ = ["Shares", "shapley"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

QUICK = 6
"""Nodes of the integral over theta that do for draws."""

PIECE = 40_000
"""Numbers in the arrays computed at a time: they stay in the processor's cache."""

SUPPORT, TIE, SHIELD = (TERMS.index(t) for t in ("log_support", "allied", "nuclear_ally"))


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
    """
    k = len(members)
    parts = np.zeros((4, len(parameters), k))
    psi = parameters.psi[:, None]
    if k > 1:
        from threadpoolctl import threadpool_limits

        game = _Game.of(Stage.of(world), members, parameters, fine)
        sets = [parameters.take(slice(b, b + 1)) for b in range(len(parameters))]
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor() as pool:
            for b, found in enumerate(pool.map(game.parts, sets)):
                parts[:, b] = found
                progress(1)
    own, others, drawn, draws = CENTURY * parts
    return Shares(own, others, -psi * drawn, -psi * draws, parameters.psi)


@dataclass(frozen=True, eq=False)
class _Game:
    """An alliance's game: what all sets of parameters share.

    Attributes
    ----------
    stage : Stage
    members : (k,) int
    block : Block
        All attacks upon members.
    kinds : (4, k, n)
        1 for attackers by member: neither its neighbour nor its rival, neighbour, rival, both.
    basis : Exponentials
    theta, weights : (Q,)
        Nodes of the integral.
    """

    stage: Stage
    members: Index
    block: Block
    kinds: Array
    basis: Exponentials
    theta: Array
    weights: Array

    @staticmethod
    def of(stage: Stage, members: Index, parameters: Parameters, fine: bool) -> _Game:
        """Return the game of some members."""
        near, rival = stage.world.contiguous[members], stage.world.rivalry[members]
        kinds = np.stack([~near & ~rival, near & ~rival, ~near & rival, near & rival])
        nodes, weights = np.polynomial.legendre.leggauss(
            (len(members) + 1) // 2 + 1 if fine else QUICK
        )
        most = max(
            float(brought(stage, members, parameters.take(group[:1])).sum(axis=1).max())
            for group in parameters.alike()
        )
        # Rounded up, so that the same few bases serve all questions.
        longest = max(float(np.ceil(4.0 * np.log1p(most)) / 4.0), 0.25)
        return _Game(
            stage,
            members,
            stage.block(np.arange(len(stage.risk)), members),
            kinds.astype(float),
            exponentials(longest, fine),
            (nodes + 1.0) / 2.0,
            weights / 2.0,
        )

    def parts(self, one: Parameters) -> Array:
        """Return own gain, others' gain, wars drawn into and drawing others in, a year, (4, k)."""
        terms, k = _terms(self, one), len(self.members)
        parts = np.zeros((4, k))
        size = max(1, PIECE // (len(self.theta) * k * terms.factor.shape[2]))
        for start in range(0, k, size):
            some = slice(start, start + size)
            _add(parts, terms.of(some), some, self.theta, self.weights)
        return parts


def brought(stage: Stage, members: Index, one: Parameters) -> Array:
    """Return rho P_kt / c_t by target and ally, (k, k), 0 on the diagonal.

    Parameters
    ----------
    stage : Stage
    members : (k,) int
    one : Parameters
        A batch of one.
    """
    own = stage.capability(int(one.capability[0]))
    inside = np.ix_(members, members)
    power = placed_power(stage.world, own, float(one.D[0]))[inside].T
    owed = owed_and_free(stage.world, float(one.rho[0]), 0.0)[0][inside]
    added: Array = owed * power / np.maximum(own[members], FLOOR)[:, None]
    np.fill_diagonal(added, 0.0)
    return added


@dataclass(frozen=True, eq=False)
class _Terms:
    """Every target's risk as a sum of terms that are products over its allies; arrays (t, k, R).

    Attributes
    ----------
    alone : (t,)
        Attacks a year with nobody allied.
    factor : (t, k, R)
        Of each ally in each term; 1 for the target itself.
    outside : (t, R)
        Attacks by states that are no members.
    drawn : (t, k, R)
        The same times each ally's chance of being drawn in.
    apart, allied : (t, k, R)
        Attacks by each other member while it is not in the coalition, and while it is.
    joins : (t, k, k)
        Chance that ally (second) is drawn in when member (third) attacks.
    """

    alone: Array
    factor: Array
    outside: Array
    drawn: Array
    apart: Array
    allied: Array
    joins: Array

    def of(self, some: slice) -> _Terms:
        """Return the terms of some targets."""
        return _Terms(
            self.alone[some],
            self.factor[some],
            self.outside[some],
            self.drawn[some],
            self.apart[some],
            self.allied[some],
            self.joins[some],
        )


def _terms(game: _Game, one: Parameters) -> _Terms:
    """Return the members' risks under one set of parameters as sums of products."""
    stage, members = game.stage, game.members
    log_odds = _log_odds(game, one)
    factor = np.exp(-brought(stage, members, one)[:, :, None] * game.basis.rates)
    chances = _chances(game, one)
    terms = _coefficients(game, one, log_odds, chances)
    armed = stage.world.nuclear[members]
    if one.nuclear and armed.any():
        weight = stage.world.tie[np.ix_(members, members)] * armed
        under = log_odds + one.attack[0, SHIELD] * weight.max(axis=1)[:, None]
        covered = _coefficients(game, one, under, chances)
        # 'No ally with weapons is in' is a product too: 0 for those that have them.
        terms = [np.concatenate([a - b, b], axis=-1) for a, b in zip(terms, covered, strict=True)]
        unarmed = np.where(np.eye(len(members), dtype=bool), 1.0, ~armed)
        factor = np.concatenate([factor * unarmed[:, :, None], factor], axis=-1)
    joins = np.einsum("cit,cij->tij", chances, game.kinds[:, :, members])
    joins[:, np.arange(len(members)), np.arange(len(members))] = 0.0
    outside, drawn, apart, allied = terms
    return _Terms(chance(log_odds.copy()).sum(axis=1), factor, outside, drawn, apart, allied, joins)


def _log_odds(game: _Game, one: Parameters) -> Array:
    """Return log-odds a year of attacks upon members with nobody allied, (k, n), -inf: none."""
    world, members = game.stage.world, game.members
    strength = game.stage.capability(int(one.capability[0]))
    power = placed_power(world, strength, float(one.D[0]))
    own = np.maximum(strength[members], FLOOR)[:, None]
    columns = balance_columns(own, power[:, members].T, own, 0.0)
    if one.nuclear:
        weapons = world.nuclear.astype(float)
        extra = nuclear_columns(weapons, weapons[members][:, None], 0.0)
        columns = np.concatenate([columns, extra], axis=-1)
    weights = one.attack[0, SITUATIONS : SITUATIONS + columns.shape[-1]]
    part = situation_part(game.block, one).reshape(game.block.shape)
    result: Array = part + columns @ weights
    return result


def _coefficients(game: _Game, one: Parameters, log_odds: Array, chances: Array) -> list[Array]:
    """Return `outside`, `drawn`, `apart` and `allied` of `_Terms` for log-odds with nobody in."""
    members, basis = game.members, game.basis
    reach = one.attack[0, SUPPORT] * basis.log_strength
    weight = game.stage.world.tie[np.ix_(members, members)]
    values = chance(log_odds[:, :, None] + reach)  # (t, n, P)
    friendly = log_odds[:, members] + one.attack[0, TIE] * weight
    allied = chance(friendly[:, :, None] + reach)
    apart = values[:, members]  # a copy
    values[:, members] = 0.0
    drawn = np.zeros((*weight.shape, values.shape[2]))
    for by_kind, mask in zip(chances, game.kinds, strict=True):
        some = np.flatnonzero(mask.any(axis=0))
        drawn += by_kind.T[:, :, None] * (mask[:, some] @ values[:, some])
    return [part @ basis.matrix for part in (values.sum(axis=1), drawn, apart, allied)]


def _chances(game: _Game, one: Parameters) -> Array:
    """Return what the obligation adds to the chance of joining, (kind, ally, defended)."""
    world, members, k = game.stage.world, game.members, len(game.members)
    capability = game.stage.capability(int(one.capability[0]))
    found = obligations(world, np.repeat(members, k), np.tile(members, k), capability, one.war)
    kinds = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    chances = [
        excess(found, one.joining, np.array([near]), np.array([hostile]))[0] * found.weight
        for near, hostile in kinds
    ]
    return np.stack(chances).reshape(len(kinds), k, k)


def _add(parts: Array, terms: _Terms, some: slice, theta: Array, weights: Array) -> None:
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
