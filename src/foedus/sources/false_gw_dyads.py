"""Gleditsch-Ward dyads without a common day, 1.2.9."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="false_gw_dyads",
    title="Gleditsch-Ward dyads without a common day",
    version="1.2.9",
    unit="undirected dyad-year (Gleditsch-Ward)",
    years=(1816, 2024),
    citations=("miller2022peacesciencer",),
    upstream=PEACESCIENCER,
    file="false_gw_dyads.rda",
    sha256="7eb8ecb86b89c49df837d01b61571e93ee1be5e78e1c3e7c33c995587a42f45f",
    size=430,
    rows=40,
    columns={
        "gwcode1": pl.Int16,
        "gwcode2": pl.Int16,
        "year": pl.Int16,
        "microstate1": pl.Int8,
        "microstate2": pl.Int8,
        "in_ps": pl.Int8,
    },
    read=read_rda,
)
