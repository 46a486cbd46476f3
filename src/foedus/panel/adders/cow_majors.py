"""Major powers."""

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._lookup import state_lookups
from foedus.panel._spells import expand
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_cow_majors", "extended", "major_power_years"]


def add_cow_majors(frame: IntoFrameT, until: int | None = None) -> IntoFrameT:
    """Return the frame with whether each state was a major power on any day of the year.

    Adds `cowmaj` (for dyads `cowmaj1` and `cowmaj2`): 1 or 0, missing outside 1816-2016.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, with Correlates of War codes.
    until : int, optional
        Extend the major powers of 2016 to this year.

    References
    ----------
    Correlates of War Project (2017), State System Membership List v2016.

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1914, 1914).pipe(add_cow_majors)["cowmaj"].sum()
    8
    """
    return attach(frame, _ADDER, until=until)


def _plan(asked: Asked, until: int | None) -> Plan:
    years = extended(get("cow_majors").years, until, asked.caller)
    table = major_power_years(until)
    none = {"cowmaj": 0}
    return Plan(state_lookups(asked.unit, table, ["cowmaj"], fill=none, years=years))


_ADDER = Adder("add_cow_majors", _plan, systems=("cow",))


def major_power_years(until: int | None = None) -> pl.DataFrame:
    """Return a row for each major power and year: `ccode`, `year`, `cowmaj` = 1."""
    spells = load_narrow("cow_majors").sort("ccode", "styear")
    end = spells["endyear"].to_numpy()
    last = get("cow_majors").last_year
    end = np.where(end == last, max(until or last, last), end)
    index, year = expand(spells["styear"].to_numpy(), end)
    return pl.DataFrame(
        {"ccode": spells["ccode"].to_numpy()[index], "year": year.astype(np.int16)}
    ).with_columns(pl.lit(1, pl.Int8).alias("cowmaj"))


def extended(years: tuple[int, int] | None, until: int | None, caller: str) -> tuple[int, int]:
    """Return a dataset's years with their end moved to `until`.

    Raises
    ------
    FoedusError
        `until` lies before the data's end.
    """
    assert years is not None
    first, last = years
    if until is not None and until < last:
        raise FoedusError(f"{caller}: until is {until}, before the data end in {last}")
    return first, until or last
