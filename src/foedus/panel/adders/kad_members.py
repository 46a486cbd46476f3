"""Sums, minima and maxima over the members of a dyad or k-ad."""

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError, nearest
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach

__all__ = ["add_kad_max", "add_kad_min", "add_kad_sum"]

_KINDS = ("kad-year", "dyad-year", "leader-dyad-year")
_OVER = {"sum": nw.sum_horizontal, "min": nw.min_horizontal, "max": nw.max_horizontal}


def add_kad_sum(frame: IntoFrameT, variable: str) -> IntoFrameT:
    """Return the frame with the sum of a variable over all members.

    Adds `milex_sum` from `milex1`, `milex2`, ...: missing where any member's value is missing.

    Parameters
    ----------
    frame : frame of any kind
        K-ads, dyad- or leader-dyad-years that have a column of the variable for each member.
    variable : str
        The columns' name without the member's number.

    Raises
    ------
    FoedusError
        A member's column is not there or no number, or the new column's name is taken.

    References
    ----------
    Poast (2010).

    Examples
    --------
    >>> from foedus.panel import add_nmc, kad_years
    >>> triads = kad_years(3, 1914, 1914).pipe(add_nmc, keep=["tpop"])
    >>> triads.pipe(add_kad_sum, "tpop").columns[-4:]
    ['tpop1', 'tpop2', 'tpop3', 'tpop_sum']
    """
    return attach(frame, _SUM, variable=variable)


def add_kad_min(frame: IntoFrameT, variable: str) -> IntoFrameT:
    """Return the frame with a variable's lowest value among the members (the weak link).

    Adds `milex_min` from `milex1`, `milex2`, ...: missing where any member's value is missing.

    Parameters
    ----------
    frame : frame of any kind
        K-ads, dyad- or leader-dyad-years that have a column of the variable for each member.
    variable : str
        The columns' name without the member's number.

    References
    ----------
    Dixon (1994), on the weak link; Poast (2010).

    Examples
    --------
    >>> from foedus.panel import add_nmc, kad_years
    >>> triads = kad_years(3, 1914, 1914).pipe(add_nmc, keep=["tpop"])
    >>> triads.pipe(add_kad_min, "tpop")["tpop_min"].max()
    99111.0
    """
    return attach(frame, _MIN, variable=variable)


def add_kad_max(frame: IntoFrameT, variable: str) -> IntoFrameT:
    """Return the frame with a variable's highest value among the members.

    Adds `milex_max` from `milex1`, `milex2`, ...: missing where any member's value is missing.

    Parameters
    ----------
    frame : frame of any kind
        K-ads, dyad- or leader-dyad-years that have a column of the variable for each member.
    variable : str
        The columns' name without the member's number.

    References
    ----------
    Poast (2010).

    Examples
    --------
    >>> from foedus.panel import add_cow_majors, kad_years
    >>> triads = kad_years(3, 1914, 1914).pipe(add_cow_majors)
    >>> triads.pipe(add_kad_max, "cowmaj")["cowmaj_max"].sum()
    6420
    """
    return attach(frame, _MAX, variable=variable)


def _adder(how: str) -> Adder:
    def plan(asked: Asked, variable: str) -> Plan:
        columns = [f"{variable}{member}" for member in asked.unit.members]
        schema = asked.frame.collect_schema()
        _check(asked, columns, variable)
        # A missing value is not left out: what is not known of one is not known of all.
        gaps = (nw.col(name).is_null() for name in columns)
        known = ~nw.any_horizontal(*gaps, ignore_nulls=False)
        # The sum of narrow integers, which are the user's own, may be wider than they are.
        values = [
            nw.col(name).cast(nw.Int64 if schema[name].is_integer() else nw.Float64)
            for name in columns
        ]
        result = nw.when(known).then(_OVER[how](*values)).alias(f"{variable}_{how}")
        return Plan(derive=[result], needed=columns)

    return Adder(f"add_kad_{how}", plan, kinds=_KINDS)


_SUM, _MIN, _MAX = _adder("sum"), _adder("min"), _adder("max")


def _check(asked: Asked, columns: list[str], variable: str) -> None:
    caller, members = asked.caller, asked.unit.members
    schema = asked.frame.collect_schema()
    absent = [name for name in columns if name not in schema.names()]
    if absent:
        first, last = members[0], members[-1]
        whole = {
            name[: -len(first)]
            for name in schema.names()
            if name.endswith(first) and f"{name[: -len(first)]}{last}" in schema.names()
        }
        near = nearest(variable, sorted(whole - {"ccode", "gwcode"}))
        hint = (
            f"; did you mean {near}?" if near else "; an adder such as add_nmc() adds such columns"
        )
        raise FoedusError(
            f"{caller} needs {', '.join(columns)}, and {absent[0]} is not there{hint}"
        )
    for name in columns:
        if not schema[name].is_numeric():
            raise FoedusError(f"{caller}: {name} holds {schema[name]}, expected numbers")
