"""Tests on the line an alliance defends."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.roster import world_or_roster
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.line import line
from foedus.scenario.fields import Day, States, Text
from foedus.scenario.groups import said, states_in
from foedus.world.days import LAST_DAY
from foedus.world.frontier import frontier_pairs
from foedus.world.load import load_world
from foedus.world.shapes import BORDERS_SINCE
from foedus.world.states import in_sentence, state_name

__all__ = ["Frontier", "FrontierShare"]


class Frontier(TestEntry):
    """An alliance's land frontier, or its distance from a capital, on a day or between two."""

    word: ClassVar[str] = "frontier"
    alliance: Text
    measure: Literal["km", "distance_km"] = "km"
    toward: Text | None = Field(default=None, description="neighbour, or whose capital")
    since: Day | None = Field(default=None, description="the figure is the change from this day")
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance], "state": [self.toward] if self.toward else []}

    def run(self, context: Context) -> Finding:
        """Return kilometres, or their change."""
        on = self.day(context.on)
        alliance = world_or_roster(on).resolve_alliance(self.alliance)
        if self.measure == "distance_km" and self.toward is None:
            raise FoedusError("frontier: distance_km needs toward, whose capital is meant")
        now, sources, toward = self._figure(alliance, on)
        what = "land frontier" if self.measure == "km" else "distance to the capital"
        with_ = f" with {in_sentence(toward)}" if toward and self.measure == "km" else ""
        with_ = f" of {in_sentence(toward)}" if toward and not with_ else with_
        command = f"foedus line {alliance} --on {on}" + (f" --toward {toward}" if toward else "")
        if self.since is None:
            value, text = now, f"{alliance}'s {what}{with_} on {on}: {now:,.0f} km"
            bars: tuple[Bar, ...] = ()
        else:
            then, _, _ = self._figure(alliance, self.since)
            value = now - then
            text = (
                f"{alliance}'s {what}{with_}: {then:,.0f} km on {self.since}, {now:,.0f} km on "
                f"{on}, a change of {value:+,.0f} km"
            )
            command += f" --since {self.since}"
            bars = (Bar(label=str(self.since), value=then), Bar(label=str(on), value=now))
        late = on > LAST_DAY
        return Finding(
            test=self.word,
            verdict="not testable" if late else judged(self.expect, value),  # type: ignore[arg-type]
            figure=text + (f"; the memberships end on {LAST_DAY}" if late else ""),
            expected=self.expect.words("km"),
            opposite=self.expect.denial("km"),
            basis="none" if late else "record",
            value=value,
            unit="km",
            notes=(
                "memberships are those of the day; borders too before "
                f"{BORDERS_SINCE}, measured on a map, surveyed from then on",
            ),
            sources=tuple(f"{source} ({on})" for source in sources),
            command=command,
            chart=f"{alliance}'s {what}{with_}, km",
            bars=bars,
        )

    def _figure(self, alliance: str, on: date) -> tuple[float, tuple[str, ...], str | None]:
        world = load_world(on)
        toward = world.resolve(self.toward) if self.toward else None
        found = line(world, alliance, toward=toward)
        if found.toward is None:
            return found.total_km, found.sources, None
        near = found.toward
        km = near.frontier_km if self.measure == "km" else near.distance_km
        return km, found.sources, toward

    def certainty(self) -> bool | None:
        """Return whether a frontier of 0 to 200,000 km, or its change, can fail it."""
        most = 200_000.0 if self.measure == "km" else 20_100.0
        return self.expect.certain(0 if self.since is None else -most, most)


class FrontierShare(TestEntry):
    """What share of a state's land frontier is with an alliance, or with states named."""

    word: ClassVar[str] = "frontier_share"
    state: Text
    with_: States = Field(alias="with", description="an alliance, or states")
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [self.state, *self.with_]}

    def run(self, context: Context) -> Finding:
        """Return the share in percent."""
        on = self.day(context.on)
        world = world_or_roster(on)
        own = world.resolve(self.state)
        others = states_in(world, self.with_) - {own}
        if not others:
            raise FoedusError(f"frontier_share: {state_name(own)} has no frontier with itself")
        pairs = frontier_pairs([own], on)
        total = float(pairs["km"].sum())
        if not total:
            raise FoedusError(f"frontier_share: {state_name(own)} has no land frontier on {on}")
        km = {
            str(iso3): float(length) for iso3, length in pairs.select("neighbour", "km").iter_rows()
        }
        near = {iso3: length for iso3, length in km.items() if iso3 in others}
        value = 100 * sum(near.values()) / total
        listed = ", ".join(f"{state_name(i)} {length:,.0f}" for i, length in near.items())
        return Finding(
            test=self.word,
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{in_sentence(own)} on {on}: {sum(near.values()):,.0f} of {total:,.0f} km of "
            f"land frontier with {said(self.with_)}, {value:.1f} %"
            f"{' (' + listed + ')' if listed else ''}",
            expected=self.expect.words("% of the frontier"),
            opposite=self.expect.denial("% of the frontier"),
            value=value,
            unit="% of the frontier",
            sources=tuple(f"{source} ({on})" for source in pairs["source"].unique().sort()),
            command=f"foedus world {own} --on {on}",
            chart=f"Land frontier of {in_sentence(own)}, km by neighbour",
            bars=tuple(
                Bar(label=state_name(i), value=length)
                for i, length in sorted(km.items(), key=lambda item: -item[1])
            ),
        )

    def certainty(self) -> bool | None:
        """Return whether 0 to 100 percent can fail it."""
        return self.expect.certain(0, 100)
