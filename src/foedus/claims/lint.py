"""Help for writing claims files: what will not work, and what cannot fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foedus.claims.claimsfile import Loaded, load_claims
from foedus.claims.claimtest import TestEntry
from foedus.errors import FoedusError

__all__ = ["lint"]


def lint(path: str | Path) -> tuple[str, ...]:
    """Return remarks on a claims file, one line each: `file:line: claim: remark`.

    Errors of the schema (an unknown test with the nearest one, a misspelt field) come as the only
    remark. Then: tests that cannot fail or cannot hold, tests without a day of their own, the same
    test twice in one `all` or `any`, a test and its opposite.

    Parameters
    ----------
    path : str or Path
    """
    try:
        loaded = load_claims(path)
    except FoedusError as reason:
        return (str(reason),)
    return tuple(_remarks(loaded))


def _remarks(loaded: Loaded) -> Iterator[str]:
    document = loaded.document
    for i, (claim, tree) in enumerate(zip(loaded.file.claims, loaded.trees, strict=True)):
        if tree is None:
            continue
        where = f"{document.name}:{document.line('claims', i, 'test')}: {claim.id}: "
        sure = certainty(tree)
        if sure is True:
            yield f"{where}this test cannot fail, whatever the data"
        if sure is False:
            yield f"{where}this test cannot hold, whatever the data"
        for leaf in _leaves(tree):
            if sure is None and leaf.certainty() is not None:
                can = "fail" if leaf.certainty() else "hold"
                yield f"{where}a part of it cannot {can}, whatever the data"
            if leaf.undated():
                day = loaded.file.document.date
                yield f"{where}no day given (on): {day}, the document's, is taken"
        yield from (f"{where}{text}" for text in _doubles(tree))


def certainty(tree: Any) -> bool | None:
    """Return True if a test cannot fail, False if it cannot hold, None if it is open."""
    if isinstance(tree, TestEntry):
        return tree.certainty()
    word, parts = tree
    found = [certainty(part) for part in parts]
    if word == "not":
        return None if found[0] is None else not found[0]
    opposite = any(("not", (part,)) in parts for part in parts)
    if word == "all":
        if False in found or opposite:
            return False
        return True if all(each is True for each in found) else None
    if True in found or opposite:
        return True
    return False if all(each is False for each in found) else None


def _leaves(tree: Any) -> Iterator[TestEntry]:
    if isinstance(tree, TestEntry):
        yield tree
    else:
        for part in tree[1]:
            yield from _leaves(part)


def _doubles(tree: Any) -> Iterator[str]:
    if isinstance(tree, TestEntry):
        return
    word, parts = tree
    for k, part in enumerate(parts):
        if part in parts[:k]:
            yield f"the same test stands twice in {word}"
        yield from _doubles(part)
