"""Composition of Religious and Ethnic Groups: fractionalization and polarization, 2012."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="creg",
    title="Composition of Religious and Ethnic Groups: fractionalization and polarization",
    version="2012",
    unit="state-year",
    years=(1945, 2013),
    citations=("nardulli2012creg", "alesina2003fractionalization", "montalvo2005polarization"),
    upstream=PEACESCIENCER,
    file="creg.rda",
    sha256="79d28e6af621524361e2f72c259ce518b490336b7595cdae64a01334ea262ed3",
    size=233012,
    rows=11523,
    columns={
        "ccode": pl.Int16,
        "gwcode": pl.Int16,
        "creg_ccode": pl.Int16,
        "year": pl.Int16,
        "ethfrac": pl.Float64,
        "ethpol": pl.Float64,
        "relfrac": pl.Float64,
        "relpol": pl.Float64,
    },
    read=read_rda,
)
