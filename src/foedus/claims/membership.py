"""Tests on who belonged to an alliance, how it grew, and who stands outside all of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, Literal

import polars as pl
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.roster import Roster, world_or_roster
from foedus.claims.verdict import Bar, Finding, denied
from foedus.errors import FoedusError
from foedus.scenario.fields import Day, States, Text
from foedus.scenario.groups import named_states
from foedus.world.alliances import resolve_alliance
from foedus.world.days import LAST_DAY
from foedus.world.embedded import holders
from foedus.world.states import dissolved_rows, in_sentence, state_name
from foedus.world.tables import read_table

__all__ = ["EnlargementWaves", "Membership", "NonAligned", "NuclearTest", "Suspended"]


def _spells(alliance: str, kind: str = "membership") -> list[dict[str, Any]]:
    """Return the spells of an alliance of one type of row, in order."""
    rows = [
        row
        for row in read_table("memberships").iter_rows(named=True)
        if row["alliance_id"] == alliance and row["row_type"] == kind
    ]
    return sorted(rows, key=lambda row: (row["from"], row["iso3"]))


def _cited(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{row['source']} (from {row['from'].year})" for row in rows))


class EnlargementWaves(TestEntry):
    """How many waves of enlargement, or new members, an alliance had between two days."""

    word: ClassVar[str] = "enlargement_waves"
    alliance: Text
    from_: Day = Field(alias="from")
    to: Day | None = None
    count: Literal["waves", "members"] = "waves"
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance]}

    def run(self, context: Context) -> Finding:
        """Return the count; founders are no wave."""
        alliance, to = resolve_alliance(self.alliance), self.to or context.on
        if self.from_ > to:
            raise FoedusError(f"enlargement_waves: from {self.from_} lies after to {to}")
        rows = _spells(alliance)
        first = min(row["from"] for row in rows)
        waves: dict[str, list[str]] = {}
        new = []
        for row in rows:
            founder = row["wave"] == "founder" or (row["from"] - first).days <= 366
            if not founder and self.from_ <= row["from"] <= to:
                new.append(row)
                waves.setdefault(row["wave"] or str(row["from"].year), []).append(row["iso3"])
        members = sum(map(len, waves.values()))
        value = float(len(waves) if self.count == "waves" else members)
        listed = "; ".join(
            f"{wave}: {', '.join(state_name(iso3) for iso3 in who)}" for wave, who in waves.items()
        )
        many = "wave" if len(waves) == 1 else "waves"
        late = to > LAST_DAY
        return Finding(
            test=self.word,
            verdict="not testable" if late else judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{alliance} had {len(waves)} {many} with {members} new members from "
            f"{self.from_} to {to}{': ' + listed if listed else ''}"
            + (f"; the memberships end on {LAST_DAY}" if late else ""),
            expected=self.expect.words(self.count),
            opposite=self.expect.denial(self.count),
            basis="none" if late else "record",
            value=value,
            unit=self.count,
            sources=_cited(new or rows[:1]),
            command=f"foedus line {alliance} --since {self.from_} --on {to}",
            chart=f"New members of {alliance} by wave",
            bars=tuple(Bar(label=wave, value=len(who)) for wave, who in waves.items()),
        )

    def certainty(self) -> bool | None:
        """Return whether a count from 0 to 200 can fail it."""
        return self.expect.certain(0, 200)


class Membership(TestEntry):
    """Whether states were members of an alliance on a day, or ever between two days."""

    word: ClassVar[str] = "membership"
    alliance: Text
    state: States
    on: Day | None = None
    ever_since: Day | None = Field(
        default=None, description="on any day from this one to `on`; expect false: never"
    )
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance], "state": self.state}

    def run(self, context: Context) -> Finding:
        """Return who of them was a member; the table of memberships is complete."""
        alliance, on = resolve_alliance(self.alliance), self.day(context.on)
        first = self.ever_since or on
        if first > on:
            raise FoedusError(f"membership: ever_since {first} lies after {on}")
        roster: Any = Roster.of(on)
        states = self._states(roster, first)
        spells = _spells(alliance)
        inside = [
            iso3
            for iso3 in states
            if any(
                row["iso3"] == iso3
                and row["from"] <= on
                and (row["to"] is None or first < row["to"])
                for row in spells
            )
        ]
        holds = len(inside) == (len(states) if self.expect else 0)
        verdict: Any = "supported" if holds else "contradicted"
        if on > LAST_DAY:
            verdict = "not testable"
        when = f"on {on}" if self.ever_since is None else f"ever from {first} to {on}"
        names = ", ".join(in_sentence(iso3) for iso3 in states)
        is_, is_not = (
            f"{names}: {word} of {alliance} {when}"
            for word in (("members", "no member") if len(states) > 1 else ("member", "no member"))
        )
        own = [row for row in spells if row["iso3"] in states]
        told = "; ".join(
            f"{in_sentence(row['iso3'])} from {row['from']}"
            f"{f' to {row_to}' if (row_to := row['to']) else ''}"
            for row in own
        )
        inside_names = ", ".join(in_sentence(iso3) for iso3 in inside) or "none of them"
        return Finding(
            test=self.word,
            verdict=verdict,
            figure=f"members of {alliance} {when}: {inside_names}"
            f"{' (' + told + ')' if told else f' ({names}: no membership on record)'}"
            + (f"; the memberships end on {LAST_DAY}" if on > LAST_DAY else ""),
            expected=is_ if self.expect else is_not,
            opposite=is_not if self.expect else is_,
            basis="none" if on > LAST_DAY else "record",
            sources=_cited(own or spells[:1]),
            command=f"foedus line {alliance} --on {on}",
        )

    def _states(self, roster: Any, first: date) -> list[str]:
        """Return the states meant: those of the day, or of a day on which those gone still were."""
        try:
            return list(named_states(roster, self.state, frozenset(roster.iso3)))
        except FoedusError:
            ends = sorted((row["to"] for row in dissolved_rows().values()), reverse=True)
            for day in (first, *(end for end in ends if end <= roster.on)):
                then: Any = Roster.of(day)
                with suppress(FoedusError):
                    return list(named_states(then, self.state, frozenset(then.iso3)))
            raise


class Suspended(TestEntry):
    """Whether a member's participation, or what is owed to it, was suspended on a day."""

    word: ClassVar[str] = "suspended"
    alliance: Text
    state: Text
    on: Day | None = None
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance], "state": [self.state]}

    def run(self, context: Context) -> Finding:
        """Return what the table has; where it has nothing the claim is not testable."""
        alliance, on = resolve_alliance(self.alliance), self.day(context.on)
        iso3 = Roster.of(on).resolve(self.state)
        own = [row for row in _spells(alliance, "suspension") if row["iso3"] == iso3]
        now = [
            row for row in own
            if row["from"] <= on and (row["to"] is None or on < row["to"])
        ]  # fmt: skip
        earlier = bool(own) and not now
        told = "; ".join(f"{row['kind']} (from {row['from']})" for row in own)
        words = f"{in_sentence(iso3)} suspended in {alliance}"
        verdict: Any = "supported" if now else "contradicted" if earlier else "not testable"
        found = Finding(
            test=self.word,
            verdict=verdict,
            figure=f"{words} on {on}: {told or 'nothing in the table, which is no complete list'}",
            expected=words,
            opposite=f"{in_sentence(iso3)} not suspended in {alliance}",
            basis="record" if own else "none",
            sources=_cited(own),
            command=f"foedus record {alliance}",
        )
        return found if self.expect else denied(found)


