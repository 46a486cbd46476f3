"""How alike states' foreign policies are: S, kappa, pi and tau-b for all pairs at once.

A portfolio says at which level a state stands with each of n others. The distance between two
levels is absolute, |a - b|, squared, (a - b)^2, or nominal, 1 unless equal. Each of the three is
the squared length between points (`_points`), so that one matrix product gives all pairs of
states, and the means of these points give what chance alone would.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.errors import FoedusError

__all__ = ["Distance", "cohen_kappa", "s_score", "scott_pi", "tau_b"]

Distance = Literal["absolute", "squared", "nominal"]
Floats = NDArray[np.float64]


def s_score(
    portfolios: ArrayLike,
    levels: ArrayLike,
    distance: Distance = "absolute",
    weights: ArrayLike | None = None,
) -> Floats:
    """Return the S score of every pair of portfolios: 1 when alike, -1 when as far as can be.

    S = 1 - 2 sum_k w_k d(x_k, y_k) / (d_max sum_k w_k), with d_max the distance between the
    lowest and the highest level.

    Parameters
    ----------
    portfolios : (N, n) array
        Levels of N states towards n others.
    levels : (L,) array, ascending
        All levels there are, whether or not they occur.
    distance : {"absolute", "squared", "nominal"}
        Signorino and Ritter's is absolute.
    weights : (n,) array, not negative, optional
        Of the others; by default all count the same.

    Returns
    -------
    (N, N) array
        Symmetric, 1 on the diagonal; nan where all weights are 0.

    Raises
    ------
    FoedusError
        A portfolio holds a value that is no level, or the distance is unknown.

    References
    ----------
    Signorino and Ritter (1999).

    Examples
    --------
    >>> s_score([[3, 0, 3], [3, 0, 0]], [0, 1, 2, 3])[0, 1].round(3)
    np.float64(0.333)
    """
    points = _points(portfolios, levels, distance)
    w = None if weights is None else np.asarray(weights, float)
    total = points.shape[1] if w is None else w.sum()
    if total <= 0:
        return np.full((len(points), len(points)), np.nan)
    lowest_highest = np.asarray(levels, float)[[0, -1]]
    ends = _points(lowest_highest[:, None], levels, distance)
    largest = ((ends[0] - ends[1]) ** 2).sum()
    score: Floats = 1 - 2 * _observed(points, w) / (largest * total)
    return score


def cohen_kappa(portfolios: ArrayLike, levels: ArrayLike, distance: Distance = "squared") -> Floats:
    """Return Cohen's weighted kappa of every pair: 1 when alike, 0 when as alike as by chance.

    kappa = 1 - D_observed / D_expected, the expected mean distance being that of independent
    portfolios that have each state's own levels as often as it has.

    Parameters
    ----------
    portfolios, levels, distance : see `s_score`
        Squared is Haege's choice for alliance portfolios.

    Returns
    -------
    (N, N) array
        Symmetric, at most 1. Where no distance is expected (both portfolios hold one and the same
        level throughout) it is 0, as with Haege: there was nothing to agree on.

    References
    ----------
    Cohen (1968); Haege (2011).

    Examples
    --------
    >>> cohen_kappa([[3, 0, 3], [3, 0, 0]], [0, 1, 2, 3])[0, 1].round(3)
    np.float64(0.4)
    """
    points = _points(portfolios, levels, distance)
    length, mean = _moments(points)
    expected = length[:, None] + length - 2 * mean @ mean.T
    return _beyond_chance(_mean_observed(points), expected)


def scott_pi(portfolios: ArrayLike, levels: ArrayLike, distance: Distance = "squared") -> Floats:
    """Return Scott's pi of every pair: as kappa, with one distribution of levels for both states.

    Parameters
    ----------
    portfolios, levels, distance : see `s_score`
        Squared is Haege's; Scott's own, and that of the R package fpsim, is nominal.

    Returns
    -------
    (N, N) array
        Symmetric, at most 1, and 0 where no distance is expected (see `cohen_kappa`).

    References
    ----------
    Scott (1955); Haege (2011).

    Examples
    --------
    >>> scott_pi([[3, 0, 3], [3, 0, 0]], [0, 1, 2, 3])[0, 1].round(3)
    np.float64(0.333)
    """
    points = _points(portfolios, levels, distance)
    length, mean = _moments(points)
    square = (mean**2).sum(axis=1)
    # |m_i + m_j|^2 = |m_i|^2 + |m_j|^2 + 2 m_i m_j: both draw from the pooled distribution.
    pooled = (square[:, None] + square + 2 * mean @ mean.T) / 2
    return _beyond_chance(_mean_observed(points), length[:, None] + length - pooled)


def tau_b(portfolios: ArrayLike, levels: ArrayLike) -> Floats:
    """Return Kendall's tau-b of every pair of portfolios: rank correlation corrected for ties.

    Parameters
    ----------
    portfolios, levels : see `s_score`

    Returns
    -------
    (N, N) array
        Symmetric, in [-1, 1]; nan where a portfolio holds one level only.

    References
    ----------
    Kendall (1945); Bueno de Mesquita (1975).

    Examples
    --------
    >>> tau_b([[3, 0, 3], [3, 0, 0]], [0, 3])[0, 1].round(3)
    np.float64(0.5)
    """
    points = _points(portfolios, levels, "nominal") * np.sqrt(2)
    counts = np.einsum("iko,jkp->opij", points, points, optimize=True).round()
    # How many of the targets lie lower on both, and lower on one but higher on the other.
    below = np.cumsum(counts, axis=0) - counts
    concordant = (counts * (np.cumsum(below, axis=1) - below)).sum(axis=(0, 1))
    above = below[:, ::-1]
    discordant = (counts[:, ::-1] * (np.cumsum(above, axis=1) - above)).sum(axis=(0, 1))
    n = points.shape[1]
    pairs = n * (n - 1) / 2
    size = points.sum(axis=1).round()
    untied = pairs - (size * (size - 1) / 2).sum(axis=1)
    scale = np.sqrt(untied[:, None] * untied)
    result: Floats = np.where(
        scale > 0, (concordant - discordant) / np.where(scale > 0, scale, 1), np.nan
    )
    return result


def _points(portfolios: ArrayLike, levels: ArrayLike, distance: Distance) -> Floats:
    """Return (N, n, K) points of which the squared length between two is the distance."""
    x, known = np.asarray(portfolios, float), np.asarray(levels, float)
    place = np.searchsorted(known, x).clip(max=len(known) - 1)
    if not (known[place] == x).all():
        wrong = x[known[place] != x].flat[0]
        raise FoedusError(f"a portfolio holds {wrong:g}, expected one of {known.tolist()}")
    if distance == "squared":
        return x[..., None]
    if distance == "absolute":
        steps = np.sqrt(np.diff(known))
        return np.where(x[..., None] >= known[1:], steps, 0.0)
    if distance == "nominal":
        return np.where(x[..., None] == known, np.sqrt(0.5), 0.0)
    raise FoedusError(f"distance is '{distance}', expected absolute, squared, nominal")


def _observed(points: Floats, weights: Floats | None = None) -> Floats:
    """Return the (weighted) sum of distances between every two portfolios."""
    scaled = points if weights is None else points * np.sqrt(weights)[:, None]
    flat = scaled.reshape(len(points), -1)
    # A matrix times its own transpose costs half of another product, and is exactly symmetric.
    product = flat @ flat.T
    length = np.diagonal(product)
    # What rounding leaves of identical portfolios is no distance.
    distance: Floats = np.maximum(length[:, None] + length - 2 * product, 0.0)
    return distance


def _mean_observed(points: Floats) -> Floats:
    mean: Floats = _observed(points) / points.shape[1]
    return mean


def _moments(points: Floats) -> tuple[Floats, Floats]:
    """Return the mean squared length (N,) and the mean point (N, K) of each portfolio."""
    return (points**2).sum(axis=2).mean(axis=1), points.mean(axis=1)


def _beyond_chance(observed: Floats, expected: Floats) -> Floats:
    something = expected > 1e-12
    result: Floats = np.where(something, 1 - observed / np.where(something, expected, 1.0), 0.0)
    return result
