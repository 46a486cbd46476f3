"""Shapley values with the world's other alliances in force: from random orders of joining.

There the worth of a coalition is no sum over targets of functions of their allies' pooled strength
(allies outside defend too, and are drawn in), so that the game of `foedus.security.game` does not
serve. Orders are drawn in pairs, each second one the reverse of the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.security.evaluation import Security, evaluate
from foedus.security.game import Shares
from foedus.security.parameters import Parameters
from foedus.world.world import World

__all__ = ["sampled"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def sampled(
    world_of: Callable[[Index], World],
    members: Index,
    one: Parameters,
    permutations: int,
    seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[Shares, Shares]:
    """Return an alliance's Shapley values in their parts, and their standard errors.

    Parameters
    ----------
    world_of : callable
        The world in which only some states, given by sorted places, are in the alliance.
    members : (k,) int
        Places of all members.
    one : Parameters
        A batch of one, anchored.
    permutations : int, at least 4, even
        At most k evaluations of the model each.
    seed : int
    progress : callable, optional
        Told the number of orders done after each pair.

    Raises
    ------
    FoedusError
        Fewer than 4 orders, or an odd number.

    References
    ----------
    Castro, Gomez & Tejada (2009); Mitchell et al. (2022) for pairs of reverse orders.
    """
    if permutations < 4 or permutations % 2:
        raise FoedusError(f"permutations {permutations}: give an even number, 4 or more")
    rng = np.random.default_rng(seed)
    game = _Worths(world_of, members, one.take(slice(1)))
    pairs = np.empty((permutations // 2, 4, len(members)))
    for pair in range(len(pairs)):
        order = rng.permutation(len(members))
        pairs[pair] = (game.added(order) + game.added(order[::-1])) / 2.0
        progress(2 * (pair + 1))
    psi = one.psi[:1]
    mean = pairs.mean(axis=0)[:, None]
    error = pairs.std(axis=0, ddof=1)[:, None] / np.sqrt(len(pairs))
    return _shares(mean, psi), _shares(error, psi)


def _shares(parts: Array, psi: Array) -> Shares:
    own, others, drawn, draws = parts
    return Shares(own, others, drawn, draws, psi)


@dataclass(frozen=True, eq=False)
class _Worths:
    """The members' risks in every coalition met so far."""

    world_of: Callable[[Index], World]
    members: Index
    one: Parameters
    known: dict[bytes, Security] = field(default_factory=dict)

    def risks(self, players: Index) -> tuple[Array, Array]:
        """Return attacked and drawn in of all members when some of them are allied, (k,) each."""
        inside = np.sort(self.members[players])
        key = inside.tobytes()
        if key not in self.known:
            self.known[key] = evaluate(self.world_of(inside), self.one)
        found = self.known[key]
        return found.attacked[self.members], found.drawn_in[self.members]

    def added(self, order: Index) -> Array:
        """Return the four parts of what each member adds when all join in an order, (4, k)."""
        psi = float(self.one.psi[0])
        parts = np.empty((4, len(order)))
        alone = attacked, fought = self.risks(order[:0])
        for place, i in enumerate(order):
            now, wars = self.risks(order[: place + 1])
            inside = order[:place]
            parts[0, i] = alone[0][i] - now[i]
            parts[1, i] = (attacked - now)[inside].sum()
            parts[2, i] = psi * (alone[1][i] - wars[i])
            parts[3, i] = psi * (fought - wars)[inside].sum()
            attacked, fought = now, wars
        return parts
