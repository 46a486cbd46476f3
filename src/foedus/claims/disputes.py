"""Tests on the record of militarised disputes: they need the research data."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import polars as pl
from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Bar, Finding
from foedus.errors import FoedusError
from foedus.scenario.schema import States, Text
from foedus.world.alliances import resolve_alliance
from foedus.world.states import resolve_state, state_rows
from foedus.world.tables import read_table

__all__ = ["DisputeRecord"]

DATASET = "gml_dirdisp"
LAST = 2010
Year = Annotated[int, Field(ge=1816, le=2100)]


class DisputeRecord(TestEntry):
    """In what percent of their militarised disputes members started them, or were targets."""

    word: ClassVar[str] = "dispute_record"
    alliance: Text | None = None
    state: States | None = None
    from_: Year = Field(alias="from")
    to: Year
    role: Literal["started", "target"] = "started"
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return the percentage, or say which command gets the data."""
        if (self.alliance is None) == (self.state is None):
            raise FoedusError("dispute_record: give either alliance or state")
        if self.from_ > self.to:
            raise FoedusError(f"dispute_record: from {self.from_} lies after to {self.to}")
        from foedus import sources

        try:
            table = sources.load(DATASET)
        except FoedusError:
            return Finding(
                test="dispute_record",
                verdict="not testable",
                figure=f"needs the dispute data: foedus data pull {DATASET}, then check again",
                expected=self.expect.words("%"),
                command=f"foedus data pull {DATASET}",
            )
        return self._counted(table)

    def _counted(self, table: pl.DataFrame) -> Finding:
        onsets = table.filter(
            (pl.col("midonset") == 1) & pl.col("year").is_between(self.from_, self.to)
        )
        rows = [
            row
            for row in onsets.select("dispnum", "ccode1", "year", "sidea1", "orig1").iter_rows()
            if row[1] in self._codes(int(row[2]))
        ]
        roles = {(dispute, ccode): (side, orig) for dispute, ccode, _, side, orig in rows}
        total = len(roles)
        started = sum(side == 1 and orig == 1 for side, orig in roles.values())
        targets = sum(side == 0 and orig == 1 for side, orig in roles.values())
        who = resolve_alliance(self.alliance) if self.alliance else ", ".join(self.state or ())
        if not total:
            return Finding(
                test="dispute_record", verdict="not testable",
                figure=f"no dispute of {who} in the data from {self.from_} to {self.to}",
                expected=self.expect.words("%"),
            )  # fmt: skip
        value = 100 * (started if self.role == "started" else targets) / total
        joined = total - started - targets
        late = (f"the data end in {LAST}",) if self.to > LAST else ()
        return Finding(
            test="dispute_record",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{who} {self.from_}-{min(self.to, LAST)}: {total} participations in "
            f"militarised disputes; started {started}, target {targets}, joined {joined}",
            expected=f"{self.role} {self.expect.words('% of them')}",
            value=value,
            unit="% of participations",
            notes=("started: on the side that acted first, from the first day", *late),
            sources=("Gibler, Miller & Little (2016), directed dispute-years 2.2.1",),
            command=f"foedus record {resolve_alliance(self.alliance) if self.alliance else 'NATO'}",
            bars=(
                Bar(label="started", value=started),
                Bar(label="target", value=targets),
                Bar(label="joined later", value=joined),
            ),
        )

    def _codes(self, year: int) -> frozenset[int]:
        if self.state:
            codes = {state_rows()[resolve_state(s)]["cow_code"] for s in self.state}
            return frozenset(code for code in codes if code is not None)
        return _members_of(resolve_alliance(str(self.alliance)), year)

    def certainty(self) -> bool | None:
        """Return whether a percentage can fail it."""
        return self.expect.certain(0, 100)


def _members_of(alliance: str, year: int) -> frozenset[int]:
    """Return the Correlates of War numbers of those who were members for all of a year."""
    found = set()
    for row in read_table("memberships").iter_rows(named=True):
        if row["alliance_id"] == alliance and row["row_type"] == "membership":
            inside = row["from"].year <= year and (row["to"] is None or row["to"].year >= year)
            state = state_rows().get(row["iso3"])
            if inside and state is not None and state["cow_code"] is not None:
                found.add(int(state["cow_code"]))
    return frozenset(found)
