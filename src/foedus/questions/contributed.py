"""The result of a contribution: what each member brings to an alliance, and its JSON form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.result import Part, Result, table_of
from foedus.questions.words import UNIT
from foedus.security.records import AssumptionRecord

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PARTS", "Contribution", "MemberContribution", "Value", "WaveContribution"]

PARTS = ("own_gain", "others_gain", "drawn_in", "draws_in", "shapley")
"""What a member brings: four parts and their sum; plus is a gain."""


class MemberContribution(Part):
    """What a member brings; null where its figures are missing or it is not in the contest.

    Parts of the Shapley value in attacks a century, plus is a gain; low and high are 5 and 95 % of
    the draws.
    """

    iso3: str
    name: str
    wave: str = Field(description="enlargement it came with: 'founder' or a year")
    share_expenditure: float | None = Field(description="of the members' military expenditure, PPP")
    share_personnel: float | None = Field(description="of the members' active personnel")
    share_gdp: float | None = Field(description="of the members' GDP, PPP")
    share_population: float | None
    own_gain: float | None = Field(description="attacks that it is itself spared")
    own_gain_low: float | None
    own_gain_high: float | None
    others_gain: float | None = Field(description="attacks that it takes off the others")
    others_gain_low: float | None
    others_gain_high: float | None
    drawn_in: float | None = Field(
        description="the others' wars that it is drawn into, negative, each counted psi"
    )
    drawn_in_low: float | None
    drawn_in_high: float | None
    draws_in: float | None = Field(
        description="the wars it brings the others, negative, each counted psi"
    )
    draws_in_low: float | None
    draws_in_high: float | None
    shapley: float | None = Field(description="the sum of the four, which adds up to the value")
    shapley_low: float | None
    shapley_high: float | None
    shapley_psi_1: float | None = Field(
        description="the same where a war joined weighs as much as a war suffered"
    )
    shapley_error: float | None = Field(
        description="bound of the error (method exact) or standard error (method sampled)"
    )
    frontier_km: float = Field(description="land frontier with states outside the alliance, km")


class WaveContribution(Part):
    """The sum over the members of a wave, attacks a century, plus is a gain."""

    wave: str
    members: tuple[str, ...] = Field(description="ISO3 codes")
    own_gain: float
    others_gain: float
    drawn_in: float
    draws_in: float
    shapley: float
    frontier_km: float


class Value(Part):
    """What the alliance is worth to its members together, a century; plus is a gain."""

    fewer_attacks: float = Field(description="attacks of which it relieves them")
    fewer_attacks_low: float | None
    fewer_attacks_high: float | None
    wars_joined: float = Field(description="wars of allies that they fight")
    wars_joined_low: float | None
    wars_joined_high: float | None
    total: float = Field(description="v(N) = fewer attacks - psi x wars joined, attacks a century")
    total_low: float | None
    total_high: float | None
    total_psi_1: float = Field(description="the same where a war joined counts in full")
    share_gain: float | None = Field(description="share of the draws in which the total is a gain")


class Contribution(Result):
    """What `foedus contribution --json` prints; attacks a century, plus is a gain."""

    question: ClassVar[str] = "contribution"

    schema_version: str = "2.0"
    answer: str
    unit: str = UNIT
    event: str
    reading: str
    psi: float = Field(description="weight of a war joined")
    alliance: str
    name: str
    on: str
    figures_year: int
    capability: str
    cautions: tuple[str, ...] = Field(description="what to know before the figures are used")
    value: Value
    with_other_alliances: bool
    method: Literal["exact", "sampled"]
    permutations: int | None
    draws: int = Field(description="behind the intervals")
    seed: int
    members: tuple[MemberContribution, ...]
    waves: tuple[WaveContribution, ...]
    assumptions: tuple[AssumptionRecord, ...]
    left_out: tuple[str, ...] = Field(
        description="members not in the contest: no figure of capability, or dissolved since"
    )
    notes: tuple[str, ...] = Field(description="on the frontier")
    sources: tuple[str, ...]

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `members`, a row a member with all it brings and gets, and `waves`."""
        return {
            "members": table_of(MemberContribution, self.members),
            "waves": table_of(WaveContribution, self.waves),
        }
