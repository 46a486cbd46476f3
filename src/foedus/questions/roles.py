"""Who is who in a change: members before and after, those who join or leave, all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from foedus.world.world import World

__all__ = ["Role", "Roles", "members_of"]

Role = Literal["member", "candidate", "leaver", "outsider"]
Index = NDArray[np.intp]


def members_of(world: World, alliance: str) -> frozenset[str]:
    """Return an alliance's members, nobody where the world has no such alliance.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world(on="1990-01-01")
    >>> len(members_of(world, "WTO")), len(members_of(world, "CSTO"))
    (7, 0)
    """
    found = [a.members for a in world.alliances if a.alliance_id == alliance]
    return found[0] if found else frozenset()


@dataclass(frozen=True, eq=False)
class Roles:
    """Who is who in a change, as places in the world's arrays.

    Attributes
    ----------
    members : (m,) int
        Members both before and after.
    joining, leaving, outsiders : int arrays
    """

    members: Index
    joining: Index
    leaving: Index
    outsiders: Index

    @staticmethod
    def of(before: World, after: World, alliance: str) -> Roles:
        """Return the roles in a change of the world, seen from one alliance."""
        old, new = members_of(before, alliance), members_of(after, alliance)
        inside = before.indices(old | new)
        return Roles(
            members=before.indices(old & new),
            joining=before.indices(new - old),
            leaving=before.indices(old - new),
            outsiders=np.setdiff1d(np.arange(len(before.iso3)), inside),
        )

    @property
    def moving(self) -> Index:
        """Return those who join or leave."""
        return np.concatenate([self.joining, self.leaving])

    def role(self, i: int) -> Role:
        """Return a state's part in the change."""
        if i in self.joining:
            return "candidate"
        if i in self.leaving:
            return "leaver"
        return "member" if i in self.members else "outsider"
