"""How long two states have gone without a deadly clash, where the embedded history is short."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.security.coefficients import typical_history
from foedus.world.world import World

__all__ = ["log_peace"]

BEGINNING = 1816
"""First year of the dispute data: no pair is known to have had peace for longer."""


def log_peace(world: World) -> NDArray[np.float64]:
    """Return ln(1 + years since the last deadly clash) of every pair, (n, n).

    A pair without one on record counts from the day on which both were states. Where the record
    is too short to tell (`World.history_since`), a pair without a clash in it has what is typical of
    pairs of its class that have had none for as long.

    Parameters
    ----------
    world : World
    """
    together = np.where(np.isnan(world.years_together), np.inf, world.years_together)
    since = np.minimum(world.years_since_clash, together)
    longest = float(world.on.year - BEGINNING)
    found = np.log1p(np.minimum(since, longest))
    if world.history_since is None:
        return found
    known = float(world.on.year - world.history_since)
    typical = {kind: typical_history(kind, known)[0] for kind in ("rival", "land", "other")}
    by_class = np.where(
        world.rivalry, typical["rival"], np.where(world.contiguous, typical["land"], typical["other"])
    )
    unknown = np.isinf(world.years_since_clash)
    result: NDArray[np.float64] = np.where(unknown, np.minimum(by_class, found), found)
    return result
