"""What is found of a landscape of alignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from foedus.models._result import ModelResult, Part, Picture, listed, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "LandscapeResult",
    "Member",
    "Minimum",
    "Sensitivity",
]


class Minimum(Part):
    """A configuration that no single state has a reason to leave."""

    energy: float
    basin: float = Field(description="share of all starts that end in it by steepest descent")
    basin_error: float | None = Field(description="standard error where starts were drawn")
    configurations: int | None = Field(description="starts that end in it; null where drawn")
    strict: bool = Field(description="every single move would raise the energy")
    barrier: float | None = Field(
        description="least rise of energy on the way to a lower or equal minimum; null: none, or "
        "not computed"
    )
    one_side: tuple[str, ...]
    other_side: tuple[str, ...]


class Member(Part):
    """How a member stands in the configuration of least energy."""

    name: str
    size: float
    side: int = Field(description="1 or 2, as in the first minimum")
    frustration: float = Field(description="F_i, the sizes times propensities of those opposite")
    cost_of_leaving: float = Field(description="by how much its move alone raises the energy")


class Sensitivity(Part):
    """By how much a propensity must change for the best configuration to change on the pair."""

    one: str
    other: str
    propensity: float
    together: bool = Field(description="whether the best configuration has the two on one side")
    change: float = Field(description="least change of the propensity that parts or joins them")


class LandscapeResult(ModelResult):
    """`foedus models landscape --json`: the local minima of a landscape of two blocs."""

    model: ClassVar[str] = "landscape"
    title: ClassVar[str] = "Landscape theory of aggregation"
    citation: ClassVar[str] = (
        "Axelrod, Robert, and D. Scott Bennett. 1993. A landscape theory of aggregation. British "
        "Journal of Political Science 23 (2): 211-233."
    )

    names: tuple[str, ...]
    method: str = Field(description="table, branching or descents")
    configurations: int = Field(description="2^(n-1), one side of each pair of mirror images")
    minima_count: int = Field(description="all that were found")
    complete: bool = Field(description="whether no other local minimum exists")
    minima: tuple[Minimum, ...] = Field(description="least energy first")
    members: tuple[Member, ...]
    sensitivity: tuple[Sensitivity, ...] = Field(
        description="most sensitive pair first; empty beyond the size of a table"
    )
    profile: tuple[tuple[int, float, float], ...] = Field(
        description="moves from the best configuration, least and greatest energy there"
    )

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two.

        Examples
        --------
        >>> from foedus.models.landscape import landscape
        >>> landscape(case="unix").answer
        'Of 256 configurations of 9 members, 2 are local minima. The lowest, at energy -3,828.9, \
has Sun, Prime, AT&T and IBM against DEC, HP, Apollo, Intergraph and SGI; half of all starts end \
there.'
        """
        best = self.minima[0]
        verb = "is a local minimum" if self.minima_count == 1 else "are local minima"
        known = f"{self.minima_count:,} {verb if self.complete else 'local minima were found'}"
        share = {0.5: "half of all", 1.0: "all"}.get(best.basin, f"{best.basin:.1%} of all")
        against = f" against {listed(best.other_side)}" if best.other_side else " on one side"
        return (
            f"Of {self.configurations:,} configurations of {len(self.names)} members, {known}. "
            f"The lowest, at energy {best.energy:,.1f}, has {listed(best.one_side)}{against}; "
            f"{share} starts end there."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the minima, the members and the sensitivity to each propensity."""
        return {
            "minima": table_of(Minimum, self.minima),
            "members": table_of(Member, self.members),
            "sensitivity": table_of(Sensitivity, self.sensitivity),
        }

    @property
    def picture(self) -> Picture:
        """Return the energies by the number of moves from the best configuration."""
        first = set(self.minima[0].one_side)
        n = len(self.names)
        points = []
        for rank, minimum in enumerate(self.minima[:12], start=1):
            apart = len(first ^ set(minimum.one_side))
            points.append((float(min(apart, n - apart)), minimum.energy, f"minimum {rank}"))
        return Picture(
            title="The landscape of two blocs",
            x="states that change sides, from the configuration of least energy",
            y="energy",
            areas=tuple((float(d), low, high) for d, low, high in self.profile),
            points=tuple(points),
        )
