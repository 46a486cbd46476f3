"""What is found of structural balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from foedus.models._result import ModelResult, Part, Picture, listed, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "BalanceResult",
    "Member",
    "Triad",
    "Year",
]


class Year(Part):
    """The signed network of a year."""

    year: int
    states: int = Field(description="with a tie to anybody")
    positive: int
    negative: int
    balanced_triads: int = Field(description="+++ and +--")
    unbalanced_triads: int = Field(description="++- and ---")
    balanced_share: float | None = Field(description="null where there is no triad")
    frustration: int = Field(description="ties that the best two camps leave frustrated")
    frustration_bound: int = Field(description="no division leaves fewer; equal where proven")
    frustrated_share: float = Field(description="of all ties")
    war: bool = Field(description="an inter-state war was fought")


class Member(Part):
    """A member and the camp it is in."""

    name: str
    camp: int
    friends: int
    enemies: int
    frustrated: int = Field(description="its ties that the camps leave frustrated")


class Triad(Part):
    """How many triads of a kind there are."""

    kind: str
    balanced: bool
    count: int


class BalanceResult(ModelResult):
    """`foedus models balance --json`: triads and frustration of signed networks."""

    model: ClassVar[str] = "balance"
    title: ClassVar[str] = "Structural balance"
    citation: ClassVar[str] = (
        "Cartwright, Dorwin, and Frank Harary. 1956. Structural balance: a generalization of "
        "Heider's theory. Psychological Review 63 (5): 277-293."
    )

    years: tuple[Year, ...]
    triads: tuple[Triad, ...] = Field(description="empty for a series")
    members: tuple[Member, ...] = Field(description="empty for a series")

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        if len(self.years) > 1:
            at = max(self.years, key=lambda y: y.frustrated_share)
            wars = [y.balanced_share for y in self.years if y.war and y.balanced_share is not None]
            calm = [y.balanced_share for y in self.years
                    if not y.war and y.balanced_share is not None]  # fmt: skip
            told = ""
            if wars and calm:
                told = (
                    f" On average {np.mean(wars):.0%} of triads are balanced in years with an "
                    f"inter-state war and {np.mean(calm):.0%} in others."
                )
            return (
                f"From {self.years[0].year} to {self.years[-1].year} frustration was greatest in "
                f"{at.year}: {at.frustrated_share:.1%} of ties.{told}"
            )
        year = self.years[0]
        camp = tuple(m.name for m in self.members if m.camp == 1)
        proof = (
            "proven least" if year.frustration == year.frustration_bound
            else f"at least {year.frustration_bound}"
        )  # fmt: skip
        return (
            f"{many(year.positive, 'friendship')} and {many(year.negative, 'enmity')} among "
            f"{year.states}: the best two camps leave {many(year.frustration, 'tie')} frustrated "
            f"({proof}). One camp: {listed(camp)}."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the years, and for a single network its triads and members."""
        frames = {"years": table_of(Year, self.years)}
        if self.members:
            frames |= {
                "triads": table_of(Triad, self.triads),
                "members": table_of(Member, self.members),
            }
        return frames

    @property
    def picture(self) -> Picture:
        """Return the series with wars marked, or the triads."""
        if len(self.years) == 1:
            bars = tuple((t.kind, float(t.count)) for t in self.triads)
            return Picture("Triads by kind", "", "triads", bars=bars)
        lines = [
            (float(y.year), y.balanced_share, "balanced triads")
            for y in self.years
            if y.balanced_share is not None
        ]
        lines += [(float(y.year), y.frustrated_share, "frustrated ties") for y in self.years]
        spans = tuple((y.year - 0.5, y.year + 0.5, "inter-state war") for y in self.years if y.war)
        return Picture(
            "Balance by year; grey: years with an inter-state war", "year", "share",
            lines=tuple(lines), spans=spans,
        )  # fmt: skip


def many(count: int, what: str) -> str:
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{count} {what if count == 1 else plural}"
