"""How far an answer depends on the assumptions: draws over their plausible ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    draws : Draws
    result : Difference
    """

    names: tuple[str, ...]
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
    from scipy.stats import qmc

    names = swept_names(_with_forces(before, after), assumptions, fixed)
    unit = qmc.LatinHypercube(len(names), rng=np.random.default_rng(seed)).random(draws)
    points = _draws(unit, names, before, assumptions)
    result = difference(before, after, points, assumptions.event, progress)
    return Sweep(tuple(names), points, result)


def first_order(
    before: World,
    after: World,
    assumptions: Assumptions,
    outputs: Callable[[Difference], Array],
    samples: int,
    seed: int,
    fixed: Iterable[str] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[list[str], Array]:
    """Return the share of each output's variance that each assumption explains alone.

    Parameters
    ----------
    before, after : World
    assumptions : Assumptions
    outputs : callable
        From a `Difference` to an array (s, draws).
    samples : int
        A power of 2; the model runs samples x (assumptions + 2) times.
    seed : int
    fixed : iterable of str
    progress : callable, optional

    Returns
    -------
    names : list of str
    indices : (s, names) array
        0 where an output does not vary.

    References
    ----------
    Sobol (1993); estimator of Saltelli et al. (2010), scipy.stats.sobol_indices.
    """
    from scipy.stats import sobol_indices, uniform

    names = swept_names(_with_forces(before, after), assumptions, fixed)

    def model(points: Array) -> Array:
        batch = _draws(points.T, names, before, assumptions)
        return outputs(difference(before, after, batch, assumptions.event, progress))

    with np.errstate(divide="ignore", invalid="ignore"):
        found = sobol_indices(
            func=model,
            n=samples,
            dists=[uniform()] * len(names),
            rng=np.random.default_rng(seed),
        )
    return names, np.clip(np.nan_to_num(np.atleast_2d(found.first_order)), 0.0, 1.0)
