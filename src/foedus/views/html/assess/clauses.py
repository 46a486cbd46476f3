"""The section on commitments of an assessment's page: clauses by effect, each once."""

from __future__ import annotations

from foedus.questions.assessment import Assessment, CommitmentRecord
from foedus.views.html.blocks import Badge, Data, Entry, Ledger, Section
from foedus.views.words import sentence

__all__ = ["commitments_section"]

EFFECTS = {
    "require": ("Sets conditions", "what has to be met first"),
    "permit": ("Permits it", "what says that it may be done"),
    "limit": ("Limits it", "what stands or stood against it, in force or only proposed"),
    "contest": ("Cited against it", "what others read as a promise not to"),
}
BOTH = ("Read both ways", "one clause, cited for it and against it")
"""The table's words for the effect of a clause as a page has them."""


def commitments_section(data: Assessment) -> Section | None:
    """Return the clauses that bear on the change by effect, each once; None if none is known."""
    if not data.commitments:
        return None
    clauses: dict[tuple[str, str, str], list[CommitmentRecord]] = {}
    for item in data.commitments:
        clauses.setdefault((item.document, item.article, item.date), []).append(item)
    sorted_out: dict[tuple[str, str], list[Entry]] = {
        heading: [] for heading in (*list(EFFECTS.values())[:2], BOTH, *list(EFFECTS.values())[2:])
    }
    for same in clauses.values():
        effects = {item.effect for item in same}
        heading = EFFECTS[same[0].effect] if len(effects) == 1 else BOTH
        sorted_out[heading].append(_entry(same, several=len(data.change) > 1))
    groups = tuple(
        (f"{title} ({len(entries)})", meaning, tuple(entries))
        for (title, meaning), entries in sorted_out.items()
        if entries
    )
    columns = ("id", "document", "article", "date", "kind", "effect", "force", "status", "parties",
               "change", "summary", "reason", "source")  # fmt: skip
    block = Ledger(
        groups,
        source=f"Embedded table of commitments, as it stood on {data.on}; each entry opens for its "
        "text, what both sides read into it, and its source.",
        data=Data(
            "commitments",
            columns,
            tuple(tuple(getattr(c, column) for column in columns) for c in data.commitments),
        ),
    )
    title = "Commitments that bear on it"
    return Section("commitments", title, (block,), appendix=True, short="Commitments")


def _entry(same: list[CommitmentRecord], *, several: bool) -> Entry:
    """Return one clause with all that is to say of it: its effects, and the changes it bears on."""
    first = same[0]
    both = len({item.effect for item in same}) > 1
    reasons = [
        f"{EFFECTS[item.effect][0].lower()}: {item.reason}" if both else item.reason
        for item in same
    ]
    on = "; ".join(dict.fromkeys(item.change for item in same))
    status = first.status.replace("_", " ")
    facts = [first.date, first.force, *([] if status in first.force else [status]),
             first.parties.replace(";", ", ")]  # fmt: skip
    readings = dict.fromkeys(reading for item in same for reading in item.readings)
    return Entry(
        title=f"{first.document}, {first.article}" if first.article else first.document,
        badges=(Badge(f"({'; '.join(facts)})"),),
        text=sentence("; ".join(dict.fromkeys(reasons)), capital=False)
        + (f" Bears on: {on}." if several else ""),
        more=" ".join(dict.fromkeys(sentence(item.summary) for item in same)),
        pairs=tuple(
            (f"Reading of {who}", sentence(what))
            for reading in readings
            for who, what in (
                (reading.reader, reading.reading),
                (reading.other_reader, reading.other_reading),
            )
        ),
        source="; ".join(dict.fromkeys(item.source for item in same)),
    )
