"""Tests on who belonged to an alliance, and how it grew."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.scenario.schema import Day, States, Text
from foedus.world.alliances import alliances_on, resolve_alliance
from foedus.world.states import resolve_state
from foedus.world.tables import read_table

__all__ = ["EnlargementWaves", "Membership"]


class EnlargementWaves(TestEntry):
    """How many waves of enlargement, or new members, an alliance had between two days."""

    word: ClassVar[str] = "enlargement_waves"
    alliance: Text
    from_: Day = Field(alias="from")
    to: Day | None = None
    count: Literal["waves", "members"] = "waves"
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return the count; founders are no wave."""
        alliance, to = resolve_alliance(self.alliance), self.to or context.on
        if self.from_ > to:
            raise FoedusError(f"enlargement_waves: from {self.from_} lies after to {to}")
        table = read_table("memberships")
        rows = [
            row
            for row in table.iter_rows(named=True)
            if row["alliance_id"] == alliance and row["row_type"] == "membership"
        ]
        first = min(row["from"] for row in rows)
        waves: dict[str, list[str]] = {}
        for row in sorted(rows, key=lambda row: (row["from"], row["iso3"])):
            founder = row["wave"] == "founder" or (row["from"] - first).days <= 366
            if not founder and self.from_ <= row["from"] <= to:
                waves.setdefault(row["wave"] or str(row["from"].year), []).append(row["iso3"])
        members = sum(map(len, waves.values()))
        value = float(len(waves) if self.count == "waves" else members)
        listed = "; ".join(f"{wave}: {', '.join(who)}" for wave, who in waves.items())
        return Finding(
            test="enlargement_waves",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{alliance} had {len(waves)} waves with {members} new members from "
            f"{self.from_} to {to}{': ' + listed if listed else ''}",
            expected=self.expect.words(self.count),
            value=value,
            unit=self.count,
            sources=tuple(dict.fromkeys(row["source"] for row in rows)),
            command=f"foedus line {alliance} --since {self.from_} --on {to}",
            bars=tuple(Bar(label=wave, value=len(who)) for wave, who in waves.items()),
        )

    def certainty(self) -> bool | None:
        """Return whether a count from 0 to 200 can fail it."""
        return self.expect.certain(0, 200)


class Membership(TestEntry):
    """Whether states were members of an alliance on a day."""

    word: ClassVar[str] = "membership"
    alliance: Text
    state: States
    on: Day | None = None
    expect: bool = True

    def run(self, context: Context) -> Finding:
        """Return who of them was a member."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        states = [resolve_state(state) for state in self.state]
        found = [a for a in alliances_on(on) if a.alliance_id == alliance]
        members = found[0].members if found else frozenset()
        inside = [state for state in states if state in members]
        holds = len(inside) == (len(states) if self.expect else 0)
        rows = read_table("memberships")
        rows = rows.filter((rows["alliance_id"] == alliance) & rows["iso3"].is_in(states))
        return Finding(
            test="membership",
            verdict="supported" if holds else "contradicted",
            figure=f"members of {alliance} on {on}: {', '.join(inside) or 'none of them'}",
            expected=f"{', '.join(states)} {'members' if self.expect else 'no members'}",
            sources=tuple(rows["source"].unique(maintain_order=True).to_list()),
            command=f"foedus line {alliance} --on {on}",
        )
