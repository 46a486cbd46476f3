"""The members' risks in the game of an alliance, as sums of products over its members.

Everything that does not depend on the coalition: the game itself, and for one set of parameters
the coefficients of the sums of exponentials that its risks are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import TERMS, chance, owed_and_free, placed_power
from foedus.security.exponentials import Exponentials, exponentials
from foedus.security.joining import excess, obligations
from foedus.security.nuclear_terms import nuclear_columns
from foedus.security.parameters import Parameters
from foedus.security.stage import SITUATIONS, Block, Stage, situation_part
from foedus.security.terms import FLOOR, balance_columns

__all__ = ["Game", "Terms", "brought", "terms_of"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

QUICK = 6
"""Nodes of the integral over theta that do for draws."""

SUPPORT, TIE, SHIELD = (TERMS.index(t) for t in ("log_support", "allied", "nuclear_ally"))


@dataclass(frozen=True, eq=False)
class Game:
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
    def of(stage: Stage, members: Index, parameters: Parameters, fine: bool) -> Game:
        """Return the game of some members.

        Parameters
        ----------
        stage : Stage
        members : (k,) int
        parameters : Parameters
            All sets that it is to serve.
        fine : bool
        """
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
        return Game(
            stage,
            members,
            stage.block(np.arange(len(stage.risk)), members),
            kinds.astype(float),
            exponentials(longest, fine),
            (nodes + 1.0) / 2.0,
            weights / 2.0,
        )


def brought(stage: Stage, members: Index, one: Parameters) -> Array:
    """Return rho P_kt / c_t by target and ally, (k, k), 0 on the diagonal.

    Parameters
    ----------
    stage : Stage
    members : (k,) int
    one : Parameters
        A batch of one.

    References
    ----------
    Boulding (1962).
    """
    own = stage.capability(int(one.capability[0]))
    inside = np.ix_(members, members)
    power = placed_power(stage.world, own, float(one.D[0]))[inside].T
    owed = owed_and_free(stage.world, float(one.rho[0]), 0.0)[0][inside].T
    added: Array = owed * power / np.maximum(own[members], FLOOR)[:, None]
    np.fill_diagonal(added, 0.0)
    return added


@dataclass(frozen=True, eq=False)
class Terms:
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

    def of(self, some: slice) -> Terms:
        """Return the terms of some targets.

        Parameters
        ----------
        some : slice
        """
        return Terms(
            self.alone[some],
            self.factor[some],
            self.outside[some],
            self.drawn[some],
            self.apart[some],
            self.allied[some],
            self.joins[some],
        )


def terms_of(game: Game, one: Parameters) -> Terms:
    """Return the members' risks under one set of parameters as sums of products.

    Parameters
    ----------
    game : Game
    one : Parameters
        A batch of one.

    References
    ----------
    Owen (1972); Beylkin & Monzon (2010).
    """
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
    return Terms(chance(log_odds.copy()).sum(axis=1), factor, outside, drawn, apart, allied, joins)


def _log_odds(game: Game, one: Parameters) -> Array:
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


def _coefficients(game: Game, one: Parameters, log_odds: Array, chances: Array) -> list[Array]:
    """Return `outside`, `drawn`, `apart` and `allied` of `Terms` for log-odds with nobody in."""
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


def _chances(game: Game, one: Parameters) -> Array:
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
