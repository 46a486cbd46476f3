"""Tests on the record of militarised disputes: they need the research data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

import polars as pl
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.questions.cow_numbers import cow_numbers, cow_spells
from foedus.scenario.fields import States, Text
from foedus.world.alliances import resolve_alliance
from foedus.world.states import resolve_state

__all__ = ["DisputeRecord"]

DATASET = "gml_dirdisp"
LAST = 2010
Year = Annotated[int, Field(ge=1816, le=2100)]
COLUMNS = ("dispnum", "ccode1", "year", "sidea1", "orig1", "midonset")


class DisputeRecord(TestEntry):
    """In what percent of their militarised disputes members started them, or were targets."""

    word: ClassVar[str] = "dispute_record"
    alliance: Text | None = None
    state: States | None = None
    from_: Year = Field(alias="from")
    to: Year
    role: Literal["started", "target"] = "started"
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it; states may be dissolved ones."""
        return {"alliance": [self.alliance] if self.alliance else []}

    def run(self, context: Context) -> Finding:
        """Return the percentage, or say which command gets the data."""
        if (self.alliance is None) == (self.state is None):
            raise FoedusError("dispute_record: give either alliance or state")
        if self.from_ > self.to:
            raise FoedusError(f"dispute_record: from {self.from_} lies after to {self.to}")
        spells = self._spells()
        from foedus import sources

        try:
            table = sources.load(DATASET)
        except FoedusError:
            return Finding(
                test=self.word,
                verdict="not testable",
                figure=f"needs the dispute data: foedus data pull {DATASET}, then check again",
                expected=self.expect.words("%"),
                opposite=self.expect.denial("%"),
                basis="none",
                command=f"foedus data pull {DATASET}",
            )
        return self._counted(table, spells)

    def _spells(self) -> list[dict[str, Any]]:
        first, last = date(self.from_, 1, 1), date(self.to + 1, 1, 1)
        if self.alliance is not None:
            return cow_spells(resolve_alliance(self.alliance), last)
        return [
            spell
            for text in self.state or ()
            for spell in cow_numbers(_resolved(text, self.from_, self.to), first, last)
        ]

    def _counted(self, table: pl.DataFrame, spells: Sequence[Mapping[str, Any]]) -> Finding:
        onsets = table.filter(
            (pl.col("midonset") == 1) & pl.col("year").is_between(self.from_, self.to)
        )
        inside = [
            row
            for row in onsets.select(COLUMNS[:5]).iter_rows()
            if _was(spells, int(row[1]), int(row[2]))
        ]
        roles = {(dispute, ccode): (side, orig) for dispute, ccode, _, side, orig in inside}
        total = len(roles)
        started = sum(side == 1 and orig == 1 for side, orig in roles.values())
        targets = sum(side == 0 and orig == 1 for side, orig in roles.values())
        alliance = resolve_alliance(self.alliance) if self.alliance else ""
        who = alliance or ", ".join(self.state or ())
        late = self.to > LAST
        words = (
            f"{self.role} {self.expect.words('% of them')}",
            f"{self.role} {self.expect.denial('% of them')}",
        )
        if not total or self.from_ > LAST:
            return Finding(
                test=self.word, verdict="not testable", basis="none",
                figure=f"no dispute of {who} in the data from {self.from_} to {self.to}; they end "
                f"in {LAST}",
                expected=words[0], opposite=words[1],
            )  # fmt: skip
        value = 100 * (started if self.role == "started" else targets) / total
        joined = total - started - targets
        verdict = judged(self.expect, value)
        return Finding(
            test=self.word,
            verdict="not testable" if late else verdict,  # type: ignore[arg-type]
            figure=f"{who} {self.from_}-{min(self.to, LAST)}: {total} participations in "
            f"militarised disputes; started {started}, target {targets}, joined {joined} "
            f"({self.role} {value:.3g} %)"
            + (f"; the data end in {LAST}, the claim asks to {self.to}" if late else ""),
            caveat="started: on the side that acted first, from the first day; no finding of guilt",
            expected=words[0],
            opposite=words[1],
            basis="none" if late else "record",
            value=value,
            unit="% of participations",
            notes=("states under the numbers they had then, dissolved ones included",),
            sources=(
                "Gibler, Miller & Little (2016), directed dispute-years 2.2.1, "
                f"{self.from_}-{min(self.to, LAST)}",
            ),
            command=f"foedus record {alliance or 'NATO'}",
            chart=f"Participations of {who} in militarised disputes",
            bars=(
                Bar(label="started", value=started),
                Bar(label="target", value=targets),
                Bar(label="joined later", value=joined),
            ),
        )

    def certainty(self) -> bool | None:
        """Return whether a percentage can fail it."""
        return self.expect.certain(0, 100)


def _resolved(text: str, first: int, last: int) -> str:
    """Return the code of a state that existed at some time in the years asked about."""
    try:
        return resolve_state(text, on=date(last, 12, 31))
    except FoedusError:
        return resolve_state(text, on=date(first, 1, 1))


def _was(spells: Sequence[Mapping[str, Any]], ccode: int, year: int) -> bool:
    """Return whether a number was one of those meant in some of a year."""
    return any(
        spell["ccode"] == ccode and spell["from"].year <= year <= spell["to"].year
        for spell in spells
    )
