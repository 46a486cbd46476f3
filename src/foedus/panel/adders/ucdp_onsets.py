"""Onsets of armed conflicts within states."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept
from foedus.panel._lookup import state_lookups
from foedus.panel._options import is_peer_compat
from foedus.sources._store import load_narrow

__all__ = ["add_ucdp_onsets"]

_COLUMNS = ("sumnewconf", "sumonset1", "sumonset2", "sumonset3", "sumonset5", "sumonset10")


def add_ucdp_onsets(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with the number of conflicts that began.

    Adds the number of new conflicts (`sumnewconf`) and of conflicts that were new or had been
    inactive for more than 1, 2, 3, 5 or 10 years (`sumonset1` ... `sumonset10`). Missing where the
    data have no row: outside 1946-2017, and for microstates.

    Parameters
    ----------
    frame : frame of any kind
        State- or leader-years with Gleditsch-Ward codes.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Pettersson, Hogbladh and Oberg (2019).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1946, 1946, system="gw").pipe(add_ucdp_onsets)["sumnewconf"].sum()
    17
    """
    return attach(frame, _ADDER, keep=keep)


def _plan(asked: Asked, keep: Sequence[str] | None) -> Plan:
    # The peer writes 0 for all that is not in the data, from 1816 on.
    columns = kept(_COLUMNS, keep, asked.caller)
    none = dict.fromkeys(columns, 0) if is_peer_compat() else {}
    return Plan(state_lookups(asked.unit, load_narrow("ucdp_onsets"), columns, fill=none))


_ADDER = Adder("add_ucdp_onsets", _plan, kinds=("state-year", "leader-year"), systems=("gw",))
