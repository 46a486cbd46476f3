"""The result of an assessment: what a change does to everybody's security, and its JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.clause import Reading
from foedus.questions.judged import (
    Article10,
    Band,
    Candidate,
    Indivisibility,
    Outsider,
    StateChange,
    Word,
)
from foedus.questions.result import NOT_KEPT, Kept, Part, Result, table_of
from foedus.questions.roles import Role
from foedus.questions.words import UNIT
from foedus.scenario.changes import Change
from foedus.scenario.reach import ReachRecord
from foedus.security.readings import Assumptions
from foedus.security.records import AssumptionRecord
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl


__all__ = [
    "Assessment",
]


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
