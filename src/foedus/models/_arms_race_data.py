"""Military expenditure to fit arms races on: Richardson's budgets, and pairs of states."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.models._states_then import named, number_of, states_of

__all__ = ["BUDGETS", "POUNDS_UNTIL", "YEARS", "spending"]

Array = NDArray[np.float64]

BUDGETS = {
    "France": (48.6, 50.9, 57.1, 63.2, 74.7),
    "Russia": (66.7, 68.5, 70.7, 81.8, 92.0),
    "Germany": (63.1, 62.0, 62.5, 68.2, 95.4),
    "Austria-Hungary": (20.8, 23.4, 24.6, 25.5, 26.9),
}
"""Defence budgets of 1909 to 1913, million pounds (Richardson 1960: 32)."""
YEARS = tuple(range(1909, 1914))

POUNDS_UNTIL = 1913
"""Military expenditure is in pounds up to this year and in dollars after it."""


def spending(
    one: str, other: str, period: tuple[int, int]
) -> tuple[NDArray[np.int64], Array, tuple[str, str]]:
    """Return the years, both sides' expenditure in millions, nan where unknown, and the names."""
    import polars as pl

    from foedus import sources

    first, last = period
    nmc = sources.load("cow_nmc")
    least, most = int(nmc["year"].to_numpy().min()), int(nmc["year"].to_numpy().max())
    if not least <= first < last <= most:
        raise FoedusError(f"no expenditure from {first} to {last}; it covers {least} to {most}")
    roll = states_of(first + (last - first) // 2)
    both = [number_of(text, roll) for text in (one, other)]
    if both[0] == both[1]:
        raise FoedusError(f"{one} and {other} are one state: name two")
    years = np.arange(first, last + 1)
    z = np.full((len(years), 2), np.nan)
    for k, ccode in enumerate(both):
        rows = nmc.filter((pl.col("ccode") == ccode) & pl.col("year").is_between(first, last))
        rows = rows.drop_nulls("milex")
        if rows.height < 2:
            raise FoedusError(
                f"{(one, other)[k]} has no military expenditure from {first} to {last}"
            )
        z[rows["year"].to_numpy() - first, k] = rows["milex"].to_numpy() / 1000
    known = named(roll)
    return years, z, (known[both[0]][1], known[both[1]][1])
