"""What a change does under many sets of assumptions at once: only what it touches is computed.

Between two worlds that differ in who is allied with whom, a challenge changes only if the
challenger or the target has other allies than before (or its power at a distance differs). The
sums over all other pairs cancel exactly, so they are never formed.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.measures.gradient import war_trap_power
from foedus.security.eta import eta
from foedus.security.kernel import FLOOR, Array, Ties, shield
from foedus.world.resources import capability_variants
from foedus.world.world import World

__all__ = ["Difference", "Draws", "difference"]

Index = NDArray[np.intp]

CACHE = 1_000_000
"""Numbers in all temporary arrays of one chunk of draws: they stay in the processor's cache."""


@dataclass(frozen=True)
class Draws:
    """Sets of assumptions, one a draw.

    Attributes
    ----------
    values : mapping of str to (draws,) array
        The continuous assumptions by name.
    capability : (draws,) int
        Row of `capability_variants`.
    war_trap : (draws,) bool
        Whether the gradient is the days-of-travel form.
    """

    values: Mapping[str, Array]
    capability: NDArray[np.intp]
    war_trap: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.capability)


@dataclass(frozen=True)
class Difference:
    """Change in insecurity by draw and state.

    Attributes
    ----------
    direct, entanglement : (draws, n)
        Change of R and of E, events a year; negative is safer.
    """

    direct: Array
    entanglement: Array

    @property
    def total(self) -> Array:
        """Return the change of L, (draws, n)."""
        return self.direct + self.entanglement


@dataclass(frozen=True)
class _Side:
    """One of the two worlds, prepared."""

    world: World
    ties: Ties
    eta: Array
    variants: Array
    war_trap: Array
    cover: Array


@dataclass(frozen=True)
class _Block:
    """Challengers `rows` against `targets` in one world: all that does not depend on the draw."""

    side: _Side
    rows: Index
    targets: Index
    every_row: bool
    allied: Array  # (n, t)
    outside: Array  # (n, t): 1 for those free to join an attack on t
    eta: Array  # (r, t), -inf on the diagonal
    own_weapons: Array  # (r, t)
    umbrella: Array  # (r, t)
    blocs: Array  # (u, n): the rows of the ties that `rows` need
    bloc_of: Index  # (r,)
    from_blocs: Array  # (b, r)


def _side(world: World, event: str) -> _Side:
    variants = capability_variants(world)
    ties = Ties.of(world.allied)
    return _Side(
        world,
        ties,
        eta(world, event),
        variants,
        np.stack([war_trap_power(row[:, None], world.distance) for row in variants]),
        shield(world.nuclear, ties, 1.0),
    )


def _block(side: _Side, rows: Index, targets: Index) -> _Block:
    n = len(side.eta)
    square = np.ix_(rows, targets)
    same = np.arange(n)[:, None] == targets
    allied = side.ties.allied[:, targets]
    used, bloc_of = np.unique(side.ties.bloc_of[rows], return_inverse=True)
    own = np.broadcast_to(side.world.nuclear[targets], allied.shape)[rows].astype(float)
    return _Block(
        side=side,
        rows=rows,
        targets=targets,
        every_row=len(rows) == n,
        allied=allied.astype(float),
        outside=(~(allied | same)).astype(float),
        eta=np.where(same[rows], -np.inf, side.eta[square]),
        own_weapons=own,
        umbrella=side.cover[square] * (1.0 - own),
        blocs=side.ties.blocs[used],
        bloc_of=bloc_of.reshape(-1),
        from_blocs=np.ascontiguousarray(side.ties.blocs[:, rows]),
    )


