"""What all answers share: frozen figures, the same verbs, and the one door up to the views."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import CoreSchema, core_schema

from foedus.errors import path_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "DRAWS",
    "NOT_KEPT",
    "SEED",
    "Kept",
    "Part",
    "Progress",
    "Result",
    "counted",
    "silent",
    "table_of",
]

DRAWS = 2000
"""Sets of plausible assumptions that every question tries unless told otherwise."""

SEED = 1
"""Of all that is drawn; the same seed gives the same bytes."""

Progress = Callable[[int, int], None]
"""Told how much is done and how much there is to do."""


def silent(done: int, total: int) -> None:
    """Take note of nothing: the progress of who does not want to be told.

    Examples
    --------
    >>> silent(1, 10)
    """


def counted(progress: Progress, total: int) -> Callable[[int], None]:
    """Return a progress that is told steps, from one that is told done and to do.

    Examples
    --------
    >>> step = counted(lambda done, total: print(done, "of", total), 4)
    >>> step(1)
    1 of 4
    >>> step(2)
    3 of 4
    """
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    return step


class _AsItIs:
    """Tells pydantic to take a value as it is and not to look into it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.any_schema()


T = TypeVar("T")

Kept = Annotated[T, _AsItIs(), Field(exclude=True, repr=False)]
"""What stays with an answer for those who go on with it, and is no part of its JSON."""

NOT_KEPT: Any = None
"""Stands for what was kept in an answer that was read back from its JSON."""


class Part(BaseModel):
    """A record within an answer: no unknown keys, no change after the fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def table_of(
    kind: type[Part], parts: Iterable[Part], without: Collection[str] = ()
) -> pl.DataFrame:
    """Return records of one kind as a table: a row a record, a column a field, by its JSON name.

    Parameters
    ----------
    kind : type
        What the records are, so that a table without rows has its columns too.
    parts : iterable of Part
    without : collection of str
        Fields that the table leaves out.
    """
    import polars as pl

    fields = {name: field for name, field in kind.model_fields.items() if name not in without}
    schema = {
        field.serialization_alias or name: _column_type(field.annotation)
        for name, field in fields.items()
    }
    rows = [[_cell(getattr(part, name)) for name in fields] for part in parts]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _cell(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _column_type(annotation: Any) -> pl.DataType:
    """Return the type of the column of a field, whatever values it happens to have.

    Examples
    --------
    >>> _column_type(float | None), _column_type(tuple[str, ...])
    (Float64, List(String))
    """
    import polars as pl

    inner = [part for part in get_args(annotation) if part not in (type(None), Ellipsis)]
    if get_origin(annotation) is tuple:
        return pl.List(_column_type(inner[0]))
    if get_origin(annotation) is Literal:
        return _column_type(type(inner[0]))
    if get_origin(annotation) in (Union, UnionType):
        return _column_type(inner[0])
    of: dict[Any, type[pl.DataType]] = {
        str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date,
    }  # fmt: skip
    return of.get(annotation, pl.Object)()


class Result(Part, ABC):
    """An answer. Its fields are the JSON contract; its views are asked for by its question.

    A subclass names its question, which is also the name of its modules in `views/text` and
    `views/html`, and gives `answer` (a field or a property: the answer in a sentence or two) and
    its tables.
    """

    question: ClassVar[str]

    schema_version: str
    note: str = Field(default="", description="what a reader must know first; else empty")

    @property
    @abstractmethod
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the figures as tables by name; the first is the one that `--csv` writes."""

    @property
    def frame(self) -> pl.DataFrame:
        """Return the main table, the one that `--csv` writes."""
        return next(iter(self.frames.values()))

    def to_json(self) -> str:
        """Return the answer as JSON; the same question, seed included, gives the same bytes."""
        return self.model_dump_json(indent=2, by_alias=True)

    def summary(self) -> str:
        """Return the answer as plain text of at most 80 columns."""
        return str(_views().summary(self))

    def report(self, path: str | Path) -> Path:
        """Write a self-contained HTML page and return its path.

        Raises
        ------
        FoedusError
            The place cannot be written to.
        """
        return Path(_views().write_report(self, path_of("path", path)))

    def plot(self, path: str | Path | None = None) -> Any:
        """Return the chart that stands for the answer, or write it and return its path.

        Parameters
        ----------
        path : str or Path, optional
            Ends in .png or .svg. Without it the Altair chart is returned.

        Raises
        ------
        FoedusError
            The name has another ending, or the place cannot be written to.
        """
        if path is None:
            return _views().chart(self)
        return _views().write_plot(self, path_of("path", path))

    def __rich__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        answer: Any = self
        return f"{type(self).__name__}({answer.answer})"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        return str(_views().notebook(self))


def _views() -> Any:
    """Return the views: the only way up in the house, and a test says so."""
    from foedus import views

    return views
