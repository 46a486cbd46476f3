"""What an adder looks up: a table, the keys to it, and what a key without a row gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from foedus.panel._units import Unit

__all__ = ["Lookup", "state_lookups"]


@dataclass(frozen=True)
class Lookup:
    """Columns to add, and the table in which to look them up.

    Attributes
    ----------
    table : polars data frame
        One row a key; the frame's rows may ask for a key never, once or often.
    keys : mapping of str to str
        The frame's column -> the table's column.
    columns : mapping of str to str
        The table's column -> its name in the frame.
    fill : mapping of str to value
        The table's column -> what a key without a row gets, within `years`. Outside those years,
        and where a key is missing, the value is missing.
    years : (int, int) or None
        The table's coverage.
    span : (str, str) or None
        Columns of the table with the first and last year in which a row holds, for engines that
        join: the keys then name a unit, which has some rows that do not overlap.
    """

    table: pl.DataFrame
    keys: Mapping[str, str]
    columns: Mapping[str, str]
    fill: Mapping[str, Any] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    span: tuple[str, str] | None = None


def state_lookups(
    unit: Unit,
    table: pl.DataFrame,
    columns: Sequence[str],
    *,
    keys: Mapping[str, str] | None = None,
    fill: Mapping[str, Any] | None = None,
    years: tuple[int, int] | None = None,
) -> list[Lookup]:
    """Return the lookups that add a state's columns for every member of the unit.

    Parameters
    ----------
    unit : Unit
        The frame's unit: a state-year gets `cinc`, a dyad-year `cinc1` and `cinc2`.
    table : polars data frame
        One row a state and year (or a state).
    columns : sequence of str
        The table's columns to add.
    keys : mapping of str to str, optional
        The frame's column without its member's number -> the table's; by default the code and,
        if the table has it, the year.
    fill, years : see `Lookup`
    """
    if keys is None:
        keys = {unit.code: unit.code} | ({"year": "year"} if "year" in table.columns else {})
    return [
        Lookup(
            table,
            {name if name == "year" else f"{name}{m}": key for name, key in keys.items()},
            {name: f"{name}{m}" for name in columns},
            fill or {},
            years,
        )
        for m in unit.members
    ]
