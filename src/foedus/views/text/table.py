"""Plain text as wide as it may be, 80 columns unless told otherwise: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from textwrap import wrap

__all__ = ["WIDTH", "as_wide_as", "notes_and_sources", "paragraph", "room", "table"]

WIDTH = 80
"""Columns of a text for which nobody told how wide it may be."""

NARROWEST, READABLE = 40, 100
"""No text is set narrower; running text is set no wider, tables are."""

FOR_A_WORD = 8
"""Columns that a broken cell has at least: where there are fewer, the terminal breaks the line."""

_room: ContextVar[int] = ContextVar("room", default=WIDTH)


def room(*, for_table: bool = False) -> int:
    """Return how many columns a text may have.

    Examples
    --------
    >>> with as_wide_as(140):
    ...     room(), room(for_table=True)
    (100, 140)
    """
    return _room.get() if for_table else min(_room.get(), READABLE)


@contextmanager
def as_wide_as(columns: int) -> Iterator[None]:
    """Set texts as wide as a terminal is.

    Parameters
    ----------
    columns : int
    """
    before = _room.set(max(columns, NARROWEST))
    try:
        yield
    finally:
        _room.reset(before)


def paragraph(
    text: str, indent: str = "", hanging: str | None = None, *, in_table: bool = False
) -> list[str]:
    """Return a text broken into lines of at most as many columns as there is room.

    Parameters
    ----------
    text : str
    indent, hanging : str
        What the first line and the others begin with; the others like the first if not given.
    in_table : bool
        A cell may be wider than running text.
    """
    after = indent if hanging is None else hanging
    lines = wrap(
        text,
        max(room(for_table=in_table), max(len(indent), len(after)) + FOR_A_WORD),
        initial_indent=indent,
        subsequent_indent=after,
        break_on_hyphens=False,
    )
    return lines or [indent.rstrip()]


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, right: str = "", indent: str = "  "
) -> list[str]:
    """Return a table as lines; the last column is broken where there is no room for it.

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
            [line.rstrip() for line in paragraph(last, head, " " * len(head), in_table=True)]
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
