"""What the model was to reach, what it reached, and where it falls short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.estimation.calibration import LATE, Calibrated
from foedus.estimation.rivals import OWN
from foedus.estimation.rolling import Rolled

__all__ = ["Target", "targets"]

MARGINS = {
    "Bremer (1992)": {"force": 0.10, "fatal": 0.125, "war": 0.13},
    "first edition, rivalry with hindsight": {"force": 0.07, "fatal": 0.065, "war": 0.015},
}
"""How far a prototype of the model, on much the same rows and windows, was ahead of the others."""

LOW, HIGH = 0.8, 1.25
"""Expected over observed in sample, for force and fatal."""


@dataclass(frozen=True)
class Target:
    """One target.

    Attributes
    ----------
    what : str
    wanted : what it was to be, in words
    reached : float
    met : bool
    """

    what: str
    wanted: str
    reached: float
    met: bool


def targets(rolled: Sequence[Rolled], calibrated: Sequence[Calibrated]) -> Iterator[Target]:
    """Yield the targets: ahead of the others out of sample, calibrated in sample.

    Ahead is the difference between the reductions in log loss.

    Parameters
    ----------
    rolled : scores out of sample
    calibrated : expected and observed in sample
    """
    own = {one.event: one.score for one in rolled if one.model == OWN}
    for one in rolled:
        if one.model != OWN:
            lead = own[one.event].reduction - one.score.reduction
            margin = MARGINS.get(one.model, {}).get(one.event, 0.0)
            yield Target(
                f"{one.event}: ahead of {one.model}", f"by {margin:g}", lead, lead >= margin
            )
    for group in calibrated:
        if group.group == "all" and group.event != "war":
            what = f"{group.event}: expected over observed in sample, {LATE[0]}-{LATE[1]}"
            yield Target(what, f"{LOW} to {HIGH}", group.ratio, LOW <= group.ratio <= HIGH)
