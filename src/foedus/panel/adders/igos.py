"""Memberships in intergovernmental organizations."""

from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach, frame_unit, state_lookups
from foedus.panel._pairs import both_orders, pair_lookup
from foedus.sources import load

__all__ = ["add_igos"]

_COLUMNS = ("sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype")


def add_igos(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with memberships in intergovernmental organizations.

    To dyad-years it adds the number of organizations in which both states are full members
    (`dyadigos`); to state-years the number in which the state is a full member, an associate, an
    observer or any of these (`sum_igo_full`, `sum_igo_associate`, `sum_igo_observer`,
    `sum_igo_anytype`). Missing where the data have no row, and outside 1816-2014.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years with Correlates of War codes.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Pevehouse, Nordstrom, McManus and Jamison (2020); Wallace and Singer (1970).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1914, 1914).pipe(add_igos)["sum_igo_full"][0]
    23
    """
    kinds = ("state-year", "dyad-year", "leader-year", "leader-dyad-year")
    unit = frame_unit(frame, "add_igos", kinds=kinds, systems=("cow",))
    if unit.is_dyadic:
        lookups = [pair_lookup(unit, both_orders(load("cow_igo_ndy"), "ccode"), "dyadigos")]
    else:
        lookups = state_lookups(unit, load("cow_igo_sy"), _COLUMNS)
    return attach(frame, "add_igos", unit, lookups)
