"""A figure by every source that gives it, and the finding on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foedus.claims.claimtest import TestEntry, judged
from foedus.claims.expect import Expect
from foedus.claims.figures import MEASURES, Series, well_covered
from foedus.claims.verdict import Bar, Finding
from foedus.questions.words import plain as number
from foedus.world.states import in_sentence, state_name

__all__ = [
    "SHOWN",
    "Answer",
    "found_of",
    "left_out",
    "names_of",
    "too_few",
    "total_of",
]

SHOWN = 10


@dataclass(frozen=True)
class Answer:
    """A figure by one source.

    Attributes
    ----------
    value : float
    source : Series
    bars : mapping of str to float
        Of the states it is seen beside.
    unknown : tuple of str
        States that a count may leave out, for the source has no figure of them.
    before : Series, optional
        Of the earlier day that it is compared with.
    """

    value: float
    source: Series
    bars: Mapping[str, float]
    unknown: tuple[str, ...] = ()
    before: Series | None = None

    @property
    def years(self) -> str:
        """Return the year of its figures, with that of the earlier ones."""
        return (
            f"{self.before.year} and {self.source.year}" if self.before else str(self.source.year)
        )

    @property
    def cited(self) -> tuple[str, ...]:
        """Return its source with the years of the figures."""
        return (*((self.before.cited,) if self.before else ()), self.source.cited)


def found_of(
    test: TestEntry,
    expect: Expect,
    answers: Sequence[Answer],
    words: str,
    unit: str,
    *,
    command: str,
    missing: str = "",
    notes: Sequence[str] = (),
    show: Sequence[str] = (),
) -> Finding:
    """Return the finding on a figure that several sources may give.

    Parameters
    ----------
    test : TestEntry
    expect : Expect
    answers : sequence of Answer
        Empty: the claim is not testable.
    words : str
        What the figure is.
    unit, command : str
    missing : str
        What is not there, and would be needed.
    notes : sequence of str
    show : sequence of str
        States to draw first.
    """
    stated = expect.words(unit), expect.denial(unit)
    if not answers:
        why = missing or "none of the last full year before the day, or at most three years older"
        return Finding(
            test=test.word, verdict="not testable", figure=f"{words}: no figure ({why})",
            expected=stated[0], opposite=stated[1], basis="none",
            command=_pull(missing) or command,
        )  # fmt: skip
    values = [one.value for one in answers]
    low, high = min(values), max(one.value + len(one.unknown) for one in answers)
    verdict = judged(expect, values[0], low, high)
    shown = "" if unit in ("", "place", "states", "members") else f" {unit}"
    each = "; ".join(
        f"{number(one.value)}{shown}{_at_most(one)} ({MEASURES[one.source.measure].short}, "
        f"{one.years}; {one.source.source.split('; for')[0]})"
        for one in answers
    )
    bars = answers[0].bars
    drawn = list(dict.fromkeys([*show, *sorted(bars, key=lambda i: -bars[i])[:SHOWN]]))
    return Finding(
        test=test.word,
        verdict=verdict,  # type: ignore[arg-type]
        figure=f"{words}: {each}",
        expected=stated[0],
        opposite=stated[1],
        value=values[0],
        low=low,
        high=high,
        unit=unit,
        depends_on=_which(answers, expect) if verdict == "depends" else (),
        notes=tuple(note for note in (*notes, missing) if note),
        sources=tuple(dict.fromkeys(cited for one in answers for cited in one.cited)),
        command=command,
        chart=f"{words}, {unit or MEASURES[answers[0].source.measure].unit}",
        bars=tuple(Bar(label=state_name(i), value=bars[i]) for i in drawn if i in bars),
    )


def _at_most(one: Answer) -> str:
    if not one.unknown:
        return ""
    return f", with {names_of(one.unknown)}, of which there is no figure, up to " + number(
        one.value + len(one.unknown)
    )


def _pull(missing: str) -> str:
    at = missing.find("foedus data pull")
    return missing[at:].split("(")[0].split(";")[0].strip() if at >= 0 else ""


def _which(answers: Sequence[Answer], expect: Expect) -> tuple[str, ...]:
    """Return which source or measure decides, and the side each is on."""
    unknown = sorted({iso3 for one in answers for iso3 in one.unknown})
    if unknown and len({one.value for one in answers}) == 1:
        return (f"whether {names_of(unknown)}, of which there is no figure, is counted",)
    kinds = {one.source.measure for one in answers}
    what = "which measure is taken" if len(kinds) > 1 else "whose figures are taken"
    sides = "; ".join(
        f"{MEASURES[one.source.measure].short} by {one.source.source.split(';')[0]}: "
        f"{number(one.value)}, so the claim {'holds' if expect.holds(one.value) else 'fails'}"
        for one in answers
    )
    return (f"{what}: {sides}",)


def names_of(states: Sequence[str]) -> str:
    """Return states by name, or how many where they are more than four."""
    if len(states) > 4:
        return f"{len(states)} states"
    return ", ".join(in_sentence(iso3) for iso3 in states)


def total_of(found: Series, states: Sequence[str], measure: str) -> float | None:
    """Return the sum over states, the mean of a share of GDP; None if too little is known."""
    own = [found.figures[iso3].value for iso3 in states if iso3 in found.figures]
    if not own or not well_covered(found, states):
        return None
    return sum(own) / (len(own) if measure == "percent_gdp" else 1)


def too_few(found: Sequence[Series], states: Sequence[str]) -> str:
    """Return how few of the states every source knows, where that is too few for a sum."""
    if not found or any(well_covered(one, states) for one in found):
        return ""
    most = max(len(one.of(states).figures) for one in found)
    return f"known for {most} of {len(states)} states of the last full year or three years before"


def left_out(found: Sequence[Series], states: Sequence[str]) -> tuple[str, ...]:
    """Return a note on the states that a source does not know; none if every source knows all."""
    some = [iso3 for iso3 in states if any(iso3 not in one.figures for one in found)]
    if not some:
        return ()
    return (f"not known by every source, left out there: {names_of(some)}",)
