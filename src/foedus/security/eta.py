"""How likely a challenge is at equal power: the covariates of the dispute data."""

import numpy as np
from numpy.typing import NDArray

from foedus.security.assumptions import coefficients
from foedus.world.world import World

__all__ = ["CLOSEST_CAPITALS_KM", "covariates", "eta"]

CLOSEST_CAPITALS_KM = 7.0
"""Kinshasa and Brazzaville: no two capitals of the dispute data lie nearer, and the estimate says
nothing about nearer ones (Rome and the Vatican)."""


def covariates(world: World) -> dict[str, NDArray[np.float64]]:
    """Return the covariates of a challenge by name, each (n, n), challenger by target.

    Parameters
    ----------
    world : World

    References
    ----------
    Bremer (1992) for contiguity and major powers; Thompson, Sakuwa & Suhas (2021) for rivalry.
    """
    n = len(world.iso3)
    major = world.major.astype(float)
    return {
        "constant": np.ones((n, n)),
        "contiguity": world.contiguous.astype(float),
        "log_distance": np.log(np.maximum(world.capital_distance, CLOSEST_CAPITALS_KM)),
        "major_challenger": np.broadcast_to(major[:, None], (n, n)),
        "major_target": np.broadcast_to(major[None, :], (n, n)),
        "rivalry": world.rivalry.astype(float),
    }


def eta(world: World, event: str) -> NDArray[np.float64]:
    """Return eta_jt, (n, n): log-odds a year that j challenges t at equal power, not allied.

    Parameters
    ----------
    world : World
    event : {"dispute", "force", "fatal"}
    """
    terms = coefficients(event)
    values = covariates(world)
    total: NDArray[np.float64] = sum(terms[name][0] * value for name, value in values.items())  # type: ignore[assignment]
    return total
