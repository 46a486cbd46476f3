"""Gibler-Miller-Little disputes: participants, 2.2.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gml_part",
    title="Gibler-Miller-Little disputes: participants",
    version="2.2.1",
    unit="dispute participant (Correlates of War)",
    years=(1816, 2010),
    citations=("gibler2016mid",),
    upstream=PEACESCIENCER,
    file="gml_part.rda",
    sha256="dd190b9e2f132f3a20cd35f1f7c6b860f62fb4af0d799de5318a50685b98caf7",
    size=35600,
    rows=5217,
    columns={
        "dispnum": pl.Int32,
        "ccode": pl.Int16,
        "styear": pl.Int16,
        "stmon": pl.Int8,
        "stday": pl.Int8,
        "endyear": pl.Int16,
        "endmon": pl.Int8,
        "endday": pl.Int8,
        "obsid_start": pl.String,
        "obsid_end": pl.String,
        "dummy_stday": pl.Int8,
        "dummy_endday": pl.Int8,
        "sidea": pl.Int8,
        "hiact": pl.Int8,
        "orig": pl.Int8,
        "anymiss_leader_start": pl.Int8,
        "anymiss_leader_end": pl.Int8,
        "allmiss_leader_start": pl.Int8,
        "allmiss_leader_end": pl.Int8,
    },
    read=read_rda,
)