class NonAligned(TestEntry):
    """Whether a state belonged to no defence alliance on a day: what can be said of neutrality."""

    word: ClassVar[str] = "non_aligned"
    state: Text
    on: Day | None = None
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [self.state]}

    def run(self, context: Context) -> Finding:
        """Return its defence alliances of the day; neutrality in law has no table here."""
        on = self.day(context.on)
        world = world_or_roster(on)
        iso3 = world.resolve(self.state)
        blocs = [a for a in world.alliances if a.defence and iso3 in a.members]
        eu_only = [a.alliance_id for a in blocs] == ["EU_42_7"]
        complete = bool(getattr(world, "sources", ()))
        pairs = [p for p in getattr(world, "pairwise", ()) if iso3 in p]
        verdict: Any = "contradicted" if blocs or pairs else (
            "supported" if complete else "not testable"
        )  # fmt: skip
        if eu_only and not pairs:
            verdict = "depends"
        names = [a.alliance_id for a in blocs] + [
            f"a treaty with {state_name(b if a == iso3 else a)}" for a, b in pairs
        ]
        found = Finding(
            test=self.word,
            verdict=verdict,
            figure=f"{in_sentence(iso3)} on {on}: "
            f"{'bound to defence by ' + ', '.join(names) if names else 'in no defence alliance'}"
            + ("" if complete or names else " of the table, which lacks treaties of two states"),
            caveat="neutrality in law has no table here: what is shown is who owes whom defence",
            expected=f"{in_sentence(iso3)} is bound to nobody",
            opposite=f"{in_sentence(iso3)} is bound to somebody",
            basis="none" if verdict == "not testable" else "record",
            depends_on=("whether Article 42(7) of the European Union, which spares the policy of "
                        "neutral members, counts as a defence alliance",) if eu_only else (),
            sources=tuple(dict.fromkeys(a.source for a in blocs))
            + (("ATOP 5 (Leeds et al. 2002)",) if complete else ()),
            command=f"foedus world {iso3} --on {on}",
        )  # fmt: skip
        return found if self.expect else denied(found)


class NuclearTest(TestEntry):
    """Whether a state had nuclear weapons on a day."""

    word: ClassVar[str] = "nuclear"
    state: Text
    on: Day | None = None
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [self.state]}

    def run(self, context: Context) -> Finding:
        """Return whether it is in the table of nuclear powers on the day."""
        on = self.day(context.on)
        iso3 = Roster.of(on).resolve(self.state)
        has = ("RUS" if iso3 == "SUN" else iso3) in holders("nuclear_powers", on)
        table = read_table("nuclear_powers")
        rows = table.filter(pl.col("iso3") == ("RUS" if iso3 == "SUN" else iso3))
        words = f"{in_sentence(iso3)} has nuclear weapons", f"{in_sentence(iso3)} has none"
        late = on > LAST_DAY
        since = f" (since {rows['from'][0]}: {rows['basis'][0]})" if has else ""
        found = Finding(
            test=self.word,
            verdict="not testable" if late else "supported" if has else "contradicted",
            figure=f"{words[0] if has else words[1]} on {on}{since}; weapons of others that stand "
            "in a state are not counted as its own",
            expected=words[0],
            opposite=words[1],
            basis="none" if late else "record",
            sources=tuple(dict.fromkeys((rows if rows.height else table)["source"].to_list()))[:1],
            command=f"foedus world {iso3} --on {on}",
        )
        return found if self.expect else denied(found)
