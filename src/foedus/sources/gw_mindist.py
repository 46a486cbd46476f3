"""Minimum distance between Gleditsch-Ward states, CShapes 2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gw_mindist",
    title="Minimum distance between Gleditsch-Ward states",
    version="CShapes 2.0",
    unit="undirected dyad-year (Gleditsch-Ward)",
    years=(1886, 2019),
    citations=("schvitz2022cshapes", "weidmann2010cshapes"),
    upstream=PEACESCIENCER,
    file="gw_mindist.rda",
    sha256="c5cfc974f3b3d91e31f45981332462f250794721938e2c8abeb79b8307dec990",
    size=190852,
    rows=871034,
    columns={
        "gwcode1": pl.Int16,
        "gwcode2": pl.Int16,
        "year": pl.Int16,
        "mindist": pl.Float64,
    },
    read=read_rda,
)
