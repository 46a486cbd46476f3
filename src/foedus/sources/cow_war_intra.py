"""Correlates of War Intra-State War, 4.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_war_intra",
    title="Correlates of War Intra-State War",
    version="4.1",
    unit="war-year",
    years=(1816, 2008),
    citations=("dixon2016intrastate",),
    upstream=PEACESCIENCER,
    file="cow_war_intra.rda",
    sha256="0c0a9bfe2cc566c7bd6d4e893fa7d507da85489d8ad6de1c478dbc7a3186e993",
    size=12748,
    rows=1361,
    columns={
        "warnum": pl.Int32,
        "warname": pl.String,
        "wartype": pl.String,
        "year": pl.Int16,
        "cowintraonset": pl.Int8,
        "cowintraongoing": pl.Int8,
        "resume_combat": pl.Int8,
        "primary_state": pl.Int8,
        "ccodea": pl.Int16,
        "sidea": pl.String,
        "ccodeb": pl.Int16,
        "sideb": pl.String,
        "intnl": pl.Int8,
        "outcome": pl.Int8,
        "sideadeaths": pl.Float64,
        "sidebdeaths": pl.Float64,
        "ongo2007": pl.Int8,
    },
    read=read_rda,
)
