"""Is what a statement asserts borne out? Every claim of a file judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from foedus.claims.claimsfile import Loaded, ReadClaim, read_claims
from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.plain import plain_words
from foedus.claims.verdict import (
    VERDICTS,
    Basis,
    Finding,
    Verdict,
    Word,
    combined,
    denied,
)
from foedus.errors import DataNotHereError, FoedusError
from foedus.questions.door import asked
from foedus.questions.result import DRAWS, SEED, Kept, Part, Progress, Result, silent
from foedus.scenario.yamlfile import Document
from foedus.world.days import after_the_tables

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Check", "check"]


class ClaimResult(Part):
    """A claim and what was found."""

    id: str
    who: str
    organization: bool = Field(description="who says it is no person")
    says: str
    kind: str
    note: str
    source: str
    finding: Finding


class ClaimError(Part):
    """A claim that could not be tested because something is wrong with its entry."""

    line: int
    message: str = Field(description="file, line, field, what is wrong and the nearest valid value")


class Check(Result):
    """What `foedus check --json` prints."""

    question: ClassVar[str] = "check"

    schema_version: str = "2.0"
    title: str = Field(description="of the document")
    speaker: str
    outlet: str
    date: str = Field(description="of the document, YYYY-MM-DD")
    url: str
    reviewed: str = Field(description="day of the check, if the file gives one")
    draws: int = Field(description="of the model's numbers, for claims about it")
    seed: int
    verdicts: dict[Verdict, int] = Field(description="number of claims by verdict")
    by_basis: dict[Basis, dict[Verdict, int]] = Field(
        description="the same, facts of record and results of the model apart"
    )
    claims: tuple[ClaimResult, ...]
    errors: tuple[ClaimError, ...] = Field(description="claims whose entries are wrong")
    file: Kept[str] = ""
    reviewer: Kept[str] = ""
    address: Kept[str] = ""

    @property
    def answer(self) -> str:
        """Return how many claims have which verdict, by what they rest on."""
        told = [
            f"{words}: {counted}"
            for basis, words in (("record", "facts of record"), ("model", "model results"))
            if (counted := _counted(self.by_basis.get(basis, {})))  # type: ignore[call-overload]
        ]
        rest = sum(self.by_basis.get("none", {}).values())
        told += [f"not rated: {rest}"] if rest else []
        many = "claim" if len(self.claims) == 1 else "claims"
        return f"{len(self.claims)} {many} of {self.speaker}. {'; '.join(told).capitalize()}."

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `claims`, a row a claim with verdict, figure, range and share."""
        import polars as pl

        rows = [
            {
                **claim.model_dump(include={"id", "who", "says", "kind"}),
                **claim.finding.model_dump(include=set(SHOWN)),
            }
            for claim in self.claims
        ]
        text = pl.String()
        numbers = ("value", "low", "high", "share")
        schema = {
            name: pl.Float64() if name in numbers else text
            for name in ("id", "who", "says", "kind", *SHOWN)
        }
        return {"claims": pl.DataFrame(rows, schema=schema).select(list(schema))}


def _counted(verdicts: dict[Verdict, int]) -> str:
    return ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items() if n)


SHOWN = (
    "verdict",
    "basis",
    "plain",
    "figure",
    "expected",
    "value",
    "low",
    "high",
    "unit",
    "share",
    "command",
)
"""What the table of claims has of each finding."""


