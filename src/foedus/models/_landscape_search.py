"""Energies of all two-bloc configurations: local minima, basins, barriers, sensitivity.

A configuration is a number: bit k is 1 where state k stands on the side opposite to the last state
(which is never moved: a configuration and its mirror image are the same two blocs).
"""

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "barriers",
    "basins",
    "coupling",
    "descend",
    "energies",
    "energy",
    "margins",
    "minima_of",
    "sides",
]

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Signs = NDArray[np.int8]

ROUNDING = 1e-9
"""Energies nearer than this, in units of the sum of all couplings, are equal."""


def coupling(size: Array, propensity: Array) -> Array:
    """Return h, (n, n): s_i s_j p_ij, with a diagonal of 0."""
    h = size[:, None] * size[None, :] * propensity
    np.fill_diagonal(h, 0.0)
    return np.asarray(h)


def tolerance(h: Array) -> float:
    """Return the difference of energies below which two are equal."""
    return float(ROUNDING * np.abs(h).sum())


def sides(configurations: Index, n: int) -> Signs:
    """Return x, (m, n): 1 for the side of the last state, -1 for the other."""
    bits = (np.asarray(configurations)[:, None] >> np.arange(n - 1)) & 1
    moved = 1 - 2 * bits.astype(np.int8)
    return np.concatenate([moved, np.ones((len(moved), 1), dtype=np.int8)], axis=1)


def numbered(x: Signs) -> Index:
    """Return the numbers of configurations given as signs, (m, n)."""
    opposite = (x[:, :-1] != x[:, -1:]).astype(np.int64)
    return np.asarray(opposite @ (1 << np.arange(x.shape[1] - 1, dtype=np.int64)))


def energy(h: Array, x: Signs) -> Array:
    """Return E, (m,): the couplings, counted twice, of all pairs on different sides."""
    spin = x.astype(float)
    return np.asarray((h.sum() - np.einsum("mi,mi->m", spin @ h, spin)) / 2)


def energies(h: Array) -> Array:
    """Return E of all 2^(n-1) configurations, in their order."""
    n = len(h)
    low = (n - 1) // 2
    x_low = sides(np.arange(1 << low), low + 1)[:, :low].astype(float)
    x_high = sides(np.arange(1 << (n - 1 - low)), n - low).astype(float)
    inside_low = np.einsum("mi,mi->m", x_low @ h[:low, :low], x_low)
    inside_high = np.einsum("mi,mi->m", x_high @ h[low:, low:], x_high)
    agreement = (2 * x_high @ h[low:, :low]) @ x_low.T
    agreement += inside_high[:, None]
    agreement += inside_low[None, :]
    return np.asarray(((h.sum() - agreement) / 2).ravel())


def _moved(table: NDArray[np.generic], k: int, n: int) -> NDArray[np.generic]:
    """Return a view of a table of all configurations, each seen after state k has moved."""
    if k == n - 1:  # the last state's move is everybody else's
        return table[::-1]
    return table.reshape(-1, 2, 1 << k)[:, ::-1, :].reshape(-1)


def minima_of(e: Array, n: int, tie: float) -> Index:
    """Return the configurations of a table of all energies that no single move improves."""
    least = np.ones(len(e), dtype=bool)
    for k in range(n):
        least &= e <= np.asarray(_moved(e, k, n)) + tie
    return np.flatnonzero(least)


def basins(e: Array, n: int, tie: float) -> Index:
    """Return, for every configuration, the minimum that steepest descent ends in.

    Each step makes the single move that lowers the energy most; of equally good ones that of the
    first state.
    """
    best, step = e.copy(), np.arange(len(e), dtype=np.int32 if n <= 32 else np.int64)
    number = step.copy()
    for k in range(n):
        lower = np.asarray(_moved(e, k, n))
        better = lower < best - tie
        best = np.where(better, lower, best)
        step = np.where(better, np.asarray(_moved(number, k, n)), step)
    while True:
        further = step[step]
        if np.array_equal(further, step):
            return step.astype(np.int64)
        step = further


def barriers(e: Array, n: int, ends: Index, minima: Index) -> Array:
    """Return B, (m, m): the least height over which single moves lead from minimum to minimum.

    The height of a way is the greatest energy on it; the diagonal holds the minima's own energies.
    """
    m = len(minima)
    home = np.searchsorted(minima, ends)
    pass_height = np.full(m * m, np.inf)
    for k in range(n):
        there = np.asarray(_moved(home, k, n))
        crossing = np.flatnonzero(home != there)
        height = np.maximum(e[crossing], np.asarray(_moved(e, k, n))[crossing])
        np.minimum.at(pass_height, home[crossing] * m + there[crossing], height)
    height = pass_height.reshape(m, m)
    for middle in range(m):  # Floyd and Warshall's order, with the greatest for the sum
        height = np.minimum(height, np.maximum(height[:, middle, None], height[None, middle, :]))
    height[np.diag_indices(m)] = e[minima]
    return height


def margins(h: Array, e: Array, best: int) -> Array:
    """Return, (n, n), how much more energy the best configuration of another verdict on i, j has.

    The verdict on a pair is whether it stands on one side or on two; `best` is the configuration
    of least energy.
    """
    n = len(h)
    # least[i, a, j, b]: least energy with state i on side a and j on side b; the last is on 0
    least = np.full((n, 2, n, 2), np.inf)
    least[: n - 1, :, n - 1, 0] = _least_by_bit(e)
    for i in range(n - 1):
        others = np.delete(np.arange(n - 1), i)
        halves = e.reshape(-1, 2, 1 << i)
        for side in (0, 1):
            least[i, side, others] = _least_by_bit(halves[:, side].ravel())
    together = np.minimum(least[:, 0, :, 0], least[:, 1, :, 1])
    apart = np.minimum(least[:, 0, :, 1], least[:, 1, :, 0])
    x = sides(np.array([best]), n)[0]
    other = np.where(x[:, None] == x[None, :], apart, together)
    lower = np.tril_indices(n, -1)
    other[n - 1, : n - 1] = other[: n - 1, n - 1]
    gap = np.zeros((n, n))
    gap[lower] = other[lower] - e[best]
    return gap + gap.T


def _least_by_bit(e: Array) -> Array:
    """Return, (k, 2), the least of a table of 2^k numbers by each bit of their place."""
    found = []
    while e.size > 1:
        found.append([e[0::2].min(), e[1::2].min()])
        e = np.minimum(e[0::2], e[1::2])
    return np.array(found).reshape(-1, 2)


def descend(h: Array, x: Signs, tie: float) -> Signs:
    """Return the minima, (m, n), that steepest descents from configurations end in."""
    x = x.copy()
    active = np.arange(len(x))
    while active.size:
        spin = x[active].astype(float)
        content = spin * (spin @ h)
        worst = content.argmin(axis=1)
        moves = content[np.arange(len(active)), worst] < -tie / 2
        active, worst = active[moves], worst[moves]
        x[active, worst] *= -1
    return x
