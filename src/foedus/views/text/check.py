"""A check of a statement as plain text of at most 80 columns."""

from __future__ import annotations

from textwrap import wrap

from foedus.claims.check import Check, ClaimResult
from foedus.claims.verdict import Basis

__all__ = ["summary"]

WIDTH = 80

NAMES: dict[Basis, str] = {"record": "facts of record", "model": "results of the model"}


def summary(data: Check) -> str:
    """Return a check as plain text.

    Parameters
    ----------
    data : Check
    """
    counted = ", ".join(f"{count} {verdict}" for verdict, count in data.verdicts.items() if count)
    where = ", ".join(text for text in (data.speaker, data.outlet, data.date) if text)
    many = "claim" if len(data.claims) == 1 else "claims"
    sums = {basis: sum(counts.values()) for basis, counts in data.by_basis.items()}
    apart = [f"{name}: {sums[basis]}" for basis, name in NAMES.items() if sums[basis]]
    lines = [
        *wrap(data.title, WIDTH),
        *wrap(where, WIDTH),
        f"{len(data.claims)} {many}: {counted}",
        *([", ".join(apart)] if len(apart) > 1 else []),
        "",
    ]
    for claim in data.claims:
        lines += _claim(claim, data.speaker)
    if data.errors:
        many = "claim was" if len(data.errors) == 1 else "claims were"
        lines.append(f"{len(data.errors)} {many} not tested, see the errors")
    return "\n".join(lines).rstrip() + "\n"


def _claim(claim: ClaimResult, speaker: str) -> list[str]:
    finding = claim.finding
    who = "" if claim.who == speaker else f"{claim.who}: "
    lines = wrap(f"{claim.id}: {who}{claim.says}", WIDTH)
    lines.append(f"  {finding.verdict.upper()} ({claim.kind})")
    lines += _indented(finding.plain)
    lines += _indented(finding.figure)
    if finding.share is not None:
        lines += _indented(f"holds in {100 * finding.share:.0f} of 100 draws")
    if finding.expected:
        lines += _indented(f"the claim expects: {finding.expected}")
    for text in (*finding.depends_on, *dict.fromkeys(finding.notes)):
        lines += _indented(f"- {text}")
    for clause in finding.clauses:
        side = f" [{clause.side}]" if clause.side else ""
        lines += _indented(
            f"§ {clause.document}, {clause.article} ({clause.date[:4]}){side}: {clause.summary}"
        )
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
    for source in finding.sources:
        lines += _indented(f"source: {source}")
    if finding.command:
        lines += _indented(f"more: {finding.command}")
    return [*lines, ""]


def _indented(text: str) -> list[str]:
    whole = "http" in text  # an address is not broken
    return wrap(
        text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=not whole,
        break_on_hyphens=not whole,
    )  # fmt: skip
