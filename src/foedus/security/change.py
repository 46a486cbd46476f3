"""What a change does: two worlds under the same sets of parameters, only what it touches computed.

Attacks upon a state change if its allies, their reach or its own strength do; attacks by a state
if its strength does or, where allied power joins attacks, its allies do. All other terms cancel
exactly and are never formed. Each set of parameters is anchored in the world before the change.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import duty_of
from foedus.security.evaluation import CENTURY
from foedus.security.joining import Joiners
from foedus.security.parameters import Parameters
from foedus.security.stage import Block, Stage, attacks, situation_part
from foedus.world.world import World

__all__ = ["Change", "difference"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

CHUNK = 25
"""Sets of parameters computed at a time: their arrays stay in the processor's cache."""

MOST = 0.6
"""Share of states touched from which on all are computed."""


@dataclass(frozen=True, eq=False)
class Change:
    """What a change does to every state, draw by draw; positive is less safe.

    Attributes
    ----------
    attacked, drawn_in : (B, n), a century
        Changes of R, attacks suffered, and of E, wars of allies fought.
    attacked_before : (B, n), a century
        R in the world before; nan for states upon which not all attacks were computed.
    psi : (B,)
        Weight of a war joined in each set.
    """

    attacked: Array
    drawn_in: Array
    attacked_before: Array
    psi: Array

    def insecurity(self, psi: float | None = None) -> Array:
        """Return the change of L = R + psi E, (B, n), attacks a century.

        Parameters
        ----------
        psi : float, optional
            The same in all sets; each set's own if not given.
        """
        weight = self.psi[:, None] if psi is None else psi
        total: Array = self.attacked + weight * self.drawn_in
        return total


