"""UCDP/PRIO Armed Conflict Dataset, 25.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="ucdp_acd",
    title="UCDP/PRIO Armed Conflict Dataset",
    version="25.1",
    unit="conflict-year (Gleditsch-Ward)",
    years=(1946, 2024),
    citations=("gleditsch2002conflict", "pettersson2019violence"),
    upstream=PEACESCIENCER,
    file="ucdp_acd.rda",
    sha256="e040581fa00a27a21544c5cc8d012fb841d64f2bb99d1a483c6ae68c465e6bdc",
    size=13684,
    rows=5652,
    columns={
        "conflict_id": pl.Int32,
        "year": pl.Int16,
        "gwno_a": pl.Int16,
        "gwno_a_2nd": pl.Int16,
        "gwno_b": pl.Int16,
        "gwno_b_2nd": pl.Int16,
        "incompatibility": pl.String,
        "intensity_level": pl.Int8,
        "type_of_conflict": pl.String,
        "start_date": pl.Date,
        "start_prec": pl.Int8,
        "start_date2": pl.Date,
        "start_prec2": pl.Int8,
        "ep_end": pl.Int8,
        "ep_end_date": pl.Date,
    },
    read=read_rda,
)
