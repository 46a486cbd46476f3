"""Dangerous dyads: which pairs of states get into militarized disputes (Bremer 1992)."""

from collections.abc import Callable
from functools import partial, reduce
from typing import Any, ClassVar

import narwhals as nw
import polars as pl

from foedus.errors import FoedusError
from foedus.models._logit import compared, logit
from foedus.models._replication import ReplicationResult, peer, rows_of
from foedus.panel import (
    add_atop_alliance,
    add_democracy,
    add_gml_mids,
    add_nmc,
    add_peace_years,
    add_sim_gdp_pop,
    dyad_years,
    filter_prd,
)

__all__ = ["PUBLISHED", "DangerousDyadsResult", "compare", "dangerous_dyads", "fit", "panel"]

# Miller (2022), manuscript of peacesciencer, first table: rounded to three decimals, n = 103,919.
PUBLISHED = (
    ("(Intercept)", -3.045, 0.063),
    ("landcontig", 1.062, 0.057),
    ("cincprop", 0.453, 0.036),
    ("cowmajdyad", 0.144, 0.057),
    ("cow_defense", -0.119, 0.058),
    ("mindemest", -0.493, 0.052),
    ("minwbgdppc", 0.293, 0.051),
    ("minmilit", 0.263, 0.023),
    ("gmlmidspell", -0.146, 0.005),
    ("gmlmidspell^2", 0.002, 0.000),
    ("gmlmidspell^3", 0.000, 0.000),
)
_SCALED = ("cincprop", "mindemest", "mingdppc", "minmilit")
_TERMS = (
    *("landcontig", "cincprop", "cowmajdyad", "atop_defense", "mindemest", "mingdppc"),
    *("minmilit", "gmlmidspell", "gmlmidspell^2", "gmlmidspell^3"),
)


class DangerousDyadsResult(ReplicationResult):
    """`foedus models dangerous_dyads --json`: the coefficients beside the published ones."""

    model: ClassVar[str] = "dangerous_dyads"
    title: ClassVar[str] = "Dangerous dyads"
    citation: ClassVar[str] = (
        "Bremer, Stuart A. 1992. Dangerous dyads: conditions affecting the likelihood of "
        "interstate war, 1816-1965. Journal of Conflict Resolution 36 (2): 309-341."
    )


def dangerous_dyads(
    first: int = 1816, last: int = 2010, *, like_peer: bool = False
) -> DangerousDyadsResult:
    """Return which pairs of states get into disputes, beside the published coefficients.

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
    Bremer (1992); Miller (2022).

    Examples
    --------
    >>> found = dangerous_dyads()  # doctest: +SKIP
    >>> found.coefficients[1].term, round(found.coefficients[1].estimate, 3)  # doctest: +SKIP
    ('landcontig', 1.059)
    """
    if not 1816 <= first <= last <= 2010:
        raise FoedusError(f"no rows from {first} to {last}; the model covers 1816 to 2010")
    with peer(like_peer):
        rows = rows_of(fit(panel(first=first, last=last)), PUBLISHED)
    return DangerousDyadsResult(
        asked=("--first", str(first), "--last", str(last), *(["--like-peer"] if like_peer else [])),
        coefficients=rows,
        like_peer=like_peer,
        notes=(
            "A logit on pooled rows: association, with no claim about what causes what.",
            "Published with other data on alliances, democracy and GDP per head (mingdppc)",
        ),
        sources=(DangerousDyadsResult.citation, "published table: Miller (2022)"),
    )


def panel(backend: str = "polars", first: int = 1816, last: int = 2010) -> Any:
    """Return the politically relevant dyad-years with what the model needs.

    Parameters
    ----------
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.
    first, last : int
        Range of years, both included.

    Examples
    --------
    >>> panel(first=1914, last=1914).height
    378
    """
    steps: tuple[Callable[[Any], Any], ...] = (
        filter_prd,
        partial(add_gml_mids, keep=[]),
        add_peace_years,
        add_nmc,
        add_democracy,
        add_atop_alliance,
        add_sim_gdp_pop,
    )
    start = dyad_years(first, last, directed=False, backend=backend)
    return reduce(lambda frame, step: step(frame), steps, start)


def fit(frame: Any) -> pl.DataFrame:
    """Return the logit of dispute onset in politically relevant dyad-years.

    Contiguity by land, the ratio of capabilities (weaker over stronger), a major power in the
    dyad, a defence pact, the weak link's democracy, GDP per head and militarization (soldiers per
    head), and a cubic of the years of peace. What is not 0 or 1 is divided by two standard
    deviations, but for the years of peace.

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
    Bremer (1992); Miller (2022); Gelman (2008), on two standard deviations.
    """
    rows = nw.from_native(frame).lazy().collect("polars").to_native()
    rows = rows.with_columns(
        (pl.col("conttype") == 1).alias("landcontig"),
        ((pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)).alias("cowmajdyad"),
        (_lower("cinc") / _higher("cinc")).alias("cincprop"),
        _lower("euds").alias("mindemest"),
        _lower("mrgdppc").alias("mingdppc"),
        (pl.col("milper1") / pl.col("tpop1")).alias("milit1"),
        (pl.col("milper2") / pl.col("tpop2")).alias("milit2"),
        (pl.col("gmlmidspell").cast(pl.Float64) ** 2).alias("gmlmidspell^2"),
        (pl.col("gmlmidspell").cast(pl.Float64) ** 3).alias("gmlmidspell^3"),
    ).with_columns(_lower("milit").alias("minmilit"))
    scaled = [(pl.col(n) - pl.col(n).mean()) / (2 * pl.col(n).std()) for n in _SCALED]
    return logit(rows.with_columns(scaled), "gmlmidonset", _TERMS, "Dangerous dyads")


def compare(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table of `fit` beside the published one.

    The published model has other data: alliances and democracy scores that are no longer
    distributed, and the World Bank's GDP per head in logs. `gap_in_standard_errors` measures how
    far apart the estimates are.
    """
    return compared(table, PUBLISHED)


def _lower(name: str) -> pl.Expr:
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one <= two).then(one).when(two < one).then(two)


def _higher(name: str) -> pl.Expr:
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one >= two).then(one).when(two > one).then(two)
