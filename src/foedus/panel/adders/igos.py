"""Memberships in intergovernmental organizations."""

from collections.abc import Sequence
from dataclasses import replace

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept
from foedus.panel._lookup import state_lookups
from foedus.panel._pairs import both_orders, pair_lookup
from foedus.sources._store import load_narrow

__all__ = ["add_igos"]

_COLUMNS = ("sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype")
_KINDS = ("state-year", "dyad-year", "leader-year", "leader-dyad-year")


def add_igos(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with memberships in intergovernmental organizations.

    To dyad-years it adds the number of organizations in which both states are full members
    (`dyadigos`); to state-years the number in which the state is a full member, an associate, an
    observer or any of these (`sum_igo_full`, `sum_igo_associate`, `sum_igo_observer`,
    `sum_igo_anytype`). Missing where the data have no row, and outside 1816-2014.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years with Correlates of War codes.
    keep : sequence of str, optional
        Only these of the columns.

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
    return attach(frame, _ADDER, keep=keep)


def _plan(asked: Asked, keep: Sequence[str] | None) -> Plan:
    unit = asked.unit
    if unit.is_dyadic:
        chosen = kept(["dyadigos"], keep, asked.caller)
        lookup = pair_lookup(unit, both_orders(load_narrow("cow_igo_ndy"), "ccode"), "dyadigos")
        return Plan([replace(lookup, columns={name: name for name in chosen})])
    return Plan(state_lookups(unit, load_narrow("cow_igo_sy"), kept(_COLUMNS, keep, asked.caller)))


_ADDER = Adder("add_igos", _plan, kinds=_KINDS, systems=("cow",))
