"""Which years a panel covers, checked at the door."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from foedus.errors import FoedusError
from foedus.panel._spells import Ints

__all__ = ["Years", "chosen_years"]

# No panel goes further than the numbers of years in four digits.
_FAR = 9999


@dataclass(frozen=True)
class Years:
    """The years asked for: a range, and within it a subset or None for all of it."""

    first: int
    last: int
    subset: Ints | None

    def mask(self, years: Ints) -> "np.ndarray | slice":
        """Return which of some years within the range are asked for."""
        if self.subset is None:
            return slice(None)
        wanted = np.zeros(self.last - self.first + 1, dtype=bool)
        wanted[self.subset - self.first] = True
        return wanted[years - self.first]


def chosen_years(
    first: int | None,
    last: int | None,
    subset: Iterable[int] | None,
    *,
    data: tuple[int, int],
    extendable: bool = True,
) -> Years:
    """Return the years asked for.

    Parameters
    ----------
    first, last : int or None
        The range; None means the data's own first or last year.
    subset : iterable of int or None
        Only these years.
    data : (int, int)
        The first and last year there is.
    extendable : bool
        `until=` can move the end, and the message says so.

    Raises
    ------
    FoedusError
        A year lies outside the data, or the range is empty.
    """
    begin, end = data
    wanted = None
    if subset is not None:
        if first is not None or last is not None:
            raise FoedusError("give either the first and last year or subset_years, not both")
        given = list(subset)
        if not given:
            raise FoedusError("subset_years holds no year")
        far = [year for year in given if not begin <= year <= _FAR]
        if far:
            raise FoedusError(f"subset_years holds {far[0]}, expected years from {begin} on")
        wanted = np.unique(np.array(given, dtype=np.int32))
        first, last = int(wanted[0]), int(wanted[-1])
    first = begin if first is None else first
    last = end if last is None else last
    if first < begin:
        raise FoedusError(f"the first year is {first}, before the data begin in {begin}")
    if last > end:
        way_out = f"; until={last} keeps the states of {end} to then" if extendable else ""
        raise FoedusError(f"the last year is {last}, after the data end in {end}{way_out}")
    if first > last:
        raise FoedusError(f"the first year {first} is after the last year {last}")
    return Years(first, last, wanted)
