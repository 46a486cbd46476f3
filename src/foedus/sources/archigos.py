"""Archigos: political leaders, 4.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="archigos",
    title="Archigos: political leaders",
    version="4.1",
    unit="leader spell",
    years=(1840, 2015),
    citations=("goemans2009archigos",),
    upstream=PEACESCIENCER,
    file="archigos.rda",
    sha256="b58bb675856a11923b3906adf4360b61fe1be4cc30f29fda4c36ee38e69c991b",
    size=48092,
    rows=3409,
    columns={
        "obsid": pl.String,
        "gwcode": pl.Int16,
        "leadid": pl.String,
        "leader": pl.String,
        "yrborn": pl.Int16,
        "gender": pl.String,
        "startdate": pl.Date,
        "enddate": pl.Date,
        "entry": pl.String,
        "exit": pl.String,
        "exitcode": pl.String,
    },
    read=read_rda,
)
