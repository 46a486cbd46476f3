"""Minimum distance between states."""

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._lookup import state_lookups
from foedus.panel._pairs import both_orders, nearest_other, pair_lookup
from foedus.sources._store import load_narrow

__all__ = ["add_minimum_distance"]

_TABLES = {"cow": "cow_mindist", "gw": "gw_mindist"}
_KINDS = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")


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
    return attach(frame, _ADDER)


def _plan(asked: Asked) -> Plan:
    unit = asked.unit
    table = load_narrow(_TABLES[unit.system])
    if unit.is_dyadic:
        return Plan([pair_lookup(unit, both_orders(table, unit.code), "mindist")])
    nearest = nearest_other(table, unit, "mindist", "minmindist")
    return Plan(state_lookups(unit, nearest, ["minmindist"]))


_ADDER = Adder("add_minimum_distance", _plan, kinds=_KINDS)
