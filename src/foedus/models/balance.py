"""Structural balance: are the friends of friends friends, year by year (Cartwright, Harary)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.models._balance_result import BalanceResult, Member, Triad, Year
from foedus.models._given import at_most, chosen, labels, square
from foedus.models._signed_network import TRIADS, camps, triads

__all__ = [
    "balance",
]

Array = NDArray[np.float64]

FIRST, LAST = 1816, 2010
POWERS = ("Britain", "France", "Russia", "Germany", "Austria-Hungary", "Italy")
DRAWN_FOR_SERIES = 60


def balance(
    year: int | None = None,
    *,
    case: str | None = None,
    first: int | None = None,
    last: int | None = None,
    signs: Any = None,
    names: Sequence[str] | None = None,
    seed: int = 1,
) -> BalanceResult:
    """Return how balanced a signed network is: triads by sign, and the fewest frustrated ties.

    In the research data two states are friends if one owes the other defence (ATOP), and enemies
    if they are strategic rivals or used force against each other in the year (GML disputes, level
    4); who are both are enemies. A triad is balanced if the product of its signs is positive. The
    frustration index is the least number of friends in two camps and enemies in one, over all
    divisions into two.

    Parameters
    ----------
    year : int, optional
        A year from 1816 to 2010;
    case : {'powers_1907'}, optional
        or the six great powers of 1907, whose ties Antal, Krapivsky and Redner give;
    first, last : int, optional
        or a series.
    signs : (n, n) of -1, 0, 1, symmetric, optional
        A network of your own,
    names : n names, optional
        and who is in it.
    seed : int
        Of the divisions that the search starts from.

    Raises
    ------
    FoedusError
        A table is not square or symmetric or has other values; a year is outside.

    References
    ----------
    Cartwright and Harary (1956); Antal, Krapivsky and Redner (2006), on the powers of 1907; Aref
    and Wilson (2019), on the frustration index.

    Examples
    --------
    >>> found = balance(signs=[[0, 1, -1], [1, 0, 1], [-1, 1, 0]])
    >>> found.years[0].frustration, [t.count for t in found.triads]
    (1, [0, 1, 0, 0])
    """
    if signs is not None:
        table = square(signs, "signs", names)
        at_most(len(table), 300, "signs", seconds=10)
        who = labels(names, len(table))
        odd = np.argwhere(~np.isin(table, (-1.0, 0.0, 1.0)))
        if odd.size:
            i, j = odd[0]
            raise FoedusError(f"signs: {who[i]}-{who[j]} is {table[i, j]:g}, expected -1, 0 or 1")
        if len(table) < 2:
            raise FoedusError("signs: expected a network of two or more")
        return _single(who, table, 0, False, (), seed, ())
    if case is not None:
        chosen(case, ("powers_1907",), "case")
        side = np.array([1, 1, 1, -1, -1, -1])
        table = np.outer(side, side).astype(float)
        np.fill_diagonal(table, 0.0)
        source = "ties: Antal, Krapivsky & Redner (2006), after the Anglo-Russian convention"
        return _single(POWERS, table, 1907, False, ("--case", "powers-1907"), seed, (source,))
    if year is not None:
        _covered(year, year)
        from foedus.models._signed_years import names_of, network, war_years

        codes, table = network(year)
        who = names_of(year, codes)
        asked = ("--year", str(year))
        return _single(who, table, year, year in war_years(), asked, seed, SOURCES)
    return _series(first or FIRST, last or LAST, seed)


SOURCES = (
    "friends: ATOP 5 (Leeds et al. 2002), a defence obligation in either direction",
    "enemies: Thompson, Sakuwa & Suhas (2021), strategic rivals; Gibler, Miller & Little (2016), "
    "disputes with use of force",
    "wars: Correlates of War Inter-State War 4 (Sarkees and Wayman 2010)",
)
NOTES = (
    "Frustration is exact where it equals its bound; else the camps are the best that were found.",
    "Alliances with many members make many balanced triads: the share says more of blocs than of "
    "peace.",
)


def _covered(first: int, last: int) -> None:
    if not FIRST <= first <= last <= LAST:
        raise FoedusError(
            f"no signed networks from {first} to {last}; the data cover {FIRST} to {LAST} together"
        )


def _measured(table: Array, year: int, war: bool, seed: int, starts: int) -> tuple[Any, Year]:
    tied = np.flatnonzero(np.abs(table).any(axis=1))
    inner = table[np.ix_(tied, tied)]
    kinds = triads(inner)
    ties = int(np.abs(inner).sum() // 2)
    if len(tied):
        x, most, least = camps(inner, seed, starts)
    else:
        x, most, least = np.ones(0, dtype=np.int8), 0, 0
    good, bad = kinds[0] + kinds[2], kinds[1] + kinds[3]
    measured = Year(
        year=year, states=len(tied),
        positive=int((inner > 0).sum() // 2), negative=int((inner < 0).sum() // 2),
        balanced_triads=good, unbalanced_triads=bad,
        balanced_share=good / (good + bad) if good + bad else None,
        frustration=most, frustration_bound=least,
        frustrated_share=most / ties if ties else 0.0, war=war,
    )  # fmt: skip
    return (tied, x, kinds), measured


def _single(
    who: tuple[str, ...],
    table: Array,
    year: int,
    war: bool,
    asked: tuple[str, ...],
    seed: int,
    sources: tuple[str, ...],
) -> BalanceResult:
    (tied, x, kinds), measured = _measured(table, year, war, seed, 400)
    inner = table[np.ix_(tied, tied)]
    same = x[:, None] == x[None, :]
    wrong = ((inner > 0) & ~same) | ((inner < 0) & same)
    members = tuple(
        Member(
            name=who[tied[k]], camp=1 if x[k] == x[0] else 2,
            friends=int((inner[k] > 0).sum()), enemies=int((inner[k] < 0).sum()),
            frustrated=int(wrong[k].sum()),
        )
        for k in range(len(tied))
    )  # fmt: skip
    return BalanceResult(
        asked=asked,
        years=(measured,),
        triads=tuple(
            Triad(kind=kind, balanced=kind in ("+++", "+--"), count=count)
            for kind, count in zip(TRIADS, kinds, strict=True)
        ),
        members=members,
        notes=NOTES,
        sources=(*sources, BalanceResult.citation),
    )


def _series(first: int, last: int, seed: int) -> BalanceResult:
    _covered(first, last)
    from foedus.models._signed_years import network, war_years

    wars = war_years()
    years = [
        _measured(network(year)[1], year, year in wars, seed, DRAWN_FOR_SERIES)[1]
        for year in range(first, last + 1)
    ]
    return BalanceResult(
        asked=("--first", str(first), "--last", str(last)),
        years=tuple(years),
        triads=(),
        members=(),
        notes=NOTES,
        sources=(*SOURCES, BalanceResult.citation),
    )
