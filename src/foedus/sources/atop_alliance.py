"""Alliance Treaty Obligations and Provisions, 5.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="atop_alliance",
    title="Alliance Treaty Obligations and Provisions",
    version="5.1",
    unit="directed dyad-year (Correlates of War)",
    years=(1815, 2018),
    citations=("leeds2002atop",),
    upstream=PEACESCIENCER,
    file="atop_alliance.rda",
    sha256="1449ca0369aed33ccf3ac66e959d1d7429c981a3840981facc84fcb2c2bc0441",
    size=32646,
    rows=273296,
    columns={
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "year": pl.Int16,
        "atop_defense": pl.Int8,
        "atop_offense": pl.Int8,
        "atop_neutral": pl.Int8,
        "atop_nonagg": pl.Int8,
        "atop_consul": pl.Int8,
    },
    read=read_rda,
)
