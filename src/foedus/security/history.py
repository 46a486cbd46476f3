"""What two states' past says; what the short embedded record lacks is what is typical."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.security.coefficients import typical_history
from foedus.world.world import World

__all__ = ["history"]

Array = NDArray[np.float64]

REMEMBERED = 10
"""Years that recent clashes go back."""

BEGINNING = 1816
"""First year of the dispute data: no pair is known to have had peace for longer."""


def history(world: World) -> tuple[Array, Array]:
    """Return ln(1 + years since the last deadly clash) and recent clashes of every pair, (n, n).

    Where the record of clashes goes back to the states' beginnings, a pair without one counts from
    when both were states. Where it begins later (`World.history_since`), a pair without a clash
    since then has what is typical of pairs of its class (rivals, land neighbours, others) of which
    that is known.

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> peace, recent = history(world)
    >>> peace.shape == recent.shape == world.rivalry.shape
    True

    References
    ----------
    Beck, Katz & Tucker (1998); Carter & Signorino (2010).
    """
    recent = world.recent_clashes
    longest = float(world.on.year - BEGINNING)
    together = np.where(np.isnan(world.years_together), longest, world.years_together)
    longest_peace = np.log1p(np.minimum(np.minimum(world.years_since_clash, together), longest))
    if world.history_since is None:
        return longest_peace, recent
    none = np.isinf(world.years_since_clash)
    known = max(world.on.year - world.history_since, 0)
    kinds = np.where(world.rivalry, 0, np.where(world.contiguous, 1, 2))
    typical = np.array([typical_history(kind, known) for kind in ("rival", "land", "other")])
    peace = np.where(none, np.minimum(typical[kinds, 0], longest_peace), longest_peace)
    # Before the record begins nothing is known of the pair's ten years either.
    unseen = none & (known < REMEMBERED)
    return peace, np.where(unseen, np.expm1(typical[kinds, 1]), recent)
