"""The attack equation fitted to the years since 1945 alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from foedus.estimation.attack import (
    CENTRE,
    ERA,
    LOOSE,
    Array,
    Attack,
    Design,
    assembled,
    posterior,
)
from foedus.estimation.logit import Fit, Prior, fit, sandwich
from foedus.estimation.pooling import LEVEL, excess_variance
from foedus.estimation.rows import Rows

__all__ = [
    "fit_since_1945",
]


def fit_since_1945(rows: Rows, event: str, anchor: Attack) -> Iterator[Attack | None]:
    """Yield None after every grid point, then the equation of the years since 1945, pooled.

    All years are fitted at once; since 1945 every slope may deviate, under a normal prior. Its
    variance is that of the deviation's own estimate times c, where c is the excess of the squared
    z-scores of all deviations over 1: if the eras differ by no more than chance, c is small and the
    estimates of all years rule.

    Parameters
    ----------
    rows : Rows
    event : "war" or "fatal"
    anchor : the reading since-1816

    References
    ----------
    Efron & Morris (1973) for how much to shrink.
    """
    whole = _Interacted(Design(rows, event, anchor.terms))
    design, k, d = whole.design, len(anchor.terms), len(whole.slopes)
    start = np.concatenate([anchor.estimates[anchor.best], np.zeros(d)])
    loose = whole.prior(anchor.priors[anchor.best], np.full(d, LOOSE))
    alone = fit(whole.at(*CENTRE), design.y, start, loose, design.weight)
    spread = whole.covariance(alone, loose)
    variance = np.diagonal(spread)[k:]
    excess = excess_variance(alone.estimate[k:], variance)
    priors = [whole.prior(prior, 1.0 / (excess * variance)) for prior in anchor.priors]
    yield None
    found: list[Fit] = []
    for point, prior in zip(anchor.grid.tolist(), priors, strict=True):
        begin = found[-1].estimate if found else start
        found.append(fit(whole.at(*point), design.y, begin, prior, design.weight))
        yield None
    value = posterior(found, priors)
    best = int(np.argmax(value))
    whole.at(*anchor.grid[best])
    later = whole.to_later
    yield assembled(
        reading="since-1945",
        design=design,
        grid=anchor.grid,
        estimates=np.stack([later @ one.estimate for one in found]),
        value=value,
        covariance=later @ whole.covariance(found[best], priors[best]) @ later.T,
        priors=tuple(priors),
        own_weight=excess / (1.0 + excess),
        alone=(later @ alone.estimate, later @ spread @ later.T),
    )


class _Interacted:
    """A design with the slopes a second time, for the years since 1945 alone."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.slopes = [i for i, term in enumerate(design.terms) if term not in LEVEL]
        self.later = design.rows.year[design.chosen] >= ERA
        k, d = len(design.terms), len(self.slopes)
        self.x: Array = np.empty((len(design.y), k + d))
        self.to_later: Array = np.eye(k, k + d)
        self.to_later[self.slopes, k + np.arange(d)] = 1.0

    def at(self, scale: float, rho: float) -> Array:
        k = len(self.design.terms)
        self.x[:, :k] = self.design.at(scale, rho)
        for place, i in enumerate(self.slopes):
            self.x[:, k + place] = np.where(self.later, self.x[:, i], 0.0)
        return self.x

    def prior(self, own: Prior, deviations: Array) -> Prior:
        """Return the prior of all years' terms with that of the deviations, around 0."""
        d = len(self.slopes)
        return Prior(
            np.concatenate([own.precision, deviations]),
            np.concatenate([own.mean, np.zeros(d)]),
            np.pad(own.spread, (0, d)),
        )

    def covariance(self, found: Fit, prior: Prior) -> Array:
        own = self.design
        return sandwich(found, self.x, own.y, *own.groups, prior=prior, weight=own.weight)
