"""What a test finds: a verdict with its figure, range, sources and the command that shows more."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from foedus.questions.result import Part

__all__ = ["VERDICTS", "Bar", "Finding", "ReadingPair", "Verdict", "combined", "inverted"]

Verdict = Literal["supported", "contradicted", "depends", "contested", "not testable"]

VERDICTS: tuple[Verdict, ...] = (
    "supported", "contradicted", "depends", "contested", "not testable",
)  # fmt: skip


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


class Finding(Part):
    """The result of one test."""

    test: str = Field(description="the word of the vocabulary")
    verdict: Verdict
    figure: str = Field(description="what was found, in words")
    expected: str = Field(default="", description="what the claim expects")
    value: float | None = None
    low: float | None = Field(default=None, description="least over the assumptions or sources")
    high: float | None = None
    unit: str = ""
    share: float | None = Field(
        default=None, description="share of plausible assumptions in which the claim holds"
    )
    depends_on: tuple[str, ...] = Field(
        default=(), description="the assumptions that decide, and who stands on which side"
    )
    readings: tuple[ReadingPair, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    command: str = Field(default="", description="what shows more")
    bars: tuple[Bar, ...] = ()
    parts: tuple[Finding, ...] = Field(default=(), description="of all, any and not")


Finding.model_rebuild()

ORDER_ALL = ("contradicted", "contested", "depends", "not testable", "supported")
ORDER_ANY = ("supported", "contested", "depends", "not testable", "contradicted")


def combined(word: Literal["all", "any"], parts: tuple[Finding, ...]) -> Finding:
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
    order = ORDER_ALL if word == "all" else ORDER_ANY
    verdict = next(v for v in order if v in {part.verdict for part in parts})
    return _gathered(word, verdict, parts)


def inverted(part: Finding) -> Finding:
    """Return the finding of the opposite of a test.

    Parameters
    ----------
    part : Finding
    """
    other: dict[Verdict, Verdict] = {"supported": "contradicted", "contradicted": "supported"}
    found = _gathered("not", other.get(part.verdict, part.verdict), (part,))
    return found.model_copy(update={"share": None if part.share is None else 1 - part.share})


def _gathered(word: str, verdict: Verdict, parts: tuple[Finding, ...]) -> Finding:
    def each(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(x for part in parts for x in getattr(part, name)))

    return Finding(
        test=word,
        verdict=verdict,
        figure="; ".join(part.figure for part in parts),
        expected=f" {'and' if word == 'all' else 'or'} ".join(
            p.expected for p in parts if p.expected
        ),
        depends_on=each("depends_on"),
        readings=tuple(dict.fromkeys(reading for part in parts for reading in part.readings)),
        notes=each("notes"),
        sources=each("sources"),
        command="; ".join(dict.fromkeys(part.command for part in parts if part.command)),
        parts=parts,
    )
