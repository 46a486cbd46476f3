"""Tests that ask the security model: who gets safer, and at whose expense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.asked import (
    Array,
    Asked,
    Index,
)
from foedus.claims.change import ChangeTest
from foedus.claims.modelled import Modelled
from foedus.errors import FoedusError
from foedus.scenario.fields import States
from foedus.scenario.groups import named_states
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = [
    "Article10Test",
    "IndivisibilityTest",
    "SaferTest",
]


STATEMENTS = {
    "members_safer": ("the members get safer on the whole", "the members do not get safer"),
    "no_member_less_safe": (
        "no member gets noticeably less safe", "some member gets noticeably less safe",
    ),
    "candidate_safer": ("who joins gets safer", "who joins does not get safer"),
    "leaver_safer": ("who leaves gets safer", "who leaves does not get safer"),
}  # fmt: skip


class Article10Test(ChangeTest):
    """Whether the members, one by one or on the whole, or who joins or leaves, get safer."""

    word: ClassVar[str] = "article10"
    statement: Literal[
        "members_safer", "no_member_less_safe", "candidate_safer", "leaver_safer"
    ] = "members_safer"
    expect: bool = True

    def question(self, of: Modelled) -> Asked:
        """Return who is meant."""
        roles, name = of.roles, of.before.resolve_alliance(self.alliance)
        moving = roles.joining if self.statement == "candidate_safer" else roles.leaving
        own = self.statement in ("candidate_safer", "leaver_safer")
        who = moving if own else roles.members
        if not len(who):
            raise FoedusError(f"article10: {self.statement}: this change has no such state")
        listed = _listed(of.before, who) if own else f"the {len(who)} members of {name}"
        return Asked(
            "nobody" if self.statement == "no_member_less_safe" else "safer", who, listed,
            *STATEMENTS[self.statement], self.expect, of.level, own, named=True,
        )  # fmt: skip


class IndivisibilityTest(ChangeTest):
    """Whether anybody outside, or states named, get noticeably less safe."""

    word: ClassVar[str] = "indivisibility"
    state: States | None = Field(default=None, description="these alone; else all outsiders")
    expect: Literal["somebody_less_safe", "nobody_less_safe"]

    def question(self, of: Modelled) -> Asked:
        """Return who is meant."""
        world, who = of.before, of.roles.outsiders
        if self.state:
            who = world.indices(named_states(world, self.state, frozenset(world.iso3)))
        if not len(who):
            raise FoedusError("indivisibility: no such state in the contest")
        worse = int((noticed_each(of, who) > 0).sum())
        listed = _listed(world, who) if self.state else f"the {len(who)} states outside"
        return Asked(
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


class SaferTest(ChangeTest):
    """Whether a group of states gets safer on the whole: Europe, the Baltic states, outsiders."""

    word: ClassVar[str] = "safer"
    of: States
    expect: bool = True

    def question(self, of: Modelled) -> Asked:
        """Return who is meant."""
        world = of.before
        who = world.indices(named_states(world, self.of, frozenset(world.iso3)))
        if not len(who):
            raise FoedusError("safer: no such state in the contest")
        words = f"{', '.join(self.of)} ({len(who)} states)" if len(who) > 1 else ""
        return Asked(
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
