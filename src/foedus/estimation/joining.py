"""Who joins whose deadly dispute: the cases and the fit of the joining equation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import Fit, fit, probability, sandwich
from foedus.estimation.rows import FORCE, WAR
from foedus.estimation.years import Year
from foedus.security.joining_terms import JOINING_TERMS, JoiningCase, joining_columns

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "SIDES", "Cases", "Joining", "deadly", "excess", "fit_joining", "forceful", "joining_cases",
    "mean_excess",
]  # fmt: skip

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

SIDES = {"target": 0, "attacker": 1}
"""The side that is joined, and its number in the dispute data (1: the side that began)."""


@dataclass(frozen=True, eq=False)
class Cases:
    """Third states beside a deadly dispute between two originators, one side looked at.

    Attributes
    ----------
    side : "target" or "attacker"
    columns : (n, k), JOINING_TERMS
    joined : (n,) bool
    dispute, year, third, helped, other : (n,) int
    """

    side: str
    columns: Array
    joined: Mask
    dispute: Codes
    year: Codes
    third: Codes
    helped: Codes
    other: Codes

    def column(self, term: str) -> Array:
        """Return one column by its name."""
        found: Array = self.columns[:, JOINING_TERMS.index(term)]
        return found


@dataclass(frozen=True, eq=False)
class Joining:
    """The joining equation of one side.

    Attributes
    ----------
    side, event : str
    terms : names, in the order of the estimates; only that of wars tells wars from lesser disputes
    fit : Fit
    covariance : (k, k), clustered by dispute
    first, last : int
    """

    side: str
    event: str
    terms: tuple[str, ...]
    fit: Fit
    covariance: Array
    first: int
    last: int


def joining_cases(
    years: Sequence[Year], disputes: pl.DataFrame, participants: pl.DataFrame, side: str
) -> Cases:
    """Return every third state beside every dispute, and whether it joined the side.

    Parameters
    ----------
    years : states of every year
    disputes : rows of `rows.onsets`: those looked at
    participants : dispnum, ccode, sidea, orig (gml_part)
    side : "target" or "attacker"

    Notes
    -----
    Third is who was not in it from the start; a case needs known capabilities and distances.
    """
    by_year = {key[0]: rows for key, rows in disputes.partition_by("year", as_dict=True).items()}
    parts = [
        _of_year(year, by_year[year.year], participants, side)
        for year in years
        if year.year in by_year
    ]
    columns, *rest = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Cases(side, columns, *rest)


def _of_year(
    year: Year, disputes: pl.DataFrame, participants: pl.DataFrame, side: str
) -> tuple[NDArray[np.generic], ...]:
    ccode = year.system.ccode
    inside = np.isin(disputes["attacker"], ccode) & np.isin(disputes["target"], ccode)
    disputes = disputes.filter(inside)
    number = disputes["dispnum"].to_numpy().astype(np.int64)
    names = ("target", "attacker") if side == "target" else ("attacker", "target")
    helped, other = (np.searchsorted(ccode, disputes[name].to_numpy()) for name in names)
    first, joined = (_present(number, participants, ccode, side, orig) for orig in (1, 0))
    case = JoiningCase(
        war=(disputes["hostlev"].to_numpy() == WAR)[:, None],
        tie=year.tie[helped],
        tie_to_other=year.tie[other],
        land=year.system.contiguous[helped],
        land_other=year.system.contiguous[other],
        major=year.system.major[None, :],
        rival_of_other=year.rival[other],
        distance=np.nan_to_num(year.system.capital_distance[helped]),
        capability=year.strength[None, :],
    )
    pair = (year.known | year.at_war) & year.system.together
    third = ~first & pair[helped] & pair[other]
    m, n = np.nonzero(third)
    return (
        joining_columns(case)[third], joined[third], number[m], np.full(len(m), year.year),
        ccode[n], ccode[helped[m]], ccode[other[m]],
    )  # fmt: skip


def _present(number: Codes, participants: pl.DataFrame, ccode: Codes, side: str, orig: int) -> Mask:
    """Return (disputes, states): who was in it from the start, or joined the side later."""
    import polars as pl

    rows = participants.filter(
        (pl.col("orig") == orig)
        & pl.col("dispnum").is_in(number.tolist())
        & pl.col("ccode").is_in(ccode.tolist())
    )
    if orig == 0:
        rows = rows.filter(pl.col("sidea") == SIDES[side])
    present = np.zeros((len(number), len(ccode)), dtype=bool)
    state = np.searchsorted(ccode, rows["ccode"].to_numpy())
    same = number[:, None] == rows["dispnum"].to_numpy()[None, :]
    at, row = np.nonzero(same)
    present[at, state[row]] = True
    return present


def deadly(started: pl.DataFrame) -> pl.DataFrame:
    """Return the disputes with at least one death, and the wars."""
    import polars as pl

    return started.filter((pl.col("fatality") > 0) | (pl.col("hostlev") == WAR))


def forceful(started: pl.DataFrame, first: int) -> pl.DataFrame:
    """Return the uses of force since a year."""
    import polars as pl

    return started.filter(pl.col("hostlev") >= FORCE, pl.col("year") >= first)


def fit_joining(cases: Cases, event: str) -> Joining:
    """Return the joining equation of one side, errors clustered by dispute.

    Parameters
    ----------
    cases : as of `joining_cases`
    event : "war", "fatal" or "force"
        For wars the equation tells wars from lesser deadly disputes; for the others a case is of
        their kind as recorded, wars among them.
    """
    terms = tuple(term for term in JOINING_TERMS if term != "war" or event == "war")
    x = np.column_stack([cases.column(term) for term in terms])
    found = fit(x, cases.joined)
    covariance = sandwich(found, x, cases.joined, cases.dispute)
    first, last = int(cases.year.min()), int(cases.year.max())
    return Joining(cases.side, event, terms, found, covariance, first, last)


def excess(terms: Sequence[str], estimate: Array, cases: Cases, chosen: Mask) -> Array:
    """Return e: how much likelier an obligation makes it that third states join.

    Parameters
    ----------
    terms : names of the coefficients
    estimate : (k,) or (d, k)
    cases : Cases
    chosen : (n,) bool, states with an obligation

    Returns
    -------
    e : (m,) or (d, m)
    """
    x = np.column_stack([cases.column(term)[chosen] for term in terms])
    without = np.where([term in ("tie", "tie_log_distance") for term in terms], 0.0, x)
    found: Array = probability(estimate @ x.T) - probability(estimate @ without.T)
    return found


def mean_excess(found: Joining, cases: Cases, draws: int = 2000) -> tuple[float, float, float]:
    """Return the mean excess over the allies of those called, with its 90 % interval.

    Parameters
    ----------
    found : Joining
    cases : Cases
        For wars only those of wars count.
    draws : int
    """
    chosen = cases.column("tie") > 0
    if found.event == "war":
        chosen = chosen & (cases.column("war") > 0)
    drawn = np.random.default_rng(0).multivariate_normal(
        found.fit.estimate, found.covariance, draws, method="eigh"
    )
    spread = excess(found.terms, drawn, cases, chosen).mean(axis=1)
    low, high = np.quantile(spread, [0.05, 0.95])
    middle = excess(found.terms, found.fit.estimate, cases, chosen).mean()
    return float(middle), float(low), float(high)
