"""A comparison of proposals as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.compare import Comparison, Proposal
from foedus.questions.words import LEAST, signed
from foedus.views.text.table import paragraph

__all__ = ["summary"]

INDENT = "    "
STATES = 20
"""States shown: those for which the proposals matter most; the JSON and CSV have all."""


def summary(data: Comparison) -> str:
    """Return a comparison as plain text.

    Parameters
    ----------
    data : Comparison
    """
    lines = [f"{len(data.proposals)} proposals on {data.on}, against the world as it is", ""]
    for letter, proposal in zip(_letters(data), data.proposals, strict=True):
        lines += _proposal(letter, proposal, data.draws)
    lines += _states(data)
    lines += [
        "* Pareto-better: no state noticeably less safe, at least one noticeably safer.",
        "o no state would refuse it: none noticeably less safe (0.01 attacks a century",
        "  and 1 % of its own).",
    ]
    if data.forces_abroad:
        lines.append("Forces abroad on record stand in the world, before and after.")
    return "\n".join(lines) + "\n"


def _letters(data: Comparison) -> list[str]:
    return [chr(ord("A") + i) if i < 26 else str(i) for i in range(len(data.proposals))]


def _proposal(letter: str, proposal: Proposal, draws: int) -> list[str]:
    mark = "*" if proposal.pareto_better else "o" if proposal.no_state_would_refuse else " "
    lines = paragraph(f"{proposal.title} ({proposal.name})", f"{letter} {mark} ", INDENT)
    lines += paragraph("; ".join(proposal.changes), INDENT)
    lines.append(
        f"    safer {proposal.safer}, less safe {proposal.less_safe}, "
        f"preferred by {proposal.preferred_by}"
    )
    if proposal.worst:
        lines += paragraph(f"loses most: {', '.join(proposal.worst)}", INDENT)
    if proposal.share_nobody_worse is not None:
        lines.append(
            f"    no state would refuse it in {100 * proposal.share_nobody_worse:.0f} % of "
            f"{draws:,} draws"
        )
    if proposal.dominated_by:
        better = ", ".join(proposal.dominated_by)
        lines += paragraph(f"at least as good for everybody: {better}", INDENT)
    return [*lines, ""]


def _states(data: Comparison) -> list[str]:
    letters, names = _letters(data), [proposal.name for proposal in data.proposals]
    by_letter = dict(zip(names, letters, strict=True))
    ranked = sorted(data.states, key=lambda row: (-max(map(abs, row.change.values())), row.iso3))
    head = "".join(f"{letter:>9}" for letter in letters)
    lines = [f"{'change, attacks a century':<28}{head}  prefers"]
    for row in ranked[:STATES]:
        cells = "".join(f"{_cell(row.change[name]):>9}" for name in names)
        lines.append(f"{row.name[:27]:<28}{cells}  {by_letter.get(row.prefers, row.prefers)}")
    if len(ranked) > STATES:
        lines.append(f"and {len(ranked) - STATES} more (--csv or --json has all)")
    return [*lines, ""]


def _cell(change: float) -> str:
    """Return a change for a narrow column: what is below three decimals is 0."""
    return signed(change) if abs(change) >= LEAST else "0"
