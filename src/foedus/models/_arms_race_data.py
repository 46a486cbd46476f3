"""Military expenditure to fit arms races on: Richardson's budgets, and pairs of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.world.world import World

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
    from foedus.world.historical import historical_world

    first, last = period
    nmc = sources.load("cow_nmc")
    least, most = int(nmc["year"].to_numpy().min()), int(nmc["year"].to_numpy().max())
    if not least <= first < last <= most:
        raise FoedusError(f"no expenditure from {first} to {last}; it covers {least} to {most}")
    world = historical_world(min(max(first + (last - first) // 2, 1816), 2016))
    code = dict(world.figures.select("ccode", "iso3").iter_rows())
    both = [_ccode(world, text) for text in (one, other)]
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
    one, other = (
        world.name(code[ccode]) if ccode in code else text
        for ccode, text in zip(both, (one, other), strict=True)
    )
    return years, z, (one, other)


def _ccode(world: World, text: str) -> int:
    """Return a state's Correlates of War number: of the period, or of today (Russia, USSR)."""
    from foedus.world.states import resolve_state, state_rows

    of = dict(world.figures.select("iso3", "ccode").iter_rows())
    try:
        return int(of[world.resolve(text)])
    except FoedusError:
        return int(state_rows()[resolve_state(text)]["cow_code"])
