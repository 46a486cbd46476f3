"""Commitments as plain text of at most 80 columns, with both readings of the disputed ones."""

from __future__ import annotations

from textwrap import wrap

from foedus.questions.commitments import Commitments
from foedus.questions.ledger import BINDING, Commitment
from foedus.views.text.table import WIDTH

__all__ = ["summary"]


def summary(commitments: Commitments) -> str:
    """Return commitments as plain text.

    Parameters
    ----------
    commitments : Commitments
    """
    count = len(commitments.commitments)
    lines = [f"{count} commitment{'s' * (count != 1)}"]
    for item in commitments.commitments:
        lines += ["", *_commitment(item)]
    return "\n".join(lines) + "\n"


def _commitment(item: Commitment) -> list[str]:
    article = f", {item.article}" if item.article else ""
    lines = wrap(f"{item.id}  {item.document} ({item.date}){article}", WIDTH)
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
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
