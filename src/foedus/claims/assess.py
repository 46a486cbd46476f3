"""Tests that ask the security model: who gets safer, and at whose expense."""

from __future__ import annotations

import shlex
from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.modelled import (
    Judgement,
    Modelled,
    Proposition,
    accessions,
    largest_of,
    mean_of,
    modelled,
    noticed,
)
from foedus.claims.verdict import Bar, Finding, Verdict, denied
from foedus.errors import FoedusError
from foedus.questions.roles import Roles
from foedus.questions.words import UNIT, amount, signed
from foedus.scenario.assumed import Assumed
from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal, apply
from foedus.scenario.groups import named_states, states_in
from foedus.scenario.schema import Day, Pair, States, Text
from foedus.security.records import sources_of
from foedus.security.verdicts import MATERIAL
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["Article10Test", "IndivisibilityTest", "SaferTest"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Fixed = Annotated[dict[str, float | str], Field(max_length=20)]

VERDICT: dict[str, Verdict] = {
    "true": "supported",
    "false": "contradicted",
    "depends": "depends",
    "too small": "not testable",
}
"""The verdict on a proposition by what may be said of it."""

ALMOST_ALL = 0.75
"""Share of possible candidates from which on the page says that the verdict tells little."""


class _Change(TestEntry):
    """A change of an alliance's membership, under assumptions."""

    alliance: Text
    admit: States | None = None
    withdraw: States | None = None
    expel: States | None = None
    joined_since: Day | None = Field(
        default=None, description="those who joined since are in, compared with: they are not"
    )
    on: Day | None = None
    assumptions: Fixed = Field(default={}, description="event, reading, numbers held at a value")
    assume_rivals: Annotated[list[Pair], Field(max_length=40)] = Field(default=[])
    eu_clause: Literal["full", "half", "none"] = "full"

    @abstractmethod
    def question(self, of: Modelled) -> _Asked:
        """Return what is asked of the model."""

    @property
    def assumed(self) -> Assumed:
        """Return what is assumed of world and model."""
        return Assumed.of(self.assumptions, self.assume_rivals, self.eu_clause)

    def names(self) -> dict[str, Any]:
        """Return the names in it: alliance and states."""
        states = [*(self.admit or ()), *(self.withdraw or ()), *(self.expel or ())]
        rivals = [state for pair in self.assume_rivals for state in pair]
        return {"alliance": [self.alliance], "state": [*states, *rivals],
                "assumptions": [self.assumptions]}  # fmt: skip

    def _changes(self, world: World) -> list[Change]:
        alliance = world.resolve_alliance(self.alliance)
        members = world.members(alliance)
        found: list[Change] = []
        for kind, who in (
            (Accession, self.admit), (Withdrawal, self.withdraw), (Expulsion, self.expel),
        ):  # fmt: skip
            kept = frozenset(world.iso3) - members if kind is Accession else members
            found += [kind(iso3, alliance) for iso3 in named_states(world, who or (), kept)]
        return found

    def _worlds(self, world: World) -> tuple[World, World]:
        """Return the worlds before and after."""
        changes = self._changes(world)
        if self.joined_since is None:
            if not changes:
                raise FoedusError("say who joins or leaves: admit, withdraw, expel or joined_since")
            return world, apply(world, changes)
        if changes:
            raise FoedusError("give either joined_since or admit, withdraw, expel")
        alliance = world.resolve_alliance(self.alliance)
        now = world.members(alliance)
        old = states_in(world, [f"{alliance} on {self.joined_since}"]) & now
        if old == now or not old:
            raise FoedusError(
                f"nobody joined {alliance} since {self.joined_since} and is a member on {world.on}"
                if old else f"{alliance}: no member of {self.joined_since} is one on {world.on}"
            )  # fmt: skip
        return world.with_members(alliance, old), world

    def _modelled(self, context: Context) -> Modelled:
        on = self.day(context.on)
        key = (
            "model", self.alliance, str(self.admit), str(self.withdraw), str(self.expel),
            self.joined_since, on, self.assumed,
        )  # fmt: skip
        return context.once(key, lambda: self._make(context, on))  # type: ignore[no-any-return]

    def _make(self, context: Context, on: Day) -> Modelled:
        before, after = self._worlds(self.assumed.world(on))
        roles = Roles.of(before, after, before.resolve_alliance(self.alliance))
        return modelled(before, after, roles, self.assumed.assumptions, context.draws, context.seed)

    def run(self, context: Context) -> Finding:
        """Return in what share of the draws the statement holds, and how sure that is."""
        of = self._modelled(context)
        asked = self.question(of)
        judged = of.judge(asked.proposition)
        found = self._finding(of, asked, judged)
        return found if asked.expect else denied(found)

    def _finding(self, of: Modelled, asked: _Asked, judged: Judgement) -> Finding:
        verdict = VERDICT[judged.verdict]
        omega = of.omega_decides(asked.proposition)
        if omega is not None:
            verdict = "depends"
        rate, common = self._base_rate(of, asked, judged)
        small = (
            f"too small to tell: below {MATERIAL} {UNIT}" if judged.verdict == "too small" else ""
        )
        deciders = () if judged.verdict != "depends" else of.deciders(judged)
        deciders = deciders if omega is None else (omega, *deciders)
        decided = tuple(one.words for one in deciders)
        change, level = float(of.change[asked.who].mean()), float(of.level[asked.who].mean())
        return Finding(
            test=self.word,
            verdict=verdict,
            figure=(
                f"{asked.words}: {amount(level)} to {amount(level + change)} {UNIT} each by the "
                f"best estimates, {signed(change)} (plus is less safe); nine of ten draws "
                f"{_band(of, asked.who)}"
            ),
            caveat="; ".join(text for text in (small, common) if text),
            expected=asked.holds,
            opposite=asked.fails,
            basis="model",
            value=change,
            low=judged.low,
            high=judged.high,
            unit=UNIT,
            share=judged.share,
            mc_error=judged.mc_error,
            deciders=deciders,
            depends_on=decided or (_undecided(judged),) if verdict == "depends" else (),
            notes=(
                _split(of, asked.who),
                _shares(judged, of.held),
                *of.elsewhere(asked.shown),
                *rate,
                f"states of {of.before.on}, figures of {of.before.figures_year} or at most three "
                "years older",
            ),
            sources=_sources(of),
            command=self.command(of.before),
            chart=f"Change of insecurity, {UNIT} (plus is less safe)",
            bars=_bars(of, asked.who),
            holds=judged.holds,
        )

    def _base_rate(
        self, of: Modelled, asked: _Asked, judged: Judgement
    ) -> tuple[tuple[str, ...], str]:
        """Return how many other candidates would get the same answer, and a caveat if most do."""
        if self.admit is None or len(of.roles.joining) != 1 or len(of.roles.moving) != 1:
            return (), ""
        world, changes, level = accessions(
            of.before.resolve_alliance(self.alliance), of.before.on, self.assumed
        )
        members = of.roles.members
        answers = [
            asked.of_candidate(change, level, members, world.index(iso3))
            for iso3, change in changes.items()
        ]
        own = asked.of_candidate(of.change, of.level, members, int(of.roles.joining[0]))
        same, all_ = answers.count(own), len(answers)
        text = (
            f"base rate: by the best estimates {same} of the {all_} states that are no members of "
            f"{of.before.resolve_alliance(self.alliance)} would get the same answer"
        )
        told = f"it would be said of almost every candidate ({same} of {all_} states)"
        return (text,), told if same >= ALMOST_ALL * all_ else ""

    def command(self, world: World) -> str:
        """Return the command that shows more."""
        alliance = world.resolve_alliance(self.alliance)
        words = ["foedus", "assess", alliance]
        if self.joined_since is not None:
            old = states_in(world, [f"{alliance} on {self.joined_since}"])
            later = self.assumed.world(world.on).members(alliance) - old
            for iso3 in sorted(later):
                words += ["--withdraw", iso3]
        else:
            for change in self._changes(world):
                option = {Accession: "admit", Withdrawal: "withdraw", Expulsion: "expel"}
                words += [f"--{option[type(change)]}", change.state]  # type: ignore
        return shlex.join([*words, "--on", str(world.on), *self.assumed.options()])


class _Asked:
    """What is asked of the model, and how it is said."""

    def __init__(
        self,
        kind: Literal["safer", "nobody"],
        who: Index,
        words: str,
        holds: str,
        fails: str,
        expect: bool,
        level: Array,
        candidate: bool = False,
        named: bool = False,
    ) -> None:
        self.kind, self.who, self.words, self.expect = kind, who, words, expect
        self.holds, self.fails, self.candidate, self.named = holds, fails, candidate, named
        self.measure = mean_of(who) if kind == "safer" else noticed(level, who)
        self.shown = self.measure if kind == "safer" else largest_of(who)
        self.proposition = Proposition(self.measure, kind == "safer")

    def of_candidate(self, change: Array, level: Array, members: Index, i: int) -> str:
        """Return what the best estimates say where another state joins."""
        if self.kind == "safer":
            value = float(change[[i] if self.candidate else self.who].mean())
            if abs(value) < MATERIAL:
                return "too small"
            return "safer" if value < 0 else "less safe"
        who = self.who
        if not self.named:
            inside = np.append(members, i)
            who = np.setdiff1d(np.arange(len(change)), inside)
        return "nobody" if noticed(level, who)(change) < 0 else "somebody"


def _sources(of: Modelled) -> tuple[str, ...]:
    """Return what the model and its world rest on, with the years; the command shows all."""
    fit = of.found.assumptions.fit
    whole = sources_of(of.before)
    capability = [source for source in whole if "capability" in source or "Military" in source]
    return (
        f"foedus security model: attacks {fit.first}-{fit.last}, {fit.n:,} pairs and years, "
        f"{fit.events} events (GML disputes 2.2.1, ATOP 5, COW)",
        f"world of {of.before.on}, figures of {of.before.figures_year}: "
        f"{(capability or list(whole))[0]}",
    )


def _band(of: Modelled, who: Index) -> str:
    assert of.found.draws is not None
    means = of.found.draws.insecurity()[:, who].mean(axis=1)
    low, high = (float(q) for q in np.quantile(means, (0.05, 0.95)))
    return f"{signed(low)} to {signed(high)}"


def _split(of: Modelled, who: Index) -> str:
    attacked, drawn = float(of.found.attacked[who].mean()), float(of.found.drawn_in[who].mean())
    return f"of the change, attacks suffered {signed(attacked)}, wars of allies {signed(drawn)}"


def _shares(judged: Judgement, held: bool) -> str:
    error = f"give or take {100 * judged.mc_error:.0f} by chance"
    if held:
        return f"draws differ by {error}"
    apart = abs(judged.share - judged.share_full)
    return (
        f"shares of the draws are {error}; counting a war joined as a war suffered moves them by "
        f"{100 * apart:.0f} of 100"
    )


def _undecided(judged: Judgement) -> str:
    return (
        "how uncertain the estimates are: no single number decides; "
        f"the draws lie between {signed(judged.low)} and {signed(judged.high)} {UNIT}"
    )


def _bars(of: Modelled, who: Index) -> tuple[Bar, ...]:
    order = sorted((int(i) for i in who), key=lambda i: (-abs(of.change[i]), i))
    return tuple(
        Bar(label=of.before.names[i], value=float(of.change[i]))
        for i in order[:10]
        if abs(of.change[i]) > 1e-6
    )


STATEMENTS = {
    "members_safer": ("the members get safer on the whole", "the members do not get safer"),
    "no_member_less_safe": (
        "no member gets noticeably less safe", "some member gets noticeably less safe",
    ),
    "candidate_safer": ("who joins gets safer", "who joins does not get safer"),
    "leaver_safer": ("who leaves gets safer", "who leaves does not get safer"),
}  # fmt: skip


class Article10Test(_Change):
    """Whether the members, one by one or on the whole, or who joins or leaves, get safer."""

    word: ClassVar[str] = "article10"
    statement: Literal[
        "members_safer", "no_member_less_safe", "candidate_safer", "leaver_safer"
    ] = "members_safer"
    expect: bool = True

    def question(self, of: Modelled) -> _Asked:
        """Return who is meant."""
        roles, name = of.roles, of.before.resolve_alliance(self.alliance)
        moving = roles.joining if self.statement == "candidate_safer" else roles.leaving
        own = self.statement in ("candidate_safer", "leaver_safer")
        who = moving if own else roles.members
        if not len(who):
            raise FoedusError(f"article10: {self.statement}: this change has no such state")
        listed = _listed(of.before, who) if own else f"the {len(who)} members of {name}"
        return _Asked(
            "nobody" if self.statement == "no_member_less_safe" else "safer", who, listed,
            *STATEMENTS[self.statement], self.expect, of.level, own, named=True,
        )  # fmt: skip


class IndivisibilityTest(_Change):
    """Whether anybody outside, or states named, get noticeably less safe."""

    word: ClassVar[str] = "indivisibility"
    state: States | None = Field(default=None, description="these alone; else all outsiders")
    expect: Literal["somebody_less_safe", "nobody_less_safe"]

    def question(self, of: Modelled) -> _Asked:
        """Return who is meant."""
        world, who = of.before, of.roles.outsiders
        if self.state:
            who = world.indices(named_states(world, self.state, frozenset(world.iso3)))
        if not len(who):
            raise FoedusError("indivisibility: no such state in the contest")
        worse = int((noticed_each(of, who) > 0).sum())
        listed = _listed(world, who) if self.state else f"the {len(who)} states outside"
        return _Asked(
            "nobody", who, f"{listed}, {worse} of them noticeably less safe" if len(who) > 1
            else listed,
            "nobody of them gets noticeably less safe",
            "somebody of them gets noticeably less safe",
            self.expect == "nobody_less_safe", of.level, named=bool(self.state),
        )  # fmt: skip

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        found = super().names()
        return {**found, "state": [*found["state"], *(self.state or ())]}


class SaferTest(_Change):
    """Whether a group of states gets safer on the whole: Europe, the Baltic states, outsiders."""

    word: ClassVar[str] = "safer"
    of: States
    expect: bool = True

    def question(self, of: Modelled) -> _Asked:
        """Return who is meant."""
        world = of.before
        who = world.indices(named_states(world, self.of, frozenset(world.iso3)))
        if not len(who):
            raise FoedusError("safer: no such state in the contest")
        words = f"{', '.join(self.of)} ({len(who)} states)" if len(who) > 1 else ""
        return _Asked(
            "safer", who, words or _listed(world, who), f"{', '.join(self.of)} gets safer",
            f"{', '.join(self.of)} does not get safer", self.expect, of.level, named=True,
        )  # fmt: skip

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        found = super().names()
        return {**found, "state": [*found["state"], *self.of]}


def noticed_each(of: Modelled, who: Index) -> Array:
    """Return by how much each state's change is above what it notices, (m,)."""
    from foedus.security import noticed_from

    found: Array = of.change[who] - noticed_from(of.level[who])
    return found


NAMED = 6


def _listed(world: World, who: Sequence[Any] | Index) -> str:
    names = [in_sentence(world.iso3[int(i)]) for i in who]
    return ", ".join(names) if len(names) <= NAMED else f"{len(names)} states"
