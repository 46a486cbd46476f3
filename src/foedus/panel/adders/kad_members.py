"""Sums, minima and maxima over the members of a dyad or k-ad."""

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError, nearest
from foedus.panel._attach import frame_unit, refuse_taken
from foedus.panel._units import Unit

__all__ = ["add_kad_max", "add_kad_min", "add_kad_sum"]

_KINDS = ("kad-year", "dyad-year", "leader-dyad-year")


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
    return _added(frame, "add_kad_sum", variable, "sum")


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
    return _added(frame, "add_kad_min", variable, "min")


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
    return _added(frame, "add_kad_max", variable, "max")


def _added(frame: IntoFrameT, caller: str, variable: str, how: str) -> IntoFrameT:
    unit = frame_unit(frame, caller, kinds=_KINDS)
    wrapped: Any = nw.from_native(frame)
    schema = wrapped.collect_schema()
    columns = [f"{variable}{member}" for member in unit.members]
    _check(schema, columns, unit, variable, caller)
    new = f"{variable}_{how}"
    refuse_taken(schema.names(), [new], caller)
    # A missing value is not left out of the sum: what is not known of one is not known of all.
    known = ~nw.any_horizontal(*(nw.col(name).is_null() for name in columns), ignore_nulls=False)
    over = {"sum": nw.sum_horizontal, "min": nw.min_horizontal, "max": nw.max_horizontal}[how]
    result: IntoFrameT = wrapped.with_columns(
        nw.when(known).then(over(*columns)).alias(new)
    ).to_native()
    return result


def _check(schema: Any, columns: list[str], unit: Unit, variable: str, caller: str) -> None:
    absent = [name for name in columns if name not in schema.names()]
    if absent:
        first, last = unit.members[0], unit.members[-1]
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
