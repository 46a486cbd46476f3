"""Regional and global powers, 2010."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="maoz_powers",
    title="Regional and global powers",
    version="2010",
    unit="state",
    years=(1816, 2020),
    citations=("maoz2010networks",),
    upstream=PEACESCIENCER,
    file="maoz_powers.rda",
    sha256="600899bd98cf2d056c9fbfca57ec1b6587a5fe22cebe56687e4f2f2536a143fd",
    size=424,
    rows=20,
    columns={
        "ccode": pl.Int16,
        "regstdate": pl.Date,
        "regenddate": pl.Date,
        "globstdate": pl.Date,
        "globenddate": pl.Date,
    },
    read=read_rda,
)
