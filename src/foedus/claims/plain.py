"""A verdict in plain words: what a reader needs before any figure."""

from __future__ import annotations

from foedus.claims.verdict import Finding

__all__ = ["plain_words"]

RECORD = {
    "supported": "The record bears it out",
    "contradicted": "The record shows otherwise",
    "depends": "It depends on what is taken",
    "contested": "The record, or how it is read, is itself disputed: both readings stand below",
    "not testable": "It cannot be tested here",
}
MODEL = {
    "supported": "The model says so, and nearly all of its draws agree",
    "contradicted": "The model says otherwise, and nearly all of its draws agree",
    "depends": "The evidence does not tell: the model's draws are divided",
    "contested": "Part of it is disputed: both readings stand below",
    "not testable": "The model cannot tell",
}


def plain_words(found: Finding, kind: str = "fact") -> str:
    """Return a verdict in plain words, with what a reader must know beside it.

    Parameters
    ----------
    found : Finding
    kind : str
        Of the claim.

    Examples
    --------
    >>> plain_words(Finding(test="a", verdict="supported", figure="", caveat="no duty"))
    'The record bears it out, but: no duty.'
    >>> plain_words(Finding(test="a", verdict="not testable", figure="", basis="none"))
    'It cannot be tested here.'
    """
    if kind == "value":
        measured = found.test != "none"
        return f"An opinion: it is not rated{'; what can be measured stands beside it' * measured}."
    if found.verdict == "not testable" and found.caveat.startswith("too small"):
        rest = found.caveat.removeprefix("too small to tell: ")
        return f"Too small to tell: the change is {rest}."
    words = (MODEL if found.basis == "model" else RECORD)[found.verdict]
    if found.basis == "model" and found.deciders and found.deciders[0].symbol == "ω":
        words = "It depends on whether allies join a member's attack (ω)"
    if found.verdict == "supported" and found.value is not None and found.caveat:
        words = "Right in figures" if found.basis == "record" else words
    return f"{words}{', but: ' + found.caveat if found.caveat else ''}."
