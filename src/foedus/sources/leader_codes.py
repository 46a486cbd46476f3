"""Identifiers of leaders across Archigos and LEAD, 1.2.9."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="leader_codes",
    title="Identifiers of leaders across Archigos and LEAD",
    version="1.2.9",
    unit="leader spell",
    years=(1840, 2015),
    citations=("goemans2009archigos", "ellis2015lead"),
    upstream=PEACESCIENCER,
    file="leader_codes.rda",
    sha256="acbde0ef346287e21313a65914082087b76a401583b582e016a8e04bc11ae985",
    size=17420,
    rows=3409,
    columns={
        "obsid": pl.String,
        "leadid": pl.String,
        "leadid29": pl.String,
        "leaderid": pl.String,
    },
    read=read_rda,
)