def difference(
    before: World,
    after: World,
    parameters: Parameters,
    progress: Callable[[int], None] = lambda done: None,
) -> Change:
    """Return what a change does to everybody under many sets of parameters, or one.

    Parameters
    ----------
    before, after : World
        The same states.
    parameters : Parameters
        Anchored in the world before, as `point` and `draw` return them.
    progress : callable, optional
        Told the number of sets done after each chunk.

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> one = point(Assumptions(), world)
    >>> nato = world.with_members("NATO", world.members("NATO") | {"UKR"})
    >>> change = difference(world, nato, one)
    >>> bool(change.attacked[0, world.index("UKR")] < 0 < change.drawn_in[0, world.index("UKR")])
    True
    """
    first = Stage.of(before)
    second = first.changed(after)
    count, n = len(parameters), len(before.iso3)
    attacked, drawn_in = np.zeros((2, count, n))
    change = Change(attacked, drawn_in, np.full((count, n), np.nan), parameters.psi)
    pieces = _pieces(first, second, parameters)
    if not pieces:
        return change

    def run(group: Index) -> int:
        shared = [piece.sides(parameters.take(group[:1])) for piece in pieces]
        for chunk in np.array_split(group, -(-len(group) // CHUNK)):
            some = parameters.take(chunk)
            for piece, sides in zip(pieces, shared, strict=True):
                piece.add(change, chunk, some, sides)
        return len(group)

    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(run, parameters.alike()):
            progress(done)
    return change


@dataclass(frozen=True, eq=False)
class _Piece:
    """A block of attacks in both worlds."""

    stages: tuple[Stage, Stage]
    blocks: tuple[Block, Block]
    joiners: tuple[tuple[Joiners, ...], tuple[Joiners, ...]]  # by world and capability measure
    whole: bool  # whether all attackers are in the block

    def sides(self, one: Parameters) -> tuple[Array, Array]:
        """Return the columns of strengths and ties in both worlds."""
        before, after = (
            stage.sides(stage.strengths(one), block, one.nuclear)
            for stage, block in zip(self.stages, self.blocks, strict=True)
        )
        return before, before if np.array_equal(before, after) else after

    def add(
        self, change: Change, chunk: Index, some: Parameters, sides: tuple[Array, Array]
    ) -> None:
        """Add what happens in this block to the changes of a chunk of sets."""
        before, after = self.blocks
        part = situation_part(before, some)
        found = [attacks(part, sides[0], some, before)]
        if before is after and sides[0] is sides[1]:
            found.append(found[0])
        else:
            other = part if before is after else situation_part(after, some)
            found.append(attacks(other, sides[1], some, after))
        place = np.ix_(chunk, before.targets)
        suffered = [CENTURY * h.sum(axis=2) for h in found]
        change.attacked[place] += suffered[1] - suffered[0]
        if self.whole:
            change.attacked_before[place] = suffered[0]
        variant, n = int(some.capability[0]), change.attacked.shape[1]
        for sign, h, joiners in zip((-CENTURY, CENTURY), found, self.joiners, strict=True):
            one = joiners[min(variant, len(joiners) - 1)]
            change.drawn_in[chunk] += sign * one.by_ally(one.drawn_in(h, some.joining), n)


def _pieces(first: Stage, second: Stage, parameters: Parameters) -> list[_Piece]:
    """Return the blocks of attacks in which the two worlds may differ."""
    rebound = _changed_rows(first.world, second.world)
    touched = _touched(first, second, rebound)
    n = len(touched)
    if not touched.any():
        return []
    if touched.mean() > MOST:
        touched[:] = True
    every, inside = np.arange(n), np.flatnonzero(touched)
    shapes: list[tuple[Index, Index, Index | None]] = [(every, inside, None)]
    if not touched.all():
        # Upon the others only what the touched do may differ; where their power does not, only
        # those with other allies than before hear of it differently.
        powerless = np.array_equal(first.variants, second.variants) and not _joins_attacks(
            first.world, second.world, parameters
        )
        same = powerless and first.world.stationed_share is second.world.stationed_share
        shapes.append((inside, np.flatnonzero(~touched), np.flatnonzero(rebound) if same else None))
    return [_piece(first, second, parameters, *shape) for shape in shapes]


def _piece(
    first: Stage,
    second: Stage,
    parameters: Parameters,
    attackers: Index,
    targets: Index,
    who: Index | None,
) -> _Piece:
    before = first.block(attackers, targets)
    after = before
    if first.columns is not second.columns or not np.array_equal(first.risk, second.risk):
        after = second.block(attackers, targets)
    before_joiners, after_joiners = (
        tuple(
            Joiners.of(stage.world, capability, parameters.war, attackers, targets, who)
            for capability in stage.variants[: parameters.capability.max() + 1]
        )
        for stage in (first, second)
    )
    return _Piece(
        (first, second),
        (before, after),
        (before_joiners, after_joiners),
        len(attackers) == len(first.risk),
    )


def _changed_rows(before: World, after: World) -> Mask:
    """Return the states whose obligations differ, in weight or in terms, (n,)."""
    differ = duty_of(before) != duty_of(after)
    changed: Mask = differ.any(axis=1) | differ.any(axis=0)
    if before.pledges is not None or after.pledges is not None:
        for old, new in zip(_bounds(before), _bounds(after), strict=True):
            changed |= (old != new).any(axis=1)
    return changed


def _bounds(world: World) -> list[Array]:
    n = len(world.iso3)
    if world.pledges is None:
        return [np.full((n, n), value) for value in (0.0, 1.0, 0.0, 1.0)]
    return [bound for pair in world.pledges for bound in pair]


def _touched(first: Stage, second: Stage, rebound: Mask) -> Mask:
    """Return the states upon which, or by which, attacks may differ, (n,)."""
    before, after = first.world, second.world
    moved = (first.variants != second.variants).any(axis=0)
    shares = [world.stationed_share for world in (before, after)]
    if shares[0] is not shares[1]:
        old, new = (np.zeros_like(before.tie) if s is None else s for s in shares)
        moved |= (old != new).any(axis=1)
    touched: Mask = rebound | moved
    if moved.any():  # those whose allies are stronger or nearer than before
        owed = (duty_of(before) > 0) | (duty_of(after) > 0)
        allied = owed | owed.T
        touched |= allied[:, moved].any(axis=1)
    if first.columns is not second.columns:
        differ = (first.columns != second.columns).any(axis=2)
        touched |= differ.any(axis=1) | differ.any(axis=0)
    touched |= (first.risk != second.risk).any(axis=0)
    if before.nuclear is not after.nuclear:
        touched |= before.nuclear != after.nuclear
    return touched


def _joins_attacks(before: World, after: World, parameters: Parameters) -> bool:
    """Return whether any allied power joins attacks."""
    own = any(world.pledges is not None for world in (before, after))
    return own or bool(parameters.omega.any())
