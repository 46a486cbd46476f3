"""Correlates of War Trade: totals by state, 4."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_trade_sy",
    title="Correlates of War Trade: totals by state",
    version="4",
    unit="state-year (Correlates of War)",
    years=(1870, 2014),
    citations=("barbieri2009trade",),
    upstream=PEACESCIENCER,
    file="cow_trade_sy.rda",
    sha256="41ad9d312b6146aa9eaa70d8f5a16a0164b6e27ee4ebe86a928c2ea4de415142",
    size=126652,
    rows=14410,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "imports": pl.Float64,
        "exports": pl.Float64,
    },
    read=read_rda,
)
