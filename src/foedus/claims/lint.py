"""Help for writing claims files: names that are none, tests that cannot fail or be true."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from foedus.claims.claimsfile import Loaded, ReadClaim, read_claims
from foedus.claims.claimtest import TestEntry
from foedus.claims.clauses import known_ids
from foedus.claims.expect import Expect
from foedus.claims.operations import operation_row
from foedus.claims.roster import Roster
from foedus.errors import FoedusError
from foedus.questions.ledger import parties_of
from foedus.scenario.assumed import assumptions_of
from foedus.scenario.groups import named_states
from foedus.world.alliances import resolve_alliance

__all__ = ["certainty", "lint"]


def lint(path: str | Path) -> tuple[str, ...]:
    """Return remarks on a claims file, one line each: `file:line: claim: remark`.

    Errors of the schema (an unknown test with the nearest one, a misspelt field) and names that
    nobody has (alliance, state, operation, clause, assumption) come with their line. Then: tests
    that cannot fail or cannot hold, thresholds that decide nothing, tests without a day of their
    own, the same test twice in one `all` or `any`.

    Parameters
    ----------
    path : str or Path
    """
    try:
        loaded = read_claims(path)
    except FoedusError as reason:
        return (str(reason),)
    found = [(loaded.document.line("claims", i), str(reason)) for i, reason in loaded.errors]
    for claim in loaded.claims:
        found += _remarks(loaded, claim)
    return tuple(text for _, text in sorted(found, key=lambda pair: pair[0]))


def _remarks(loaded: Loaded, claim: ReadClaim) -> Iterator[tuple[int, str]]:
    document, name = loaded.document, claim.entry.id

    def said(text: str, *path: str | int) -> tuple[int, str]:
        line = document.line(*path)
        return line, f"{document.name}:{line}: {name}: {text}"

    if claim.tree is None:
        return
    whole = ("claims", claim.place, "test")
    sure = certainty(claim.tree)
    if sure is True:
        yield said("this test cannot fail, whatever the data", *whole)
    if sure is False:
        yield said("this test cannot hold, whatever the data", *whole)
    for leaf, path in claim.leaves:
        own = leaf.certainty()
        if sure is None and own is not None:
            can = "fail" if own else "hold"
            yield said(f"a part of it cannot {can}, whatever the data", *path)
        threshold = getattr(leaf, "threshold", None)
        if isinstance(threshold, Expect) and threshold.certain(0, 1e18) is not None:
            yield said("threshold decides nothing: every figure is on the same side", *path)
        if leaf.undated():
            day = leaf.day(loaded.head.date)
            whose = "the document's" if day == loaded.head.date else "the alliance's last"
            yield said(f"no day given (on): {day}, {whose}, is taken", *path)
        for problem in unknown_names(leaf, leaf.day(loaded.head.date)):
            yield said(problem, *path)
    for text in _doubles(claim.tree):
        yield said(text, *whole)


def unknown_names(leaf: TestEntry, on: date) -> Iterator[str]:
    """Yield what is wrong with the names of a test.

    Parameters
    ----------
    leaf : TestEntry
    on : date
    """
    roster: Any = Roster.of(on)
    resolvers: dict[str, Callable[[Any], Any]] = {
        "alliance": resolve_alliance,
        "state": lambda text: named_states(roster, ["everybody", text], frozenset(roster.iso3)),
        "operation": operation_row,
        "clause": lambda text: known_ids([text]),
        "party": parties_of,
        "assumptions": assumptions_of,
    }
    for kind, names in leaf.names().items():
        for name in names:
            try:
                resolvers[kind](name)
            except FoedusError as reason:
                yield str(reason)


def certainty(tree: Any) -> bool | None:
    """Return True if a test cannot fail, False if it cannot hold, None if it is open.

    Parameters
    ----------
    tree : Tree
    """
    return _certainty(_normal(tree, False))


def _normal(tree: Any, negated: bool) -> Any:
    """Return a tree in which only single tests are negated: ("is", test) and ("not", test)."""
    if isinstance(tree, TestEntry):
        turned = getattr(tree, "expect", None) is False
        plain = tree.model_copy(update={"expect": True}) if turned else tree
        return ("not" if negated != turned else "is", plain)
    word, parts = tree
    if word == "not":
        return _normal(parts[0], not negated)
    flipped = {"all": "any", "any": "all"}[word] if negated else word
    return (flipped, tuple(_normal(part, negated) for part in parts))


def _certainty(tree: Any) -> bool | None:
    word, inner = tree
    if word in ("is", "not"):
        own = inner.certainty()
        return own if word == "is" or own is None else not own
    found = [_certainty(part) for part in inner]
    opposite = any(
        part[0] == "is" and ("not", part[1]) in inner for part in inner
    ) or _bounds_clash(word, inner)
    if word == "all":
        if False in found or opposite:
            return False
        return True if all(each is True for each in found) else None
    if True in found or opposite:
        return True
    return False if all(each is False for each in found) else None


def _bounds_clash(word: str, parts: tuple[Any, ...]) -> bool:
    """Return whether expectations of one and the same figure exclude each other, or leave nothing.

    In `all` they exclude each other where no number fits both; in `any` they leave nothing where
    every number fits one.
    """
    same: dict[Any, list[tuple[float, float]]] = {}
    for kind, leaf in parts:
        expect = getattr(leaf, "expect", None)
        if kind == "is" and isinstance(expect, Expect):
            key = (leaf.word, str(leaf.model_copy(update={"expect": None})))
            same.setdefault(key, []).append(expect.bounds)
    for bounds in same.values():
        if len(bounds) < 2:
            continue
        if word == "all" and max(low for low, _ in bounds) > min(high for _, high in bounds):
            return True
        if word == "any" and _covers(sorted(bounds)):
            return True
    return False


def _covers(bounds: list[tuple[float, float]]) -> bool:
    reach = -math.inf
    for low, high in bounds:
        if low > reach and low != -math.inf:
            return False
        reach = max(reach, high)
    return reach == math.inf


def _doubles(tree: Any) -> Iterator[str]:
    if isinstance(tree, TestEntry):
        return
    word, parts = tree
    for k, part in enumerate(parts):
        if part in parts[:k]:
            yield f"the same test stands twice in {word}"
        yield from _doubles(part)
