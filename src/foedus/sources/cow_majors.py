"""Correlates of War major powers, 2016."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="cow_majors",
    title="Correlates of War major powers",
    version="2016",
    unit="major power spell (Correlates of War)",
    years=(1816, 2016),
    citations=("cow2016states",),
    upstream=PEACESCIENCER,
    file="cow_majors.rda",
    sha256="673cb752c2d1af045ea8e2c602b45bc037b84dda9537bfb060142ff255c7f2b6",
    size=394,
    rows=14,
    columns={
        "ccode": pl.Int16,
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
