"""Who is concerned by a change, as plain text: candidates, members, those outside."""

from __future__ import annotations

from foedus.questions.answer import hundred
from foedus.questions.assessment import Assessment
from foedus.questions.judged import Article10, Candidate, Judged, StateChange
from foedus.questions.words import amount, signed
from foedus.views.text.table import paragraph

__all__ = [
    "SHOWN",
    "candidate",
    "members",
    "outsiders",
]

SHOWN = 5
"""States and neighbours listed by name; the JSON and CSV outputs have all."""


def agreement(found: Judged) -> list[str]:
    """Return the lines on what the draws say, if there are any."""
    if found.band is None or found.majority is None:
        return []
    who, share, full = found.majority
    return [
        *paragraph(
            f"5-95 % of the draws  {signed(found.band.low)} to {signed(found.band.high)}, "
            f"median {signed(found.band.median)}",
            "  ",
            " " * 23,
        ),
        *paragraph(
            f"draws that agree     {who} in {hundred(share)} of 100 "
            f"({hundred(full)} where a war joined counts in full): {found.word}",
            "  ",
            " " * 23,
        ),
        f"  what may be said     {found.finding}",
    ]


def candidate(data: Assessment, one: Candidate) -> list[str]:
    """Return what a change does to one that joins or leaves."""
    percent = "" if one.percent is None else f"; {one.percent:+.0f} %".replace("-", "−")
    even = "never" if one.break_even is None else f"above {amount(one.break_even)}"
    full = "never" if one.break_even_psi_1 is None else f"above {amount(one.break_even_psi_1)}"
    outside = one.attacked_after if one.role == "leaver" else one.attacked_before
    psi = f"{data.psi:.2f}"
    return [
        f"The {one.role}: {one.name}",
        f"  insecurity           {amount(one.insecurity_before)} to "
        f"{amount(one.insecurity_after)} {data.unit} ({signed(one.change)}{percent})",
        f"    attacked           {amount(one.attacked_before)} to {amount(one.attacked_after)}",
        f"    drawn in           {amount(one.drawn_in_before)} to {amount(one.drawn_in_after)} "
        f"wars of allies, each counted {psi}",
        *agreement(one),
        *paragraph(
            f"membership pays      {even} attacks a century upon it ({full} at full weight); "
            f"outside, the model has {amount(outside)}",
            "  ",
            " " * 23,
        ),
        "",
    ]


def _named(states: tuple[StateChange, ...]) -> str:
    return ", ".join(f"{state.name} {signed(state.change)}" for state in states[:SHOWN])


def members(data: Assessment) -> list[str]:
    """Return what it does to the members, the most concerned by name."""
    test = data.article10
    if not test.members:
        return ["Article 10 test: no state is a member both before and after", ""]
    each = "" if test.members == 1 else " each, on average"
    percent = "" if test.mean_percent is None else f"; {test.mean_percent:+.0f} %".replace("-", "−")
    lines = [
        f"Article 10 test: do the {test.members} members of {test.alliance} get safer?",
        *paragraph(
            f"insecurity           {amount(test.mean_before)} to {amount(test.mean_after)} "
            f"{data.unit}{each} ({signed(test.mean_change)}{percent})",
            "  ",
            " " * 23,
        ),
        f"    attacked           {signed(test.mean_attacked)}",
        f"    drawn in           {signed(test.mean_drawn_in)} wars of allies",
        *agreement(test),
        f"  safer / less safe    {test.safer} / {test.less_safe}",
    ]
    lines += _extremes(test)
    if test.break_even is not None and len(data.candidates) == 1:
        full = (
            ""
            if test.break_even_psi_1 is None
            else (f" (below {amount(test.break_even_psi_1)} at full weight)")
        )
        lines += paragraph(
            f"pays for them        below {amount(test.break_even)} attacks a century upon "
            f"{data.candidates[0].name}{full}; the model has "
            f"{amount(data.candidates[0].attacked_before)}",
            "  ",
            " " * 23,
        )
    if test.together is not None and test.together.share_safer is not None:
        lines += paragraph(
            f"all of them together, candidates included: {signed(test.together_change or 0.0)}, "
            f"safer in {hundred(test.together.share_safer)} of 100 draws "
            f"({hundred(test.together.share_safer_psi_1 or 0.0)} at full weight)",
            "  ",
            "    ",
        )
    return [*lines, ""]


def _extremes(test: Article10) -> list[str]:
    lines = []
    if test.best and test.worst and test.members > 1:
        lines.append(f"  best, worst off      {_named((test.best,))}; {_named((test.worst,))}")
    if test.bearers:
        lines += paragraph(
            f"who bears it         {_named(test.bearers)} wars of allies joined a century",
            "  ",
            " " * 23,
        )
    return lines


def outsiders(data: Assessment) -> list[str]:
    """Return what it does to everybody outside."""
    test = data.indivisibility
    lines = [
        "Indivisibility test: does anyone outside get less safe?",
        *paragraph(
            f"{test.noticeably_less_safe} of {test.outsiders} noticeably (0.01 attacks a century "
            f"and 1 % of their own), {test.slightly_less_safe} slightly, {test.safer} safer",
            "  ",
        ),
    ]
    if test.ranked and test.noticeably_less_safe:
        lines += paragraph(f"most: {_named(test.ranked)}", "  ")
    if test.share_nobody is not None:
        lines.append(f"  nobody noticeably in {hundred(test.share_nobody)} of 100 draws")
    return [*lines, ""]
