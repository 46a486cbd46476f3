"""Democracy: extended UDS, Polity, V-Dem (Gleditsch-Ward states), 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="gw_democracy",
    title="Democracy: extended UDS, Polity, V-Dem (Gleditsch-Ward states)",
    version="0.2.0",
    unit="state-year (Gleditsch-Ward)",
    years=(1816, 2025),
    citations=("marquez2016uds", "marshall2017polity", "coppedge2020vdem"),
    upstream=ISARD,
    file="gw_democracy.rda",
    sha256="19279af159e0c1af0ba3f4d54bee6661bfe2784de7c557e9320dc6708a62a132",
    size=223557,
    rows=20849,
    columns={
        "gwcode": pl.Int16,
        "year": pl.Int16,
        "euds": pl.Float64,
        "aeuds": pl.Float64,
        "polity2": pl.Int8,
        "v2x_polyarchy": pl.Float64,
    },
    read=read_rda,
)
