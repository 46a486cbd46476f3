"""Gleditsch-Ward states with their Correlates of War codes by year, 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="gw_cw_panel",
    title="Gleditsch-Ward states with their Correlates of War codes by year",
    version="0.2.0",
    unit="state-year",
    years=(1816, 2025),
    citations=("miller2026isard",),
    upstream=ISARD,
    file="gw_cw_panel.rda",
    sha256="6f12e11d4137fe9255b50dee9d2e42542f576aed077adb393f53d0f272557540",
    size=15673,
    rows=20990,
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
