"""Correlates of War states with their Gleditsch-Ward codes by year, 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="cw_gw_panel",
    title="Correlates of War states with their Gleditsch-Ward codes by year",
    version="0.2.0",
    unit="state-year",
    years=(1816, 2025),
    citations=("miller2026isard",),
    upstream=ISARD,
    file="cw_gw_panel.rda",
    sha256="155f5413b63d6199461cdbbe76d02a55c945b6572fa77aac892b932f839f8a0c",
    size=13584,
    rows=17916,
    columns={
        "stateabb": pl.String,
        "year": pl.Int16,
        "gwcode": pl.Int16,
        "ccode": pl.Int16,
        "gw_name": pl.String,
        "cw_name": pl.String,
    },
    read=read_rda,
)
