"""Strategic rivalries (Thompson and Dreyer), 2012."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="td_rivalries",
    title="Strategic rivalries (Thompson and Dreyer)",
    version="2012",
    unit="rivalry (Correlates of War)",
    years=(1494, 2010),
    citations=("thompson2012rivalries",),
    upstream=PEACESCIENCER,
    file="td_rivalries.rda",
    sha256="06875a5100a9aaf83a073d6b78078722be7a0ef1c8a851ee31ad36914553c68b",
    size=3798,
    rows=197,
    columns={
        "rivalryno": pl.Int32,
        "rivalryname": pl.String,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "styear": pl.Int16,
        "endyear": pl.Int16,
        "region": pl.String,
        "type1": pl.String,
        "type2": pl.String,
        "type3": pl.String,
    },
    read=read_rda,
)
