"""What a notebook shows of an answer: its sentence and its main figures, the largest first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from foedus.views.html.blocks import Cell, Column, Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["cells", "largest_first", "small_table"]

ROWS, COLUMNS = 12, 9

BY_SIZE = ("change", "shapley", "capability_share", "total_km", "km", "members")
"""Columns by which a table is sorted, the first that it has."""


def small_table(table: Table) -> str:
    """Return a table as plain HTML, its first rows only, with how many there are.

    Parameters
    ----------
    table : Table

    Examples
    --------
    >>> columns = Column("Neighbour"), Column("km", ",.0f")
    >>> "1,224" in small_table(Table("km", columns, (("Spain", 1224.0),), "", "t"))
    True
    """
    head = "".join(f"<th>{escape(column.label)}</th>" for column in table.columns)
    body = "".join(f"<tr>{cells(table.columns, row)}</tr>" for row in table.rows[:ROWS])
    more = len(table.rows) - ROWS
    rest = f"<p><small>and {more} more in <code>.frame</code></small></p>" if more > 0 else ""
    source = f"<p><small>{escape(table.source)}</small></p>" if table.source else ""
    return (
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{rest}{source}"
    )


def cells(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    """Return the cells of a row; figures stand to the right."""
    return "".join(
        f'<td style="text-align:{"right" if column.format else "left"}">'
        f"{escape(column.show(cell), quote=False)}</td>"
        for column, cell in zip(columns, row, strict=True)
    )


def largest_first(frame: pl.DataFrame, caption: str) -> Table:
    """Return a frame as a table: sorted by size, without long texts and lists, columns in words.

    Parameters
    ----------
    frame : polars.DataFrame
    caption : str
    """
    import polars as pl

    by = next((name for name in BY_SIZE if name in frame.columns and _number(frame[name])), None)
    if by is not None:
        frame = frame.sort(pl.col(by).abs(), descending=True, nulls_last=True)
    skipped = ("source", "note", "notes", "summary")
    names = [
        name
        for name in frame.columns
        if not name.endswith(skipped) and frame[name].dtype != pl.List
    ][:COLUMNS]
    columns = tuple(
        Column(
            name.replace("_", " "), "plain" if _number(frame[name]) and "year" not in name else ""
        )
        for name in names
    )
    rows: list[tuple[Any, ...]] = [
        tuple(str(cell) if column.format == "" and cell is not None else cell
              for column, cell in zip(columns, row, strict=True))
        for row in frame.select(names).iter_rows()
    ]  # fmt: skip
    return Table(caption, columns, tuple(rows), "", "table")


def _number(column: pl.Series) -> bool:
    return bool(column.dtype.is_numeric())
