"""All directed dyad-years as rows: the covariates, the balance of power, the events."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from estimation.data import Year
from foedus.security.kernel import FLOOR, defence, log_ratio, offence, projected_power

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TERMS = (
    "constant",
    "contiguity",
    "log_distance",
    "major_challenger",
    "major_target",
    "rivalry",
    "allied",
)
BALANCE = "log_offence_defence"
EVENTS = ("dispute", "force", "fatal")
USE_OF_FORCE = 4
"""Hostility from which a dispute counts as a use of force; 5 is war."""


@dataclass(frozen=True)
class Rows:
    """Directed dyad-years with everything known, in the order of `years`.

    Attributes
    ----------
    years : the state systems, one a year
    keep : for each year (n, n) bool, the dyads [j, t] that are rows
    covariates : (N, 7), the columns TERMS
    dyad : (N,) int, challenger's code * 1000 + target's
    year : (N,) int
    dropped : int, directed dyad-years left out because a capability or capital is unknown
    """

    years: Sequence[Year]
    keep: Sequence[Mask]
    covariates: Array
    dyad: NDArray[np.int64]
    year: NDArray[np.int64]
    dropped: int


def _covariates(year: Year) -> Array:
    system = year.system
    shape = system.together.shape
    columns = (
        np.ones(shape),
        system.contiguous,
        np.log(np.maximum(system.capital_distance, 1.0)),
        np.broadcast_to(system.major[:, None], shape),
        np.broadcast_to(system.major[None, :], shape),
        system.rivalry,
        system.allied,
    )
    return np.stack([np.asarray(column, float) for column in columns], axis=-1)


def rows(years: Sequence[Year]) -> Rows:
    """Return the rows of the estimation: dyad-years with a known capability on both sides."""
    keep = [year.known for year in years]
    codes = [year.system.ccode for year in years]
    dyads = [c[:, None] * 1000 + c[None, :] for c in codes]
    return Rows(
        years=years,
        keep=keep,
        covariates=np.concatenate([_covariates(y)[k] for y, k in zip(years, keep, strict=True)]),
        dyad=np.concatenate([d[k] for d, k in zip(dyads, keep, strict=True)]),
        year=np.concatenate(
            [np.full(k.sum(), y.system.year) for y, k in zip(years, keep, strict=True)]
        ),
        dropped=sum(
            int(y.system.together.sum() - k.sum()) for y, k in zip(years, keep, strict=True)
        ),
    )


def balance(table: Rows, scale: float, rho: float, omega: float) -> Array:
    """Return the model's own log(Off/Def) for every row."""
    parts = []
    for year, mask in zip(table.years, table.keep, strict=True):
        power = projected_power(year.strength, year.distance, scale)
        ratio = log_ratio(offence(power, year.ties, omega), defence(power, year.ties, rho))
        parts.append(ratio[mask])
    return np.concatenate(parts)


def bilateral(table: Rows, scale: float | None = None) -> Array:
    """Return the log ratio of the two states alone; the challenger projects if a scale is given."""
    parts = []
    for year, mask in zip(table.years, table.keep, strict=True):
        c = year.strength
        power = np.broadcast_to(c[:, None], mask.shape)
        if scale is not None:
            power = projected_power(c, year.distance, scale)
        parts.append(log_ratio(power, np.broadcast_to(c[None, :], mask.shape))[mask])
    return np.concatenate(parts)


def armed_sides(table: Rows) -> Mask:
    """Return for every row whether both states are above the smallest strength distinguished."""
    parts = []
    for year, mask in zip(table.years, table.keep, strict=True):
        armed = year.strength > FLOOR
        parts.append((armed[:, None] & armed[None, :])[mask])
    return np.concatenate(parts)


def onsets(participants: pl.DataFrame, disputes: pl.DataFrame) -> pl.DataFrame:
    """Return who started which dispute against whom, and when.

    Parameters
    ----------
    participants : dispnum, ccode, sidea, orig (gml_part)
    disputes : dispnum, styear, hostlev, fatality (gml_mid_disps)

    Returns
    -------
    frame : dispnum, challenger, target, year, hostlev, fatality
        A row for every originator on side A and originator on side B. Joiners start nothing.
        Hostility and fatality are the dispute's: what the challenge led to, whoever shot.
    """
    original = participants.filter(pl.col("orig") == 1)
    side_a = original.filter(pl.col("sidea") == 1).select("dispnum", challenger="ccode")
    side_b = original.filter(pl.col("sidea") == 0).select("dispnum", target="ccode")
    return (
        side_a.join(side_b, on="dispnum")
        .join(disputes.select("dispnum", "styear", "hostlev", "fatality"), on="dispnum")
        .rename({"styear": "year"})
        .cast({"challenger": pl.Int64, "target": pl.Int64, "year": pl.Int64})
        .sort("dispnum", "challenger", "target")
    )


def events(table: Rows, started: pl.DataFrame) -> dict[str, tuple[Mask, Mask]]:
    """Return, by kind of event, (happened, known) for every row.

    A dyad-year whose only disputes have unknown fatality is not known to be without a fatal one.
    """
    key = table.dyad * 10000 + table.year
    coded = started.with_columns(
        key=(pl.col("challenger") * 1000 + pl.col("target")) * 10000 + pl.col("year")
    )
    fatal = np.isin(key, coded.filter(pl.col("fatality") > 0)["key"])
    unclear = np.isin(key, coded.filter(pl.col("fatality") < 0)["key"]) & ~fatal
    everything = np.ones(len(key), dtype=bool)
    force = np.isin(key, coded.filter(pl.col("hostlev") >= USE_OF_FORCE)["key"])
    return {
        "dispute": (np.isin(key, coded["key"]), everything),
        "force": (force, everything),
        "fatal": (fatal, ~unclear),
    }
