"""What a change does under many sets of assumptions where forces stand abroad or promises differ.

The quick way of `foedus.security.difference` rests on one rho and one omega for everybody and on
power that falls with the distance from home. Where that does not hold, both worlds are computed
whole, draw by draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.security.eta import eta
from foedus.security.kernel import Array, Ties, evaluate
from foedus.security.stationing import joining, pledged, stationed_power
from foedus.world.resources import capability_variants
from foedus.world.world import World

if TYPE_CHECKING:
    from foedus.security.difference import Draws

__all__ = ["general_difference", "needs_general"]

CHUNK = 8
"""Draws computed at a time."""


def needs_general(*worlds: World) -> bool:
    """Return whether forces stand abroad, or an alliance has a rho or omega of its own.

    Parameters
    ----------
    *worlds : World
    """
    return any(world.stationed_share is not None or world.pledges is not None for world in worlds)


def general_difference(
    before: World, after: World, draws: Draws, event: str, progress: Callable[[int], None]
) -> tuple[Array, Array]:
    """Return the change of direct risk and of entanglement, (draws, n) each.

    Parameters
    ----------
    before, after : World
    draws : Draws
    event : {"dispute", "force", "fatal"}
    progress : callable
        Told the number of draws done after each chunk.
    """
    n = len(before.iso3)
    direct, entangled = np.zeros((2, len(draws), n))
    sides = [_Side(world, event) for world in (before, after)]

    def run(start: int) -> int:
        span = slice(start, min(start + CHUNK, len(draws)))
        (r0, e0), (r1, e1) = (side.risk(draws, span) for side in sides)
        direct[span], entangled[span] = r1 - r0, e1 - e0
        return span.stop - span.start

    with ThreadPoolExecutor() as pool:
        for done in pool.map(run, range(0, len(draws), CHUNK)):
            progress(done)
    return direct, entangled


class _Side:
    """One of the two worlds, prepared."""

    def __init__(self, world: World, event: str) -> None:
        self.world, self.ties = world, Ties.of(world.allied)
        self.eta, self.variants = eta(world, event), capability_variants(world)

    def risk(self, draws: Draws, span: slice) -> tuple[Array, Array]:
        """Return R and E, (draws of the span, n) each."""
        world = self.world
        p: Mapping[str, Array] = {k: v[span, None, None] for k, v in draws.values.items()}
        found = evaluate(
            self._power(self.variants[draws.capability[span]], p["D"], draws.war_trap[span]),
            self.eta,
            self.ties,
            world.nuclear,
            rho=pledged(world, p["rho"], p["tau"]),
            omega=joining(world, p["omega"]),
            m=p["m"],
            alpha=p["alpha"],
            beta=p["beta"],
            nu=p["nu"],
            epsilon=p["epsilon"],
        )
        return found.direct, found.entanglement

    def _power(self, capability: Array, scale: Array, war_trap: NDArray[np.bool_]) -> Array:
        power = stationed_power(capability, self.world, scale)
        if war_trap.any():
            power[war_trap] = stationed_power(
                capability[war_trap], self.world, scale[war_trap], "war_trap"
            )
        return power
