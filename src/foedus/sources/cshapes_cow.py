"""CShapes 2.0: borders and capitals 1886-2019 (Correlates of War codes)."""

import polars as pl

from foedus.sources._record import CSHAPES, CSHAPES_TERMS, Dataset
from foedus.sources._topojson import read_cshapes

DATASET = Dataset(
    name="cshapes_cow",
    title="CShapes: borders and capitals (Correlates of War codes)",
    version="2.0",
    unit="state-border spell (Correlates of War)",
    years=(1886, 2019),
    citations=("schvitz2022cshapes", "weidmann2010cshapes"),
    upstream=CSHAPES,
    file="cshapes_2_cow.topojson.xz",
    sha256="7bd747182211fe5e0ca3775acbf3583c290ccb14e5c60bda9f0ef4dbb0d7008e",
    size=2091912,
    rows=805,
    columns={
        "fid": pl.Int32,
        "ccode": pl.Int16,
        "country_name": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "status": pl.String,
        "owner": pl.String,
        "capname": pl.String,
        "caplong": pl.Float64,
        "caplat": pl.Float64,
        "b_def": pl.Int8,
        "geometry": pl.Binary,
    },
    read=read_cshapes,
    terms=CSHAPES_TERMS,
)
