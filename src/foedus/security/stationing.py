"""Forces that stand abroad, and alliances whose obligations differ from the others'."""

from __future__ import annotations

import numpy as np

from foedus.security.kernel import Array, Value, projected_power
from foedus.world.world import World

__all__ = ["differs_by_pair", "joining", "pledged", "stationed_power"]


def stationed_power(
    capability: Array, world: World, scale: Value, gradient: str = "exponential"
) -> Array:
    """Return P_kt where part of the forces stands abroad and need not cross that distance.

    P_kt = c_k [(1 - sum_h f_kh) lambda(d_kt) + sum_h f_kh lambda(d_ht)], f_kh being the share of
    k's forces in host h. At home a state has what is left there and what can come back.

    Parameters
    ----------
    capability : (..., n), shares summing to 1
    world : World
        Its distances and `stationed_share`.
    scale : float or (B, 1, 1), km
    gradient : {"exponential", "war_trap"}

    Examples
    --------
    >>> from foedus import load_world
    >>> world = load_world()
    >>> there = world.with_deployments()
    >>> usa, pol = world.index("USA"), world.index("POL")
    >>> near, far = (stationed_power(w.capability, w, 4000.0)[usa, pol] for w in (there, world))
    >>> bool(near > far)
    True
    """
    share = world.stationed_share
    home = projected_power(capability, world.distance, scale, gradient)
    if share is None:
        return home
    sender, host = np.nonzero(share)
    own = np.asarray(capability)[..., sender]
    abroad = projected_power(own, world.distance[host], scale, gradient)  # (..., forces, n)
    belongs = np.zeros((len(share), len(sender)))
    belongs[sender, np.arange(len(sender))] = share[sender, host]
    power: Array = home * (1.0 - share.sum(axis=1))[:, None] + belongs @ abroad
    return power


def differs_by_pair(world: World, tau: Value) -> bool:
    """Return whether obligations are not the same for all pairs of allies in a world."""
    tripwire = world.stationed_share is not None and bool(np.any(tau))
    return world.pledges is not None or tripwire


def pledged(world: World, rho: Value, tau: Value) -> Value:
    """Return rho by pair [ally k, target t]: the alliance's own value, raised by a tripwire.

    rho_kt = rho + tau (1 - rho) where forces of k stand in t.

    Parameters
    ----------
    world : World
    rho, tau : float or (B, 1, 1)

    References
    ----------
    Schelling (1966) for the tripwire; Reiter & Poast (2021) and Blankenship & Lin-Greenberg (2022)
    find little effect of small forces, hence tau = 0 by default.
    """
    if not differs_by_pair(world, tau):
        return rho
    value = np.asarray(rho, dtype=float)
    if world.pledges is not None:
        value = np.clip(value, *world.pledges[0])
    if world.stationed_share is not None:
        value = value + tau * (world.stationed_share > 0) * (1.0 - value)
    return value


def joining(world: World, omega: Value) -> Value:
    """Return omega by pair [challenger j, its ally k]: the alliance's own value where it has one.

    Parameters
    ----------
    world : World
    omega : float or (B, 1, 1)
    """
    return omega if world.pledges is None else np.clip(omega, *world.pledges[1])
