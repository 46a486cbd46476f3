"""Correlates of War Direct Contiguity, 3.2."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_contdir",
    title="Correlates of War Direct Contiguity",
    version="3.2",
    unit="directed dyad spell (Correlates of War)",
    years=(1816, 2016),
    citations=("stinnett2002correlates",),
    upstream=PEACESCIENCER,
    file="cow_contdir.rda",
    sha256="779062fb96238a7c55dbb3436a0925f67d8f0b5bd8e522731c0c3c55f492dd70",
    size=5990,
    rows=1874,
    columns={
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "conttype": pl.Int8,
        "stdate": pl.Date,
        "enddate": pl.Date,
    },
    read=read_rda,
)
