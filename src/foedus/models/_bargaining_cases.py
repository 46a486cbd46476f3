"""Issues to bargain over: KTAB's samples, the car emissions of 1989, an accession, a CSV file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.models._bargaining_steps import Actors
from foedus.models._given import at_most

__all__ = ["CASES", "Issue", "case", "issue_of", "read_issue"]

Array = NDArray[np.float64]

CASES = ("accession", "dummy", "emissions", "soe")

KTAB = "KTAB (KAPSARC 2019), MIT licence: sample input {}"
USUAL = (
    "The rules are KTAB's: values fall with distance, risk attitudes follow from the chance of "
    "winning, third parties are half committed, offers are weighted by salience and probability "
    "squared.",
    "Nothing in the result is a probability of an event: positions and weights are judgements.",
)
MADE_UP = (
    "The accession case is made up to show the method: an aspirant A asks an alliance for "
    "membership on a scale from 0 (no tie) through 50 (partnership, no obligation) to 100 "
    "(membership now).",
    "Capabilities are round numbers (a leading member 100, an opponent 60), saliences too; replace "
    "them with your own in a CSV file before drawing any conclusion.",
)


@dataclass(frozen=True, eq=False)
class Issue:
    """Who bargains over what, and where that was taken from."""

    title: str
    names: tuple[str, ...]
    dimensions: tuple[str, ...]
    actors: Actors
    notes: tuple[str, ...]
    source: str


TABLES: dict[str, str] = {
    "dummy": """
SActor-00,102.543,75.79,49.53,6.37,5.91,70.45,28.15
SActor-01,53.393,82.72,30.33,73.50,21.22,64.00,24.79
SActor-02,129.643,82.45,48.47,90.89,13.55,0.07,34.62
SActor-03,75.920,62.52,20.76,50.82,39.24,62.33,22.21
SActor-04,63.224,82.34,40.96,45.77,25.43,73.31,22.59
SActor-05,120.048,84.48,22.92,33.70,39.35,88.11,15.42
SActor-06,54.178,70.96,31.75,33.46,27.93,90.36,26.03
""",
    "soe": """
XJ,100.0,30,24.0,20,48.0
LK,60.2,45,44.7,65,41.3
ZG,35.0,30,28.9,15,65.1
MK,35.0,45,20.6,45,49.4
LH,40.0,50,44.7,65,47.8
XS,20.0,15,32.0,10,32.0
NEA,15.0,20,32.0,15,32.0
MLR,25.0,60,43.9,50,50.1
MEP,20.0,30,26.4,15,17.6
MOF,35.0,45,35.9,40,46.6
SHX,20.0,50,44.7,50,47.8
HLJ,20.0,20,47.4,30,40.6
WY,40.0,15,49.0,60,46.0
""",
    "emissions": """
Netherlands,0.08,4,80
Belgium,0.08,7,40
Luxembourg,0.03,4,20
Germany,0.16,4,80
France,0.16,10,60
Italy,0.16,10,60
UK,0.16,10,90
Ireland,0.05,7,10
Denmark,0.05,4,100
Greece,0.08,7,70
""",
    "accession": """
