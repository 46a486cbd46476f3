"""The state system of every year, as the arrays the security model works on."""

import os
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.measures.capability import composite_index
from foedus.measures.gradient import great_circle
from foedus.security.kernel import Ties

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

DEFAULT_MIRROR = Path(__file__).parents[2].parent / "shared" / "mirror"
TABLES = (
    "cow_ddy",
    "cow_nmc",
    "cow_capitals",
    "cow_contdir",
    "cow_majors",
    "atop_alliance",
    "tss_rivalries",
)
LAND = 1
"""Type of contiguity in the Correlates of War data: separated by a land or river border."""


def mirror_folder(given: Path | None = None) -> Path:
    """Return the folder of the mirror: the one given, FOEDUS_DATA_MIRROR, or ../shared/mirror."""
    folder = given or Path(os.environ.get("FOEDUS_DATA_MIRROR") or DEFAULT_MIRROR)
    if not (folder / "peacesciencer-1.2.9").is_dir():
        raise FoedusError(
            f"no mirror of the research data in {folder}: expected peacesciencer-1.2.9/data/*.rda; "
            "give --mirror DIR or set FOEDUS_DATA_MIRROR"
        )
    return folder


def read_mirror(folder: Path, name: str) -> pl.DataFrame:
    """Return one table of the mirror, missing numbers as nan."""
    import rdata

    path = folder / "peacesciencer-1.2.9" / "data" / f"{name}.rda"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdata reports the R classes tibble and Date as unknown
        frame = next(iter(rdata.read_rda(path).values()))
    numeric = [c for c in frame.columns if frame[c].dtype.kind in "fiu"]
    return pl.DataFrame({c: _plain(np.asarray(frame[c], float)) for c in numeric})


def _plain(values: Array) -> Array:
    # R's NA is a signalling nan, which makes numpy warn at every use
    return np.where(np.isnan(values), np.nan, values)


@dataclass(frozen=True)
class SystemYear:
    """The states of one year and what lies between them; nan where the sources are silent.

    Attributes
    ----------
    year : int
    ccode : (n,) int, ascending
    capability : (n,) shares of military expenditure and personnel, nan unknown
    pairs : (n, n) bool, [j, t] states that were members of the system on a common day
    capital_distance : (n, n) km, nan where a capital is unknown
    contiguous : (n, n) bool, land border
    ties : Ties, defence obligations, either direction, states without capability included
    major, rivalry : (n,), (n, n) bool
    """

    year: int
    ccode: NDArray[np.int64]
    capability: Array
    pairs: Mask
    capital_distance: Array
    contiguous: Mask
    ties: Ties
    major: Mask
    rivalry: Mask
    index: dict[int, int] = field(repr=False)

    @property
    def strength(self) -> Array:
        """Return capability for sums over allies: a state of unknown capability adds nothing."""
        return np.nan_to_num(self.capability)

    @property
    def distance(self) -> Array:
        """Return the model's distance: 0 for land neighbours, else between capitals."""
        zero = self.contiguous | np.eye(len(self.ccode), dtype=bool)
        return np.where(zero, 0.0, self.capital_distance)


def _days(year: int) -> tuple[int, int]:
    first = np.datetime64(f"{year}-01-01", "D").astype(int)
    return int(first), int(np.datetime64(f"{year + 1}-01-01", "D").astype(int)) - 1


def _during(table: pl.DataFrame, year: int) -> pl.DataFrame:
    first, last = _days(year)
    return table.filter((pl.col("stdate") <= last) & (pl.col("enddate") >= first))


def _pairs(index: dict[int, int], rows: pl.DataFrame, *, symmetric: bool) -> Mask:
    matrix = np.zeros((len(index), len(index)), dtype=bool)
    both = [
        (index[int(a)], index[int(b)])
        for a, b in rows.select("ccode1", "ccode2").iter_rows()
        if int(a) in index and int(b) in index
    ]
    if both:
        rows_, columns = np.array(both).T
        matrix[rows_, columns] = True
    return matrix | matrix.T if symmetric else matrix


def _capital_distance(index: dict[int, int], capitals: pl.DataFrame, year: int) -> Array:
    position = np.full((2, len(index)), np.nan)
    for ccode, lat, lng in (
        _during(capitals, year).sort("stdate").select("ccode", "lat", "lng").iter_rows()
    ):
        if int(ccode) in index:  # the last in force in the year stays
            position[:, index[int(ccode)]] = lat, lng
    lat, lng = position
    return great_circle(lat[:, None], lng[:, None], lat[None, :], lng[None, :])


def _capability(index: dict[int, int], nmc: pl.DataFrame) -> Array:
    components = np.full((2, len(index)), np.nan)
    for ccode, milex, milper in nmc.select("ccode", "milex", "milper").iter_rows():
        if int(ccode) in index:
            components[:, index[int(ccode)]] = milex, milper
    return composite_index(*components)


def system_year(tables: dict[str, pl.DataFrame], year: int) -> SystemYear:
    """Return the state system of one year from the tables of `load_tables`."""
    pairs = tables["cow_ddy"].filter(pl.col("year") == year)
    states = sorted(int(c) for c in pairs["ccode1"].unique())
    index = {ccode: i for i, ccode in enumerate(states)}
    majors = tables["cow_majors"].filter((pl.col("styear") <= year) & (pl.col("endyear") >= year))[
        "ccode"
    ]
    defence = tables["atop_alliance"].filter(
        (pl.col("year") == year) & (pl.col("atop_defense") == 1)
    )
    rivals = tables["tss_rivalries"].filter((pl.col("start") <= year) & (pl.col("end") >= year))
    borders = _during(tables["cow_contdir"].filter(pl.col("conttype") == LAND), year)
    return SystemYear(
        year=year,
        ccode=np.array(states),
        capability=_capability(index, tables["cow_nmc"].filter(pl.col("year") == year)),
        pairs=_pairs(index, pairs, symmetric=False),
        capital_distance=_capital_distance(index, tables["cow_capitals"], year),
        contiguous=_pairs(index, borders, symmetric=True),
        ties=Ties.of(_pairs(index, defence, symmetric=True)),
        major=np.isin(states, [int(m) for m in majors]),
        rivalry=_pairs(index, rivals, symmetric=True),
        index=index,
    )


def load_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Return the tables that `system_year` needs."""
    return {name: read_mirror(folder, name) for name in TABLES}
