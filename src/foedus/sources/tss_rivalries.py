"""Strategic rivalries (Thompson, Sakuwa and Suhas), 2021."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="tss_rivalries",
    title="Strategic rivalries (Thompson, Sakuwa and Suhas)",
    version="2021",
    unit="rivalry (Correlates of War)",
    years=(1494, 2020),
    citations=("thompson2021rivalries",),
    upstream=PEACESCIENCER,
    file="tss_rivalries.rda",
    sha256="7d4aabe829ed3f3d32cc16cb1cf4c4fa11588e6823a2c19d73678e29c6879f6f",
    size=3604,
    rows=264,
    columns={
        "tssr_id": pl.Int32,
        "rivalry": pl.String,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "start": pl.Int16,
        "end": pl.Int16,
        "positional": pl.Int8,
        "spatial": pl.Int8,
        "ideological": pl.Int8,
        "interventionary": pl.Int8,
        "principal": pl.Int8,
        "aprin": pl.Int8,
    },
    read=read_rda,
)
