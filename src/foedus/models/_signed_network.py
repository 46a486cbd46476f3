"""Balance in signed networks: triads by sign, and the ties that two camps leave frustrated."""

import numpy as np
from numpy.typing import NDArray

from foedus.models._landscape_search import Array, Signs, descend

__all__ = ["TRIADS", "camps", "frustrated", "packing", "triads"]

Key = NDArray[np.int64]

TRIADS = ("+++", "++-", "+--", "---")
"""Kinds of triads; the first and third are balanced."""
MOST_STATES = 300_000
"""Partial camps kept at once; above it the search gives up and says between which bounds."""


def triads(sign: Array) -> tuple[int, int, int, int]:
    """Return how many triads of each kind of `TRIADS` a signed network has.

    Parameters
    ----------
    sign : (n, n), symmetric, -1, 0 or 1, diagonal 0
    """
    friend, foe = (sign > 0).astype(float), (sign < 0).astype(float)
    friends, foes = friend @ friend, foe @ foe
    counts = (
        (friends * friend).sum() / 6,
        (friends * foe).sum() / 2,
        (foes * friend).sum() / 2,
        (foes * foe).sum() / 6,
    )
    a, b, c, d = (round(float(count)) for count in counts)
    return a, b, c, d


def frustrated(sign: Array, x: Signs) -> NDArray[np.int64]:
    """Return how many ties each division, (m, n) of 1 and -1, leaves frustrated.

    A tie is frustrated if friends stand in two camps or enemies in one.
    """
    spin = x.astype(float)
    kept = np.einsum("mi,mi->m", spin @ sign, spin)
    return np.asarray(np.rint((np.abs(sign).sum() - kept) / 4), dtype=np.int64)


def packing(sign: Array, rng: np.random.Generator) -> int:
    """Return a number of unbalanced triads no two of which share a tie: a bound from below."""
    i, j, k = _unbalanced(sign)
    n, count = len(sign), 0
    while i.size:
        priority = rng.permutation(i.size)
        best = np.full(n * n, -1)
        ties = np.stack([i * n + j, j * n + k, i * n + k])
        np.maximum.at(best, ties.ravel(), np.tile(priority, 3))
        chosen = (best[ties] == priority).all(axis=0)
        count += int(chosen.sum())
        taken = np.zeros(n * n, dtype=bool)
        taken[ties[:, chosen]] = True
        left = ~taken[ties].any(axis=0)
        i, j, k = i[left], j[left], k[left]
    return count


def _unbalanced(sign: Array) -> tuple[Key, Key, Key]:
    """Return the unbalanced triads, i < j < k."""
    i, j = np.nonzero(np.triu(sign))
    third = (sign[i] * sign[j] * sign[i, j][:, None]) < 0
    third &= np.arange(len(sign)) > j[:, None]
    pair, k = np.nonzero(third)
    return i[pair], j[pair], k


def camps(sign: Array, seed: int = 1, starts: int = 400) -> tuple[Signs, int, int]:
    """Return the best division found, (n,), its frustrated ties, and a bound that none undercuts.

    The two numbers are equal where the division is proven best. States join the camps one after
    the other; two partial divisions that look alike to those to come are one, of which the better
    is kept, and one that cannot beat the best known is dropped.
    """
    rng = np.random.default_rng(seed)
    best = _tried(sign, rng, starts)
    most = int(frustrated(sign, best[None])[0])
    least = max((packing(sign, rng) for _ in range(5)), default=0)
    if least < most:
        exact = _least(sign, most)
        if exact is not None:
            best, most = exact
            least = most
    return best, most, least


def _tried(sign: Array, rng: np.random.Generator, starts: int) -> Signs:
    x = rng.choice(np.array([-1, 1], dtype=np.int8), (starts, len(sign)))
    ends = descend(sign, x, 1e-9)
    return np.asarray(ends[frustrated(sign, ends).argmin()])


def _order(sign: Array) -> NDArray[np.intp]:
    """Return the states, each one that has most ties to those before it, then most of all."""
    ties = np.abs(sign)
    degree = ties.sum(axis=1)
    left = np.ones(len(sign), dtype=bool)
    near = np.zeros(len(sign))
    order = []
    for _ in range(len(sign)):
        score = np.where(left, near * (len(sign) + 1) * 2 + degree, -1.0)
        at = int(score.argmax())
        order.append(at)
        left[at] = False
        near += ties[at]
    return np.array(order, dtype=np.intp)


def _least(sign: Array, known: int) -> tuple[Signs, int] | None:
    """Return a best division and its frustrated ties, None where there are too many to follow."""
    order = _order(sign)
    g = sign[np.ix_(order, order)]
    n = len(g)
    x = np.ones((1, 1), dtype=np.int8)  # partial divisions: rows, states placed: columns
    cost = np.zeros(1, dtype=np.int64)
    for d in range(1, n):
        pull = x.astype(float) @ g[:d, d]  # of those placed on the next
        ties = np.abs(g[:d, d]).sum()
        lost = np.rint((ties - pull) / 2).astype(np.int64)  # if it takes side 1
        cost = np.concatenate([cost + lost, cost + np.rint(ties).astype(np.int64) - lost])
        m = len(x)
        x = np.concatenate([np.concatenate([x, x]), np.ones((2 * m, 1), np.int8)], axis=1)
        x[m:, d] = -1
        x, cost = _kept(g, x, cost, known)
        if len(x) > MOST_STATES:
            return None
    best = int(cost.argmin())
    back = np.empty(n, dtype=np.int8)
    back[order] = x[best]
    return back, int(cost[best])


def _kept(g: Array, x: Signs, cost: Key, known: int) -> tuple[Signs, Key]:
    """Return the partial divisions that may lead to a best one, of those alike the best."""
    d = x.shape[1]
    to_come = x.astype(float) @ g[:d, d:]
    ties = np.abs(g[:d, d:]).sum(axis=0)
    sure = np.rint((ties - np.abs(to_come)) / 2).sum(axis=1).astype(np.int64)
    hopeful = cost + sure <= known
    x, cost = x[hopeful], cost[hopeful]
    active = np.abs(g[:d, d:]).any(axis=1)
    shown = x[:, active]
    if not shown.shape[1]:
        best = int(cost.argmin())
        return x[best : best + 1], cost[best : best + 1]
    shown = shown * shown[:, :1]  # a division and its mirror image are one
    packed = np.packbits(shown > 0, axis=1)
    by_cost = np.argsort(cost, kind="stable")
    _, first = np.unique(packed[by_cost], axis=0, return_index=True)
    keep = by_cost[first]
    return x[keep], cost[keep]
