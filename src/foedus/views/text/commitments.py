"""Commitments as plain text: how many of which kind, then each, with both readings if disputed."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap

from foedus.questions.clause import BINDING, Commitment
from foedus.questions.commitments import Commitments
from foedus.views.text.table import paragraph, room, table

__all__ = ["summary"]


def summary(commitments: Commitments) -> str:
    """Return commitments as plain text.

    Parameters
    ----------
    commitments : Commitments
    """
    lines = [*paragraph(commitments.answer), *_overview(commitments)]
    for item in commitments.commitments:
        lines += ["", *_commitment(item)]
    return "\n".join(lines) + "\n"


MANY = 6
"""Commitments from which a table of kinds opens the list."""


def _overview(commitments: Commitments) -> list[str]:
    """Return how many there are of each kind and status, and which are disputed."""
    listed = commitments.commitments
    if len(listed) < MANY:
        return []
    kinds = Counter(item.kind for item in listed)
    statuses = [status for status, _ in Counter(item.status for item in listed).most_common()]
    cells = Counter((item.kind, item.status) for item in listed)
    rows = [
        [kind, str(count), *(str(cells[kind, status] or "-") for status in statuses), ""]
        for kind, count in kinds.most_common()
    ]
    head = ["kind", "all", *(status.replace("_", " ") for status in statuses), ""]
    lines = ["", *table(head, rows, right="-" + "r" * (1 + len(statuses)))]
    disputed = [item.id for item in listed if item.readings]
    if disputed:
        lines += ["", *paragraph(f"Read differently: {', '.join(disputed)}.")]
    return [*lines, "", *paragraph("Fewer: --involving RUS,NATO, --kind, --status. Each of them:")]


def _commitment(item: Commitment) -> list[str]:
    article = f", {item.article}" if item.article else ""
    lines = wrap(f"{item.id}  {item.document} ({item.date}){article}", room())
    lines += _indented(f"{item.kind}; {item.status} since {item.status_from}; {_force(item)}")
    lines += _indented(f"parties: {item.parties}")
    lines += _indented(item.summary)
    for reading in item.readings:
        against = f" (with {reading.against})" if reading.against else ""
        lines += _indented(f"{reading.reader}: {reading.reading}", "    | ")
        lines += _indented(f"{reading.other_reader}{against}: {reading.other_reading}", "    | ")
    return [*lines, *_indented(f"source: {item.source}")]


def _force(item: Commitment) -> str:
    return BINDING[item.binding]


def _indented(text: str, indent: str = "  ") -> list[str]:
    return wrap(
        text, room(), initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
