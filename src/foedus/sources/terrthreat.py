"""Latent external territorial threat, 2022."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="terrthreat",
    title="Latent external territorial threat",
    version="2022",
    unit="state-year (Correlates of War)",
    years=(1816, 2010),
    citations=("miller2022threat",),
    upstream=PEACESCIENCER,
    file="terrthreat.rda",
    sha256="67394b4056144f377dc9aba832a6e0aacc46b6ec9e338f78635f793ddf00770d",
    size=836076,
    rows=14781,
    columns={
        "ccode": pl.Int16,
        "year": pl.Int16,
        "lterrthreat": pl.Float64,
        "sd": pl.Float64,
        "lwr": pl.Float64,
        "upr": pl.Float64,
        "m_lterrthreat": pl.Float64,
        "m_sd": pl.Float64,
        "m_lwr": pl.Float64,
        "m_upr": pl.Float64,
    },
    read=read_rda,
)
