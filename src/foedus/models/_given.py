"""What a user may give a model: tables, vectors and names, checked with one line each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError, nearest

__all__ = ["at_most", "chosen", "labels", "read_square", "read_table", "square", "tables", "vector"]

Array = NDArray[np.float64]


def at_most(n: int, most: int, what: str, seconds: float) -> None:
    """Refuse what is too large, with the time it would take.

    Parameters
    ----------
    n, most : int
        Members, and how many are allowed.
    what : str
        Where they are.
    seconds : float
        That `most` members take; the cost grows with the third power.

    Raises
    ------
    FoedusError
        There are more.
    """
    if n > most:
        minutes = seconds * (n / most) ** 3 / 60
        raise FoedusError(
            f"{what}: {n:,} members, at most {most}; so many would take about {minutes:,.1f} "
            "minutes and more memory than most machines have"
        )


def chosen(value: str, choices: Sequence[str], what: str) -> str:
    """Return a choice as it is spelt; dashes and underscores are the same.

    Raises
    ------
    FoedusError
        It is none of the choices; the nearest is proposed.

    Examples
    --------
    >>> chosen("Five-Powers", ("unix", "five_powers"), "case")
    'five_powers'
    """
    plain = value.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in choices:
        return plain
    near = nearest(plain, choices)
    hint = f"did you mean {near}?" if near else f"expected {', '.join(choices)}"
    raise FoedusError(f"no {what} {value!r}; {hint}")


def read_table(path: str | Path) -> tuple[tuple[str, ...], tuple[str, ...], Array]:
    """Return the names of the rows, those of the columns, and the numbers of a CSV file.

    Raises
    ------
    FoedusError
        There is no such file, or a cell is no number: the message says which.
    """
    import csv

    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FoedusError(f"cannot read {path}: expected a CSV file") from error
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if any(row)]
    if len(rows) < 2:
        raise FoedusError(f"{path}: expected a line of names and at least one line of numbers")
    head, body = rows[0], rows[1:]
    for number, row in enumerate(body, start=2):
        if len(row) != len(head):
            raise FoedusError(
                f"{path}, line {number}: {len(row)} cells, expected {len(head)} as in the first"
            )
    values = [
        [
            _number(cell, f"{path}, line {i}, {name}")
            for cell, name in zip(row[1:], head[1:], strict=True)
        ]
        for i, row in enumerate(body, start=2)
    ]
    return tuple(row[0] for row in body), tuple(head[1:]), np.array(values, float)


def _number(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise FoedusError(f"{where}: {cell!r} is no number") from None
    if not np.isfinite(value):
        raise FoedusError(f"{where}: {cell} is no number to reckon with; expected a finite one")
    return value


def labels(names: Sequence[str] | None, n: int, what: str = "names") -> tuple[str, ...]:
    """Return n names, numbers where none are given.

    Raises
    ------
    FoedusError
        There are more or fewer, or one twice.
    """
    if names is None:
        return tuple(str(i + 1) for i in range(n))
    found = tuple(str(name) for name in names)
    if len(found) != n:
        raise FoedusError(f"{what}: {len(found)} given for {n} members of the table")
    twice = [name for i, name in enumerate(found) if name in found[:i]]
    if twice:
        raise FoedusError(f"{what}: {twice[0]} stands there twice")
    return found


def vector(values: Any, what: str, names: Sequence[str] | None = None, *, positive: bool) -> Array:
    """Return a vector of finite numbers.

    Raises
    ------
    FoedusError
        A value is missing, no number or has the wrong sign; the message says whose.
    """
    try:
        x = np.asarray(values, float)
    except (TypeError, ValueError):
        raise FoedusError(f"{what}: expected numbers, one a member") from None
    if x.ndim != 1:
        raise FoedusError(f"{what}: expected one number a member, got a table of shape {x.shape}")
    wrong = np.flatnonzero(~np.isfinite(x) | ((x <= 0) if positive else np.zeros(len(x), bool)))
    if wrong.size:
        k = int(wrong[0])
        who = names[k] if names is not None and k < len(names) else f"member {k + 1}"
        wanted = "a number above 0" if positive else "a finite number"
        raise FoedusError(f"{what}: {who} has {x[k]:g}, expected {wanted}")
    return x


def square(values: Any, what: str, names: Sequence[str] | None = None) -> Array:
    """Return a square, symmetric table of finite numbers, with 0 on the diagonal.

    Raises
    ------
    FoedusError
        It is not square, not symmetric, or a value is missing; the message says where.
    """
    try:
        table = np.array(values, float)
    except (TypeError, ValueError):
        raise FoedusError(f"{what}: expected a square table of numbers") from None
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        shape = " by ".join(map(str, table.shape)) or "a single number"
        raise FoedusError(f"{what}: the table is {shape}, expected as many rows as columns")
    np.fill_diagonal(table, 0.0)
    who = labels(names, len(table))
    gaps = np.argwhere(~np.isfinite(table))
    if gaps.size:
        i, j = gaps[0]
        raise FoedusError(f"{what}: {who[i]}, {who[j]} is missing ({table[i, j]:g})")
    crooked = np.argwhere(~np.isclose(table, table.T, rtol=1e-9, atol=1e-12))
    if crooked.size:
        i, j = crooked[0]
        raise FoedusError(
            f"{what}: not symmetric, {who[i]}-{who[j]} is {table[i, j]:g} and "
            f"{who[j]}-{who[i]} {table[j, i]:g}"
        )
    return table


def tables(
    size: Path | None, propensity: Path | None
) -> tuple[Array | None, Array | None, tuple[str, ...] | None]:
    """Return sizes, a square table and the names from two files, in the order of the table.

    Raises
    ------
    FoedusError
        One is given without the other, or they name different members.
    """
    if size is None and propensity is None:
        return None, None, None
    if size is None or propensity is None:
        missing = "--size" if size is None else "--propensity"
        raise FoedusError(f"{missing} is missing: give both tables")
    table, rows = read_square(propensity)
    names, _, values = read_table(size)
    known = dict(zip(names, values[:, 0], strict=True))
    absent = [name for name in rows if name not in known]
    if absent:
        raise FoedusError(f"{size}: no size of {absent[0]}")
    return np.array([known[name] for name in rows]), table, rows


def read_square(path: Path) -> tuple[Array, tuple[str, ...]]:
    """Return a square table and its names from a CSV file.

    Raises
    ------
    FoedusError
        The rows are not named as the columns are.
    """
    rows, columns, table = read_table(path)
    if rows != columns:
        odd = next((a for a in rows if a not in columns), None)
        told = f"{odd} is no column" if odd else f"{len(rows)} rows, {len(columns)} columns"
        raise FoedusError(f"{path}: {told}; expected the same names in the same order")
    return table, rows
