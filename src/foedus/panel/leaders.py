"""Make the rows that are about leaders: one a leader and year, leader and day, or pair and year."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from foedus.panel._choice import one_of
from foedus.panel._crosswalk import all_links
from foedus.panel._engines import to_backend
from foedus.panel._options import is_peer_compat
from foedus.panel._spells import Days, Ints, counts, expand, jan_first, state_spells, year_of
from foedus.panel._years import Years, chosen_years
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["leader_days", "leader_dyad_years", "leader_years", "tenures_by_year"]


@dataclass(frozen=True)
class Tenures:
    """Parts of years in which a leader ruled a state, in order of the leaders' list and time.

    Attributes
    ----------
    leaders : polars data frame
        Archigos, a row a leader's spell.
    leader : (n,) integer array
        Row in `leaders`.
    key : str
        Name of the code column.
    code : (n,) integer array
        The state's number.
    start, end : (n,) array of days
        First and last day; both in one calendar year.
    """

    leaders: pl.DataFrame
    leader: Ints
    key: str
    code: Ints
    start: Days
    end: Days


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
    tenures = _tenures(standardize)
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
    tenures = _on_the_day(_between(_tenures(system), years), membership)
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


def tenures_by_year(standardize: str) -> pl.DataFrame:
    """Return each leader's first and last day in each year of rule over a member of the system.

    Columns: `obsid`, the state's code, `year`, `first_day`, `last_day`. Time out of office, or
    of the system, within a year makes two rows.
    """
    tenures = _tenures(standardize)
    return pl.DataFrame(
        {
            "obsid": tenures.leaders["obsid"].gather(tenures.leader),
            tenures.key: tenures.code,
            "year": year_of(tenures.start).astype(np.int16),
            "first_day": tenures.start,
            "last_day": tenures.end,
        }
    )


def _chosen(first: int | None, last: int | None, subset: Iterable[int] | None) -> Years:
    data = get("archigos").years
    assert data is not None
    return chosen_years(first, last, subset, data=data, extendable=False)


def _leader_years(standardize: str, membership: str) -> pl.DataFrame:
    tenures = _on_the_day(_tenures(standardize), membership)
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


def _tenures(standardize: str) -> Tenures:
    one_of(standardize, ("none", "cow", "gw"), "standardize")
    leaders = load_narrow("archigos")
    start, end = leaders["startdate"].to_numpy(), leaders["enddate"].to_numpy()
    leader, year = expand(year_of(start), year_of(end))
    begin = np.maximum(start[leader], jan_first(year))
    stop = np.minimum(end[leader], jan_first(year + 1) - 1)
    code = leaders["gwcode"].to_numpy()[leader]
    if standardize == "none":
        return Tenures(leaders, leader, "gwcode", code, begin, stop)
    if standardize == "cow":
        rows, code = _cow_codes(code, year)
        leader, begin, stop = leader[rows], begin[rows], stop[rows]
    return _members_only(standardize, Tenures(leaders, leader, "", code, begin, stop))


def _cow_codes(gwcode: Ints, year: Ints) -> tuple[Ints, Ints]:
    """Return the rows with Correlates of War states in that year, and these states' numbers."""
    asked = pl.DataFrame({"gwcode": gwcode, "year": year.astype(np.int16)}).with_row_index("row")
    table = all_links()
    if is_peer_compat():
        # The peer does not know Laos 1953.
        table = table.filter((pl.col("ccode") != 812) | (pl.col("year") != 1953))
    found = asked.join(table, on=["gwcode", "year"], maintain_order="left_right")
    return found["row"].to_numpy(), found["ccode"].to_numpy()


def _members_only(system: str, tenures: Tenures) -> Tenures:
    """Cut tenures to the days on which the state was a member of the system."""
    spells = state_spells(system)
    left = pl.DataFrame({"code": tenures.code}).with_row_index("row")
    right = pl.DataFrame({"code": spells.code}).with_row_index("spell")
    pairs = left.join(right, on="code", maintain_order="left_right")
    row, spell = pairs["row"].to_numpy(), pairs["spell"].to_numpy()
    start = np.maximum(tenures.start[row], spells.start[spell])
    end = np.minimum(tenures.end[row], spells.end[spell])
    kept = start <= end
    row = row[kept]
    return Tenures(
        tenures.leaders, tenures.leader[row], spells.key, tenures.code[row], start[kept], end[kept]
    )
