"""An alliance's record as plain text of at most 80 columns."""

from __future__ import annotations

from datetime import date

from foedus.questions.disputed import Disputes
from foedus.questions.record_result import Answer, Membership, Operation, Record
from foedus.views.text.table import notes_and_sources, paragraph, table

__all__ = ["summary"]

STATES = 12
"""Members listed by name."""

ANSWERS: tuple[Answer, ...] = ("yes", "no", "contested", "na")
TITLES = {
    "alliance": "Operations of the alliance",
    "members": "Operations led by members outside it",
}


def summary(record: Record) -> str:
    """Return a record as plain text.

    Parameters
    ----------
    record : Record
    """
    parts = [*paragraph(record.answer), ""]
    parts += _treaty(record)
    parts += _memberships(record)
    for by in TITLES:
        parts += _operations(record, by)
    parts += _disputed(record)
    parts += _disputes(record)
    own = [record.sources[0], "each membership and operation: its own source, in --json and --csv"]
    parts += notes_and_sources(record.notes, own)
    return "\n".join(parts) + "\n"


def _dates(record: Record) -> str:
    named = (("signed", record.signed), ("in force", record.in_force), ("ended", record.terminated))
    return ", ".join(f"{what} {day}" for what, day in named if day)


def _treaty(record: Record) -> list[str]:
    lines = paragraph(f"{record.treaty} ({_dates(record)})", "", "  ")
    for kind, there in record.obligations.items():
        lines.append(f"  {kind:<14}{'yes' if there else 'no'}")
    for article in record.articles:
        lines += paragraph(article, "  ", "    ")
    return [*lines, ""]


def _memberships(record: Record) -> list[str]:
    joined: dict[date, list[str]] = {}
    other = []
    for row in record.memberships:
        if row.row_type == "membership":
            joined.setdefault(row.from_, []).append(row.iso3)
            if row.to and row.to <= record.on:
                other.append([str(row.to), "", f"{row.name}: leaves ({row.kind})"])
        else:
            other.append([str(row.from_), str(row.to or ""), f"{row.name}: {_told(row)}"])
    rows = [[str(day), " ".join(codes)] for day, codes in joined.items()]
    lines = ["Members by date of entry", *table(["from", "members"], rows), ""] if rows else []
    if other:
        other.sort()
        lines += ["Events, suspensions and others", *table(["from", "to", ""], other), ""]
    return lines


def _told(row: Membership) -> str:
    told = str(row.kind)
    return told if row.row_type in ("event", told) else f"{row.row_type}: {told}"


def _operations(record: Record, by: str) -> list[str]:
    own = [operation for operation in record.operations if operation.by == by]
    title = f"{TITLES[by]}: {len(own)}"
    if not own:
        return [title, ""]
    return [
        title,
        *table(["UN force \\ host's consent", *ANSWERS, ""], _mandates(record, by), right="-rrrr"),
        "",
        *table(
            ["start", "end", "UN force", "consent", "attack", "operation (where)"],
            map(_operation, own),
        ),
        "",
    ]


def _mandates(record: Record, by: str) -> list[list[str]]:
    """Return how many operations there are for each answer on mandate and consent."""
    cells = {
        (count.unsc_authorised_force, count.host_consent): str(count.operations)
        for count in record.counts
        if count.by == by
    }
    return [
        [force, *(cells.get((force, consent), "0") for consent in ANSWERS), ""] for force in ANSWERS
    ]


def _operation(row: Operation) -> list[str]:
    where = f" ({row.target_state})" if row.target_state else ""
    return [
        str(row.start),
        str(row.end or ""),
        row.unsc_authorised_force,
        row.host_consent,
        _attack(row),
        f"{row.operation}{where}",
    ]


def _attack(row: Operation) -> str:
    """Return whether the operation answered an attack on a member, and under Article 5."""
    if row.article5_invoked:
        return "Art. 5"
    return "yes" if row.initiated_against_a_member_attack else ""


def _disputed(record: Record) -> list[str]:
    """Return both readings of what is disputed or had neither mandate nor consent."""
    lines = []
    for row in record.operations:
        answers = {row.unsc_authorised_force, row.host_consent}
        if "contested" in answers or answers == {"no"}:
            text = f"{row.operation}: {row.summary} {row.notes or ''}"
            lines += paragraph(f"{text.strip()} [{row.source}]", "  ", "    ")
    return ["Contested, or with neither mandate nor consent", *lines, ""] if lines else []


def _disputes(record: Record) -> list[str]:
    """Return the participations in disputes by severity and state, and obligations honoured."""
    found = record.disputes
    if found is None:
        return []
    roles = ("participations", "began", "targets", "joined_first", "joined_targets", "revisionist")
    rows = [
        [
            count.rung,
            *(str(getattr(count, role)) for role in roles),
            "" if count.began_percent is None else f"{count.began_percent:.0f} %",
        ]
        for count in found.by_rung
    ]
    head = ["", "all", "began", "target", "join 1st", "join tgt", "revis.", "began"]
    states = [
        [f"{each.name[:24]} ({each.ccode})", str(each.participations), str(each.began),
         str(each.targets), str(each.joined)]
        for each in found.by_state[:STATES]
    ]  # fmt: skip
    more = len(found.by_state) - STATES
    return [
        f"Militarised disputes of members, {found.first} to {found.last}",
        *table(head, rows, right="-" + "r" * 7),
        "",
        *table(["member", "all", "began", "target", "joined"], states, right="-rrrr"),
        *([f"  and {more} more (--json has all)"] if more > 0 else []),
        "",
        "Obligations honoured: members that joined an attacked one",
        *table(["whose", "rung", "era", "calls", "came", "share, 95 %"], _honoured(found),
               right="---rrr"),
        *paragraph("published: " + "; ".join(
            f"{100 * each.share:.3g} % {each.what} ({each.source})" for each in found.published
        ), "  ", "    "),
        "",
    ]  # fmt: skip


def _honoured(found: Disputes) -> list[list[str]]:
    return [
        [
            each.whose.split(" with ")[0],
            each.rung if each.power == "any" else f"{each.rung}, {each.power} powers",
            each.era,
            str(each.calls),
            str(each.honoured),
            f"{100 * each.share:.1f} % ({100 * each.low:.1f}-{100 * each.high:.1f})",
        ]
        for each in found.honoured
        if each.calls and each.share is not None and each.low is not None and each.high is not None
    ]
