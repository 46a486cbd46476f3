"""What a panel's columns and their values mean, in the words that statistical files carry."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from foedus.panel.recipe import Step

__all__ = ["column_labels", "value_labels"]


def column_labels(columns: Sequence[str], steps: Sequence[Step]) -> dict[str, str]:
    """Return the label of each column that foedus makes, in its members' words.

    Parameters
    ----------
    columns : sequence of str
    steps : sequence of Step
        What was added: only their columns have labels, with the creators'.

    Examples
    --------
    >>> nmc = Step(name="nmc", options={})
    >>> column_labels(["milex2", "mine"], [nmc])
    {'milex2': 'State 2: Military expenditure (thousand current US dollars)'}
    """
    rows = {name: _row(name, steps) for name in columns}
    return {name: found[0] for name, found in rows.items() if found}


def value_labels(columns: Sequence[str], steps: Sequence[Step]) -> dict[str, dict[int, str]]:
    """Return what the numbers stand for, of each column that holds codes.

    Examples
    --------
    >>> contiguity = Step(name="contiguity", options={})
    >>> value_labels(["conttype", "mine"], [contiguity])["conttype"][1]
    'land or river border'
    """
    rows = {name: _row(name, steps) for name in columns}
    codings = {name: found[1] for name, found in rows.items() if found and found[1]}
    return {name: dict(_codings()[coding]) for name, coding in codings.items()}


def _row(name: str, steps: Sequence[Step]) -> tuple[str, str] | None:
    """Return a column's label and coding, if it is known under its name or without its prefix."""
    prefixes: dict[str, Step | None] = {"": None}
    prefixes |= {str(step.options["prefix"]): step for step in steps if step.options.get("prefix")}
    for prefix, step in prefixes.items():
        if name.startswith(prefix):
            # What an adder with a prefix adds without it, no other has.
            of = [step] if step else sorted(steps, key=lambda s: "prefix" in s.options)
            adders = [each.function.__name__ for each in of]
            found = _known(name.removeprefix(prefix), tuple(adders))
            if found:
                return found
    return None


def _known(name: str, adders: tuple[str, ...]) -> tuple[str, str] | None:
    # `polity21` is the first state's `polity2`; k-ads can have two digits.
    digits = len(name) - len(name.rstrip("0123456789"))
    for length in range(min(digits, 2) + 1):
        stem, member = name[: len(name) - length], name[len(name) - length :]
        row = _first_of(_table().get(stem, ()), adders)
        if row:
            return (f"State {member}: " if member else "") + row["label"], row["coding"] or ""
    for pattern, rows in _table().items():
        hit = "*" in pattern and re.fullmatch(pattern.replace("*", "(.+)"), name)
        row = _first_of(rows, adders) if hit else None
        if hit and row:
            return row["label"].replace("*", hit[1]), ""
    return None


def _first_of(rows: Sequence[Mapping[str, Any]], adders: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the row of the first of the adders, or one that is no adder's but the creators'."""
    for adder in adders:
        for row in rows:
            if adder in (row["of"] or "").split():
                return row
    return next((row for row in rows if not row["of"]), None)


def _read(name: str) -> pl.DataFrame:
    path = files("foedus.panel") / "tables" / f"{name}.csv"
    return pl.read_csv(path.read_bytes(), infer_schema=False)


@cache
def _table() -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _read("column_labels").iter_rows(named=True):
        found.setdefault(row["column"], []).append(row)
    return found


@cache
def _codings() -> Mapping[str, Mapping[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for coding, value, label, _ in _read("value_labels").iter_rows():
        found.setdefault(coding, {})[int(value)] = label
    return found
