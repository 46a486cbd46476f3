"""Correlates of War Militarized Interstate Disputes: disputes, 5."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_mid_disps",
    title="Correlates of War Militarized Interstate Disputes: disputes",
    version="5",
    unit="dispute",
    years=(1816, 2014),
    citations=("palmer2021mid5",),
    upstream=PEACESCIENCER,
    file="cow_mid_disps.rda",
    sha256="b0dedb0e905411c506edc29c102766056f61c3fce9c67b7a925e7076028ed34a",
    size=13956,
    rows=2436,
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
