"""Correlates of War National Material Capabilities, 7.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_nmc",
    title="Correlates of War National Material Capabilities",
    version="7.0",
    unit="state-year (Correlates of War)",
    years=(1816, 2022),
    citations=("singer1972capability", "singer1987reconstructing"),
    upstream=PEACESCIENCER,
    file="cow_nmc.rda",
    sha256="c265ab4ffa73c87ddc565ce08a12963e8a6aa5020a56e3658108add14b24e82d",
    size=347751,
    rows=17121,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "milex": pl.Float64,
        "milper": pl.Float64,
        "irst": pl.Float64,
        "pec": pl.Float64,
        "tpop": pl.Float64,
        "upop": pl.Float64,
        "cinc": pl.Float64,
    },
    read=read_rda,
)
