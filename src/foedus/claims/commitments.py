"""Tests on treaty clauses and political commitments."""

from __future__ import annotations

from typing import ClassVar, Literal

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.verdict import Finding, ReadingPair
from foedus.errors import FoedusError
from foedus.questions.bearing import bearing_on
from foedus.questions.ledger import BINDING, Commitment, commitments_on
from foedus.scenario.changes import Accession, Change, Withdrawal
from foedus.scenario.scenario import world_on
from foedus.scenario.schema import Day, States, Text
from foedus.world.alliances import resolve_alliance

__all__ = ["CommitmentBars", "CommitmentExists"]

LIVE = ("in_force", "signed")


def _readings(found: list[Commitment]) -> tuple[ReadingPair, ...]:
    return tuple(
        dict.fromkeys(
            ReadingPair(
                reader=reading.reader,
                reading=reading.reading,
                other_reader=reading.other_reader,
                other_reading=reading.other_reading,
                source=reading.source,
            )
            for commitment in found
            for reading in commitment.readings
        )
    )


SHOWN = 6
"""Commitments named in a figure; the command shows all."""


def _named(found: list[Commitment]) -> str:
    """Return commitments with year and kind of text, and their status where not in force."""
    texts = []
    for c in found[:SHOWN]:
        status = [] if c.status in ("in_force", c.binding) else [c.status.replace("_", " ")]
        said = ", ".join([str(c.date.year), BINDING[c.binding].split(",")[0], *status])
        texts.append(f"{c.document} {c.article} ({said})")
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return "; ".join(texts) + more


class CommitmentExists(TestEntry):
    """Whether there is a commitment of a kind between parties on a day, and what kind of text."""

    word: ClassVar[str] = "commitment"
    involving: States | None = None
    kind: Text | None = None
    status: Text | None = None
    text: Literal["legal", "political", "oral", "proposed"] | None = None
    id: States | None = None
    on: Day | None = None
    expect: Literal["exists", "none"] = "exists"

    def run(self, context: Context) -> Finding:
        """Return the commitments found; contested where all of them are disputed."""
        on = self.on or context.on
        found = [
            c
            for c in commitments_on(on, self.involving or (), self.kind, self.status)
            if self.text in (None, c.binding) and (self.id is None or c.id in self.id)
        ]
        live = [c for c in found if c.status in LIVE]
        if found and not live and all(c.status == "disputed" for c in found):
            verdict = "contested"
        else:
            wanted = found if self.status or self.text == "proposed" or self.id else live
            verdict = "supported" if bool(wanted) == (self.expect == "exists") else "contradicted"
        words = [f"{n} {v}" for n, v in (("kind", self.kind), ("text", self.text)) if v]
        command = "foedus commitments" + "".join(
            f" --{name} {value}"
            for name, value in (
                ("involving", ",".join(self.involving or ())),
                ("kind", self.kind), ("status", self.status), ("on", on),
            )
            if value
        )  # fmt: skip
        return Finding(
            test="commitment",
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"on {on}: {_named(found) or 'no such commitment in the ledger'}",
            expected=f"{self.expect}{': ' + ', '.join(words) if words else ''}",
            value=float(len(found)),
            unit="commitments",
            readings=_readings(found),
            sources=tuple(dict.fromkeys(c.source for c in found)),
            command=command,
        )

    def certainty(self) -> bool | None:
        """Return True if it asks for any commitment at all."""
        asked = (self.involving, self.kind, self.status, self.text, self.id)
        return self.expect == "exists" if all(item is None for item in asked) else None


class CommitmentBars(TestEntry):
    """Whether commitments rule an accession or a withdrawal out."""

    word: ClassVar[str] = "commitment_bars"
    alliance: Text
    admit: States | None = None
    withdraw: States | None = None
    on: Day | None = None
    expect: bool = True

    def run(self, context: Context) -> Finding:
        """Return the clauses in force that limit, contest or permit it."""
        on = self.on or context.on
        world, alliance = world_on(on), resolve_alliance(self.alliance)
        changes: list[Change] = [
            *(Accession(world.resolve(s), alliance) for s in self.admit or ()),
            *(Withdrawal(world.resolve(s), alliance) for s in self.withdraw or ()),
        ]
        if not changes:
            raise FoedusError("commitment_bars: say who joins or leaves: admit or withdraw")
        bearings = bearing_on(changes, world)
        real = [b for b in bearings if b.commitment.status != "proposed"]
        against = [b.commitment for b in real if b.effect in ("limit", "contest")]
        allowing = [b.commitment for b in real if b.effect == "permit"]
        hard = [b.commitment for b in real if b.effect == "limit"]
        drafts = [b.commitment for b in bearings if b.commitment.status == "proposed"]
        if hard and not allowing:
            verdict = "supported" if self.expect else "contradicted"
        elif against:
            verdict = "contested"
        else:
            verdict = "contradicted" if self.expect else "supported"
        parts = [
            f"{word}: {_named(list(dict.fromkeys(group)))}"
            for word, group in (
                ("limits or contests it", against),
                ("permits it", allowing),
                ("only proposed", drafts),
            )
            if group
        ]
        return Finding(
            test="commitment_bars",
            verdict=verdict,  # type: ignore[arg-type]
            figure=". ".join(parts) or "no commitment in the ledger bears on it",
            expected="ruled out" if self.expect else "not ruled out",
            readings=_readings(against),
            sources=tuple(dict.fromkeys(c.source for c in (*against, *allowing))),
            command=f"foedus commitments --on {on}",
        )
