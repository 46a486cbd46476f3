"""Tests that ask the security model: the Article 10 test and the indivisibility test."""

from __future__ import annotations

import shlex
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.verdicts import MATERIAL, Groups
from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal, apply
from foedus.scenario.scenario import world_on
from foedus.scenario.schema import Day, States, Text
from foedus.security.assumptions import PARAMETERS, Assumptions, plausible_range
from foedus.security.evaluate import risk
from foedus.security.robustness import ROBUST, Sweep, sweep
from foedus.world.alliances import resolve_alliance
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["Article10Test", "IndivisibilityTest"]

Array = NDArray[np.float64]
Fixed = Annotated[dict[str, float | str], Field(max_length=20)]


class _Change(TestEntry):
    """A change of an alliance's membership, under assumptions."""

    alliance: Text
    admit: States | None = None
    withdraw: States | None = None
    expel: States | None = None
    on: Day | None = None
    assumptions: Fixed = Field(default={}, description="held at these values, not swept")

    def _changes(self, world: World) -> list[Change]:
        alliance = resolve_alliance(self.alliance)
        kinds = ((Accession, self.admit), (Withdrawal, self.withdraw), (Expulsion, self.expel))
        found: list[Change] = [
            kind(world.resolve(s), alliance) for kind, who in kinds for s in who or ()
        ]
        if not found:
            raise FoedusError("say who joins or leaves: admit, withdraw or expel")
        return found

    def _swept(self, context: Context) -> _Swept:
        on = self.on or context.on
        key = (
            "sweep", self.alliance, str(self.admit), str(self.withdraw), str(self.expel), on,
            str(self.assumptions),
        )  # fmt: skip
        return context.once(key, lambda: self._make(context, world_on(on)))  # type: ignore[no-any-return]

    def _make(self, context: Context, world: World) -> _Swept:
        changes = self._changes(world)
        given = dict(self.assumptions)
        assumptions = Assumptions.default(str(given.pop("event", "force"))).with_(**given)
        after = apply(world, changes)
        found = sweep(world, after, assumptions, context.draws, context.seed, set(self.assumptions))
        then, now = risk(after, assumptions), risk(world, assumptions)
        parts = then.direct - now.direct, then.entanglement - now.entanglement
        groups = Groups.of(world, after, resolve_alliance(self.alliance))
        return _Swept(
            self, world, tuple(changes), assumptions, found, now.insecurity, parts, groups
        )


class _Swept:
    """A change under many sets of assumptions, and what can be said about it."""

    def __init__(
        self,
        entry: _Change,
        world: World,
        changes: tuple[Change, ...],
        assumptions: Assumptions,
        found: Sweep,
        level: Array,
        parts: tuple[Array, Array],
        groups: Groups,
    ) -> None:
        self.entry, self.world, self.changes = entry, world, changes
        self.assumptions, self.found, self.level = assumptions, found, level
        self.parts, self.change, self.groups = parts, parts[0] + parts[1], groups

    def finding(
        self,
        test: str,
        expected: str,
        figure: Any,
        words: str,
        holds_below: bool,
        of: NDArray[np.intp],
    ) -> Finding:
        """Return the finding of "figure < 0", or of its opposite, over default and draws."""
        total = self.found.result.total
        default, draws = float(figure(self.change[None])[0]), figure(total)
        true = (draws < 0) == holds_below
        share, by_default = float(true.mean()), (default < 0) == holds_below
        sides = self._sides(true)
        if share >= ROBUST and by_default:
            verdict = "supported"
        elif share <= 1 - ROBUST and not by_default:
            verdict = "contradicted"
        else:
            verdict = "depends"
        means = total[:, of].mean(axis=1)
        low, high = (float(x) for x in np.quantile(means, [0.05, 0.95]))
        value = float(self.change[of].mean())
        base = float(self.level[of].mean())
        percent = 100 * value / base if base > 0 else 0.0
        return Finding(
            test=test,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{words}: insecurity {percent:+.2f} % by default, that is {value:+.5f} lost "
            f"conflicts a year on average; {low:+.5f} to {high:+.5f} over {len(total):,} sets of "
            "plausible assumptions",
            expected=expected,
            value=value,
            low=low,
            high=high,
            unit="lost conflicts a year",
            share=share,
            depends_on=sides if verdict == "depends" else (),
            notes=(
                self._split(of),
                f"{expected}: holds in {100 * share:.0f} % of these sets",
            ),
            sources=tuple(p.source for p in PARAMETERS.values()),
            command=self.command(),
            bars=tuple(
                Bar(label=self.world.names[i], value=self._percent(i)) for i in self._top(of)
            ),
        )

    def _split(self, of: NDArray[np.intp]) -> str:
        direct, drawn = (float(part[of].mean()) for part in self.parts)
        return f"of the change by default, direct risk {direct:+.5f}, allies' wars {drawn:+.5f}"

    def _percent(self, i: int) -> float:
        return float(100 * self.change[i] / self.level[i]) if self.level[i] > 0 else 0.0

    def _top(self, of: NDArray[np.intp]) -> list[int]:
        changed = sorted((int(i) for i in of), key=lambda i: (-abs(self._percent(i)), i))
        return [i for i in changed[:10] if abs(self._percent(i)) > 0]

    def _sides(self, true: NDArray[np.bool_]) -> tuple[str, ...]:
        """Return the assumptions whose halves differ most in how often the claim holds."""
        found = []
        for name in self.found.names:
            if name not in PARAMETERS:
                continue
            low, high = plausible_range(name, self.assumptions.event)
            middle = (low + high) / 2
            upper = self.found.draws.values[name] > middle
            if upper.all() or not upper.any():
                continue
            above, below = float(true[upper].mean()), float(true[~upper].mean())
            found.append((abs(above - below), name, middle, below, above))
        found.sort(reverse=True)
        return tuple(_side(*item[1:]) for item in found[:2] if item[0] >= 0.05)

    def command(self) -> str:
        """Return the command that shows more."""
        entry = self.entry
        words = ["foedus", "assess", resolve_alliance(entry.alliance)]
        for option, states in (
            ("--admit", entry.admit), ("--withdraw", entry.withdraw), ("--expel", entry.expel),
        ):  # fmt: skip
            for state in states or ():
                words += [option, self.world.resolve(state)]
        words += ["--on", str(self.world.on)]
        for name, value in entry.assumptions.items():
            words += ["--event", str(value)] if name == "event" else ["--set", f"{name}={value}"]
        return shlex.join(words)


