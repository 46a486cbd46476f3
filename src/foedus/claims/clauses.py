"""Treaty clauses in claims: how one is quoted, and the test of how one is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.verdict import Clause, Finding, ReadingPair
from foedus.errors import FoedusError, unknown
from foedus.questions.clause import BINDING, Commitment
from foedus.questions.ledger import commitments_on
from foedus.scenario.fields import Day, Text
from foedus.world.tables import read_table

__all__ = [
    "ClauseRead",
    "cited",
    "clause_of",
    "known_ids",
    "readings_of",
]


SHOWN = 6
"""Commitments named in a figure; the clauses beside it and the command show all."""


def clause_of(commitment: Commitment, side: str = "") -> Clause:
    """Return a commitment as the clause that a page quotes in our summary.

    Parameters
    ----------
    commitment : Commitment
    side : str
        What it does to the claim.
    """
    return Clause(
        id=commitment.id,
        document=commitment.document,
        article=commitment.article,
        date=str(commitment.date),
        status=commitment.status,
        summary=commitment.summary,
        side=side,
        source=commitment.source,
    )


def readings_of(found: Iterable[Commitment]) -> tuple[ReadingPair, ...]:
    """Return both sides' readings of commitments, each once."""
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


def cited(found: Sequence[Commitment]) -> str:
    """Return commitments with year and kind of text, and their status where not in force."""
    texts = []
    for c in found[:SHOWN]:
        status = [] if c.status in ("in_force", c.binding) else [c.status.replace("_", " ")]
        said = ", ".join([str(c.date.year), BINDING[c.binding].split(",")[0], *status])
        texts.append(f"{c.document} {c.article} ({said})")
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return "; ".join(texts) + more


def known_ids(ids: Iterable[str]) -> None:
    """Raise FoedusError for an identifier that the ledger does not have; the nearest is proposed.

    Parameters
    ----------
    ids : iterable of str
    """
    known = read_table("commitments")["id"].to_list()
    for one in ids:
        if one not in known:
            names = {each: each for each in known}
            raise unknown("clause", one, names, "see foedus commitments", folded=one)


class ClauseRead(TestEntry):
    """What a clause says, and what each side reads into it: for claims about its meaning."""

    word: ClassVar[str] = "clause"
    id: Text
    on: Day | None = None

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"clause": [self.id]}

    def run(self, context: Context) -> Finding:
        """Return the clause; contested where two readings of it are on record."""
        on = self.day(context.on)
        known_ids([self.id])
        found = [c for c in commitments_on(on) if c.id == self.id]
        if not found:
            raise FoedusError(f"clause: {self.id} is later than {on}")
        [clause] = found
        read = readings_of(found)
        words = f"{clause.document} {clause.article} ({clause.date.year}): {clause.summary}"
        return Finding(
            test=self.word,
            verdict="contested" if read else "not testable",
            figure=words if read else f"{words} No second reading of it is on record here.",
            expected="the clause means what the claim says",
            opposite="the clause does not mean what the claim says",
            basis="record" if read else "none",
            readings=read,
            clauses=(clause_of(clause),),
            sources=(f"{clause.source} ({clause.document}, {clause.date})",),
            command=f"foedus commitments --kind {clause.kind} --on {on}",
        )
