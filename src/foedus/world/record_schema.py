"""The JSON of `foedus record`: schema, versioned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foedus.world.schemas import Schema

if TYPE_CHECKING:
    from foedus.world.record import Record

__all__ = ["RecordJSON", "record_json"]

Answer = Literal["yes", "no", "contested", "na"]
By = Literal["alliance", "members"]


class OperationJSON(Schema):
    """An operation as the embedded table has it; lists in a cell are separated by `;`.

    `by` is "alliance" for the alliance's own, "members" where a member led it outside.
    """

    op_id: str
    by: By
    operation: str
    start: date
    end: date | None = Field(description="null: open or not verified")
    target_state: str | None = Field(description="ISO3; a deployment: the one protected")
    bloc: str = Field(description="as in the embedded table")
    led_by: str | None = Field(description="ISO3 or organisation")
    article5_invoked: bool
    initiated_against_a_member_attack: bool = Field(
        description="in answer to an attack on a member"
    )
    unsc_resolution: str | None
    unsc_authorised_force: Answer = Field(
        description="whether the Security Council authorised force"
    )
    host_consent: Answer = Field(description="of the government of the target state")
    summary: str
    notes: str | None = Field(description="where disputed, the readings")
    source: str
    confidence: str


class CountJSON(Schema):
    """How many operations had this mandate and this consent."""

    by: By
    unsc_authorised_force: Answer
    host_consent: Answer
    operations: int


class MembershipJSON(Schema):
    """A membership, event, suspension, observer or signatory; `to` null where it goes on."""

    iso3: str
    name: str
    row_type: str = Field(description="membership, event, suspension, observer or signatory")
    from_: date = Field(serialization_alias="from", validation_alias="from")
    to: date | None
    kind: str | None
    wave: str | None = Field(description="NATO only")
    source: str


class RecordJSON(Schema):
    """`foedus record --json`: what an alliance has undertaken and done."""

    schema_version: Literal["1.0"] = "1.0"
    alliance: str
    name: str
    treaty: str
    on: date = Field(description="later operations and memberships are left out")
    signed: date | None
    in_force: date | None
    terminated: date | None
    members: list[str] = Field(description="ISO3, on the day")
    obligations: dict[str, bool] = Field(description="ATOP types, whether the treaty has them")
    articles: list[str] = Field(description="what the main articles say")
    counts: list[CountJSON]
    operations: list[OperationJSON] = Field(description="in order of their start")
    memberships: list[MembershipJSON]
    notes: list[str]
    sources: list[str]


def record_json(record: Record) -> str:
    """Return a record as JSON of the schema `RecordJSON`."""
    memberships = record.memberships.iter_rows(named=True)
    document = RecordJSON(
        alliance=record.alliance,
        name=record.name,
        treaty=record.treaty,
        on=record.on,
        signed=record.signed,
        in_force=record.in_force,
        terminated=record.terminated,
        members=list(record.members),
        obligations=dict(record.obligations.iter_rows()),
        articles=list(record.articles),
        counts=[CountJSON(**row) for row in record.counts.iter_rows(named=True)],
        operations=[OperationJSON(**row) for row in record.operations.iter_rows(named=True)],
        memberships=[MembershipJSON(**row) for row in memberships],
        notes=list(record.notes),
        sources=list(record.sources),
    )
    return document.model_dump_json(indent=2, by_alias=True)
