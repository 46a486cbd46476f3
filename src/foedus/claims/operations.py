"""Tests on operations: how long they lasted, and what they rested on."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from foedus.claims.claimtest import Context, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.verdict import Finding, ReadingPair
from foedus.errors import FoedusError, nearest
from foedus.scenario.schema import Day, Text
from foedus.scenario.tabledata import rows
from foedus.world.tables import read_table

__all__ = ["OperationDuration", "OperationMandate", "disputes_of", "operation_row"]


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
            value=value,
            unit=self.unit,
            notes=opened,
            sources=(row["source"],),
            command=f"foedus record {_bloc(row)}",
        )

    def certainty(self) -> bool | None:
        """Return whether a duration of nothing to a century can fail it."""
        return self.expect.certain(0, 36525 / DAYS[self.unit])


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


WORDS = {
    "unsc_authorised_force": "authority of the Security Council to use force",
    "host_consent": "consent of the host",
    "article5_invoked": "under Article 5",
    "initiated_against_a_member_attack": "in answer to an attack on a member",
}


def _yes(value: str | int) -> str:
    return {1: "yes", 0: "no", "contested": "on record as contested"}.get(value, str(value))


class OperationMandate(TestEntry):
    """What an operation rested on: the Security Council, the host, an attack on a member."""

    word: ClassVar[str] = "operation_mandate"
    operation: Text
    expect: Literal[
        "authorised", "not_authorised", "exceeded", "unlawful", "consented", "not_consented",
        "article5", "answer_to_attack", "not_answer_to_attack",
    ]  # fmt: skip

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
            expected=self.expect.replace("_", " "),
            readings=readings,
            notes=tuple(text for text in (row["summary"], row["notes"]) if text),
            sources=(row["source"],),
            command=f"foedus record {_bloc(row)}",
        )
