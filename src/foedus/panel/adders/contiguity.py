"""Direct contiguity."""

from typing import Literal

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import one_of
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._options import is_peer_compat
from foedus.panel._spells import expand
from foedus.panel.adders.cow_majors import extended
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_contiguity", "contiguity_years"]

_KEYS = ("ccode1", "ccode2", "year")
_KINDS = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")


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
        Which relation counts in a year in which it changed. That there was none never counts
        against one that there was, for the whole of the year or a part of it.
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
    return attach(frame, _ADDER, slice=slice, until=until)


def _plan(asked: Asked, slice: str, until: int | None) -> Plan:
    one_of(slice, ("first", "last"), f"{asked.caller}: slice")
    years = extended(get("cow_contdir").years, until, asked.caller)
    table = contiguity_years(slice, until)
    if asked.unit.is_dyadic:
        keys, column = {key: key for key in _KEYS}, {"conttype": "conttype"}
        return Plan([Lookup(table, keys, column, {"conttype": 0}, years)])
    land, sea = pl.col("conttype") == 1, pl.col("conttype") > 1
    counts = table.group_by(pl.col("ccode1").alias("ccode"), "year").agg(
        land.sum().cast(pl.Int16).alias("land"), sea.sum().cast(pl.Int16).alias("sea")
    )
    none = {"land": 0, "sea": 0}
    return Plan(state_lookups(asked.unit, counts, ["land", "sea"], fill=none, years=years))


_ADDER = Adder("add_contiguity", _plan, kinds=_KINDS, systems=("cow",))


def contiguity_years(slice: str = "first", until: int | None = None) -> pl.DataFrame:
    """Return a row for each directed dyad and year in the contiguity data.

    Parameters
    ----------
    slice : {"first", "last"}
        Which relation counts in a year in which it changed. That there was none never counts
        against one that there was, for the whole of the year or a part of it.
    until : int, optional
        Extend the relations of 2016 to this year.
    """
    spells = load_narrow("cow_contdir").sort("ccode1", "ccode2", "stdate", maintain_order=True)
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
    if not is_peer_compat():
        # The source has spells of no relation (0) that overlap one: to the peer the first to begin
        # wins, and land neighbours of decades are none.
        related = pl.col("conttype") > 0
        table = table.filter(related | ~related.any().over(_KEYS))
    table = table.unique(_KEYS, keep=keep, maintain_order=True)
    return table.select(*_KEYS, "conttype")