Aspirant,8,100,95
Leading member,100,60,55
Eastern members,25,90,85
Western members,45,50,45
Sceptical members,20,25,50
Opponent,60,0,90
""",
}
TITLES = {
    "dummy": ("KTAB's dummy data", ("Pstn1", "Pstn2", "Pstn3")),
    "soe": ("Chinese state-owned enterprises", ("Policy", "Competitive")),
    "emissions": ("Years of delay for emission standards of cars", ("Years",)),
    "accession": ("An accession, made up", ("Degree of integration",)),
}
SOURCES = {
    "dummy": KTAB.format("dummyData_3Dim.csv"),
    "soe": KTAB.format("SOE-Pol-Comp.csv"),
    "emissions": "Bueno de Mesquita (1994), as used by Scholz, Calbert & Smith (2011)",
    "accession": "made up by foedus for this example",
}


def case(name: str) -> Issue:
    """Return one of the issues that come with foedus."""
    rows = [line.split(",") for line in TABLES[name].strip().splitlines()]
    numbers = [[float(cell) for cell in row[1:]] for row in rows]
    title, dimensions = TITLES[name]
    notes = (*MADE_UP, *USUAL) if name == "accession" else USUAL
    names = tuple(row[0] for row in rows)
    return issue_of(title, names, dimensions, np.array(numbers), notes, SOURCES[name])


def issue_of(
    title: str,
    names: tuple[str, ...],
    dimensions: tuple[str, ...],
    numbers: Array,
    notes: tuple[str, ...],
    source: str,
) -> Issue:
    """Return an issue from a table: capability, then position and salience for each dimension.

    Raises
    ------
    FoedusError
        A value is missing or out of its range.
    """
    at_most(len(names), 200, source, seconds=3)
    if len(names) < 2:
        raise FoedusError(f"{source}: {len(names)} actor, expected two or more")
    _positive_or_not(numbers, names, dimensions, source)
    capability, position, salience = numbers[:, 0], numbers[:, 1::2], numbers[:, 2::2]
    total = salience.sum(axis=1)
    scale = 100.0 if total.max() > 1 + 1e-9 else 1.0
    for i in np.flatnonzero((total <= 0) | (total > scale + 1e-6)):
        raise FoedusError(
            f"{source}: the saliences of {names[i]} sum to {total[i]:g}, expected above 0 and at "
            f"most {scale:g}"
        )
    return Issue(
        title=title, names=names, dimensions=dimensions,
        actors=Actors(capability, position / 100.0, salience / scale), notes=notes, source=source,
    )  # fmt: skip


def _positive_or_not(
    numbers: Array, names: tuple[str, ...], dimensions: tuple[str, ...], source: str
) -> None:
    for i in range(len(names)):
        row = numbers[i]
        if not np.isfinite(row).all():
            raise FoedusError(f"{source}: {names[i]} lacks a number")
        if row[0] <= 0:
            raise FoedusError(f"{source}: the capability of {names[i]} is {row[0]:g}, not above 0")
        for k, name in enumerate(dimensions):
            if not 0 <= row[1 + 2 * k] <= 100:
                raise FoedusError(
                    f"{source}: {names[i]} stands at {row[1 + 2 * k]:g} on {name}, expected 0 to "
                    "100"
                )
            if row[2 + 2 * k] < 0:
                raise FoedusError(
                    f"{source}: the salience of {name} to {names[i]} is {row[2 + 2 * k]:g}, "
                    "expected 0 or more"
                )


def read_issue(given: Any) -> Issue:
    """Return an issue from a CSV file (KTAB's layout too) or a data frame.

    Raises
    ------
    FoedusError
        There is no such file, or it is not laid out so.
    """
    if isinstance(given, str | Path):
        try:
            text = Path(given).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise FoedusError(f"cannot read {given}: expected a CSV file") from None
        rows = [[c.strip() for c in row] for row in csv.reader(text.splitlines()) if any(row)]
        return _laid_out(rows, Path(str(given)).name)
    import narwhals as nw

    frame = nw.from_native(given, eager_only=True)
    body = [["" if c is None else str(c) for c in row] for row in frame.iter_rows()]
    return _laid_out([list(frame.columns), *body], "the table")


def _laid_out(rows: list[list[str]], source: str) -> Issue:
    rows = [row[:-1] if row and row[-1] == "" else row for row in rows]
    title = source
    if rows and len(rows[0]) >= 3 and all(_is_number(cell) for cell in rows[0][2:4]):
        title, rows = rows[0][0] or source, rows[1:]
    if len(rows) < 3:
        raise FoedusError(f"{source}: expected a line of names and a line for each of two actors")
    head, body = rows[0], rows[1:]
    first = 1 if _is_number(body[0][1] if len(body[0]) > 1 else "") else 2
    count = len(head) - first
    if count < 3 or count % 2 == 0:
        raise FoedusError(
            f"{source}: {len(head)} columns; expected actor, capability, then position and "
            "salience for each dimension"
        )
    numbers = []
    for line, row in enumerate(body, start=2):
        if len(row) != len(head):
            raise FoedusError(f"{source}, line {line}: {len(row)} cells, expected {len(head)}")
        for name, cell in zip(head[first:], row[first:], strict=True):
            if not _is_number(cell):
                raise FoedusError(f"{source}, {row[0]}, {name}: {cell!r} is no number")
        numbers.append([float(cell) for cell in row[first:]])
    names = tuple(row[0] for row in body)
    twice = [name for i, name in enumerate(names) if name in names[:i]]
    if twice:
        raise FoedusError(f"{source}: {twice[0]} stands there twice")
    return issue_of(title, names, tuple(head[first + 1 :: 2]), np.array(numbers), USUAL, source)


def _is_number(cell: str) -> bool:
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False
