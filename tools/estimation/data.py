"""The research data as the tool reads them, and the state systems of all years."""

import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.security.kernel import Ties
from foedus.world.system import StateSystem, state_system

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

DEFAULT_MIRROR = Path(__file__).parents[2].parent / "shared" / "mirror"
DAYS = {"cow_capitals": ("stdate", "enddate"), "cow_contdir": ("stdate", "enddate")}
NAMES = {"cow_states": ("stateabb", "statenme")}


def mirror_folder(given: Path | None = None) -> Path:
    """Return the folder of the mirror: the one given, FOEDUS_DATA_MIRROR, or ../shared/mirror."""
    folder = given or Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    if not (folder / "peacesciencer-1.2.9").is_dir():
        raise FoedusError(
            f"no mirror of the research data in {folder}: expected peacesciencer-1.2.9/data/*.rda; "
            "give --mirror DIR or set FOEDUS_DATA_MIRROR"
        )
    return folder


def reader(folder: Path) -> Callable[[str], pl.DataFrame]:
    """Return a function from the name of a dataset to its frame."""

    @cache
    def read_mirror(name: str) -> pl.DataFrame:
        import rdata

        path = folder / "peacesciencer-1.2.9" / "data" / f"{name}.rda"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdata calls the R classes tibble and Date unknown
            frame = next(iter(rdata.read_rda(path).values()))
        numeric = [c for c in frame.columns if frame[c].dtype.kind in "fiu"]
        table = pl.DataFrame(
            [pl.Series(c, np.asarray(frame[c], float), nan_to_null=True) for c in numeric]
        )
        days = [pl.col(c).cast(pl.Int32).cast(pl.Date) for c in DAYS.get(name, ())]
        texts = [pl.Series(c, frame[c].astype(str).tolist()) for c in NAMES.get(name, ())]
        return table.with_columns(*days, *texts)

    return read_mirror


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
