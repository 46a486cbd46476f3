"""Arms races, 2005."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="grh_arms_races",
    title="Arms races",
    version="2005",
    unit="undirected dyad spell (Correlates of War)",
    years=(1854, 1984),
    citations=("gibler2005arms",),
    upstream=PEACESCIENCER,
    file="grh_arms_races.rda",
    sha256="48360d7bf065295545b0bdc015d2dec11110a2381bd4e1f342a57a1294224bae",
    size=827,
    rows=71,
    columns={
        "race_id": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "styear": pl.Int16,
        "endyear": pl.Int16,
    },
    read=read_rda,
)
