"""The answer of any published model as plain text of at most 80 columns."""

from __future__ import annotations

from typing import Any

import polars as pl

from foedus.models._result import ModelResult
from foedus.views.text import table as text_table
from foedus.views.text.table import notes_and_sources, paragraph, table

__all__ = ["cell", "summary"]

FOR_A_LIST = 30
"""Columns of the terminal kept for names in a list."""
LONGEST = 34
ROWS = 15
"""Rows of a table shown; the JSON, the CSV and the report have all."""


def summary(result: ModelResult) -> str:
    """Return an answer as plain text: its sentence, its tables, notes and sources.

    Parameters
    ----------
    result : ModelResult
    """
    parts = [*paragraph(result.answer), ""]
    for name, frame in result.frames.items():
        if frame.height:
            parts += [*_table(name, frame), ""]
    parts += notes_and_sources(result.notes, result.sources)
    return "\n".join(parts) + "\n"


def cell(value: Any) -> str:
    """Return a value as it stands in a table.

    Examples
    --------
    >>> [cell(v) for v in (None, True, 0.123456, 12345.678, ["a", "b"], 1914)]
    ['', 'yes', '0.1235', '12,345.7', 'a b', '1914']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if value != value:
            return ""
        size = abs(value)
        digits = 1 if size >= 1000 else 2 if size >= 100 else 3 if size >= 10 else 4
        return f"{value:,.{digits}f}"
    if isinstance(value, list | tuple):
        return " ".join(map(cell, value))
    return str(value)


def _table(name: str, frame: pl.DataFrame) -> list[str]:
    shown = frame.head(ROWS)
    columns: list[tuple[str, list[str], str]] = []
    left: list[str] = []
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    room = text_table.room(for_table=True) - 2 - (FOR_A_LIST if lists else 0)
    for column in _in_order(shown, lists):
        cells = [cell(value) for value in shown[column].to_list()]
        if column not in lists:
            cells = [text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in cells]
        width = max(map(len, [*cells, column.replace("_", " ")]))
        if column in lists:
            room, width = room + FOR_A_LIST, FOR_A_LIST - 2
        if columns and width + 2 > room:
            left.append(column)
            continue
        columns.append((column, cells, "r" if frame[column].dtype.is_numeric() else "-"))
        room -= width + 2
    lines = table(
        [column.replace("_", " ") for column, _, _ in columns],
        list(zip(*(cells for _, cells, _ in columns), strict=True)),
        right="".join(side for _, _, side in columns),
    )
    more = frame.height - shown.height
    tail = [f"  ... and {more:,} more rows"] if more > 0 else []
    tail += paragraph(f"not shown: {', '.join(left)}", "  ", "    ") if left else []
    return [name.replace("_", " "), *lines, *tail]


def _in_order(frame: pl.DataFrame, lists: list[str]) -> list[str]:
    """Return the columns, the first list last: a table's last column may be broken over lines."""
    return [name for name in frame.columns if name not in lists] + lists[:1]
