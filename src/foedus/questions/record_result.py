"""The record of an alliance, its parts, and its JSON form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.disputed import DisputeCount, Disputes, Honoured, StateDisputes
from foedus.questions.result import Part, Result, table_of
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "By",
    "Count",
    "Membership",
    "Operation",
    "Record",
]

OWN, MEMBERS = "alliance", "members"
"""Whose operation: the alliance's own, or led by states that were members when it began."""

Answer = Literal["yes", "no", "contested", "na"]
By = Literal["alliance", "members"]


class Operation(Part):
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


class Count(Part):
    """How many operations had this mandate and this consent."""

    by: By
    unsc_authorised_force: Answer
    host_consent: Answer
    operations: int


class Membership(Part):
    """A membership, event, suspension, observer or signatory; `to` null where it goes on."""

    iso3: str
    name: str
    row_type: str = Field(description="membership, event, suspension, observer or signatory")
    from_: date = Field(alias="from")
    to: date | None
    kind: str | None
    wave: str | None = Field(description="NATO only")
    source: str


class Record(Result):
    """`foedus record --json`: what an alliance has undertaken and done."""

    question: ClassVar[str] = "record"

    schema_version: Literal["2.0"] = "2.0"
    alliance: str
    name: str
    treaty: str
    on: date = Field(description="later operations and memberships are left out")
    signed: date | None
    in_force: date | None
    terminated: date | None
    members: tuple[str, ...] = Field(description="ISO3, on the day")
    obligations: dict[str, bool] = Field(description="ATOP types, whether the treaty has them")
    articles: tuple[str, ...] = Field(description="what the main articles say")
    counts: tuple[Count, ...]
    operations: tuple[Operation, ...] = Field(description="in order of their start")
    memberships: tuple[Membership, ...]
    disputes: Disputes | None = Field(
        description="participations in disputes; null where the research data are not here"
    )
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    def count(self, by: str, **values: str | bool) -> int:
        """Return the number of operations with the given values in the given fields.

        Parameters
        ----------
        by : {"alliance", "members"}
        **values : str or bool
            Field and value, e.g. unsc_authorised_force="no".

        Examples
        --------
        >>> from foedus import load_world, record
        >>> nato = record(load_world(), "NATO")
        >>> nato.count("alliance", unsc_authorised_force="no", host_consent="no")
        1
        """
        wanted = {"by": by, **values}
        return sum(
            all(getattr(operation, name) == value for name, value in wanted.items())
            for operation in self.operations
        )

    @property
    def answer(self) -> str:
        """Return the record in two sentences."""
        owed = [kind for kind, there in self.obligations.items() if there]
        under = self.count(OWN, article5_invoked=True)
        article5 = f" ({under} under Article 5)" if under else ""
        return (
            f"{self.alliance} ({len(self.members)} members on {self.on}) contains obligations of "
            f"{', '.join(owed) or 'none of the ATOP types'}. Its own operations in the table: "
            f"{self.count(OWN)}, {self.count(OWN, unsc_authorised_force='yes')} with force "
            f"authorised by the Security Council, {self.count(OWN, host_consent='yes')} with the "
            f"consent of the host, {self.count(OWN, initiated_against_a_member_attack=True)} in "
            f"answer to an attack on a member{article5}; led by members outside it: "
            f"{self.count(MEMBERS)}.{self._of_disputes()}"
        )

    def _of_disputes(self) -> str:
        """Return the record of disputes in a sentence, nothing where the data are not here."""
        if self.disputes is None:
            return ""
        every, war = self.disputes.by_rung[0], self.disputes.by_rung[-1]
        return (
            f" From {self.disputes.first.year} to {self.disputes.last.year} members took part in "
            f"militarised disputes {every.participations} times, in wars {war.participations} "
            f"times; {every.began} times they had begun, {every.targets} times they were the "
            "target."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `operations` as the embedded table has them and whose, counts, memberships."""
        import polars as pl

        embedded = read_table("operations")
        operations = table_of(Operation, self.operations).select(
            *(pl.col(name).cast(kind) for name, kind in embedded.schema.items()), "by"
        )
        return {
            "operations": operations,
            "counts": table_of(Count, self.counts),
            "memberships": table_of(Membership, self.memberships),
            "disputes": table_of(DisputeCount, self.disputes.by_rung if self.disputes else ()),
            "states": table_of(StateDisputes, self.disputes.by_state if self.disputes else ()),
            "honoured": table_of(Honoured, self.disputes.honoured if self.disputes else ()),
        }
