"""Joins expected and observed: by side, severity, era, obligation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.joining import Cases
from foedus.estimation.logit import Prior, fit, probability
from foedus.estimation.rivals import WEAK
from foedus.estimation.scores import Score, score
from foedus.security.coefficients import joining_fit

__all__ = ["Joined", "expected_joins", "joins", "joins_ahead"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SPANS = ((1816, 1945), (1946, 1990), (1991, 2010))
SPLITS = (1946, 1970, 1990)


@dataclass(frozen=True)
class Joined:
    """Joins expected and observed in a group of cases.

    Attributes
    ----------
    side, event, group : str
    first, last : int
    expected : float
    observed, n, disputes : int
    """

    side: str
    event: str
    group: str
    first: int
    last: int
    expected: float
    observed: int
    n: int
    disputes: int


def expected_joins(cases: Cases, event: str) -> Array:
    """Return (n,) probabilities of the committed equation."""
    found = joining_fit(cases.side, event)
    x = np.column_stack([cases.column(term) for term in found.terms])
    return probability(x @ found.estimate)


def joins(cases: Cases, event: str) -> Iterator[Joined]:
    """Yield joins expected and observed by obligation and era.

    Parameters
    ----------
    cases : third states beside the disputes of the rung
    event : for wars only the wars among them are counted
    """
    p = expected_joins(cases, event)
    of_rung = cases.column("war") > 0 if event == "war" else np.ones(len(p), dtype=bool)
    tie, other = cases.column("tie") > 0, cases.column("tie_to_other") > 0
    groups = {
        "all": np.ones(len(p), dtype=bool),
        "allies of that side alone": tie & ~other,
        "allies of both": tie & other,
        "no allies of that side": ~tie,
    }
    for name, group in groups.items():
        for first, last in SPANS:
            chosen = group & of_rung & (cases.year >= first) & (cases.year <= last)
            if chosen.any():
                yield Joined(
                    cases.side, event, name, first, last, float(p[chosen].sum()),
                    int(cases.joined[chosen].sum()), int(chosen.sum()),
                    len(np.unique(cases.dispute[chosen])),
                )  # fmt: skip


def joins_ahead(cases: Cases, event: str) -> Score:
    """Return how well joins are predicted from the disputes before: 1946-69, 1970-89, 1990-2010.

    Parameters
    ----------
    cases : Cases
    event : "war" tells wars from lesser disputes in the fit
    """
    terms = joining_fit(cases.side, event).terms
    x = np.column_stack([cases.column(term) for term in terms])
    penalty = np.full(x.shape[1], WEAK)
    penalty[0] = 0.0
    parts = []
    for first, after in zip(SPLITS, (*SPLITS[1:], 9999), strict=True):
        seen, test = cases.year < first, (cases.year >= first) & (cases.year < after)
        if cases.joined[seen].any() and test.any():
            found = fit(x[seen], cases.joined[seen], prior=Prior.ridge(penalty))
            base = np.full(int(test.sum()), cases.joined[seen].mean())
            parts.append((probability(x[test] @ found.estimate), cases.joined[test], base))
    p, y, base = (np.concatenate(part) for part in zip(*parts, strict=True))
    return score(p, y, base)
