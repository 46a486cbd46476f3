"""The result of an assessment, and its documented JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.security.provenance import AssumptionRecord

if TYPE_CHECKING:
    import polars as pl

    from foedus.scenario.changes import Change
    from foedus.security.assumptions import Assumptions
    from foedus.world.world import World

__all__ = ["SCHEMA_VERSION", "Assessment", "AssessmentJSON"]

SCHEMA_VERSION = "1.0"

Word = Literal["robust", "leaning", "depends"]
Role = Literal["member", "candidate", "leaver", "outsider"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StateChange(_Record):
    """One state's change; insecurity in lost conflicts a year, negative change is safer."""

    iso3: str
    name: str
    change: float = Field(description="change of insecurity L, lost conflicts a year")
    percent: float = Field(description="the same, in percent of L before")


class Article10(_Record):
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


class Indivisibility(_Record):
    """The indivisibility test: does anyone outside get less safe, who, and by how much?"""

    outsiders: int
    mean_change: float
    less_safe: int
    less_safe_materially: int
    ranked: tuple[StateChange, ...] = Field(description="outsiders less safe, worst first")
    verdict: str


class StateRecord(_Record):
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


class LineChange(_Record):
    """The alliance's land frontier before and after, kilometres."""

    alliance: str
    total_km_before: float
    total_km_after: float
    by_neighbour: tuple[NeighbourKm, ...]


class NeighbourKm(_Record):
    """Land frontier with one neighbour."""

    neighbour: str
    km_before: float
    km_after: float


class OmegaResult(_Record):
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


class Driver(_Record):
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


class Verdict(_Record):
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


class Robustness(_Record):
    """How far the verdicts depend on the assumptions."""

    draws: int
    seed: int
    swept: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


class ReadingRecord(_Record):
    """What two sides read into a commitment."""

    reader: str
    reading: str
    other_reader: str
    other_reading: str
    against: str = Field(description="the commitment the other side sets against it")
    source: str


class CommitmentRecord(_Record):
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
    readings: tuple[ReadingRecord, ...]
    source: str


class ReachRecord(_Record):
    """A capital within the range of a strike system."""

    weapon: str
    name: str
    sender: str = Field(description="whose system it is")
    host: str = Field(description="where it stands; distances are from this state's territory")
    state: str
    capital: str
    distance_km: float
    range_km_low: float | None
    range_km_high: float | None
    within: str = Field(description="by every figure of its range, or by the higher one only")
    ally: bool = Field(description="the capital is that of an ally of the sender")
    change: Literal["comes within range", "falls out of range"]
    source: str


class AssessmentJSON(_Record):
    """What `foedus assess --json` prints."""

    schema_version: str = SCHEMA_VERSION
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


LineChange.model_rebuild()


@dataclass(frozen=True, eq=False)
class Assessment:
    """What a change does to everybody's security.

    Attributes
    ----------
    before, after : World
    changes : tuple of Change
    assumptions : Assumptions
    data : AssessmentJSON
        All figures; `to_json()` writes it.
    """

    before: World
    after: World
    changes: tuple[Change, ...]
    assumptions: Assumptions
    data: AssessmentJSON

    @property
    def article10(self) -> Article10:
        """Return the Article 10 test."""
        return self.data.article10

    @property
    def indivisibility(self) -> Indivisibility:
        """Return the indivisibility test."""
        return self.data.indivisibility

    @property
    def robustness(self) -> Robustness | None:
        """Return how far the verdicts depend on the assumptions; None without draws."""
        return self.data.robustness

    @property
    def states(self) -> pl.DataFrame:
        """Return a row a state: role, insecurity before and after, and what it is made of."""
        import polars as pl

        return pl.DataFrame([record.model_dump() for record in self.data.states])

    def to_json(self) -> str:
        """Return the assessment as JSON, schema `AssessmentJSON`; same seed, same bytes."""
        return self.data.model_dump_json(indent=2)

    def summary(self) -> str:
        """Return the assessment as plain text of at most 80 columns."""
        from foedus.scenario.text import summary

        return summary(self.data)

    def report(self, path: str | Path) -> Path:
        """Write the self-contained HTML report and return its path."""
        from foedus.report.assessment import write_report

        return write_report(self, Path(path))

    def __rich__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"Assessment({'; '.join(self.data.change)} on {self.data.on}: {self.data.answer})"

    def _repr_html_(self) -> str:
        table: str = self.states.head(12)._repr_html_()
        return f"<p>{self.data.answer}</p>{table}"
