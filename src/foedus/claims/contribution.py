"""Tests on what members contribute: shares of means, spending, and the Shapley value."""

from __future__ import annotations

from typing import ClassVar, Literal

import polars as pl
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.contribution import contribution
from foedus.scenario.scenario import world_on
from foedus.scenario.schema import Day, States, Text
from foedus.world.alliances import resolve_alliance
from foedus.world.resources import expenditure_column
from foedus.world.states import state_name
from foedus.world.world import World

__all__ = ["ContributionTest", "MembersMeeting"]

COLUMNS = {
    "share_expenditure": "milex_ppp_usd",
    "share_personnel": "milper_active_persons",
    "share_gdp": "gdp_ppp_usd",
    "share_population": "population_persons",
    "share_capability": "capability",
}
MEASURES = Literal[
    "percent_gdp", "share_expenditure", "share_personnel", "share_gdp", "share_population",
    "share_capability", "shapley",
]  # fmt: skip
NATO_TABLES_FROM = 2015
"""First year on a day of which NATO's tables have figures of a year before."""

UNITS = {"percent_gdp": "% of GDP"}


def _worlds(alliance: str, day: Day) -> list[tuple[str, World]]:
    """Return the worlds whose figures are to be asked: NATO's own tables count as a second."""
    world = world_on(day)
    whose = "research data" if world.sources else "CIA World Factbook and supplement"
    worlds = [(whose, world)]
    if alliance == "NATO" and day.year >= NATO_TABLES_FROM:
        worlds.append(("NATO defence expenditure tables", world_on(day, "nato")))
    return worlds


def _figures(
    world: World, alliance: str, measure: str, joining: frozenset[str]
) -> dict[str, float]:
    """Return a measure by member in percent; those that would join count as members."""
    members = world.members(alliance) | joining
    if measure == "shapley":
        return _shapley(world, alliance, joining)
    column = "milex_pct_gdp" if measure == "percent_gdp" else COLUMNS[measure]
    if measure == "share_expenditure":
        column = expenditure_column(world.figures)
    if column not in world.figures.columns:
        raise FoedusError(f"contribution: the world of {world.on} has no figures of {measure}")
    table = world.figures.filter(pl.col("iso3").is_in(list(members)))
    known = dict(table.select("iso3", column).drop_nulls().iter_rows())
    if measure == "percent_gdp":
        return {iso3: float(value) for iso3, value in known.items()}
    total = sum(known.values())
    return {iso3: 100 * float(value) / total for iso3, value in known.items()} if total else {}


def _shapley(world: World, alliance: str, joining: frozenset[str]) -> dict[str, float]:
    larger = world.with_members(alliance, world.members(alliance) | joining)
    found = contribution(larger, alliance)
    values = {m.iso3: m.shapley for m in found.members if m.shapley is not None}
    total = sum(values.values())
    return {iso3: 100 * value / total for iso3, value in values.items()} if total else {}


class ContributionTest(TestEntry):
    """What members, or candidates as if they were members, contribute."""

    word: ClassVar[str] = "contribution"
    alliance: Text
    state: States
    measure: MEASURES
    on: Day | None = None
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return their share (the sum if they are several) or their percent of GDP (the mean)."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        values, bars, missing = [], {}, []
        for _, world in _worlds(alliance, on):
            states = [world.resolve(state) for state in self.state]
            joining = frozenset(states) - world.members(alliance)
            found = _figures(world, alliance, self.measure, joining)
            missing = [iso3 for iso3 in states if iso3 not in found]
            own = [found[iso3] for iso3 in states if iso3 in found]
            if own:
                values.append(sum(own) / (len(own) if self.measure == "percent_gdp" else 1))
                bars = {iso3: found[iso3] for iso3 in sorted(found, key=lambda i: -found[i])}
        names = ", ".join(state_name(iso3) for iso3 in states)
        unit = UNITS.get(self.measure, "% of the alliance's")
        command = f"foedus contribution {alliance} --on {on}"
        if not values:
            return Finding(
                test="contribution", verdict="not testable", figure=f"no figure for {names}",
                expected=self.expect.words(unit), command=command,
            )  # fmt: skip
        low, high = min(values), max(values)
        as_if = f" (as if {', '.join(sorted(joining))} were in)" if joining else ""
        spread = f" to {high:.3g}" if high > low * 1.0001 else ""
        shown = list(dict.fromkeys([*states, *list(bars)[:10]]))
        return Finding(
            test="contribution",
            verdict=judged(self.expect, values[0], low, high),  # type: ignore[arg-type]
            figure=f"{names}{as_if}: {self.measure.replace('_', ' ')} {low:.3g}{spread} {unit}",
            expected=self.expect.words(unit),
            value=values[0],
            low=low,
            high=high,
            unit=unit,
            depends_on=("whose figures are taken: the Factbook's or NATO's own tables",)
            if judged(self.expect, values[0], low, high) == "depends"
            else (),
            notes=tuple(f"no figure for {state_name(iso3)}" for iso3 in missing),
            sources=tuple(name for name, _ in _worlds(alliance, on)),
            command=command,
            bars=tuple(Bar(label=state_name(i), value=bars[i]) for i in shown if i in bars),
        )

    def certainty(self) -> bool | None:
        """Return whether 0 to 100 percent can fail it; a Shapley share may be negative."""
        return self.expect.certain(-100 if self.measure == "shapley" else 0, 100)


class MembersMeeting(TestEntry):
    """How many members meet a threshold of contribution."""

    word: ClassVar[str] = "members_meeting"
    alliance: Text
    measure: MEASURES
    threshold: Expectation = Field(description="what a member must meet, e.g. {at_least: 2}")
    on: Day | None = None
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return the number of members that meet it, by each source."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        counts, unit, bars = [], UNITS.get(self.measure, "% of the alliance's"), {}
        for _, world in _worlds(alliance, on):
            bars = _figures(world, alliance, self.measure, frozenset())
            counts.append(sum(self.threshold.holds(value) for value in bars.values()))
            members = len(world.members(alliance))
        low, high = min(counts), max(counts)
        spread = f"{low}" if low == high else f"{low} to {high}, by source,"
        ranked = sorted(bars, key=lambda iso3: -bars[iso3])
        return Finding(
            test="members_meeting",
            verdict=judged(self.expect, counts[0], low, high),  # type: ignore[arg-type]
            figure=f"{spread} of {members} members of {alliance} on {on}: "
            f"{self.measure.replace('_', ' ')} {self.threshold.words(unit)}",
            expected=self.expect.words("members"),
            value=float(counts[0]),
            low=float(low),
            high=float(high),
            unit="members",
            depends_on=("whose figures are taken: the Factbook's or NATO's own tables",)
            if judged(self.expect, counts[0], low, high) == "depends"
            else (),
            sources=tuple(name for name, _ in _worlds(alliance, on)),
            command=f"foedus contribution {alliance} --on {on}",
            bars=tuple(Bar(label=state_name(iso3), value=bars[iso3]) for iso3 in ranked),
        )

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 200 members can fail it."""
        return self.expect.certain(0, 200)
