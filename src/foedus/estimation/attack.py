"""Fit the attack equation: each rung of severity, each reading, over a grid of D and rho."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.logit import Fit, fit, sandwich
from foedus.estimation.rows import Rows
from foedus.security.terms import ATTACK_TERMS, BALANCE_TERMS, NUCLEAR_TERMS, SITUATION_TERMS

__all__ = [
    "CENTRE", "FIRST_YEAR", "READINGS", "RHOS", "SCALES", "Attack", "Design", "fit_reading",
    "fit_since_1945", "terms_of",
]  # fmt: skip

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

SCALES = (1500.0, 2500.0, 4000.0, 8000.0, 100000.0)
RHOS = (0.05, 0.25, 0.75, 1.5, 2.5)
"""The grid of D, km (the last is as good as no decay), and of rho."""

CENTRE = (4000.0, 0.75)
"""Grid point at which a single fit is made where no grid is asked for."""

READINGS = ("since-1816", "since-1945", "nuclear", "sceptics")
FIRST_YEAR = {"war": 1816, "fatal": 1816, "force": 1946}
ERA = 1945
LEAST_WEIGHT = 0.002
"""Grid points of less likelihood weight are left out."""

RIDGE = 1.0 / 2.5**2
"""Precision of the prior of nuclear terms: no weapon is thought to change odds a hundredfold."""

LEVEL = ("constant", "since_1945", "since_1990")
"""Terms of level, never pooled."""


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

    def covariance(self, found: Fit, penalty: Array | None = None) -> Array:
        """Return the two-way clustered covariance of a fit at the present grid point."""
        return sandwich(found, self.x, self.y, *self.groups, penalty=penalty, weight=self.weight)

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
    log_likelihood : float, at the heaviest grid point
    n, events, first, last : int
    own_weight : float
        Weight of the era's own estimates against those of all years; 1 if nothing is pooled.
    """

    reading: str
    event: str
    terms: tuple[str, ...]
    grid: Array
    weight: Array
    estimates: Array
    covariance: Array
    log_likelihood: float
    n: int
    events: int
    first: int
    last: int
    own_weight: float = 1.0

    @property
    def best(self) -> int:
        """Return the place of the heaviest grid point."""
        return int(np.argmax(self.weight))

    def term(self, name: str) -> tuple[float, float]:
        """Return a term's estimate and standard error at the heaviest grid point."""
        i = self.terms.index(name)
        return float(self.estimates[self.best, i]), float(np.sqrt(self.covariance[i, i]))


def fit_reading(rows: Rows, event: str, reading: str) -> Iterator[Attack | None]:
    """Yield None after every grid point, then the fit of one reading of one rung.

    Parameters
    ----------
    rows : Rows
    event : "war", "fatal" or "force"
    reading : "since-1816", "nuclear" or "sceptics"
    """
    terms = terms_of(reading, event)
    design = Design(rows, event, terms)
    points = [(scale, rho) for scale in SCALES for rho in RHOS]
    if reading == "sceptics":  # without delta nothing hangs on rho
        points = [(scale, CENTRE[1]) for scale in SCALES]
    penalty = np.array([RIDGE * (term in NUCLEAR_TERMS) for term in terms])
    found: list[Fit] = []
    value: list[float] = []
    for point in points:
        start = found[-1].estimate if found else None
        one = fit(design.at(*point), design.y, start, penalty, design.weight)
        found.append(one)
        value.append(one.log_likelihood - 0.5 * float(penalty @ one.estimate**2))
        yield None
    best = int(np.argmax(value))
    design.at(*points[best])
    covariance = design.covariance(found[best], penalty)
    yield _assembled(reading, design, terms, points, found, np.array(value), covariance)


def _assembled(
    reading: str,
    design: Design,
    terms: tuple[str, ...],
    points: list[tuple[float, float]],
    found: Sequence[Fit],
    value: Array,
    covariance: Array,
    own_weight: float = 1.0,
) -> Attack:
    weight = np.exp(value - value.max())
    weight /= weight.sum()
    kept = weight >= LEAST_WEIGHT
    best, year = found[int(np.argmax(weight))], design.rows.year[design.chosen]
    return Attack(
        reading=reading,
        event=design.event,
        terms=terms,
        grid=np.array(points)[kept],
        weight=weight[kept] / weight[kept].sum(),
        estimates=np.stack([one.estimate for one in found])[kept],
        covariance=covariance,
        log_likelihood=best.log_likelihood,
        n=design.n,
        events=best.events,
        first=int(year.min()),
        last=int(year.max()),
        own_weight=own_weight,
    )


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
    terms = anchor.terms
    design = Design(rows, event, terms)
    free = [i for i, term in enumerate(terms) if term not in (*LEVEL, "democracy_unknown")]
    later = rows.year[design.chosen] >= ERA
    whole = _Interacted(design, free, later)
    k, d = len(terms), len(free)
    none = np.zeros(k)
    loose = np.concatenate([none, np.full(d, 0.01)])  # an era without an event gets a finite error
    start = np.concatenate([anchor.estimates[anchor.best], np.zeros(d)])
    alone = fit(whole.at(*CENTRE), design.y, start, loose, design.weight)
    variance = np.diagonal(whole.covariance(alone, loose))[k:]
    excess = max(float((alone.estimate[k:] ** 2 / variance).mean()) - 1.0, LEAST_EXCESS)
    penalty = np.concatenate([none, 1.0 / (excess * variance)])
    to_later = np.zeros((k, k + d))
    to_later[:, :k] = np.eye(k)
    to_later[free, k + np.arange(d)] = 1.0
    yield None
    points = [tuple(point) for point in anchor.grid.tolist()]
    found: list[Fit] = []
    value: list[float] = []
    for point in points:
        begin = found[-1].estimate if found else start
        one = fit(whole.at(*point), design.y, begin, penalty, design.weight)
        found.append(one)
        value.append(one.log_likelihood - 0.5 * float(penalty @ one.estimate**2))
        yield None
    best = int(np.argmax(value))
    whole.at(*points[best])
    covariance = to_later @ whole.covariance(found[best], penalty) @ to_later.T
    moved = [Fit(to_later @ f.estimate, f.inverse, f.log_likelihood, f.n, f.events) for f in found]
    share = excess / (1.0 + excess)
    yield _assembled("since-1945", design, terms, points, moved, np.array(value), covariance, share)


LEAST_EXCESS = 0.25
"""The eras are never taken for quite the same: an own weight of a fifth at least."""


class _Interacted:
    """A design with the free slopes a second time, for the later era alone."""

    def __init__(self, design: Design, free: list[int], later: Mask) -> None:
        self.design, self.free, self.later = design, free, later
        self.x = np.empty((len(design.y), len(design.terms) + len(free)))

    def at(self, scale: float, rho: float) -> Array:
        k = len(self.design.terms)
        self.x[:, :k] = self.design.at(scale, rho)
        for place, i in enumerate(self.free):
            self.x[:, k + place] = np.where(self.later, self.x[:, i], 0.0)
        return self.x

    def covariance(self, found: Fit, penalty: Array) -> Array:
        own = self.design
        return sandwich(found, self.x, own.y, *own.groups, penalty=penalty, weight=own.weight)
