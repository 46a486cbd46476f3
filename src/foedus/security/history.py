"""How long two states have gone without a deadly clash, where the embedded history is short."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.world.world import World

__all__ = ["log_peace"]


def log_peace(world: World) -> NDArray[np.float64]:
    """Return ln(1 + years since the last deadly clash) of every pair, (n, n).

    Parameters
    ----------
    world : World
    """
    years = world.years_since_clash
    return np.log1p(np.where(np.isinf(years), 200.0, years))
