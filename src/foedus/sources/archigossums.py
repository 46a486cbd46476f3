"""Archigos: leaders and leader transitions by state and year, 4.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="archigossums",
    title="Archigos: leaders and leader transitions by state and year",
    version="4.1",
    unit="state-year (Gleditsch-Ward)",
    years=(1870, 2015),
    citations=("goemans2009archigos",),
    upstream=PEACESCIENCER,
    file="archigossums.rda",
    sha256="a9c1176199f8f3b393815a60048e36257bfb8c7706c6ff3a4c9a5259b7b26754",
    size=14092,
    rows=14407,
    columns={
        "gwcode": pl.Int16,
        "year": pl.Int16,
        "leadertransition": pl.Int8,
        "irregular": pl.Int8,
        "n_leaders": pl.Int8,
        "jan1obsid": pl.String,
        "dec31obsid": pl.String,
    },
    read=read_rda,
)
