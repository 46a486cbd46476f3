"""Can it be foretold how a war ends? Cross-validated, beside a published measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import Prior, fit, probability
from foedus.estimation.outcomes import cow_outcomes, gml_outcomes
from foedus.estimation.rows import WAR
from foedus.estimation.scores import log_loss
from foedus.estimation.years import Year

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CARROLL_KENKEL", "Ending", "endings"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]
Load = Callable[[str], "pl.DataFrame"]

CARROLL_KENKEL = 0.195
"""Proportional reduction in log loss of DOE scores, ten-fold (Carroll & Kenkel 2019)."""

FOLDS, REPEATS = 10, 20
PENALTY = 0.25
"""Precision of the prior of slopes: few cases, few terms."""


@dataclass(frozen=True)
class Ending:
    """How much a small model adds to the share of targets that lost.

    Attributes
    ----------
    source, model : str
    reduction : float
        Reduction in log loss against the constant share, cross-validated by dispute.
    n, lost : int
    """

    source: str
    model: str
    reduction: float
    n: int
    lost: int


def endings(years: tuple[Year, ...], started: pl.DataFrame, load: Load) -> Iterator[Ending]:
    """Yield the cross-validated gain of era and major powers, of the ratio, of both.

    Parameters
    ----------
    years : states of every year
    started : as of `rows.onsets`
    load : from a dataset's name to its frame
    """
    import polars as pl

    ended = gml_outcomes(load("gml_mid_disps"), started)
    wars = cow_outcomes(load("cow_war_inter")).rename({"warnum": "dispnum", "ccode1": "attacker"})
    sources = {
        "wars, GML": ended.filter(pl.col("hostlev") == WAR),
        "wars, COW": wars,
        "deadly disputes, GML": ended.filter(pl.col("fatality") > 0),
    }
    for source, table in sources.items():
        x, y, dispute = _columns(years, table)
        ratio, rest = x[:, [3]], x[:, :3]
        models = {
            "era and major powers": rest,
            "capability ratio": ratio,
            "both": np.column_stack([rest, ratio]),
        }
        for name, columns in models.items():
            gain = _cross_validated(columns, y, dispute)
            yield Ending(source, name, gain, len(y), int(y.sum()))


def _columns(years: tuple[Year, ...], table: pl.DataFrame) -> tuple[Array, Mask, Codes]:
    """Return since 1945, major attacker, major target, ln ratio; lost; the dispute."""
    by_year = {year.year: year for year in years}
    found = []
    for number, attacker, target, when, lost in table.select(
        "dispnum", "attacker", "target", "year", "lost"
    ).iter_rows():
        year = by_year.get(int(when))
        if year is None or not {attacker, target} <= year.system.index.keys():
            continue
        a, t = year.system.index[attacker], year.system.index[target]
        c, major = year.capability, year.system.major
        ratio = float(np.log(max(c[a], 1e-6) / max(c[t], 1e-6)))
        if not np.isnan(ratio):
            found.append((number, lost, when >= 1945, major[a], major[t], ratio))
    values = np.array(found, dtype=float)
    return values[:, 2:], values[:, 1] > 0, values[:, 0].astype(np.int64)


def _cross_validated(columns: Array, y: Mask, dispute: Codes) -> float:
    """Return the reduction in log loss, whole disputes left out together."""
    x = np.column_stack([np.ones(len(y)), columns])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 0.0
    member = np.unique(dispute, return_inverse=True)[1]
    rng = np.random.default_rng(0)
    losses, bases = [], []
    for _ in range(REPEATS):
        fold = rng.permutation(np.arange(member.max() + 1) % FOLDS)[member]
        p, base = np.empty(len(y)), np.empty(len(y))
        for k in range(FOLDS):
            out = fold == k
            p[out] = probability(
                x[out] @ fit(x[~out], y[~out], prior=Prior.ridge(penalty)).estimate
            )
            base[out] = y[~out].mean()
        losses.append(log_loss(p, y))
        bases.append(log_loss(base, y))
    return float(1.0 - np.mean(losses) / np.mean(bases))
