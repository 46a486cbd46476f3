"""Indivisible security: what a change does to the states that are no members."""

from __future__ import annotations

import numpy as np

from foedus.questions.judged import ROUNDING, Indivisibility, Outsider, StateChange
from foedus.questions.robustness import nobody_less_safe
from foedus.questions.roles import Roles
from foedus.security import Outcome, monte_carlo_error, noticeable
from foedus.world.world import World

__all__ = ["indivisibility_of"]


def indivisibility_of(found: Outcome, world: World, roles: Roles) -> Indivisibility:
    """Return what a change does to the outsiders, the worst-off first.

    Parameters
    ----------
    found : Outcome
    world : World
        Before the change.
    roles : Roles

    References
    ----------
    Charter for European Security (OSCE, Istanbul 1999), paragraph 8.
    """
    outside = roles.outsiders
    change, level = found.insecurity(), found.before.insecurity(found.psi)
    noticed = noticeable(change, level)
    worse = outside[change[outside] > ROUNDING]
    ranked = worse[np.argsort(-change[worse], kind="stable")]
    share = nobody_less_safe(found, outside)
    return Indivisibility(
        outsiders=len(outside),
        mean_change=float(change[outside].mean()) if len(outside) else 0.0,
        noticeably_less_safe=int(noticed[worse].sum()),
        slightly_less_safe=int((~noticed[worse]).sum()),
        unchanged=int((np.abs(change[outside]) <= ROUNDING).sum()),
        safer=int((change[outside] < -ROUNDING).sum()),
        share_nobody=share,
        mc_error=None if share is None else float(monte_carlo_error(share, found.count)),
        ranked=tuple(
            Outsider(
                **StateChange.of(world, int(i), change, level).model_dump(),
                tier="noticeably" if noticed[i] else "slightly",
            )
            for i in ranked
        ),
    )
