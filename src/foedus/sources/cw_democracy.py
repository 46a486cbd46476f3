"""Democracy: extended UDS, Polity, V-Dem (Correlates of War states), 0.2.0."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import ISARD, Dataset

DATASET = Dataset(
    name="cw_democracy",
    title="Democracy: extended UDS, Polity, V-Dem (Correlates of War states)",
    version="0.2.0",
    unit="state-year (Correlates of War)",
    years=(1816, 2025),
    citations=("marquez2016uds", "marshall2017polity", "coppedge2020vdem"),
    upstream=ISARD,
    file="cw_democracy.rda",
    sha256="63817db0ed4be6d4faafe6a1c363ffe3862897fb1b28d53298099fef576be45a",
    size=214470,
    rows=17706,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "euds": pl.Float64,
        "aeuds": pl.Float64,
        "polity2": pl.Int8,
        "v2x_polyarchy": pl.Float64,
    },
    read=read_rda,
)
