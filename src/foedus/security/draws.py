"""Many sets of parameters: draws from how uncertain the estimates are.

Coefficients are drawn from their joint covariances, D and rho from a grid on which each point has
coefficients of its own, psi from its interval, capability from the measures there are, and the
world's attacks a year from the record's own Gamma distribution; the constant of attack then follows
from these (`foedus.security.anchor`). All are spread evenly by a Latin hypercube.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.measures.sensitivity import latin_hypercube
from foedus.security.anchor import anchored, world_attacks
from foedus.security.coefficients import AttackFit, joining_fit
from foedus.security.grid import at, attack_row, central, joining_row
from foedus.security.parameters import Parameters
from foedus.security.readings import Assumptions
from foedus.security.recorded import recorded
from foedus.security.stage import Stage
from foedus.world.resources import capability_variants
from foedus.world.world import World

__all__ = ["draw", "level", "point"]

Array = NDArray[np.float64]

LEAST = 2
"""Fewest draws."""

MEMORY = 2e9
"""Bytes that the results of all draws may take."""


def point(assumptions: Assumptions, world: World) -> Parameters:
    """Return the one set of best estimates, anchored in a world.

    Parameters
    ----------
    assumptions : Assumptions
    world : World

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> one = point(Assumptions(fixed={"psi": 1}), world)
    >>> len(one), one.psi.tolist()
    (1, [1.0])
    """
    fit = assumptions.fit
    scale, rho = _reach(fit.grid[central(fit)][None], assumptions)
    one = _estimates(fit, assumptions, scale, rho)
    held = one.with_values(**assumptions.terms())
    return _anchored(held, assumptions, world, np.array([level(fit, world)]))


def _estimates(fit: AttackFit, assumptions: Assumptions, scale: Array, rho: Array) -> Parameters:
    """Return the estimates as they are, the constant not anchored."""
    joining = joining_fit("target", fit.event)
    return Parameters(
        event=assumptions.event,
        reading=assumptions.reading,
        attack=attack_row(fit, at(fit, scale, rho)),
        joining=joining_row(joining, joining.estimate)[None],
        D=scale,
        rho=rho,
        omega=np.zeros(1),
        psi=np.array([recorded("psi").estimate]),
        capability=np.zeros(1, dtype=np.intp),
        attacks=np.full(1, np.nan),
    )


def draw(assumptions: Assumptions, world: World, count: int, seed: int = 1) -> Parameters:
    """Return sets of parameters, each anchored in a world.

    Parameters
    ----------
    assumptions : Assumptions
        What is held at a value is held in every draw.
    world : World
        In which the constant is anchored: the world before a change.
    count : int, at least 2
    seed : int, at least 0
        The same seed gives the same draws.

    Raises
    ------
    FoedusError
        Count or seed is no whole number, too small, or beyond memory.

    References
    ----------
    McKay, Beckman & Conover (1979) for the hypercube; Wilson & Hilferty (1931) for the Gamma.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> some = draw(Assumptions(fixed={"rho": 0.5}), world, 50, seed=1)
    >>> len(some), set(some.rho.tolist())
    (50, {0.5})
    """
    _check(count, seed, len(world.iso3))
    fit, joining = assumptions.fit, joining_fit("target", assumptions.event)
    k, m = len(fit.terms), len(joining.terms)
    cube = latin_hypercube(count, k + m + 4, seed)
    normal = NormalDist().inv_cdf
    z = np.fromiter(map(normal, np.clip(cube[:, : k + m + 2], 1e-12, 1 - 1e-12).ravel()), float)
    z = z.reshape(count, k + m + 2)
    running = np.cumsum(fit.weight / fit.weight.sum())
    place = np.minimum(np.searchsorted(running, cube[:, -2], side="right"), len(running) - 1)
    scale, rho = _reach(fit.grid[place], assumptions)
    # A measure that was chosen is not varied; the index is one of several that might do.
    variants = len(capability_variants(world)) if world.capability_measure == "index" else 1
    some = Parameters(
        event=assumptions.event,
        reading=assumptions.reading,
        attack=attack_row(fit, at(fit, scale, rho) + z[:, :k] @ _root(fit.covariance)),
        joining=joining_row(
            joining, joining.estimate + z[:, k : k + m] @ _root(joining.covariance)
        ),
        D=scale,
        rho=rho,
        omega=np.zeros(count),
        psi=_psi(z[:, k + m]),
        capability=np.minimum((cube[:, -1] * variants).astype(np.intp), variants - 1),
        attacks=np.full(count, np.nan),
    )
    held = some.with_values(**assumptions.terms())
    record = level(fit, world) * _gamma(fit.record_events, z[:, k + m + 1])
    return _anchored(held, assumptions, world, record)


def _reach(points: Array, assumptions: Assumptions) -> tuple[Array, Array]:
    """Return D and rho of grid points, (B,) each, or what they are held at."""
    scale, rho = (
        np.full(len(points), assumptions.fixed[name]) if name in assumptions.fixed else column
        for name, column in zip(("D", "rho"), points.T, strict=True)
    )
    return scale, rho


def level(fit: AttackFit, world: World) -> float:
    """Return the attacks a year that the world of a day is taken to have in the mean.

    From the first year of the record on which the fit's level rests, those of the record; before,
    those that the equation gives with its own constants of the era.

    Parameters
    ----------
    fit : AttackFit
    world : World
    """
    if world.on.year > fit.last - fit.record_years:
        return float(fit.record_events / fit.record_years)
    default = Assumptions(fit.event, fit.reading)
    scale, rho = _reach(fit.grid[central(fit)][None], default)
    return world_attacks(Stage.of(world), _estimates(fit, default, scale, rho))


def _anchored(
    held: Parameters, assumptions: Assumptions, world: World, record: Array
) -> Parameters:
    """Return the sets anchored in a world, unless the constant itself is held."""
    if "constant" in assumptions.fixed:
        return held
    return anchored(Stage.of(world), replace(held, attacks=record))


def _check(count: int, seed: int, n: int) -> None:
    for name, value, least in (("draws", count, LEAST), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
            raise FoedusError(f"{name} {value!r}: give a whole number, {least} or more")
    most = int(MEMORY / (8 * 4 * n))
    if count > most:
        raise FoedusError(f"draws {count}: more than memory holds; at most {most}")


def _root(covariance: Array) -> Array:
    """Return W with W.T W the covariance; principal directions, so that draws spread along them."""
    values, vectors = np.linalg.eigh(np.asarray(covariance, dtype=float))
    root: Array = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T
    return root


def _psi(z: Array) -> Array:
    """Return psi: log-normal on either side of its median, through both ends of its interval."""
    found = recorded("psi")
    low, high = found.low or found.estimate, found.high or found.estimate
    below, above = np.log(found.estimate / low) / 1.96, np.log(high / found.estimate) / 1.96
    psi: Array = found.estimate * np.exp(below * np.minimum(z, 0.0) + above * np.maximum(z, 0.0))
    return psi


def _gamma(events: float, z: Array) -> Array:
    """Return draws from Gamma(events, events), of mean 1, from normal ones (Wilson-Hilferty)."""
    root = 1.0 - 1.0 / (9.0 * events) + z / (3.0 * np.sqrt(events))
    drawn: Array = np.maximum(root, 0.05) ** 3
    return drawn