def _side(name: str, middle: float, below: float, above: float) -> str:
    parameter = PARAMETERS[name]
    who = "above" if above > below else "below"
    return (
        f"{parameter.symbol} ({parameter.meaning}): the claim holds in {100 * below:.0f} % of the "
        f"cases below {middle:.3g} and in {100 * above:.0f} % above; who makes the claim takes it "
        f"to lie {who}, who denies it the other side"
    )


class Article10Test(_Change):
    """Whether the members, one by one or on the whole, or who joins or leaves, get safer."""

    statement: Literal[
        "members_safer", "no_member_less_safe", "candidate_safer", "leaver_safer"
    ] = "members_safer"
    expect: bool = True

    def run(self, context: Context) -> Finding:
        """Return in what share of the assumptions the statement holds."""
        swept = self._swept(context)
        groups = swept.groups
        who, words = {
            "members_safer": (groups.members, "the members together"),
            "no_member_less_safe": (groups.members, "the members together"),
            "candidate_safer": (groups.joining, "who joins"),
            "leaver_safer": (groups.leaving, "who leaves"),
        }[self.statement]
        if not len(who):
            raise FoedusError(f"article10: {self.statement}: this change has no such state")

        def mean(total: Array) -> Array:
            found: Array = total[:, who].mean(axis=1)
            return found

        def worst(total: Array) -> Array:
            found: Array = (total[:, who] - groups.tiny[who]).max(axis=1)
            return found

        figure = worst if self.statement == "no_member_less_safe" else mean
        expected = (
            self.statement.replace("_", " ")
            if self.expect
            else (f"not: {self.statement.replace('_', ' ')}")
        )
        return swept.finding("article10", expected, figure, words, self.expect, who)


class IndivisibilityTest(_Change):
    """Whether anybody outside, or one state, gets noticeably less safe."""

    state: States | None = Field(default=None, description="these alone; else all outsiders")
    expect: Literal["somebody_less_safe", "nobody_less_safe"]

    def run(self, context: Context) -> Finding:
        """Return in what share of the assumptions somebody outside gets noticeably less safe."""
        swept = self._swept(context)
        world = swept.world
        who = swept.groups.outsiders
        if self.state:
            who = world.indices(world.resolve(s) for s in self.state)
        if not len(who):
            raise FoedusError("indivisibility: no such state in the contest")

        def worst(total: Array) -> Array:
            found: Array = (total[:, who] - MATERIAL * swept.level[who]).max(axis=1)
            return found

        named = (
            "all outsiders together"
            if not self.state
            else ", ".join(in_sentence(world.iso3[i]) for i in who)
        )
        count = int((swept.change[who] > MATERIAL * swept.level[who]).sum())
        return swept.finding(
            "indivisibility",
            self.expect.replace("_", " "),
            worst,
            f"{count} of {len(who)} noticeably less safe; {named}",
            self.expect == "nobody_less_safe",
            who,
        )
