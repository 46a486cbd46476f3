"""Plain text of at most 80 columns: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

__all__ = ["WIDTH", "notes_and_sources", "paragraph", "table"]

WIDTH = 80


def paragraph(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """Return a text broken into lines of at most 80 columns.

    Parameters
    ----------
    text : str
    indent, hanging : str
        What the first line and the others begin with; the others like the first if not given.
    """
    after = indent if hanging is None else hanging
    lines = wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=after, break_on_hyphens=False
    )
    return lines or [indent.rstrip()]


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, right: str = "", indent: str = "  "
) -> list[str]:
    """Return a table as lines of at most 80 columns; the last column is broken where need be.

    Parameters
    ----------
    header : sequence of str
    rows : iterable of sequences of str
    right : str
        One character a column, "r" where it is set to the right; short strings are filled up.
    indent : str

    Examples
    --------
    >>> rows = [["Norway", "191"], ["Estonia", "324"]]
    >>> print(*table(["state", "km"], rows, right="-r"), sep=chr(10))
      state     km
      Norway   191
      Estonia  324
    """
    body = [list(row) for row in rows]
    side = right.ljust(len(header), "-")
    widths = [max(len(row[i]) for row in [list(header), *body]) for i in range(len(header))]
    lines = []
    for row in [list(header), *body]:
        cells = [
            text.rjust(width) if flag == "r" else text.ljust(width)
            for text, width, flag in zip(row, widths, side, strict=True)
        ]
        head = indent + "".join(f"{cell}  " for cell in cells[:-1])
        last = cells[-1].rstrip()
        lines += (
            [line.rstrip() for line in paragraph(last, head, " " * len(head))]
            if last
            else [head.rstrip()]
        )
    return lines


def notes_and_sources(notes: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Return the lines that stand under every answer: notes, then sources."""
    lines = ["Notes"]
    for note in notes:
        lines += paragraph(note, "  - ", "    ")
    lines += ["", "Sources"]
    for source in sources:
        lines += paragraph(source, "  - ", "    ")
    return lines
