"""The result of an assessment, and its documented JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.ledger import Reading
from foedus.questions.result import NOT_KEPT, Kept, Part, Result, table_of
from foedus.scenario.changes import Change
from foedus.scenario.strikes import ReachRecord
from foedus.security.assumptions import Assumptions
from foedus.security.provenance import AssumptionRecord
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Assessment", "StateRecord"]

Word = Literal["robust", "leaning", "depends"]
Role = Literal["member", "candidate", "leaver", "outsider"]


class StateChange(Part):
    """One state's change; insecurity in lost conflicts a year, negative change is safer."""

    iso3: str
    name: str
    change: float = Field(description="change of insecurity L, lost conflicts a year")
    percent: float = Field(description="the same, in percent of L before")


class Article10(Part):
    """The Article 10 test: do the existing members get safer, on the whole and one by one?"""

    members: int
    mean_change: float
    mean_percent: float
    mean_deterrence: float = Field(description="mean change of direct risk R")
    mean_entanglement: float = Field(description="mean change of entanglement E")
    break_even_epsilon: float | None = Field(
        description="cost of entanglement at which gain and loss cancel for the members; null "
        "where no cost does that"
    )
    best: StateChange | None
    worst: StateChange | None
    safer: int
    less_safe: int
    less_safe_materially: int = Field(description="by more than 0.1 % of their insecurity")
    direct_safer: int = Field(description="members whose direct risk falls")
    verdict: str


class Indivisibility(Part):
    """The indivisibility test: does anyone outside get less safe, who, and by how much?"""

    outsiders: int
    mean_change: float
    less_safe: int
    less_safe_materially: int
    ranked: tuple[StateChange, ...] = Field(description="outsiders less safe, worst first")
    verdict: str


class StateRecord(Part):
    """A state before and after."""

    iso3: str
    name: str
    role: Role
    insecurity_before: float
    insecurity_after: float
    delta_direct: float
    delta_entanglement: float
    security_before: float
    security_after: float


class LineChange(Part):
    """The alliance's land frontier before and after, kilometres."""

    alliance: str
    total_km_before: float
    total_km_after: float
    by_neighbour: tuple[NeighbourKm, ...]


class NeighbourKm(Part):
    """Land frontier with one neighbour."""

    neighbour: str
    km_before: float
    km_after: float


class OmegaResult(Part):
    """The headline figures at one value of omega."""

    omega: float
    label: str
    members_mean_change: float
    members_mean_percent: float
    members_less_safe: int
    candidate_change: float | None
    candidate_percent: float | None
    outsiders_less_safe: int
    outsiders_less_safe_materially: int
    worst_outsider: StateChange | None
    states: dict[str, float] = Field(description="change of insecurity by state")


class Driver(Part):
    """An assumption and the share of the verdict's variance it explains alone."""

    name: str
    symbol: str
    first_order: float
    low: float | None
    high: float | None
    share_low: float | None = Field(
        default=None, description="share of draws in which the statement holds, lower half"
    )
    share_high: float | None = Field(default=None, description="the same, upper half")


class Verdict(Part):
    """A statement, whether it holds by default, and in what share of the draws."""

    id: str
    statement: str
    opposite: str = Field(description="what the other draws say")
    holds: bool
    share: float = Field(description="share of draws that agree with the default")
    word: Word
    low: float = Field(description="5th percentile of the figure behind it")
    median: float
    high: float = Field(description="95th percentile")
    decided_by: tuple[Driver, ...]


class Robustness(Part):
    """How far the verdicts depend on the assumptions."""

    draws: int
    seed: int
    swept: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


class CommitmentRecord(Part):
    """A treaty clause or political commitment that bears on the change."""

    id: str
    document: str
    date: str
    article: str
    kind: str
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
    """What `foedus assess --json` prints, and the two worlds that it compares."""

    question: ClassVar[str] = "assess"

    schema_version: str = "1.0"
    answer: str
    change: tuple[str, ...]
    alliance: str
    on: str
    capability: str
    capability_year: int
    article10: Article10
    indivisibility: Indivisibility
    candidate: tuple[StateRecord, ...]
    states: tuple[StateRecord, ...]
    line: LineChange
    by_omega: tuple[OmegaResult, ...]
    robustness: Robustness | None
    commitments: tuple[CommitmentRecord, ...] = Field(
        default=(), description="clauses that permit, require, limit or contest the change"
    )
    reach: tuple[ReachRecord, ...] = Field(
        default=(), description="capitals that come within, or fall out of, a system's range"
    )
    assumptions: tuple[AssumptionRecord, ...]
    left_out: tuple[str, ...]
    sources: tuple[str, ...]
    before: Kept[World] = NOT_KEPT
    after: Kept[World] = NOT_KEPT
    changes: Kept[tuple[Change, ...]] = ()
    given: Kept[Assumptions] = NOT_KEPT

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `states`, a row a state: its role, insecurity before and after, and its parts."""
        return {"states": table_of(StateRecord, self.states)}

    def __repr__(self) -> str:
        return f"Assessment({'; '.join(self.change)} on {self.on}: {self.answer})"


LineChange.model_rebuild()
