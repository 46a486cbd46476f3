"""Leader willingness to use force, 2020."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="lwuf",
    title="Leader willingness to use force",
    version="2020",
    unit="leader spell",
    years=(1840, 2015),
    citations=("carter2020willingness",),
    upstream=PEACESCIENCER,
    file="lwuf.rda",
    sha256="a24dda4cc561338238eebd51f737c14def7e7a361c1847637affa740e7b698a8",
    size=165736,
    rows=3409,
    columns={
        "obsid": pl.String,
        "theta1_mean": pl.Float64,
        "theta1_sd": pl.Float64,
        "theta2_mean": pl.Float64,
        "theta2_sd": pl.Float64,
        "theta3_mean": pl.Float64,
        "theta3_sd": pl.Float64,
        "theta4_mean": pl.Float64,
        "theta4_sd": pl.Float64,
    },
    read=read_rda,
)
