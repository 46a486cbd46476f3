"""Other models of who attacks whom, on the same rows: what the model has to beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.estimation.attack import CENTRE, ERA
from foedus.estimation.logit import Fit, Prior, fit, probability, sandwich
from foedus.estimation.pooling import pooled_prior
from foedus.estimation.rows import Rows
from foedus.security.terms import ATTACK_TERMS, SITUATION_TERMS

__all__ = [
    "MODELS", "OWN", "WEAK", "Model", "Training", "base_rate", "model_columns",
    "require_boosting", "without_unseen_eras",
]  # fmt: skip

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

WEAK = 0.02
"""Precision of the prior of slopes in fits on few events: log-odds of 7 are about the most."""

OWN = "this model"

FIRST_SCALE, FIRST_RHO = 4000.0, 0.75
"""D and rho of the first edition."""

LEAST_YEARS = 10
"""Years of an era that a fit must have seen to have a term for it."""


@dataclass(frozen=True, eq=False)
class Training:
    """What a model learns from.

    Attributes
    ----------
    x : (n, k) inputs
    y : (n,) bool
    weight : (n,) how many rows each stands for
    pair, year : (n,) int
    below : the rows of the rung below, for models that pool, else None
    """

    x: Array
    y: Mask
    weight: Array
    pair: Codes
    year: Codes
    below: Training | None = None


Predict = Callable[[Array], Array]


@dataclass(frozen=True)
class Model:
    """A model to be compared.

    Attributes
    ----------
    name : str
    columns : from rows to its (N, k) inputs
    learn : from what it learns from to a function from inputs to probabilities
    eras : bool, whether the inputs have terms for eras
    """

    name: str
    columns: Callable[[Rows], Array]
    learn: Callable[[Training], Predict]
    eras: bool = False


def base_rate(training: Training) -> float:
    """Return the share of events among the rows that were seen."""
    return float(np.average(training.y, weights=training.weight))


def _weak(k: int) -> Prior:
    precision = np.full(k, WEAK)
    precision[0] = 0.0
    return Prior.ridge(precision)


def _alone(seen: Training) -> Fit:
    return fit(seen.x, seen.y, prior=_weak(seen.x.shape[1]), weight=seen.weight)


def _logit(seen: Training) -> Predict:
    """Fit a logistic regression with a weak prior; columns that never vary get 0."""
    estimate = _alone(seen).estimate
    return lambda new: probability(new @ estimate)


def _own(seen: Training) -> Predict:
    """Fit this model's equation, its slopes pooled towards the rung below where there is one."""
    if seen.below is None:
        return _logit(seen)
    below, alone, weak = _alone(seen.below), _alone(seen), _weak(seen.x.shape[1])
    spread, parent_spread = (
        sandwich(found, t.x, t.y, t.pair, t.year, prior=weak, weight=t.weight)
        for found, t in ((alone, seen), (below, seen.below))
    )
    prior, _ = pooled_prior(ATTACK_TERMS, alone, spread, below.estimate, parent_spread)
    prior = replace(prior, precision=np.maximum(prior.precision, weak.precision))
    estimate = fit(seen.x, seen.y, alone.estimate, prior, seen.weight).estimate
    return lambda new: probability(new @ estimate)


def _boosting(seen: Training) -> Predict:
    """Fit gradient-boosted trees (Friedman 2001), as in scikit-learn."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=150,
        max_leaf_nodes=8,
        min_samples_leaf=50,
        l2_regularization=10.0,
        early_stopping=False,
        random_state=0,
    )
    trees.fit(seen.x, seen.y, sample_weight=seen.weight)

    def predict(new: Array) -> Array:
        found: Array = trees.predict_proba(new)[:, 1]
        return found

    return predict


def require_boosting() -> None:
    """Raise an error that says what to install if scikit-learn is missing.

    Raises
    ------
    FoedusError
        It is missing.
    """
    if find_spec("sklearn") is None:
        raise FoedusError(
            "the comparison with gradient boosting needs scikit-learn; "
            "install it with: pip install 'foedus[models]'"
        )


def model_columns(rows: Rows) -> Array:
    """Return the columns of this model's attack equation."""
    return np.column_stack([rows.situation, rows.balance(*CENTRE)])


def _situation(rows: Rows, *terms: str) -> list[Array]:
    return [rows.situation[:, SITUATION_TERMS.index(term)] for term in terms]


def _capital_distance(rows: Rows) -> Array:
    layers = [np.nan_to_num(year.system.capital_distance) for year in rows.years]
    return np.log(np.maximum(rows.flat(layers), 1.0))


def _log_ratio(rows: Rows) -> Array:
    """Return ln(attacker's capability / target's)."""
    layers = []
    for year in rows.years:
        c = np.log(np.maximum(year.strength, 1e-6))
        layers.append(c[:, None] - c[None, :])
    return rows.flat(layers)


def _capability_ratio(rows: Rows) -> Array:
    return np.column_stack([np.ones(len(rows.year)), _log_ratio(rows)])


def _bremer(rows: Rows) -> Array:
    """Return Bremer's (1992) covariates that are known since 1816.

    Land border, distance between capitals, major power status of either, joint democracy,
    alliance, and how unequal the two are. His economic development and militarisation are left
    out.
    """
    first, second = (
        rows.flat([np.broadcast_to(d[:, None] if side else d[None, :], (len(d), len(d)))
                   for d in (year.democracy for year in rows.years)])
        for side in (True, False)
    )  # fmt: skip
    both = (np.nan_to_num(first, nan=-9.0) > 0) & (np.nan_to_num(second, nan=-9.0) > 0)
    ties = rows.flat([year.tie for year in rows.years])
    own = _situation(rows, "constant", "land", "major_attacker", "major_target")
    return np.column_stack([*own, _capital_distance(rows), both, ties, np.abs(_log_ratio(rows))])


def _first_edition(rows: Rows) -> Array:
    """Return the first edition's columns, its rivalry with hindsight: of the same year."""
    balance = rows.balance(FIRST_SCALE, FIRST_RHO)
    own = _situation(rows, "constant", "land", "major_attacker", "major_target")
    rival = rows.flat([year.system.rivalry.astype(float) for year in rows.years])
    ratio = balance[:, 0] - balance[:, 1] - balance[:, 2]
    return np.column_stack([*own, _capital_distance(rows), rival, balance[:, 3], ratio])


MODELS = (
    Model("capability ratio", _capability_ratio, _logit),
    Model("Bremer (1992)", _bremer, _logit),
    Model("first edition, rivalry with hindsight", _first_edition, _logit),
    Model(OWN, model_columns, _own, eras=True),
    Model("gradient boosting, same inputs", model_columns, _boosting),
)


def without_unseen_eras(columns: Array, seen: Codes) -> Array:
    """Return this model's columns with 0 for eras of which too few years were seen.

    Parameters
    ----------
    columns : (n, 21)
    seen : years of the training rows
    """
    years, columns = np.unique(seen), columns.copy()
    for term, first in (("since_1945", ERA), ("since_1990", 1990)):
        if np.sum(years >= first) < LEAST_YEARS:
            columns[:, ATTACK_TERMS.index(term)] = 0.0
    return columns
