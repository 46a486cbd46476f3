"""Fit the attack equation: each rung of severity, each reading, over a grid of D and rho."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import Fit, Prior, fit, sandwich
from foedus.estimation.pooling import pooled_prior
from foedus.estimation.rows import Rows
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.terms import ATTACK_TERMS, BALANCE_TERMS, SITUATION_TERMS

__all__ = [
    "CENTRE",
    "ERA",
    "FIRST_YEAR",
    "LOOSE",
    "READINGS",
    "RHOS",
    "SCALES",
    "Array",
    "Attack",
    "Design",
    "fit_reading",
    "terms_of",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

SCALES = (1000.0, 1500.0, 2500.0, 4000.0, 8000.0, 100000.0)
RHOS = (0.05, 0.25, 0.75, 1.5, 2.5)
"""The grid of D, km (the last is as good as no decay), and of rho."""

CENTRE = (4000.0, 0.75)
"""Grid point at which a single fit is made where no grid is asked for."""

READINGS = ("since-1816", "since-1945", "nuclear", "sceptics")
FIRST_YEAR = {"war": 1816, "fatal": 1816, "force": 1946}
ERA = 1945
RIDGE = 1.0 / 2.5**2
"""Precision of the prior of nuclear terms: no weapon is thought to change odds a hundredfold."""

LOOSE = 0.01
"""Precision of the prior of a fit on its own: a term without an event gets a finite error."""


def terms_of(reading: str, event: str) -> tuple[str, ...]:
    """Return the terms of a reading of a rung.

    Parameters
    ----------
    reading : one of READINGS
    event : "war", "fatal" or "force"
        Uses of force are counted since 1946, when every pair is of one era and has a score.
    """
    terms = ATTACK_TERMS + (NUCLEAR_TERMS if reading == "nuclear" else ())
    dropped = {"since_1945", "democracy_unknown"} if event == "force" else set()
    dropped |= {"log_support"} if reading == "sceptics" else set()
    return tuple(term for term in terms if term not in dropped)


class Design:
    """The columns of a rung's rows, filled anew for each grid point in place.

    Parameters
    ----------
    rows : Rows
    event : "war", "fatal" or "force"
    terms : names of the columns
    first, last : int
        Years; by default from when the rung is recorded well.

    Attributes
    ----------
    x : (n, k)
    y : (n,) bool
    chosen : (N,) bool, the rows that are used
    weight : (n,) how many rows each stands for
    n : int, directed dyad-years, those that are stood for included
    """

    def __init__(
        self,
        rows: Rows,
        event: str,
        terms: Sequence[str] = ATTACK_TERMS,
        first: int | None = None,
        last: int = 9999,
    ) -> None:
        self.rows, self.event, self.terms = rows, event, tuple(terms)
        begin = FIRST_YEAR[event] if first is None else first
        inside = rows.known[event] & (rows.year >= begin) & (rows.year <= last)
        self.n = int(inside.sum())
        self.chosen: Mask = inside & (rows.weight > 0)
        self.weight: Array = rows.weight[self.chosen]
        self.y: Mask = rows.happened[event][self.chosen]
        self.x: Array = np.empty((len(self.y), len(self.terms)))
        self._put(SITUATION_TERMS, rows.situation)
        if NUCLEAR_TERMS[0] in terms:
            self._put(NUCLEAR_TERMS, rows.nuclear)

    def at(self, scale: float, rho: float, omega: float = 0.0) -> Array:
        """Return x with the balance of power at D in km, ρ and ω."""
        self._put(BALANCE_TERMS, self.rows.balance(scale, rho, omega))
        return self.x

    def _put(self, names: Sequence[str], columns: Array) -> None:
        for i, name in enumerate(names):
            if name in self.terms:
                self.x[:, self.terms.index(name)] = columns[self.chosen, i]

    def covariance(self, found: Fit, prior: Prior | None = None) -> Array:
        """Return the two-way clustered covariance of a fit at the present grid point."""
        return sandwich(found, self.x, self.y, *self.groups, prior=prior, weight=self.weight)

    @property
    def groups(self) -> tuple[Codes, Codes]:
        """Return the undirected pair and the year of each row."""
        return self.rows.pair[self.chosen], self.rows.year[self.chosen]


@dataclass(frozen=True, eq=False)
class Attack:
    """The attack equation of a rung in a reading.

    Attributes
    ----------
    reading, event : str
    terms : names, in the order of the estimates
    grid : (g, 2), D in km and rho
    weight : (g,) likelihood weights, sum 1
    estimates : (g, k)
    covariance : (k, k), two-way clustered, at the heaviest grid point
    value : float, log-likelihood less penalty, at the heaviest grid point
    n, events, first, last : int
    priors : of each grid point's fit
    own_weight : float
        Weight of a rung's own estimates against those of the rung below, or of an era's against
        those of all years; 1 if nothing is pooled.
    alone : (k,), (k, k): estimates and covariance without pooling, at CENTRE
    """

    reading: str
    event: str
    terms: tuple[str, ...]
    grid: Array
    weight: Array
    estimates: Array
    covariance: Array
    value: float
    n: int
    events: int
    first: int
    last: int
    priors: tuple[Prior, ...]
    own_weight: float
    alone: tuple[Array, Array]

    @property
    def best(self) -> int:
        """Return the place of the heaviest grid point."""
        return int(np.argmax(self.weight))

    def term(self, name: str) -> tuple[float, float]:
        """Return a term's estimate and standard error at the heaviest grid point."""
        i = self.terms.index(name)
        return float(self.estimates[self.best, i]), float(np.sqrt(self.covariance[i, i]))


