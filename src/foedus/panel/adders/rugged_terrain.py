"""Terrain."""

from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach, frame_unit, state_lookups
from foedus.sources import load

__all__ = ["add_rugged_terrain"]


def add_rugged_terrain(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with how rugged and mountainous each state's land is.

    Adds the Terrain Ruggedness Index (`rugged`, hundreds of metres) and the natural logarithm of
    the share of mountains in per cent plus one (`newlmtnest`); for dyads with 1 and 2 at the end.
    They do not vary by year.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, in either state system.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Nunn and Puga (2012); Gibler and Miller (2014).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(2000, 2000).pipe(add_rugged_terrain)["rugged"][0]
    1.073
    """
    unit = frame_unit(frame, "add_rugged_terrain")
    # A microstate without a Gleditsch-Ward number is found by nobody.
    table = load("rugged").drop_nulls(unit.code).select(unit.code, "rugged", "newlmtnest")
    lookups = state_lookups(unit, table, ["rugged", "newlmtnest"])
    return attach(frame, "add_rugged_terrain", unit, lookups)
