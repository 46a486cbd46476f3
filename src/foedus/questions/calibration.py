"""Which groups of pairs that the model gets wrong an answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.calibration import LARGE, REGIONS, SMALL
from foedus.security import Security
from foedus.security.recorded import Group, calibrated_groups
from foedus.world.states import dissolved_rows, state_rows
from foedus.world.world import World

__all__ = ["miscalibrated"]

Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

FAR_KM = 950.0
MENA = "the Middle East and North Africa"

RESTS_ON = 0.25
"""Share of the attacks upon the states asked about from which an answer rests on a group."""


def miscalibrated(world: World, now: Security, who: Index, event: str) -> tuple[str, ...]:
    """Return a sentence for every group off by more than two that an answer rests on.

    Parameters
    ----------
    world : World
    now : Security
        Of the world before.
    who : int array
        The states asked about.
    event : str

    Examples
    --------
    >>> from foedus.security import evaluate
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> miscalibrated(world, evaluate(world), world.indices(()), "war")
    ()
    """
    total = float(now.attacks[:, who].sum())
    if not len(who) or total <= 0.0:
        return ()
    masks = _masks(world)
    return tuple(
        _said(group)
        for group in calibrated_groups(event)
        if group.off
        and group.group in masks
        and float((now.attacks * masks[group.group]())[:, who].sum()) >= RESTS_ON * total
    )


def _said(group: Group) -> str:
    side = "high" if group.expected > group.observed else "low"
    return (
        f"Much of the risk here is in a group that the model gets wrong ({group.group}: "
        f"{group.expected:.1f} attacks expected in {group.first}-{group.last}, {group.observed} "
        f"recorded): it may be too {side}."
    )


def _masks(world: World) -> Mapping[str, Callable[[], Mask]]:
    """Return the groups of pairs by name, attacker by target, each made when it is asked for."""
    n = len(world.iso3)
    region = _regions(world)
    same = region[:, None] == region[None, :]

    def within(place: int) -> Mask:
        chosen: Mask = same & (region[:, None] == place)
        return chosen

    def by(iso3: str) -> Mask:
        chosen: Mask = np.repeat((np.array(world.iso3) == iso3)[:, None], n, axis=1)
        return chosen

    def size(low: float, high: float) -> Mask:
        inside = (world.capability >= low) & (world.capability < high)
        return np.repeat(inside[None, :], n, axis=0)

    far = ~world.contiguous & (world.minimum_distance > FAR_KM)
    major = world.major[:, None] | world.major[None, :]
    names = [name for name, _, _ in REGIONS]
    found: dict[str, Callable[[], Mask]] = {
        f"within {name}": partial(within, i) for i, name in enumerate(names)
    }
    return found | {
        "between regions": lambda: ~same,
        "neighbours by land": lambda: world.contiguous,
        "far, with a major power": lambda: far & major,
        "far, no major power": lambda: far & ~major,
        "rivals": lambda: world.rivalry,
        "no rivals": lambda: ~world.rivalry,
        "allies": lambda: world.tie > 0,
        f"allies in {MENA}": lambda: (world.tie > 0) & within(names.index(MENA)),
        "small targets": lambda: size(0.0, SMALL),
        "middle targets": lambda: size(SMALL, LARGE),
        "large targets": lambda: size(LARGE, np.inf),
        "the USA attacks": lambda: by("USA"),
        "Russia attacks": lambda: by("RUS") | by("SUN"),
        "China attacks": lambda: by("CHN"),
    }


def _regions(world: World) -> Index:
    """Return the place in REGIONS of every state, -1 where its number is not known."""
    numbers = {iso3: row["cow_code"] for rows in (dissolved_rows(), state_rows())
               for iso3, row in rows.items()}  # fmt: skip
    code = np.array([int(numbers.get(iso3) or -1) for iso3 in world.iso3])
    region = np.full(len(code), -1, dtype=np.intp)
    for place, (_, low, high) in enumerate(REGIONS):
        region[(code >= low) & (code <= high)] = place
    return region
