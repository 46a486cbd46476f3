"""Tests on the line an alliance defends."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.line import line
from foedus.scenario.scenario import world_on
from foedus.scenario.schema import Day, Text
from foedus.world.alliances import resolve_alliance
from foedus.world.states import in_sentence, resolve_state

__all__ = ["Frontier"]


class Frontier(TestEntry):
    """An alliance's land frontier, or its distance from a capital, on a day or between two."""

    word: ClassVar[str] = "frontier"
    alliance: Text
    measure: Literal["km", "distance_km"] = "km"
    toward: Text | None = Field(default=None, description="neighbour, or whose capital")
    since: Day | None = Field(default=None, description="the figure is the change from this day")
    on: Day | None = None
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return kilometres, or their change."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        toward = resolve_state(self.toward) if self.toward else None
        if self.measure == "distance_km" and toward is None:
            raise FoedusError("frontier: distance_km needs toward, whose capital is meant")
        now, sources = self._figure(alliance, on, toward)
        what = "land frontier" if self.measure == "km" else "distance to the capital"
        with_ = f" with {in_sentence(toward)}" if toward and self.measure == "km" else ""
        with_ = f" of {in_sentence(toward)}" if toward and not with_ else with_
        command = f"foedus line {alliance} --on {on}" + (f" --toward {toward}" if toward else "")
        if self.since is None:
            value, text = now, f"{alliance}'s {what}{with_} on {on}: {now:,.0f} km"
            bars: tuple[Bar, ...] = ()
        else:
            then, _ = self._figure(alliance, self.since, toward)
            value = now - then
            text = (
                f"{alliance}'s {what}{with_}: {then:,.0f} km on {self.since}, {now:,.0f} km on "
                f"{on}, a change of {value:+,.0f} km"
            )
            command += f" --since {self.since}"
            bars = (Bar(label=str(self.since), value=then), Bar(label=str(on), value=now))
        return Finding(
            test="frontier",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=text,
            expected=self.expect.words("km"),
            value=value,
            unit="km",
            notes=("borders and shapes are today's, memberships those of the day",),
            sources=sources,
            command=command,
            bars=bars,
        )

    def _figure(self, alliance: str, on: date, toward: str | None) -> tuple[float, tuple[str, ...]]:
        found = line(world_on(on), alliance, toward=toward)
        if found.toward is None:
            return found.total_km, found.sources
        near = found.toward
        return near.frontier_km if self.measure == "km" else near.distance_km, found.sources

    def certainty(self) -> bool | None:
        """Return whether a frontier of 0 to 200,000 km, or its change, can fail it."""
        most = 200_000.0 if self.measure == "km" else 20_100.0
        return self.expect.certain(0 if self.since is None else -most, most)
