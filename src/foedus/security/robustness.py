"""How far an answer depends on the assumptions: draws over their plausible ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.measures.sensitivity import first_order_indices, latin_hypercube
from foedus.security.assumptions import PARAMETERS, Assumptions, plausible_range
from foedus.security.difference import Difference, Draws, difference
from foedus.world.resources import capability_variants
from foedus.world.world import World

__all__ = ["LEANING", "ROBUST", "Sweep", "first_order", "sweep", "swept_names", "word"]

Array = NDArray[np.float64]

ROBUST = 0.95
"""A verdict that holds in more than this share of the draws is called robust."""

LEANING = 0.67
"""... in more than this share: leaning; otherwise it depends."""


def word(share: float) -> str:
    """Return how a verdict that holds in this share of the draws is called.

    Parameters
    ----------
    share : float, in [0, 1]

    Examples
    --------
    >>> word(0.96), word(0.8), word(0.5)
    ('robust', 'leaning', 'depends')
    """
    return "robust" if share > ROBUST else "leaning" if share > LEANING else "depends"


@dataclass(frozen=True)
class Sweep:
    """The change in everybody's insecurity under many sets of assumptions.

    Attributes
    ----------
    names : tuple of str
        The assumptions that vary.
    points : (draws, names)
        The draws as points of the unit cube.
    draws : Draws
    result : Difference
    """

    names: tuple[str, ...]
    points: Array
    draws: Draws
    result: Difference


def swept_names(world: World, assumptions: Assumptions, fixed: Iterable[str] = ()) -> list[str]:
    """Return the assumptions that robustness varies: all but those given a value on purpose."""
    held = set(fixed)
    if world.stationed_share is None:
        held.add("tau")
    names = [name for name in PARAMETERS if name not in held]
    if "gradient" not in held:
        names.append("gradient")
    elif assumptions.gradient == "war_trap" and "D" in names:
        names.remove("D")
    if "capability" not in held and len(capability_variants(world)) > 1:
        names.append("capability")
    return names


def _with_forces(before: World, after: World) -> World:
    """Return the one of two worlds in which forces stand abroad: there the tripwire matters."""
    return before if after.stationed_share is None else after


def _draws(unit: Array, names: list[str], world: World, assumptions: Assumptions) -> Draws:
    """Return draws from points of the unit cube, (draws, names)."""
    count = len(unit)
    column = {name: unit[:, i] for i, name in enumerate(names)}
    values = {}
    for name in PARAMETERS:
        low, high = plausible_range(name, assumptions.event)
        fixed = np.full(count, float(getattr(assumptions, name)))
        values[name] = low + (high - low) * column[name] if name in column else fixed
    variants = len(capability_variants(world))
    capability = column.get("capability", np.zeros(count))
    war_trap = column.get("gradient", np.full(count, 0.0))
    return Draws(
        values,
        np.minimum((capability * variants).astype(np.intp), variants - 1),
        war_trap >= 0.5
        if "gradient" in column
        else np.full(count, assumptions.gradient != "exponential"),
    )


def sweep(
    before: World,
    after: World,
    assumptions: Assumptions,
    draws: int,
    seed: int,
    fixed: Iterable[str] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Sweep:
    """Return what a change does under `draws` sets of assumptions from their plausible ranges.

    Parameters
    ----------
    before, after : World
    assumptions : Assumptions
        Where the fixed ones are taken from.
    draws : int
        Points of a Latin hypercube.
    seed : int
    fixed : iterable of str
        Assumptions to hold.
    progress : callable, optional

    References
    ----------
    McKay, Beckman & Conover (1979).
    """
    names = swept_names(_with_forces(before, after), assumptions, fixed)
    points = latin_hypercube(draws, len(names), seed)
    batch = _draws(points, names, before, assumptions)
    result = difference(before, after, batch, assumptions.event, progress)
    return Sweep(tuple(names), points, batch, result)


def first_order(swept: Sweep, outputs: Array) -> Array:
    """Return the share of each output's variance that each assumption explains alone.

    Parameters
    ----------
    swept : Sweep
    outputs : (s, draws)
        Figures or verdicts, one value a draw of the sweep.

    Returns
    -------
    (s, names) array
        In the order of `swept.names`.

    References
    ----------
    Sobol (1993).
    """
    variants = int(swept.draws.capability.max()) + 1
    count = {"gradient": 2, "capability": variants}
    return first_order_indices(swept.points, [count.get(name, 0) for name in swept.names], outputs)
