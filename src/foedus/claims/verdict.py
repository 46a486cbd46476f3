"""What a test finds: a verdict with its figure, range, sources and the command that shows more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.questions.result import Kept, Part

__all__ = [
    "VERDICTS",
    "Bar",
    "Basis",
    "Clause",
    "Decider",
    "Finding",
    "Holds",
    "ReadingPair",
    "Verdict",
    "combined",
    "denied",
]

Verdict = Literal["supported", "contradicted", "depends", "contested", "not testable"]

VERDICTS: tuple[Verdict, ...] = (
    "supported", "contradicted", "depends", "contested", "not testable",
)  # fmt: skip

Basis = Literal["record", "model", "none"]
"""What a verdict rests on: facts of record, results of the model, or nothing."""

BASES: tuple[Basis, ...] = ("model", "record", "none")


class ReadingPair(Part):
    """Two readings of a record or text that is disputed."""

    reader: str
    reading: str
    other_reader: str
    other_reading: str
    source: str


class Bar(Part):
    """A figure to draw beside others, with its unit in the finding."""

    label: str
    value: float


class Clause(Part):
    """A clause of a treaty or commitment that the claim is about, in our summary."""

    id: str
    document: str
    article: str
    date: str
    status: str = Field(description="on the day asked about")
    summary: str
    side: str = Field(default="", description="what it does to the claim, e.g. permits it")
    source: str


class Decider(Part):
    """A number on which the claim hangs, and how often the claim holds on either side of it."""

    symbol: str
    meaning: str
    low_label: str = Field(description="e.g. below 0.6")
    high_label: str
    low_share: float = Field(description="of the draws on the lower side the claim holds in")
    high_share: float

    @property
    def words(self) -> str:
        """Return the decider in a sentence, and who stands on which side."""
        side = self.high_label if self.high_share > self.low_share else self.low_label
        return (
            f"{self.symbol} ({self.meaning}): the claim holds in {100 * self.low_share:.0f} % of "
            f"the draws {self.low_label} and in {100 * self.high_share:.0f} % {self.high_label}; "
            f"who makes the claim takes it to lie {side}, who denies it the other side"
        )

    def denied(self) -> Decider:
        """Return the same of the opposite claim."""
        return self.model_copy(
            update={"low_share": 1 - self.low_share, "high_share": 1 - self.high_share}
        )


@dataclass(frozen=True, eq=False)
class Holds:
    """In which of the model's draws a claim holds; draws of one key are the same numbers."""

    key: Any
    draws: NDArray[np.bool_]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Holds) or self.key != other.key:
            return False
        return bool(np.array_equal(self.draws, other.draws))

    __hash__ = None  # type: ignore[assignment]


class Finding(Part):
    """The result of one test."""

    test: str = Field(description="the word of the vocabulary")
    verdict: Verdict
    plain: str = Field(default="", description="the verdict in plain words")
    figure: str = Field(description="what was found, in words")
    caveat: str = Field(default="", description="what a reader must know beside the verdict")
    expected: str = Field(default="", description="what the claim expects")
    opposite: str = Field(default="", description="what the denial of the claim expects")
    basis: Basis = "record"
    value: float | None = None
    low: float | None = Field(default=None, description="least over the draws or sources")
    high: float | None = None
    unit: str = ""
    share: float | None = Field(
        default=None, description="share of the draws in which the claim holds"
    )
    mc_error: float | None = Field(
        default=None, description="how far the share may be off by chance, 95 of 100 times"
    )
    deciders: tuple[Decider, ...] = ()
    depends_on: tuple[str, ...] = Field(
        default=(), description="what decides, and who stands on which side"
    )
    readings: tuple[ReadingPair, ...] = ()
    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = Field(default=(), description="with the year of the figures")
    command: str = Field(default="", description="what shows more")
    chart: str = Field(default="", description="title of the chart")
    bars: tuple[Bar, ...] = ()
    parts: tuple[Finding, ...] = Field(default=(), description="of all and any")
    holds: Kept[Holds | None] = None


Finding.model_rebuild()

Word = Literal["all", "any"]

