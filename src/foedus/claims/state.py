"""Tests on figures of states: values, ratios, shares, ranks and counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.answers import Answer, found_of, left_out, names_of, too_few, total_of
from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.expect import Expectation
from foedus.claims.figures import MEASURES, Series, series, well_covered
from foedus.claims.roster import Roster, world_or_roster
from foedus.claims.verdict import Finding
from foedus.errors import FoedusError
from foedus.scenario.fields import Day, States
from foedus.scenario.groups import named_states, said
from foedus.world.alliances import MEMBERSHIPS_SINCE
from foedus.world.embedded import holders
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = [
    "CountTest",
    "FigureTest",
    "RankTest",
    "RatioTest",
    "ShareTest",
]
StateMeasure = Literal[
    "percent_gdp", "expenditure_ppp", "expenditure_usd", "personnel", "gdp", "population",
    "capability", "warheads",
]  # fmt: skip


def _states(day: Day, items: Sequence[str]) -> tuple[World, tuple[str, ...]]:
    world: Any = Roster.of(day) if day >= MEMBERSHIPS_SINCE else world_or_roster(day)
    return world, named_states(world, items, frozenset(world.iso3))


class _StateFigure(TestEntry):
    """A figure of states."""

    measure: StateMeasure
    state: States
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": self.state}

    def certainty(self) -> bool | None:
        """Return whether a figure of 0 or more can fail it."""
        return self.expect.certain(0, 1e18)

    def _told(self, states: Sequence[str]) -> str:
        return f"{names_of(states)}, {MEASURES[self.measure].label}"

    def _command(self, states: Sequence[str], on: Day) -> str:
        known = states[0] if len(states) == 1 else ""
        return f"foedus world {known} --on {on}".replace("  ", " ")


class FigureTest(_StateFigure):
    """A figure of a state, or of several together (of a share of GDP the mean)."""

    word: ClassVar[str] = "figure"

    def run(self, context: Context) -> Finding:
        """Return the figure by each source."""
        on = self.day(context.on)
        _, states = _states(on, self.state)
        some, missing = series(self.measure, on, states)
        answers = [
            Answer(total, one, {i: f.value for i, f in one.figures.items()})
            for one in some
            if (total := total_of(one, states, self.measure)) is not None
        ]
        return found_of(
            self, self.expect, answers, self._told(states), MEASURES[self.measure].unit,
            command=self._command(states, on), missing=missing, notes=left_out(some, states),
        )  # fmt: skip


class RatioTest(_StateFigure):
    """A figure of states in times that of others, or of an earlier day: doubled, more than all."""

    word: ClassVar[str] = "ratio"
    to: States | None = Field(default=None, description="e.g. [NATO, not USA]: all the others")
    since: Day | None = Field(default=None, description="in times their own figure of that day")

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [*self.state, *(self.to or ())]}

    def run(self, context: Context) -> Finding:
        """Return the ratio by each source."""
        if (self.to is None) == (self.since is None):
            raise FoedusError("ratio: give either to (other states) or since (an earlier day)")
        on = self.day(context.on)
        _, states = _states(on, self.state)
        now, missing = series(self.measure, on, self._everybody(on, states))
        if self.since is None:
            _, others = _states(on, self.to or ())
            pairs: list[tuple[Series, Series | None, float | None, float | None]] = [
                (
                    one,
                    None,
                    total_of(one, states, self.measure),
                    total_of(one, others, self.measure),
                )
                for one in now
            ]
            words = f"{self._told(states)}, in times that of {said(self.to or ())}"
        else:
            then, lack = series(self.measure, self.since, states)
            missing = missing or lack
            before = {one.source.split(";")[0]: one for one in then}
            pairs = [
                (one, old, total_of(one, states, self.measure), total_of(old, states, self.measure))
                for one in now
                if (old := before.get(one.source.split(";")[0])) is not None
            ]
            words = f"{self._told(states)}, in times that of {self.since}"
            if now and then and not pairs:
                missing = missing or "no source has both days"
        answers = [
            Answer(own / other, one, {i: f.value for i, f in one.figures.items()}, before=old)
            for one, old, own, other in pairs
            if own is not None and other
        ]
        return found_of(
            self, self.expect, answers, words, "times", command=self._command(states, on),
            missing=missing, notes=left_out(now, states),
        )  # fmt: skip

    def _everybody(self, on: Day, states: Sequence[str]) -> list[str]:
        others = _states(on, self.to)[1] if self.to else ()
        return sorted({*states, *others})


class ShareTest(_StateFigure):
    """A figure of states in percent of that of a group: of the world, of an alliance."""

    word: ClassVar[str] = "share"
    of: States = Field(description="e.g. everybody, NATO")

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [*self.state, *self.of]}

    def run(self, context: Context) -> Finding:
        """Return the share by each source."""
        if self.measure == "percent_gdp":
            raise FoedusError("share: percent_gdp is a share already; ask figure")
        on = self.day(context.on)
        _, states = _states(on, self.state)
        _, group = _states(on, self.of)
        everybody = sorted({*group, *states})
        some, missing = series(self.measure, on, everybody)
        answers = []
        for one in some:
            own, total = (total_of(one, who, self.measure) for who in (states, everybody))
            if own is not None and total:
                shares = {i: 100 * f.value / total for i, f in one.figures.items()}
                answers.append(Answer(100 * own / total, one, shares))
        missing = missing or too_few(some, everybody)
        return found_of(
            self, self.expect, answers, f"{self._told(states)}, share of {said(self.of)}", "%",
            command=self._command(states, on), missing=missing, notes=left_out(some, everybody),
            show=states,
        )  # fmt: skip

    def certainty(self) -> bool | None:
        """Return whether 0 to 100 percent can fail it."""
        return self.expect.certain(0, 100)


class RankTest(_StateFigure):
    """The place of a state within a group, the largest being first."""

    word: ClassVar[str] = "rank"
    among: States = ["everybody"]  # noqa: RUF012 (pydantic copies it)

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [*self.state, *self.among]}

    def run(self, context: Context) -> Finding:
        """Return the rank by each source."""
        on = self.day(context.on)
        _, states = _states(on, self.state)
        if len(states) != 1:
            raise FoedusError("rank: give one state")
        own = states[0]
        _, group = _states(on, self.among)
        everybody = sorted({*group, own})
        some, missing = series(self.measure, on, everybody)
        answers = []
        for one in some:
            if own in one.figures and well_covered(one, everybody):
                values = {i: f.value for i, f in one.figures.items()}
                place = 1 + sum(value > values[own] for value in values.values())
                answers.append(Answer(float(place), one, values))
        return found_of(
            self, self.expect, answers,
            f"place of {in_sentence(own)} among {said(self.among)}, "
            f"{MEASURES[self.measure].label}",
            "place", command=self._command(states, on), missing=missing,
            notes=left_out(some, everybody), show=states,
        )  # fmt: skip

    def certainty(self) -> bool | None:
        """Return whether a place from 1 to 250 can fail it."""
        return self.expect.certain(1, 250)


class CountTest(TestEntry):
    """How many states of a group have a figure that meets a threshold."""

    word: ClassVar[str] = "count"
    measure: StateMeasure
    among: States
    threshold: Expectation
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": self.among}

    def run(self, context: Context) -> Finding:
        """Return the number of states by each source."""
        on = self.day(context.on)
        _, states = _states(on, self.among)
        some, missing = series(self.measure, on, states)
        answers = []
        for one in some:
            if self.measure == "warheads":
                unknown = holders("nuclear_powers", on) & frozenset(states) - one.figures.keys()
                if unknown:
                    missing = f"no count of the warheads of {names_of(sorted(unknown))}"
                    continue
            if self.measure == "warheads" or well_covered(one, states):
                values = {i: f.value for i, f in one.figures.items()}
                count = sum(self.threshold.holds(value) for value in values.values())
                none = self.measure == "warheads"
                unknown_ = () if none else tuple(i for i in states if i not in values)
                answers.append(Answer(float(count), one, values, unknown_))
        return found_of(
            self, self.expect, answers,
            f"states of {said(self.among)} with {MEASURES[self.measure].label} "
            f"{self.threshold.words(MEASURES[self.measure].unit)}",
            "states", command=f"foedus world --on {on}", missing=missing,
        )  # fmt: skip

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 250 can fail it."""
        return self.expect.certain(0, 250)
