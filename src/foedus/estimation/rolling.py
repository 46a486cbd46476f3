"""Rolling origin: fit on what came before, predict the years that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.rivals import MODELS, Model, base_rate, without_unseen_eras
from foedus.estimation.rows import Rows
from foedus.estimation.scores import Score, score

__all__ = ["WINDOWS", "Rolled", "rolling"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TENS = tuple((first, min(first + 9, 2010)) for first in range(1946, 2010, 10))
WINDOWS = {
    "force": TENS[2:],
    "fatal": TENS,
    "war": ((1946, 1965), (1966, 1985), (1986, 2010)),
}
"""Years that are predicted from those before; uses of force are recorded well since 1946."""

FIRST_TRAINING = {"force": 1946, "fatal": 1816, "war": 1816}


@dataclass(frozen=True)
class Rolled:
    """A model's score over all windows of a rung.

    Attributes
    ----------
    event, model : str
    score : Score
    windows : what each window alone gave
    """

    event: str
    model: str
    score: Score
    windows: tuple[tuple[int, int, Score], ...]


def rolling(
    rows: Rows,
    windows: dict[str, tuple[tuple[int, int], ...]] | None = None,
    models: Sequence[Model] = MODELS,
) -> Iterator[Rolled | None]:
    """Yield None after every fit, and each model's score on each rung when it is known.

    Parameters
    ----------
    rows : Rows
    windows : rung to the (first, last) years predicted, by default WINDOWS
    models : by default all
    """
    for model in models:
        columns = model.columns(rows)
        for event, spans in (windows or WINDOWS).items():
            parts = []
            for first, last in spans:
                parts.append(_window(rows, columns, model, event, first, last))
                yield None
            p, y, base = (np.concatenate(part) for part in zip(*parts, strict=True))
            each = tuple(
                (first, last, score(*part))
                for (first, last), part in zip(spans, parts, strict=True)
            )
            yield Rolled(event, model.name, score(p, y, base), each)


def _window(
    rows: Rows, columns: Array, model: Model, event: str, first: int, last: int
) -> tuple[Array, Mask, Array]:
    """Return probabilities, outcomes and base rate of one window."""
    known = rows.known[event]
    before = known & (rows.year < first) & (rows.year >= FIRST_TRAINING[event])
    train = before & (rows.weight > 0)
    test = known & (rows.year >= first) & (rows.year <= last)
    x, new = columns[train], columns[test]
    if model.name == "this model":
        x = without_unseen_eras(x, rows.year[train], np.ones(len(x), dtype=bool))
        new = new.copy()
        new[:, np.all(x == 0, axis=0)] = 0.0
    y, weight = rows.happened[event][train], rows.weight[train]
    p = model.learn(x, y, weight)(new)
    happened = rows.happened[event][test]
    return p, happened, np.full(len(p), base_rate(y, weight))
