"""Direct contiguity."""

from typing import Literal

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import Lookup, attach, frame_unit, state_lookups
from foedus.panel._choice import one_of
from foedus.panel._spells import expand
from foedus.panel.adders.cow_majors import extended
from foedus.sources import get, load

__all__ = ["add_contiguity", "contiguity_years"]

_KEYS = ("ccode1", "ccode2", "year")


def add_contiguity(frame: IntoFrameT, slice: str = "first", until: int | None = None) -> IntoFrameT:
    """Return the frame with contiguity.

    To dyads it adds `conttype`: 1 land border, 2 to 5 separated by water of at most 12, 24, 150,
    400 miles, 0 none of these. To state- and leader-years it adds the number of states contiguous
    by `land` and by `sea`. Missing outside 1816-2016.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years with Correlates of War codes.
    slice : {"first", "last"}
        Which relation counts in a year in which it changed.
    until : int, optional
        Extend the relations of 2016 to this year.

    References
    ----------
    Stinnett, Tir, Schafer, Diehl and Gochman (2002).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> import polars as pl
    >>> border = dyad_years(1914, 1914).pipe(add_contiguity)
    >>> border.filter(pl.col("ccode1") == 220, pl.col("ccode2") == 255)["conttype"].item()
    1
    """
    caller = "add_contiguity"
    one_of(slice, ("first", "last"), f"{caller}: slice")
    kinds = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")
    unit = frame_unit(frame, caller, kinds=kinds, systems=("cow",))
    years = extended(get("cow_contdir").years, until, caller)
    table = contiguity_years(slice, until)
    if unit.is_dyadic:
        keys = {"ccode1": "ccode1", "ccode2": "ccode2", "year": "year"}
        lookups = [Lookup(table, keys, {"conttype": "conttype"}, {"conttype": 0}, years)]
    else:
        land, sea = pl.col("conttype") == 1, pl.col("conttype") > 1
        counts = table.group_by(pl.col("ccode1").alias("ccode"), "year").agg(
            land.sum().cast(pl.Int16).alias("land"), sea.sum().cast(pl.Int16).alias("sea")
        )
        none = {"land": 0, "sea": 0}
        lookups = state_lookups(unit, counts, ["land", "sea"], fill=none, years=years)
    return attach(frame, caller, unit, lookups)


def contiguity_years(slice: str = "first", until: int | None = None) -> pl.DataFrame:
    """Return a row for each directed dyad and year in the contiguity data.

    Parameters
    ----------
    slice : {"first", "last"}
        Which relation counts in a year in which it changed.
    until : int, optional
        Extend the relations of 2016 to this year.
    """
    spells = load("cow_contdir").sort("ccode1", "ccode2", "stdate", maintain_order=True)
    last = get("cow_contdir").last_year
    end = spells["enddate"].dt.year().to_numpy()
    end = np.where(end == last, max(until or last, last), end)
    index, year = expand(spells["stdate"].dt.year().to_numpy(), end)
    table = spells[index].with_columns(pl.Series("year", year.astype(np.int16)))
    if slice == "last":
        # Some spells overlap: the one in force in the latest month of the year is its last
        # (the data know months, dated by their first day), of two the one that began later.
        december = pl.date(pl.col("year"), 12, 1)
        until_when = pl.min_horizontal("enddate", december)
        table = table.sort(*_KEYS, until_when, "stdate", maintain_order=True)
    keep: Literal["first", "last"] = "first" if slice == "first" else "last"
    table = table.unique(_KEYS, keep=keep, maintain_order=True)
    return table.select(*_KEYS, "conttype")
