"""Correlates of War State System Membership, 2016."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_states",
    title="Correlates of War State System Membership",
    version="2016",
    unit="state spell (Correlates of War)",
    years=(1816, 2016),
    citations=("cow2016states",),
    upstream=PEACESCIENCER,
    file="cow_states.rda",
    sha256="9248b9fc801124d2bb48c58740bb335a1ee4938c4096e4d5e0bd01c22bf1dc09",
    size=4081,
    rows=243,
    columns={
        "stateabb": pl.String,
        "ccode": pl.Int16,
        "statenme": pl.String,
        "styear": pl.Int16,
        "stmonth": pl.Int8,
        "stday": pl.Int8,
        "endyear": pl.Int16,
        "endmonth": pl.Int8,
        "endday": pl.Int8,
        "version": pl.Int16,
    },
    read=read_rda,
)