@asked
def check(
    path: str | Path,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    reviewer: str = "",
    url: str = "",
    progress: Progress = silent,
) -> Check:
    """Return the verdict on every claim of a file.

    Parameters
    ----------
    path : str or Path
        A claims file.
    draws : int, >= 1
        Of the model's numbers, for claims about it; verdicts hang on neither draws nor seed.
    seed : int
    reviewer, url : str
        Who checked and where the page will stand, for ClaimReview.
    progress : callable, optional

    Raises
    ------
    FoedusError
        The file cannot be read or no claim can be tested; the message gives file and line. Single
        claims that are wrong are among the answer's `errors`.
    """
    if draws < 1:
        raise FoedusError(f"draws={draws}: a check needs one or more")
    if url and not url.startswith(("http://", "https://")):
        raise FoedusError(f"--url {url!r}: expected an address that begins with https://")
    loaded = read_claims(path)
    head = loaded.head
    context = Context(on=head.date, draws=draws, seed=seed)
    results: list[ClaimResult] = []
    errors = list(loaded.errors)
    for done, claim in enumerate(loaded.claims):
        try:
            results.append(_result(loaded, claim, context))
        except FoedusError as reason:
            errors.append((claim.place, reason))
        progress(done + 1, len(loaded.claims))
    errors.sort(key=lambda pair: pair[0])
    if not results:
        raise errors[0][1]
    return Check(
        note=after_the_tables(head.date),
        title=head.title,
        speaker=head.speaker,
        outlet=head.outlet or "",
        date=str(head.date),
        url=head.url or "",
        reviewed=str(head.reviewed or ""),
        draws=draws,
        seed=seed,
        verdicts=_tally(results, None),
        by_basis={basis: _tally(results, basis) for basis in BASES},
        claims=tuple(results),
        errors=tuple(
            ClaimError(line=loaded.document.line("claims", i), message=str(reason))
            for i, reason in errors
        ),
        file=str(path),
        reviewer=reviewer,
        address=url,
    )


BASES: tuple[Basis, ...] = ("record", "model", "none")


def _tally(results: list[ClaimResult], basis: Basis | None) -> dict[Verdict, int]:
    of = [r.finding.verdict for r in results if basis in (None, r.finding.basis)]
    return {verdict: of.count(verdict) for verdict in VERDICTS}


def _result(loaded: Loaded, claim: ReadClaim, context: Context) -> ClaimResult:
    entry, head = claim.entry, loaded.head
    if claim.tree is None:
        reason = str(entry.not_testable)
        finding = Finding(test="none", verdict="not testable", figure=reason, basis="none")
    else:
        finding = _run(loaded.document, claim.tree, context, claim.place)
        if entry.kind == "value":
            finding = beside_an_opinion(finding)
    organization = head.organization if entry.organization is None else entry.organization
    return ClaimResult(
        id=entry.id,
        who=entry.who or head.speaker,
        organization=organization,
        says=entry.says,
        kind=entry.kind,
        note=entry.note or "",
        source=entry.source or "",
        finding=finding.model_copy(update={"plain": plain_words(finding, entry.kind)}),
    )


def beside_an_opinion(measured: Finding) -> Finding:
    """Return the finding on an opinion: not testable, with what can be measured beside it.

    Parameters
    ----------
    measured : Finding

    Examples
    --------
    >>> found = beside_an_opinion(Finding(test="a", verdict="supported", figure="78 days"))
    >>> found.verdict, found.figure
    ('not testable', 'What can be measured beside it (supported): 78 days')
    """
    return measured.model_copy(
        update={
            "verdict": "not testable",
            "basis": "none",
            "figure": f"What can be measured beside it ({measured.verdict}): {measured.figure}",
            "depends_on": (),
            "deciders": (),
            "share": None,
            "holds": None,
        }
    )


def _run(document: Document, tree: Any, context: Context, i: int, negated: bool = False) -> Finding:
    """Return what a tree of tests finds; `not` is carried to the single tests (De Morgan)."""
    if isinstance(tree, TestEntry):
        try:
            found = tree.run(context)
        except DataNotHereError as reason:
            found = _no_data(tree, str(reason))
        except FoedusError as reason:
            raise document.error(str(reason), "claims", i, "test") from None
        return denied(found) if negated else found
    word, parts = tree
    if word == "not":
        return _run(document, parts[0], context, i, not negated)
    each = tuple(_run(document, part, context, i, negated) for part in parts)
    both: dict[str, Word] = {"all": "any", "any": "all"}
    return combined(both[word] if negated else both[both[word]], each)


def _no_data(entry: TestEntry, reason: str) -> Finding:
    """Return the finding where research data are needed that are not on this computer."""
    at = reason.find("foedus data pull")
    command = " ".join(word for word in reason[at:].split("(")[0].split()) if at >= 0 else ""
    return Finding(
        test=entry.word,
        verdict="not testable",
        figure=reason,
        basis="none",
        command=command,
    )
