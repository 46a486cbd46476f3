"""Which figures of the states are missing, or known only of a year far from the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.result import Part, Result, table_of
from foedus.world.load import VARIABLES
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["OLD_YEARS", "Missing", "missing"]

OLD_YEARS = 5
"""A figure further than this from the day asked for is listed among what is missing, as old."""


class MissingFigure(Part):
    """A figure that is missing, or old: `year` is that of the one used instead."""

    iso3: str
    name: str
    variable: str
    status: Literal["missing", "old"] = Field(description="old: more than five years from the day")
    year: int | None


class Missing(Result):
    """`foedus world --missing --json`: what is not known."""

    question: ClassVar[str] = "missing"

    schema_version: Literal["1.0"] = "1.0"
    on: date
    left_out: tuple[str, ...]
    missing: tuple[MissingFigure, ...]

    @property
    def answer(self) -> str:
        """Return how many figures are missing and how many are old."""
        gone = sum(row.status == "missing" for row in self.missing)
        return (
            f"On {self.on} {gone} figures are missing, and {len(self.missing) - gone} are of a "
            f"year more than {OLD_YEARS} years away; {len(self.left_out)} states are left out of "
            "the contest."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `missing`, a row a figure."""
        return {"missing": table_of(MissingFigure, self.missing)}


def missing(world: World) -> Missing:
    """Return what is missing of each state, or known only of a year far from the day.

    Parameters
    ----------
    world : World
        An embedded one.

    Examples
    --------
    >>> from foedus import load_world
    >>> found = missing(load_world()).missing
    >>> [m.iso3 for m in found if m.status == "missing" and m.variable == "gdp_ppp_usd"]
    ['VAT']
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
            .when((pl.col(f"{variable}_year") - world.on.year).abs() > OLD_YEARS)
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
        left_out=world.left_out,
        missing=tuple(MissingFigure(**row) for row in table.iter_rows(named=True)),
    )
