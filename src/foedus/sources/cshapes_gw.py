"""CShapes 2.0: borders and capitals 1886-2019 (Gleditsch-Ward codes)."""

import polars as pl

from foedus.sources._record import CSHAPES, CSHAPES_TERMS, Dataset
from foedus.sources._topojson import read_cshapes

DATASET = Dataset(
    name="cshapes_gw",
    title="CShapes: borders and capitals (Gleditsch-Ward codes)",
    version="2.0",
    unit="state-border spell (Gleditsch-Ward)",
    years=(1886, 2019),
    citations=("schvitz2022cshapes", "weidmann2010cshapes"),
    upstream=CSHAPES,
    file="cshapes_2_gw.topojson.xz",
    sha256="196c6d9d881cf944e176e4ce5bfc61074d21792de7152cb0a9e035e56b0297c8",
    size=2080548,
    rows=710,
    columns={
        "fid": pl.Int32,
        "gwcode": pl.Int16,
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
