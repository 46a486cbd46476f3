"""The states of every year with all that the equations need to know of them and of their pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.distances import Distances, distances
from foedus.estimation.history import MID_YEAR, Clashes, clashes
from foedus.security.terms import Situation
from foedus.world.system import StateSystem, state_system

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FIRST", "LAST", "Year", "read_years"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]
Load = Callable[[str], "pl.DataFrame"]

FIRST, LAST = 1816, 2010
"""Years of the dispute data."""

FIRST_WEAPON = {
    2: 1945, 365: 1949, 200: 1952, 220: 1960, 710: 1964, 666: 1967, 750: 1974, 560: 1979,
    770: 1998, 731: 2006,
}  # fmt: skip
"""Year of a state's first nuclear test or, for Israel and South Africa, of its first weapon."""

LAST_WEAPON = {560: 1990}
"""Year in which a state gave its weapons up."""


@dataclass(frozen=True, eq=False)
class Year:
    """The states of a year, as they were known when it began.

    Attributes
    ----------
    system : StateSystem
        Who is there, borders, distances between capitals, majors and obligations.
    capability : (n,) shares of the world's, of the year before where it is known, nan unknown
    tie : (n, n) float, 1 with an obligation of defence in the year before and in the year
    minimum_distance : (n, n) km
    democracy : (n,) score of the year before where it is known, nan unknown
    rival : (n, n) bool, in the year before
    years_since_clash : (n, n), inf with none on record
    years_together : (n, n), since both were first in the system
    recent_clashes : (n, n)
    at_war : (n, n) bool, a war between the two began before the year and is on
    nuclear : (n,) bool, in the year before
    """

    system: StateSystem
    capability: Array
    tie: Array
    minimum_distance: Array
    democracy: Array
    rival: Mask
    years_since_clash: Array
    years_together: Array
    recent_clashes: Array
    at_war: Mask
    nuclear: Mask

    @property
    def year(self) -> int:
        """Return the year."""
        return self.system.year

    @property
    def strength(self) -> Array:
        """Return (n,): the capability, 0 where it is unknown, for sums over allies."""
        return np.nan_to_num(self.capability)

    @property
    def distance(self) -> Array:
        """Return (n, n) km over which power is projected: the minimum distance, 0 if unknown."""
        found: Array = np.nan_to_num(self.minimum_distance)
        return found

    @property
    def known(self) -> Mask:
        """Return (n, n): pairs on a common day whose capabilities and distances are known."""
        able = ~np.isnan(self.capability)
        placed = ~np.isnan(self.system.capital_distance) & ~np.isnan(self.minimum_distance)
        both: Mask = self.system.together & able[:, None] & able[None, :] & placed
        return both

    @property
    def log_peace(self) -> Array:
        """Return (n, n): ln(1 + years since the last deadly clash, or together if none)."""
        since = np.minimum(self.years_since_clash, self.years_together)
        found: Array = np.log1p(np.where(self.system.together, since, 0.0))
        return found

    def situation(self) -> Situation:
        """Return what is known of the pairs apart from alliances, attackers in rows."""
        major, democracy = self.system.major, self.democracy
        return Situation(
            year=self.year,
            land=self.system.contiguous,
            distance=np.nan_to_num(self.minimum_distance),
            major_attacker=major[:, None],
            major_target=major[None, :],
            democracy_attacker=democracy[:, None],
            democracy_target=democracy[None, :],
            rival=self.rival,
            log_peace=self.log_peace,
            recent_clashes=self.recent_clashes,
        )


def read_years(load: Load, first: int = FIRST, last: int = LAST) -> tuple[Year, ...]:
    """Return the states of every year between two, the history from 1816 on.

    Parameters
    ----------
    load : from a dataset's name to its frame, e.g. `foedus.sources.load`
    first, last : int
        The dispute data end in 2010; a later year has no clashes of its own.

    References
    ----------
    Correlates of War (states, capabilities, contiguity, majors); ATOP 5 (Leeds et al. 2002);
    Thompson, Sakuwa & Suhas (2021); Marquez (2016); Gibler, Miller & Little (2016).
    """
    systems = tuple(state_system(year, load) for year in range(FIRST, last + 1))
    ccode = np.unique(np.concatenate([system.ccode for system in systems]))
    history = clashes(load("gml_dirdisp"), ccode, FIRST, last)
    near = distances(_of(load("cow_mindist"), ccode), ccode, systems)
    scores = _scores(load("cw_democracy"), ccode, last)
    together = np.full((len(ccode), len(ccode)), np.inf)
    found = []
    for at, system in enumerate(systems):
        places = np.searchsorted(ccode, system.ccode)
        square = np.ix_(places, places)
        since = np.where(system.together, system.year, np.inf)
        together[square] = np.minimum(together[square], since)
        if system.year >= first:
            past = systems[max(at - 1, 0)]
            found.append(
                _year(
                    system,
                    past,
                    history,
                    near,
                    scores[at][places],
                    system.year - together[square] + MID_YEAR,
                )
            )
    return tuple(found)


def _year(
    system: StateSystem,
    past: StateSystem,
    history: Clashes,
    near: Distances,
    democracy: Array,
    years_together: Array,
) -> Year:
    n = len(system.ccode)
    place = np.searchsorted(past.ccode, system.ccode).clip(max=len(past.ccode) - 1)
    was = past.ccode[place] == system.ccode
    both = was[:, None] & was[None, :]
    square = np.ix_(place, place)
    before = np.where(was, past.capability[place], np.nan)
    allied_before = both & past.allied[square]
    since, recent = history.before(system.year, system.ccode)
    first_weapon = np.array([FIRST_WEAPON.get(int(c), 9999) for c in system.ccode])
    last_weapon = np.array([LAST_WEAPON.get(int(c), 9999) for c in system.ccode])
    return Year(
        system=system,
        capability=np.where(np.isnan(before), system.capability, before),
        tie=np.where(np.eye(n, dtype=bool), 0.0, system.allied & allied_before),
        minimum_distance=near.of(system),
        democracy=democracy,
        rival=np.where(both, past.rivalry[square], False),
        years_since_clash=since,
        years_together=years_together,
        recent_clashes=recent,
        at_war=history.war_on(system.year, system.ccode),
        nuclear=(first_weapon < system.year) & (system.year <= last_weapon),
    )


def _of(rows: pl.DataFrame, ccode: Codes) -> pl.DataFrame:
    import polars as pl

    codes = ccode.tolist()
    return rows.filter(pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes))


def _scores(table: pl.DataFrame, ccode: Codes, last: int) -> Array:
    """Return (T, s) scores: each year's layer has those of the year before, else its own."""
    import polars as pl

    rows = table.filter(
        pl.col("year") <= last, pl.col("ccode").is_in(ccode.tolist()), pl.col("euds").is_not_null()
    )
    own = np.full((last - FIRST + 1, len(ccode)), np.nan)
    place = np.searchsorted(ccode, rows["ccode"].to_numpy())
    own[rows["year"].to_numpy().astype(int) - FIRST, place] = rows["euds"].to_numpy()
    before = np.vstack([own[:1], own[:-1]])
    return np.where(np.isnan(before), own, before)
