"""An alliance's record as a page: what it has undertaken, its operations in time, its members."""

from __future__ import annotations

import shlex

from foedus.questions.record_result import Operation, Record
from foedus.views.html.blocks import (
    Badge,
    Bullets,
    Column,
    Data,
    Entries,
    Entry,
    Facts,
    Figure,
    Section,
    Table,
    Tone,
)
from foedus.views.html.charts import NARROW, WIDE, framed, timeline
from foedus.views.html.page import page
from foedus.views.html.related import of_alliance
from foedus.views.html.svg import Spec, inline
from foedus.views.words import sentence

__all__ = ["plot", "report"]

MANDATES = {"yes": "deterrence", "no": "less-3", "contested": "entanglement", "na": "axis"}
"""Colour of an operation by the Security Council's authority to use force."""

TONES: dict[str, Tone] = {"yes": "cool", "no": "warm", "contested": "medium", "na": "plain"}

WHOSE = {"alliance": "the alliance's own", "members": "led by members outside it"}

EMBEDDED = "Embedded table of operations; each row names its source."


def report(record: Record, file_name: str = "report.html") -> str:
    """Return a record as one HTML page that needs no network.

    Parameters
    ----------
    record : Record
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "record", record.alliance, "--on", str(record.on), "--report", file_name]
    dates = (("Signed", record.signed), ("In force", record.in_force), ("Ended", record.terminated))
    sections = (
        _treaty(record),
        _operations(record),
        *_disputes(record),
        _memberships(record),
        _notes(record),
    )
    return page(
        title=f"The record of {record.alliance}",
        lead=record.answer,
        sections=sections,
        command=shlex.join(words),
        sources=record.sources,
        kicker="foedus: how defensive an alliance has been, as facts",
        meta=(("Treaty", record.treaty), *((label, str(day)) for label, day in dates if day)),
        related=of_alliance(record.alliance, str(record.on), "record"),
    )


def plot(record: Record) -> Spec:
    """Return the alliance's operations in time, or its memberships where it had none.

    Parameters
    ----------
    record : Record
    """
    title = f"Operations of {record.alliance} to {record.on}"
    return framed(_timeline(record, 900), title, record.answer, f"foedus. {EMBEDDED}")


def _treaty(record: Record) -> Section:
    pairs = tuple((kind, "yes" if there else "no") for kind, there in record.obligations.items())
    blocks = (Facts("Obligations, as ATOP codes them", pairs), Bullets(record.articles))
    return Section("treaty", "What it has undertaken", blocks)


ROLES = {
    "participations": "All",
    "began": "Began",
    "targets": "Target",
    "joined_first": "Joined who acted first",
    "joined_targets": "Joined the target",
    "revisionist": "Revisionist",
}
"""What a participation in a dispute was, in words."""


def _disputes(record: Record) -> tuple[Section, ...]:
    """Return the participations in disputes, and how often members came; none without the data."""
    found = record.disputes
    if found is None:
        return ()
    by_rung = Table(
        f"Participations of members in disputes, {found.first} to {found.last}",
        (Column("Severity", wide=True, name="meaning"),
         *(Column(label, ",.0f", role) for role, label in ROLES.items()),
         Column("Began, %", ".0f", "began_percent"), Column("Target, %", ".0f", "target_percent")),
        tuple(
            (c.meaning, *(getattr(c, role) for role in ROLES), c.began_percent, c.target_percent)
            for c in found.by_rung
        ),
        found.source, "disputes",
    )  # fmt: skip
    by_state = Table(
        "By member, while it was one",
        (Column("Member", name="name"), Column("Number", ".0f", "ccode"),
         Column("All", ",.0f", "participations"), Column("Began", ",.0f", "began"),
         Column("Target", ",.0f", "targets"), Column("Joined", ",.0f", "joined"),
         Column("Revisionist", ",.0f", "revisionist")),
        tuple(
            (e.name, e.ccode, e.participations, e.began, e.targets, e.joined, e.revisionist)
            for e in found.by_state
        ),
        found.source, "dispute_states",
    )  # fmt: skip
    honoured = Table(
        "Obligations honoured: how often others came when a party was attacked",
        (Column("Whose", wide=True, name="whose"), Column("Severity", name="rung"),
         Column("Years", name="era"), Column("Power", name="power"),
         Column("Calls", ",.0f", "calls"), Column("Came", ",.0f", "honoured"),
         Column("%", ".1f", "percent"), Column("from", ".1f", "percent_low"),
         Column("to", ".1f", "percent_high")),
        tuple(
            (e.whose, e.rung, e.era, e.power, e.calls, e.honoured,
             *(None if x is None else 100 * x for x in (e.share, e.low, e.high)))
            for e in found.honoured
        ),
        f"{found.source}; intervals of 95 % (Wilson).", "honoured",
    )  # fmt: skip
    published = Bullets(
        tuple(f"Published: {100 * e.share:.3g} % {e.what} ({e.source})." for e in found.published)
    )
    return (
        Section("disputes", "Militarised disputes", (by_rung, by_state)),
        Section("honoured", "Obligations honoured", (honoured, published)),
    )


def _timeline(record: Record, width: int) -> Spec:
    rows: list[dict[str, str | float | None]] = [
        {
            "what": each.operation,
            "from": str(each.start),
            "to": str(each.end or record.on),
            "kind": each.unsc_authorised_force,
            "tip": f"{each.operation} | {each.start} to {each.end or 'open'} | force authorised by "
            f"the Security Council: {each.unsc_authorised_force} | {WHOSE[each.by]}",
        }
        for each in record.operations
    ]
    if not rows:
        name, day = f"{record.alliance}: none on record", str(record.on)
        rows = [{"what": name, "from": day, "to": day, "kind": "na", "tip": name}]
    return timeline(rows, MANDATES, width)


def _operations(record: Record) -> Section:
    """Return the operations in time and as a table."""
    table = Table(
        "Operations in order of their start",
        (Column("Operation", wide=True, name="operation"), Column("Start", name="start"),
         Column("End", name="end"), Column("Where", name="target_state"),
         Column("Whose", wide=True, name="by"), Column("Led by", name="led_by"),
         Column("UN force", name="unsc_authorised_force"), Column("Consent", name="host_consent"),
         Column("In answer to an attack", name="answer_to_attack")),
        tuple(map(_row, record.operations)),
        EMBEDDED, "operations",
    )  # fmt: skip
    figure = Figure(
        title="Operations in time",
        note="Colour: whether the Security Council authorised the use of force. A dot alone: one "
        "day; to the right edge: open or not verified.",
        alt="; ".join(f"{o.operation} {o.start} to {o.end or 'open'}" for o in record.operations),
        wide=inline(_timeline(record, WIDE), "operations"),
        narrow=inline(_timeline(record, NARROW), "operationsn"),
        data=Data("operations", tuple(record.frame.columns), tuple(record.frame.iter_rows())),
        source=EMBEDDED,
    )
    blocks = (figure, table, _counts(record), _accounts(record))
    return Section("operations", "What it has done", blocks)


def _row(each: Operation) -> tuple[str | Badge | None, ...]:
    attack = "no"
    if each.initiated_against_a_member_attack:
        attack = "yes, under Article 5" if each.article5_invoked else "yes"
    return (
        each.operation, str(each.start), str(each.end) if each.end else None, each.target_state,
        WHOSE[each.by], each.led_by,
        Badge(each.unsc_authorised_force, TONES[each.unsc_authorised_force]),
        Badge(each.host_consent, TONES[each.host_consent]), attack,
    )  # fmt: skip


def _accounts(record: Record) -> Entries:
    """Return what the table says of each operation, the readings of the disputed ones included."""
    return Entries(
        tuple(
            Entry(
                title=f"{each.operation}, {each.start}",
                badges=(
                    Badge(f"UN force: {each.unsc_authorised_force}",
                          TONES[each.unsc_authorised_force]),
                    Badge(f"consent: {each.host_consent}", TONES[each.host_consent]),
                ),
                text=" ".join(sentence(text) for text in (each.summary, each.notes) if text),
                source=each.source,
            )
            for each in record.operations
        ),
        source=EMBEDDED,
        data=Data("accounts", ("op_id", "summary", "notes", "source"),
                  tuple((o.op_id, o.summary, o.notes, o.source) for o in record.operations)),
    )  # fmt: skip


def _counts(record: Record) -> Table:
    return Table(
        "How many by mandate and consent",
        (Column("Whose", name="by"), Column("Force authorised", name="unsc_authorised_force"),
         Column("Host's consent", name="host_consent"), Column("Operations", "d", "operations")),
        tuple(
            (WHOSE[c.by], c.unsc_authorised_force, c.host_consent, c.operations)
            for c in record.counts
        ),
        EMBEDDED, "counts",
    )  # fmt: skip


def _memberships(record: Record) -> Section:
    columns = ("name", "iso3", "row_type", "from", "to", "kind", "wave", "source")
    rows = tuple(
        (m.name, m.iso3, m.row_type, str(m.from_), str(m.to) if m.to else None, m.kind, m.wave,
         m.source)
        for m in record.memberships
    )  # fmt: skip
    table = Table(
        "Memberships, suspensions, observers, signatories, events",
        tuple(Column(c.replace("_", " "), name=c, wide=c in {"kind", "source"}) for c in columns),
        rows, "Embedded table of memberships; each row names its source.", "memberships",
        folded=len(rows) > 40,
    )  # fmt: skip
    return Section("memberships", "Who has belonged to it", (table,))


def _notes(record: Record) -> Section:
    return Section("notes", "How to read it", (Bullets(record.notes),))
