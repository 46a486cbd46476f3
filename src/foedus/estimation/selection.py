"""Is it the alliance, or which states ally? Lags, conditional fits, within and between, leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.attack import CENTRE, FIRST_YEAR
from foedus.estimation.logit import Prior, clustered, fit, sandwich
from foedus.estimation.rivals import WEAK, model_columns
from foedus.estimation.rows import Rows
from foedus.estimation.years import Year
from foedus.security.terms import ATTACK_TERMS, FLOOR, allied_power, projected_power

__all__ = ["STEPS", "Selected", "conditional", "selection", "shifted", "support_layers"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

STEPS = (1, 3, 5)
"""Years by which allied support is moved, back and ahead."""

MOST_STEPS = 60


@dataclass(frozen=True)
class Selected:
    """The coefficient of allied support under one way of looking.

    Attributes
    ----------
    event, kind : str
    estimate, se : float
    n, events : int
        Rows and events that bear on it.
    """

    event: str
    kind: str
    estimate: float
    se: float
    n: int
    events: int


def support_layers(years: Sequence[Year]) -> list[Array]:
    """Return for each year (n, n) ln(Def/c) of all pairs, attackers in rows."""
    found = []
    for year in years:
        c = np.maximum(year.strength, FLOOR)
        power = projected_power(year.strength, year.distance, CENTRE[0])
        to_defence, _ = allied_power(power, year.tie)
        found.append(np.log1p(CENTRE[1] * to_defence / c[None, :]))
    return found


def shifted(years: Sequence[Year], layers: Sequence[Array], by: int) -> list[Array]:
    """Return for each year what the same pairs had so many years later, nan where unknown.

    Parameters
    ----------
    years : consecutive years
    layers : (n, n) each
    by : int, years later; negative for earlier
    """
    found = []
    for at, year in enumerate(years):
        result = np.full(layers[at].shape, np.nan)
        if 0 <= at + by < len(years):
            other = years[at + by].system.ccode
            place = np.searchsorted(other, year.system.ccode).clip(max=len(other) - 1)
            there = other[place] == year.system.ccode
            both = there[:, None] & there[None, :]
            result = np.where(both, layers[at + by][np.ix_(place, place)], np.nan)
        found.append(result)
    return found


def conditional(
    x: Array, y: Mask, group: Codes, cluster: Codes, weight: Array
) -> tuple[Array, Array, int, int]:
    """Return the fit that compares rows only within groups, with clustered covariance.

    The groups' own levels are conditioned out; groups without an event or with a single row say
    nothing. For rare events it is the conditional logit with Breslow's treatment of several events
    in a group, the same as a Poisson regression with an effect for each group.

    Parameters
    ----------
    x : (n, k)
    y : (n,) bool
    group, cluster : (n,)
    weight : (n,)

    Returns
    -------
    estimate : (k,)
    covariance : (k, k)
    n, events : int

    References
    ----------
    Chamberlain (1980); Wooldridge (1999).
    """
    names, member = np.unique(group, return_inverse=True)
    telling = (np.bincount(member, y) > 0)[member]
    x, y, weight, cluster = x[telling], y[telling], weight[telling], cluster[telling]
    names, member = np.unique(group[telling], return_inverse=True)
    events, g = np.bincount(member, y), len(names)
    estimate = np.zeros(x.shape[1])
    prior = np.full(x.shape[1], WEAK)
    for _ in range(MOST_STEPS):
        value = x @ estimate
        top = np.full(g, -np.inf)
        np.maximum.at(top, member, value)
        share = weight * np.exp(value - top[member])
        share /= np.bincount(member, share)[member]
        mean = np.stack([np.bincount(member, share * column) for column in x.T], axis=1)
        apart = x - mean[member]
        score = apart * (y - events[member] * share)[:, None]
        information = (apart * (events[member] * share)[:, None]).T @ apart + np.diag(prior)
        step = np.linalg.solve(information, score.sum(axis=0) - prior * estimate)
        step *= min(1.0, 2.0 / float(np.abs(step).max()))
        estimate = estimate + step
        if np.abs(step).max() < 1e-6:
            break
    inverse = np.linalg.inv(information)
    covariance = inverse @ clustered(score, cluster, x.shape[1]) @ inverse
    return estimate, covariance, len(y), int(y.sum())


def selection(
    rows: Rows, events: Sequence[str] = ("war", "fatal"), steps: Sequence[int] = STEPS
) -> Iterator[Selected | None]:
    """Yield the coefficient of allied support as it is and in other lights, None between.

    Parameters
    ----------
    rows : Rows
    events : rungs
    steps : years by which support is moved
    """
    columns, support = model_columns(rows), support_layers(rows.years)
    moved = {
        by: rows.flat(shifted(rows.years, support, by)) for by in (*[-k for k in steps], *steps)
    }
    for event in events:
        view = _View(rows, columns, event)
        yield view.plain("as estimated", view.x)
        for lag in steps:
            yield view.plain(f"support {_years(lag)} before", view.x, swapped=moved[-lag])
        yield from view.within()
        yield view.mundlak()
        yield view.mundlak(between=True)
        for lead in steps:
            yield view.lead(moved[lead], f"gained in the next {_years(lead)}")
        yield None


def _years(k: int) -> str:
    return "year" if k == 1 else f"{k} years"


SUPPORT = ATTACK_TERMS.index("log_support")


class _View:
    """One rung's rows, looked at in several ways."""

    def __init__(self, rows: Rows, columns: Array, event: str) -> None:
        self.rows, self.event = rows, event
        self.chosen = rows.known[event] & (rows.weight > 0) & (rows.year >= FIRST_YEAR[event])
        self.x, self.y = columns[self.chosen], rows.happened[event][self.chosen]
        self.weight, self.year = rows.weight[self.chosen], rows.year[self.chosen]
        self.pair, self.target = rows.pair[self.chosen], rows.target[self.chosen]
        self.directed = rows.attacker[self.chosen] * 1000 + self.target

    def plain(
        self, kind: str, x: Array, swapped: Array | None = None, column: int = SUPPORT
    ) -> Selected:
        inside = np.ones(len(self.y), dtype=bool)
        if swapped is not None:
            x, other = x.copy(), swapped[self.chosen]
            inside = ~np.isnan(other)
            x[:, SUPPORT] = other
        x, y, weight = x[inside], self.y[inside], self.weight[inside]
        penalty = np.full(x.shape[1], WEAK)
        penalty[0] = 0.0
        found = fit(x, y, prior=Prior.ridge(penalty), weight=weight)
        groups = self.pair[inside], self.year[inside]
        spread = sandwich(found, x, y, *groups, prior=Prior.ridge(penalty), weight=weight)
        se = float(np.sqrt(spread[column, column]))
        return Selected(self.event, kind, float(found.estimate[column]), se, len(y), int(y.sum()))

    def within(self) -> Iterator[Selected]:
        groups = {"year": self.year, "target": self.target, "directed pair": self.directed}
        for name, group in groups.items():
            x = self.x[:, 1:]
            estimate, covariance, n, events = conditional(x, self.y, group, self.pair, self.weight)
            se = float(np.sqrt(covariance[SUPPORT - 1, SUPPORT - 1]))
            value = float(estimate[SUPPORT - 1])
            yield Selected(self.event, f"within the same {name}", value, se, n, events)

    def mundlak(self, *, between: bool = False) -> Selected:
        """Split support in a directed pair's mean and what differs from it (Mundlak 1978)."""
        member = np.unique(self.directed, return_inverse=True)[1]
        value = self.x[:, SUPPORT]
        mean = np.bincount(member, self.weight * value) / np.bincount(member, self.weight)
        x = np.column_stack([self.x, mean[member]])
        x[:, SUPPORT] = value - mean[member]
        kind = "between directed pairs" if between else "deviation from the directed pair's mean"
        return self.plain(kind, x, column=x.shape[1] - 1 if between else SUPPORT)

    def lead(self, later: Array, kind: str) -> Selected:
        """Return the coefficient of what support is going to gain: it should be 0."""
        gain = later[self.chosen] - self.x[:, SUPPORT]
        inside = ~np.isnan(gain)
        view = _Narrowed(self, inside)
        x = np.column_stack([self.x[inside], gain[inside]])
        return view.plain(kind, x, column=x.shape[1] - 1)


class _Narrowed(_View):
    """A view of some of another view's rows."""

    def __init__(self, view: _View, inside: Mask) -> None:
        self.rows, self.event = view.rows, view.event
        self.y, self.weight = view.y[inside], view.weight[inside]
        self.year, self.pair = view.year[inside], view.pair[inside]
