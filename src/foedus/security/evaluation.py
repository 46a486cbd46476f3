"""Everybody's risk in a world: attacks upon it, and wars of allies that it is drawn into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.errors import wrong_kind
from foedus.security.anchor import anchored
from foedus.security.draws import point
from foedus.security.joining import Joiners
from foedus.security.parameters import Parameters
from foedus.security.readings import Assumptions
from foedus.security.stage import Stage, attacks, situation_part
from foedus.world.world import World

__all__ = ["CENTURY", "Levels", "Security", "chance_ten_years", "evaluate", "levels", "on_stage"]

Array = NDArray[np.float64]

CENTURY = 100.0
"""Years of the unit in which all risks are given."""

CHUNK = 25
"""Sets of parameters computed at a time."""


def chance_ten_years(per_century: ArrayLike) -> Array:
    """Return the chance of at least one event in ten years.

    Parameters
    ----------
    per_century : array, events a century

    Examples
    --------
    >>> float(chance_ten_years(10.0).round(3))
    0.632
    """
    chance: Array = -np.expm1(-10.0 * np.asarray(per_century, float) / CENTURY)
    return chance


@dataclass(frozen=True, eq=False)
class Security:
    """Every state's risk under one set of parameters; states in the order of `World.iso3`.

    Attributes
    ----------
    attacks : (n, n)
        h_jt, attacks a year of j (row) upon t (column); 0 for pairs at war.
    joined : (n, n)
        Wars a century of k (column) that i (row) fights because of its obligation.
    psi : float
        A war joined, in wars suffered.
    """

    attacks: Array
    joined: Array
    psi: float

    @property
    def attacked(self) -> Array:
        """Return R, attacks a century upon each state, (n,)."""
        suffered: Array = CENTURY * self.attacks.sum(axis=0)
        return suffered

    @property
    def drawn_in(self) -> Array:
        """Return E, wars of allies a century that each state fights, (n,)."""
        fought: Array = self.joined.sum(axis=1)
        return fought

    def insecurity(self, psi: float | None = None) -> Array:
        """Return L = R + psi E, attacks a century, (n,).

        Parameters
        ----------
        psi : float, optional
            The set's own if not given.
        """
        return self.attacked + (self.psi if psi is None else psi) * self.drawn_in

    @property
    def chance_ten_years(self) -> Array:
        """Return the chance of being attacked at least once in ten years, (n,)."""
        return chance_ten_years(self.attacked)


@dataclass(frozen=True, eq=False)
class Levels:
    """Risks of a whole world under many sets of parameters.

    Attributes
    ----------
    attacked, drawn_in : (B, n), a century
    attacks_a_year : (B,)
        In the whole world.
    interventions_a_year : (B,)
        Joins of allies in the whole world, with the obligation or without it they would have come:
        what the record counts.
    """

    attacked: Array
    drawn_in: Array
    attacks_a_year: Array
    interventions_a_year: Array


def evaluate(world: World, given: Parameters | Assumptions | None = None) -> Security:
    """Return every state's risk in a world under one set of parameters.

    Parameters
    ----------
    world : World
    given : Parameters or Assumptions, optional
        A batch of one; the documented defaults if not given. A set that is still to be anchored is
        anchored in this world.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> found = evaluate(world)
    >>> bool(found.attacked[world.index("UKR")] > 10 * found.attacked[world.index("NZL")])
    True

    References
    ----------
    Bremer (1992) for who attacks whom; Leeds, Long & Mitchell (2000) for who joins.
    """
    if not isinstance(world, World):
        raise wrong_kind("world", world, "a World (see foedus.load_world)")
    if given is not None and not isinstance(given, (Parameters, Assumptions)):
        raise wrong_kind("given", given, "Assumptions or Parameters")
    stage = Stage.of(world)
    if isinstance(given, Parameters):
        return on_stage(stage, anchored(stage, given.take(slice(1))))
    return on_stage(stage, point(given or Assumptions(), world))


def on_stage(stage: Stage, one: Parameters) -> Security:
    """Return every state's risk in a world that is prepared.

    Parameters
    ----------
    stage : Stage
    one : Parameters
        A batch of one, anchored.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> found = on_stage(Stage.of(world), point(Assumptions(), world))
    >>> bool((found.attacked == evaluate(world).attacked).all())
    True
    """
    block = stage.whole()
    sides = stage.sides(stage.strengths(one), block, one.nuclear)
    found = attacks(situation_part(block, one), sides, one, block)
    capability = stage.capability(int(one.capability[0]))
    joiners = Joiners.of(stage.world, capability, one.war, block.attackers, block.targets)
    joined = np.zeros_like(found[0])
    drawn = joiners.drawn_in(found, one.joining)[0]
    joined[joiners.found.ally, joiners.found.defended] = CENTURY * drawn
    return Security(found[0].T, joined, float(one.psi[0]))


def levels(
    world: World, parameters: Parameters, progress: Callable[[int], None] = lambda done: None
) -> Levels:
    """Return a whole world's risks under many sets of parameters.

    Parameters
    ----------
    world : World
    parameters : Parameters
        Anchored in this world where they are still to be anchored.
    progress : callable, optional
        Told the number of sets done after each chunk.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> found = levels(world, point(Assumptions(), world))
    >>> found.attacked.shape == (1, len(world.iso3)), 0.3 < float(found.attacks_a_year[0]) < 1.0
    (True, True)
    """
    stage = Stage.of(world)
    ready = anchored(stage, parameters)
    block, n = stage.whole(), len(world.iso3)
    attacked, drawn_in = np.zeros((2, len(ready), n))
    interventions = np.zeros(len(ready))
    for group in ready.alike():
        first = ready.take(group[:1])
        sides = stage.sides(stage.strengths(first), block, ready.nuclear)
        capability = stage.capability(int(first.capability[0]))
        joiners = Joiners.of(world, capability, ready.war, block.attackers, block.targets)
        for chunk in np.array_split(group, -(-len(group) // CHUNK)):
            some = ready.take(chunk)
            found = attacks(situation_part(block, some), sides, some, block)
            attacked[chunk] = CENTURY * found.sum(axis=2)
            drawn = joiners.drawn_in(found, some.joining)
            drawn_in[chunk] = CENTURY * joiners.by_ally(drawn, n)
            every = joiners.drawn_in(found, some.joining, all_joins=True)
            interventions[chunk] = every.sum(axis=1)
            progress(len(chunk))
    return Levels(attacked, drawn_in, attacked.sum(axis=1) / CENTURY, interventions)
