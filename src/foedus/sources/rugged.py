"""Terrain ruggedness and mountains, 2014."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="rugged",
    title="Terrain ruggedness and mountains",
    version="2014",
    unit="state",
    years=None,
    citations=("nunn2012ruggedness", "gibler2014threat"),
    upstream=PEACESCIENCER,
    file="rugged.rda",
    sha256="5c1d8fd4dabb1b2e93ff6a3ae93ddd6d23276707c9b7109ab07bf182d689dfcc",
    size=2477,
    rows=192,
    columns={
        "ccode": pl.Int16,
        "gwcode": pl.Int16,
        "rugged": pl.Float64,
        "newlmtnest": pl.Float64,
    },
    read=read_rda,
)
