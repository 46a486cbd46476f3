"""Leader Experience and Attribute Descriptions, 2015."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="lead",
    title="Leader Experience and Attribute Descriptions",
    version="2015",
    unit="leader spell",
    years=(1840, 2015),
    citations=("ellis2015lead",),
    upstream=PEACESCIENCER,
    file="LEAD.rda",
    sha256="91c91901b7facce4d681fb79bfd9f850baed6d1aa3981fc5291af0b2889e5cfb",
    size=14388,
    rows=3409,
    columns={
        "obsid": pl.String,
        "leveledu": pl.Int8,
        "milservice": pl.Int8,
        "combat": pl.Int8,
        "rebel": pl.Int8,
        "warwin": pl.Int8,
        "warloss": pl.Int8,
        "rebelwin": pl.Int8,
        "rebelloss": pl.Int8,
        "yrsexper": pl.Int8,
        "physhealth": pl.Int8,
        "mentalhealth": pl.Int8,
    },
    read=read_rda,
)
