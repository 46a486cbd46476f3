"""One's own table of states on both sides of a dyad, and on all members of a k-ad."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach, wrap
from foedus.panel._choice import one_of
from foedus.panel._engines import columns_to_polars
from foedus.panel._keys import check_dtypes, read_keys
from foedus.panel._lookup import state_lookups
from foedus.panel._units import Unit

__all__ = ["attach_states"]

_CODES = {"cow": "ccode", "gw": "gwcode"}


def attach_states(frame: IntoFrameT, mine: Any, columns: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with columns of your own table of states for every state of a row.

    A column `gdp` is added as `gdp` to state-years, as `gdp1` and `gdp2` to dyads, and so on. What
    your table does not have is missing.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, in either state system.
    mine : frame of any kind
        Your table: a row a state and year, with `ccode` or `gwcode` and `year`; or, without `year`,
        a row a state.
    columns : sequence of str, optional
        Its columns to add; by default all but the keys.

    Raises
    ------
    FoedusError
        Your table lacks the code that the frame has, or a column; two of its rows have one key; a
        key is no whole number or no state's; or a new column's name is taken.

    References
    ----------
    Miller (2022), on data of states in panels of dyads.

    Examples
    --------
    >>> import polars as pl
    >>> mine = pl.DataFrame({"ccode": [2, 20], "year": [1999, 1999], "gdp": [9.6, 0.7]})
    >>> pair = pl.DataFrame({"ccode1": [2], "ccode2": [20], "year": [1999]})
    >>> attach_states(pair, mine).row(0, named=True)
    {'ccode1': 2, 'ccode2': 20, 'year': 1999, 'gdp1': 9.6, 'gdp2': 0.7}
    """
    return attach(frame, _ADDER, mine=mine, columns=columns)


def _plan(asked: Asked, mine: Any, columns: Sequence[str] | None) -> Plan:
    unit, caller = asked.unit, f"{asked.caller}: your table"
    wrapped = wrap(mine, caller)
    names = list(wrapped.collect_schema().names())
    if unit.code not in names:
        raise FoedusError(f"{caller} needs {unit.code}, which the frame has; it has {_some(names)}")
    keys = [unit.code, *(["year"] if "year" in names else [])]
    known = [name for name in names if name not in keys]
    chosen = [columns] if isinstance(columns, str) else list(known if columns is None else columns)
    for name in chosen:
        one_of(name, known, f"{asked.caller}: columns")
    check_dtypes(wrapped.collect_schema(), keys, caller)
    asks = [*keys, *chosen]
    if isinstance(wrapped, nw.DataFrame):
        rows = columns_to_polars(wrapped, asks)
    else:
        rows = wrapped.select(asks).collect("polars").to_native()
    of_states = Unit("state-year", unit.system, unit.code, ("",), tuple(keys))
    table = read_keys(rows, of_states, keys, caller).hstack(rows.select(chosen)).drop_nulls(keys)
    twice = table.filter(table.select(keys).is_duplicated())
    if twice.height:
        first = ", ".join(f"{key} {twice[key][0]}" for key in keys)
        raise FoedusError(f"{caller} has more than one row with {first}; a state would get both")
    return Plan(state_lookups(unit, table, chosen))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")


_ADDER = Adder("attach_states", _plan)
