"""Which states there are in a world, with their resources and their share of capability."""

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

__all__ = ["States", "states"]


class StateResources(Part):
    """A state's resources; units are in the names, a missing figure is null."""

    iso3: str
    name: str
    population_persons: float | None
    gdp_ppp_usd: float | None
    milex_pct_gdp: float | None
    milex_ppp_usd: float | None = Field(description="the share of GDP times GDP")
    milex_usd: float | None = Field(description="current dollars, in worlds of the research data")
    milper_active_persons: float | None
    capability_share: float | None = Field(description="share of the contest; null if left out")
    nuclear: bool
    population_persons_year: int | None
    gdp_ppp_usd_year: int | None
    milex_pct_gdp_year: int | None
    milper_active_persons_year: int | None


class States(Result):
    """`foedus world --json`: all states, largest capability first."""

    question: ClassVar[str] = "states"

    schema_version: Literal["1.0"] = "1.0"
    on: date
    capability_measure: str = Field(description="index, milex, milper, nato or cinc")
    capability_year: int = Field(description="year of most of the military figures")
    figures_year: int = Field(description="last full year before the day: no figure is later")
    states: tuple[StateResources, ...]
    left_out: tuple[str, ...] = Field(description="not in the contest: no military figure")
    sources: tuple[str, ...]

    @property
    def answer(self) -> str:
        """Return how many states there are and which are the strongest."""
        first = ", ".join(
            f"{row.name} {100 * row.capability_share:.1f} %"
            for row in self.states[:3]
            if row.capability_share is not None
        )
        return (
            f"{len(self.states)} states on {self.on}; the largest shares of military capability "
            f"({self.capability_measure}): {first}."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `states`, a row a state."""
        return {"states": table_of(StateResources, self.states)}


@asked
def states(world: World) -> States:
    """Return every state with its resources, largest military capability first.

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus import load_world
    >>> [row.iso3 for row in states(load_world()).states[:3]]
    ['USA', 'CHN', 'RUS']
    """
    import polars as pl

    shares = pl.DataFrame(
        {"iso3": world.iso3, "capability_share": world.capability, "nuclear": world.nuclear}
    )
    held = world.figures
    absent = {"milex_ppp_usd", "milex_usd"} - {*held.columns}
    table = (
        held.with_columns(pl.lit(None, dtype=pl.Float64).alias(column) for column in absent)
        .join(shares, on="iso3", how="left")
        .with_columns(pl.col("nuclear").fill_null(value=False))
        .select(*StateResources.model_fields)
        .sort(["capability_share", "iso3"], descending=[True, False], nulls_last=True)
    )
    sources = {
        source for variable in VARIABLES for source in held[f"{variable}_source"].drop_nulls()
    }
    sources |= {*world.sources}
    return States(
        on=world.on,
        capability_measure=world.capability_measure,
        capability_year=world.capability_year,
        figures_year=world.figures_year,
        states=tuple(StateResources(**row) for row in table.iter_rows(named=True)),
        left_out=world.left_out,
        sources=tuple(sorted(sources)),
    )
