"""Weak-link variables: the lowest value among the states of a row."""

from collections.abc import Sequence
from functools import reduce

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach

__all__ = ["add_weak_link"]


def add_weak_link(frame: IntoFrameT, columns: Sequence[str]) -> IntoFrameT:
    """Return the frame with the lowest of its states' values.

    For `milper` adds `min_milper`, the lowest of `milper1` and `milper2` (of all members' values in
    a k-ad), missing where one is missing: the least constrained state of a pair decides.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years, or k-ads, in either state system.
    columns : sequence of str
        Numeric columns the frame has for every state, without the number at their end.

    Raises
    ------
    FoedusError
        The frame lacks the keys or a column, or already has a new one.

    References
    ----------
    Dixon (1994).

    Examples
    --------
    >>> from foedus.panel import add_nmc, dyad_years
    >>> pairs = dyad_years(1914, 1914).pipe(add_nmc, keep=["cinc"])
    >>> pairs.pipe(add_weak_link, ["cinc"]).columns[-3:]
    ['cinc1', 'cinc2', 'min_cinc']
    """
    return attach(frame, _ADDER, columns=columns)


def _plan(asked: Asked, columns: Sequence[str]) -> Plan:
    names = [columns] if isinstance(columns, str) else list(columns)
    members = asked.unit.members
    needed = [f"{name}{member}" for name in names for member in members]
    derive = [_lowest([f"{name}{m}" for m in members]).alias(f"min_{name}") for name in names]
    return Plan(derive=derive, needed=needed)


def _lowest(names: Sequence[str]) -> nw.Expr:
    def lower(a: nw.Expr, b: nw.Expr) -> nw.Expr:
        # A comparison with what is missing is itself neither, and leaves it missing.
        return nw.when(a <= b).then(a).otherwise(nw.when(b < a).then(b))

    return reduce(lower, [nw.col(name) for name in names])


_ADDER = Adder("add_weak_link", _plan, kinds=("dyad-year", "leader-dyad-year", "kad-year"))
