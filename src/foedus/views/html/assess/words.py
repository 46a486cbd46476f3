"""What the sections of an assessment's page say in common: sources, verdicts, sentences."""

from __future__ import annotations

from foedus.questions.answer import hundred
from foedus.questions.assessment import Assessment, StateRow
from foedus.questions.judged import Candidate, Judged
from foedus.questions.words import amount, percentage, signed
from foedus.security.coefficients import attack_fit
from foedus.views.html.blocks import Badge, Tone
from foedus.world.states import in_sentence

__all__ = [
    "TONES",
    "break_even",
    "by_iso3",
    "change_text",
    "figures_of",
    "majority",
    "model_source",
    "percent_of_row",
    "side",
    "upper",
]

TONES: dict[str, Tone] = {"robust": "strong", "leaning": "medium", "depends": "weak"}


def upper(text: str) -> str:
    """Return a text with a capital letter.

    Examples
    --------
    >>> upper("the United States joins")
    'The United States joins'
    """
    return text[:1].upper() + text[1:]


def figures_of(data: Assessment) -> str:
    """Return which years the figures of strength are of."""
    return f"figures of {data.figures_year} or up to three years older"


def model_source(data: Assessment) -> str:
    """Return source and years of all that the model computes."""
    fit = attack_fit(data.reading, data.event)
    missing = f"; left out for want of figures: {', '.join(data.left_out)}" if data.left_out else ""
    return (
        f"foedus, model of attacks, event {data.event}, reading {data.reading}, coefficients from "
        f"the dispute record {fit.first}-{fit.last}; membership on {data.on}, capability "
        f"({data.capability}): {figures_of(data)}{missing}."
    )


def change_text(change: float, percent: float | None) -> str:
    """Return a change with its percent, if it has one.

    Examples
    --------
    >>> change_text(-2.1, -52.6), change_text(0.3, None)
    ('−2.1; −53 %', '+0.30')
    """
    return signed(change) + ("" if percent is None else f"; {percentage(percent)}")


def side(found: Judged) -> tuple[str, float, float]:
    """Return the majority's side in words, and its share of the draws at both psi."""
    return found.majority or ("less safe", 1.0, 1.0)


def majority(found: Judged) -> tuple[Badge, ...]:
    """Return the badge of the majority's side; none without draws."""
    if found.share_safer is None or found.word is None:
        return ()
    word, share, _ = side(found)
    return (Badge(f"{hundred(share)} of 100 draws: {word} · {found.word}", TONES[found.word]),)


def break_even(data: Assessment, one: Candidate) -> str:
    """Return in one sentence from which risk on membership pays for a state."""
    name = in_sentence(one.iso3)
    outside = one.attacked_after if one.role == "leaver" else one.attacked_before
    pays = "Membership pays for" if one.role == "leaver" else "Joining pays for"
    full = (
        "at no level where a war joined counts in full"
        if one.break_even_psi_1 is None
        else f"more than {amount(one.break_even_psi_1)} where a war joined counts in full"
    )
    if one.break_even is None:
        return (
            f"{pays} {name} at no level of risk: outside, the model has {amount(outside)} "
            f"{data.unit} upon it, and what membership spares it does not outweigh the wars of "
            "allies."
        )
    return (
        f"{pays} {name} if outside it would suffer more than {amount(one.break_even)} {data.unit} "
        f"({full}); the model has {amount(outside)}."
    )


def by_iso3(data: Assessment) -> dict[str, StateRow]:
    """Return the rows of all states by their codes."""
    return {row.iso3: row for row in data.states}


def percent_of_row(row: StateRow) -> float | None:
    """Return a state's change of insecurity in percent of what it was."""
    before = row.insecurity_before
    return 100.0 * (row.insecurity_after - before) / before if before > 1e-9 else None
