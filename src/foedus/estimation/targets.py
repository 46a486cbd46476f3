"""What the model was to reach, what it reached, and where it falls short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.estimation.calibration import LATE, Calibrated
from foedus.estimation.rivals import OWN
from foedus.estimation.rolling import Rolled

__all__ = ["Target", "targets"]

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

    Parameters
    ----------
    rolled : scores out of sample
    calibrated : expected and observed in sample
    """
    own = {one.event: one.score for one in rolled if one.model == OWN}
    for one in rolled:
        if one.model != OWN:
            lead = own[one.event].reduction - one.score.reduction
            what = f"{one.event}: reduction in log loss over that of {one.model}"
            yield Target(what, "above 0", lead, lead > 0)
    for group in calibrated:
        if group.group == "all" and group.event != "war":
            what = f"{group.event}: expected over observed in sample, {LATE[0]}-{LATE[1]}"
            yield Target(what, f"{LOW} to {HIGH}", group.ratio, LOW <= group.ratio <= HIGH)
