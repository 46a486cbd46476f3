"""All local minima of many states, by branching: exact without a table of all configurations."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.models._landscape_search import Array, Signs, energy, tolerance

__all__ = ["minima_by_branching"]

Single = NDArray[np.float32]

BLOCK = 1 << 14
"""Branches looked at in one go: few enough to stay in the cache."""
SINGLE = 4e-6
"""Bound on the rounding of a sum in single precision, in units of the sum of its terms."""
THREADS = 2


@dataclass(frozen=True, eq=False)
class _Branches:
    """Configurations in which the first d states have been placed.

    `sign` is (d, m); `pull` is (n, m): for a state placed, how content it is (its sign times its
    field), for another the field of the states placed.
    """

    sign: Single
    pull: Single


@dataclass(frozen=True, eq=False)
class _Problem:
    """The couplings, weightiest state first, and below what content a state is beyond help.

    `least[d, k]`: with d states placed, state k is content after all if its content is above.
    """

    h: Array
    single: Single
    least: Single
    tie: float
    keep: int


def minima_by_branching(h: Array, keep: int) -> tuple[Signs, int]:
    """Return the local minima of least energy as signs, (m, n), and how many there are in all.

    States take sides one after the other, the weightiest first; a branch ends as soon as one of
    the states placed is so ill placed that those to come cannot put it right. Branches are judged
    in single precision, generously; a minimum near a tie is judged again in double.

    Parameters
    ----------
    h : (n, n)
        Couplings, symmetric, with a diagonal of 0.
    keep : int
        The most minima returned; counted are all.
    """
    n = len(h)
    order = np.argsort(-np.abs(h).sum(axis=1), kind="stable")
    problem = _problem(h[np.ix_(order, order)], keep)
    first = _Branches(np.ones((1, 1), np.float32), problem.single[:, :1].copy())
    waiting, count, found = _search(problem, [first], until=8 * THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(lambda k: _search(problem, waiting[k :: 4 * THREADS]), range(4 * THREADS))
        for _, more, minima in parts:
            count += more
            found = np.concatenate([found, minima])
    lowest = _lowest(problem, found)
    return np.asarray(lowest[:, np.argsort(order)].reshape(-1, n)), count


def _problem(g: Array, keep: int) -> _Problem:
    size = np.abs(g)
    to_come = np.concatenate([np.cumsum(size[::-1], axis=0)[::-1], np.zeros((1, len(g)))])
    tie = tolerance(g) / 2
    least = -to_come - tie - SINGLE * size.sum(axis=1)
    return _Problem(g, g.astype(np.float32), least.astype(np.float32), tie, keep)


def _search(
    problem: _Problem, waiting: list[_Branches], until: int | None = None
) -> tuple[list[_Branches], int, Signs]:
    """Return branches left over, the number of minima met and those of least energy.

    `until` ends the search as soon as so many branches wait to be followed.
    """
    n = len(problem.h)
    found, held, count, bound = [np.empty((0, n), np.int8)], 0, 0, np.inf
    while waiting and (until is None or len(waiting) < until):
        at = waiting.pop() if until is None else waiting.pop(0)
        if len(at.sign) == n:
            minima, content = _confirmed(problem, at)
            count += minima.shape[1]
            worth = minima[:, content > bound] if np.isfinite(bound) else minima
            found.append(worth.T.astype(np.int8))
            held += worth.shape[1]
            if held > 4 * problem.keep:
                found = [_lowest(problem, np.concatenate(found))]
                held, bound = len(found[0]), _content(problem, found[0][-1:])
            continue
        waiting += _children(problem, at, BLOCK if until is None else 1)
    return waiting, count, _lowest(problem, np.concatenate(found))


def _children(problem: _Problem, at: _Branches, block: int) -> list[_Branches]:
    """Return the branches with the next state on one side and on the other, in blocks."""
    d, m = at.sign.shape
    step = problem.single[:, d : d + 1]
    sign = np.ones((d + 1, 2 * m), np.float32)
    sign[:d, :m] = sign[:d, m:] = at.sign
    sign[d, m:] = -1
    pull = np.empty((len(at.pull), 2 * m), np.float32)
    np.add(at.pull, step, out=pull[:, :m])
    np.subtract(at.pull, step, out=pull[:, m:])
    shift = at.sign * step[:d]
    np.add(at.pull[:d], shift, out=pull[:d, :m])
    np.subtract(at.pull[:d], shift, out=pull[:d, m:])
    pull[d, :m] = at.pull[d]
    np.negative(at.pull[d], out=pull[d, m:])
    hopeful = (pull[: d + 1] >= problem.least[d + 1, : d + 1, None]).all(axis=0)
    if not hopeful.all():
        kept = np.flatnonzero(hopeful)
        sign, pull = sign.take(kept, axis=1), pull.take(kept, axis=1)
    return [
        _Branches(sign[:, k : k + block], pull[:, k : k + block])
        for k in range(0, sign.shape[1], block)
    ]


def _confirmed(problem: _Problem, at: _Branches) -> tuple[Single, Array]:
    """Return the minima among complete branches and the sum of their states' contents."""
    near = (at.pull < -2 * problem.least[-1, :, None]).any(axis=0)
    sure, doubtful = at.sign[:, ~near], at.sign[:, near]
    spin = doubtful.astype(float)
    holds = ((spin * (problem.h @ spin)) >= -problem.tie).all(axis=0)
    content = at.pull.sum(axis=0, dtype=float)
    minima = np.concatenate([sure, doubtful[:, holds]], axis=1)
    return minima, np.concatenate([content[~near], content[near][holds]])


def _lowest(problem: _Problem, x: Signs) -> Signs:
    return np.asarray(x[np.argsort(energy(problem.h, x), kind="stable")[: problem.keep]])


def _content(problem: _Problem, x: Signs) -> float:
    """Return the sum of contents of a configuration, a little less: single precision is coarse."""
    spin = x[0].astype(float)
    return float(spin @ problem.h @ spin - SINGLE * np.abs(problem.h).sum())