ORDER_ALL = ("contradicted", "contested", "depends", "not testable", "supported")
ORDER_ANY = ("supported", "contested", "depends", "not testable", "contradicted")
OTHER: dict[Verdict, Verdict] = {"supported": "contradicted", "contradicted": "supported"}


def denied(found: Finding) -> Finding:
    """Return what is found of the opposite claim: verdict, words, shares and sides turned round.

    Parameters
    ----------
    found : Finding
        Of a single test; `not` of several is taken apart before (see `foedus.claims.tree`).

    Examples
    --------
    >>> yes = Finding(test="a", verdict="supported", figure="3", expected="3", opposite="not 3")
    >>> no = denied(yes)
    >>> no.verdict, no.expected, denied(no) == yes
    ('contradicted', 'not 3', True)
    """
    deciders = tuple(one.denied() for one in found.deciders)
    own = {one.words for one in found.deciders}
    rest = tuple(text for text in found.depends_on if text not in own)
    sides = len(rest) < len(found.depends_on)
    holds = found.holds
    return found.model_copy(
        update={
            "verdict": OTHER.get(found.verdict, found.verdict),
            "expected": found.opposite,
            "opposite": found.expected,
            "share": None if found.share is None else 1 - found.share,
            "deciders": deciders,
            "depends_on": (*(one.words for one in deciders if sides), *rest),
            "holds": None if holds is None else Holds(holds.key, ~holds.draws),
        }
    )


def combined(word: Word, parts: tuple[Finding, ...]) -> Finding:
    """Return the finding of several tests of which all, or any, must hold.

    One part that fails decides `all`, one that holds decides `any`; otherwise what is contested
    comes before what depends, and that before what cannot be tested.

    Parameters
    ----------
    word : {"all", "any"}
    parts : tuple of Finding

    Examples
    --------
    >>> yes = Finding(test="a", verdict="supported", figure="")
    >>> no = Finding(test="b", verdict="contradicted", figure="")
    >>> combined("all", (yes, no)).verdict, combined("any", (yes, no)).verdict
    ('contradicted', 'supported')
    """
    if len(parts) == 1:
        return parts[0]
    order = ORDER_ALL if word == "all" else ORDER_ANY
    verdict = next(v for v in order if v in {part.verdict for part in parts})
    deciding = [part for part in parts if part.verdict == verdict]

    def each(name: str, of: list[Finding] | tuple[Finding, ...] = parts) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(x for part in of for x in getattr(part, name)))

    holds = _together(word, parts)
    bases = {part.basis for part in parts}
    return Finding(
        test=word,
        verdict=verdict,
        figure="; ".join(dict.fromkeys(part.figure for part in parts)),
        caveat=next((part.caveat for part in deciding if part.caveat), ""),
        expected=_joined(word, [part.expected for part in parts]),
        opposite=_joined("any" if word == "all" else "all", [part.opposite for part in parts]),
        basis=next(basis for basis in BASES if basis in bases),
        share=None if holds is None else float(holds.draws.mean()),
        deciders=each("deciders", deciding),
        depends_on=each("depends_on", deciding) if verdict == "depends" else (),
        readings=each("readings"),
        clauses=each("clauses"),
        notes=each("notes"),
        sources=each("sources"),
        command="; ".join(dict.fromkeys(part.command for part in parts if part.command)),
        parts=parts,
        holds=holds,
    )


def _joined(word: Word, texts: list[str]) -> str:
    given = list(dict.fromkeys(text for text in texts if text))
    return f" {'and' if word == 'all' else 'or'} ".join(given)


def _together(word: Word, parts: tuple[Finding, ...]) -> Holds | None:
    """Return in which draws all, or any, of the parts hold; None where the draws differ."""
    modelled = [part.holds for part in parts if part.holds is not None]
    if not modelled or any(one.key != modelled[0].key for one in modelled):
        return None
    found = np.full(len(modelled[0].draws), word == "all")
    for part in parts:
        if part.holds is not None:
            own: Any = part.holds.draws
        elif part.verdict in OTHER:
            own = part.verdict == "supported"
        else:
            return None
        found = found & own if word == "all" else found | own
    return Holds(modelled[0].key, found)