POINTS = tuple((scale, rho) for scale in SCALES for rho in RHOS)
NO_RHO = tuple((scale, CENTRE[1]) for scale in SCALES)
"""The grids; without delta nothing hangs on rho."""


def fit_reading(
    rows: Rows, event: str, reading: str, parent: Attack | None = None
) -> Iterator[Attack | None]:
    """Yield None after every grid point, then the fit of one reading of one rung.

    Parameters
    ----------
    rows : Rows
    event : "war", "fatal" or "force"
    reading : "since-1816", "nuclear" or "sceptics"
    parent : the same reading of the rung below, towards which the slopes are pooled
    """
    terms = terms_of(reading, event)
    design = Design(rows, event, terms)
    points = NO_RHO if reading == "sceptics" else POINTS
    ridge = np.array([RIDGE * (term in NUCLEAR_TERMS) for term in terms])
    free = Prior.ridge(np.maximum(ridge, LOOSE * (np.array(terms) != "constant")))
    alone = fit(design.at(*CENTRE), design.y, None, free, design.weight)
    spread = design.covariance(alone, free)
    priors, own = [Prior.ridge(ridge)] * len(points), 1.0
    if parent is not None:
        centre = parent.estimates[points.index(CENTRE)]
        prior, own = pooled_prior(terms, alone, spread, centre, parent.covariance)
        priors = [
            replace(prior, mean=np.where(prior.precision > 0, below, 0.0))
            for below in parent.estimates
        ]
    found: list[Fit] = []
    for point, prior in zip(points, priors, strict=True):
        start = found[-1].estimate if found else alone.estimate
        found.append(fit(design.at(*point), design.y, start, prior, design.weight))
        yield None
    value = posterior(found, priors)
    best = int(np.argmax(value))
    design.at(*points[best])
    yield assembled(
        reading=reading,
        design=design,
        grid=np.array(points),
        estimates=np.stack([one.estimate for one in found]),
        value=value,
        covariance=design.covariance(found[best], priors[best]),
        priors=tuple(priors),
        own_weight=own,
        alone=(alone.estimate, spread),
    )


def posterior(found: Sequence[Fit], priors: Sequence[Prior]) -> Array:
    """Return the log-likelihood less the penalty at each grid point."""
    pairs = zip(found, priors, strict=True)
    return np.array([one.log_likelihood - prior.penalty(one.estimate) for one, prior in pairs])


def assembled(
    *,
    reading: str,
    design: Design,
    grid: Array,
    estimates: Array,
    value: Array,
    covariance: Array,
    priors: tuple[Prior, ...],
    own_weight: float,
    alone: tuple[Array, Array],
) -> Attack:
    weight, year = np.exp(value - value.max()), design.rows.year[design.chosen]
    return Attack(
        reading=reading,
        event=design.event,
        terms=design.terms,
        grid=grid,
        weight=weight / weight.sum(),
        estimates=estimates,
        covariance=covariance,
        value=float(value.max()),
        n=design.n,
        events=int(design.y.sum()),
        first=int(year.min()),
        last=int(year.max()),
        priors=priors,
        own_weight=own_weight,
        alone=alone,
    )
