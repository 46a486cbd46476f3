"""Initiation of disputes by leaders: which leaders begin them (Horowitz and Stam 2014)."""

from collections.abc import Callable
from functools import reduce
from typing import Any, ClassVar

import narwhals as nw
import polars as pl

from foedus.errors import FoedusError
from foedus.models._logit import compared, logit
from foedus.models._replication import ReplicationResult, peer, rows_of
from foedus.panel import (
    add_democracy,
    add_gml_mids,
    add_lead,
    add_nmc,
    add_spells,
    leader_years,
)

__all__ = ["PUBLISHED", "LeaderInitiationResult", "compare", "fit", "leader_initiation", "panel"]

# Miller (2022), fitted model of the manuscript of peacesciencer, n = 13,839.
PUBLISHED = (
    ("(Intercept)", -1.81622071, 0.24268540),
    ("genderM", -0.75246266, 0.20646046),
    ("leaderage", 0.01000836, 0.00248217),
    ("yrinoffice", 0.02707281, 0.00367359),
    ("milservice_nocombat", 0.33232144, 0.08441576),
    ("combat", 0.13191808, 0.09049998),
    ("rebel", 0.28723765, 0.06898906),
    ("warwin", 0.03345447, 0.10713248),
    ("warloss", 0.09007088, 0.10647099),
    ("rebelwin", -0.13561295, 0.10162512),
    ("rebelloss", 0.32807471, 0.14179319),
    ("xm_qudsest", -0.17979746, 0.03678805),
    ("cinc", 11.85799815, 0.62612400),
    ("gmlmidinitspell", -0.24745037, 0.02801581),
    ("gmlmidinitspell^2", 0.01049582, 0.00374853),
    ("gmlmidinitspell^3", -0.00019058, 0.00011499),
)
_TERMS = (
    *("genderM", "leaderage", "yrinoffice", "milservice_nocombat", "combat", "rebel"),
    *("warwin", "warloss", "rebelwin", "rebelloss", "euds", "cinc"),
    *("gmlmidinitspell", "gmlmidinitspell^2", "gmlmidinitspell^3"),
)


class LeaderInitiationResult(ReplicationResult):
    """`foedus models leader_initiation --json`: the coefficients beside the published ones."""

    model: ClassVar[str] = "leader_initiation"
    title: ClassVar[str] = "Leaders who begin disputes"
    citation: ClassVar[str] = (
        "Horowitz, Michael C., and Allan C. Stam. 2014. How prior military experience influences "
        "the future militarized behavior of leaders. International Organization 68 (3): 527-559."
    )


def leader_initiation(
    first: int = 1875, last: int = 2010, *, like_peer: bool = False
) -> LeaderInitiationResult:
    """Return which leaders begin disputes, beside the published coefficients.

    Parameters
    ----------
    first, last : int
        Years of the panel; those published if not given.
    like_peer : bool
        Count years of peace as the R package peacesciencer does, by rows.

    Raises
    ------
    FoedusError
        statsmodels or the research data are not there; the message says how to get them.

    References
    ----------
    Horowitz and Stam (2014); Miller (2022).

    Examples
    --------
    >>> found = leader_initiation()  # doctest: +SKIP
    >>> found.coefficients[1].term, round(found.coefficients[1].estimate, 3)  # doctest: +SKIP
    ('genderM', -0.757)
    """
    if not 1875 <= first <= last <= 2010:
        raise FoedusError(f"no rows from {first} to {last}; the model covers 1875 to 2010")
    with peer(like_peer):
        rows = rows_of(fit(panel(first=first, last=last)), PUBLISHED)
    return LeaderInitiationResult(
        asked=("--first", str(first), "--last", str(last), *(["--like-peer"] if like_peer else [])),
        coefficients=rows,
        like_peer=like_peer,
        notes=(
            "A logit on pooled rows: association, with no claim about what causes what.",
            "Published with another democracy score and an earlier version of the capabilities",
        ),
        sources=(LeaderInitiationResult.citation, "published table: Miller (2022)"),
    )


def panel(backend: str = "polars", first: int = 1875, last: int = 2010) -> Any:
    """Return the leader-years with what the model needs.

    Parameters
    ----------
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.
    first, last : int
        Range of years, both included.

    Examples
    --------
    >>> panel(first=1914, last=1914).height
    64
    """
    start = leader_years(first, last, standardize="cow", backend=backend)
    steps: tuple[Callable[[Any], Any], ...] = (
        add_gml_mids,
        add_spells,
        add_lead,
        add_nmc,
        add_democracy,
    )
    return reduce(lambda frame, step: step(frame), steps, start)


def fit(frame: Any) -> pl.DataFrame:
    """Return the logit of whether a leader began a dispute in a year.

    Sex, age, years in office, military service without and with combat, rebel past, won and lost
    wars and rebellions, democracy, capabilities, and a cubic of the years since he last began one.

    Parameters
    ----------
    frame : frame of any kind
        As from `panel`.

    Returns
    -------
    polars data frame
        See `foedus.models._logit.logit`.

    References
    ----------
    Horowitz and Stam (2014); Ellis, Horowitz and Stam (2015); Miller (2022).

    Examples
    --------
    >>> table = fit(panel(first=1990, last=2000))
    >>> "(Intercept)" in table["term"]
    True
    """
    rows = nw.from_native(frame).lazy().collect("polars").to_native()
    spell = pl.col("gmlmidinitspell").cast(pl.Float64)
    served_only = (pl.col("milservice") == 1) & (pl.col("combat") == 0)
    rows = rows.with_columns(
        (pl.col("gender") == "M").alias("genderM"),
        served_only.alias("milservice_nocombat"),
        (spell**2).alias("gmlmidinitspell^2"),
        (spell**3).alias("gmlmidinitspell^3"),
    )
    return logit(rows, "gmlmidonset_init", _TERMS, "Leader-year initiation")


def compare(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table of `fit` beside the published one.

    The published model has democracy scores that are no longer distributed, and capabilities of an
    earlier version.

    Examples
    --------
    >>> table = compare(fit(panel(first=1990, last=2000)))
    >>> "gap_in_standard_errors" in table.columns
    True
    """
    return compared(table, PUBLISHED)
