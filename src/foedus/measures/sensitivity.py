"""Which input of a model decides its output: samples of the inputs, and first-order indices."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["first_order_indices", "latin_hypercube"]

Array = NDArray[np.float64]

DEGREE = 6
"""Highest power of one input that the effect of that input alone is fitted with."""

DRAWS_PER_TERM = 8
"""Draws that a fitted term needs; with fewer draws the degree is lower."""


def latin_hypercube(draws: int, inputs: int, seed: int) -> Array:
    """Return points of the unit cube, (draws, inputs), evenly spread along every input.

    Parameters
    ----------
    draws, inputs, seed : int

    References
    ----------
    McKay, Beckman and Conover (1979).

    Examples
    --------
    >>> points = latin_hypercube(4, 2, seed=1)
    >>> sorted((points[:, 0] * 4).astype(int).tolist())
    [0, 1, 2, 3]
    """
    rng = np.random.default_rng(seed)
    cells = rng.permuted(np.tile(np.arange(draws), (inputs, 1)), axis=1).T
    points: Array = (cells + rng.random((draws, inputs))) / draws
    return points


def first_order_indices(points: Array, choices: list[int], outputs: Array) -> Array:
    """Return the share of each output's variance that each input explains alone, (s, inputs).

    The mean of an output given one input is fitted as a sum of Legendre polynomials of that input
    (of step functions where the input is a choice), for all inputs together, on the draws there
    are: no further runs of the model are needed. What chance alone would explain is taken off.

    Parameters
    ----------
    points : (draws, inputs), in the unit cube
    choices : list of int
        For each input the number of choices it stands for, 0 where it is continuous.
    outputs : (s, draws)
        An output that does not vary gets zeros, and so do all with too few draws to tell.

    References
    ----------
    Sobol (1993) for the indices; Sudret (2008) for polynomials fitted to given draws.

    Examples
    --------
    >>> points = latin_hypercube(500, 2, seed=1)
    >>> first_order_indices(points, [0, 0], points[None, :, 0]).round(2)
    array([[1., 0.]])
    """
    draws, inputs = points.shape
    degree = min(DEGREE, draws // (DRAWS_PER_TERM * inputs))
    if degree < 1:
        return np.zeros((len(outputs), inputs))
    terms = [_terms(points[:, i], choices[i], degree) for i in range(inputs)]
    basis = np.hstack(terms)
    centred = outputs - outputs.mean(axis=1, keepdims=True)
    fitted, *_ = np.linalg.lstsq(basis, centred.T, rcond=None)
    left = centred.T - basis @ fitted
    noise = (left**2).sum(axis=0) / max(draws - basis.shape[1] - 1, 1)
    edges = np.cumsum([term.shape[1] for term in terms])[:-1]
    explained = np.stack(
        [
            (term @ part).var(axis=0) - noise * term.shape[1] / draws
            for term, part in zip(terms, np.split(fitted, edges), strict=True)
        ]
    )
    total = centred.var(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, explained / total, 0.0)
    indices: Array = np.clip(share, 0.0, 1.0).T
    return indices


def _terms(values: Array, choices: int, degree: int) -> Array:
    """Return functions of one input, (draws, terms), each with a mean of 0 over the draws."""
    if choices:
        chosen = np.minimum((values * choices).astype(int), choices - 1)
        columns: Array = (chosen[:, None] == np.arange(1, choices)).astype(float)
    else:
        columns = np.asarray(np.polynomial.legendre.legvander(2 * values - 1, degree)[:, 1:], float)
    centred: Array = columns - columns.mean(axis=0)
    return centred
