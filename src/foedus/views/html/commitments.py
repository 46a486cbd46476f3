"""Commitments as a page: each with its status and force, and what two sides read into it."""

from __future__ import annotations

import shlex

from foedus.questions.clause import BINDING, Commitment
from foedus.questions.commitments import Commitments
from foedus.views.html.blocks import Badge, Data, Entries, Entry, Figure, Section, Tone
from foedus.views.html.charts import NARROW, WIDE, framed, timeline
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline
from foedus.views.words import sentence

__all__ = ["plot", "report"]

STATUS = {
    "in force": "deterrence", "signed": "safer-1", "disputed": "high", "suspended": "entanglement",
    "lapsed": "axis", "proposed": "low",
}  # fmt: skip
"""Colour of a commitment by its status on the day."""

TONES: dict[str, Tone] = {"in_force": "strong", "signed": "cool", "disputed": "warm"}

LEDGER = "Embedded table of commitments, as it stood on the day; a source in each entry."


def report(commitments: Commitments, file_name: str = "report.html") -> str:
    """Return commitments as one HTML page that needs no network.

    Parameters
    ----------
    commitments : Commitments
    file_name : str
        Named in the command that makes the page again.
    """
    found = commitments.commitments
    between = " and ".join(commitments.involving)
    return page(
        title=f"Commitments between {between}" if between else "Commitments",
        lead=commitments.answer,
        sections=(_overview(commitments), _entries(commitments)) if found else (),
        command=shlex.join(_command(commitments, file_name)),
        sources=tuple(dict.fromkeys(item.source for item in found)),
        kicker="foedus: treaty clauses and political commitments, with both readings",
        meta=(("As it stood on", str(commitments.on)), ("Kind", commitments.kind or "all"),
              ("Status", commitments.status or "all")),
    )  # fmt: skip


def plot(commitments: Commitments) -> Spec:
    """Return the commitments in time, coloured by status.

    Parameters
    ----------
    commitments : Commitments
    """
    title = f"Commitments on {commitments.on}, by date of the document"
    return framed(_timeline(commitments, 900), title, commitments.answer, f"foedus. {LEDGER}")


def _command(commitments: Commitments, file_name: str) -> list[str]:
    words = ["foedus", "commitments"]
    for option, value in (
        ("--involving", ",".join(commitments.involving)),
        ("--kind", commitments.kind), ("--status", commitments.status), ("--on", commitments.on),
        ("--report", file_name),
    ):  # fmt: skip
        words += [option, str(value)] if value else []
    return words


def _timeline(commitments: Commitments, width: int) -> Spec:
    rows: list[dict[str, str | float | None]] = [
        {
            "what": f"{item.id}: {item.kind}".replace("_", " "),
            "from": str(item.date),
            "to": str(item.date),
            "kind": item.status.replace("_", " "),
            "tip": f"{item.document} {item.article} | {item.date} | {item.status} since "
            f"{item.status_from}",
        }
        for item in sorted(commitments.commitments, key=lambda item: (item.date, item.id))
    ]
    if not rows:
        day = str(commitments.on)
        rows = [{"what": "none", "from": day, "to": day, "kind": "proposed", "tip": "none"}]
    return timeline(rows, STATUS, width)


def _overview(commitments: Commitments) -> Section:
    table = commitments.frame.drop("notes")
    figure = Figure(
        title="By date of the document",
        note="Colour: status on the day.",
        alt="; ".join(f"{c.id} {c.date} {c.status}" for c in commitments.commitments),
        wide=inline(_timeline(commitments, WIDE), "time"),
        narrow=inline(_timeline(commitments, NARROW), "timen"),
        data=Data("commitments", tuple(table.columns), tuple(table.iter_rows())),
        source=LEDGER,
    )
    return Section("time", "In time", (figure,))


def _entries(commitments: Commitments) -> Section:
    table = commitments.frames["readings"]
    block = Entries(
        tuple(map(_entry, commitments.commitments)),
        source=LEDGER,
        data=Data("readings", tuple(table.columns), tuple(table.iter_rows())),
    )
    return Section("commitments", "One by one", (block,))


def _entry(item: Commitment) -> Entry:
    return Entry(
        title=f"{item.document}, {item.article}" if item.article else item.document,
        badges=(
            Badge(item.status.replace("_", " "), TONES.get(item.status, "plain")),
            Badge(f"{item.date}, {BINDING[item.binding]}, {item.kind.replace('_', ' ')}"),
        ),
        text=f"{sentence(item.summary)} Parties: {sentence(item.parties)}",
        pairs=tuple(
            (f"Reading of {who}", sentence(what))
            for reading in item.readings
            for who, what in (
                (reading.reader, reading.reading),
                (reading.other_reader, reading.other_reading),
            )
        ),
        source=item.source,
    )
