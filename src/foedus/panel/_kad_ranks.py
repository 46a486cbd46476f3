"""k-ads by number: how many there are, and which one has a given rank.

Within a year, order the states by the day they entered it. A k-ad is then told by its last member
to enter and k - 1 of the states that were there on that day and came earlier in the order: so each
k-ad with a common day is counted once, in the block of its last member, and none without. A subset
of a block has its rank in the combinatorial number system (Knuth 2011, section 7.2.1.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from foedus.panel._spells import Days, Ints

__all__ = ["Blocks", "Presence", "blocks_of", "unrank", "unrank_subsets"]

# Ranks are counted in 64 bits.
_MOST = 2**62


@dataclass(frozen=True)
class Presence:
    """Which states were members of the system in one year, and from which day to which.

    Attributes
    ----------
    year : int
    code : (n,) integer array
        The states' numbers, each once, in ascending order.
    start, end : (n,) array of days
        First and last day in that year.
    """

    year: int
    code: Ints
    start: Days
    end: Days

    @property
    def all_year(self) -> bool:
        """Whether every state was there from the first entry to the last exit."""
        return bool(self.start.max() <= self.end.min())


@dataclass(frozen=True)
class Blocks:
    """All k-ads of some years, as blocks of those that have the same last member to enter.

    Attributes
    ----------
    k : int
    year, code : (b,) integer array
        The block's year and the last member's number.
    first, size : (b,) integer array
        Where in `earlier` the states lie that the other members are taken from, and how many.
    earlier : (e,) integer array
        Numbers of states, block by block.
    before : (b + 1,) integer array
        The k-ads in all blocks before; its last element is the number of all k-ads.
    """

    k: int
    year: Ints
    code: Ints
    first: Ints
    size: Ints
    earlier: Ints
    before: Ints

    @property
    def total(self) -> int:
        """The number of k-ads."""
        return int(self.before[-1])


def blocks_of(k: int, years: Sequence[Presence]) -> Blocks | int:
    """Return the blocks of all k-ads, or their number alone where 64 bits cannot count them."""
    code, year, size, earlier = [], [], [], []
    for there in years:
        order = np.lexsort((there.code, there.start))
        begin, end = there.start[order], there.end[order]
        present = np.tril(end[None, :] >= begin[:, None], -1)
        code.append(there.code[order])
        year.append(np.full(len(order), there.year, dtype=np.int16))
        size.append(present.sum(axis=1))
        earlier.append(there.code[order][np.nonzero(present)[1]])
    sizes = np.concatenate(size)
    counts = [comb(int(n), k - 1) for n in range(int(sizes.max(initial=0)) + 1)]
    total: int = sum(counts[n] for n in sizes.tolist())
    if total > _MOST:
        return total
    before = np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64)[sizes])])
    first = np.cumsum(sizes) - sizes
    return Blocks(
        k, np.concatenate(year), np.concatenate(code), first, sizes, np.concatenate(earlier), before
    )


def unrank(blocks: Blocks, ranks: Ints) -> tuple[Ints, Ints]:
    """Return the k-ads with some ranks.

    Parameters
    ----------
    blocks : Blocks
    ranks : (n,) integer array
        From 0 to `blocks.total` - 1.

    Returns
    -------
    (n, k) integer array
        The members' numbers, in ascending order.
    (n,) integer array
        The year.
    """
    block = np.searchsorted(blocks.before, ranks, side="right") - 1
    chosen = unrank_subsets(
        ranks - blocks.before[block], blocks.k - 1, int(blocks.size.max(initial=0))
    )
    members = np.empty((len(ranks), blocks.k), dtype=np.int16)
    members[:, 0] = blocks.code[block]
    first = blocks.first[block]
    for place, position in enumerate(chosen, start=1):
        members[:, place] = blocks.earlier[first + position]
    members.sort(axis=1)
    return members, blocks.year[block]


def unrank_subsets(ranks: Ints, m: int, n: int) -> list[Ints]:
    """Return the m-subsets of 0, 1, ... with some ranks in the combinatorial number system.

    Parameters
    ----------
    ranks : integer array
        Of subsets of 0..n-1: below n choose m.
    m, n : int
        Size of the subsets, and of the largest set they are taken from.

    Returns
    -------
    list of m integer arrays
        The largest element of each subset, the second largest ...

    Examples
    --------
    >>> [part.tolist() for part in unrank_subsets(np.arange(6), 2, 4)]
    [[1, 2, 2, 3, 3, 3], [0, 0, 1, 0, 1, 2]]
    """
    left = ranks.copy()
    elements: list[Ints] = []
    for size in range(m, 0, -1):
        # What lies beyond 64 bits is larger than any rank, and stays so.
        below = np.array([min(comb(c, size), _MOST) for c in range(n + 1)], dtype=np.int64)
        element = np.searchsorted(below, left, side="right") - 1
        left -= below[element]
        elements.append(element)
    return elements
