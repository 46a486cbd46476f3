"""Simulated GDP and population (Gleditsch-Ward states), 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="gw_gdppop",
    title="Simulated GDP and population (Gleditsch-Ward states)",
    version="0.2.0",
    unit="state-year (Gleditsch-Ward)",
    years=(1816, 2019),
    citations=("fariss2022gdp",),
    upstream=ISARD,
    file="gw_gdppop.rda",
    sha256="00e33ea4bf48b30d1aa3ad3505b5c6b056ade169bd03874a1f2b7c7a2c68b98f",
    size=793136,
    rows=19667,
    columns={
        "gwcode": pl.Int16,
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
