"""A world prepared for the model: what does not depend on the parameters, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import (
    Strengths,
    at_risk,
    chance,
    placed_power,
    side_columns,
    situation,
    strengths,
)
from foedus.security.parameters import Parameters
from foedus.security.terms import SITUATION_TERMS
from foedus.world.resources import capability_variants
from foedus.world.world import World

__all__ = ["SITUATIONS", "Block", "Stage", "attacks", "situation_part"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

SITUATIONS = len(SITUATION_TERMS)

COVARIATES = (
    "on",
    "contiguous",
    "minimum_distance",
    "major",
    "democracy",
    "rivalry",
    "years_since_clash",
    "recent_clashes",
)
"""Fields of a world that make the columns of the situation."""


@dataclass(frozen=True, eq=False)
class Block:
    """Some targets and attackers with the columns of their situation.

    Attributes
    ----------
    attackers, targets : int arrays
    columns : (targets * attackers, terms), the target runs slowest
    apart : (targets * attackers,) bool
        Pairs not at risk: the same state twice, or states at war with each other.
    """

    attackers: Index
    targets: Index
    columns: Array
    apart: Mask

    @property
    def shape(self) -> tuple[int, int]:
        """Return (targets, attackers)."""
        return len(self.targets), len(self.attackers)


@dataclass(frozen=True, eq=False)
class Stage:
    """A world with its covariates.

    Attributes
    ----------
    world : World
    variants : (v, n)
        Capability by the world's measure and by others.
    columns : (n, n, terms)
        SITUATION_TERMS, target by attacker.
    risk : (n, n) bool
        Pairs that can begin a war, attacker by target.
    """

    world: World
    variants: Array
    columns: Array
    risk: Mask

    @staticmethod
    @lru_cache(maxsize=4)
    def of(world: World) -> Stage:
        """Return a world prepared; the last few are remembered.

        Parameters
        ----------
        world : World
        """
        columns = np.ascontiguousarray(situation(world).transpose(1, 0, 2))
        return Stage(world, capability_variants(world), columns, at_risk(world))

    def changed(self, world: World) -> Stage:
        """Return another world prepared, sharing what the two have in common.

        Parameters
        ----------
        world : World
        """
        mine = self.world
        if world is mine:
            return self
        if any(getattr(world, name) is not getattr(mine, name) for name in COVARIATES):
            return Stage.of(world)
        same = world.capability is mine.capability  # a change of figures makes it anew
        variants = self.variants if same else capability_variants(world)
        return Stage(world, variants, self.columns, at_risk(world))

    def block(self, attackers: Index, targets: Index) -> Block:
        """Return a block of pairs.

        Parameters
        ----------
        attackers, targets : int arrays
        """
        chosen = np.ix_(targets, attackers)
        return Block(
            attackers,
            targets,
            self.columns[chosen].reshape(-1, SITUATIONS),
            ~self.risk.T[chosen].ravel(),
        )

    def whole(self) -> Block:
        """Return all pairs as one block."""
        every = np.arange(len(self.world.iso3))
        return Block(every, every, self.columns.reshape(-1, SITUATIONS), ~self.risk.T.ravel())

    def capability(self, variant: int) -> Array:
        """Return capability by one measure, the world's own where it has no other, (n,).

        Parameters
        ----------
        variant : int
        """
        row: Array = self.variants[min(variant, len(self.variants) - 1)]
        return row

    def strengths(self, one: Parameters) -> Strengths:
        """Return what stands against what under the first of some sets of parameters.

        Parameters
        ----------
        one : Parameters
            Sets that share D, rho, omega and capability.
        """
        own = self.capability(int(one.capability[0]))
        power = placed_power(self.world, own, float(one.D[0]))
        return strengths(self.world, power, own, float(one.rho[0]), float(one.omega[0]))

    def sides(self, found: Strengths, block: Block, nuclear: bool) -> Array:
        """Return the columns of strengths and ties of a block, (targets * attackers, 4 or 7).

        Parameters
        ----------
        found : Strengths
        block : Block
        nuclear : bool
        """
        return side_columns(self.world, found, block.attackers, block.targets, nuclear)


def situation_part(block: Block, some: Parameters) -> Array:
    """Return the part of the log-odds of attack that is the situation's, (B, pairs).

    Parameters
    ----------
    block : Block
    some : Parameters

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> block = Stage.of(world).whole()
    >>> part = situation_part(block, point(Assumptions(), world))
    >>> part.shape == (1, len(world.iso3) ** 2), bool(np.isneginf(part[0, block.apart]).all())
    (True, True)
    """
    part: Array = some.attack[:, :SITUATIONS] @ block.columns.T
    part[:, block.apart] = -np.inf
    return part


def attacks(part: Array, sides: Array, some: Parameters, block: Block) -> Array:
    """Return h, attacks a year, (B, targets, attackers).

    Parameters
    ----------
    part : (B, pairs)
        From `situation_part`; left as it is.
    sides : (pairs, 4 or 7)
    some : Parameters
    block : Block

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> stage, one = Stage.of(world), point(Assumptions(), world)
    >>> block = stage.whole()
    >>> sides = stage.sides(stage.strengths(one), block, one.nuclear)
    >>> attacks(situation_part(block, one), sides, one, block).shape[1:] == block.shape
    True
    """
    weights = some.attack[:, SITUATIONS : SITUATIONS + sides.shape[1]]
    log_odds = weights @ sides.T
    log_odds += part
    return chance(log_odds).reshape(len(some), *block.shape)
