"""What a report page is made of: small frozen records, no markup; the template draws them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from foedus.questions.words import amount, percentage, plain, signed

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
    "Key",
    "Ledger",
    "Notice",
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

FORMATS = {"amount": amount, "signed": signed, "percent": percentage, "plain": plain}
"""How numbers are written that have no fixed number of decimals."""


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
        writer.writerows([[_written(cell) for cell in row] for row in self.rows])
        return text.getvalue()

    @property
    def href(self) -> str:
        """Return the CSV as a data: address, which works without network and script."""
        return "data:text/csv;charset=utf-8," + quote(self.csv(), safe=" ,;.:-+()/=")


def _written(cell: Cell) -> str | int | float:
    """Return a cell of a CSV file; text that a spreadsheet would run gets a quote before it."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return str(cell) if isinstance(cell, Badge) else cell


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label : str
    format : str
        A format specification for numbers, e.g. ",.0f", or a name of `FORMATS`.
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
        if isinstance(cell, (int, float)) and self.format in FORMATS:
            return FORMATS[self.format](cell)
        if isinstance(cell, (int, float)) and self.format.endswith("g"):
            return plain(cell)
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
    broad : bool
        So many columns that paper has to lie on its side.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    name: str
    folded: bool = False
    broad: bool = False

    @property
    def data(self) -> Data:
        """Return what can be downloaded."""
        names = tuple(column.name or column.label for column in self.columns)
        return Data(self.name, names, self.rows)


@dataclass(frozen=True)
class Key:
    """An entry of a chart's legend: the page's name of a colour, and what it means.

    Attributes
    ----------
    colour, text : str
    look : {"box", "line", "ring", "hatch", "diamond"}
    """

    colour: str
    text: str
    look: Literal["box", "line", "ring", "hatch", "diamond"] = "box"


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
    key : tuple of Key
    unit : str
        What the key's words count.
    """

    title: str
    alt: str
    wide: str
    data: Data
    source: str
    narrow: str = ""
    note: str = ""
    key: tuple[Key, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """What to know before the figures are used: paragraphs in a box."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list; web addresses in it become links. `fine`: in small print."""

    items: tuple[str, ...]
    fine: bool = False


@dataclass(frozen=True)
class Card:
    """A key figure in plain words: label, value, what it means, and badges.

    Attributes
    ----------
    label, value, text : str
    badges : tuple of Badge
    picture : str
        SVG beside the words.
    alt : str
        The picture in words; shown below it.
    pairs : tuple of (str, str)
        Figures below the words: label and value.
    strip : str
        SVG below the figures.
    strip_alt : str
        The same in words.
    after : str
        A last sentence.
    """

    label: str
    value: str
    text: str
    badges: tuple[Badge, ...] = ()
    picture: str = ""
    alt: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    strip: str = ""
    strip_alt: str = ""
    after: str = ""


@dataclass(frozen=True)
class Cards:
    """Key figures side by side; `full`: each as wide as the page."""

    cards: tuple[Card, ...]
    full: bool = False


@dataclass(frozen=True)
class Facts:
    """Short facts below each other under a heading: pairs of label and value."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True)
class Entry:
    """A document, or a claim: heading, badges, a paragraph, pairs of who and what, a source.

    `more` is what a `Ledger` shows when the entry is opened.
    """

    title: str
    badges: tuple[Badge, ...]
    text: str
    pairs: tuple[tuple[str, str], ...] = ()
    source: str = ""
    more: str = ""


@dataclass(frozen=True)
class Entries:
    """Entries below each other, with a source line and a CSV: what a wide table reads badly."""

    entries: tuple[Entry, ...]
    source: str
    data: Data


@dataclass(frozen=True)
class Ledger:
    """Short entries under headings; each opens for the rest of its text.

    Attributes
    ----------
    groups : tuple of (str, str, tuple of Entry)
        Heading, what it means, and its entries.
    source : str
    data : Data
    """

    groups: tuple[tuple[str, str, tuple[Entry, ...]], ...]
    source: str
    data: Data


@dataclass(frozen=True)
class Group:
    """Blocks side by side where there is room; each inner tuple is one column."""

    columns: tuple[tuple[Block, ...], ...]


Block = Table | Figure | Prose | Notice | Bullets | Cards | Facts | Entries | Ledger | Group


@dataclass(frozen=True)
class Section:
    """A section with its heading; `id` names it in links; those of the appendix come last.

    `short` is its name in the table of contents, the title if blank; `badge` stands beside the
    heading, which then is a link to itself.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False
    short: str = ""
    badge: Badge | None = None
