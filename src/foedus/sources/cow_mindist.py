"""Minimum distance between Correlates of War states, CShapes 2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_mindist",
    title="Minimum distance between Correlates of War states",
    version="CShapes 2.0",
    unit="undirected dyad-year (Correlates of War)",
    years=(1886, 2019),
    citations=("schvitz2022cshapes", "weidmann2010cshapes"),
    upstream=PEACESCIENCER,
    file="cow_mindist.rda",
    sha256="9fa13d911c454d463044bf13a711c64b90a6131246e2d239dcdf4d01f2f263b4",
    size=227864,
    rows=952244,
    columns={
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "mindist": pl.Float64,
    },
    read=read_rda,
)
