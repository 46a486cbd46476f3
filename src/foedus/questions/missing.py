"""Which figures of the states are missing, or known only of a year some time before the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.door import asked
from foedus.questions.result import Part, Result, table_of
from foedus.world.figures import VARIABLES
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["OLD_YEARS", "Missing", "missing"]

OLD_YEARS = 2
"""A figure older than this, counted from the last full year before the day, is listed as old."""


class MissingFigure(Part):
    """A figure that is missing, or old: `year` is that of the one used instead."""

    iso3: str
    name: str
    variable: str
    status: Literal["missing", "old"] = Field(description="old: 2 years or more before")
    year: int | None


class Missing(Result):
    """`foedus world --missing --json`: what is not known."""

    question: ClassVar[str] = "missing"

    schema_version: Literal["1.0"] = "1.0"
    on: date
    figures_year: int = Field(description="last full year before the day")
    left_out: tuple[str, ...]
    missing: tuple[MissingFigure, ...]

    @property
    def answer(self) -> str:
        """Return how many figures are missing and how many are old."""
        gone = sum(row.status == "missing" for row in self.missing)
        return (
            f"On {self.on} {gone} figures are missing, and {len(self.missing) - gone} are of a "
            f"year {OLD_YEARS} or more before the last full one; {len(self.left_out)} states are "
            "left out of the contest."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `missing`, a row a figure."""
        return {"missing": table_of(MissingFigure, self.missing)}


@asked
def missing(world: World) -> Missing:
    """Return what is missing of each state, or known only of a year some time before the day.

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus import load_world
    >>> found = missing(load_world()).missing
    >>> [m.iso3 for m in found if m.status == "missing" and m.variable == "milper_active_persons"]
    ['LBY']
    """
    import polars as pl

    away = (pl.col("year") - world.on.year).abs()
    rows = [
        world.figures.select(
            "iso3",
            "name",
            variable=pl.lit(variable),
            status=pl.when(pl.col(variable).is_null())
            .then(pl.lit("missing"))
            .when(pl.col(f"{variable}_year") <= world.figures_year - OLD_YEARS)
            .then(pl.lit("old")),
            year=pl.col(f"{variable}_year"),
        )
        for variable in VARIABLES
    ]
    table = (
        pl.concat(rows)
        .filter(pl.col("status").is_not_null())
        .sort("status", "variable", -away.fill_null(0), "iso3")
    )
    return Missing(
        on=world.on,
        figures_year=world.figures_year,
        left_out=world.left_out,
        missing=tuple(MissingFigure(**row) for row in table.iter_rows(named=True)),
    )
