"""The test of whether an alliance's clause was invoked, and for whom."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.operations import ANSWERED, READ
from foedus.claims.verdict import Finding, ReadingPair
from foedus.questions.completeness import complete_for
from foedus.scenario.fields import Day, States, Text
from foedus.scenario.tabledata import rows
from foedus.world.alliances import resolve_alliance
from foedus.world.states import resolve_state, state_name

__all__ = [
    "Invoked",
]


class Invoked(TestEntry):
    """How often an alliance's clause of defence was invoked, or asked for and honoured."""

    word: ClassVar[str] = "invoked"
    alliance: Text
    by: States | None = Field(default=None, description="who asked; anybody if missing")
    that: Literal["asked", "honoured", "not_honoured"] = "asked"
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance], "state": self.by or []}

    def run(self, context: Context) -> Finding:
        """Return the appeals on record; contested where it is disputed whether one was honoured."""
        alliance, to = resolve_alliance(self.alliance), self.to or context.on
        states = {resolve_state(text, on=to) for text in self.by or ()}
        asked = [
            row
            for row in rows("claims", "appeals")
            if row["alliance"] == alliance
            and row["date"] <= to.isoformat()
            and (self.from_ is None or self.from_.isoformat() <= row["date"])
            and (not states or row["asked_by"] in states)
        ]
        open_ = [row for row in asked if row["honoured"] == "contested" and self.that != "asked"]
        value = float(sum(row["honoured"] in ANSWERED[self.that] for row in asked))
        verdict, why = self._verdict(value, len(open_), alliance, to)
        named = "; ".join(
            f"{state_name(row['asked_by'])} {row['date']}: {row['appeal']}; answer: {row['answer']}"
            for row in asked
        )
        return Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{alliance}, its clause {self.that.replace('_', ' ')} up to {to}: {value:.0f} "
            f"on record{f', {len(open_)} disputed' if open_ else ''}"
            f"{'; ' + named if named else ''}{'; ' + why if why else ''}",
            expected=self.expect.words("times"),
            opposite=self.expect.denial("times"),
            basis="none" if verdict == "not testable" else "record",
            value=value,
            unit="times",
            readings=tuple(
                ReadingPair(**{name: row[name] for name in READ}, source=row["source"])
                for row in open_
            ),
            sources=tuple(f"{row['source']} ({row['date'][:4]})" for row in asked),
            command=f"foedus record {alliance}",
        )

    def _verdict(self, value: float, disputed: int, alliance: str, to: date) -> tuple[str, str]:
        sure = judged(self.expect, value, value, value + disputed)
        if disputed and sure == "depends":
            return "contested", ""
        complete = complete_for("appeal", None, [alliance], to)
        low, high = self.expect.bounds
        if complete is None and not (value >= low and high == float("inf")) and value <= high:
            return "not testable", "the list of appeals is not complete for this alliance"
        return sure, complete.reason if complete else ""

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 100 can fail it."""
        return self.expect.certain(0, 100)
