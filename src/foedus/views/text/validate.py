"""A validation as plain text of at most 80 columns, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.questions.validate import Validation
from foedus.views.text.table import notes_and_sources, paragraph, table
from foedus.views.validation_tables import Sheet, sheets

__all__ = ["markdown", "summary"]

LEFT_OUT = ("windows", "decades")
"""Long tables that the text leaves to the page and to --json."""

SHORT = {
    "expected/observed": "exp/obs", "attacks a century": "a century", "reduction": "less loss",
    "first edition, rivalry with hindsight": "first edition (hindsight)",
    "gradient boosting, same inputs": "gradient boosting",
    "the Middle East and North Africa": "MENA",
}  # fmt: skip


def _short(text: str) -> str:
    for long, brief in SHORT.items():
        text = text.replace(long, brief)
    return text


def summary(validation: Validation) -> str:
    """Return a validation as plain text.

    Parameters
    ----------
    validation : Validation
    """
    parts = [*paragraph(validation.answer), ""]
    for sheet in sheets(validation.findings):
        if sheet.name in LEFT_OUT:
            continue
        parts += [sheet.title, *paragraph(sheet.text, "  "), *_rows(sheet), ""]
    notes = ["years and windows one by one: --page FILE.md, --json"]
    if validation.findings.quick:
        notes.append("the reduced run: one window a rung, selection for the fatal rung alone")
    return "\n".join([*parts, *notes_and_sources(notes, validation.sources)]) + "\n"


def _rows(sheet: Sheet) -> list[str]:
    """Return a sheet's table; a long first column goes to the end, where it may wrap."""
    header = [_short(name) for name in sheet.header]
    rows = [[_short(cell) for cell in row] for row in sheet.rows]
    right = sheet.right
    if sheet.name in ("targets", "joins"):
        at = 0 if sheet.name == "targets" else 2
        header = [*header[:at], *header[at + 1 :], header[at]]
        rows = [[*row[:at], *row[at + 1 :], row[at]] for row in rows]
        right = right[:at] + right[at + 1 :] + "-"
    return table(header, rows, right=right)


def markdown(validation: Validation) -> str:
    """Return a validation as a page of the documentation.

    Parameters
    ----------
    validation : Validation
    """
    kind = "`foedus validate --page docs/validation.md`"
    if validation.findings.quick:
        kind = "the reduced run, `foedus validate --quick --page FILE.md`"
    parts = [
        "# Validation", "",
        f"Made by {kind}: not edited by hand.", "",
        validation.answer, "",
        "Rungs: *war* (hostility 5), *fatal* (at least one death), *force* (a use of force, since "
        "1946). How the estimates are made: [Estimation](estimation.md).", "",
    ]  # fmt: skip
    for sheet in sheets(validation.findings):
        parts += [f"## {sheet.title}", "", sheet.text.replace("*", "\\*"), ""]
        parts += [*_pipes(sheet.header, sheet.rows, sheet.right), ""]
    parts += ["## Sources", "", *(f"- {source}" for source in validation.sources), ""]
    return "\n".join(parts)


def _pipes(header: Sequence[str], rows: Sequence[Sequence[str]], right: str) -> list[str]:
    rule = ["---:" if side == "r" else "---" for side in right]
    lines = [header, rule, *([cell.replace("*", "\\*") for cell in row] for row in rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]
