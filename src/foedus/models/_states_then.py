"""Which state is meant: codes and names of a time, numbers of the Correlates of War."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.world.research import Roll
from foedus.world.roll import roll_on
from foedus.world.states import resolve_state, state_rows

__all__ = ["lasting", "named", "number_of", "pairs_of", "states_of"]


def states_of(year: int) -> Roll:
    """Return the states on 1 July of a year."""
    return roll_on(date(year, 7, 1))


def number_of(text: str, roll: Roll) -> int:
    """Return a state's number, given by code or name of the time or of today.

    Raises
    ------
    FoedusError
        There is no such state, or none with its number at the time.
    """
    own = {code.casefold(): i for i, code in enumerate(roll.iso3)}
    own |= {name.casefold(): i for i, name in enumerate(roll.names)}
    if text.casefold() in own:
        return int(roll.ccode[own[text.casefold()]])
    row = state_rows().get(resolve_state(text))
    number = row["cow_code"] if row else None
    if number is None or int(number) not in roll.place:
        raise FoedusError(f"{text} was no state in {roll.day.year}")
    return int(roll.ccode[roll.place[int(number)]])


def named(roll: Roll) -> dict[int, tuple[str, str]]:
    """Return code and name by number."""
    rows = zip(roll.ccode.tolist(), roll.iso3, roll.names, strict=True)
    return {int(number): (iso3, name) for number, iso3, name in rows}


def lasting(start: str, end: str, year: int) -> pl.Expr:
    """Return whether a year lies in a spell, given by the columns of its first and last year."""
    return (pl.col(start) <= year) & (pl.col(end) >= year)


def pairs_of(codes: NDArray[np.int64], rows: pl.DataFrame) -> NDArray[np.bool_]:
    """Return, (n, n), which pairs of numbers the rows name in `ccode1` and `ccode2`, either way.

    Examples
    --------
    >>> rows = pl.DataFrame({"ccode1": [2, 2], "ccode2": [365, 20]})
    >>> pairs_of(np.array([365, 2]), rows).tolist()
    [[False, True], [True, False]]
    """
    order = np.argsort(codes)
    one, two = rows["ccode1"].to_numpy(), rows["ccode2"].to_numpy()
    both = np.isin(one, codes) & np.isin(two, codes)
    found = np.zeros((len(codes), len(codes)), dtype=bool)
    i = order[np.searchsorted(codes[order], one[both])]
    j = order[np.searchsorted(codes[order], two[both])]
    found[i, j] = found[j, i] = True
    np.fill_diagonal(found, False)
    return found
