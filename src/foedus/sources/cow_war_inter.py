"""Correlates of War Inter-State War, 4."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_war_inter",
    title="Correlates of War Inter-State War",
    version="4",
    unit="directed dyadic war-year (Correlates of War)",
    years=(1816, 2007),
    citations=("sarkees2010war",),
    upstream=PEACESCIENCER,
    file="cow_war_inter.rda",
    sha256="d727523be3ab6f35653adc62a9b893101c8342e152af084d96f1297bb9a56131",
    size=6333,
    rows=1932,
    columns={
        "warnum": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "cowinterongoing": pl.Int8,
        "cowinteronset": pl.Int8,
        "sidea1": pl.Int8,
        "sidea2": pl.Int8,
        "initiator1": pl.Int8,
        "initiator2": pl.Int8,
        "outcome1": pl.Int8,
        "outcome2": pl.Int8,
        "batdeath1": pl.Float64,
        "batdeath2": pl.Float64,
        "resume": pl.Int8,
    },
    read=read_rda,
)
