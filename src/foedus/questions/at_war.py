"""The wars that are on, and whom a change of obligations would draw into them."""

from __future__ import annotations

import numpy as np

from foedus.questions.assessment import AtWar, Joiner
from foedus.security import (
    Assumptions,
    Outcome,
    Parameters,
    draw,
    parameter_table,
    point,
    wars_touched,
)
from foedus.world.world import World

__all__ = ["wars_on"]

JOINING_BASIS = (
    "what the obligation adds to the chance of joining a war: 28 joins of free allies in 9 wars "
    "since 1816, none after 1982"
)


def wars_on(found: Outcome, before: World, after: World, seed: int) -> tuple[AtWar, ...]:
    """Return the wars that are on and that the change touches.

    Parameters
    ----------
    found : Outcome
    before, after : World
    seed : int
        Of the draws of joining, where what is asked about is no war.
    """
    if not before.at_war.any():
        return ()
    records = []
    best, some = _of_war(found, before, seed)
    drawn = () if some is None else wars_touched(before, after, some)
    bands = {(war.state, war.enemy): war.expected for war in drawn}
    for war in wars_touched(before, after, best):
        chance = war.added[0]
        order = np.argsort(-np.abs(chance), kind="stable")
        band = bands.get((war.state, war.enemy))
        low, high = (None, None) if band is None else np.quantile(band, (0.05, 0.95)).tolist()
        records.append(
            AtWar(
                state=before.iso3[war.state],
                opponent=before.iso3[war.enemy],
                name=f"{before.names[war.state]} and {before.names[war.enemy]}",
                expected_joiners=float(war.expected[0]),
                low=low,
                high=high,
                of_members=len(war.allies),
                members=tuple(
                    Joiner(
                        iso3=before.iso3[war.allies[k]],
                        name=before.names[war.allies[k]],
                        probability=float(chance[k]),
                    )
                    for k in order
                ),
                basis=JOINING_BASIS,
            )
        )
    return tuple(records)


def _of_war(found: Outcome, world: World, seed: int) -> tuple[Parameters, Parameters | None]:
    """Return best estimates and draws of joining: a war that is on is one, whatever is asked."""
    given = found.assumptions
    if given.event == "war":
        return found.point, found.parameters
    known = parameter_table("war", given.reading)
    held = {name: value for name, value in given.fixed.items() if name.startswith("join_")}
    war = Assumptions("war", given.reading, {n: v for n, v in held.items() if n in known})
    return point(war, world), draw(war, world, found.count, seed) if found.count else None
