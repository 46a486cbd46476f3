"""The attack equation of both rungs at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.estimation.attack import CENTRE, Design, terms_of
from foedus.estimation.logit import fit
from foedus.estimation.rows import Rows

__all__ = [
    "JointAttack",
    "joint_attack",
]


@dataclass(frozen=True)
class JointAttack:
    """What the likelihood says of a share of allied power in an attack.

    Attributes
    ----------
    event : str
    omega : float
    gain : float
        Log-likelihood with it less that without.
    n, first, last : int
    """

    event: str
    omega: float
    gain: float
    n: int
    first: int
    last: int


OMEGAS = (0.05, 0.21, 1.0)


def joint_attack(rows: Rows, event: str) -> Iterator[JointAttack]:
    """Yield the likelihood of values of omega above 0, everything else fitted anew, at CENTRE.

    Parameters
    ----------
    rows : Rows
    event : "war", "fatal" or "force"
    """
    design = Design(rows, event, terms_of("since-1816", event))
    without = fit(design.at(*CENTRE), design.y, weight=design.weight)
    year = rows.year[design.chosen]
    for omega in OMEGAS:
        found = fit(design.at(*CENTRE, omega), design.y, without.estimate, weight=design.weight)
        gain = found.log_likelihood - without.log_likelihood
        yield JointAttack(event, omega, gain, design.n, int(year.min()), int(year.max()))
