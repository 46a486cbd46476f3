"""Correlates of War Militarized Interstate Disputes: one dispute a dyad-year, 5."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_mid_ddydisps",
    title="Correlates of War Militarized Interstate Disputes: one dispute a dyad-year",
    version="5",
    unit="directed dyad-year (Correlates of War)",
    years=(1816, 2014),
    citations=("palmer2021mid5",),
    upstream=PEACESCIENCER,
    file="cow_mid_ddydisps.rda",
    sha256="2db5aeef570a727cd4b28d7f56ad49193d79bbb018019e9225d53321a11d5e45",
    size=64156,
    rows=10234,
    columns={
        "dispnum": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "cowmidongoing": pl.Int8,
        "cowmidonset": pl.Int8,
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
        "fatality": pl.Int8,
        "hostlev": pl.Int8,
        "mindur": pl.Int16,
        "maxdur": pl.Int16,
        "recip": pl.Int8,
        "stmon": pl.Int8,
    },
    read=read_rda,
)
