"""How well the balance of power predicts disputes: likelihood profiles and rival measures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, rankdata

from estimation import logit
from estimation.dyads import Array, Mask, Rows, balance, bilateral
from estimation.fits import OMEGA, RHO, SCALE

GRID = {
    "D": (1000.0, 1500.0, 2000.0, 2500.0, 3000.0, 4000.0, 5000.0, 6000.0, 8000.0, 12000.0),
    "rho": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0),
    "omega": (0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0),
}
LAST_TRAINING_YEAR = 1990


@dataclass(frozen=True)
class Profile:
    """The likelihood along one assumption, everything else re-estimated or at its default.

    Attributes
    ----------
    event, parameter : str
    values : grid
    log_likelihood : (len(values),)
    beta : (len(values),), the estimate there
    """

    event: str
    parameter: str
    values: tuple[float, ...]
    log_likelihood: Array
    beta: Array

    @property
    def best(self) -> float:
        """Return the grid value of the highest likelihood."""
        return self.values[int(np.argmax(self.log_likelihood))]

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % likelihood-ratio interval, interpolated between grid values.

        An end that is an end of the grid means that the interval is not closed there.
        """
        above = self.log_likelihood - self.log_likelihood.max() + chi2.ppf(0.95, 1) / 2
        inside = np.flatnonzero(above >= 0)
        return self._crossing(above, inside[0], -1), self._crossing(above, inside[-1], 1)

    def _crossing(self, above: Array, edge: int, step: int) -> float:
        beyond = edge + step
        if not 0 <= beyond < len(self.values):
            return self.values[edge]
        share = above[edge] / (above[edge] - above[beyond])
        return self.values[edge] + share * (self.values[beyond] - self.values[edge])


def profiles(
    table: Rows, happened: Mapping[str, tuple[Mask, Mask]], parameter: str
) -> Iterator[Profile | None]:
    """Yield None after every grid value, then a profile for each kind of event."""
    default = {"D": SCALE, "rho": RHO, "omega": OMEGA}
    found: dict[str, list[logit.Fit]] = {event: [] for event in happened}
    for value in GRID[parameter]:
        at = default | {parameter: value}
        x = np.column_stack([table.covariates, balance(table, at["D"], at["rho"], at["omega"])])
        for event, (y, known) in happened.items():
            start = found[event][-1].estimate if found[event] else None
            found[event].append(logit.fit(x[known], y[known], start))
        yield None
    for event, fits in found.items():
        yield Profile(
            event,
            parameter,
            GRID[parameter],
            np.array([f.log_likelihood for f in fits]),
            np.array([f.estimate[-1] for f in fits]),
        )


@dataclass(frozen=True)
class Score:
    """How one measure of the balance of power does on one kind of event.

    Attributes
    ----------
    event, measure : str
    sample : str
        "1946-2010", or "1991-2010" scored with the coefficients of the years before.
    log_likelihood, auc : float
    log_loss : float, nats a dyad-year
    z : float
        Log-likelihood less the model's, in standard errors clustered by dyad; nan for the model.
    n, events : int
    """

    event: str
    measure: str
    sample: str
    log_likelihood: float
    auc: float
    log_loss: float
    z: float
    n: int
    events: int


def auc(log_odds: Array, y: Mask) -> float:
    """Return the chance that an event had been given higher odds than a non-event.

    Examples
    --------
    >>> auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    positive = int(y.sum())
    rank_sum = float(rankdata(log_odds)[y].sum())
    return (rank_sum - positive * (positive + 1) / 2) / (positive * (len(y) - positive))


def _each(log_odds: Array, y: Mask) -> Array:
    result: Array = np.where(y, log_odds, 0.0) - np.logaddexp(0.0, log_odds)
    return result


def _z(difference: Array, dyad: Array) -> float:
    by_dyad = np.bincount(np.unique(dyad, return_inverse=True)[1], difference)
    spread = float(np.sqrt(len(by_dyad)) * by_dyad.std())
    return float(by_dyad.sum() / spread) if spread > 0 else float("nan")


MODEL = "model: log(Off/Def)"


def measures(table: Rows, omega: float) -> dict[str, Array | None]:
    """Return the rival measures by name, the model's own first; None adds nothing."""
    return {
        MODEL: balance(table, SCALE, RHO, OMEGA),
        f"model with omega = {omega:.2f}": balance(table, SCALE, RHO, omega),
        "own power, without allies": bilateral(table, SCALE),
        "raw capability ratio": bilateral(table),
        "covariates alone": None,
    }


def scores(
    table: Rows, event: str, happened: Mask, known: Mask, rivals: Mapping[str, Array | None]
) -> Iterator[Score]:
    """Yield the scores of all measures in sample and on the years held out."""
    y, year, dyad = happened[known], table.year[known], table.dyad[known]
    everything, early = np.ones(len(y), dtype=bool), year <= LAST_TRAINING_YEAR
    reference: dict[str, Array] = {}
    for name, measure in rivals.items():
        columns = [table.covariates] if measure is None else [table.covariates, measure]
        x = np.column_stack(columns)[known]
        for train, test in ((everything, everything), (early, ~early)):
            sample = f"{year[test].min()}-{year[test].max()}"
            log_odds = x[test] @ logit.fit(x[train], y[train]).estimate
            each = _each(log_odds, y[test])
            against = each - reference.setdefault(sample, each)
            yield Score(
                event,
                name,
                sample,
                float(each.sum()),
                auc(log_odds, y[test]),
                float(-each.mean()),
                _z(against, dyad[test]),
                int(test.sum()),
                int(y[test].sum()),
            )
