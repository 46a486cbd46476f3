"""Claims files: their schema and their vocabulary of tests, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.claims.assess import Article10Test, IndivisibilityTest, SaferTest
from foedus.claims.claimtest import TestEntry
from foedus.claims.clauses import ClauseRead
from foedus.claims.commitments import CommitmentBars, CommitmentExists
from foedus.claims.contribution import ContributionTest, MembersMeeting
from foedus.claims.defence import OwesDefence
from foedus.claims.disputes import DisputeRecord
from foedus.claims.invoked import Invoked
from foedus.claims.line import Frontier, FrontierShare
from foedus.claims.mandate import OperationMandate
from foedus.claims.membership import (
    EnlargementWaves,
    Membership,
    NonAligned,
    NuclearTest,
    Suspended,
)
from foedus.claims.operations import OperationCount, OperationDuration
from foedus.claims.state import CountTest, FigureTest, RankTest, RatioTest, ShareTest
from foedus.errors import FoedusError, nearest
from foedus.scenario.fields import Day, Text
from foedus.scenario.yamlfile import Document, read_document, validated

__all__ = [
    "MAX_CLAIMS",
    "TESTS",
    "ClaimEntry",
    "ClaimsFile",
    "Loaded",
    "ReadClaim",
    "load_claims",
    "read_claims",
]

MAX_CLAIMS = 500
MAX_TESTS = 40
WORDS = ("all", "any", "not")

TESTS: dict[str, type[TestEntry]] = {
    "enlargement_waves": EnlargementWaves,
    "operation_duration": OperationDuration,
    "operation_mandate": OperationMandate,
    "operations": OperationCount,
    "invoked": Invoked,
    "frontier": Frontier,
    "frontier_share": FrontierShare,
    "membership": Membership,
    "suspended": Suspended,
    "non_aligned": NonAligned,
    "nuclear": NuclearTest,
    "contribution": ContributionTest,
    "members_meeting": MembersMeeting,
    "figure": FigureTest,
    "ratio": RatioTest,
    "share": ShareTest,
    "rank": RankTest,
    "count": CountTest,
    "article10": Article10Test,
    "indivisibility": IndivisibilityTest,
    "safer": SaferTest,
    "commitment": CommitmentExists,
    "clause": ClauseRead,
    "commitment_bars": CommitmentBars,
    "owes_defence": OwesDefence,
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
    organization: bool = Field(default=False, description="the speaker is no person")
    outlet: Text | None = None
    date: Day
    url: Text | None = None
    reviewed: Day | None = Field(default=None, description="day of the check, for ClaimReview")
    note: LongText | None = None


class ClaimEntry(_Entry):
    """One claim: a test, or why there is none."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$")]
    who: Text | None = Field(default=None, description="the document's speaker if missing")
    organization: bool | None = Field(default=None, description="who says it is no person")
    says: LongText
    kind: Literal["fact", "cause", "value", "prediction"]
    test: Any = None
    not_testable: LongText | None = Field(default=None, description="why it cannot be tested")
    note: LongText | None = None
    source: LongText | None = None


class ClaimsFile(_Entry):
    """A claims file; its claims are validated one by one, so that a bad one spoils no other."""

    document: DocumentEntry
    claims: Annotated[list[Any], Field(min_length=1)]


