"""Rolling origin: fit on what came before, predict the years that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.attack import FIRST_YEAR
from foedus.estimation.rivals import MODELS, Model, Training, base_rate, without_unseen_eras
from foedus.estimation.rows import Rows
from foedus.estimation.scores import Score, score

__all__ = ["WINDOWS", "Rolled", "Windows", "rolling"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

TENS = tuple((first, min(first + 9, 2010)) for first in range(1946, 2010, 10))
Windows = dict[str, tuple[tuple[int, int], ...]]

WINDOWS: Windows = {
    "force": TENS[2:],
    "fatal": TENS,
    "war": ((1946, 1965), (1966, 1985), (1986, 2010)),
}
"""Years that are predicted from those before; uses of force are recorded well since 1946."""


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
    windows: Windows | None = None,
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
    training = _training(rows, columns, model, event, first)
    if event == "war":
        training = replace(training, below=_training(rows, columns, model, "fatal", first))
    test = rows.known[event] & (rows.year >= first) & (rows.year <= last)
    new = without_unseen_eras(columns[test], training.year) if model.eras else columns[test]
    p = model.learn(training)(new)
    return p, rows.happened[event][test], np.full(len(p), base_rate(training))


def _training(rows: Rows, columns: Array, model: Model, event: str, before: int) -> Training:
    seen = rows.known[event] & (rows.weight > 0) & (rows.year < before)
    seen &= rows.year >= FIRST_YEAR[event]
    x, year = columns[seen], rows.year[seen]
    if model.eras:
        x = without_unseen_eras(x, year)
    return Training(x, rows.happened[event][seen], rows.weight[seen], rows.pair[seen], year)
