"""Article 10 of the North Atlantic Treaty: what a change does to the members, and to who joins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.questions.judged import (
    ROUNDING,
    Article10,
    Band,
    Candidate,
    Judged,
    StateChange,
    percent_of,
)
from foedus.questions.roles import Roles
from foedus.security import Outcome, Verdict
from foedus.world.world import World

__all__ = ["article10_of", "candidate_of", "judged"]

Array = NDArray[np.float64]


def judged(found: Verdict | None) -> dict[str, object]:
    """Return the fields of `Judged`, all None without draws."""
    if found is None:
        return dict.fromkeys(Judged.model_fields)
    return {
        "share_safer": found.share_safer,
        "share_safer_psi_1": found.share_safer_full,
        "share_unchanged": found.share_unchanged,
        "band": Band(low=found.low, median=found.median, high=found.high),
        "mc_error": found.mc_error,
        "word": found.word,
        "finding": found.finding,
    }


def candidate_of(found: Outcome, world: World, roles: Roles, i: int) -> Candidate:
    """Return what a change does to one state that joins or leaves.

    Parameters
    ----------
    found : Outcome
    world : World
        Before the change.
    roles : Roles
    i : int
        Its place in the world.
    """
    old, new = found.before, found.after
    levels = old.insecurity(found.psi), new.insecurity(found.psi)
    even = [found.break_even(i, psi, leaves=i in roles.leaving) for psi in (found.psi, 1.0)]
    change = float(found.insecurity()[i])
    return Candidate(
        iso3=world.iso3[i],
        name=world.names[i],
        role=roles.role(i),
        attacked_before=float(old.attacked[i]),
        attacked_after=float(new.attacked[i]),
        drawn_in_before=float(old.drawn_in[i]),
        drawn_in_after=float(new.drawn_in[i]),
        insecurity_before=float(levels[0][i]),
        insecurity_after=float(levels[1][i]),
        change=change,
        change_psi_1=float(found.insecurity(1.0)[i]),
        percent=percent_of(change, float(levels[0][i])),
        break_even=even[0] if np.isfinite(even[0]) else None,
        break_even_psi_1=even[1] if np.isfinite(even[1]) else None,
        **judged(found.verdict(i)),  # type: ignore[arg-type]
    )


def article10_of(found: Outcome, world: World, roles: Roles, alliance: str) -> Article10:
    """Return what a change does to an alliance's members.

    Parameters
    ----------
    found : Outcome
    world : World
        Before the change.
    roles : Roles
    alliance : str

    References
    ----------
    North Atlantic Treaty (1949), Article 10.
    """
    members = roles.members
    change, level = found.insecurity(), found.before.insecurity(found.psi)
    own, drawn = change[members], found.drawn_in
    everybody = np.concatenate([members, roles.joining])
    ranked = members[np.argsort(own, kind="stable")]
    bearing = members[np.argsort(-drawn[members], kind="stable")]
    mean = float(own.mean()) if len(members) else 0.0
    before = float(level[members].mean()) if len(members) else 0.0

    even = [_members_break_even(found, roles, psi) for psi in (found.psi, 1.0)]

    def average(values: Array) -> float:
        return float(values[members].mean()) if len(members) else 0.0

    return Article10(
        alliance=alliance,
        members=len(members),
        mean_change=mean,
        mean_change_psi_1=average(found.insecurity(1.0)),
        mean_percent=percent_of(mean, before),
        mean_before=before,
        mean_after=before + mean,
        mean_attacked=average(found.attacked),
        mean_drawn_in=average(drawn),
        safer=int((own < -ROUNDING).sum()),
        less_safe=int((own > ROUNDING).sum()),
        best=StateChange.of(world, int(ranked[0]), change, level) if len(members) else None,
        worst=StateChange.of(world, int(ranked[-1]), change, level) if len(members) else None,
        bearers=tuple(
            StateChange.of(world, int(i), drawn, level) for i in bearing if drawn[i] > ROUNDING
        ),
        break_even=even[0],
        break_even_psi_1=even[1],
        together=(
            Judged(**judged(found.verdict(everybody, together=True)))  # type: ignore[arg-type]
            if len(roles.joining) and len(members)
            else None
        ),
        together_change=(
            float(change[everybody].sum()) if len(roles.joining) and len(members) else None
        ),
        **judged(found.verdict(members)),  # type: ignore[arg-type]
    )


def _members_break_even(found: Outcome, roles: Roles, psi: float) -> float | None:
    """Return the attacks upon the one candidate below which its joining pays for the members."""
    if len(roles.joining) != 1 or not len(roles.members):
        return None
    level = found.members_break_even(roles.members, int(roles.joining[0]), psi)
    return level if np.isfinite(level) else None
