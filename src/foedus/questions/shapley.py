"""Shapley values of members: exact, or from sampled orders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.questions.contributed import (
    Value,
)
from foedus.questions.result import Progress, counted
from foedus.security import Assumptions, Parameters, draw
from foedus.security.game import Shares, shapley
from foedus.security.sampling import sampled
from foedus.world.alliances import Alliance
from foedus.world.world import World

__all__ = [
    "MOST_DRAWS",
    "Array",
    "by_sampling",
    "exactly",
    "full",
    "in_draws",
    "value_of",
]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

MOST_DRAWS = 100
"""Most draws behind the intervals: each of them is an exact Shapley value of every member."""


def alone(world: World, bloc: Alliance) -> World:
    """Return the world in which this alliance is the only one."""
    return replace(world, alliances=(bloc,), pairwise=frozenset())


def exactly(
    world: World, bloc: Alliance, places: Indices, best: Parameters
) -> tuple[Shares, Array]:
    """Return the Shapley values of a game of the members alone, and a bound of their error, (k,).

    Parameters
    ----------
    world : World
    bloc : Alliance
        The only alliance that is left in force.
    places : (k,) int array
        Of its members in the world.
    best : Parameters
        One set of numbers.

    References
    ----------
    Shapley (1953).

    Examples
    --------
    >>> from foedus.security import point
    >>> from foedus.world.load import load_world
    >>> world = load_world(on="2025-06-01")
    >>> bloc = world.alliance("CSTO")
    >>> best = point(Assumptions(), world)
    >>> values, error = exactly(world, bloc, world.indices(bloc.members), best)
    >>> values.shapley.shape, bool((error < abs(values.shapley[0]).max()).all())
    ((1, 6), True)
    """
    game = alone(world, bloc)
    exact = shapley(game, places, best)
    coarse = shapley(game, places, best, fine=False)
    return exact, np.abs(exact.shapley[0] - coarse.shapley[0])


def in_draws(
    world: World,
    bloc: Alliance,
    places: Indices,
    given: Assumptions,
    draws: int,
    seed: int,
    progress: Progress,
) -> Shares | None:
    """Return the Shapley values in draws; None if none are wanted."""
    if not draws:
        return None
    some = draw(given, world, min(draws, MOST_DRAWS), seed)
    return shapley(
        alone(world, bloc), places, some, fine=False, progress=counted(progress, len(some))
    )


def by_sampling(
    world: World,
    bloc: Alliance,
    places: Indices,
    best: Parameters,
    permutations: int,
    seed: int,
    progress: Progress,
) -> tuple[Shares, Array]:
    """Return Shapley values with the other alliances in force, and their standard errors, (k,)."""

    def world_of(inside: Indices) -> World:
        return world.with_members(bloc.alliance_id, frozenset(world.iso3[i] for i in inside))

    mean, error = sampled(
        world_of, places, best, permutations, seed, lambda done: progress(done, permutations)
    )
    return mean, np.abs(error.shapley[0])


def full(found: Shares) -> Array:
    """Return the Shapley values where a war joined counts in full, (B, k).

    Parameters
    ----------
    found : Shares
        Of B sets of numbers and k members.

    Examples
    --------
    >>> psi, two = np.array([0.5]), np.array([[2.0]])
    >>> found = Shares(own_gain=two, others_gain=two, drawn_in=-two, draws_in=-two, psi=psi)
    >>> found.shapley.tolist(), full(found).tolist()
    ([[0.0]], [[-4.0]])
    """
    psi = found.psi[:, None]
    wars = found.drawn_in + found.draws_in
    joined = np.divide(wars, psi, out=np.zeros_like(wars), where=psi > 0)
    return found.own_gain + found.others_gain + joined


def value_of(exact: Shares, drawn: Shares | None) -> Value:
    """Return the value of the alliance, with the band of its parts where draws are there."""
    parts = ("fewer_attacks", "wars_joined", "total")
    fields: dict[str, float | None] = {
        "total_psi_1": float(full(exact).sum()),
        "share_gain": None if drawn is None else float((drawn.total > 0).mean()),
    }
    for part in parts:
        fields[part] = float(getattr(exact, part)[0])
        ends = [None, None] if drawn is None else np.quantile(getattr(drawn, part), (0.05, 0.95))
        fields[f"{part}_low"], fields[f"{part}_high"] = (
            None if end is None else float(end) for end in ends
        )
    return Value(**fields)  # type: ignore[arg-type]
