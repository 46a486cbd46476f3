"""A test that asks the security model about a change of an alliance."""

from __future__ import annotations

import shlex
from abc import abstractmethod
from typing import Annotated, Any, Literal

from pydantic import Field

from foedus.claims.asked import (
    Asked,
    band_of,
    bars_of,
    model_sources,
    shares_of,
    split_of,
    undecided,
)
from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.modelled import Modelled, accessions, modelled
from foedus.claims.propositions import Judgement
from foedus.claims.verdict import Finding, Verdict, denied
from foedus.errors import FoedusError
from foedus.questions.roles import Roles
from foedus.questions.words import UNIT, amount, signed
from foedus.scenario.assumed import Assumed
from foedus.scenario.changes import Accession, Change, Expulsion, Withdrawal, apply
from foedus.scenario.fields import Day, Pair, States, Text
from foedus.scenario.groups import named_states, states_in
from foedus.security.verdicts import MATERIAL
from foedus.world.world import World

__all__ = [
    "ChangeTest",
]
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


class ChangeTest(TestEntry):
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
    def question(self, of: Modelled) -> Asked:
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

    def _finding(self, of: Modelled, asked: Asked, judged: Judgement) -> Finding:
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
                f"{band_of(of, asked.who)}"
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
            depends_on=decided or (undecided(judged),) if verdict == "depends" else (),
            notes=(
                split_of(of, asked.who),
                shares_of(judged, of.held),
                *of.elsewhere(asked.shown),
                *rate,
                f"states of {of.before.on}, figures of {of.before.figures_year} or at most three "
                "years older",
            ),
            sources=model_sources(of),
            command=self.command(of.before),
            chart=f"Change of insecurity, {UNIT} (plus is less safe)",
            bars=bars_of(of, asked.who),
            holds=judged.holds,
        )

    def _base_rate(
        self, of: Modelled, asked: Asked, judged: Judgement
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
