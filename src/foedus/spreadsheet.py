"""Tables as CSV that a spreadsheet shows, and does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["csv_of", "safe"]

FORMULA = "=+-@\t\r＝＋－＠"
"""What a cell begins with that spreadsheets take for a formula, wide forms included."""


def safe(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table in which no text begins like a formula: an apostrophe is put before it.

    Spreadsheets take the apostrophe for "this is text". Numbers, dates and truths are left alone.

    Parameters
    ----------
    table : polars data frame

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"name": ["=1+1", "Åland"], "change": [-1.5, 2.0]})
    >>> print(csv_of(table), end="")
    name,change
    '=1+1,-1.5
    Åland,2.0
    """
    import polars as pl

    kinds = (pl.String, pl.Categorical, pl.Enum)
    texts = [name for name, dtype in table.schema.items() if isinstance(dtype, kinds)]
    start = rf"^([{FORMULA.replace('-', '')}-])"
    table = table.with_columns(
        pl.col(name).cast(pl.String).str.replace(start, "'${1}") for name in texts
    )
    return table.rename(lambda name: f"'{name}" if name.startswith(tuple(FORMULA)) else name)


def csv_of(table: pl.DataFrame) -> str:
    """Return a table as CSV, safe for spreadsheets; a list in a cell is separated by blanks.

    Parameters
    ----------
    table : polars data frame
    """
    import polars as pl

    lists = [name for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    flat = [pl.col(name).cast(pl.List(pl.String)).list.join(" ") for name in lists]
    return safe(table.with_columns(flat)).write_csv()
