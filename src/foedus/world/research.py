"""What the research data say of the states of a day: figures, map, rivals, regimes, obligations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.measures.gradient import great_circle
from foedus.world.days import last_full_year
from foedus.world.figures import OLDEST

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PREDECESSOR", "Roll", "states_on"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

LAND = 1
"""Type of contiguity: separated by a land or river border."""

PREDECESSOR = {255: 260, 679: 678}
"""Numbers of the Correlates of War under which a state stood before: Germany, Yemen."""


@dataclass(frozen=True, eq=False)
class Roll:
    """The states of a day and the look-ups of their numbers in the research data.

    Attributes
    ----------
    day : date
    iso3, names : tuple of str
    ccode : (n,) int
        Correlates of War numbers, -1 for a state without one.
    first : (n,) datetime64[D]
        Day on which the state was first one; NaT where the data do not say.
    """

    day: date
    iso3: tuple[str, ...]
    names: tuple[str, ...]
    ccode: NDArray[np.int64]
    first: NDArray[np.datetime64]

    @cached_property
    def place(self) -> dict[int, int]:
        """Return the place of each number, and of a number before it that nobody else has."""
        found = {int(code): i for i, code in enumerate(self.ccode) if code >= 0}
        for now, before in PREDECESSOR.items():
            if now in found:
                found.setdefault(before, found[now])
        return found

    def column(self, rows: pl.DataFrame, name: str) -> Array:
        """Return a column in the order of the states, nan where unknown, the last row wins."""
        import polars as pl

        values = np.full(len(self.iso3), np.nan)
        known = rows.drop_nulls(name).filter(pl.col("ccode").is_in(list(self.place)))
        # Rows under a number of before come first, so that the state's own win.
        known = known.sort(pl.col("ccode").is_in(list(PREDECESSOR.values())), descending=True)
        at = [self.place[int(code)] for code in known["ccode"]]
        values[at] = known[name].to_numpy()
        return values

    def latest(self, rows: pl.DataFrame, name: str) -> tuple[Array, Array]:
        """Return each state's last figure before the day and its year, nan where there is none."""
        import polars as pl

        last = last_full_year(self.day)
        known = rows.drop_nulls(name).filter(pl.col("year").is_between(last - OLDEST, last))
        newest = known.sort("year").group_by("ccode", maintain_order=True).last()
        return self.column(newest, name), self.column(newest, "year")

    def pairs(self, rows: pl.DataFrame) -> Mask:
        """Return which pairs of states the rows name, in either order."""
        found = np.zeros((len(self.iso3), len(self.iso3)), dtype=bool)
        a, b = self._places(rows)
        found[a, b] = found[b, a] = True
        np.fill_diagonal(found, False)
        return found

    def _places(self, rows: pl.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the places of both states of the rows in which both are known."""
        import polars as pl

        codes = list(self.place)
        known = rows.filter(pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes))
        columns = (known[f"ccode{k}"].cast(pl.Int64).replace_strict(self.place) for k in (1, 2))
        a, b = (column.to_numpy().astype(np.intp) for column in columns)
        return a, b

    def contiguous(self, spells: pl.DataFrame) -> Mask:
        """Return who shares a land border; one spell of it is enough, whatever others say."""
        import polars as pl

        return self.pairs(self.of_day(spells.filter(pl.col("conttype") == LAND)))

    def of_day(self, spells: pl.DataFrame) -> pl.DataFrame:
        """Return the spells of the day, in the order in which they began.

        The data end with the month of their last day, so an end in December is that of the year.
        """
        import polars as pl

        begun = pl.col("stdate") <= self.day
        ended = pl.col("enddate").dt.month_end() < self.day
        return spells.filter(begun & ~ended).sort("stdate", maintain_order=True)

    def capital_distance(self, capitals: pl.DataFrame) -> Array:
        """Return the distances between the capitals of the day, (n, n) km, nan where unknown."""
        rows = self.of_day(capitals)
        lat, lon = self.column(rows, "lat"), self.column(rows, "lng")
        return great_circle(lat[:, None], lon[:, None], lat[None, :], lon[None, :])

    def minimum_distance(self, table: pl.DataFrame, capital: Array) -> Array:
        """Return the distances between the nearest points of the states, (n, n) km.

        A pair has the value of the day's year, else the next one measured, else the last one;
        a pair that was never measured the distance between capitals times the median ratio of the
        two among the others.

        Parameters
        ----------
        table : polars.DataFrame
            `ccode1`, `ccode2`, `year`, `mindist` (cow_mindist, 1886-2019).
        capital : (n, n) km
        """
        import polars as pl

        codes = list(self.place)
        away = pl.col("year").cast(pl.Int64) - self.day.year
        nearest = (
            table.filter(pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes))
            .with_columns(rank=pl.when(away >= 0).then(away).otherwise(10_000 - away))
            .filter(pl.col("rank") == pl.col("rank").min().over("ccode1", "ccode2"))
            .sort("rank", descending=True)
        )
        km = np.full(capital.shape, np.nan)
        a, b = self._places(nearest)
        km[a, b] = km[b, a] = nearest["mindist"].to_numpy()
        apart = (km > 0) & (capital > 0)
        ratio = float(np.median(km[apart] / capital[apart])) if apart.any() else 1.0
        found: Array = np.where(np.isnan(km), ratio * capital, km)
        np.fill_diagonal(found, 0.0)
        return found

    def defence(self, obligations: pl.DataFrame) -> Mask:
        """Return who of two owes the other defence on the day.

        The data are annual. In the second half of a year what holds in it counts, in the first
        half what also held in the year before: of the alliances of August 1914 none is there in
        June.

        Parameters
        ----------
        obligations : polars.DataFrame
            `ccode1`, `ccode2`, `year`, `atop_defense` (atop_alliance).
        """
        import polars as pl

        held = obligations.filter(pl.col("atop_defense") == 1)
        now = self.pairs(held.filter(pl.col("year") == self.day.year))
        if self.day.month > 6:
            return now
        return now & self.pairs(held.filter(pl.col("year") == self.day.year - 1))

    def years_together(self) -> Array:
        """Return the years that both of two states have been states, (n, n), nan where unknown."""
        since = np.maximum(self.first[:, None], self.first[None, :])
        days = (np.datetime64(self.day, "D") - since).astype("timedelta64[D]").astype(float)
        return np.where(np.isnat(since), np.nan, days / 365.2425)


def states_on(spells: pl.DataFrame, day: date) -> pl.DataFrame:
    """Return the members of the state system on a day: `ccode`, `stateabb`, `statenme`, `first`.

    Parameters
    ----------
    spells : polars.DataFrame
        Membership in the system (cow_states).
    day : date
        `first` is the day on which the state was first a member.
    """
    import polars as pl

    start, end = pl.date("styear", "stmonth", "stday"), pl.date("endyear", "endmonth", "endday")
    return (
        spells.with_columns(start=start, end=end)
        .with_columns(first=pl.col("start").min().over("ccode"))
        .filter((pl.col("start") <= day) & (pl.col("end") >= day))
        .select(pl.col("ccode").cast(pl.Int64), "stateabb", "statenme", "first")
        .sort("ccode")
    )


def fixed(roll: Sequence[tuple[str, str, int, date | None]], day: date) -> Roll:
    """Return a roll from rows of code, name, number and first day, in the order of the codes."""
    ordered = sorted(roll)
    iso3, names, ccode, first = zip(*ordered, strict=True)
    return Roll(
        day=day,
        iso3=tuple(iso3),
        names=tuple(names),
        ccode=np.array(ccode, dtype=np.int64),
        first=np.array(first, dtype="datetime64[D]"),
    )
