"""Published cases of landscape theory, and propensities from the research data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["CASES", "EUROPE_1936", "Landscape17", "case", "of_year"]

Array = NDArray[np.float64]
Table = tuple[tuple[str, ...], Array, Array]

CASES = ("unix", "five_powers")
EUROPE_1936 = (
    "GBR", "FRA", "CSK", "DNK", "SUN", "YUG", "GRC", "DEU", "ITA", "POL", "ROU", "HUN", "PRT",
    "FIN", "LVA", "LTU", "EST",
)  # fmt: skip
"""The seventeen states of Axelrod and Bennett, in the order of their table."""

LAST_YEAR = 2016
"""Last year of the state system and of contiguity."""
WAR_REMEMBERED = 25
"""Years for which a war counts as history."""
DEMOCRACY = 0.0
"""Least extended unified democracy score of a democracy: the mean of all states and years."""


@dataclass(frozen=True)
class Landscape17:
    """What was published on the seventeen states of 1936; the propensities were not."""

    size: tuple[float, ...] = (
        7.45, 5.32, 1.15, 0.2, 15.01, 0.59, 0.35, 11.49, 4.03, 1.83, 0.78, 0.45, 0.27, 0.19, 0.13,
        0.1, 0.06,
    )  # fmt: skip
    first_bloc: tuple[str, ...] = EUROPE_1936[:7]
    basins: tuple[int, int] = (47945, 17591)


def case(name: str) -> Table:
    """Return the names, sizes and propensities of a published case.

    References
    ----------
    Axelrod and Bennett (1993), Table 2 and p. 224; Axelrod et al. (1995), on the Unix standards.
    """
    if name == "unix":
        firms = ("Sun", "Prime", "AT&T", "IBM", "DEC", "HP", "Apollo", "Intergraph", "SGI")
        size = np.array([28.9, 1.0, 28.5, 3.8, 20.0, 11.5, 21.2, 4.4, 4.4])
        kind = np.array(list("SSGGGGSSS"))  # specialists and generalists
        return firms, size, -(kind[:, None] == kind[None, :]).astype(float)
    powers = ("Britain", "France", "USSR", "Germany", "Italy")
    return powers, np.array([7.45, 5.32, 15.01, 11.49, 4.03]), -np.ones((5, 5))


def of_year(year: int, states: Sequence[str] | None, count: int) -> Table:
    """Return codes, sizes and propensities of the states of a year of the research data.

    Size is the share of the world's capabilities in per cent (CINC). A pair's propensity is the
    sum of four parts: -1 for a strategic rivalry; -1 for one over territory between land
    neighbours; -1 for an inter-state war on opposite sides in the 25 years before; +1 for the
    same kind of regime (democracies, others) and -1 for different ones, 0 where one is unknown.

    Parameters
    ----------
    year : int
    states : sequence of str, optional
        Codes or names; if not given the seventeen of Axelrod and Bennett from 1936 to 1939, else
        the strongest.
    count : int
        How many of the strongest.
    """
    import polars as pl

    from foedus import sources
    from foedus.models._states_then import lasting, named, number_of, pairs_of, states_of

    if not 1816 <= year <= LAST_YEAR:
        raise FoedusError(f"no propensities of {year}; the data cover 1816 to {LAST_YEAR} together")
    roll = states_of(year)
    nmc = sources.load("cow_nmc").filter((pl.col("year") == year) & (pl.col("cinc") > 0))
    cinc = dict(nmc.select(pl.col("ccode").cast(int), "cinc").iter_rows())
    known = named(roll)
    if states is not None:
        codes = [number_of(text, roll) for text in states]
    elif 1936 <= year <= 1939:
        codes = [number_of(iso3, roll) for iso3 in EUROPE_1936]
    else:
        codes = sorted((c for c in cinc if c in known), key=lambda c: -cinc[c])[:count]
    gone = [code for code in codes if code not in cinc]
    if gone:
        raise FoedusError(f"{known[gone[0]][1]} has no capabilities (CINC) in {year}")
    twice = [code for i, code in enumerate(codes) if code in codes[:i]]
    if twice:
        raise FoedusError(f"{known[twice[0]][1]} is named twice")
    wanted = tuple(known[code][0] for code in codes)
    numbers = np.array(codes)
    rivals = sources.load("tss_rivalries").filter(lasting("start", "end", year))
    borders = sources.load("cow_contdir").filter(
        (pl.col("conttype") == 1)
        & (pl.col("stdate").dt.year() <= year)
        & (pl.col("enddate").dt.year() >= year)
    )
    before = pl.col("year").is_between(year - WAR_REMEMBERED, year - 1)
    over_land = pairs_of(numbers, rivals.filter(pl.col("spatial") == 1))
    parts = (
        -pairs_of(numbers, rivals).astype(float),
        -(over_land & pairs_of(numbers, borders)).astype(float),
        -pairs_of(numbers, sources.load("cow_war_inter").filter(before)).astype(float),
        _alike(codes, year),
    )
    size = np.array([100.0 * float(cinc[code]) for code in codes])
    return wanted, size, np.asarray(sum(parts))


def _alike(codes: list[int], year: int) -> Array:
    import polars as pl

    from foedus import sources

    rows = sources.load("cw_democracy").filter(pl.col("year") == year)
    known = dict(rows.select("ccode", "euds").iter_rows())
    score = np.array([np.nan if known.get(c) is None else known[c] for c in codes], float)
    kind = np.where(np.isnan(score), 0.0, np.where(score >= DEMOCRACY, 1.0, -1.0))
    return np.asarray(kind[:, None] * kind[None, :])
