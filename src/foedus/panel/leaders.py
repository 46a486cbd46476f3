"""Make the rows that are about leaders: one a leader and year, leader and day, or pair and year."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from foedus.panel._choice import one_of
from foedus.panel._engines import to_backend
from foedus.panel._spells import counts, expand, year_of
from foedus.panel._tenures import Tenures, tenures_of
from foedus.panel._years import Years, chosen_years
from foedus.sources import get

__all__ = [
    "leader_days",
    "leader_dyad_years",
    "leader_years",
]


def leader_years(
    first: int | None = None,
    last: int | None = None,
    *,
    standardize: str = "none",
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each leader and year in which he or she ruled a state for a day or more.

    Columns: `obsid`, `leader`, the state's code, `gender`, `leaderage` (year less year of birth),
    `year`, `yrinoffice` (1 in the first year).

    Parameters
    ----------
    first, last : int, optional
        Range of years, both included; by default all the data have, 1840-2015.
    standardize : {"none", "cow", "gw"}
        Keep all (`gwcode`), or only days on which the state was a member of the Correlates of War
        (`ccode`) or Gleditsch-Ward (`gwcode`) system.
    membership : {"any", "jan1", "dec31"}
        In office (and the state a member, if it must be) on which day of the year: any one,
        1 January or 31 December.
    subset_years : iterable of int, optional
        Only these years.
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    References
    ----------
    Goemans, Gleditsch and Chiozza (2009).

    Examples
    --------
    >>> leader_years(2015, 2015, standardize="cow").height
    192
    """
    years = _chosen(first, last, subset_years)
    frame = _leader_years(standardize, membership)
    frame = _within(frame, years)
    return to_backend(frame, backend)


def leader_days(
    first: int | None = None,
    last: int | None = None,
    *,
    standardize: str = "none",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each leader and day of rule.

    Columns: `obsid`, the state's code, `leader`, `date`, `yrinoffice`. Parameters are those of
    `leader_years`, without `membership`.

    Examples
    --------
    >>> leader_days(1840, 1840).height
    162
    """
    years = _chosen(first, last, subset_years)
    tenures = tenures_of(standardize)
    tenures = _between(tenures, years)
    index, day = expand(tenures.start.astype(np.int32), tenures.end.astype(np.int32))
    leader = tenures.leader[index]
    begin = year_of(tenures.leaders["startdate"].to_numpy())
    in_office = (year_of(tenures.start) - begin[tenures.leader] + 1).astype(np.int16)
    frame = pl.DataFrame(
        {
            "obsid": tenures.leaders["obsid"].gather(leader),
            tenures.key: tenures.code[index],
            "leader": tenures.leaders["leader"].gather(leader),
            "date": pl.Series(day).cast(pl.Date),
            "yrinoffice": in_office[index],
        }
    )
    return to_backend(frame, backend)


def leader_dyad_years(
    first: int | None = None,
    last: int | None = None,
    *,
    system: str = "cow",
    directed: bool = True,
    membership: str = "any",
    subset_years: Iterable[int] | None = None,
    backend: str = "polars",
) -> Any:
    """Return a row for each pair of leaders of two states who ruled on a common day of a year.

    Parameters
    ----------
    first, last : int, optional
        Range of years, both included; by default all the data have, 1840-2015.
    system : {"cow", "gw"}
        Whose states count.
    directed : bool
        Both orders of each pair, or only the one with the lower number first.
    membership : {"any", "jan1", "dec31"}
        Both in office on which common day of the year: any one, 1 January or 31 December.
    subset_years : iterable of int, optional
        Only these years.
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    References
    ----------
    Goemans, Gleditsch and Chiozza (2009).

    Examples
    --------
    >>> leader_dyad_years(2015, 2015, directed=False).columns[:5]
    ['obsid1', 'obsid2', 'ccode1', 'ccode2', 'year']
    """
    one_of(system, ("cow", "gw"), "system")
    years = _chosen(first, last, subset_years)
    tenures = _on_the_day(_between(tenures_of(system), years), membership)
    order = np.argsort(tenures.start, kind="stable")
    order = order[np.argsort(year_of(tenures.start)[order], kind="stable")]
    year = year_of(tenures.start)[order]
    begin = np.searchsorted(year, year, side="left")
    end = np.searchsorted(year, year, side="right") - 1
    one, two = expand(begin, end)
    one, two = order[one], order[two]
    code = tenures.code
    apart = code[one] != code[two] if directed else code[one] < code[two]
    meet = np.maximum(tenures.start[one], tenures.start[two]) <= np.minimum(
        tenures.end[one], tenures.end[two]
    )
    one, two = one[apart & meet], two[apart & meet]
    leaders = tenures.leaders
    frame = pl.DataFrame(
        {
            "__one": tenures.leader[one],
            "__two": tenures.leader[two],
            f"{tenures.key}1": code[one],
            f"{tenures.key}2": code[two],
            "year": year_of(tenures.start[one]).astype(np.int16),
        }
    ).unique(maintain_order=True)
    frame = frame.sort(f"{tenures.key}1", f"{tenures.key}2", "year", "__one", "__two")
    ids = [
        leaders["obsid"].gather(frame[side]).alias(name)
        for side, name in (("__one", "obsid1"), ("__two", "obsid2"))
    ]
    rest = frame.drop("__one", "__two")
    return to_backend(pl.DataFrame(ids).hstack(rest), backend)


def _chosen(first: int | None, last: int | None, subset: Iterable[int] | None) -> Years:
    data = get("archigos").years
    assert data is not None
    return chosen_years(first, last, subset, data=data, extendable=False)


def _leader_years(standardize: str, membership: str) -> pl.DataFrame:
    tenures = _on_the_day(tenures_of(standardize), membership)
    # A leader of two states in one year (Germany, Yemen 1990) stands first where he was first.
    order = np.lexsort((tenures.start, tenures.leader))
    table = pl.DataFrame(
        {
            "__leader": tenures.leader[order],
            tenures.key: tenures.code[order],
            "year": year_of(tenures.start[order]).astype(np.int16),
        }
    ).unique(maintain_order=True)
    leaders = tenures.leaders[table["__leader"]]
    table = table.with_columns(
        leaders["obsid"],
        leaders["leader"],
        leaders["gender"],
        (table["year"] - leaders["yrborn"]).alias("leaderage"),
        (table["year"] - leaders["startdate"].dt.year().cast(pl.Int16) + 1).alias("yrinoffice"),
    )
    names = ["obsid", "leader", tenures.key, "gender", "leaderage", "year", "yrinoffice"]
    return table.select(names)


def _within(frame: pl.DataFrame, years: Years) -> pl.DataFrame:
    frame = frame.filter(pl.col("year").is_between(years.first, years.last))
    if years.subset is None:
        return frame
    return frame.filter(pl.col("year").is_in(years.subset.tolist()))


def _between(tenures: Tenures, years: Years) -> Tenures:
    year = year_of(tenures.start)
    kept = (year >= years.first) & (year <= years.last)
    if years.subset is not None:
        kept &= np.isin(year, years.subset)
    return _kept(tenures, kept)


def _on_the_day(tenures: Tenures, membership: str) -> Tenures:
    return _kept(tenures, counts(tenures.start, tenures.end, membership))


def _kept(tenures: Tenures, kept: "np.ndarray") -> Tenures:
    return Tenures(
        tenures.leaders,
        tenures.leader[kept],
        tenures.key,
        tenures.code[kept],
        tenures.start[kept],
        tenures.end[kept],
    )
