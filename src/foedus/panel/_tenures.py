"""Who was in office when, by the leader data."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from foedus.panel._choice import one_of
from foedus.panel._crosswalk import all_links
from foedus.panel._options import is_peer_compat
from foedus.panel._spells import Days, Ints, expand, jan_first, state_spells, year_of
from foedus.sources._store import load_narrow

__all__ = [
    "Tenures",
    "tenures_by_year",
    "tenures_of",
]


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


def tenures_by_year(standardize: str) -> pl.DataFrame:
    """Return each leader's first and last day in each year of rule over a member of the system.

    Columns: `obsid`, the state's code, `year`, `first_day`, `last_day`. Time out of office, or
    of the system, within a year makes two rows.
    """
    tenures = tenures_of(standardize)
    return pl.DataFrame(
        {
            "obsid": tenures.leaders["obsid"].gather(tenures.leader),
            tenures.key: tenures.code,
            "year": year_of(tenures.start).astype(np.int16),
            "first_day": tenures.start,
            "last_day": tenures.end,
        }
    )


def tenures_of(standardize: str) -> Tenures:
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
        rows, code = cow_codes(code, year)
        leader, begin, stop = leader[rows], begin[rows], stop[rows]
    return members_only(standardize, Tenures(leaders, leader, "", code, begin, stop))


def cow_codes(gwcode: Ints, year: Ints) -> tuple[Ints, Ints]:
    """Return the rows with Correlates of War states in that year, and these states' numbers."""
    asked = pl.DataFrame({"gwcode": gwcode, "year": year.astype(np.int16)}).with_row_index("row")
    table = all_links()
    if is_peer_compat():
        # The peer does not know Laos 1953.
        table = table.filter((pl.col("ccode") != 812) | (pl.col("year") != 1953))
    found = asked.join(table, on=["gwcode", "year"], maintain_order="left_right")
    return found["row"].to_numpy(), found["ccode"].to_numpy()


def members_only(system: str, tenures: Tenures) -> Tenures:
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
