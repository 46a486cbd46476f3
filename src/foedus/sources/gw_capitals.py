"""Capitals of the Gleditsch-Ward states, 2024."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gw_capitals",
    title="Capitals of the Gleditsch-Ward states",
    version="2024",
    unit="state-capital spell (Gleditsch-Ward)",
    years=(1816, 2024),
    citations=("miller2022peacesciencer",),
    upstream=PEACESCIENCER,
    file="gw_capitals.rda",
    sha256="b60bf1d3111b0532fd0310caea64fa01a96fc14faac4c3ccf7d95231c95a1197",
    size=9151,
    rows=264,
    columns={
        "gwcode": pl.Int16,
        "statenme": pl.String,
        "capital": pl.String,
        "stdate": pl.Date,
        "enddate": pl.Date,
        "lat": pl.Float64,
        "lng": pl.Float64,
    },
    read=read_rda,
)
