"""Whether all states of a row are democracies."""

from functools import reduce
from operator import and_

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import one_of
from foedus.panel._lookup import state_lookups
from foedus.sources._store import load_narrow

__all__ = ["add_joint_democracy"]

_TABLES = {"cow": "cw_democracy", "gw": "gw_democracy"}
# Each index's usual cutoff: Polity's own, the middle of V-Dem's scale, the score's zero.
_CUTOFF = {"polity2": 6.0, "v2x_polyarchy": 0.5, "aeuds": 0.0}


def add_joint_democracy(
    frame: IntoFrameT, index: str = "polity2", cutoff: float | None = None
) -> IntoFrameT:
    """Return the frame with whether both states (all of a k-ad) are democracies.

    Adds `joint_democracy`: 1 if every state's score is at least the cutoff, 0 if one is below,
    missing if a score is missing (and `polity2` ends in 2020).

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years, or k-ads, in either state system.
    index : {"polity2", "v2x_polyarchy", "aeuds"}
        See `add_democracy`.
    cutoff : float, optional
        By default 6 (Polity), 0.5 (V-Dem) or 0 (the extended Unified Democracy Score).

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has the column, or the index is unknown.

    References
    ----------
    Maoz and Russett (1993); Marshall, Gurr and Jaggers (2017).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> pairs = dyad_years(1914, 1914, directed=False).pipe(add_joint_democracy)
    >>> pairs["joint_democracy"].sum()
    45
    """
    return attach(frame, _ADDER, index=index, cutoff=cutoff)


def _plan(asked: Asked, index: str, cutoff: float | None) -> Plan:
    one_of(index, tuple(_CUTOFF), f"{asked.caller}: index")
    bar = _CUTOFF[index] if cutoff is None else cutoff
    table = load_narrow(_TABLES[asked.unit.system]).rename({index: "__score"})
    scores = [nw.col(f"__score{m}") for m in asked.unit.members]
    known = reduce(and_, [~score.is_null() for score in scores])
    above = reduce(and_, [score >= bar for score in scores])
    joint = nw.when(known).then(nw.when(above).then(1).otherwise(0)).cast(nw.Int64)
    return Plan(state_lookups(asked.unit, table, ["__score"]), [joint.alias("joint_democracy")])


_ADDER = Adder("add_joint_democracy", _plan, kinds=("dyad-year", "leader-dyad-year", "kad-year"))
