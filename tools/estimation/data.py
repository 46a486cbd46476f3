"""The research data as the tool reads them, and the state systems of all years."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.security.kernel import Ties
from foedus.world.system import StateSystem, state_system

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Year:
    """A state system, prepared for the model.

    Attributes
    ----------
    system : StateSystem
    ties : Ties
        Defence obligations, those of states without a known capability included.
    strength : (n,)
        Capability for sums over allies: where it is unknown, 0.
    distance : (n, n) km
        0 where a capital is unknown; such pairs are no rows.
    """

    system: StateSystem
    ties: Ties
    strength: Array
    distance: Array

    @property
    def known(self) -> Mask:
        """Return (n, n): pairs in the system on a common day, both capabilities known."""
        able = ~np.isnan(self.system.capability)
        placed = ~np.isnan(self.system.capital_distance)
        both: Mask = self.system.together & able[:, None] & able[None, :] & placed
        return both


def prepare(system: StateSystem) -> Year:
    """Return a state system with its ties and strengths worked out."""
    return Year(
        system,
        Ties.of(system.allied),
        np.nan_to_num(system.capability),
        np.nan_to_num(system.distance),
    )


def read_years(load: Callable[[str], pl.DataFrame], years: Sequence[int]) -> list[Year]:
    """Return the state systems of several years."""
    return [prepare(state_system(year, load)) for year in years]
