"""Gleditsch-Ward state system, microstates included, 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="gw_system",
    title="Gleditsch-Ward state system, microstates included",
    version="0.2.0",
    unit="state spell (Gleditsch-Ward)",
    years=(1816, 2020),
    citations=("gleditsch1999states", "miller2026isard"),
    upstream=ISARD,
    file="gw_system.rda",
    sha256="53c434467bd592fc62b33522d26eec9401478aed30376b49fb0abedcb74d86ce",
    size=4434,
    rows=239,
    columns={
        "gwcode": pl.Int16,
        "gw_abb": pl.String,
        "gw_name": pl.String,
        "microstate": pl.Int8,
        "start": pl.Date,
        "end": pl.Date,
    },
    read=read_rda,
)
