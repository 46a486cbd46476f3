"""A war that is on: whom the obligation would bring into it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import duty_of
from foedus.security.joining import excess, obligations
from foedus.security.parameters import Parameters
from foedus.world.world import World

__all__ = ["WarOn", "wars_touched"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class WarOn:
    """What a change of obligations does to one war that is on.

    Attributes
    ----------
    state, enemy : int
        Places of the state whose obligations change and of the one it is at war with.
    allies : (m,) int
        Those whose obligation to the state changes and who have none to the enemy.
    added : (B, m)
        What the change adds to each one's chance of joining; negative where an obligation ends.
    """

    state: int
    enemy: int
    allies: Index
    added: Array

    @property
    def expected(self) -> Array:
        """Return the number of joiners that the change adds, (B,)."""
        total: Array = self.added.sum(axis=1)
        return total


def wars_touched(before: World, after: World, parameters: Parameters) -> tuple[WarOn, ...]:
    """Return the wars that are on whose sides get other obligations, by state and enemy.

    Parameters
    ----------
    before, after : World
    parameters : Parameters
        Of the event war: one set, or draws for an interval. The rate of attack plays no part.

    Raises
    ------
    ValueError
        The parameters are of another event.

    References
    ----------
    Leeds, Long & Mitchell (2000) on obligations honoured in war.

    Examples
    --------
    >>> from foedus.security.draws import point
    >>> from foedus.security.readings import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world(on="2023-01-01")
    >>> there = world.with_members("NATO", world.members("NATO") | {"UKR"})
    >>> [war] = wars_touched(world, there, point(Assumptions(), world))
    >>> world.iso3[war.enemy], len(war.allies)
    ('RUS', 30)
    """
    if parameters.event != "war":
        raise ValueError(
            f"parameters of {parameters.event}: a war that is on asks for those of war"
        )
    changed = (duty_of(before) != duty_of(after)).any(axis=0)
    at_war = before.at_war & changed[:, None]
    found = []
    for state, enemy in zip(*np.nonzero(at_war), strict=True):
        moved = np.flatnonzero(duty_of(before)[:, state] != duty_of(after)[:, state])
        moved = moved[moved != enemy]
        added = np.zeros((len(parameters), len(moved)))
        for sign, world in ((-1.0, before), (1.0, after)):
            added += sign * _joins(world, parameters, moved, int(state), int(enemy))
        kept = np.flatnonzero(np.any(added != 0.0, axis=0))
        if kept.size:
            found.append(WarOn(int(state), int(enemy), moved[kept], added[:, kept]))
    return tuple(found)


def _joins(world: World, parameters: Parameters, allies: Index, state: int, enemy: int) -> Array:
    """Return what each one's obligation adds to its chance of joining, (B, m)."""
    # The war is one whatever event is asked about.
    found = obligations(world, allies, np.full(len(allies), state), world.capability, 1.0)
    free = world.tie[allies, enemy] == 0.0
    chance = excess(
        found,
        parameters.joining,
        world.contiguous[allies, enemy].astype(float),
        world.rivalry[allies, enemy].astype(float),
    )
    result: Array = chance * found.weight * free
    return result
