"""The deadly clashes of pairs of states before a day, and who is at war with whom on it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "CLASHES_SINCE",
    "Clashes",
    "PairHistory",
    "dispute_clashes",
    "embedded_clashes",
    "pair_history",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Days = NDArray[np.datetime64]

CLASHES_SINCE = 2011
"""First year of the embedded table of clashes; the dispute data end in 2010."""

RECENT = 10
"""Years before a day over which clashes are counted."""

DAYS = 365.2425
"""Days of a year."""

INTERNAL = frozenset({"Donbas 2014-2022"})
"""Episodes of the level of a war that the conflict data code as internal (UCDP; for the Correlates
of War a dispute below war): clashes of the pair, but no war between the two."""

WAR = 5
"""Level of hostility of a war in the dispute data."""


@dataclass(frozen=True, eq=False)
class Clashes:
    """Deadly clashes of pairs of states, one a place in all arrays.

    Attributes
    ----------
    a, b : (m,) labels of the two states, ISO3 codes or Correlates of War numbers
    start, end : (m,) datetime64[D]; the end is NaT where it is not over
    war : (m,) bool
    """

    a: NDArray[np.generic]
    b: NDArray[np.generic]
    start: Days
    end: Days
    war: Mask


@dataclass(frozen=True, eq=False)
class PairHistory:
    """What is on record of pairs of states before a day, arrays (n, n), symmetric.

    Attributes
    ----------
    years_since_clash : years from the end of the last deadly clash, 0 while one goes on, inf: none
    recent_clashes : deadly clashes begun in the ten years before
    at_war : a war between the two is on
    """

    years_since_clash: Array
    recent_clashes: Array
    at_war: Mask

    def joined(self, other: PairHistory) -> PairHistory:
        """Return what two records of the same states say together."""
        return PairHistory(
            np.minimum(self.years_since_clash, other.years_since_clash),
            self.recent_clashes + other.recent_clashes,
            self.at_war | other.at_war,
        )


def _day(text: str, last: bool) -> date:
    """Return the first or the last day that a year, a month or a day stands for."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


@cache
def embedded_clashes() -> Clashes:
    """Return the clashes between governments since 2011; those aimed at armed groups are left out.

    Where only a month is known, a clash begins on its first and ends on its last day.

    Examples
    --------
    >>> found = embedded_clashes()
    >>> found.start[(found.a == "ARM") & (found.b == "AZE") & found.war].tolist()
    [datetime.date(2020, 9, 27)]
    """
    table = read_table("clashes")
    table = table.filter(table["object"] != "group")
    ends = [None if end is None else _day(end, last=True) for end in table["end"]]
    found = Clashes(
        a=table["iso3_a"].to_numpy().astype(str),
        b=table["iso3_b"].to_numpy().astype(str),
        start=np.array([_day(start, last=False) for start in table["start"]], "datetime64[D]"),
        end=np.array(ends, dtype="datetime64[D]"),
        war=((table["level"] == "war") & ~table["name"].is_in(list(INTERNAL))).to_numpy().copy(),
    )
    for array in vars(found).values():
        array.flags.writeable = False
    return found


def dispute_clashes(directed: pl.DataFrame, participants: pl.DataFrame) -> Clashes:
    """Return the deadly clashes of the dispute data, by the days on which both took part.

    A deadly clash is a dispute with at least one death in which the two stood on opposite sides
    and one of them at least lost somebody; it is a war at level 5 of hostility. Where a day is
    unknown, the first or the last of its month stands for it.

    Parameters
    ----------
    directed : polars.DataFrame
        `dispnum`, `ccode1`, `ccode2`, `sidea1`, `sidea2`, `fatality`, `fatality1`, `fatality2`,
        `hostlev` (gml_dirdisp).
    participants : polars.DataFrame
        `dispnum`, `ccode` and first and last day (gml_part).

    References
    ----------
    Gibler, Miller & Little (2016).
    """
    import polars as pl

    deadly = directed.filter(
        pl.col("ccode1") < pl.col("ccode2"),
        pl.col("sidea1") != pl.col("sidea2"),
        (pl.col("fatality") > 0) & ((pl.col("fatality1") > 0) | (pl.col("fatality2") > 0)),
    )
    pairs = deadly.group_by("dispnum", "ccode1", "ccode2").agg(war=pl.col("hostlev").max() == WAR)
    start = pl.date("styear", "stmon", pl.col("stday").clip(lower_bound=1))
    last = pl.date("endyear", "endmon", 1).dt.month_end()
    told = pl.date("endyear", "endmon", pl.col("endday").clip(lower_bound=1))
    end = pl.when(pl.col("endday") < 1).then(last).otherwise(told)
    spells = participants.select("dispnum", "ccode", start=start, end=end)
    both = pairs.join(spells, left_on=["dispnum", "ccode1"], right_on=["dispnum", "ccode"]).join(
        spells, left_on=["dispnum", "ccode2"], right_on=["dispnum", "ccode"], suffix="2"
    )
    found = (
        both.select(
            "dispnum",
            "ccode1",
            "ccode2",
            "war",
            start=pl.max_horizontal("start", "start2"),
            end=pl.min_horizontal("end", "end2"),
        )
        .filter(pl.col("start") <= pl.col("end"))
        .group_by("dispnum", "ccode1", "ccode2")
        .agg(pl.col("start").min(), pl.col("end").max(), pl.col("war").first())
        .sort("dispnum", "ccode1", "ccode2")
    )
    return Clashes(
        a=found["ccode1"].to_numpy(),
        b=found["ccode2"].to_numpy(),
        start=found["start"].to_numpy().astype("datetime64[D]"),
        end=found["end"].to_numpy().astype("datetime64[D]"),
        war=found["war"].to_numpy(),
    )


def pair_history(states: Sequence[object] | ArrayLike, day: date, clashes: Clashes) -> PairHistory:
    """Return what is on record of all pairs of states before a day.

    Parameters
    ----------
    states : (n,) labels, distinct
        As in the clashes, in the order of the result.
    day : date
        What begins on it is not known yet, nor when anything ends that goes on.
    clashes : Clashes

    Examples
    --------
    >>> past = pair_history(["RUS", "UKR"], date(2025, 1, 1), embedded_clashes())
    >>> past.at_war[0, 1].item(), past.years_since_clash[0, 1].item()
    (True, 0.0)
    """
    labels, now = np.asarray(states), np.datetime64(day, "D")
    n, order = len(labels), np.argsort(labels)
    known = (clashes.start < now) & np.isin(clashes.a, labels) & np.isin(clashes.b, labels)
    ranked = labels[order]
    a = order[np.searchsorted(ranked, clashes.a[known])]
    b = order[np.searchsorted(ranked, clashes.b[known])]
    start, end = clashes.start[known], clashes.end[known]
    goes_on = np.isnat(end) | (end >= now)
    over = np.where(goes_on, 0.0, (now - np.where(goes_on, now, end)).astype(int) / DAYS)
    young = (now - start).astype(int) <= RECENT * DAYS
    since = np.full((n, n), np.inf)
    recent, war = np.zeros((n, n)), np.zeros((n, n), dtype=bool)
    for i, j in ((a, b), (b, a)):
        np.minimum.at(since, (i, j), over)
        np.add.at(recent, (i, j), young.astype(float))
        np.logical_or.at(war, (i, j), clashes.war[known] & goes_on)
    return PairHistory(since, recent, war)
