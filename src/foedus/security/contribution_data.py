"""The documented JSON form of a contribution."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.security.provenance import AssumptionRecord

__all__ = ["SCHEMA_VERSION", "ContributionJSON", "MemberContribution", "WaveContribution"]

SCHEMA_VERSION = "1.0"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MemberContribution(_Record):
    """What a member brings; null where its figures are missing or it is not in the contest."""

    iso3: str
    name: str
    wave: str = Field(description="enlargement it came with: 'founder' or a year")
    share_expenditure: float | None = Field(description="of the members' military expenditure, PPP")
    share_personnel: float | None = Field(description="of the members' active personnel")
    share_gdp: float | None = Field(description="of the members' GDP, PPP")
    share_population: float | None
    shapley: float | None = Field(
        description="share of the value: lost conflicts a year avoided, all its members together"
    )
    shapley_error: float | None = Field(
        description="bound of the error (method exact) or standard error (method sampled)"
    )
    shapley_direct: float | None = Field(
        description="part of shapley: lower direct risk; null where sampled"
    )
    shapley_entanglement: float | None = Field(
        description="part of shapley: allies' conflicts, mostly negative; null where sampled"
    )
    gives: float | None = Field(
        description="insecurity the other members would gain if it left, lost conflicts a year"
    )
    receives: float | None = Field(
        description="its own insecurity with nobody of the alliance allied, less that within it"
    )
    frontier_km: float = Field(description="land frontier with states outside the alliance, km")


class WaveContribution(_Record):
    """The sum over the members of a wave."""

    wave: str
    members: tuple[str, ...] = Field(description="ISO3 codes")
    shapley: float
    gives: float
    receives: float
    frontier_km: float


class ContributionJSON(_Record):
    """What `foedus contribution --json` prints. Unit: lost conflicts a year, or equivalent."""

    schema_version: str = SCHEMA_VERSION
    answer: str
    alliance: str
    name: str
    on: str
    capability: str
    capability_year: int
    value: float = Field(
        description="v(N): insecurity of all members with nobody allied, less that in the alliance"
    )
    value_direct: float = Field(description="part of the value: lower direct risk")
    value_entanglement: float = Field(description="part of the value: allies' conflicts")
    with_other_alliances: bool
    method: Literal["exact", "sampled"]
    permutations: int | None
    seed: int | None
    members: tuple[MemberContribution, ...]
    waves: tuple[WaveContribution, ...]
    assumptions: tuple[AssumptionRecord, ...]
    left_out: tuple[str, ...] = Field(
        description="members not in the contest: no figure of capability, or dissolved since"
    )
    notes: tuple[str, ...] = Field(description="on the frontier")
    sources: tuple[str, ...]
