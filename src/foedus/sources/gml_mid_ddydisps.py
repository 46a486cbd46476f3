"""Gibler-Miller-Little disputes: one dispute a dyad-year, 2.2.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gml_mid_ddydisps",
    title="Gibler-Miller-Little disputes: one dispute a dyad-year",
    version="2.2.1",
    unit="directed dyad-year (Correlates of War)",
    years=(1816, 2010),
    citations=("gibler2016mid",),
    upstream=PEACESCIENCER,
    file="gml_mid_ddydisps.rda",
    sha256="46ce6732909e62b555546ceeeb2f380415c4153fa1cb05824a837ec45a4aa7ce",
    size=62040,
    rows=9284,
    columns={
        "dispnum": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "gmlmidongoing": pl.Int8,
        "gmlmidonset": pl.Int8,
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
        "recip": pl.Int8,
        "mindur": pl.Int16,
        "maxdur": pl.Int16,
        "stmon": pl.Int8,
    },
    read=read_rda,
)
