"""Correlates of War Intergovernmental Organizations: joint memberships, 3."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_igo_ndy",
    title="Correlates of War Intergovernmental Organizations: joint memberships",
    version="3",
    unit="undirected dyad-year (Correlates of War)",
    years=(1816, 2014),
    citations=("pevehouse2020igo", "wallace1970igo"),
    upstream=PEACESCIENCER,
    file="cow_igo_ndy.rda",
    sha256="e663531dab70d1d46419fdf0d2d29d51b5b314eab055ea1f691d824e4d15af26",
    size=311260,
    rows=917695,
    columns={
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "dyadigos": pl.Int8,
    },
    read=read_rda,
)