Tree = TestEntry | tuple[str, tuple[Any, ...]]
"""A test, or `all`, `any` or `not` with trees."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class ReadClaim:
    """A claim that fits the schema.

    Attributes
    ----------
    entry : ClaimEntry
    tree : Tree or None
        Its test; None where it says why there is none.
    place : int
        In the file, from 0.
    leaves : tuple of (TestEntry, Place)
        Its single tests and where they stand in the file.
    """

    entry: ClaimEntry
    tree: Any
    place: int
    leaves: tuple[tuple[TestEntry, Place], ...]


@dataclass(frozen=True, eq=False)
class Loaded:
    """A claims file: its head, the claims that fit the schema, and what is wrong with the others.

    Attributes
    ----------
    document : Document
    head : DocumentEntry
    claims : tuple of ReadClaim
    errors : tuple of (int, FoedusError)
        Place of the claim and what is wrong with it.
    """

    document: Document
    head: DocumentEntry
    claims: tuple[ReadClaim, ...]
    errors: tuple[tuple[int, FoedusError], ...]


def load_claims(path: str | Path) -> Loaded:
    """Return a claims file, all of whose claims fit the schema.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    FoedusError
        See `read_claims`, or a claim does not fit.
    """
    loaded = read_claims(path)
    if loaded.errors:
        raise loaded.errors[0][1]
    return loaded


def read_claims(path: str | Path) -> Loaded:
    """Return a claims file with the claims that fit the schema.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    FoedusError
        It cannot be read, its head does not fit, or no claim does; the message gives file, line
        and field.
    """
    document = read_document(Path(path))
    if not isinstance(document.data, dict):
        raise document.error("expected fields: document, claims")
    listed = document.data.get("claims")
    if isinstance(listed, list) and len(listed) > MAX_CLAIMS:
        raise document.error(f"{len(listed):,} claims; the limit is {MAX_CLAIMS}", "claims")
    file = validated(document, ClaimsFile, document.data)
    seen: dict[str, int] = {}
    read: list[ReadClaim] = []
    errors: list[tuple[int, FoedusError]] = []
    for i, data in enumerate(file.claims):
        try:
            read.append(_claim(document, data, i, seen))
        except FoedusError as reason:
            errors.append((i, reason))
    if not read:
        raise errors[0][1]
    return Loaded(document, file.document, tuple(read), tuple(errors))


def _claim(document: Document, data: Any, i: int, seen: dict[str, int]) -> ReadClaim:
    if not isinstance(data, dict):
        raise document.error("expected a claim with id, says, kind and test", "claims", i)
    claim = validated(document, ClaimEntry, data, "claims", i)
    if claim.id in seen:
        raise document.error(f"{claim.id} is the id of claim {seen[claim.id]} too", "claims", i)
    seen[claim.id] = i + 1
    if (claim.test is None) == (claim.not_testable is None):
        raise document.error("give either test or not_testable", "claims", i)
    leaves: list[tuple[TestEntry, Place]] = []
    tree = None
    if claim.test is not None:
        tree = _tree(document, claim.test, ("claims", i, "test"), iter(range(MAX_TESTS)), leaves)
    return ReadClaim(claim, tree, i, tuple(leaves))


def _tree(
    document: Document,
    data: Any,
    path: Place,
    budget: Iterator[int],
    leaves: list[tuple[TestEntry, Place]],
) -> Any:
    """Return a test with those it is made of; single tests are noted with their place."""
    if next(budget, None) is None:
        raise document.error(f"more than {MAX_TESTS} tests in one claim", *path)
    if not (isinstance(data, dict) and len(data) == 1):
        raise document.error("expected one test, e.g. membership: {alliance: NATO, ...}", *path)
    [(word, fields)] = data.items()
    if word in ("all", "any"):
        if not isinstance(fields, list) or not fields:
            raise document.error("expected a list of tests", *path, word)
        parts = [
            _tree(document, part, (*path, word, k), budget, leaves) for k, part in enumerate(fields)
        ]
        return word, tuple(parts)
    if word == "not":
        return word, (_tree(document, fields, (*path, word), budget, leaves),)
    if word not in TESTS:
        near = nearest(word, (*TESTS, *WORDS))
        hint = f"did you mean {near}?" if near else f"known are {', '.join((*TESTS, *WORDS))}"
        raise document.error(f"unknown test {word!r}: {hint}", *path, word)
    if not isinstance(fields, dict):
        raise document.error(f"expected the fields of {word}, e.g. {word}: {{...}}", *path, word)
    leaf = validated(document, TESTS[word], fields, *path, word)
    leaves.append((leaf, (*path, word)))
    return leaf
