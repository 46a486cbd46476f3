"""The test of what an operation rested on."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.operations import (
    MANDATE,
    SAID,
    WORDS,
    bloc_of,
    disputes_of,
    operation_row,
    said_of,
    source_of,
)
from foedus.claims.verdict import Finding, ReadingPair
from foedus.scenario.fields import Text

__all__ = [
    "OperationMandate",
]


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
            verdict, said = "contested", f"{WORDS[column]}: {said_of(found)}, and disputed"
        else:
            verdict = "supported" if found == wanted else "contradicted"
            said = f"{WORDS[column]}: {said_of(found)}"
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
            sources=(source_of(row),),
            command=f"foedus record {bloc_of(row)}",
        )
