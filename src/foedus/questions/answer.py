"""The answer of an assessment in a few sentences, and what to know before its figures are used."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.questions.assessment import AtWar
from foedus.questions.judged import Article10, Candidate, Indivisibility, Judged
from foedus.questions.words import UNIT, amount, signed
from foedus.security import Assumptions, Outcome
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["answer_of", "cautions_of", "hundred"]


def answer_of(
    what: Sequence[str],
    found: Outcome,
    candidates: Sequence[Candidate],
    article10: Article10,
    outside: Indivisibility,
    at_war: Sequence[AtWar] = (),
) -> str:
    """Return the answer: who moves one by one, the members, the outsiders.

    Where the change touches a war that is on, the answer has two parts, and says so.

    Parameters
    ----------
    what : sequence of str
        The changes in words.
    found : Outcome
    candidates : sequence of Candidate
    article10 : Article10
    outside : Indivisibility
    at_war : sequence of AtWar
    """
    head = f"If {' and '.join(what)}"
    if not found.attacked.any() and not found.drawn_in.any():
        some = found.draws is not None and found.draws.insecurity().any()
        how = "by the best estimates, though it does in some draws" if some else "in the model"
        return f"{head}, nobody's security changes {how}."
    if len(candidates) > NAMED:
        candidates = sorted(candidates, key=lambda one: -abs(one.change))
    said = [_mover(candidate) for candidate in candidates[:NAMED]]
    if len(candidates) > NAMED:
        said.append(f"{len(candidates) - NAMED} more are listed below")
    if article10.members:
        said.append(_members(article10))
    outsiders = _outsiders(outside)
    if not said:
        return f"{head}, {outsiders[0].lower()}{outsiders[1:]}"
    apart = " apart from the war that is on," if at_war else ""
    return f"{head},{apart} {'; '.join(said)}. {_wars(at_war)}{outsiders}"


def _wars(at_war: Sequence[AtWar]) -> str:
    """Return what a change of obligations does to the wars that are on."""
    return "".join(
        f"The obligation would {'add' if war.expected_joiners >= 0 else 'take'} "
        f"{abs(war.expected_joiners):.1f} of {war.of_members} members "
        f"{'to' if war.expected_joiners >= 0 else 'from'} the war of "
        f"{in_sentence(war.state)} with {in_sentence(war.opponent)}. "
        for war in at_war
    )


NAMED = 4
"""Candidates and leavers named in the answer; of more those whose security changes most."""


def _mover(one: Candidate) -> str:
    levels = f"from {amount(one.insecurity_before)} to {amount(one.insecurity_after)} {UNIT}"
    return _judged(in_sentence(one.iso3), False, one, one.change, levels)


def _members(found: Article10) -> str:
    several = found.members > 1
    levels = f"from {amount(found.mean_before)} to {amount(found.mean_after)} {UNIT}" + (
        " each" if several else ""
    )
    who = (
        f"the {found.members} members of {found.alliance}"
        if several
        else (f"the one other member of {found.alliance}")
    )
    return _judged(who, several, found, found.mean_change, levels)


def _judged(who: str, several: bool, found: Judged, change: float, levels: str) -> str:
    """Return what may be said of one change, as a sentence without its end."""
    if found.finding is None or found.majority is None:
        return f"{who} go{'' if several else 'es'} {levels} ({signed(change)}; no draws were made)"
    if found.finding in ("safer", "less safe"):
        _, agree, _ = found.majority
        verb = "get" if several else "gets"
        return f"{who} {verb} {found.finding}, {levels} ({hundred(agree)} of 100 draws agree)"
    said = (
        "the change is too small to tell"
        if found.finding == "too small to tell"
        else "the evidence does not tell"
    )
    return f"for {who} {said} ({signed(change)} {UNIT})"


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


EU_CLAUSE = {
    "half": "The European Union's mutual defence clause, Article 42(7), is assumed to weigh half "
    "of an obligation of defence.",
    "none": "The European Union's mutual defence clause, Article 42(7), is assumed to be no "
    "obligation of defence.",
}
"""What is said of the clause where it does not weigh in full."""


def cautions_of(world: World, assumptions: Assumptions) -> tuple[str, ...]:
    """Return what to know before the figures are used, most important first.

    Parameters
    ----------
    world : World
        Before the change.
    assumptions : Assumptions

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> [told] = cautions_of(load_world(eu_clause="none"), Assumptions())
    >>> told.endswith("is assumed to be no obligation of defence.")
    True
    """
    found = [*assumptions.warnings()]
    for pair in world.assumed_rivals:
        text = f"{' and '.join(map(in_sentence, pair))} are assumed to be rivals."
        found.append(text[0].upper() + text[1:])
    if assumptions.event != "war":
        found.append(f"An attack is here one of the {EVENTS[assumptions.event]}.")
    if world.eu_clause != "full":
        found.append(EU_CLAUSE[world.eu_clause])
    if assumptions.reading == "sceptics":
        found.append("The reading of the sceptics calls every accession less safe by construction.")
    return tuple(found)
