"""Landscape theory: which two blocs states with given propensities settle in (Axelrod, Bennett)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import Field

from foedus.errors import FoedusError
from foedus.models._given import chosen, labels, square, vector
from foedus.models._landscape_branching import minima_by_branching
from foedus.models._landscape_cases import CASES, of_year
from foedus.models._landscape_cases import case as published
from foedus.models._landscape_search import (
    Array,
    Index,
    Signs,
    barriers,
    basins,
    coupling,
    descend,
    energies,
    energy,
    margins,
    minima_of,
    numbered,
    sides,
    tolerance,
)
from foedus.models._result import ModelResult, Part, Picture, listed, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MOST_EXACT", "MOST_TABLE", "LandscapeResult", "landscape"]

MOST_TABLE = 22
"""States up to which all configurations are held in a table: exact basins, barriers, margins."""
MOST_EXACT = 30
"""States up to which all local minima are found by branching."""
MOST_SHOWN = 500
"""Local minima listed; counted are all."""
SLOWEST = 75.0
"""Seconds that the hardest case of `MOST_EXACT` members takes one core (benchmarks/models.py)."""
STARTS = 20_000
"""Descents from random configurations where not all can be tried."""

FLAT = "Configurations between which no single move makes a difference are minima all the same."
SIZES = "Two blocs only: nobody is neutral, and everybody weighs every pair alike."


class Minimum(Part):
    """A configuration that no single state has a reason to leave."""

    energy: float
    basin: float = Field(description="share of all starts that end in it by steepest descent")
    basin_error: float | None = Field(description="standard error where starts were drawn")
    configurations: int | None = Field(description="starts that end in it; null where drawn")
    strict: bool = Field(description="every single move would raise the energy")
    barrier: float | None = Field(
        description="least rise of energy on the way to a lower or equal minimum; null: none, or "
        "not computed"
    )
    one_side: tuple[str, ...]
    other_side: tuple[str, ...]


class Member(Part):
    """How a member stands in the configuration of least energy."""

    name: str
    size: float
    side: int = Field(description="1 or 2, as in the first minimum")
    frustration: float = Field(description="F_i, the sizes times propensities of those opposite")
    cost_of_leaving: float = Field(description="by how much its move alone raises the energy")


class Sensitivity(Part):
    """By how much a propensity must change for the best configuration to change on the pair."""

    one: str
    other: str
    propensity: float
    together: bool = Field(description="whether the best configuration has the two on one side")
    change: float = Field(description="least change of the propensity that parts or joins them")


class LandscapeResult(ModelResult):
    """`foedus models landscape --json`: the local minima of a landscape of two blocs."""

    model: ClassVar[str] = "landscape"
    title: ClassVar[str] = "Landscape theory of aggregation"
    citation: ClassVar[str] = (
        "Axelrod, Robert, and D. Scott Bennett. 1993. A landscape theory of aggregation. British "
        "Journal of Political Science 23 (2): 211-233."
    )

    names: tuple[str, ...]
    method: str = Field(description="table, branching or descents")
    configurations: int = Field(description="2^(n-1), one side of each pair of mirror images")
    minima_count: int = Field(description="all that were found")
    complete: bool = Field(description="whether no other local minimum exists")
    minima: tuple[Minimum, ...] = Field(description="least energy first")
    members: tuple[Member, ...]
    sensitivity: tuple[Sensitivity, ...] = Field(
        description="most sensitive pair first; empty beyond the size of a table"
    )
    profile: tuple[tuple[int, float, float], ...] = Field(
        description="moves from the best configuration, least and greatest energy there"
    )

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two.

        Examples
        --------
        >>> landscape(case="unix").answer
        'Of 256 configurations of 9 members, 2 are local minima. The lowest, at energy -3,828.9, \
has Sun, Prime, AT&T and IBM against DEC, HP, Apollo, Intergraph and SGI; half of all starts end \
there.'
        """
        best = self.minima[0]
        verb = "is a local minimum" if self.minima_count == 1 else "are local minima"
        known = f"{self.minima_count:,} {verb if self.complete else 'local minima were found'}"
        share = "half" if best.basin == 0.5 else f"{best.basin:.1%}"
        against = f" against {listed(best.other_side)}" if best.other_side else " on one side"
        return (
            f"Of {self.configurations:,} configurations of {len(self.names)} members, {known}. "
            f"The lowest, at energy {best.energy:,.1f}, has {listed(best.one_side)}{against}; "
            f"{share} of all starts end there."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the minima, the members and the sensitivity to each propensity."""
        return {
            "minima": table_of(Minimum, self.minima),
            "members": table_of(Member, self.members),
            "sensitivity": table_of(Sensitivity, self.sensitivity),
        }

    @property
    def picture(self) -> Picture:
        """Return the energies by the number of moves from the best configuration."""
        first = set(self.minima[0].one_side)
        n = len(self.names)
        points = []
        for rank, minimum in enumerate(self.minima[:12], start=1):
            apart = len(first ^ set(minimum.one_side))
            points.append((float(min(apart, n - apart)), minimum.energy, f"minimum {rank}"))
        return Picture(
            title="The landscape of two blocs",
            x="states that change sides, from the configuration of least energy",
            y="energy",
            areas=tuple((float(d), low, high) for d, low, high in self.profile),
            points=tuple(points),
        )


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
    if n <= MOST_TABLE and how[0] != "search":
        method, x, total, basin, rise, sensitive, profile = _by_table(h, s, p, names)
    else:
        method, x, total, basin, profile = _by_search(h, rng, how[0])
        rise, sensitive = [None] * len(x), ()
    shown = x[:MOST_SHOWN]
    spin = shown.astype(float)
    content = spin * (spin @ h)
    e = energy(h, shown)
    minima = tuple(
        Minimum(
            energy=round(float(e[k]), 9),
            basin=basin[k][0], basin_error=basin[k][1], configurations=basin[k][2],
            strict=bool((content[k] > tolerance(h)).all()),
            barrier=rise[k],
            one_side=tuple(a for a, v in zip(names, shown[k], strict=True) if v == shown[k][0]),
            other_side=tuple(a for a, v in zip(names, shown[k], strict=True) if v != shown[k][0]),
        )
        for k in range(len(shown))
    )  # fmt: skip
    return LandscapeResult(
        asked=asked,
        names=names,
        method=method,
        configurations=1 << (n - 1),
        minima_count=total,
        complete=method != "descents",
        minima=minima,
        members=_members(names, s, p, shown[0], 2 * content[0]),
        sensitivity=sensitive,
        profile=profile,
        notes=_notes(method, year),
        sources=_sources(year),
    )


Basin = tuple[float, float | None, int | None]


def _by_table(
    h: Array, s: Array, p: Array, names: tuple[str, ...]
) -> tuple[str, Signs, int, list[Basin], list[float | None], tuple[Sensitivity, ...], Any]:
    n, tie = len(h), tolerance(h)
    e = energies(h)
    minima = minima_of(e, n, tie)
    minima = minima[np.argsort(e[minima], kind="stable")]
    ends = basins(e, n, tie)
    where, size = np.unique(ends, return_counts=True)
    held = dict(zip(where.tolist(), size.tolist(), strict=True))
    basin: list[Basin] = [(held.get(int(m), 0) / len(e), None, held.get(int(m), 0)) for m in minima]
    rise = _rises(e, n, ends, minima)
    best = int(minima[0])
    gap = margins(h, e, best)
    x = sides(minima[:MOST_SHOWN], n)
    return (
        "table",
        x,
        len(minima),
        basin,
        rise,
        _sensitivity(gap, s, p, x[0], names),
        _profile(e, n, best),
    )


def _rises(e: Array, n: int, ends: Index, minima: Index) -> list[float | None]:
    """Return each minimum's least rise to a lower or equal one, None for the only lowest."""
    if len(minima) > MOST_SHOWN:
        return [None] * len(minima)
    place = np.sort(minima)
    if not set(place.tolist()) <= set(np.unique(ends).tolist()):
        return [None] * len(minima)
    height = barriers(e, n, ends, place)
    own = e[place]
    lower = own[None, :] <= own[:, None] + 1e-9
    np.fill_diagonal(lower, False)
    rise = np.where(lower, height, np.inf).min(axis=1) - own
    of = dict(zip(place.tolist(), rise.tolist(), strict=True))
    return [None if np.isinf(of[int(m)]) else round(of[int(m)], 9) for m in minima]


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


def _profile(e: Array, n: int, best: int) -> tuple[tuple[int, float, float], ...]:
    bits = np.bitwise_count(np.arange(len(e)) ^ best)
    apart = np.minimum(bits, n - bits)
    low, high = np.full(n // 2 + 1, np.inf), np.full(n // 2 + 1, -np.inf)
    np.minimum.at(low, apart, e)
    np.maximum.at(high, apart, e)
    return tuple((d, round(float(low[d]), 9), round(float(high[d]), 9)) for d in range(n // 2 + 1))


def _by_search(
    h: Array, rng: np.random.Generator, how: str
) -> tuple[str, Signs, int, list[Basin], Any]:
    n = len(h)
    start = rng.choice(np.array([-1, 1], dtype=np.int8), (STARTS, n))
    ends = descend(h, start, tolerance(h))
    ends = ends * ends[:, -1:]
    if n <= MOST_EXACT and how != "search":
        method = "branching"
        x, total = minima_by_branching(h, MOST_SHOWN)
    else:
        method = "descents"
        x = np.unique(ends, axis=0)
        x, total = x[np.argsort(energy(h, x), kind="stable")], len(x)
    x = x * x[:, -1:]
    if n <= 62:
        found, times = np.unique(numbered(ends), return_counts=True)
        reached = dict(zip(found.tolist(), times.tolist(), strict=True))
        hits = [reached.get(int(k), 0) / STARTS for k in numbered(x[:MOST_SHOWN])]
    else:
        hits = [float((ends == row).all(axis=1).mean()) for row in x[:MOST_SHOWN]]
    basin: list[Basin] = [
        (share, float(np.sqrt(share * (1 - share) / STARTS)), None) for share in hits
    ]
    return method, x, total, basin, _drawn_profile(h, x[0], start)


def _drawn_profile(h: Array, best: Signs, start: Signs) -> tuple[tuple[int, float, float], ...]:
    n = len(h)
    apart = (start != best).sum(axis=1)
    apart = np.minimum(apart, n - apart)
    e = energy(h, start)
    kept = np.unique(apart)
    return tuple(
        (int(d), float(e[apart == d].min()), float(e[apart == d].max())) for d in kept.tolist()
    )


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


def _notes(method: str, year: int | None) -> tuple[str, ...]:
    how = {
        "table": "All configurations were tried; basins are counts of starts.",
        "branching": "All local minima were found; basins are shares of 20,000 starts drawn, and "
        "barriers and sensitivity are not computed for so many members.",
        "descents": "Local minima are those that 20,000 starts drawn end in: there may be others, "
        f"also lower ones. Up to {MOST_EXACT} members all are found.",
    }
    coded = (
        (
            "Propensities are coded by foedus from its data, not by the authors: religion and "
            "ethnic conflict are not in them, so the blocs need not be those published.",
        )
        if year is not None
        else ()
    )
    return (how[method], FLAT, SIZES, *coded)


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
