"""What a change does under many sets of assumptions at once: only what it touches is computed.

Between two worlds that differ in who is allied with whom, a challenge changes only if the
challenger or the target has other allies than before. The sums over all other pairs cancel
exactly, so they are never formed. Both worlds are computed together.

Arrays are [world, draw, target, challenger], the axis of worlds of length 1 where both agree, that
of draws where nothing differs between the draws. States stand in an order of their own: those with
allies first, among them those the change touches, so that both are slices.
"""

import math
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.measures.gradient import war_trap_power
from foedus.security.eta import eta
from foedus.security.general import general_difference, needs_general
from foedus.security.kernel import FLOOR, Array, Ties, distinct_rows, shield
from foedus.world.resources import capability_variants
from foedus.world.world import World

__all__ = ["Difference", "Draws", "difference"]

Index = NDArray[np.intp]
Parameters = Mapping[str, Array]  # by name, (B, 1, 1)

NOTHING = -1e300
"""Logarithm of no strength at all: an attack with nothing never succeeds, even against nothing."""

PIECE = 64
"""Targets taken together: matrix products small enough that BLAS starts no threads of its own."""

CHUNK = 200_000
"""Pairs of states times draws of one chunk: calls long enough that threads seldom wait."""


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
class _Pair:
    """Both worlds, prepared: w is 2, or 1 where they agree; states in `order`."""

    order: Index  # the first `bonded` have allies; of these, the first `touched` are touched
    touched: int
    bonded: int
    distance: Array  # (w, t, k)
    variants: Array  # (w, v, k)
    allied: Array  # (w, t, k)
    eta: Array  # (w, t, j), -inf on the diagonal
    own_weapons: Array  # (w, t)
    umbrella: Array  # (w, t, j)
    blocs: Array  # (u, n): the sets of allies, oneself included, of the bonded in either world
    bloc_of: Index  # (2, n); those without allies in either world are in an empty bloc


@dataclass(frozen=True)
class _Block:
    """Some targets against the first r states: all that does not depend on the draw.

    Only the first k states matter: as challengers, or as somebody's allies.
    """

    targets: slice
    rows: int
    distance: Array  # (w, 1, t, k)
    allied: Array  # (w, 1, t, k)
    joiners: Array  # (w, 1, t, k): 1 for those with allies who are free to join an attack on t
    eta: Array  # (w, 1, t, r)
    own_weapons: Array  # (w, 1, t, 1)
    umbrella: Array  # (w, 1, t, r)
    outsiders: Array  # (r, u): 1 for those who are not in the bloc


