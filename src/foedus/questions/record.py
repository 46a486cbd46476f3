"""How defensive an alliance has been: obligations, operations, memberships, as facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from foedus.errors import FoedusError
from foedus.questions.disputes import DATASETS, disputes_of
from foedus.questions.door import asked
from foedus.questions.record_result import By, Count, Membership, Operation, Record
from foedus.world.alliances import OBLIGATIONS, alliances_on, resolve_alliance
from foedus.world.states import state_name
from foedus.world.tables import read_table
from foedus.world.world import World

__all__ = [
    "record",
]

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
