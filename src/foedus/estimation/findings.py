"""What the model shows on the research data: every test of it as one result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from foedus.estimation.accessions import Around, event_study
from foedus.estimation.after import AFTER, Ranked, ranked_after, rows_after
from foedus.estimation.calibration import Calibrated, calibration, expected_rates
from foedus.estimation.called import Joined, joins, joins_ahead
from foedus.estimation.endings import Ending, endings
from foedus.estimation.estimate import Research, read_research
from foedus.estimation.joining import SIDES
from foedus.estimation.rivals import MODELS, require_boosting
from foedus.estimation.rolling import WINDOWS, Rolled, Windows, rolling
from foedus.estimation.rows import EVENTS, Rows
from foedus.estimation.scores import Score
from foedus.estimation.selection import STEPS, Selected, selection
from foedus.estimation.targets import Target, targets
from foedus.security.coefficients import attack_fit

if TYPE_CHECKING:
    import polars as pl

__all__ = ["QUICK", "After", "Findings", "JoinedAhead", "Step", "find"]

Load = Callable[[str], "pl.DataFrame"]
Mask = NDArray[np.bool_]

QUICK: Windows = {"force": ((1991, 2010),), "fatal": ((1991, 2010),), "war": ((1986, 2010),)}
"""Windows of the reduced run."""

QUICK_STEPS = (1,)
"""Years by which support is moved in the reduced run."""

STRICT = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class After(BaseModel):
    """The years after the dispute data end, for one rung."""

    model_config = STRICT

    event: str
    first: int
    last: int
    pairs: int
    fought: tuple[Ranked, ...]
    top_that_did_not: tuple[Ranked, ...]


class JoinedAhead(BaseModel):
    """How well joins are predicted from the disputes before."""

    model_config = STRICT

    side: str
    event: str
    score: Score


class Findings(BaseModel):
    """Every test of the model; expected and observed side by side.

    `quick` says whether it is the reduced run: fewer windows and the fatal rung alone in selection.
    """

    model_config = STRICT

    quick: bool
    rolling: tuple[Rolled, ...]
    targets: tuple[Target, ...]
    after: tuple[After, ...]
    calibration: tuple[Calibrated, ...]
    joins: tuple[Joined, ...]
    joins_ahead: tuple[JoinedAhead, ...]
    outcomes: tuple[Ending, ...]
    selection: tuple[Selected, ...]
    accessions: tuple[Around, ...]


class Step(BaseModel):
    """How far a validation is: what is being done, steps done and in all, the result at the end."""

    model_config = STRICT

    what: str
    done: int
    total: int
    result: Findings | None = None


def find(load: Load, *, quick: bool = False) -> Iterator[Step]:
    """Yield how far the validation is, and with the last step its result.

    Parameters
    ----------
    load : from a dataset's name to its frame, e.g. `foedus.sources.load`
    quick : bool
        A reduced run, for a check in passing.

    Raises
    ------
    FoedusError
        A dataset is not on this computer (the message says how to get it), or scikit-learn is not
        installed.

    References
    ----------
    Ward, Greenhill & Bakke (2010) for judging by prediction; Tashman (2000) for rolling origins.
    """
    windows = QUICK if quick else WINDOWS
    rungs = ("fatal",) if quick else ("war", "fatal")
    fits = len(MODELS) * sum(len(spans) for spans in windows.values())
    steps = QUICK_STEPS if quick else STEPS
    total = 6 + fits + (6 + 2 * len(steps)) * len(rungs)
    done = 0

    def step(what: str) -> Step:
        nonlocal done
        done += 1
        return Step(what=what, done=done, total=total)

    require_boosting()
    research = read_research(load)
    yield step("research data")
    rolled: list[Rolled] = []
    for one in rolling(research.rows, windows):
        if one is None:
            yield step("rolling origin")
        else:
            rolled.append(one)
    probabilities = {e: expected_rates(research.rows, attack_fit(event=e)) for e in EVENTS}
    calibrated = tuple(calibration(research.rows, probabilities))
    yield step("calibration")
    ahead_rows = rows_after(load)
    after = tuple(_after(load, event, *ahead_rows) for event in EVENTS)
    yield step("the years after")
    joined, ahead = _joins(research)
    yield step("joins")
    ended = tuple(endings(research.years, research.started, load))
    yield step("outcomes")
    without = {e: expected_rates(research.rows, attack_fit("sceptics", e)) for e in rungs}
    around = tuple(event_study(research.rows, without, rungs))
    chosen: list[Selected] = []
    for found in selection(research.rows, rungs, steps):
        if found is not None:
            chosen.append(found)
            yield step("selection")
    result = Findings(
        quick=quick,
        rolling=tuple(rolled),
        targets=tuple(targets(rolled, calibrated)),
        after=after,
        calibration=calibrated,
        joins=joined,
        joins_ahead=ahead,
        outcomes=ended,
        selection=tuple(chosen),
        accessions=around,
    )
    yield Step(what="done", done=total, total=total, result=result)


def _after(load: Load, event: str, rows: Rows, there: Mask) -> After:
    pairs, fought, calm = ranked_after(load, event, rows, there)
    return After(
        event=event,
        first=AFTER[0],
        last=AFTER[1],
        pairs=pairs,
        fought=fought,
        top_that_did_not=calm,
    )


def _joins(research: Research) -> tuple[tuple[Joined, ...], tuple[JoinedAhead, ...]]:
    both = [(side, event) for side in SIDES for event in EVENTS]
    found = tuple(
        one for side, event in both for one in joins(research.cases_of(side, event), event)
    )
    ahead = tuple(
        JoinedAhead(
            side=side, event=event, score=joins_ahead(research.cases_of(side, event), event)
        )
        for side, event in both
    )
    return found, ahead
