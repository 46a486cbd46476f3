"""What is found of an arms race."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from foedus.models._result import ModelResult, Part, Picture, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "ArmsRaceResult",
    "Coefficient",
    "Point",
]


class Coefficient(Part):
    """A coefficient of one side's equation."""

    side: str
    term: str
    symbol: str
    estimate: float
    std_error: float | None = Field(description="null where the coefficient was given")
    n: int | None = Field(description="years that the equation was fitted on")
    r_squared: float | None
    durbin_watson: float | None = Field(description="2: no correlation from year to year")


class Point(Part):
    """What both spent, or are said to by the equations."""

    year: float
    one: float
    other: float
    kind: str = Field(description="observed or path of the equations")


class ArmsRaceResult(ModelResult):
    """`foedus models arms_race --json`: Richardson's coefficients, equilibrium and stability."""

    model: ClassVar[str] = "arms_race"
    title: ClassVar[str] = "Arms races"
    citation: ClassVar[str] = (
        "Richardson, Lewis Fry. 1960. Arms and Insecurity. Pittsburgh: Boxwood Press."
    )

    one: str
    other: str
    unit: str
    coefficients: tuple[Coefficient, ...]
    equilibrium: tuple[float, ...] | None = Field(
        description="where nobody changes anything; null where there is no such point or no end "
        "of them"
    )
    determinant: float | None = Field(
        description="ab - kl; stable needs it above 0; null for a single equation"
    )
    speeds: tuple[float, ...] = Field(description="real parts of the eigenvalues, a year")
    turning: tuple[float, ...] = Field(description="their imaginary parts, radians a year")
    stable: bool
    points: tuple[Point, ...]
    arrows: tuple[tuple[float, float, float, float], ...] = Field(
        description="phase picture: from x, y to a little later"
    )

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        state = "stable" if self.stable else "not stable"
        where = "no single equilibrium"
        if self.equilibrium is not None:
            values = " and ".join(
                f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
                for value in self.equilibrium
            )
            where = f"an equilibrium at {values} {self.unit}".rstrip()
        pair = self.one if self.one == self.other else f"{self.one} and {self.other}"
        return (
            f"{pair}: {where}; the race is {state} (fastest growth {max(self.speeds):+.3f} a year)."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the coefficients and the points."""
        return {
            "coefficients": table_of(Coefficient, self.coefficients),
            "points": table_of(Point, self.points),
        }

    @property
    def picture(self) -> Picture:
        """Return the phase picture: what one spends by what the other does."""
        if self.one == self.other:
            lines = tuple((p.one, p.other, p.kind) for p in self.points)
            return Picture("A rise that grows with what is spent", f"both together, {self.unit}",
                           f"rise, {self.unit} a year", lines=lines)  # fmt: skip
        inside: tuple[tuple[float, float, str], ...] = ()
        if self.equilibrium is not None and self._shown(self.equilibrium[0]):
            inside = ((self.equilibrium[0], self.equilibrium[1], "equilibrium"),)
        return Picture(
            "Phase picture", f"{self.one}, {self.unit}", f"{self.other}, {self.unit}",
            lines=tuple((p.one, p.other, p.kind) for p in self.points),
            points=inside, arrows=self.arrows,
        )  # fmt: skip

    def _shown(self, x: float) -> bool:
        if not self.points:
            return True
        most = max(abs(p.one) for p in self.points)
        return abs(x) <= 3 * most + 10
