"""Gibler-Miller-Little disputes: disputes, 2.2.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gml_mid_disps",
    title="Gibler-Miller-Little disputes: disputes",
    version="2.2.1",
    unit="dispute",
    years=(1816, 2010),
    citations=("gibler2016mid",),
    upstream=PEACESCIENCER,
    file="gml_mid_disps.rda",
    sha256="a0eedf4fa05b60d3015437aeeee410a0b080e7a2e317ab8a2899479e878f450d",
    size=12860,
    rows=2174,
    columns={
        "dispnum": pl.Int32,
        "styear": pl.Int16,
        "stmon": pl.Int8,
        "outcome": pl.Int8,
        "settle": pl.Int8,
        "fatality": pl.Int8,
        "mindur": pl.Int16,
        "maxdur": pl.Int16,
        "hiact": pl.Int8,
        "hostlev": pl.Int8,
        "recip": pl.Int8,
    },
    read=read_rda,
)
