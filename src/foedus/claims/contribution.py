"""Tests on figures: what members contribute; values, shares, ratios, ranks and counts of states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.answers import SHOWN, Answer, found_of, left_out, names_of, too_few
from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.figures import Series, series, well_covered
from foedus.claims.roster import Roster, world_or_roster
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.scenario.fields import Day, States, Text
from foedus.scenario.groups import named_states
from foedus.world.alliances import MEMBERSHIPS_SINCE
from foedus.world.states import state_name
from foedus.world.world import World

__all__ = [
    "ContributionTest",
    "MembersMeeting",
]

OF_ALLIANCE = {
    "share_expenditure": ("expenditure_ppp", "expenditure_usd"),
    "share_expenditure_ppp": ("expenditure_ppp",),
    "share_expenditure_usd": ("expenditure_usd",),
    "share_personnel": ("personnel",),
    "share_gdp": ("gdp",),
    "share_population": ("population",),
    "share_capability": ("capability",),
}
"""Shares of an alliance and the measures they can be taken of: without a measure named, the
share of expenditure is taken of every kind of dollar there is."""

SAID = {
    "percent_gdp": "military expenditure as a share of GDP",
    "share_expenditure": "share of the members' military expenditure",
    "share_expenditure_ppp": "share of the members' military expenditure, purchasing power",
    "share_expenditure_usd": "share of the members' military expenditure, current dollars",
    "share_personnel": "share of the members' active personnel",
    "share_gdp": "share of the members' GDP at purchasing power parity",
    "share_population": "share of the members' population",
    "share_capability": "share of the members' military capability",
    "shapley": "what it brings",
}

AllianceMeasure = Literal[
    "percent_gdp", "share_expenditure", "share_expenditure_ppp", "share_expenditure_usd",
    "share_personnel", "share_gdp", "share_population", "share_capability", "shapley",
]  # fmt: skip


def _members(alliance: str, day: Day) -> tuple[World, str, frozenset[str]]:
    world: Any = Roster.of(day) if day >= MEMBERSHIPS_SINCE else world_or_roster(day)
    identifier = world.resolve_alliance(alliance)
    return world, identifier, world.members(identifier)


class ContributionTest(TestEntry):
    """What members, or candidates as if they were members, contribute."""

    word: ClassVar[str] = "contribution"
    alliance: Text
    state: States
    measure: AllianceMeasure
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance], "state": self.state}

    def run(self, context: Context) -> Finding:
        """Return their share (the sum if they are several) or their percent of GDP (the mean)."""
        on = self.day(context.on)
        world, alliance, members = _members(self.alliance, on)
        states = named_states(world, self.state, frozenset(world.iso3))
        joining = frozenset(states) - members
        as_if = f" (as if {names_of(sorted(joining))} were in)" if joining else ""
        words = f"{names_of(states)}{as_if}, {SAID[self.measure]}"
        command = f"foedus contribution {alliance} --on {on}"
        everybody = sorted(members | joining)
        answers: list[Answer] = []
        missing = ""
        notes: tuple[str, ...] = ()
        if self.measure == "shapley":
            return self._shapley(on, alliance, states, joining, words, command)
        for measure in OF_ALLIANCE.get(self.measure, ("percent_gdp",)):
            some, lack = series(measure, on, everybody)
            missing = missing or lack
            notes = notes or left_out(some, everybody)
            missing = missing or too_few(some, everybody)
            answers += [
                answer
                for one in some
                if (answer := self._answer(one, states, everybody)) is not None
            ]
        unit = "% of GDP" if self.measure == "percent_gdp" else f"% of {alliance}'s"
        return found_of(
            self, self.expect, answers, words, unit, command=command, missing=missing,
            notes=notes, show=states,
        )  # fmt: skip

    def _answer(
        self, one: Series, states: Sequence[str], everybody: Sequence[str]
    ) -> Answer | None:
        if any(iso3 not in one.figures for iso3 in states):
            return None
        values = {iso3: figure.value for iso3, figure in one.figures.items()}
        if self.measure == "percent_gdp":
            own = [values[iso3] for iso3 in states]
            return Answer(sum(own) / len(own), one, values)
        total = sum(values.values())
        if not total or not well_covered(one, everybody):
            return None
        shares = {iso3: 100 * value / total for iso3, value in values.items()}
        return Answer(sum(shares[iso3] for iso3 in states), one, shares)

    def _shapley(
        self,
        on: Day,
        alliance: str,
        states: Sequence[str],
        joining: frozenset[str],
        words: str,
        command: str,
    ) -> Finding:
        from foedus.questions.contribution import contribution
        from foedus.world.load import load_world

        world = load_world(on)
        larger = world.with_members(alliance, world.members(alliance) | joining)
        found = contribution(larger, alliance, draws=0)
        values = {m.iso3: float(m.shapley) for m in found.members if m.shapley is not None}
        value = sum(values.get(iso3, 0.0) for iso3 in states)
        unit = "attacks a century"
        verdict = judged(self.expect, value)
        return Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{words}: Shapley value {value:+.3g} {unit}, by the best estimates "
            "(plus is a gain)",
            expected=self.expect.words(unit),
            opposite=self.expect.denial(unit),
            basis="model",
            value=value,
            unit=unit,
            sources=tuple(found.sources),
            command=command,
            chart=f"Shapley value, {unit} (plus is a gain)",
            bars=tuple(
                Bar(label=state_name(i), value=values[i])
                for i in sorted(values, key=lambda i: -values[i])[:SHOWN]
            ),
        )

    def certainty(self) -> bool | None:
        """Return whether 0 to 100 percent can fail it; a Shapley value may be negative."""
        most = 1e6 if self.measure == "shapley" else 100
        return self.expect.certain(-most if self.measure == "shapley" else 0, most)


class MembersMeeting(TestEntry):
    """How many members meet a threshold of contribution."""

    word: ClassVar[str] = "members_meeting"
    alliance: Text
    measure: AllianceMeasure
    threshold: Expectation = Field(description="what a member must meet, e.g. {at_least: 2}")
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance]}

    def run(self, context: Context) -> Finding:
        """Return the number of members that meet it, by each source."""
        if self.measure == "shapley":
            raise FoedusError("members_meeting: a Shapley value is no threshold; ask contribution")
        on = self.day(context.on)
        _, alliance, members = _members(self.alliance, on)
        everybody = sorted(members)
        answers: list[Answer] = []
        missing = ""
        unit = "% of GDP" if self.measure == "percent_gdp" else f"% of {alliance}'s"
        for measure in OF_ALLIANCE.get(self.measure, ("percent_gdp",)):
            some, lack = series(measure, on, everybody)
            missing = missing or lack
            for one in some:
                if well_covered(one, everybody):
                    bars = self._bars(one)
                    count = sum(self.threshold.holds(value) for value in bars.values())
                    unknown = tuple(iso3 for iso3 in everybody if iso3 not in bars)
                    answers.append(Answer(float(count), one, bars, unknown))
        found = found_of(
            self, self.expect, answers,
            f"of {len(members)} members of {alliance} on {on}, with "
            f"{SAID[self.measure]} of {self.threshold.words(unit)}",
            "members", command=f"foedus contribution {alliance} --on {on}",
            missing=missing,
        )  # fmt: skip
        return found.model_copy(update={"chart": f"{SAID[self.measure].capitalize()}, {unit}"})

    def _bars(self, one: Series) -> dict[str, float]:
        values = {iso3: figure.value for iso3, figure in one.figures.items()}
        if self.measure == "percent_gdp":
            return values
        total = sum(values.values()) or 1.0
        return {iso3: 100 * value / total for iso3, value in values.items()}

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 200 members can fail it."""
        return self.expect.certain(0, 200)
