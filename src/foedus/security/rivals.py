"""Assume that states are rivals, or are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from foedus.errors import FoedusError
from foedus.world.world import World

__all__ = [
    "assume_rivals",
]


def assume_rivals(world: World, pairs: Iterable[tuple[str, str]]) -> World:
    """Return the same world in which some pairs of states are strategic rivals.

    The world keeps the pairs, so that every answer can say what was assumed.

    Parameters
    ----------
    world : World
    pairs : iterable of (str, str)
        Codes of the world's states.

    Raises
    ------
    FoedusError
        A state is not in the world, or a pair is one state twice.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> there = assume_rivals(world, [("CHE", "AUT")])
    >>> bool(there.rivalry[there.index("AUT"), there.index("CHE")]), there.assumed_rivals
    (True, (('CHE', 'AUT'),))
    """
    rivalry = world.rivalry.copy()
    assumed = list(pairs)
    for first, second in assumed:
        a, b = world.index(first), world.index(second)
        if a == b:
            raise FoedusError(f"assume rival {first},{second}: give two different states")
        rivalry[a, b] = rivalry[b, a] = True
    rivalry.flags.writeable = False
    told = tuple(dict.fromkeys((*world.assumed_rivals, *assumed)))
    return replace(world, rivalry=rivalry, assumed_rivals=told)
