"""Historical Index of Ethnic Fractionalization, 2020."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="hief",
    title="Historical Index of Ethnic Fractionalization",
    version="2020",
    unit="state-year",
    years=(1945, 2013),
    citations=("drazanova2020hief",),
    upstream=PEACESCIENCER,
    file="hief.rda",
    sha256="cf461d5e6f480cde63d3fafe780c3a17397b585eb63edad91fdb0651386cfd8c",
    size=8891,
    rows=8808,
    columns={
        "ccode": pl.Int16,
        "gwcode": pl.Int16,
        "year": pl.Int16,
        "efindex": pl.Float64,
    },
    read=read_rda,
)
