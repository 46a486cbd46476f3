"""How much of a state's strength is left at a distance: loss-of-strength gradients."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["exponential_gradient", "great_circle", "war_trap_power"]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG), kilometres."""

KM_PER_MILE = 1.609344
MILES_PER_DAY = 500.0
"""Travel in a day after 1945, miles (Bueno de Mesquita 1981)."""


def exponential_gradient(distance: ArrayLike, scale: ArrayLike) -> NDArray[np.float64]:
    """Return the share of its strength that a state can bring to bear at a distance.

    Parameters
    ----------
    distance : array, km
        0 at home and against a land neighbour.
    scale : array or float, km
        Distance D at which 37 % (1/e) of the strength is left.

    References
    ----------
    The idea is Boulding's (1962, ch. 12); the form is exp(-d/D).

    Examples
    --------
    >>> exponential_gradient([0.0, 4000.0], 4000.0).round(3)
    array([1.   , 0.368])
    """
    decay: NDArray[np.float64] = np.exp(-np.asarray(distance, float) / scale)
    return decay


def war_trap_power(capability: ArrayLike, distance: ArrayLike) -> NDArray[np.float64]:
    """Return capability discounted by days of travel, c^log10(days + 10 - e), never above c.

    Parameters
    ----------
    capability : array, share of the system's capabilities, in [0, 1]
    distance : array, km
        Broadcast against `capability`.

    References
    ----------
    Bueno de Mesquita (1981, p. 105). The published exponent is below 1 nearer than e days of
    travel, which would add strength at home; it is held at 1 there.

    Examples
    --------
    >>> war_trap_power(0.1, [0.0, 12000.0]).round(4)
    array([0.1   , 0.0451])
    """
    days = np.asarray(distance, float) / KM_PER_MILE / MILES_PER_DAY
    exponent = np.maximum(np.log10(days + 10.0 - np.e), 1.0)
    power: NDArray[np.float64] = np.power(np.asarray(capability, float), exponent)
    return power


def great_circle(
    lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike
) -> NDArray[np.float64]:
    """Return the great-circle distance between points on the sphere, in kilometres.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : array, decimal degrees
        Broadcast against each other.

    References
    ----------
    Haversine formula (Sinnott 1984) on a sphere of 6371.0088 km.

    Examples
    --------
    >>> round(float(great_circle(52.52, 13.40, 55.75, 37.62)))  # Berlin - Moscow
    1609
    """
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half_lat = (phi2 - phi1) / 2
    half_lon = np.radians(np.asarray(lon2, float) - np.asarray(lon1, float)) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_lon) ** 2
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return distance
