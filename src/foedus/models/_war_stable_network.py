"""Who is vulnerable in a network of alliances, and which links make or unmake it: on arrays."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["added", "balance_of_forces", "dropped", "is_war_stable", "vulnerability"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def balance_of_forces(g: Mask, strength: Array) -> tuple[Array, Array]:
    """Return, (n, n), what j can lead against i and what then stands by i: rows j, columns i.

    j leads all its allies but i: a larger coalition attacks with more and leaves the target fewer
    allies, so no other need be tried.

    Parameters
    ----------
    g : (n, n) bool, symmetric
        Alliances.
    strength : (n,), above 0
    """
    with_self = (g | np.eye(len(g), dtype=bool)).astype(float)
    allies = g.astype(float)
    attack = (with_self @ strength)[:, None] - with_self * strength[None, :]
    # i, and those of its allies who are not among the attackers
    both = with_self @ (strength[:, None] * allies)
    defence = (strength + allies @ strength)[None, :] - both
    return attack, defence


def _no_self(table: Array) -> Array:
    return np.asarray(np.where(np.eye(len(table), dtype=bool), 0.0, table))


def vulnerability(g: Mask, strength: Array) -> tuple[Array, NDArray[np.intp]]:
    """Return for each state the strongest attack over the defence, and who leads it.

    State i is vulnerable (S1 fails) for every decisiveness gamma below the first.
    """
    attack, defence = balance_of_forces(g, strength)
    ratio = _no_self(attack / defence)
    return ratio.max(axis=0), ratio.argmax(axis=0)


def added(g: Mask, strength: Array, among: Mask | None = None) -> tuple[Array, NDArray[np.intp]]:
    """Return, (n, n), the largest attack over defence that a new link j-k makes, and upon whom.

    S2 fails for every gamma below it. 0 where j and k are allied already. `among`, (n,), says
    which targets are looked at; all if not given.
    """
    attack, defence = balance_of_forces(g, strength)
    # rows j, columns k, depth i: k comes with its strength and no longer stands by i
    more = attack[:, None, :] + strength[None, :, None]
    less = defence[:, None, :] - np.where(g, strength[:, None], 0.0)[None, :, :]
    n = len(g)
    itself = np.eye(n, dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(itself[:, None, :] | itself[None, :, :], 0.0, more / less)
    if among is not None:
        ratio = np.where(among, ratio, 0.0)
    worst = np.where(g | itself, 0.0, ratio.max(axis=2))
    upon = ratio.argmax(axis=2)
    swap = worst < worst.T
    return np.maximum(worst, worst.T), np.where(swap, upon.T, upon)


def dropped(g: Mask, strength: Array) -> Array:
    """Return, (n, n), the strongest attack over defence on j after j has dropped its link with k.

    S3 fails for every gamma at or above it: j can do without k. inf where there is no link.
    """
    attack, defence = balance_of_forces(g, strength)
    with_self = g | np.eye(len(g), dtype=bool)
    # depth l attacks; k is lost to j unless it is among the attackers anyhow
    lost = np.where(with_self, 0.0, strength[None, :])  # (l, k)
    left = defence.T[:, None, :] - lost.T[None, :, :]  # (j, k, l)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = attack.T[:, None, :] / left
    ratio = np.where(np.eye(len(g), dtype=bool)[:, None, :], 0.0, ratio)
    return np.asarray(np.where(g, ratio.max(axis=2), np.inf))


def is_war_stable(g: Mask, strength: Array, gamma: float) -> tuple[bool, bool, bool]:
    """Return whether nobody is vulnerable, no new link makes anybody so, no link is idle."""
    nobody = bool((vulnerability(g, strength)[0] <= gamma).all())
    no_new = bool((added(g, strength)[0] <= gamma).all())
    none_idle = bool((dropped(g, strength)[g] > gamma).all())
    return nobody, no_new, none_idle
