"""Gibler-Miller-Little disputes: directed leader dispute-years, 2.2.1."""

import polars as pl

from foedus.sources._rda import read_rda
from foedus.sources._record import PEACESCIENCER, Dataset

DATASET = Dataset(
    name="gml_mid_dirleaderdisps",
    title="Gibler-Miller-Little disputes: directed leader dispute-years",
    version="2.2.1",
    unit="directed leader dispute-year (Correlates of War)",
    years=(1845, 2010),
    citations=("gibler2016mid", "goemans2009archigos"),
    upstream=PEACESCIENCER,
    file="gml_mid_dirleaderdisps.rda",
    sha256="87245166606869a788b15585241377141b28902086f36896e7b831d1f6b5a400",
    size=56844,
    rows=11686,
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
