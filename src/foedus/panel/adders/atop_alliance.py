"""Alliance obligations."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import Lookup, attach, frame_unit
from foedus.panel._directed import is_directed
from foedus.sources import get, load

__all__ = ["add_atop_alliance"]

_KEYS = ["ccode1", "ccode2", "year"]
_OBLIGATIONS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")


def add_atop_alliance(frame: IntoFrameT, ndir: bool = True) -> IntoFrameT:
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

    References
    ----------
    Leeds, Ritter, Mitchell and Long (2002).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914, directed=False).pipe(add_atop_alliance)["atop_defense"].sum()
    14
    """
    caller = "add_atop_alliance"
    unit = frame_unit(frame, caller, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",))
    table = load("atop_alliance")
    if ndir and unit.kind == "dyad-year" and not is_directed(frame, unit):
        table = _either_side(table)
    # A row with no obligation is an ally to whom the other alone owes something.
    allied = pl.lit(1, pl.Int8).alias("atop_alliance")
    columns = ("atop_alliance", *_OBLIGATIONS)
    lookup = Lookup(
        table.with_columns(allied),
        {key: key for key in _KEYS},
        {name: name for name in columns},
        dict.fromkeys(columns, 0),
        get("atop_alliance").years,
    )
    return attach(frame, caller, unit, [lookup])


def _either_side(table: pl.DataFrame) -> pl.DataFrame:
    swapped = table.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(table.columns)
    return pl.concat([table, swapped]).group_by(_KEYS).max()
