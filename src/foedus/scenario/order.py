"""In what order the changes of a file are applied, whatever order they are written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from foedus.scenario.alliances import NewAlliance
from foedus.scenario.changes import Accession, Change
from foedus.scenario.groups import is_group
from foedus.scenario.means import Spending
from foedus.world.world import World

__all__ = ["PRECEDENCE", "ordered"]

PRECEDENCE = (
    ("withdrawal", "expulsion"),
    ("accession",),
    ("no_enlargement",),
    ("new_alliance",),
    ("accession to a new alliance",),
    ("guarantee",),
    ("dissolution",),
    ("neutrality",),
    ("obligation",),
    ("spending of a group",),
    ("spending",),
    ("capability",),
    ("posture",),
    ("no_bases",),
    ("deployment", "base"),
    ("strike_system", "strike_ban"),
)
"""Who belongs to what comes first; then what an alliance asks, of all before of one; then means,
of all before of one; then where forces stand, what goes home before what is added."""

RANK = {kind: rank for rank, kinds in enumerate(PRECEDENCE) for kind in kinds}

T = TypeVar("T")


def ordered(changes: Iterable[tuple[Change, T]], world: World) -> list[tuple[Change, T]]:
    """Return changes, each with something of its own, in the order in which they are applied.

    Changes of one rank do not depend on each other's order and stay as they are written.

    Parameters
    ----------
    changes : iterable of (Change, anything)
    world : World
        Before all of them.

    Examples
    --------
    >>> from foedus.scenario.changes import Withdrawal
    >>> from foedus.world.load import load_world
    >>> given = [(Spending(("NATO",), 3.0), 1), (Withdrawal("USA", "NATO"), 2)]
    >>> [place for _, place in ordered(given, load_world())]
    [2, 1]
    """
    listed = list(changes)
    new = {change.name.casefold() for change, _ in listed if isinstance(change, NewAlliance)}
    return sorted(listed, key=lambda pair: RANK[_kind(pair[0], world, new)])


def _kind(change: Change, world: World, new: set[str]) -> str:
    if isinstance(change, Accession) and change.alliance.casefold() in new:
        return "accession to a new alliance"
    if isinstance(change, Spending) and any(is_group(world, item) for item in change.of):
        return "spending of a group"
    return change.kind
