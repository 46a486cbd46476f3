"""Tests on operations: how long they lasted, and what they rested on."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Finding, ReadingPair
from foedus.errors import FoedusError, unknown
from foedus.scenario.fields import Day, Text
from foedus.scenario.tabledata import rows
from foedus.world.alliances import resolve_alliance
from foedus.world.tables import read_table

__all__ = [
    "ANSWERED",
    "MANDATE",
    "READ",
    "SAID",
    "WORDS",
    "OperationCount",
    "OperationDuration",
    "disputes_of",
    "operation_row",
]


def disputes_of(op_id: str, *matters: str) -> tuple[ReadingPair, ...]:
    """Return both sides' readings of what is disputed about an operation.

    Parameters
    ----------
    op_id : str
    *matters : {"authorisation", "scope", "consent", "attack", "lawfulness"}
        All if none is given.
    """
    return tuple(
        ReadingPair(
            **{k: row[k] for k in ("reader", "reading", "other_reader", "other_reading", "source")}
        )
        for row in rows("claims", "operation_disputes")
        if row["op_id"] == op_id and (not matters or row["matter"] in matters)
    )


def operation_row(text: str) -> dict[str, Any]:
    """Return the row of an operation given by identifier or name.

    Raises
    ------
    FoedusError
        The table has no such operation; the nearest is proposed.

    Examples
    --------
    >>> operation_row("Allied Force")["op_id"]
    'nato_allied_force'
    """
    table = {row["op_id"]: row for row in read_table("operations").iter_rows(named=True)}
    names = {row["operation"].casefold(): key for key, row in table.items()} | {k: k for k in table}
    folded = text.strip().casefold()
    if folded in names:
        return table[names[folded]]
    raise unknown("operation", text, names, f"known: {', '.join(table)}")


DAYS = {"days": 1.0, "months": 30.4375, "years": 365.25}


class OperationDuration(TestEntry):
    """How long an operation lasted."""

    word: ClassVar[str] = "operation_duration"
    operation: Text
    unit: Literal["days", "months", "years"] = "days"
    on: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"operation": [self.operation]}

    def run(self, context: Context) -> Finding:
        """Return the time from its start to its end, or to the day if it has none."""
        row = operation_row(self.operation)
        end = row["end"] or self.on or context.on
        if end < row["start"]:
            raise FoedusError(f"{row['operation']} began on {row['start']}, after {end}")
        value = (end - row["start"]).days / DAYS[self.unit]
        opened = () if row["end"] else (f"no end on record; counted to {end}",)
        return Finding(
            test="operation_duration",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{row['operation']} lasted {value:.4g} {self.unit}, {row['start']} to {end}",
            expected=self.expect.words(self.unit),
            opposite=self.expect.denial(self.unit),
            value=value,
            unit=self.unit,
            notes=opened,
            sources=(source_of(row),),
            command=f"foedus record {bloc_of(row)}",
        )

    def certainty(self) -> bool | None:
        """Return whether a duration of nothing to a century can fail it."""
        return self.expect.certain(0, 36525 / DAYS[self.unit])


def source_of(row: dict[str, Any]) -> str:
    """Return the source of an operation's row, with its years."""
    end = row["end"].year if row["end"] else "open"
    when = f"{row['start'].year}" if end == row["start"].year else f"{row['start'].year}-{end}"
    return f"{row['source']} ({row['operation']}, {when})"


def bloc_of(row: dict[str, Any]) -> str:
    """Return the alliance that an operation is on record of; NATO if the table has no such bloc."""
    known = set(read_table("alliances")["alliance_id"])
    return str(row["bloc"]) if row["bloc"] in known else "NATO"


MANDATE = {
    "authorised": ("unsc_authorised_force", "yes", ("authorisation",)),
    "not_authorised": ("unsc_authorised_force", "no", ("authorisation",)),
    "consented": ("host_consent", "yes", ("consent",)),
    "not_consented": ("host_consent", "no", ("consent",)),
    "article5": ("article5_invoked", 1, ()),
    "answer_to_attack": ("initiated_against_a_member_attack", 1, ("attack",)),
    "not_answer_to_attack": ("initiated_against_a_member_attack", 0, ("attack",)),
}


