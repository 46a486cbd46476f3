"""Tests on figures: what members contribute; values, shares, ratios, ranks and counts of states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expect, Expectation
from foedus.claims.figures import MEASURES, Series, series, well_covered
from foedus.claims.roster import Roster, world_or_roster
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.words import plain as number
from foedus.scenario.groups import named_states, said
from foedus.scenario.schema import Day, States, Text
from foedus.world.alliances import MEMBERSHIPS_SINCE
from foedus.world.embedded import holders
from foedus.world.states import in_sentence, state_name
from foedus.world.world import World

__all__ = [
    "ContributionTest",
    "CountTest",
    "FigureTest",
    "MembersMeeting",
    "RankTest",
    "RatioTest",
    "ShareTest",
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
StateMeasure = Literal[
    "percent_gdp", "expenditure_ppp", "expenditure_usd", "personnel", "gdp", "population",
    "capability", "warheads",
]  # fmt: skip

SHOWN = 10


@dataclass(frozen=True)
class Answer:
    """A figure by one source.

    Attributes
    ----------
    value : float
    source : Series
    bars : mapping of str to float
        Of the states it is seen beside.
    unknown : tuple of str
        States that a count may leave out, for the source has no figure of them.
    before : Series, optional
        Of the earlier day that it is compared with.
    """

    value: float
    source: Series
    bars: Mapping[str, float]
    unknown: tuple[str, ...] = ()
    before: Series | None = None

    @property
    def years(self) -> str:
        """Return the year of its figures, with that of the earlier ones."""
        return (
            f"{self.before.year} and {self.source.year}" if self.before else str(self.source.year)
        )

    @property
    def cited(self) -> tuple[str, ...]:
        """Return its source with the years of the figures."""
        return (*((self.before.cited,) if self.before else ()), self.source.cited)


def found_of(
    test: TestEntry,
    expect: Expect,
    answers: Sequence[Answer],
    words: str,
    unit: str,
    *,
    command: str,
    missing: str = "",
    notes: Sequence[str] = (),
    show: Sequence[str] = (),
) -> Finding:
    """Return the finding on a figure that several sources may give.

    Parameters
    ----------
    test : TestEntry
    expect : Expect
    answers : sequence of Answer
        Empty: the claim is not testable.
    words : str
        What the figure is.
    unit, command : str
    missing : str
        What is not there, and would be needed.
    notes : sequence of str
    show : sequence of str
        States to draw first.
    """
    stated = expect.words(unit), expect.denial(unit)
    if not answers:
        why = missing or "none of the last full year before the day, or at most three years older"
        return Finding(
            test=test.word, verdict="not testable", figure=f"{words}: no figure ({why})",
            expected=stated[0], opposite=stated[1], basis="none",
            command=_pull(missing) or command,
        )  # fmt: skip
    values = [one.value for one in answers]
    low, high = min(values), max(one.value + len(one.unknown) for one in answers)
    verdict = judged(expect, values[0], low, high)
    shown = "" if unit in ("", "place", "states", "members") else f" {unit}"
    each = "; ".join(
        f"{number(one.value)}{shown}{_at_most(one)} ({MEASURES[one.source.measure].short}, "
        f"{one.years}; {one.source.source.split('; for')[0]})"
        for one in answers
    )
    bars = answers[0].bars
    drawn = list(dict.fromkeys([*show, *sorted(bars, key=lambda i: -bars[i])[:SHOWN]]))
    return Finding(
        test=test.word,
        verdict=verdict,  # type: ignore[arg-type]
        figure=f"{words}: {each}",
        expected=stated[0],
        opposite=stated[1],
        value=values[0],
        low=low,
        high=high,
        unit=unit,
        depends_on=_which(answers, expect) if verdict == "depends" else (),
        notes=tuple(note for note in (*notes, missing) if note),
        sources=tuple(dict.fromkeys(cited for one in answers for cited in one.cited)),
        command=command,
        chart=f"{words}, {unit or MEASURES[answers[0].source.measure].unit}",
        bars=tuple(Bar(label=state_name(i), value=bars[i]) for i in drawn if i in bars),
    )


def _at_most(one: Answer) -> str:
    if not one.unknown:
        return ""
    return f", with {_names(one.unknown)}, of which there is no figure, up to " + number(
        one.value + len(one.unknown)
    )


def _pull(missing: str) -> str:
    at = missing.find("foedus data pull")
    return missing[at:].split("(")[0].split(";")[0].strip() if at >= 0 else ""


def _which(answers: Sequence[Answer], expect: Expect) -> tuple[str, ...]:
    """Return which source or measure decides, and the side each is on."""
    unknown = sorted({iso3 for one in answers for iso3 in one.unknown})
    if unknown and len({one.value for one in answers}) == 1:
        return (f"whether {_names(unknown)}, of which there is no figure, is counted",)
    kinds = {one.source.measure for one in answers}
    what = "which measure is taken" if len(kinds) > 1 else "whose figures are taken"
    sides = "; ".join(
        f"{MEASURES[one.source.measure].short} by {one.source.source.split(';')[0]}: "
        f"{number(one.value)}, so the claim {'holds' if expect.holds(one.value) else 'fails'}"
        for one in answers
    )
    return (f"{what}: {sides}",)


def _states(day: Day, items: Sequence[str]) -> tuple[World, tuple[str, ...]]:
    world: Any = Roster.of(day) if day >= MEMBERSHIPS_SINCE else world_or_roster(day)
    return world, named_states(world, items, frozenset(world.iso3))


def _names(states: Sequence[str]) -> str:
    if len(states) > 4:
        return f"{len(states)} states"
    return ", ".join(in_sentence(iso3) for iso3 in states)


def _total(found: Series, states: Sequence[str], measure: str) -> float | None:
    """Return the sum over states, the mean of a share of GDP; None if too little is known."""
    own = [found.figures[iso3].value for iso3 in states if iso3 in found.figures]
    if not own or not well_covered(found, states):
        return None
    return sum(own) / (len(own) if measure == "percent_gdp" else 1)


def _too_few(found: Sequence[Series], states: Sequence[str]) -> str:
    """Return how few of the states every source knows, where that is too few for a sum."""
    if not found or any(well_covered(one, states) for one in found):
        return ""
    most = max(len(one.of(states).figures) for one in found)
    return f"known for {most} of {len(states)} states of the last full year or three years before"


def _unknown(found: Sequence[Series], states: Sequence[str]) -> tuple[str, ...]:
    some = [iso3 for iso3 in states if any(iso3 not in one.figures for one in found)]
    if not some:
        return ()
    return (f"not known by every source, left out there: {_names(some)}",)


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
        as_if = f" (as if {_names(sorted(joining))} were in)" if joining else ""
        words = f"{_names(states)}{as_if}, {SAID[self.measure]}"
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
            notes = notes or _unknown(some, everybody)
            missing = missing or _too_few(some, everybody)
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
        return f"{_names(states)}, {MEASURES[self.measure].label}"

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
            if (total := _total(one, states, self.measure)) is not None
        ]
        return found_of(
            self, self.expect, answers, self._told(states), MEASURES[self.measure].unit,
            command=self._command(states, on), missing=missing, notes=_unknown(some, states),
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
                (one, None, _total(one, states, self.measure), _total(one, others, self.measure))
                for one in now
            ]
            words = f"{self._told(states)}, in times that of {said(self.to or ())}"
        else:
            then, lack = series(self.measure, self.since, states)
            missing = missing or lack
            before = {one.source.split(";")[0]: one for one in then}
            pairs = [
                (one, old, _total(one, states, self.measure), _total(old, states, self.measure))
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
            missing=missing, notes=_unknown(now, states),
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
            own, total = (_total(one, who, self.measure) for who in (states, everybody))
            if own is not None and total:
                shares = {i: 100 * f.value / total for i, f in one.figures.items()}
                answers.append(Answer(100 * own / total, one, shares))
        missing = missing or _too_few(some, everybody)
        return found_of(
            self, self.expect, answers, f"{self._told(states)}, share of {said(self.of)}", "%",
            command=self._command(states, on), missing=missing, notes=_unknown(some, everybody),
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
            notes=_unknown(some, everybody), show=states,
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
                    missing = f"no count of the warheads of {_names(sorted(unknown))}"
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
