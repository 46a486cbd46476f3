"""Correlates of War Militarized Interstate Disputes: directed dispute-years, 5."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_mid_dirdisps",
    title="Correlates of War Militarized Interstate Disputes: directed dispute-years",
    version="5",
    unit="directed dyadic dispute-year (Correlates of War)",
    years=(1816, 2014),
    citations=("palmer2021mid5",),
    upstream=PEACESCIENCER,
    file="cow_mid_dirdisps.rda",
    sha256="7b9fc5fd0785b423b7ddc8b9319fa30d4e2c8a005342b88c2b1d87b7a6e62a0e",
    size=43804,
    rows=11390,
    columns={
        "dispnum": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "dispongoing": pl.Int8,
        "disponset": pl.Int8,
        "sidea1": pl.Int8,
        "sidea2": pl.Int8,
        "fatality1": pl.Int8,
        "fatality2": pl.Int8,
        "fatalpre1": pl.Float64,
        "fatalpre2": pl.Float64,
        "hiact1": pl.Int8,
        "hiact2": pl.Int8,
        "hostlev1": pl.Int8,
        "hostlev2": pl.Int8,
        "orig1": pl.Int8,
        "orig2": pl.Int8,
    },
    read=read_rda,
)
