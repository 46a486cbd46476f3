"""Distance along the Earth's surface, on the ellipsoid."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["geodesic"]

SEMI_MAJOR_KM = 6378.137
"""Equatorial radius of the WGS 84 ellipsoid, kilometres."""

FLATTENING = 1 / 298.257223563
"""Flattening of the WGS 84 ellipsoid."""


def geodesic(
    lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike
) -> NDArray[np.float64]:
    """Return the geodesic distance between points on the WGS 84 ellipsoid, in kilometres.

    Good to some ten metres up to 10,000 km; the error grows near the antipodes.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : array, decimal degrees
        Broadcast against each other.

    References
    ----------
    Lambert (1942), formula for long lines.

    Examples
    --------
    >>> round(float(geodesic(52.52, 13.40, 55.75, 37.62)), 1)  # Berlin - Moscow
    1614.4
    """
    beta1, beta2 = (
        np.arctan((1 - FLATTENING) * np.tan(np.radians(np.asarray(lat, float))))
        for lat in (lat1, lat2)
    )
    half_turn = np.radians(np.asarray(lon2, float) - np.asarray(lon1, float)) / 2
    mean, half = (beta1 + beta2) / 2, (beta2 - beta1) / 2
    sine2 = np.sin(half) ** 2 + np.cos(beta1) * np.cos(beta2) * np.sin(half_turn) ** 2
    sine2 = np.clip(sine2, 0.0, 1.0)
    cosine2 = 1.0 - sine2
    sigma = 2 * np.arcsin(np.sqrt(sine2))
    # Both quotients stay below 1; the floor only keeps 0/0 from the same point and its antipode.
    x = (sigma - np.sin(sigma)) * (np.sin(mean) * np.cos(half)) ** 2 / np.maximum(cosine2, 1e-30)
    y = (sigma + np.sin(sigma)) * (np.cos(mean) * np.sin(half)) ** 2 / np.maximum(sine2, 1e-30)
    distance: NDArray[np.float64] = SEMI_MAJOR_KM * (sigma - FLATTENING / 2 * (x + y))
    return distance
