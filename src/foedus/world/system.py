"""The state system of a year of the research data: who was there, how strong, how near."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.measures.capability import composite_index
from foedus.measures.gradient import great_circle

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TABLES", "StateSystem", "state_system"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Load = Callable[[str], "pl.DataFrame"]

TABLES = (
    "cow_states",
    "cow_nmc",
    "cow_capitals",
    "cow_contdir",
    "cow_majors",
    "atop_alliance",
    "tss_rivalries",
)
"""The datasets a state system is made of."""

LAND = 1
"""Type of contiguity: separated by a land or river border."""


@dataclass(frozen=True, eq=False)
class StateSystem:
    """The states of one year, in the order of their Correlates of War numbers.

    The data are annual: what held on any day of the year counts for the year.

    Attributes
    ----------
    year : int
    ccode : (n,) int
    capability : (n,) shares of the system's military expenditure and personnel, nan where unknown
    together : (n, n) bool
        Pairs of states that were members of the system on a common day.
    capital_distance : (n, n) km, nan where a capital is unknown
    contiguous : (n, n) bool
        Land border.
    allied : (n, n) bool
        At least one of the two owes the other defence.
    major : (n,) bool
        Major powers.
    rivalry : (n, n) bool
        Strategic rivals.
    """

    year: int
    ccode: NDArray[np.int64]
    capability: Array
    together: Mask
    capital_distance: Array
    contiguous: Mask
    allied: Mask
    major: Mask
    rivalry: Mask

    @property
    def distance(self) -> Array:
        """Return the model's distance, km: 0 for land neighbours, else between capitals."""
        near = self.contiguous | np.eye(len(self.ccode), dtype=bool)
        return np.where(near, 0.0, self.capital_distance)

    @cached_property
    def index(self) -> dict[int, int]:
        """Return the place of each state's number in the arrays."""
        return {int(ccode): i for i, ccode in enumerate(self.ccode)}


def state_system(year: int, load: Load) -> StateSystem:
    """Return the state system of a year.

    Parameters
    ----------
    year : int
    load : function
        From the name of a dataset to its frame, e.g. `foedus.sources.load`.

    References
    ----------
    Correlates of War: states and major powers 2016, national material capabilities 7.0, direct
    contiguity 3.2; ATOP 5 (Leeds et al. 2002); Thompson, Sakuwa & Suhas (2021).
    """
    import polars as pl

    first, last = _membership(load("cow_states"), year)
    states = tuple(sorted(first))
    start = np.array([first[ccode] for ccode in states], dtype="datetime64[D]")
    end = np.array([last[ccode] for ccode in states], dtype="datetime64[D]")
    together = (start[:, None] <= end[None, :]) & (start[None, :] <= end[:, None])
    np.fill_diagonal(together, False)

    nmc = load("cow_nmc").filter(pl.col("year") == year)
    in_force = (pl.col("year") == year) & (pl.col("atop_defense") == 1)
    majors = load("cow_majors").filter(_spans("styear", "endyear", year))["ccode"]
    rivals = load("tss_rivalries").filter(_spans("start", "end", year))
    borders = _of_year(load("cow_contdir").filter(pl.col("conttype") == LAND), year)
    return StateSystem(
        year=year,
        ccode=np.array(states, dtype=np.int64),
        capability=composite_index(*_values(states, nmc, "milex", "milper")),
        together=together,
        capital_distance=_capital_distance(states, _of_year(load("cow_capitals"), year)),
        contiguous=_pairs(states, borders),
        allied=_pairs(states, load("atop_alliance").filter(in_force)),
        major=np.isin(states, majors.to_numpy()),
        rivalry=_pairs(states, rivals),
    )


def _membership(spells: pl.DataFrame, year: int) -> tuple[dict[int, str], dict[int, str]]:
    """Return each member's first and last day in the system in a year."""
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    columns = ("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday")
    for ccode, *days in spells.select(columns).iter_rows():
        y1, m1, d1, y2, m2, d2 = (int(part) for part in days)
        if y1 <= year <= y2:
            start = f"{y1:04}-{m1:02}-{d1:02}" if y1 == year else f"{year:04}-01-01"
            end = f"{y2:04}-{m2:02}-{d2:02}" if y2 == year else f"{year:04}-12-31"
            first[int(ccode)] = min(first.get(int(ccode), start), start)
            last[int(ccode)] = max(last.get(int(ccode), end), end)
    return first, last


def _spans(start: str, end: str, year: int) -> pl.Expr:
    import polars as pl

    return (pl.col(start) <= year) & (pl.col(end) >= year)


def _of_year(spells: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return the spells with days in a year, in the order in which they began."""
    import polars as pl

    started, ended = pl.col("stdate").dt.year(), pl.col("enddate").dt.year()
    return spells.filter((started <= year) & (ended >= year)).sort("stdate", maintain_order=True)


def _values(states: tuple[int, ...], rows: pl.DataFrame, *names: str) -> Array:
    """Return columns as arrays in the order of the states, nan where unknown, the last row wins."""
    position = {ccode: i for i, ccode in enumerate(states)}
    values = np.full((len(names), len(states)), np.nan)
    for ccode, *found in rows.select("ccode", *names).iter_rows():
        if int(ccode) in position:
            values[:, position[int(ccode)]] = [np.nan if v is None else v for v in found]
    return values


def _capital_distance(states: tuple[int, ...], capitals: pl.DataFrame) -> Array:
    lat, lng = _values(states, capitals, "lat", "lng")
    return great_circle(lat[:, None], lng[:, None], lat[None, :], lng[None, :])


def _pairs(states: tuple[int, ...], rows: pl.DataFrame) -> Mask:
    """Return which pairs of states the rows name, in either order."""
    position = {ccode: i for i, ccode in enumerate(states)}
    pairs = np.zeros((len(states), len(states)), dtype=bool)
    listed: Iterable[tuple[int, int]] = rows.select("ccode1", "ccode2").iter_rows()
    for a, b in listed:
        if int(a) in position and int(b) in position:
            i, j = position[int(a)], position[int(b)]
            pairs[i, j] = pairs[j, i] = True
    return pairs
