"""Correlates of War dyads without a common day, 1.2.9."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="false_cow_dyads",
    title="Correlates of War dyads without a common day",
    version="1.2.9",
    unit="undirected dyad-year (Correlates of War)",
    years=(1816, 2024),
    citations=("miller2022peacesciencer",),
    upstream=PEACESCIENCER,
    file="false_cow_dyads.rda",
    sha256="9d875845489935bae9991ce06a66ebb71618f0d622498906a78daf729fbbeb82",
    size=455,
    rows=60,
    columns={
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "in_ps": pl.Int8,
    },
    read=read_rda,
)
