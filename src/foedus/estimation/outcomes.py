"""How disputes and wars ended for those that were attacked: context, no part of the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.estimation.rows import FORCE, WAR
from foedus.estimation.shares import wilson

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Outcome", "cow_outcomes", "gml_outcomes", "outcomes"]

LOST = (1, 4)
"""Outcomes of a dispute that the target's side lost: victory of side A, side B yielded."""

DISPUTES, WARS = "GML disputes 2.2.1", "COW inter-state wars 4.0"
SPANS = ((1816, 1945), (1946, 2010))


@dataclass(frozen=True)
class Outcome:
    """Share of targets that lost, with its 95 % interval.

    Attributes
    ----------
    event : str
    first, last : years in which it began
    lost, low, high : share
    n : int, targets
    source : str
    """

    event: str
    first: int
    last: int
    lost: float
    low: float
    high: float
    n: int
    source: str


def gml_outcomes(disputes: pl.DataFrame, started: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each original target of a dispute: year, hostlev, fatality, lost.

    Parameters
    ----------
    disputes : dispnum, outcome (gml_mid_disps)
    started : as of `rows.onsets`
    """
    import polars as pl

    targets = started.unique(["dispnum", "target"], keep="first", maintain_order=True)
    known = disputes.filter(pl.col("outcome") > 0).select("dispnum", "outcome")
    return targets.join(known, on="dispnum").with_columns(lost=pl.col("outcome").is_in(LOST))


def cow_outcomes(wars: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each state that an initiator fought from a war's first year on.

    Parameters
    ----------
    wars : cow_war_inter
    """
    import polars as pl

    return (
        wars.filter(
            pl.col("initiator1") == 1,
            pl.col("initiator2") == 0,
            pl.col("outcome2").is_not_null(),
            pl.col("year") == pl.col("year").min().over("warnum"),
        )
        .sort("warnum", "ccode2", "year")
        .unique(["warnum", "ccode2"], keep="first", maintain_order=True)
        .select("warnum", "ccode1", "year", target="ccode2", lost=pl.col("outcome2") == 2)
    )


def outcomes(
    disputes: pl.DataFrame, started: pl.DataFrame, wars: pl.DataFrame
) -> Iterator[Outcome]:
    """Yield the share of targets that lost, by rung, era and source.

    Parameters
    ----------
    disputes : gml_mid_disps
    started : as of `rows.onsets`
    wars : cow_war_inter
    """
    import polars as pl

    table = gml_outcomes(disputes, started)
    rungs = {
        "war": pl.col("hostlev") == WAR,
        "fatal": pl.col("fatality") > 0,
        "force": pl.col("hostlev") >= FORCE,
    }
    found = [(event, table.filter(rung), DISPUTES) for event, rung in rungs.items()]
    found.append(("war", cow_outcomes(wars), WARS))
    for event, rows, source in found:
        for first, last in SPANS:
            lost = rows.filter(pl.col("year").is_between(first, last))["lost"]
            share = wilson(int(lost.sum()), len(lost))
            yield Outcome(
                event, first, last, share.estimate, share.low, share.high, share.n, source
            )
