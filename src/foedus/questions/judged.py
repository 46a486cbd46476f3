"""Parts of an assessment: of a state, a candidate, Article 10, those outside."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.questions.result import Part
from foedus.questions.roles import Role
from foedus.world.world import World

__all__ = [
    "ROUNDING",
    "Article10",
    "Band",
    "Candidate",
    "Indivisibility",
    "Outsider",
    "StateChange",
    "Word",
    "percent_of",
]

Word = Literal["robust", "leaning", "depends"]
Finding = Literal["safer", "less safe", "too small to tell", "the evidence does not tell"]


ROUNDING = 1e-9
"""Attacks a century below which a rate is rounding."""


def percent_of(change: float, before: float) -> float | None:
    """Return a change in percent of what was before; None where that is nothing.

    Examples
    --------
    >>> percent_of(-0.5, 2.0)
    -25.0
    """
    return 100.0 * change / before if before > ROUNDING else None


class Band(Part):
    """What the draws say: 5, 50 and 95 % of them lie below; attacks a century, plus = less safe."""

    low: float
    median: float
    high: float


class StateChange(Part):
    """One state's change of insecurity; plus = less safe."""

    iso3: str
    name: str
    change: float = Field(description="attacks a century")
    percent: float | None = Field(description="the same in percent of its insecurity before")

    @classmethod
    def of(
        cls, world: World, i: int, change: NDArray[np.float64], before: NDArray[np.float64]
    ) -> StateChange:
        """Return one state's change, given everybody's and what was before."""
        return cls(
            iso3=world.iso3[i],
            name=world.names[i],
            change=float(change[i]),
            percent=percent_of(float(change[i]), float(before[i])),
        )


class Judged(Part):
    """What may be said of a change, by the draws; null where none were made."""

    share_safer: float | None = Field(description="share of the draws in which it is safer")
    share_safer_psi_1: float | None = Field(
        description="the same where a war joined weighs as much as a war suffered"
    )
    share_unchanged: float | None = Field(
        description="share of the draws in which it stays exactly as it is; in the draws that are "
        "neither these nor safer it is less safe"
    )
    band: Band | None
    mc_error: float | None = Field(
        description="how far the share may be off by chance, 95 of 100 times"
    )
    word: Word | None = Field(
        description="for the majority's side, the lower of both psi: robust from 95 %, leaning "
        "from 67 % of the draws, else depends; within the Monte Carlo error the lower word"
    )
    finding: Finding | None = Field(
        description="a sign only where two thirds of the draws share it for both psi and the "
        "change is at least 0.05 attacks a century"
    )

    @property
    def majority(self) -> tuple[str, float, float] | None:
        """Return what most draws say and their share, at the assumed psi and at 1; None without."""
        if self.share_safer is None or self.share_safer_psi_1 is None:
            return None
        same = self.share_unchanged or 0.0
        less = max(0.0, 1.0 - self.share_safer - same)
        if same > max(self.share_safer, less):
            return "no change", same, same
        if self.share_safer >= less:
            return "safer", self.share_safer, self.share_safer_psi_1
        return "less safe", less, max(0.0, 1.0 - self.share_safer_psi_1 - same)


class Candidate(Judged):
    """Who joins or leaves, by itself; plus = less safe."""

    iso3: str
    name: str
    role: Role
    attacked_before: float = Field(description="attacks a century")
    attacked_after: float
    drawn_in_before: float = Field(description="wars of allies joined a century")
    drawn_in_after: float
    insecurity_before: float = Field(description="attacks a century, with wars joined at psi")
    insecurity_after: float
    change: float = Field(description="of insecurity, attacks a century")
    change_psi_1: float = Field(description="the same at psi = 1")
    percent: float | None
    break_even: float | None = Field(
        description="attacks a century upon it above which membership pays for it, at the "
        "assumed psi; null: at no level"
    )
    break_even_psi_1: float | None = Field(description="the same at psi = 1")


class Article10(Judged):
    """The Article 10 test: do those who are members before and after get safer?"""

    alliance: str
    members: int
    mean_change: float = Field(description="of insecurity, attacks a century each")
    mean_change_psi_1: float = Field(description="the same at psi = 1")
    mean_percent: float | None
    mean_before: float = Field(description="insecurity before, attacks a century each")
    mean_after: float
    mean_attacked: float = Field(description="the part of the change that is attacks suffered")
    mean_drawn_in: float = Field(description="change in wars of allies joined, a century each")
    safer: int = Field(description="members whose insecurity falls by the best estimates")
    less_safe: int
    best: StateChange | None
    worst: StateChange | None
    bearers: tuple[StateChange, ...] = Field(
        description="who bears it: members by change in wars of allies joined, largest first"
    )
    break_even: float | None = Field(
        description="attacks a century upon the one candidate below which its joining pays for "
        "the members together, at the assumed psi; null: at any level, or not one candidate"
    )
    break_even_psi_1: float | None = Field(description="the same at psi = 1")
    together: Judged | None = Field(
        description="all members and candidates as one, their insecurity added up"
    )
    together_change: float | None = Field(description="of that sum, attacks a century")


class Outsider(StateChange):
    """An outsider that gets less safe."""

    tier: Literal["noticeably", "slightly"] = Field(
        description="noticeably: at least 0.01 attacks a century and 1 % of its own"
    )


class Indivisibility(Part):
    """The indivisibility test: does anyone outside get less safe, who, and by how much?"""

    outsiders: int
    mean_change: float
    noticeably_less_safe: int
    slightly_less_safe: int
    unchanged: int
    safer: int
    share_nobody: float | None = Field(
        description="share of the draws in which no outsider gets noticeably less safe"
    )
    mc_error: float | None
    ranked: tuple[Outsider, ...] = Field(description="outsiders less safe, worst first")
