"""Gleditsch-Ward independent states, 2017."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gw_states",
    title="Gleditsch-Ward independent states",
    version="2017",
    unit="state spell (Gleditsch-Ward)",
    years=(1816, 2017),
    citations=("gleditsch1999states",),
    upstream=PEACESCIENCER,
    file="gw_states.rda",
    sha256="4746858bf919a7af31e4a7afbda77294c350e80fd3899b8c20893c5b5f7829ec",
    size=4087,
    rows=216,
    columns={
        "gwcode": pl.Int16,
        "stateabb": pl.String,
        "statename": pl.String,
        "startdate": pl.Date,
        "enddate": pl.Date,
    },
    read=read_rda,
)
