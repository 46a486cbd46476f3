"""Alliance obligations."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept
from foedus.panel._lookup import Lookup
from foedus.panel.adders.cow_majors import extended
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_atop_alliance", "alliance_years"]

_KEYS = ["ccode1", "ccode2", "year"]
_OBLIGATIONS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
_KINDS = ("dyad-year", "leader-dyad-year")


def add_atop_alliance(
    frame: IntoFrameT,
    ndir: bool = True,
    until: int | None = None,
    keep: Sequence[str] | None = None,
) -> IntoFrameT:
    """Return the frame with the alliance obligations in a dyad.

    Adds `atop_alliance` (parties to one treaty) and the obligations `atop_defense`, `atop_offense`,
    `atop_neutral`, `atop_nonagg` and `atop_consul`: 1 or 0, missing outside 1815-2018.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.
    ndir : bool
        In undirected dyad-years, an obligation of either side counts; if False, only what the
        first state owes the second.
    until : int, optional
        Carry the obligations of 2018 on to this year.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, already has one of the columns, or `until` lies before 2018.

    References
    ----------
    Leeds, Ritter, Mitchell and Long (2002).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914, directed=False).pipe(add_atop_alliance)["atop_defense"].sum()
    14
    """
    return attach(frame, _ADDER, ndir=ndir, until=until, keep=keep)


def _plan(asked: Asked, ndir: bool, until: int | None, keep: Sequence[str] | None) -> Plan:
    years = extended(get("atop_alliance").years, until, asked.caller)
    table = alliance_years(until)
    if ndir and asked.unit.kind == "dyad-year" and not asked.directed:
        table = _either_side(table)
    # A row with no obligation is an ally to whom the other alone owes something.
    allied = pl.lit(1, pl.Int8).alias("atop_alliance")
    columns = kept(("atop_alliance", *_OBLIGATIONS), keep, asked.caller)
    lookup = Lookup(
        table.with_columns(allied),
        {key: key for key in _KEYS},
        {name: name for name in columns},
        dict.fromkeys(columns, 0),
        years,
    )
    return Plan([lookup])


_ADDER = Adder("add_atop_alliance", _plan, kinds=_KINDS, systems=("cow",))


def alliance_years(until: int | None = None) -> pl.DataFrame:
    """Return a row for each directed dyad and year with an alliance.

    Parameters
    ----------
    until : int, optional
        Carry the obligations of the data's last year on to this one.
    """
    table = load_narrow("atop_alliance")
    last = get("atop_alliance").last_year
    if until is None or until <= last:
        return table
    final = table.filter(pl.col("year") == last)
    later = pl.DataFrame({"year": np.arange(last + 1, until + 1, dtype=np.int16)})
    carried = final.drop("year").join(later, how="cross").select(table.columns)
    return pl.concat([table, carried])


def _either_side(table: pl.DataFrame) -> pl.DataFrame:
    swapped = table.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(table.columns)
    return pl.concat([table, swapped]).group_by(_KEYS).max()
