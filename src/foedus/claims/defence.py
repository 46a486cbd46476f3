"""The test of who owes whom defence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.clauses import clause_of
from foedus.claims.commitments import LIVE
from foedus.claims.roster import world_or_roster
from foedus.claims.verdict import Finding, ReadingPair, denied
from foedus.errors import FoedusError
from foedus.questions.ledger import commitments_on
from foedus.scenario.fields import Day, Text
from foedus.world.states import in_sentence
from foedus.world.tables import read_table

__all__ = [
    "OwesDefence",
]


class OwesDefence(TestEntry):
    """Whether a state owes another defence: by an alliance, a treaty of two, or a guarantee."""

    word: ClassVar[str] = "owes_defence"
    state: Text
    to: Text
    on: Day | None = None
    expect: bool = True

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"state": [self.state, self.to]}

    def run(self, context: Context) -> Finding:
        """Return the texts that oblige it; a right (UN Charter, Article 51) is no duty."""
        on = self.day(context.on)
        world = world_or_roster(on)
        own, other = world.resolve(self.state), world.resolve(self.to)
        if own == other:
            raise FoedusError("owes_defence: give two different states")
        clauses = [
            c
            for c in commitments_on(on, (), "collective_defence", None)
            if c.duty == "duty" and c.status in LIVE and {own, other} <= c.party_states(on)
        ]
        blocs = [a for a in world.alliances if a.defence and {own, other} <= a.members]
        one_way = _guarantees(own, other, on)
        disputed = [g for g in one_way if g["status"] == "disputed"]
        live = [g for g in one_way if g["status"] == "in_force"]
        names = f"{in_sentence(own)} owes {in_sentence(other)} defence"
        told = [
            *(f"{c.document} {c.article} ({c.date.year})" for c in clauses),
            *(a.name for a in blocs if not clauses),
            *(f"{g['document']} ({g['date'].year}, one-way)" for g in live),
        ]
        complete = bool(world.sources) if hasattr(world, "sources") else False
        if told:
            verdict = "supported"
        elif disputed:
            verdict = "contested"
        else:
            verdict = "contradicted" if complete else "not testable"
        silent = (
            "no such duty in the ATOP data of the day"
            if complete
            else "not in the ledger, which is not complete for treaties of two states"
        )
        found = Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{names} on {on}: {'; '.join(told) or silent}",
            expected=names,
            opposite=names.replace(" owes ", " does not owe "),
            basis="none" if verdict == "not testable" else "record",
            readings=_disputing(disputed) if verdict == "contested" else (),
            clauses=tuple(clause_of(c) for c in clauses),
            notes=("a duty leaves the means open in most texts",) if told else (),
            sources=tuple(
                dict.fromkeys(
                    [*(f"{c.source} ({c.document}, {c.date})" for c in clauses),
                     *(a.source for a in blocs), *(g["source"] for g in (*live, *disputed)),
                     *(("ATOP 5 (Leeds et al. 2002)",) if complete else ())]
                )
            ),
            command=f"foedus commitments --involving {own},{other} --on {on}",
        )  # fmt: skip
        return found if self.expect else denied(found)


def _disputing(guarantees: Sequence[dict[str, Any]]) -> tuple[ReadingPair, ...]:
    """Return how guarantees are read by the protected, and by who disputes that."""
    return tuple(
        ReadingPair(
            reader="reading of the protected",
            reading=row["summary"],
            other_reader="reading that disputes it",
            other_reading=row["notes"] or "the text is read otherwise",
            source=row["source"],
        )
        for row in guarantees
    )


def _guarantees(own: str, other: str, on: date) -> list[dict[str, Any]]:
    return [
        row
        for row in read_table("guarantees").iter_rows(named=True)
        if own in str(row["guarantor"]).split(";")
        and other in str(row["protected"]).split(";")
        and row["kind"] == "defence"
        and (row["from"] or row["date"]) <= on
        and (row["to"] is None or on < row["to"])
    ]
