"""The result of an assessment: what a change does to everybody's security, and its JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.questions.ledger import Reading
from foedus.questions.result import NOT_KEPT, Kept, Part, Result, table_of
from foedus.questions.roles import Role
from foedus.questions.words import UNIT
from foedus.scenario.changes import Change
from foedus.scenario.strikes import ReachRecord
from foedus.security.readings import Assumptions
from foedus.security.records import AssumptionRecord
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ROUNDING", "Assessment", "percent_of"]

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


class StateRow(Part):
    """A state before and after, by the best estimates."""

    iso3: str
    name: str
    role: Role
    attacked_before: float = Field(description="attacks a century")
    attacked_after: float
    drawn_in_before: float = Field(description="wars of allies joined a century")
    drawn_in_after: float
    insecurity_before: float = Field(description="attacked + psi x drawn in, attacks a century")
    insecurity_after: float
    chance_ten_years_before: float = Field(description="of at least one attack in ten years")
    chance_ten_years_after: float


class Headline(Part):
    """One of the headline figures in another reading: a state's or the members' mean."""

    who: str = Field(description="ISO3, or 'members'")
    before: float
    after: float
    change: float = Field(description="attacks a century, plus = less safe")
    share_safer: float | None
    low: float | None
    high: float | None


class ByPsi(Part):
    """The headline figures at one weight of a war joined."""

    psi: float
    label: str
    headlines: tuple[Headline, ...]


class ByReading(Part):
    """The headline figures in one reading of scholars."""

    reading: str
    label: str
    note: str
    draws: int
    headlines: tuple[Headline, ...]


class ByOmega(Part):
    """The headline figures at one share of allied power that joins a member's attack."""

    omega: float
    label: str
    record: str = Field(description="what the record says of it")
    outsiders_noticeably_less_safe: int
    worst_outsider: StateChange | None
    headlines: tuple[Headline, ...]
    states: dict[str, float] = Field(description="change of insecurity by state")


class Driver(Part):
    """A number and the share of the variance of a figure that it explains alone."""

    name: str
    symbol: str
    first_order: float
    share_low: float | None = Field(
        default=None, description="share of draws in which the statement holds, lower half"
    )
    share_high: float | None = Field(default=None, description="the same, upper half")


class Statement(Part):
    """A statement and in what share of the draws it holds."""

    id: str
    statement: str = Field(description="the majority's side")
    share: float = Field(description="share of the draws on that side")
    mc_error: float
    word: Word
    band: Band = Field(description="of the figure behind it, attacks a century")
    decided_by: tuple[Driver, ...]


class Robustness(Part):
    """How far the answer depends on how uncertain the estimates are."""

    draws: int
    seed: int
    held: tuple[str, ...] = Field(description="numbers held at a value in all draws")
    verdicts: tuple[Statement, ...]


class Joiner(Part):
    """A state and what the change adds to its chance of joining a war that is on."""

    iso3: str
    name: str
    probability: float


class AtWar(Part):
    """A war that is on and that the change touches; it is no part of the attacks above."""

    state: str
    opponent: str
    name: str = Field(description="of the state, with its opponent, in words")
    expected_joiners: float = Field(description="members that the change adds to the war")
    low: float | None
    high: float | None
    of_members: int
    members: tuple[Joiner, ...] = Field(description="most likely first")
    basis: str = Field(description="what the probabilities rest on")


class WorldTotal(Part):
    """The world that day beside the record: a check of the scale."""

    attacks_per_year: float
    attacks_recorded: float
    attacks_recorded_low: float
    attacks_recorded_high: float
    interventions_per_year: float
    interventions_recorded: float
    interventions_recorded_low: float
    interventions_recorded_high: float
    recorded: str = Field(description="what the record is: years and source")


class NeighbourKm(Part):
    """Land frontier with one neighbour."""

    neighbour: str
    km_before: float
    km_after: float


class LineChange(Part):
    """The alliance's land frontier before and after, kilometres."""

    alliance: str
    total_km_before: float
    total_km_after: float
    by_neighbour: tuple[NeighbourKm, ...]


class CommitmentRecord(Part):
    """A treaty clause or political commitment that bears on the change."""

    id: str
    document: str
    date: str
    article: str
    kind: str
    parties: str
    status: str = Field(description="on the day of the change")
    binding: str
    force: str = Field(description="how binding it is, in words")
    effect: Literal["require", "permit", "limit", "contest"]
    change: str = Field(description="the change it bears on")
    reason: str
    summary: str
    readings: tuple[Reading, ...]
    source: str


class Assessment(Result):
    """What a change does to everybody's security; attacks a century, plus = less safe."""

    question: ClassVar[str] = "assess"

    schema_version: str = "2.0"
    title: str = Field(default="", description="of the proposal, where it has one")
    answer: str
    unit: str = UNIT
    event: str
    reading: str
    psi: float = Field(description="weight of a war joined in the sums")
    on: str
    figures_year: int
    capability: str
    change: tuple[str, ...]
    alliance: str
    eu_clause: str = Field(description="weight of the EU's Article 42(7): full, half or none")
    assumed_rivals: tuple[tuple[str, str], ...] = Field(
        description="pairs that count as rivals because the asker says so"
    )
    cautions: tuple[str, ...] = Field(description="what to know before the figures are used")
    calibration: tuple[str, ...] = Field(
        description="groups of pairs that the model gets wrong and the answer rests on"
    )
    at_war: tuple[AtWar, ...]
    candidates: tuple[Candidate, ...] = Field(description="who joins or leaves, one each")
    article10: Article10
    indivisibility: Indivisibility
    states: tuple[StateRow, ...]
    by_psi: tuple[ByPsi, ...]
    by_reading: tuple[ByReading, ...]
    by_omega: tuple[ByOmega, ...]
    robustness: Robustness | None
    line: LineChange
    commitments: tuple[CommitmentRecord, ...]
    reach: tuple[ReachRecord, ...]
    world_total: WorldTotal
    assumptions: tuple[AssumptionRecord, ...]
    left_out: tuple[str, ...]
    sources: tuple[str, ...]
    before: Kept[World] = NOT_KEPT
    after: Kept[World] = NOT_KEPT
    changes: Kept[tuple[Change, ...]] = ()
    given: Kept[Assumptions] = NOT_KEPT

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the states, and the outsiders that get less safe."""
        return {
            "states": table_of(StateRow, self.states),
            "outsiders": table_of(Outsider, self.indivisibility.ranked),
        }