SAID = {
    "authorised": ("the Security Council authorised its force", "the Council did not authorise it"),
    "not_authorised": (
        "the Security Council did not authorise its force", "the Council authorised it",
    ),
    "exceeded": ("it went beyond its mandate", "it kept to its mandate"),
    "unlawful": ("it was unlawful", "it was lawful"),
    "consented": ("the host consented", "the host did not consent"),
    "not_consented": ("the host did not consent", "the host consented"),
    "article5": ("it was under the alliance's clause", "it was not under the alliance's clause"),
    "answer_to_attack": (
        "it answered an attack on a member", "it answered no attack on a member",
    ),
    "not_answer_to_attack": (
        "it answered no attack on a member", "it answered an attack on a member",
    ),
}  # fmt: skip


WORDS = {
    "unsc_authorised_force": "authority of the Security Council to use force",
    "host_consent": "consent of the host",
    "article5_invoked": "under Article 5",
    "initiated_against_a_member_attack": "in answer to an attack on a member",
}


def said_of(value: str | int) -> str:
    """Return an entry of the table of operations in words."""
    return {1: "yes", 0: "no", "contested": "on record as contested"}.get(value, str(value))


OPERATION_FILTERS = {
    "authorised": ("unsc_authorised_force", "yes"),
    "not_authorised": ("unsc_authorised_force", "no"),
    "consented": ("host_consent", "yes"),
    "not_consented": ("host_consent", "no"),
    "article5": ("article5_invoked", 1),
    "answer_to_attack": ("initiated_against_a_member_attack", 1),
}


class OperationCount(TestEntry):
    """How many operations an alliance has led, or led under its clause: ever or between days."""

    word: ClassVar[str] = "operations"
    alliance: Text
    that: list[
        Literal[
            "authorised",
            "not_authorised",
            "consented",
            "not_consented",
            "article5",
            "answer_to_attack",
        ]
    ] = []  # noqa: RUF012 (pydantic copies it)
    from_: Day | None = Field(default=None, alias="from", description="the first if missing")
    to: Day | None = None
    expect: Expectation

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"alliance": [self.alliance]}

    def run(self, context: Context) -> Finding:
        """Return the number of the alliance's own operations in the table; fewer proves little."""
        alliance, to = resolve_alliance(self.alliance), self.to or context.on
        found = [
            row
            for row in read_table("operations").iter_rows(named=True)
            if row["bloc"] == alliance
            and row["start"] <= to
            and (self.from_ is None or self.from_ <= row["start"])
            and all(
                row[OPERATION_FILTERS[one][0]] == OPERATION_FILTERS[one][1] for one in self.that
            )
        ]
        value = float(len(found))
        high = self.expect.bounds[1]
        # The table is no census: it can show that there were as many, not that there were no more.
        sure = (self.expect.holds(value) and high == float("inf")) or value > high
        kinds = f" ({', '.join(self.that).replace('_', ' ')})" if self.that else ""
        named = "; ".join(f"{row['operation']} ({row['start'].year})" for row in found)
        verdict = judged(self.expect, value) if sure else "not testable"
        return Finding(
            test=self.word,
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{alliance} in the table of operations up to {to}{kinds}: {value:.0f}"
            f"{': ' + named if named else ''}"
            + ("" if sure else "; the table is no complete list: there may be others"),
            expected=self.expect.words("operations"),
            opposite=self.expect.denial("operations"),
            basis="record" if sure else "none",
            value=value,
            unit="operations",
            sources=tuple(dict.fromkeys(source_of(row) for row in found)),
            command=f"foedus record {alliance}",
        )

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 500 can fail it."""
        return self.expect.certain(0, 500)


ANSWERED = {"asked": ("yes", "no", "contested"), "honoured": ("yes",), "not_honoured": ("no",)}
READ = ("reader", "reading", "other_reader", "other_reading")
