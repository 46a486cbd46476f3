"""Capitals of the Correlates of War states, 2024."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_capitals",
    title="Capitals of the Correlates of War states",
    version="2024",
    unit="state-capital spell (Correlates of War)",
    years=(1816, 2024),
    citations=("miller2022peacesciencer",),
    upstream=PEACESCIENCER,
    file="cow_capitals.rda",
    sha256="8659cd333a0cade601fd66f8de7e610962904c9562db5d07eaf4ccec862a6a0d",
    size=8604,
    rows=242,
    columns={
        "ccode": pl.Int16,
        "statenme": pl.String,
        "capital": pl.String,
        "stdate": pl.Date,
        "enddate": pl.Date,
        "lat": pl.Float64,
        "lng": pl.Float64,
    },
    read=read_rda,
)
