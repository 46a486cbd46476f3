"""What a change to an alliance does to everybody's security."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.questions.assessment import (
    Article10,
    Assessment,
    Indivisibility,
    LineChange,
    NeighbourKm,
    OmegaResult,
    Robustness,
    StateChange,
    StateRecord,
)
from foedus.questions.bearing import bearing_on, commitment_records
from foedus.questions.result import DRAWS, SEED, Progress, silent
from foedus.questions.verdicts import MATERIAL, Groups, members_of, robustness
from foedus.scenario.changes import Change, apply, baseline
from foedus.scenario.groups import alliance_in
from foedus.scenario.scenario import Scenario
from foedus.scenario.strikes import ReachRecord
from foedus.security.assumptions import Assumptions, estimated_omega
from foedus.security.evaluate import risk
from foedus.security.kernel import Risk
from foedus.security.provenance import assumption_records, sources_of
from foedus.world.frontier import land_frontier
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["assess", "assess_scenario"]

Array = NDArray[np.float64]


def assess(
    world: World,
    *changes: Change,
    alliance: str | None = None,
    assumptions: Assumptions | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    fixed: Iterable[str] = (),
    progress: Progress = silent,
) -> Assessment:
    """Return what changes to an alliance do to every state's security.

    Parameters
    ----------
    world : World
        As it is before.
    *changes : Change
        Applied in their order.
    alliance : str, optional
        Whose members the Article 10 test is about. By default the alliance whose membership
        changes (the largest), else the one whose obligations change, else the largest defence
        alliance of those who act.
    assumptions : Assumptions, optional
        The documented defaults if not given.
    draws : int, >= 0
        Sets of plausible assumptions to try; 0 leaves robustness out.
    seed : int
        The same seed gives the same result to the last digit.
    fixed : iterable of str
        Assumptions that keep their value in all draws ("capability" and "gradient" too).
    progress : callable, optional
        Told model runs done and to do.

    Raises
    ------
    FoedusError
        No change given, or one that cannot be applied.

    Examples
    --------
    >>> from foedus import Accession, load_world
    >>> result = assess(load_world(on="2022-01-30"), Accession("UKR", "NATO"), draws=0)
    >>> result.article10.members
    30

    References
    ----------
    The Article 10 test follows the North Atlantic Treaty (1949), the indivisibility test the
    Charter for European Security (OSCE, Istanbul 1999, para. 8).
    """
    if not changes:
        raise FoedusError("nothing to assess: give at least one change, e.g. an accession")
    if draws < 0:
        raise FoedusError(f"draws={draws}: expected 0 or more")
    given = assumptions or Assumptions.default()
    world = baseline(world, changes)
    after = apply(world, changes)
    alliance = alliance_in(after, alliance) if alliance else _alliance_of(world, after, changes)
    groups = Groups.of(world, after, alliance)
    r0, r1 = risk(world, given), risk(after, given)
    held = set(fixed)
    records = _records(world, groups, r0, r1)
    by_iso3 = {record.iso3: record for record in records}
    article10 = _article10(world, groups, r0, r1, given.epsilon)
    indivisibility = _indivisibility(world, groups, r0, r1)
    swept = (
        robustness(world, after, groups, given, r0, r1, draws, seed, held, progress)
        if draws
        else None
    )
    answer = _answer(changes, alliance, article10, indivisibility, groups, world, r0, r1)
    return Assessment(
        answer=answer + _caution(swept),
        change=tuple(change.describe() for change in changes),
        alliance=alliance,
        on=str(world.on),
        capability=world.capability_measure,
        capability_year=world.capability_year,
        article10=article10,
        indivisibility=indivisibility,
        candidate=tuple(by_iso3[world.iso3[i]] for i in groups.moving),
        states=records,
        line=_line(world, after, alliance),
        by_omega=_by_omega(world, after, groups, given),
        robustness=swept,
        commitments=commitment_records(bearing_on(changes, world)),
        reach=_reach(world, changes),
        assumptions=assumption_records(given, held),
        left_out=world.left_out,
        sources=sources_of(world),
        before=world,
        after=after,
        changes=changes,
        given=given,
    )


def assess_scenario(
    scenario: Scenario,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = silent,
) -> Assessment:
    """Return what a scenario does to everybody's security.

    Parameters
    ----------
    scenario : Scenario
    draws, seed : int
    progress : callable, optional
    """
    return assess(
        scenario.world,
        *scenario.changes,
        alliance=scenario.alliance,
        assumptions=scenario.assumptions,
        draws=draws,
        seed=seed,
        fixed=scenario.fixed,
        progress=progress,
    )


def _alliance_of(before: World, after: World, changes: Iterable[Change]) -> str:
    """Return the alliance a change is about, see `assess`; empty if it is about none."""
    ids = {a.alliance_id for world in (before, after) for a in world.alliances}
    sizes = {name: len(members_of(before, name) | members_of(after, name)) for name in sorted(ids)}
    changed = [name for name in sizes if members_of(before, name) != members_of(after, name)]
    prints = [change.footprint(before) for change in changes]
    if not changed:
        changed = [name for name in sizes for found in prints if name in found.alliances]
    if not changed:
        actors = frozenset().union(*(found.states for found in prints))
        changed = [a.alliance_id for a in before.alliances if a.defence and a.members & actors]
    return max(changed, key=lambda name: sizes[name], default="")


def _state_change(world: World, i: int, before: Array, change: Array) -> StateChange:
    return StateChange(
        iso3=world.iso3[i],
        name=world.names[i],
        change=float(change[i]),
        percent=float(100 * change[i] / before[i]) if before[i] > 0 else 0.0,
    )


def _records(world: World, groups: Groups, r0: Risk, r1: Risk) -> tuple[StateRecord, ...]:
    before, after = r0.insecurity, r1.insecurity
    s0, s1 = r0.security, r1.security
    direct, entangled = r1.direct - r0.direct, r1.entanglement - r0.entanglement
    return tuple(
        StateRecord(
            iso3=iso3,
            name=world.names[i],
            role=groups.role(i),
            insecurity_before=float(before[i]),
            insecurity_after=float(after[i]),
            delta_direct=float(direct[i]),
            delta_entanglement=float(entangled[i]),
            security_before=float(s0[i]),
            security_after=float(s1[i]),
        )
        for i, iso3 in enumerate(world.iso3)
    )


def _article10(world: World, groups: Groups, r0: Risk, r1: Risk, epsilon: float) -> Article10:
    members = groups.members
    before, change = r0.insecurity, r1.insecurity - r0.insecurity
    direct = (r1.direct - r0.direct)[members]
    entangled = (r1.entanglement - r0.entanglement)[members]
    own = change[members]
    if not len(members):
        return Article10(
            members=0, mean_change=0.0, mean_percent=0.0, mean_deterrence=0.0,
            mean_entanglement=0.0, break_even_epsilon=None, best=None, worst=None, safer=0,
            less_safe=0, less_safe_materially=0, direct_safer=0,
            verdict="no state is a member both before and after",
        )  # fmt: skip
    less_safe = int((own > groups.tiny[members]).sum())
    mean = float(own.mean())
    on_the_whole = "safer" if mean < 0 else "less safe" if mean > 0 else "as safe as before"
    return Article10(
        members=len(members),
        mean_change=mean,
        mean_percent=float(100 * own.sum() / before[members].sum()),
        mean_deterrence=float(direct.mean()),
        mean_entanglement=float(entangled.mean()),
        break_even_epsilon=_break_even(float(direct.mean()), float(entangled.mean()), epsilon),
        best=_state_change(world, members[int(np.argmin(own))], before, change),
        worst=_state_change(world, members[int(np.argmax(own))], before, change),
        safer=int((own < -groups.tiny[members]).sum()),
        less_safe=less_safe,
        less_safe_materially=int((own > groups.material[members]).sum()),
        direct_safer=int((direct < -groups.tiny[members]).sum()),
        verdict=f"members {on_the_whole} on the whole; {less_safe} of {len(members)} less safe",
    )


def _break_even(direct: float, entangled: float, epsilon: float) -> float | None:
    """Return the epsilon at which both changes cancel: entanglement is proportional to it."""
    if epsilon == 0 or direct * entangled >= 0:
        return None
    return -direct * epsilon / entangled


def _indivisibility(world: World, groups: Groups, r0: Risk, r1: Risk) -> Indivisibility:
    outside = groups.outsiders
    before, change = r0.insecurity, r1.insecurity - r0.insecurity
    own = change[outside]
    worse = outside[own > groups.tiny[outside]]
    ranked = worse[np.argsort(-change[worse], kind="stable")]
    material = int((own > groups.material[outside]).sum())
    return Indivisibility(
        outsiders=len(outside),
        mean_change=float(own.mean()) if len(outside) else 0.0,
        less_safe=len(worse),
        less_safe_materially=material,
        ranked=tuple(_state_change(world, i, before, change) for i in ranked),
        verdict=f"{len(worse)} of {len(outside)} outsiders less safe, "
        f"{material} of them by more than {100 * MATERIAL:g} %",
    )


def _line(before: World, after: World, alliance: str) -> LineChange:
    old, new = _frontier_km(before, alliance), _frontier_km(after, alliance)
    return LineChange(
        alliance=alliance,
        total_km_before=fsum(old.values()),
        total_km_after=fsum(new.values()),
        by_neighbour=tuple(
            NeighbourKm(neighbour=iso3, km_before=old.get(iso3, 0.0), km_after=new.get(iso3, 0.0))
            for iso3 in sorted(old | new)
        ),
    )


def _reach(world: World, changes: Iterable[Change]) -> tuple[ReachRecord, ...]:
    """Return the capitals within range of the strike systems that changes bring or ban."""
    of_change = [getattr(change, "reach", None) for change in changes]
    return tuple(record for reach in of_change if reach is not None for record in reach(world))


def _frontier_km(world: World, alliance: str) -> dict[str, float]:
    """Return the kilometres of land frontier by neighbour."""
    import polars as pl

    frontier = land_frontier(members_of(world, alliance))
    return dict(
        frontier.group_by("neighbour", maintain_order=True).agg(pl.col("km").sum()).iter_rows()
    )


def _by_omega(
    before: World, after: World, groups: Groups, given: Assumptions
) -> tuple[OmegaResult, ...]:
    points = (
        (0.0, "a purely defensive alliance"),
        (estimated_omega(), "as found in the dispute record"),
        (1.0, "an offensive bloc"),
    )
    return tuple(
        _at_omega(before, after, groups, given.with_(omega=omega), label) for omega, label in points
    )


def _at_omega(
    before: World, after: World, groups: Groups, given: Assumptions, label: str
) -> OmegaResult:
    r0, r1 = risk(before, given), risk(after, given)
    article10 = _article10(before, groups, r0, r1, given.epsilon)
    indivisibility = _indivisibility(before, groups, r0, r1)
    change = r1.insecurity - r0.insecurity
    moving = groups.moving
    share = change[moving].sum() / r0.insecurity[moving].sum() if len(moving) else 0.0
    return OmegaResult(
        omega=given.omega,
        label=label,
        members_mean_change=article10.mean_change,
        members_mean_percent=article10.mean_percent,
        members_less_safe=article10.less_safe,
        candidate_change=float(change[moving].mean()) if len(moving) else None,
        candidate_percent=float(100 * share) if len(moving) else None,
        outsiders_less_safe=indivisibility.less_safe,
        outsiders_less_safe_materially=indivisibility.less_safe_materially,
        worst_outsider=indivisibility.ranked[0] if indivisibility.ranked else None,
        states={iso3: float(x) for iso3, x in zip(before.iso3, change, strict=True)},
    )


def _answer(
    changes: Sequence[Change],
    alliance: str,
    article10: Article10,
    indivisibility: Indivisibility,
    groups: Groups,
    world: World,
    r0: Risk,
    r1: Risk,
) -> str:
    """Return one sentence: members, those who move, outsiders."""
    what = " and ".join(change.describe() for change in changes)
    if not (r1.insecurity != r0.insecurity).any():
        return f"If {what}, nobody's security changes in the model."
    change, before = r1.insecurity - r0.insecurity, r0.insecurity
    acting = [world.indices(item.footprint(world).states) for item in changes]
    named = groups.moving if len(groups.moving) or article10.members else np.concatenate(acting)
    parts = []
    if article10.members:
        compared = _compare(article10.mean_percent)
        parts.append(f"the {article10.members} {alliance} members become {compared} on average")
    for i in named[:3]:
        verb = "" if parts else "becomes "
        compared = _compare(float(100 * change[i] / before[i]))
        parts.append(f"{in_sentence(world.iso3[i])} {verb}{compared}")
    count = indivisibility.less_safe_materially
    parts.append(
        "no outsider becomes noticeably less safe"
        if not count
        else f"{count} outsider{'s' if count > 1 else ''} noticeably less safe"
    )
    return f"If {what}, {', '.join(parts[:-1])}, and {parts[-1]}."


def _caution(swept: Robustness | None) -> str:
    """Return what most sets of assumptions say where the default ones say the opposite."""
    against = [verdict for verdict in swept.verdicts if verdict.share < 0.5] if swept else []
    if not swept or not against:
        return ""
    said = " and ".join(f"{100 * (1 - v.share):.0f} % say that {v.opposite}" for v in against)
    return f" Of {swept.draws:,} sets of plausible assumptions, however, {said}."


def _compare(percent: float) -> str:
    if abs(percent) < 0.05:
        return "neither safer nor less safe"
    return f"{abs(percent):.1f} % {'safer' if percent < 0 else 'less safe'}"
