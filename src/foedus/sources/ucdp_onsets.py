"""UCDP conflict onsets, 19.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="ucdp_onsets",
    title="UCDP conflict onsets",
    version="19.1",
    unit="state-year (Gleditsch-Ward)",
    years=(1946, 2017),
    citations=("pettersson2019violence",),
    upstream=PEACESCIENCER,
    file="ucdp_onsets.rda",
    sha256="90d86e1e1c68e0217cf89c5c9ece3d311deb1512f34c93925f2c4ca7f2a70908",
    size=3317,
    rows=10142,
    columns={
        "gwcode": pl.Int16,
        "year": pl.Int16,
        "sumnewconf": pl.Int8,
        "sumonset1": pl.Int8,
        "sumonset2": pl.Int8,
        "sumonset3": pl.Int8,
        "sumonset5": pl.Int8,
        "sumonset10": pl.Int8,
    },
    read=read_rda,
)
