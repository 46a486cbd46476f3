"""Claims files: their schema and their vocabulary of tests, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.claims.assess import Article10Test, IndivisibilityTest, SaferTest
from foedus.claims.claimtest import TestEntry
from foedus.claims.commitments import CommitmentBars, CommitmentExists
from foedus.claims.contribution import ContributionTest, MembersMeeting
from foedus.claims.disputes import DisputeRecord
from foedus.claims.line import Frontier
from foedus.claims.membership import EnlargementWaves, Membership
from foedus.claims.operations import OperationDuration, OperationMandate
from foedus.errors import nearest
from foedus.scenario.schema import Day, Text
from foedus.scenario.yamlfile import Document, read_document, validated

__all__ = ["MAX_CLAIMS", "TESTS", "ClaimEntry", "ClaimsFile", "Loaded", "load_claims"]

MAX_CLAIMS = 500
MAX_TESTS = 40
WORDS = ("all", "any", "not")

TESTS: dict[str, type[TestEntry]] = {
    "enlargement_waves": EnlargementWaves,
    "operation_duration": OperationDuration,
    "operation_mandate": OperationMandate,
    "frontier": Frontier,
    "membership": Membership,
    "contribution": ContributionTest,
    "members_meeting": MembersMeeting,
    "article10": Article10Test,
    "indivisibility": IndivisibilityTest,
    "safer": SaferTest,
    "commitment": CommitmentExists,
    "commitment_bars": CommitmentBars,
    "dispute_record": DisputeRecord,
}
"""The vocabulary: every test by the word that files use; `all`, `any` and `not` combine them."""

LongText = Annotated[str, Field(min_length=1, max_length=2000)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class DocumentEntry(_Entry):
    """The statement that is checked."""

    title: Text
    speaker: Text
    outlet: Text | None = None
    date: Day
    url: Text | None = None
    reviewed: Day | None = Field(default=None, description="day of the check, for ClaimReview")
    note: LongText | None = None


class ClaimEntry(_Entry):
    """One claim: a test, or why there is none."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$")]
    who: Text | None = Field(default=None, description="the document's speaker if missing")
    says: LongText
    kind: Literal["fact", "cause", "value", "prediction"]
    test: Any = None
    not_testable: LongText | None = Field(default=None, description="why it cannot be tested")
    note: LongText | None = None
    source: LongText | None = None


class ClaimsFile(_Entry):
    """A claims file."""

    document: DocumentEntry
    claims: Annotated[list[ClaimEntry], Field(min_length=1)]


Tree = TestEntry | tuple[str, tuple[Any, ...]]
"""A test, or `all`, `any` or `not` with trees."""


class Loaded(BaseModel):
    """A claims file that fits the schema, with its tests built.

    `trees` holds for every claim its test, or None where it says why there is none.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    document: Any
    file: ClaimsFile
    trees: tuple[Any, ...]


def load_claims(path: str | Path) -> Loaded:
    """Return a claims file that fits the schema.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    FoedusError
        It cannot be read or does not fit; the message gives file, line and field.
    """
    document = read_document(Path(path))
    if not isinstance(document.data, dict):
        raise document.error("expected fields: document, claims")
    listed = document.data.get("claims")
    if isinstance(listed, list) and len(listed) > MAX_CLAIMS:
        raise document.error(f"{len(listed):,} claims; the limit is {MAX_CLAIMS}", "claims")
    file = validated(document, ClaimsFile, document.data)
    seen: dict[str, int] = {}
    trees = []
    for i, claim in enumerate(file.claims):
        if claim.id in seen:
            raise document.error(f"{claim.id} is the id of claim {seen[claim.id]} too", "claims", i)
        seen[claim.id] = i + 1
        if (claim.test is None) == (claim.not_testable is None):
            raise document.error("give either test or not_testable", "claims", i)
        budget = iter(range(MAX_TESTS))
        tree = None
        if claim.test is not None:
            tree = _tree(document, claim.test, ("claims", i, "test"), budget)
        trees.append(tree)
    return Loaded(document=document, file=file, trees=tuple(trees))


def _tree(document: Document, data: Any, path: tuple[str | int, ...], budget: Iterator[int]) -> Any:
    """Return a test with those it is made of."""
    if next(budget, None) is None:
        raise document.error(f"more than {MAX_TESTS} tests in one claim", *path)
    if not (isinstance(data, dict) and len(data) == 1):
        raise document.error("expected one test, e.g. membership: {alliance: NATO, ...}", *path)
    [(word, fields)] = data.items()
    if word in ("all", "any"):
        if not isinstance(fields, list) or not fields:
            raise document.error("expected a list of tests", *path, word)
        parts = [_tree(document, part, (*path, word, k), budget) for k, part in enumerate(fields)]
        return word, tuple(parts)
    if word == "not":
        return word, (_tree(document, fields, (*path, word), budget),)
    if word not in TESTS:
        near = nearest(word, (*TESTS, *WORDS))
        hint = f"did you mean {near}?" if near else f"known are {', '.join((*TESTS, *WORDS))}"
        raise document.error(f"unknown test {word!r}: {hint}", *path, word)
    return validated(document, TESTS[word], fields, *path, word)
