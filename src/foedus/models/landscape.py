"""Landscape theory: which two blocs states with given propensities settle in (Axelrod, Bennett)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from foedus.errors import FoedusError
from foedus.models._given import at_most, chosen, labels, square, vector
from foedus.models._landscape_cases import CASES, of_year
from foedus.models._landscape_cases import case as published
from foedus.models._landscape_found import (
    MOST_EXACT,
    MOST_TABLE,
    Found,
    by_search,
    by_table,
)
from foedus.models._landscape_result import LandscapeResult, Member, Minimum, Sensitivity
from foedus.models._landscape_search import Array, Signs, coupling, energy, tolerance

__all__ = [
    "MOST_EXACT",
    "MOST_TABLE",
    "landscape",
]

SLOWEST = 50.0
"""Seconds that the hardest case of `MOST_EXACT` members takes one core (benchmarks/models.py)."""

FLAT = "Configurations between which no single move makes a difference are minima all the same."
SIZES = "Two blocs only: nobody is neutral, and everybody weighs every pair alike."


def landscape(
    *,
    size: Any = None,
    propensity: Any = None,
    names: Sequence[str] | None = None,
    case: str | None = None,
    year: int | None = None,
    states: Sequence[str] | None = None,
    count: int = 17,
    method: str = "auto",
    seed: int = 1,
) -> LandscapeResult:
    """Return the two-bloc configurations that no single state has a reason to leave.

    Give tables of your own (`size` and `propensity`), a published `case`, or a `year` of the
    research data. Energy is E = sum over ordered pairs of s_i s_j p_ij d_ij, where d is 1 for two
    on different sides; a move is one state's change of sides; steepest descent makes the move that
    lowers the energy most.

    Parameters
    ----------
    size : (n,) numbers above 0, optional
    propensity : (n, n) numbers, symmetric, optional
        How much two are inclined to work together; negative: against each other.
    names : n names, optional
    case : {'unix', 'five_powers'}, optional
        The Unix standards of 1988, or five great powers of 1936 of whom each distrusts all.
    year : int, 1816 to 2016, optional
        Propensities from rivalries, borders, wars and regimes of the research data.
    states : sequence of str, optional
        With `year`: whom; otherwise the seventeen of the article (1936 to 1939) or the strongest.
    count : int
        With `year` and without `states`: how many of the strongest.
    method : {'auto', 'exact', 'search'}
        All local minima (up to 30 members), or those that random starts descend to.
    seed : int
        Of the starts that are drawn where there are more than 22 members.

    Raises
    ------
    FoedusError
        A table is not square or not symmetric, a value is missing, or there are too few members.

    References
    ----------
    Axelrod and Bennett (1993); a critique is Galam (1998).

    Examples
    --------
    >>> found = landscape(case="five_powers")
    >>> found.minima_count, [minimum.configurations for minimum in found.minima]
    (4, [7, 5, 3, 1])
    """
    asked: tuple[str, ...] = ()
    given = [size is not None or propensity is not None, case is not None, year is not None]
    if sum(given) > 1:
        raise FoedusError("landscape: give tables, a case or a year, only one of the three")
    if year is not None:
        who, s, p = of_year(year, states, count)
        asked = ("--year", str(year), *(w for state in states or () for w in ("--state", state)))
    elif given[0]:
        if size is None or propensity is None:
            missing = "size" if size is None else "propensity"
            raise FoedusError(f"landscape: {missing} is missing; give sizes and propensities")
        p = square(propensity, "propensity", names)
        at_most(len(p), 500, "propensity", seconds=100)
        who = labels(names, len(p))
        s = vector(size, "size", who, positive=True)
        if len(s) != len(p):
            raise FoedusError(f"size: {len(s)} given for a table of {len(p)} members")
    else:
        name = chosen(case or "unix", CASES, "case")
        who, s, p = published(name)
        asked = ("--case", name.replace("_", "-"))
    if len(p) < 2:
        raise FoedusError(f"landscape: {len(p)} member, expected two or more")
    how = chosen(method, ("auto", "exact", "search"), "method")
    if how == "exact" and len(p) > MOST_EXACT:
        hours = SLOWEST * 2.0 ** (len(p) - MOST_EXACT) / 3600
        raise FoedusError(
            f"landscape: {len(p)} members, all local minima are found up to {MOST_EXACT}; "
            f"with these it could take {hours:,.1f} hours; method 'search' takes seconds"
        )
    return _found(who, s, p, asked, (how, seed), year)


def _found(
    names: tuple[str, ...],
    s: Array,
    p: Array,
    asked: tuple[str, ...],
    how: tuple[str, int],
    year: int | None,
) -> LandscapeResult:
    h, n = coupling(s, p), len(s)
    rng = np.random.default_rng(how[1])
    table = n <= MOST_TABLE and how[0] != "search"
    found = by_table(h) if table else by_search(h, rng, how[0])
    x = found.minima
    spin = x.astype(float)
    content = spin * (spin @ h)
    e = energy(h, x)
    minima = tuple(
        Minimum(
            energy=round(float(e[k]), 9),
            basin=found.basin[k][0], basin_error=found.basin[k][1],
            configurations=found.basin[k][2],
            strict=bool((content[k] > tolerance(h)).all()),
            barrier=found.rise[k],
            one_side=tuple(a for a, v in zip(names, x[k], strict=True) if v == x[k][0]),
            other_side=tuple(a for a, v in zip(names, x[k], strict=True) if v != x[k][0]),
        )
        for k in range(len(x))
    )  # fmt: skip
    return LandscapeResult(
        asked=asked,
        names=names,
        method=found.method,
        configurations=1 << (n - 1),
        minima_count=found.total,
        complete=found.method != "descents",
        minima=minima,
        members=_members(names, s, p, x[0], 2 * content[0]),
        sensitivity=() if found.gap is None else _sensitivity(found.gap, s, p, x[0], names),
        profile=found.profile,
        notes=_notes(found, year),
        sources=_sources(year),
    )


def _sensitivity(
    gap: Array, s: Array, p: Array, x: Signs, names: tuple[str, ...]
) -> tuple[Sensitivity, ...]:
    """Return what parts or joins each pair: the margin over twice the product of the sizes."""
    i, j = np.triu_indices(len(s), 1)
    together = x[i] == x[j]
    change = gap[i, j] / (2 * s[i] * s[j]) * np.where(together, -1, 1)
    order = np.argsort(np.abs(change), kind="stable")
    return tuple(
        Sensitivity(
            one=names[i[k]], other=names[j[k]], propensity=float(p[i[k], j[k]]) + 0.0,
            together=bool(together[k]), change=round(float(change[k]), 9) + 0.0,
        )
        for k in order
    )  # fmt: skip


def _members(
    names: tuple[str, ...], s: Array, p: Array, x: Signs, cost: Array
) -> tuple[Member, ...]:
    apart = x[:, None] != x[None, :]
    frustration = (s[None, :] * p * apart).sum(axis=1)
    return tuple(
        Member(
            name=names[k], size=float(s[k]), side=1 if x[k] == x[0] else 2,
            frustration=round(float(frustration[k]), 9), cost_of_leaving=round(float(cost[k]), 9),
        )
        for k in range(len(names))
    )  # fmt: skip


def _notes(found: Found, year: int | None) -> tuple[str, ...]:
    how = {
        "table": "All configurations were tried; basins are counts of starts.",
        "branching": f"All local minima were found; basins are shares of {found.starts:,} starts, "
        "and barriers and sensitivity are not computed for so many members.",
        "descents": f"Local minima are those that {found.starts:,} starts end in: there may be "
        f"others, also lower ones. Up to {MOST_EXACT} members all are found.",
    }
    coded = (
        (
            "Propensities are coded by foedus from its data, not by the authors: religion and "
            "ethnic conflict are not in them, so the blocs need not be those published.",
        )
        if year is not None
        else ()
    )
    return (how[found.method], FLAT, SIZES, *coded)


def _sources(year: int | None) -> tuple[str, ...]:
    if year is None:
        return (LandscapeResult.citation,)
    return (
        LandscapeResult.citation,
        "size: Correlates of War National Material Capabilities 7.0 (CINC), per cent",
        "rivalries: Thompson, Sakuwa & Suhas (2021); borders: Correlates of War Direct Contiguity "
        "3.2; wars: Correlates of War Inter-State War 4",
        "regimes: extended unified democracy scores (Márquez 2016)",
    )
