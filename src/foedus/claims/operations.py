"""Tests on operations: how long they lasted, and what they rested on."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Finding, ReadingPair
from foedus.errors import FoedusError, nearest
from foedus.questions.completeness import complete_for
from foedus.scenario.schema import Day, States, Text
from foedus.scenario.tabledata import rows
from foedus.world.alliances import resolve_alliance
from foedus.world.states import resolve_state, state_name
from foedus.world.tables import read_table

__all__ = [
    "Invoked",
    "OperationCount",
    "OperationDuration",
    "OperationMandate",
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
    near = nearest(folded, names)
    hint = f"did you mean {names[near]}?" if near else f"known: {', '.join(table)}"
    raise FoedusError(f"unknown operation {text!r}: {hint}")


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
            sources=(_cited(row),),
            command=f"foedus record {_bloc(row)}",
        )

    def certainty(self) -> bool | None:
        """Return whether a duration of nothing to a century can fail it."""
        return self.expect.certain(0, 36525 / DAYS[self.unit])


def _cited(row: dict[str, Any]) -> str:
    """Return the source of an operation's row, with its years."""
    end = row["end"].year if row["end"] else "open"
    when = f"{row['start'].year}" if end == row["start"].year else f"{row['start'].year}-{end}"
    return f"{row['source']} ({row['operation']}, {when})"


def _bloc(row: dict[str, Any]) -> str:
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


def _yes(value: str | int) -> str:
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
            sources=tuple(dict.fromkeys(_cited(row) for row in found)),
            command=f"foedus record {alliance}",
        )

    def certainty(self) -> bool | None:
        """Return whether a count of 0 to 500 can fail it."""
        return self.expect.certain(0, 500)


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


ANSWERED = {"asked": ("yes", "no", "contested"), "honoured": ("yes",), "not_honoured": ("no",)}
READ = ("reader", "reading", "other_reader", "other_reading")


class OperationMandate(TestEntry):
    """What an operation rested on: the Security Council, the host, an attack on a member."""

    word: ClassVar[str] = "operation_mandate"
    operation: Text
    expect: Literal[
        "authorised", "not_authorised", "exceeded", "unlawful", "consented", "not_consented",
        "article5", "answer_to_attack", "not_answer_to_attack",
    ]  # fmt: skip

    def names(self) -> dict[str, Any]:
        """Return the names in it."""
        return {"operation": [self.operation]}

    def run(self, context: Context) -> Finding:
        """Return what the record says; contested where it is disputed."""
        row = operation_row(self.operation)
        if self.expect == "exceeded":
            return self._exceeded(row)
        if self.expect == "unlawful":
            return self._unlawful(row)
        column, wanted, matters = MANDATE[self.expect]
        found = row[column]
        readings = disputes_of(row["op_id"], *matters) if matters else ()
        if found in ("na", None):
            verdict, said = "not testable", f"{WORDS[column]} does not apply to it"
        elif found == "contested" or readings:
            verdict, said = "contested", f"{WORDS[column]}: {_yes(found)}, and disputed"
        else:
            verdict = "supported" if found == wanted else "contradicted"
            said = f"{WORDS[column]}: {_yes(found)}"
        return self._finding(row, verdict, said, readings)

    def _exceeded(self, row: dict[str, Any]) -> Finding:
        readings = disputes_of(row["op_id"], "scope")
        if row["unsc_authorised_force"] != "yes":
            said = "no mandate to use force was given that it could have gone beyond"
            return self._finding(row, "contradicted", said, ())
        if readings:
            said = "the Council authorised force; whether the operation kept to it is disputed"
            return self._finding(row, "contested", said, readings)
        said = "the Council authorised force; no dispute over the scope is on record"
        return self._finding(row, "contradicted", said, ())

    def _unlawful(self, row: dict[str, Any]) -> Finding:
        if row["unsc_authorised_force"] == "yes" or row["host_consent"] == "yes":
            ground = "Council" if row["unsc_authorised_force"] == "yes" else "host"
            said = f"the {ground} gave it a ground; the record shows no other"
            return self._finding(row, "contradicted", said, disputes_of(row["op_id"], "scope"))
        readings = disputes_of(row["op_id"])
        if readings:
            said = "without authorisation and consent; whether it was lawful is disputed"
            return self._finding(row, "contested", said, readings)
        said = "without authorisation and consent; no finding on its lawfulness is on record"
        return self._finding(row, "not testable", said, ())

    def _finding(
        self, row: dict[str, Any], verdict: str, said: str, readings: tuple[ReadingPair, ...]
    ) -> Finding:
        resolutions = row["unsc_resolution"]
        under = f" (resolutions {resolutions})" if resolutions else ""
        return Finding(
            test="operation_mandate",
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{row['operation']}{under}: {said}",
            expected=SAID[self.expect][0],
            opposite=SAID[self.expect][1],
            basis="none" if verdict == "not testable" else "record",
            readings=readings,
            notes=tuple(text for text in (row["summary"], row["notes"]) if text),
            sources=(_cited(row),),
            command=f"foedus record {_bloc(row)}",
        )
