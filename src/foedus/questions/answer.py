"""The answer of an assessment in a few sentences, and what to know before its figures are used."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.questions.assessment import Article10, Candidate, Indivisibility
from foedus.questions.words import UNIT, amount, signed
from foedus.security import Assumptions, Outcome
from foedus.security.verdicts import TOO_SMALL
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["answer_of", "cautions_of", "hundred"]


def answer_of(
    what: Sequence[str],
    found: Outcome,
    candidates: Sequence[Candidate],
    article10: Article10,
    outside: Indivisibility,
) -> str:
    """Return the answer: who moves one by one, the members, the outsiders.

    Parameters
    ----------
    what : sequence of str
        The changes in words.
    found : Outcome
    candidates : sequence of Candidate
    article10 : Article10
    outside : Indivisibility
    """
    head = f"If {' and '.join(what)}"
    if not found.attacked.any() and not found.drawn_in.any():
        return f"{head}, nobody's security changes in the model."
    said = [_mover(candidate) for candidate in candidates[:NAMED]]
    if len(candidates) > NAMED:
        said.append(f"{len(candidates) - NAMED} more are listed below")
    if article10.members:
        said.append(_members(article10))
    return (
        f"{head}: {'; '.join(said)}. {_outsiders(outside)}"
        if said
        else (f"{head}: {_outsiders(outside)}")
    )


NAMED = 4
"""Candidates and leavers named in the answer."""


def _mover(one: Candidate) -> str:
    levels = f"{amount(one.insecurity_before)} to {amount(one.insecurity_after)} {UNIT}"
    return _judged(in_sentence(one.iso3), "gets", one.finding, one.change, one.share_safer, levels)


def _members(found: Article10) -> str:
    several = found.members > 1
    who = (
        f"the {found.members} members of {found.alliance}"
        if several
        else (f"the other member of {found.alliance}")
    )
    each = " each" if several else ""
    levels = f"{amount(found.mean_before)} to {amount(found.mean_after)} {UNIT}{each}"
    verb = "get" if several else "gets"
    return _judged(who, verb, found.finding, found.mean_change, found.share_safer, levels)


def _judged(
    who: str, verb: str, finding: str | None, change: float, safer: float | None, levels: str
) -> str:
    """Return what may be said of one change, as a clause."""
    if finding is None or safer is None:
        return f"{who} {verb} from {levels} ({signed(change)}; no draws were made)"
    if finding in ("safer", "less safe"):
        agree = safer if finding == "safer" else 1.0 - safer
        return f"{who} {verb} {finding}, {levels} ({hundred(agree)} of 100 draws agree)"
    small = "the change is " if finding == TOO_SMALL else ""
    return f"for {who} {small}{finding} ({signed(change)} {UNIT})"


def hundred(share: float) -> str:
    """Return a share as draws of 100: 0 and 100 only where it is exactly so.

    Examples
    --------
    >>> hundred(0.9955), hundred(1.0), hundred(0.142)
    ('more than 99', '100', '14')
    """
    if share in (0.0, 1.0):
        return f"{100 * share:.0f}"
    if share > 0.99:
        return "more than 99"
    return "less than 1" if share < 0.01 else f"{100 * share:.0f}"


def _outsiders(found: Indivisibility) -> str:
    if not found.noticeably_less_safe:
        return "No outsider gets noticeably less safe."
    first = found.ranked[0]
    many = found.noticeably_less_safe
    return (
        f"{many} outsider{'s get' if many > 1 else ' gets'} noticeably less safe, "
        f"most {in_sentence(first.iso3)} ({signed(first.change)})."
    )


EVENTS = {
    "war": "attackers in wars begun against a state (hostility 5)",
    "fatal": "attackers in disputes with at least one death",
    "force": "attackers in uses of force (hostility 4 and 5), most of them minor",
}
"""What an attack is, by event."""


def cautions_of(world: World, assumptions: Assumptions) -> tuple[str, ...]:
    """Return what to know before the figures are used, most important first.

    Parameters
    ----------
    world : World
        Before the change.
    assumptions : Assumptions
    """
    found = [world.note] if world.note else []
    found += assumptions.warnings()
    if assumptions.event != "war":
        found.append(f"An attack is here one of the {EVENTS[assumptions.event]}.")
    if world.eu_clause != "full":
        found.append(f"The European Union's mutual defence clause counts as {world.eu_clause}.")
    if assumptions.reading == "sceptics":
        found.append("The reading of the sceptics calls every accession less safe by construction.")
    return tuple(found)
