"""Richardson's equations: equilibrium, stability, path, and their fit by least squares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.errors import FoedusError

__all__ = ["Fit", "equilibrium", "least_squares", "path", "speeds"]

Array = NDArray[np.float64]


def equilibrium(matrix: ArrayLike, grievance: ArrayLike) -> Array | None:
    """Return where dz/dt = M z + g is nought; None where that is everywhere or nowhere.

    Examples
    --------
    >>> equilibrium([[-3, 1], [2, -4]], [5, 6])
    array([2.6, 2.8])
    """
    m = np.asarray(matrix, float)
    if abs(np.linalg.det(m)) <= 1e-12 * np.abs(m).max() ** len(m):
        return None
    return np.asarray(np.linalg.solve(m, -np.asarray(grievance, float)))


def speeds(matrix: ArrayLike) -> NDArray[np.complex128]:
    """Return the eigenvalues of M, the smallest real part first: stable if all are negative."""
    found = np.linalg.eigvals(np.asarray(matrix, float))
    return np.asarray(found[np.lexsort([found.imag, found.real])])


def path(matrix: ArrayLike, grievance: ArrayLike, start: ArrayLike, times: ArrayLike) -> Array:
    """Return z, (t, n), at each of the times, from z(0) = start.

    Examples
    --------
    >>> path([[-3, 1], [2, -4]], [5, 6], [0, 0], [1.0]).round(6)
    array([[2.239555, 2.438208]])
    """
    m = np.asarray(matrix, float)
    n, t = len(m), np.asarray(times, float)
    # With a last coordinate that stays 1 the system has no constant: exp of one matrix.
    whole = np.zeros((n + 1, n + 1))
    whole[:n, :n], whole[:n, n] = m, np.asarray(grievance, float)
    grown = _exponential(whole[None] * t[:, None, None])
    return np.asarray((grown @ np.append(np.asarray(start, float), 1.0))[:, :n])


def _exponential(a: Array) -> Array:
    """Return exp of each matrix, by halving it until a short series will do, and squaring."""
    size = np.abs(a).sum(axis=2).max(initial=0.0)
    halvings = max(0, int(np.ceil(np.log2(size))) + 4) if size > 0 else 0
    small = a / 2.0**halvings
    term = total = np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    for k in range(1, 15):
        term = term @ small / k
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return np.asarray(total)


@dataclass(frozen=True, eq=False)
class Fit:
    """An equation by least squares: estimates and standard errors in the order of its columns."""

    estimate: Array
    std_error: Array
    n: int
    r_squared: float
    durbin_watson: float


def least_squares(y: Array, x: Array, where: str) -> Fit:
    """Return the ordinary least-squares fit of y, (n,), on x, (n, k).

    Raises
    ------
    FoedusError
        There are no more rows than columns, or the columns are not independent.
    """
    n, k = x.shape
    if n <= k:
        raise FoedusError(f"{where}: {n} years for {k} coefficients; give a longer period")
    if np.linalg.matrix_rank(x / np.maximum(np.abs(x).max(axis=0), 1e-300)) < k:
        raise FoedusError(f"{where}: the columns move in step; their effects cannot be told apart")
    inverse = np.linalg.inv(x.T @ x)
    estimate = inverse @ x.T @ y
    left = y - x @ estimate
    squares = float(left @ left)
    around = float(((y - y.mean()) ** 2).sum())
    error = np.sqrt(np.diag(inverse) * squares / (n - k))
    turns = float((np.diff(left) ** 2).sum() / squares) if squares > 0 else 2.0
    return Fit(estimate, error, n, 1 - squares / around if around > 0 else 1.0, turns)
