"""psi: what a war joined costs against a war suffered, in battle deaths a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.rows import WAR
from foedus.estimation.shares import DRAWS, Interval

if TYPE_CHECKING:
    import polars as pl

__all__ = ["loss_ratios", "psi"]

Array = NDArray[np.float64]


def psi(ratios: Array) -> Interval:
    """Return the median over wars, with a 95 % interval over resampled wars.

    Parameters
    ----------
    ratios : (wars,)

    Examples
    --------
    >>> psi(np.array([0.2, 0.4, 0.9])).estimate
    0.4
    """
    drawn = np.random.default_rng(0).integers(0, len(ratios), (DRAWS, len(ratios)))
    low, high = np.quantile(np.median(ratios[drawn], axis=1), [0.025, 0.975])
    return Interval(float(np.median(ratios)), float(low), float(high), len(ratios))


def loss_ratios(
    wars: pl.DataFrame,
    nmc: pl.DataFrame,
    participants: pl.DataFrame,
    disputes: pl.DataFrame,
    sides: tuple[int, ...] = (0, 1),
) -> Array:
    """Return, war by war, the joiners' battle deaths a head over the original targets'.

    Parameters
    ----------
    wars : cow_war_inter
    nmc : cow_nmc, for populations
    participants, disputes : gml_part, gml_mid_disps, for who was in it from the start
    sides : which sides' joiners, 0 the target's, 1 the attacker's

    Notes
    -----
    Each war of the Correlates of War is matched with the militarised dispute of hostility 5 of the
    years around it that shares most participants; of each group the median state counts.
    """
    import polars as pl

    severe = disputes.filter(pl.col("hostlev") == WAR).select("dispnum", start="styear")
    roles = participants.join(severe, on="dispnum").select(
        "dispnum", "start", "ccode", "sidea", "orig"
    )
    found = []
    for _, war in sorted(_losses(wars, nmc).partition_by("warnum", as_dict=True).items()):
        started, joined = _roles(war, roles, sides)
        losses = dict(war.select("ccode", "per_head").iter_rows())
        suffered = [losses[c] for c in sorted(started & losses.keys())]
        joining = [losses[c] for c in sorted(joined & losses.keys())]
        if suffered and joining and np.median(suffered) > 0:
            found.append(float(np.median(joining) / np.median(suffered)))
    return np.array(found)


def _losses(wars: pl.DataFrame, nmc: pl.DataFrame) -> pl.DataFrame:
    """Return warnum, ccode, first year of each state in each war, battle deaths a head."""
    import polars as pl

    people = nmc.filter(pl.col("tpop") > 0).select("ccode", "year", "tpop")
    return (
        wars.filter(pl.col("batdeath1") >= 0)
        .group_by("warnum", ccode="ccode1")
        .agg(pl.col("year").min(), pl.col("batdeath1").max())
        .join(people, on=["ccode", "year"])
        .with_columns(per_head=pl.col("batdeath1") / (1000 * pl.col("tpop")))
        .sort("warnum", "ccode")
    )


def _roles(
    war: pl.DataFrame, roles: pl.DataFrame, sides: tuple[int, ...]
) -> tuple[set[int], set[int]]:
    """Return the original targets and the joiners of the matching dispute."""
    import polars as pl

    first, states = war["year"].to_numpy().min(), war["ccode"].to_list()
    near = roles.filter(
        pl.col("start").is_between(first - 1, first + 1), pl.col("ccode").is_in(states)
    )
    if near.is_empty():
        return set(), set()
    count = near.group_by("dispnum").agg(pl.col("ccode").n_unique().alias("n"))
    best = count.sort("n", "dispnum", descending=[True, False])["dispnum"][0]
    match = near.filter(pl.col("dispnum") == best)
    start = match.filter(pl.col("orig") == 1)
    targets = set(start.filter(pl.col("sidea") == 0)["ccode"])
    later = match.filter(pl.col("orig") == 0, pl.col("sidea").is_in(list(sides)))
    return targets, set(later["ccode"]) - set(start["ccode"])