def difference(
    before: World,
    after: World,
    draws: Draws,
    event: str,
    progress: Callable[[int], None] = lambda done: None,
) -> Difference:
    """Return the change in everybody's risk from one world to another, draw by draw.

    Parameters
    ----------
    before, after : World
        The same states; alliances and capabilities may differ.
    draws : Draws
    event : {"dispute", "force", "fatal"}
    progress : callable, optional
        Told the number of draws done after each chunk.
    """
    n = len(before.iso3)
    sides = _side(before, event), _side(after, event)
    touched = _touched(*sides)
    direct, entangled = np.zeros((2, len(draws), n))
    if not touched.any():
        return Difference(direct, entangled)
    pairs = [_blocks(side, touched) for side in sides]
    size = max(1, CACHE // (7 * n * max(len(block.targets) for block in pairs[0])))

    def run(start: int) -> int:
        span = slice(start, min(start + size, len(draws)))
        p = {name: values[span, None, None] for name, values in draws.values.items()}
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            (r0, e0), (r1, e1) = (_partial(blocks, draws, span, p) for blocks in pairs)
        direct[span], entangled[span] = r1 - r0, e1 - e0
        return span.stop - span.start

    with ThreadPoolExecutor() as pool:
        for done in pool.map(run, range(0, len(draws), size)):
            progress(done)
    return Difference(direct, entangled)


def _touched(before: _Side, after: _Side) -> NDArray[np.bool_]:
    """Return the states whose allies change; all of them if capabilities or distances do."""
    a, b = before.world, after.world
    if not (np.array_equal(before.variants, after.variants) and a.distance is b.distance):
        return np.ones(len(a.iso3), dtype=bool)
    changed: NDArray[np.bool_] = (a.allied != b.allied).any(axis=0)
    return changed


def _blocks(side: _Side, touched: NDArray[np.bool_]) -> list[_Block]:
    """Return every pair with a touched state: touched targets, then touched challengers."""
    columns, rest = np.flatnonzero(touched), np.flatnonzero(~touched)
    pieces = np.array_split(columns, -(-len(columns) // 64))
    blocks = [_block(side, np.arange(len(touched)), piece) for piece in pieces]
    return [*blocks, _block(side, columns, rest)] if rest.size else blocks


def _partial(
    blocks: list[_Block], draws: Draws, span: slice, p: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Return the parts of R and E, (B, n), that come from the pairs of the blocks."""
    side = blocks[0].side
    power = _power(side, draws, span, p["D"])
    direct = np.zeros(power.shape[:2])
    entangled = np.zeros(power.shape[:2])
    for block in blocks:
        challenges, lost = _events(block, power, p)
        direct[:, block.targets] += lost
        drawn_in = block.from_blocs @ challenges
        np.subtract(challenges.sum(axis=-2, keepdims=True), drawn_in, out=drawn_in)
        ties = side.ties
        by_state = drawn_in[:, ties.bloc_of]
        by_state *= block.allied
        entangled += by_state.sum(axis=-1)
    return direct, entangled * (p["epsilon"] * p["rho"])[:, :, 0]


def _power(side: _Side, draws: Draws, span: slice, scale: Array) -> Array:
    index = draws.capability[span]
    power = np.divide(side.world.distance, -scale)
    np.exp(power, out=power)
    power *= side.variants[index][:, :, None]
    trap = draws.war_trap[span]
    if trap.any():
        power[trap] = side.war_trap[index[trap]]
    return power


def _events(block: _Block, power: Array, p: Mapping[str, Array]) -> tuple[Array, Array]:
    """Return q_jt, (B, r, t), and the sum of q_jt p_jt over challengers, (B, t); in place."""
    at_target = power[:, :, block.targets]
    pledged = at_target * block.allied
    pledged *= p["rho"]
    strength = pledged.sum(axis=-2)
    strength += power[:, block.targets, block.targets]
    free = at_target * block.outside
    off = (block.blocs @ free)[:, block.bloc_of]
    if not block.every_row:
        pledged, free, at_target = (x[:, block.rows] for x in (pledged, free, at_target))
    against = np.subtract(strength[:, None, :], pledged, out=pledged)
    off -= free
    off *= p["omega"]
    off += at_target
    win = np.divide(against, off, out=free)
    np.power(win, p["m"], out=win)
    win += 1.0
    np.reciprocal(win, out=win)
    win[off <= 0] = 0.0
    np.maximum(off, FLOOR, out=off)
    off /= np.maximum(against, FLOOR, out=against)
    odds = np.log(off, out=off)
    odds *= p["beta"]
    odds += block.eta
    odds += np.multiply(p["alpha"], block.allied[block.rows], out=against)
    np.negative(odds, out=odds)
    np.exp(odds, out=odds)
    odds += 1.0
    challenges = np.reciprocal(odds, out=odds)
    if np.any(p["nu"]):
        cover = np.multiply(p["rho"], block.umbrella, out=against)
        cover += block.own_weapons
        cover *= p["nu"]
        challenges *= np.subtract(1.0, cover, out=cover)
    win *= challenges
    return challenges, win.sum(axis=-2)