class _Workspace(threading.local):
    """Arrays used again and again by a thread: memory new from the system costs more than sums."""

    def __init__(self) -> None:
        self._held: dict[str, Array] = {}

    def __call__(self, name: str, shape: tuple[int, ...]) -> Array:
        size = math.prod(shape)
        if name not in self._held or self._held[name].size < size:
            self._held[name] = np.empty(size)
        return self._held[name][:size].reshape(shape)


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
    if needs_general(before, after):
        return Difference(*general_difference(before, after, draws, event, progress))
    pair = _pair(before, after, event)
    direct, entangled = np.zeros((2, len(draws), len(pair.order)))
    if not pair.touched:
        return Difference(direct, entangled)
    blocks = _blocks(pair)
    workspace = _Workspace()

    def run(chunk: Index) -> int:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            change = _change(pair, blocks, draws, chunk, workspace)
        for result, values in zip((direct, entangled), change, strict=True):
            result[np.ix_(chunk, pair.order)] = values
        return len(chunk)

    largest = max(block.distance[0].size for block in blocks)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(run, _chunks(draws, max(1, CHUNK // largest))):
            progress(done)
    return Difference(direct, entangled)


def _chunks(draws: Draws, size: int) -> Iterator[Index]:
    """Return draws that share gradient and capability, so that they share what follows from it."""
    kind = 2 * draws.capability + draws.war_trap
    for one in np.unique(kind):
        members = np.flatnonzero(kind == one)
        yield from np.array_split(members, -(-len(members) // size))


def _both(before: Array, after: Array) -> Array:
    """Return both worlds' values, or only one where they agree."""
    return before[None] if np.array_equal(before, after) else np.stack([before, after])


def _pair(before: World, after: World, event: str) -> _Pair:
    worlds = before, after
    n = len(before.iso3)
    ties = [Ties.of(world.allied) for world in worlds]
    distance = _both(*(world.distance.T for world in worlds))
    variants = _both(*(capability_variants(world) for world in worlds))
    allied = _both(*(world.allied.astype(float) for world in worlds))
    itself = np.where(np.eye(n, dtype=bool), -np.inf, 0.0)
    log_odds = _both(*(eta(world, event).T + itself for world in worlds))
    cover = _both(*(shield(w.nuclear, t, 1.0).T for w, t in zip(worlds, ties, strict=True)))
    own = _both(*(world.nuclear.astype(float) for world in worlds))

    touched = np.full(n, len(distance) + len(variants) > 2)
    for values in (allied, log_odds, cover):
        touched |= (values[0] != values[-1]).any(axis=1)
    bonded = allied.any(axis=(0, 1)) | (touched & ~touched.all())
    order = np.lexsort((~touched, ~bonded))

    def ordered(values: NDArray[Any]) -> NDArray[Any]:
        return values[:, order[:, None], order]

    count = int(bonded.sum())
    closed = ordered(np.stack([world.allied | np.eye(n, dtype=bool) for world in worlds]))
    closed[:, count:] = False
    blocs, bloc_of = distinct_rows(closed.reshape(-1, n))
    return _Pair(
        order=order,
        touched=int(touched.sum()),
        bonded=count,
        distance=ordered(distance),
        variants=variants[:, :, order],
        allied=ordered(allied),
        eta=ordered(log_odds),
        own_weapons=own[:, order],
        umbrella=ordered(cover * (1.0 - own[:, :, None])),
        blocs=blocs,
        bloc_of=bloc_of.reshape(2, n),
    )


def _blocks(pair: _Pair) -> list[_Block]:
    """Return every pair with a touched state: touched targets, then touched challengers."""
    n, touched = len(pair.order), pair.touched
    columns = [_block(pair, piece, n, n) for piece in _pieces(0, touched)]
    return columns + [_block(pair, piece, touched, pair.bonded) for piece in _pieces(touched, n)]


def _pieces(start: int, stop: int) -> list[slice]:
    return [slice(a, min(a + PIECE, stop)) for a in range(start, stop, PIECE)]


def _block(pair: _Pair, targets: slice, rows: int, sources: int) -> _Block:
    n = len(pair.order)
    allied = pair.allied[:, None, targets, :sources].copy()
    free = (np.arange(n) < pair.bonded) & ~np.eye(n, dtype=bool)
    return _Block(
        targets=targets,
        rows=rows,
        distance=pair.distance[:, None, targets, :sources].copy(),
        allied=allied,
        joiners=free[targets, :sources] * (1.0 - allied),
        eta=pair.eta[:, None, targets, :rows].copy(),
        own_weapons=pair.own_weapons[:, None, targets, None],
        umbrella=pair.umbrella[:, None, targets, :rows].copy(),
        outsiders=1.0 - pair.blocs[:, :rows].T,
    )


def _change(
    pair: _Pair, blocks: list[_Block], draws: Draws, chunk: Index, workspace: _Workspace
) -> tuple[Array, Array]:
    """Return the changes of R and E, (draws of the chunk, n), in the order of the pair."""
    n, bonded = len(pair.order), pair.bonded
    p = {name: values[chunk, None, None] for name, values in draws.values.items()}
    variant = pair.variants[:, draws.capability[chunk[0]]]
    war_trap = bool(draws.war_trap[chunk[0]])
    direct, entangled = np.zeros((2, 2, len(chunk), n))
    by_bloc = np.zeros((2, len(chunk), len(pair.blocs)))
    for block in blocks:
        power = _power(block, variant, war_trap, p["D"], workspace)
        home = variant[:, None, block.targets, None]
        off, against = _strengths(pair, block, home, power, p, workspace)
        challenges, lost = _events(block, off, against, p, workspace)
        direct[:, :, block.targets] = lost.sum(axis=-1)
        from_outside = challenges @ block.outsiders  # (w, B, t, u)
        by_bloc += np.einsum("wbtu,ut->wbu", from_outside, pair.blocs[:, block.targets])
        faced = np.arange(n)[block.targets]
        faced = faced[faced < bonded]
        for world in (0, 1):  # nobody is drawn into its own conflicts
            own = from_outside[world][:, faced - block.targets.start, pair.bloc_of[world, faced]]
            entangled[world][:, faced] -= own
    for world in (0, 1):
        entangled[world] += by_bloc[world][:, pair.bloc_of[world]]
    cost = (p["epsilon"] * p["rho"])[:, :, 0]
    return direct[1] - direct[0], cost * (entangled[1] - entangled[0])


def _power(
    block: _Block, variant: Array, war_trap: bool, scale: Array, workspace: _Workspace
) -> Array:
    """Return the power P of every source at every target, (w, B or 1, t, k)."""
    own = variant[:, None, None, : block.distance.shape[-1]]
    if war_trap:
        return war_trap_power(own, block.distance)
    w, _, t, k = np.broadcast_shapes(own.shape, block.distance.shape)
    power = np.divide(block.distance, -scale, out=workspace("power", (w, len(scale), t, k)))
    np.exp(power, out=power)
    power *= own
    return power


def _strengths(
    pair: _Pair, block: _Block, home: Array, power: Array, p: Parameters, workspace: _Workspace
) -> tuple[Array, Array]:
    """Return Off and Def, (w, B, t, r), as the kernel's `offence` and `defence` have them."""
    bonded, rows = pair.bonded, block.rows
    shape = (len(p["rho"]), power.shape[2], rows)
    worlds = max(len(power), len(block.allied))
    pledged = workspace("pledged", (worlds, *power.shape[1:]))

    np.multiply(power, block.allied, out=pledged)
    strength = home + p["rho"] * pledged.sum(-1, keepdims=True)
    against = workspace("against", (len(strength), *shape))
    np.multiply(p["rho"], pledged[..., :rows], out=against)
    np.subtract(strength, against, out=against)

    free = np.multiply(power, block.joiners, out=pledged)
    pooled = free[..., :bonded] @ pair.blocs[:, :bonded].T
    joining = workspace("joining", (2, *free.shape[1:3], rows))
    for world, bloc_of in enumerate(pair.bloc_of[:, :rows]):
        np.take(pooled[world % worlds], bloc_of, axis=-1, out=joining[world], mode="clip")
    joining -= free[..., :rows]
    off = np.multiply(p["omega"], joining, out=workspace("off", (2, *shape)))
    off += power[..., :rows]
    return off, against


def _events(
    block: _Block, off: Array, against: Array, p: Parameters, workspace: _Workspace
) -> tuple[Array, Array]:
    """Return q and q p, (w, B, t, r), in place: `off` and `against` are used up.

    With x = log Off and y = log Def, p = 1 / (1 + exp(m (y - x))) is the ratio contest.
    """
    rows, shape = block.rows, off.shape[1:]
    log_off, log_against = np.log(off, out=off), np.log(against, out=against)
    np.maximum(log_against, NOTHING, out=log_against)
    lost = np.subtract(log_against, log_off, out=workspace("lost", off.shape))
    lost *= p["m"]
    np.exp(lost, out=lost)
    lost += 1.0

    np.maximum(log_off, math.log(FLOOR), out=log_off)
    np.maximum(log_against, math.log(FLOOR), out=log_against)
    odds = np.subtract(log_against, log_off, out=log_off)
    odds *= p["beta"]
    odds -= block.eta
    between_allies = workspace("joining", (len(block.allied), *shape))
    odds -= np.multiply(p["alpha"], block.allied[..., :rows], out=between_allies)
    np.exp(odds, out=odds)
    odds += 1.0

    nuclear = max(len(block.umbrella), len(block.own_weapons))
    shelter = workspace("pledged", (nuclear, *shape))
    np.multiply(p["nu"] * p["rho"], block.umbrella, out=shelter)
    np.subtract(1.0 - p["nu"] * block.own_weapons, shelter, out=shelter)
    challenges = np.divide(shelter, odds, out=odds)
    return challenges, np.divide(challenges, lost, out=lost)
