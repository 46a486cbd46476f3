"""A check of a statement as plain text of at most 80 columns."""

from __future__ import annotations

from textwrap import wrap

from foedus.claims.check import Check, ClaimResult

__all__ = ["summary"]

WIDTH = 80


def summary(data: Check) -> str:
    """Return a check as plain text.

    Parameters
    ----------
    data : Check
    """
    counted = ", ".join(f"{count} {verdict}" for verdict, count in data.verdicts.items() if count)
    where = ", ".join(text for text in (data.speaker, data.outlet, data.date) if text)
    lines = [
        *wrap(data.title, WIDTH),
        *wrap(where, WIDTH),
        f"{len(data.claims)} claims: {counted}",
        "",
    ]
    for claim in data.claims:
        lines += _claim(claim, data.speaker)
    return "\n".join(lines).rstrip() + "\n"


def _claim(claim: ClaimResult, speaker: str) -> list[str]:
    finding = claim.finding
    who = "" if claim.who == speaker else f"{claim.who}: "
    lines = wrap(f"{claim.id}: {who}{claim.says}", WIDTH)
    lines.append(f"  {finding.verdict.upper()} ({claim.kind})")
    lines += _indented(finding.figure)
    if finding.expected:
        lines += _indented(f"the claim expects: {finding.expected}")
    for text in (*finding.depends_on, *_distinct_notes(finding.notes)):
        lines += _indented(f"- {text}")
    sides = [
        f"| {who}: {what}"
        for reading in finding.readings
        for who, what in (
            (reading.reader, reading.reading),
            (reading.other_reader, reading.other_reading),
        )
    ]
    for text in dict.fromkeys(sides):
        lines += _indented(text)
    if finding.command:
        lines += _indented(f"more: {finding.command}")
    return [*lines, ""]


def _distinct_notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
