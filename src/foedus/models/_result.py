"""What the answers of all models share: frozen figures, a picture in numbers, a citation."""

from __future__ import annotations

import shlex
from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from foedus.questions.result import Part, Result, table_of

__all__ = ["ModelResult", "Part", "Picture", "listed", "table_of"]


@dataclass(frozen=True)
class Picture:
    """A picture in numbers; what it looks like is for the views to say.

    Attributes
    ----------
    title : str
    x, y : str
        What the axes show, with the unit.
    lines : tuple of (x, y, series)
    points : tuple of (x, y, label)
    areas : tuple of (x, low, high)
    spans : tuple of (from, to, label)
        Stretches of the horizontal axis.
    arrows : tuple of (x, y, to x, to y)
    bars : tuple of (label, value)
        Instead of all the others; `y` is their unit.
    """

    title: str
    x: str
    y: str
    lines: tuple[tuple[float, float | None, str], ...] = ()
    points: tuple[tuple[float, float, str], ...] = ()
    areas: tuple[tuple[float, float, float], ...] = ()
    spans: tuple[tuple[float, float, str], ...] = ()
    arrows: tuple[tuple[float, float, float, float], ...] = ()
    bars: tuple[tuple[str, float], ...] = ()


class ModelResult(Result):
    """The answer of a published model."""

    question: ClassVar[str] = "models"
    model: ClassVar[str]
    title: ClassVar[str]
    citation: ClassVar[str]

    schema_version: Literal["1.0"] = "1.0"
    asked: tuple[str, ...] = Field(description="words of the command line that ask for this")
    notes: tuple[str, ...] = Field(description="what the figures do not say")
    sources: tuple[str, ...]

    @property
    @abstractmethod
    def answer(self) -> str:
        """Return the answer in a sentence or two."""

    @property
    @abstractmethod
    def picture(self) -> Picture:
        """Return the picture that stands for the answer."""

    @property
    def command(self) -> str:
        """Return the command that gives the same answer."""
        return shlex.join(["foedus", "models", self.model, *self.asked])


def listed(names: tuple[str, ...] | list[str], most: int = 8) -> str:
    """Return names as a list in a sentence, shortened where there are many.

    Examples
    --------
    >>> listed(("Sun", "Prime", "IBM"))
    'Sun, Prime and IBM'
    >>> listed(("a", "b", "c", "d"), most=3)
    'a, b and 2 others'
    """
    if not names:
        return "nobody"
    if len(names) > most:
        shown, last = names[: most - 1], f"{len(names) - most + 1} others"
    else:
        shown, last = names[:-1], names[-1]
    return f"{', '.join(shown)} and {last}" if shown else str(last)
