"""Gibler-Miller-Little disputes: one dispute a leader dyad-year, 2.2.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gml_mid_ddlydisps",
    title="Gibler-Miller-Little disputes: one dispute a leader dyad-year",
    version="2.2.1",
    unit="directed leader dyad-year (Correlates of War)",
    years=(1845, 2010),
    citations=("gibler2016mid", "goemans2009archigos"),
    upstream=PEACESCIENCER,
    file="gml_mid_ddlydisps.rda",
    sha256="5ba403e5731aa65128a997478bcfbf1ce7b2e20f052c196493e752bec12612c5",
    size=57308,
    rows=10708,
    columns={
        "dispnum": pl.Int32,
        "ccode1": pl.Int16,
        "ccode2": pl.Int16,
        "obsid1": pl.String,
        "obsid2": pl.String,
        "year": pl.Int16,
        "sidea1": pl.Int8,
        "sidea2": pl.Int8,
        "orig1": pl.Int8,
        "orig2": pl.Int8,
        "gmlmidongoing": pl.Int8,
        "gmlmidonset": pl.Int8,
        "obsid_start1": pl.String,
        "obsid_start2": pl.String,
        "obsid_end1": pl.String,
        "obsid_end2": pl.String,
    },
    read=read_rda,
)
