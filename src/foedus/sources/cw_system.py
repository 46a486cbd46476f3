"""Correlates of War state system, 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="cw_system",
    title="Correlates of War state system",
    version="0.2.0",
    unit="state spell (Correlates of War)",
    years=(1816, 2016),
    citations=("cow2016states", "miller2026isard"),
    upstream=ISARD,
    file="cw_system.rda",
    sha256="910b2db886f46c175cfcd826a1a6d8cdd2c149c33bc0909355bb1a21b57cf409",
    size=4187,
    rows=243,
    columns={
        "ccode": pl.Int16,
        "cw_abb": pl.String,
        "cw_name": pl.String,
        "start": pl.Date,
        "end": pl.Date,
    },
    read=read_rda,
)
