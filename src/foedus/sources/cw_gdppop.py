"""Simulated GDP and population (Correlates of War states), 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="cw_gdppop",
    title="Simulated GDP and population (Correlates of War states)",
    version="0.2.0",
    unit="state-year (Correlates of War)",
    years=(1816, 2019),
    citations=("fariss2022gdp",),
    upstream=ISARD,
    file="cw_gdppop.rda",
    sha256="205017f75f9d65b1b01c48d594a018e6ef7de285891dfea15b2dfb95a5174b97",
    size=679708,
    rows=16536,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "mrgdppc": pl.Float64,
        "sd_mrgdppc": pl.Float64,
        "pwtrgdp": pl.Float64,
        "sd_pwtrgdp": pl.Float64,
        "pwtpop": pl.Float64,
        "sd_pwtpop": pl.Float64,
    },
    read=read_rda,
)
