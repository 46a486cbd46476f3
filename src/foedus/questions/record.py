"""How defensive an alliance has been: obligations, operations, memberships, as facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from foedus.errors import FoedusError
from foedus.questions.disputes import (
    DATASETS,
    DisputeCount,
    Disputes,
    Honoured,
    StateDisputes,
    disputes_of,
)
from foedus.questions.door import asked
from foedus.questions.result import Part, Result, table_of
from foedus.world.alliances import OBLIGATIONS, alliances_on, resolve_alliance
from foedus.world.states import state_name
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Record", "record"]

OWN, MEMBERS = "alliance", "members"
"""Whose operation: the alliance's own, or led by states that were members when it began."""

Answer = Literal["yes", "no", "contested", "na"]
By = Literal["alliance", "members"]

NOTES = (
    "Facts as the table codes them; 'contested' means that the record itself is disputed, and "
    "the readings stand in the notes of the operation.",
    "UN force: whether the Security Council authorised the use of force. 'no' includes missions "
    "without combat and deployments on members' soil, which need no such mandate; 'na': not "
    "applicable.",
    "Led by members: operations of coalitions or single states that a member led, not the "
    "alliance; whether an alliance answers for them is disputed, so they are counted apart.",
    "Left out for everybody: wars inside one state and smaller operations of single states. An "
    "end left blank is open or not verified.",
    "Obligations as coded by ATOP where it has the treaty.",
)

DISPUTES_NOTE = (
    "Disputes: participations begun on a day of membership, up to 2010; began: on the side that "
    "acted first, from the first day. Acting first is no finding of guilt. Honoured: other members "
    "that joined the side of an attacked member, disputes among members left out."
)
NO_DISPUTES = (
    "The record of disputes needs research data that are not here: foedus data pull "
    f"{' '.join(DATASETS)}"
)


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
        >>> from foedus import load_world
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


@asked
def record(world: World, alliance: str) -> Record:
    """Return an alliance's obligations, operations and memberships up to a day, as facts.

    Parameters
    ----------
    world : World
        Its day is the last one told of; an embedded world.
    alliance : str
        Identifier or name.

    Raises
    ------
    FoedusError
        Unknown alliance, or a day before the treaty was signed.

    Examples
    --------
    >>> from foedus import load_world
    >>> found = record(load_world("2001-12-31"), "NATO")
    >>> [each.operation for each in found.operations if each.article5_invoked]
    ['Active Endeavour', 'Eagle Assist']
    """
    alliance_id, day = resolve_alliance(alliance), world.on
    treaty: dict[str, Any] = (
        read_table("alliances").filter(alliance_id=alliance_id).row(0, named=True)
    )
    if treaty["signed"] is not None and day < treaty["signed"]:
        raise FoedusError(f"{alliance_id} was signed on {treaty['signed']}, after {day}")
    now = next((a for a in world.alliances if a.alliance_id == alliance_id), None)
    operations = tuple(_operations(alliance_id, day))
    memberships = _memberships(alliance_id, day)
    found = [m.source for m in memberships] + [operation.source for operation in operations]
    disputes = disputes_of(alliance_id, day)
    return Record(
        alliance=alliance_id,
        name=treaty["name"],
        treaty=treaty["treaty"],
        on=day,
        signed=treaty["signed"],
        in_force=treaty["in_force"],
        terminated=treaty["terminated"],
        members=tuple(sorted(now.members)) if now else (),
        obligations={kind: treaty[kind] == 1 for kind in OBLIGATIONS},
        articles=tuple(part.strip() for part in (treaty["key_articles"] or "").split("; ") if part),
        operations=operations,
        counts=_counts(operations),
        memberships=memberships,
        disputes=disputes,
        notes=(
            *NOTES,
            DISPUTES_NOTE if disputes else NO_DISPUTES,
            *([treaty["notes"]] if treaty["notes"] else []),
        ),
        sources=tuple(
            dict.fromkeys([treaty["source"], *found, *([disputes.source] if disputes else [])])
        ),
    )


def _operations(alliance_id: str, day: date) -> Iterable[Operation]:
    """Yield the operations begun by a day, the alliance's own and those its members led."""
    import polars as pl

    table = read_table("operations").filter(pl.col("start") <= day).sort("start", "op_id")
    for row in table.iter_rows(named=True):
        whose = _whose(alliance_id, row)
        if whose is not None:
            yield Operation(**row, by=whose)


def _whose(alliance_id: str, row: dict[str, Any]) -> By | None:
    """Return whose operation it is, None where it is not the alliance's in either sense."""
    leaders = set((row["led_by"] or "").split(";"))
    if alliance_id == row["bloc"].replace("-", "_") or alliance_id in leaders:
        return "alliance"
    then = next((a for a in alliances_on(row["start"]) if a.alliance_id == alliance_id), None)
    return "members" if then and leaders & then.members else None


def _counts(operations: tuple[Operation, ...]) -> tuple[Count, ...]:
    keys = [(each.by, each.unsc_authorised_force, each.host_consent) for each in operations]
    return tuple(
        Count(by=by, unsc_authorised_force=force, host_consent=consent, operations=keys.count(key))
        for key in sorted(set(keys))
        for by, force, consent in [key]
    )


def _memberships(alliance_id: str, day: date) -> tuple[Membership, ...]:
    import polars as pl

    rows = (
        read_table("memberships")
        .filter((pl.col("alliance_id") == alliance_id) & (pl.col("from") <= day))
        .select("iso3", "row_type", "from", "to", "kind", "wave", "source")
        .sort("from", "row_type", "iso3")
    )
    return tuple(
        Membership(name=state_name(row["iso3"]), **row) for row in rows.iter_rows(named=True)
    )
