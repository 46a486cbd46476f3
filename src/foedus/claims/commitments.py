"""Tests on treaty clauses and political commitments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.clauses import cited, clause_of, known_ids, readings_of
from foedus.claims.roster import world_or_roster
from foedus.claims.verdict import Finding, ReadingPair
from foedus.errors import FoedusError
from foedus.questions.bearing import bearing_on
from foedus.questions.clause import BINDING, Commitment
from foedus.questions.completeness import complete_for
from foedus.questions.ledger import commitments_on, parties_of
from foedus.scenario.changes import Accession, Change, Withdrawal
from foedus.scenario.fields import Day, States, Text
from foedus.scenario.groups import named_states
from foedus.world.tables import read_table

__all__ = [
    "LIVE",
    "CommitmentBars",
    "CommitmentExists",
]

LIVE = ("in_force", "signed")


def _opposed(against: Sequence[Commitment], allowing: Sequence[Commitment]) -> (
    tuple[ReadingPair, ...]
):  # fmt: skip
    """Return the first clause of either side as two readings, where no others are on record."""
    if not against:
        return ()
    other = allowing[0] if allowing else None
    return (
        ReadingPair(
            reader=f"who relies on {against[0].document} {against[0].article}",
            reading=against[0].summary,
            other_reader=f"who relies on {other.document} {other.article}" if other else "others",
            other_reading=other.summary if other else "no clause on record rules it out expressly",
            source="; ".join(dict.fromkeys(c.source for c in (against[0], *allowing[:1]))),
        ),
    )


class CommitmentExists(TestEntry):
    """Whether there is a commitment of a kind between parties on a day, and what kind of text."""

    word: ClassVar[str] = "commitment"
    involving: States | None = None
    kind: Text | None = None
    duty: Literal["duty", "right", "consultation", "restraint", "none"] | None = None
    status: Text | None = None
    text: Literal["legal", "political", "oral", "proposed"] | None = None
    id: States | None = None
    on: Day | None = None
    expect: Literal["exists", "none"] = "exists"

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"party": self.involving or [], "clause": self.id or []}

    def run(self, context: Context) -> Finding:
        """Return the commitments found; what is not found is no proof that there is none."""
        on = self.day(context.on)
        known_ids(self.id or ())
        found = [
            c
            for c in commitments_on(on, self.involving or (), self.kind, self.status)
            if self.text in (None, c.binding)
            and (self._duty is None or self._duty == c.duty)
            and (self.id is None or c.id in self.id)
        ]
        live = [c for c in found if c.status in LIVE]
        wanted = found if self.status or self.text == "proposed" or self.id else live
        verdict, why = self._verdict(found, wanted, on)
        figure = f"on {on}: {cited(wanted or found) or 'not in the ledger'}"
        exists, none = self._words()
        if self.expect == "none":
            exists, none = none, exists
        return Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{figure}{'; ' + why if why else ''}",
            expected=exists,
            opposite=none,
            basis="none" if verdict == "not testable" else "record",
            value=float(len(wanted)),
            unit="commitments",
            readings=readings_of(found),
            clauses=tuple(clause_of(c) for c in wanted or found),
            sources=tuple(dict.fromkeys(f"{c.source} ({c.document}, {c.date})" for c in found)),
            command=self._command(on),
        )

    @property
    def _duty(self) -> str | None:
        """Return the duty asked for: of collective defence only a duty counts, no right to it."""
        if self.duty is None and self.kind == "collective_defence" and self.id is None:
            return "duty"
        return self.duty

    def _verdict(
        self, found: Sequence[Commitment], wanted: Sequence[Commitment], on: date
    ) -> tuple[str, str]:
        """Return the verdict on what the claim expects, and why."""
        if found and all(c.status == "disputed" for c in found):
            return "contested", ""
        if wanted:
            return ("supported" if self.expect == "exists" else "contradicted"), ""
        parties = {code for code, _ in parties_of(self.involving or ())}
        sure = complete_for(self.kind, self.text, parties, on)
        if sure is not None:
            verdict = "contradicted" if self.expect == "exists" else "supported"
            return verdict, f"the ledger is complete for this: {sure.reason} ({sure.source})"
        if found:
            was = ", ".join(sorted({c.status.replace("_", " ") for c in found}))
            asked = "asked for by name" if self.id else "found"
            if self.id or all(c.status == "lapsed" for c in found):
                verdict = "contradicted" if self.expect == "exists" else "supported"
                return verdict, f"what is {asked} is {was}"
            return "not testable", f"what is found is {was}; for more the ledger is not complete"
        if self.id:
            verdict = "contradicted" if self.expect == "exists" else "supported"
            return verdict, self._of_ids(on)
        return "not testable", (
            "the ledger does not claim to be complete for this: its silence is no proof; needed: "
            "the texts between these parties, or a declaration that there is none"
        )

    def _of_ids(self, on: date) -> str:
        table = read_table("commitments")
        told = []
        for row in table.filter(table["id"].is_in(self.id or [])).iter_rows(named=True):
            if row["date"] > on:
                told.append(f"{row['document']} is of {row['date']}, later than {on}")
            else:
                told.append(f"{row['document']} {row['article']} is {row['kind']}, {row['binding']}"
                            f", between {row['parties']}")  # fmt: skip
        return "; ".join(told)

    def _words(self) -> tuple[str, str]:
        words = [
            f"{value}"
            for value in (
                self.kind and self.kind.replace("_", " "),
                self._duty and f"a {self._duty}",
                self.text and BINDING[self.text].split(",")[0],
                self.id and f"one of {', '.join(self.id)}",
                self.involving and f"between {' and '.join(self.involving)}",
            )
            if value
        ]
        said = ", ".join(words)
        return f"there is a commitment: {said}", f"there is no commitment: {said}"

    def _command(self, on: date) -> str:
        return "foedus commitments" + "".join(
            f" --{name} {value}"
            for name, value in (
                ("involving", ",".join(self.involving or ())),
                ("kind", self.kind), ("status", self.status), ("on", on),
            )
            if value
        )  # fmt: skip

    def certainty(self) -> bool | None:
        """Return True if it asks for any commitment at all."""
        asked = (self.involving, self.kind, self.duty, self.status, self.text, self.id)
        return self.expect == "exists" if all(item is None for item in asked) else None


class CommitmentBars(TestEntry):
    """Whether commitments rule an accession or a withdrawal out."""

    word: ClassVar[str] = "commitment_bars"
    alliance: Text
    admit: States | None = None
    withdraw: States | None = None
    on: Day | None = None
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance],
                "state": [*(self.admit or ()), *(self.withdraw or ())]}  # fmt: skip

    def run(self, context: Context) -> Finding:
        """Return the clauses in force that limit, contest or permit it."""
        on = self.day(context.on)
        world = world_or_roster(on)
        alliance = world.resolve_alliance(self.alliance)
        members = world.members(alliance)
        outside = frozenset(world.iso3) - members
        changes: list[Change] = [
            *(Accession(s, alliance) for s in named_states(world, self.admit or (), outside)),
            *(Withdrawal(s, alliance) for s in named_states(world, self.withdraw or (), members)),
        ]
        if not changes:
            raise FoedusError("commitment_bars: say who joins or leaves: admit or withdraw")
        self._possible(changes, members, alliance, on)
        bearings = bearing_on(changes, world)
        real = [b for b in bearings if b.commitment.status != "proposed"]
        by = {
            side: list(
                dict.fromkeys(b.commitment for b in group if b.effect in effects)
            )
            for side, effects, group in (
                ("limits it", ("limit",), real),
                ("is read against it", ("contest",), real),
                ("permits it", ("permit",), real),
                ("asks something of it", ("require",), real),
                ("only proposed", ("limit", "contest", "permit", "require"),
                 [b for b in bearings if b.commitment.status == "proposed"]),
            )
        }  # fmt: skip
        against = [*by["limits it"], *by["is read against it"]]
        if by["limits it"] and not by["permits it"]:
            verdict = "supported" if self.expect else "contradicted"
        elif against:
            verdict = "contested"
        elif by["permits it"]:
            verdict = "contradicted" if self.expect else "supported"
        else:
            verdict = "not testable"
        parts = [f"{side}: {cited(group)}" for side, group in by.items() if group]
        ruled = "commitments in force rule it out", "no commitment in force rules it out"
        caveat = self._any(changes, world, alliance) if verdict == "contested" else ""
        return Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=". ".join(parts) or "no commitment in the ledger bears on it",
            caveat=caveat,
            expected=ruled[0] if self.expect else ruled[1],
            opposite=ruled[1] if self.expect else ruled[0],
            basis="none" if verdict == "not testable" else "record",
            readings=readings_of(against) or _opposed(against, by["permits it"]),
            clauses=tuple(clause_of(c, side) for side, group in by.items() for c in group),
            sources=tuple(
                dict.fromkeys(
                    f"{c.source} ({c.document}, {c.date})"
                    for c in (*against, *by["permits it"])
                )
            ),
            command=f"foedus commitments --on {on}",
        )  # fmt: skip

    def _possible(
        self, changes: Sequence[Change], members: frozenset[str], alliance: str, on: date
    ) -> None:
        for change in changes:
            inside = change.state in members  # type: ignore[attr-defined]
            if isinstance(change, Accession) and inside:
                raise FoedusError(f"{change.state} is a member of {alliance} already on {on}")
            if isinstance(change, Withdrawal) and not inside:
                raise FoedusError(f"{change.state} is no member of {alliance} on {on}")

    def _any(self, changes: Sequence[Change], world: Any, alliance: str) -> str:
        """Return whether the same clauses on both sides bear on any European candidate."""
        from foedus.scenario.groups import europe

        kind = type(changes[0])
        if kind is not Accession:
            return ""
        others = sorted(europe() & frozenset(world.iso3) - world.members(alliance))
        same = 0
        for iso3 in others:
            effects = {
                b.effect
                for b in bearing_on([Accession(iso3, alliance)], world)
                if b.commitment.status != "proposed"
            }
            same += bool({"limit", "contest"} & effects) and "permit" in effects
        if not others or same < len(others):
            return f"{same} of {len(others)} European states outside would get the same answer"
        return (
            f"this holds for any accession: all {len(others)} European states outside {alliance} "
            "would get the same answer"
        )
