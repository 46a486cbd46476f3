"""Onset of civil conflict: in which states and years intrastate conflicts begin."""

from typing import Any, ClassVar

import narwhals as nw
import polars as pl

from foedus.errors import FoedusError
from foedus.models._logit import compared, logit
from foedus.models._replication import ReplicationResult, peer, rows_of
from foedus.panel import (
    add_creg_fractionalization,
    add_democracy,
    add_peace_years,
    add_rugged_terrain,
    add_sim_gdp_pop,
    add_ucdp_acd,
    state_years,
)

__all__ = [
    "PUBLISHED",
    "CivilConflictOnsetResult",
    "civil_conflict_onset",
    "compare",
    "fit",
    "panel",
]

_MODELS = {False: "All UCDP conflicts", True: "Wars only"}
# Miller (2022), fitted models of the manuscript of peacesciencer, n = 8,192.
PUBLISHED = {
    False: (
        ("(Intercept)", -5.09807103, 1.35071338),
        ("l1_wbgdppc2011est", -0.28534953, 0.11006408),
        ("l1_wbpopest", 0.22942817, 0.06723287),
        ("l1_xm_qudsest", 0.25738340, 0.18051335),
        ("l1_xm_qudsest^2", -0.72601335, 0.21083078),
        ("newlmtnest", 0.05489606, 0.06659808),
        ("ethfrac", 0.44185523, 0.35796502),
        ("relfrac", -0.38917646, 0.40166733),
        ("ucdpspell", -0.07380599, 0.03926004),
        ("ucdpspell^2", 0.00443049, 0.00204657),
        ("ucdpspell^3", -6.01891650e-05, 2.80092020e-05),
    ),
    True: (
        ("(Intercept)", -6.59127029, 2.08426351),
        ("l1_wbgdppc2011est", -0.34300482, 0.17211804),
        ("l1_wbpopest", 0.27235150, 0.10647947),
        ("l1_xm_qudsest", -0.08466447, 0.27012504),
        ("l1_xm_qudsest^2", -0.76122188, 0.35233958),
        ("newlmtnest", 0.34167538, 0.11188727),
        ("ethfrac", 0.33340954, 0.55445853),
        ("relfrac", -0.28103714, 0.59273506),
        ("ucdpspell", -0.11132933, 0.05624855),
        ("ucdpspell^2", 0.00466159, 0.00252006),
        ("ucdpspell^3", -4.99100709e-05, 3.01809333e-05),
    ),
}
_TERMS = (
    *("l1_mrgdppc", "l1_pwtpop", "l1_euds", "l1_euds^2", "newlmtnest", "ethfrac", "relfrac"),
    *("ucdpspell", "ucdpspell^2", "ucdpspell^3"),
)


class CivilConflictOnsetResult(ReplicationResult):
    """`foedus models civil_conflict_onset --json`: the coefficients beside the published ones."""

    model: ClassVar[str] = "civil_conflict_onset"
    title: ClassVar[str] = "Onset of civil conflict"
    citation: ClassVar[str] = (
        "Fearon, James D., and David D. Laitin. 2003. Ethnicity, insurgency, and civil war. "
        "American Political Science Review 97 (1): 75-90."
    )


def civil_conflict_onset(
    first: int = 1946, last: int = 2019, *, like_peer: bool = False
) -> CivilConflictOnsetResult:
    """Return where intrastate conflicts and wars begin, beside the published coefficients.

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
    Fearon and Laitin (2003); Miller (2022).

    Examples
    --------
    >>> found = civil_conflict_onset()  # doctest: +SKIP
    >>> found.coefficients[1].term, round(found.coefficients[1].estimate, 3)  # doctest: +SKIP
    ('euds', 0.1)
    """
    if not 1946 <= first <= last <= 2019:
        raise FoedusError(f"no rows from {first} to {last}; the model covers 1946 to 2019")
    with peer(like_peer):
        rows = tuple(
            row
            for wars in (False, True)
            for row in rows_of(
                fit(panel(first=first, last=last, only_wars=wars), wars), PUBLISHED[wars]
            )
        )
    return CivilConflictOnsetResult(
        asked=("--first", str(first), "--last", str(last), *(["--like-peer"] if like_peer else [])),
        coefficients=rows,
        like_peer=like_peer,
        notes=(
            "A logit on pooled rows: association, with no claim about what causes what.",
            "Published with other data on democracy and GDP per head",
        ),
        sources=(CivilConflictOnsetResult.citation, "published table: Miller (2022)"),
    )


def panel(
    backend: str = "polars", only_wars: bool = False, first: int = 1946, last: int = 2019
) -> Any:
    """Return the state-years with what the model needs.

    Parameters
    ----------
    backend : str
        Kind of frame: polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.
    only_wars : bool
        Only conflicts with 1,000 battle deaths in a year.
    first, last : int
        Range of years, both included.

    Examples
    --------
    >>> panel().height
    11522
    """
    frame = state_years(first, last, system="gw", backend=backend)
    frame = add_ucdp_acd(frame, type="intrastate", only_wars=only_wars)
    for step in (
        add_peace_years,
        add_democracy,
        add_creg_fractionalization,
        add_sim_gdp_pop,
        add_rugged_terrain,
    ):
        frame = step(frame)
    return frame


def fit(frame: Any, only_wars: bool = False) -> pl.DataFrame:
    """Return the logit of the onset of intrastate conflict.

    GDP per head, population, democracy and its square, all of the year before, mountains, ethnic
    and religious fractionalization, and a cubic of the years of peace.

    Parameters
    ----------
    frame : frame of any kind
        As from `panel`.
    only_wars : bool
        As the panel was made; it names the model.

    Returns
    -------
    polars data frame
        See `foedus.models._logit.logit`.

    References
    ----------
    Fearon and Laitin (2003); Miller (2022).

    Examples
    --------
    >>> table = fit(panel(first=1990, last=2000))
    >>> "(Intercept)" in table["term"]
    True
    """
    rows = nw.from_native(frame).lazy().collect("polars").to_native().sort("gwcode", "year")
    lagged = [pl.col(n).shift(1).over("gwcode").alias(f"l1_{n}") for n in _LAGGED]
    rows = rows.with_columns(lagged).with_columns(
        (pl.col("l1_euds") ** 2).alias("l1_euds^2"),
        (pl.col("ucdpspell").cast(pl.Float64) ** 2).alias("ucdpspell^2"),
        (pl.col("ucdpspell").cast(pl.Float64) ** 3).alias("ucdpspell^3"),
    )
    return logit(rows, "ucdponset", _TERMS, _MODELS[only_wars])


def compare(table: pl.DataFrame, only_wars: bool = False) -> pl.DataFrame:
    """Return a table of `fit` beside the published one.

    The published model has other data: democracy scores that are no longer distributed, and the
    World Bank's GDP per head and population in logs.

    Examples
    --------
    >>> table = compare(fit(panel(first=1990, last=2000)))
    >>> "gap_in_standard_errors" in table.columns
    True
    """
    return compared(table, PUBLISHED[only_wars])


_LAGGED = ("mrgdppc", "pwtpop", "euds")
