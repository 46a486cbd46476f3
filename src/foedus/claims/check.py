"""Is what a statement asserts borne out? Every claim of a file judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from foedus.claims.claimsfile import Loaded, load_claims
from foedus.claims.claimtest import Context, TestEntry
from foedus.claims.verdict import VERDICTS, Finding, Verdict, combined, denied
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
    says: str
    kind: str
    note: str
    source: str
    finding: Finding


class Check(Result):
    """What `foedus check --json` prints."""

    question: ClassVar[str] = "check"

    schema_version: str = "1.0"
    title: str = Field(description="of the document")
    speaker: str
    outlet: str
    date: str = Field(description="of the document, YYYY-MM-DD")
    url: str
    reviewed: str = Field(description="day of the check, if the file gives one")
    draws: int = Field(description="sets of plausible assumptions tried")
    seed: int
    verdicts: dict[Verdict, int] = Field(description="number of claims by verdict")
    claims: tuple[ClaimResult, ...]
    file: Kept[str] = ""

    @property
    def answer(self) -> str:
        """Return how many claims have which verdict."""
        counted = ", ".join(f"{n} {verdict}" for verdict, n in self.verdicts.items() if n)
        return f"{len(self.claims)} claims of {self.speaker}: {counted}."

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
        names = ["id", "who", "says", "kind", *SHOWN]
        return {"claims": pl.DataFrame(rows, schema=None, infer_schema_length=None).select(names)}


SHOWN = ("verdict", "figure", "expected", "value", "low", "high", "unit", "share", "command")
"""What the table of claims has of each finding."""


@asked
def check(
    path: str | Path,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = silent,
) -> Check:
    """Return the verdict on every claim of a file.

    Parameters
    ----------
    path : str or Path
        A claims file.
    draws : int, >= 1
        Sets of plausible assumptions for tests of the model.
    seed : int
    progress : callable, optional

    Raises
    ------
    FoedusError
        The file cannot be read or does not fit the schema, or a test names a state, alliance,
        operation or day that there is not; the message gives file and line.
    """
    if draws < 1:
        raise FoedusError(f"draws={draws}: a check needs one or more")
    loaded = load_claims(path)
    head = loaded.file.document
    context = Context(on=head.date, draws=draws, seed=seed)
    results = []
    for i, claim in enumerate(loaded.file.claims):
        results.append(
            ClaimResult(
                id=claim.id,
                who=claim.who or head.speaker,
                says=claim.says,
                kind=claim.kind,
                note=claim.note or "",
                source=claim.source or "",
                finding=_found(loaded, i, context),
            )
        )
        progress(i + 1, len(loaded.trees))
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
        verdicts={v: sum(r.finding.verdict == v for r in results) for v in VERDICTS},
        claims=tuple(results),
        file=str(path),
    )


def _found(loaded: Loaded, i: int, context: Context) -> Finding:
    """Return what is found of a claim; one without a test is not testable, for its reason."""
    claim, tree = loaded.file.claims[i], loaded.trees[i]
    if tree is None:
        return Finding(test="none", verdict="not testable", figure=str(claim.not_testable))
    return _run(loaded.document, tree, context, i)


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
    return combined({"all": "any", "any": "all"}[word] if negated else word, each)


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
