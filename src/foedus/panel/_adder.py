"""What an adder is: a record of what it needs and what it adds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from foedus.panel._choice import kept
from foedus.panel._keys import whole
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._units import CREATORS, Unit

__all__ = ["Adder", "Asked", "Plan", "of_states"]

Compute = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True)
class Asked:
    """The frame of which columns are asked.

    Attributes
    ----------
    frame : Narwhals frame
        The user's, eager or lazy.
    unit : Unit
        What a row is.
    columns : tuple of str
        Its columns.
    caller : str
        The adder's name, for messages.
    """

    frame: Any
    unit: Unit
    columns: tuple[str, ...]
    caller: str

    @property
    def joins(self) -> bool:
        """Whether the frame's engine joins tables itself: DuckDB and Spark."""
        return isinstance(self.frame, nw.LazyFrame) and not self.frame.implementation.is_polars()

    @cached_property
    def directed(self) -> bool:
        """Whether in some row the first state's number is the higher; a lazy frame is asked."""
        first, second = self.unit.codes
        frame = self.frame.lazy().select(first, second)
        if all(dtype.is_integer() for dtype in frame.collect_schema().values()):
            return len(frame.filter(nw.col(first) > nw.col(second)).head(1).collect()) > 0
        # Text and floats are read as elsewhere: NaN is missing, and no number is refused.
        pairs = frame.unique().collect("polars").to_native()
        one, two = (whole(pairs[name], self.caller) for name in (first, second))
        return bool((one > two).any())

    @cached_property
    def years(self) -> list[int]:
        """The years that occur, in order; a lazy frame is asked for them."""
        found = self.frame.lazy().select(nw.col("year")).unique().collect("polars").to_native()
        return sorted(whole(found["year"], self.caller).drop_nulls().unique().to_list())


@dataclass(frozen=True)
class Plan:
    """What is to be added to one frame.

    Attributes
    ----------
    lookups : sequence of Lookup
        A later one may look up what an earlier one found.
    derive : sequence of Narwhals expressions, each with its name
        If there are, they are added instead of what was looked up, computed from it row by row
        and from `needed`.
    needed : sequence of str
        Columns of the frame beside the keys.
    compute : function, optional
        From the keys (as whole numbers) and needed columns of all rows, in the frame's order, to
        the new columns: for what a row alone does not tell. On no rows it returns them empty.
    unique : bool
        No two rows may have one key, because it is counted from one to the next. All that is only
        looked up serves frames of events, disputes or respondents as well.
    """

    lookups: Sequence[Lookup] = ()
    derive: Sequence[nw.Expr] = ()
    needed: Sequence[str] = ()
    compute: Compute | None = None
    unique: bool = False


@dataclass(frozen=True)
class Adder:
    """What an adder needs and adds.

    Attributes
    ----------
    name : str
        The public function's.
    plan : function
        From what is asked, and the options, to what is to be added.
    kinds, systems : tuple of str
        The units and state systems that it serves.
    """

    name: str
    plan: Callable[..., Plan]
    kinds: tuple[str, ...] = tuple(CREATORS)
    systems: tuple[str, ...] = ("cow", "gw")


def of_states(
    table: Callable[[Asked], pl.DataFrame], columns: Sequence[str], *, by: str | None = None
) -> Callable[..., Plan]:
    """Return the plan of an adder that adds columns of a table of states (or leaders).

    Parameters
    ----------
    table : function
        From what is asked to the table, a row a state and year, or a state or leader.
    columns : sequence of str
        The table's columns: all are added, or those the user keeps.
    by : str, optional
        The key, if it is not the state's code (and year): `obsid` for leaders.
    """
    keys = {by: by} if by else None

    def plan(asked: Asked, keep: Sequence[str] | None = None) -> Plan:
        chosen = kept(columns, keep, asked.caller)
        return Plan(state_lookups(asked.unit, table(asked), chosen, keys=keys))

    return plan
