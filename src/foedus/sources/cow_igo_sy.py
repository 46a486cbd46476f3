"""Correlates of War Intergovernmental Organizations: memberships by state, 3."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_igo_sy",
    title="Correlates of War Intergovernmental Organizations: memberships by state",
    version="3",
    unit="state-year (Correlates of War)",
    years=(1816, 2014),
    citations=("pevehouse2020igo", "wallace1970igo"),
    upstream=PEACESCIENCER,
    file="cow_igo_sy.rda",
    sha256="0102eb9d48f34791ddb1a17aa0b312df23117ebafb3d707cee03ab64463e3bc7",
    size=13416,
    rows=15557,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "sum_igo_full": pl.Int8,
        "sum_igo_associate": pl.Int8,
        "sum_igo_observer": pl.Int8,
        "sum_igo_anytype": pl.Int8,
    },
    read=read_rda,
)
