"""Minimum distance between states."""

from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach, frame_unit, state_lookups
from foedus.panel._pairs import both_orders, nearest_other, pair_lookup
from foedus.sources import load

__all__ = ["add_minimum_distance"]

_TABLES = {"cow": "cow_mindist", "gw": "gw_mindist"}


def add_minimum_distance(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with the shortest distance between two states' territories.

    To dyads it adds `mindist` (kilometres, 0 for neighbours by land); to state- and leader-years
    `minmindist`, the distance to the nearest other state. Missing outside 1886-2019.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, in either state system.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Schvitz et al. (2022); Weidmann, Kuse and Gleditsch (2010).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914).pipe(add_minimum_distance)["mindist"].min()
    0.0
    """
    caller = "add_minimum_distance"
    kinds = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")
    unit = frame_unit(frame, caller, kinds=kinds)
    table = load(_TABLES[unit.system])
    if unit.is_dyadic:
        lookups = [pair_lookup(unit, both_orders(table, unit.code), "mindist")]
    else:
        nearest = nearest_other(table, unit, "mindist", "minmindist")
        lookups = state_lookups(unit, nearest, ["minmindist"])
    return attach(frame, caller, unit, lookups)
