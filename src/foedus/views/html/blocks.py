"""What a report page is made of: small frozen records, no markup; the template draws them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

__all__ = [
    "Badge",
    "Block",
    "Bullets",
    "Card",
    "Cards",
    "Cell",
    "Column",
    "Data",
    "Entries",
    "Entry",
    "Facts",
    "Figure",
    "Group",
    "Prose",
    "Section",
    "Table",
]

Tone = Literal["plain", "strong", "medium", "weak", "cool", "warm"]


@dataclass(frozen=True)
class Badge:
    """A word in a rounded box. Tones carry no judgement: strong to weak, cool, warm, plain."""

    text: str
    tone: Tone = "plain"

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | None | Badge


@dataclass(frozen=True)
class Data:
    """Figures to download: a CSV file inside the page.

    Attributes
    ----------
    name : str
        File name without its ending.
    columns : tuple of str
        Units in the names.
    rows : tuple of tuples
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        r"""Return the figures as CSV; what is missing is empty.

        Examples
        --------
        >>> Data("km", ("neighbour", "km"), (("RUS", 12.5), ("BLR", None))).csv()
        'neighbour,km\nRUS,12.5\nBLR,\n'
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([["" if cell is None else cell for cell in row] for row in self.rows])
        return text.getvalue()

    @property
    def href(self) -> str:
        """Return the CSV as a data: address, which works without network and script."""
        return "data:text/csv;charset=utf-8," + quote(self.csv(), safe=" ,;.:-+()/=")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label : str
    format : str
        A format specification for numbers, e.g. ",.0f".
    name : str
        Its name in the CSV, the unit included; the label if blank.
    wide : bool
        Long text, which may wrap.
    """

    label: str
    format: str = ""
    name: str = ""
    wide: bool = False

    def show(self, cell: Cell) -> str:
        """Return a cell as text; a dash where it is missing."""
        if cell is None:
            return "–"
        if isinstance(cell, (int, float)) and self.format:
            text = format(cell, self.format)
            return text.replace("-", "−") if text.strip("+-0.,") else text.strip("+-")
        return str(cell)


@dataclass(frozen=True)
class Table:
    """A table with its caption, its source line and its CSV.

    Attributes
    ----------
    caption : str
    columns : tuple of Column
    rows : tuple of tuples
        Raw values, one a column.
    source : str
        Source and coverage.
    name : str
        Of the CSV file, without its ending.
    folded : bool
        Shown when the reader opens it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    name: str
    folded: bool = False

    @property
    def data(self) -> Data:
        """Return what can be downloaded."""
        names = tuple(column.name or column.label for column in self.columns)
        return Data(self.name, names, self.rows)


@dataclass(frozen=True)
class Figure:
    """A chart.

    Attributes
    ----------
    title : str
    alt : str
        What it shows, for those who do not see it.
    wide, narrow : str
        SVG for screens and for phones; blank `narrow`: the same for both.
    data : Data
    source : str
    note : str
        How to read it.
    """

    title: str
    alt: str
    wide: str
    data: Data
    source: str
    narrow: str = ""
    note: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list; web addresses in it become links."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A key figure in plain words: label, value, what it means, and badges."""

    label: str
    value: str
    text: str
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Key figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Facts:
    """Short facts below each other under a heading: pairs of label and value."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True)
class Entry:
    """A document, or a claim: heading, badges, a paragraph, pairs of who and what, a source."""

    title: str
    badges: tuple[Badge, ...]
    text: str
    pairs: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Entries:
    """Entries below each other, with a source line and a CSV: what a wide table reads badly."""

    entries: tuple[Entry, ...]
    source: str
    data: Data


@dataclass(frozen=True)
class Group:
    """Blocks side by side where there is room; each inner tuple is one column."""

    columns: tuple[tuple[Block, ...], ...]


Block = Table | Figure | Prose | Bullets | Cards | Facts | Entries | Group


@dataclass(frozen=True)
class Section:
    """A section with its heading; `id` names it in links."""

    id: str
    title: str
    blocks: tuple[Block, ...]
