"""What a change to an alliance does to everybody's security."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.questions.answer import answer_of, cautions_of
from foedus.questions.assessment import (
    Article10,
    Assessment,
    AtWar,
    Band,
    Candidate,
    Indivisibility,
    Joiner,
    Judged,
    LineChange,
    NeighbourKm,
    Outsider,
    StateChange,
    StateRow,
    percent_of,
)
from foedus.questions.bearing import bearing_on, commitment_records
from foedus.questions.calibration import miscalibrated
from foedus.questions.door import asked
from foedus.questions.otherwise import by_omega, by_psi, by_reading
from foedus.questions.result import DRAWS, SEED, Progress, counted, silent
from foedus.questions.robustness import nobody_less_safe, robustness
from foedus.questions.roles import Roles, members_of
from foedus.questions.totals import world_total
from foedus.scenario.changes import Change, apply, baseline
from foedus.scenario.groups import alliance_in
from foedus.scenario.scenario import Scenario
from foedus.scenario.strikes import ReachRecord
from foedus.security import (
    Assumptions,
    Outcome,
    Parameters,
    Verdict,
    draw,
    monte_carlo_error,
    noticeable,
    outcome,
    parameter_table,
    point,
    wars_touched,
)
from foedus.security.records import assumption_records, sources_of
from foedus.world.frontier import land_frontier
from foedus.world.world import World

__all__ = ["assess", "assess_scenario"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

ROUNDING = 1e-9
"""Attacks a century below which a change is rounding."""

JOINING_BASIS = (
    "what the obligation adds to the chance of joining a war: 24 joins of free allies in 9 wars "
    "since 1816, none after 1982"
)


@asked
def assess(
    world: World,
    *changes: Change,
    alliance: str | None = None,
    assumptions: Assumptions | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
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
    draws : int, 0 or at least 2
        Sets of numbers drawn from how uncertain the estimates are; 0 leaves robustness out.
    seed : int
        The same seed gives the same result to the last digit.
    progress : callable, optional
        Told draws done and to do.

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
    given = assumptions or Assumptions()
    before = baseline(world, changes)
    after = apply(before, changes)
    name = alliance_in(after, alliance) if alliance else _alliance_of(before, after, changes)
    roles = Roles.of(before, after, name)
    found = outcome(before, after, given, draws, seed, counted(progress, draws))
    article10 = _article10(found, before, roles, name)
    candidates = tuple(_candidate(found, before, roles, int(i)) for i in roles.moving)
    indivisibility = _indivisibility(found, before, roles)
    at_war = _at_war(found, before, after, seed)
    what = tuple(change.describe() for change in changes)
    return Assessment(
        answer=answer_of(what, found, candidates, article10, indivisibility, at_war),
        event=given.event,
        reading=given.reading,
        psi=found.psi,
        on=str(before.on),
        figures_year=before.figures_year,
        capability=before.capability_measure,
        change=what,
        alliance=name,
        eu_clause=before.eu_clause,
        assumed_rivals=before.assumed_rivals,
        cautions=cautions_of(before, given),
        calibration=miscalibrated(
            before,
            found.before,
            roles.moving if len(roles.moving) else roles.members,
            given.event,
        ),
        at_war=at_war,
        candidates=candidates,
        article10=article10,
        indivisibility=indivisibility,
        states=_states(found, before, roles),
        by_psi=by_psi(found, before, roles),
        by_reading=by_reading(found, before, after, roles, seed),
        by_omega=by_omega(found, before, after, roles, seed),
        robustness=robustness(found, before, roles, seed),
        line=_line(before, after, name),
        commitments=commitment_records(bearing_on(changes, before)),
        reach=_reach(before, changes),
        world_total=world_total(before, found),
        assumptions=assumption_records(given),
        left_out=before.left_out,
        sources=sources_of(before),
        before=before,
        after=after,
        changes=tuple(changes),
        given=given,
    )


@asked
def assess_scenario(
    scenario: Scenario, draws: int = DRAWS, seed: int = SEED, progress: Progress = silent
) -> Assessment:
    """Return what a whole proposal does, under the assumptions that its file gives.

    Parameters
    ----------
    scenario : Scenario
    draws, seed : int
    progress : callable, optional
        As for `assess`.

    Examples
    --------
    >>> from foedus import Accession, load_world
    >>> proposal = Scenario.of(load_world(on="2022-01-30"), "north", Accession("FIN", "NATO"))
    >>> assess_scenario(proposal, draws=0).alliance
    'NATO'
    """
    return assess(
        scenario.world, *scenario.changes, alliance=scenario.alliance,
        assumptions=scenario.assumptions, draws=draws, seed=seed, progress=progress,
    )  # fmt: skip


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


def judged(found: Verdict | None) -> dict[str, object]:
    """Return the fields of `Judged`, all None without draws."""
    if found is None:
        return dict.fromkeys(Judged.model_fields)
    return {
        "share_safer": found.share_safer,
        "share_safer_psi_1": found.share_safer_full,
        "band": Band(low=found.low, median=found.median, high=found.high),
        "mc_error": found.mc_error,
        "word": found.word,
        "finding": found.finding,
    }


def _candidate(found: Outcome, world: World, roles: Roles, i: int) -> Candidate:
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


def _article10(found: Outcome, world: World, roles: Roles, alliance: str) -> Article10:
    members = roles.members
    change, level = found.insecurity(), found.before.insecurity(found.psi)
    own, drawn = change[members], found.drawn_in
    everybody = np.concatenate([members, roles.joining])
    ranked = members[np.argsort(own, kind="stable")]
    bearing = members[np.argsort(-drawn[members], kind="stable")]
    mean = float(own.mean()) if len(members) else 0.0
    before = float(level[members].mean()) if len(members) else 0.0

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


def _indivisibility(found: Outcome, world: World, roles: Roles) -> Indivisibility:
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


def _states(found: Outcome, world: World, roles: Roles) -> tuple[StateRow, ...]:
    both = found.before, found.after
    columns = {
        f"{name}_{when}": values
        for when, one in zip(("before", "after"), both, strict=True)
        for name, values in (
            ("attacked", one.attacked),
            ("drawn_in", one.drawn_in),
            ("insecurity", one.insecurity(found.psi)),
            ("chance_ten_years", one.chance_ten_years),
        )
    }
    return tuple(
        StateRow(
            iso3=iso3,
            name=world.names[i],
            role=roles.role(i),
            **{name: float(values[i]) for name, values in columns.items()},
        )
        for i, iso3 in enumerate(world.iso3)
    )


def _at_war(found: Outcome, before: World, after: World, seed: int) -> tuple[AtWar, ...]:
    """Return the wars that are on and that the change touches."""
    if not before.at_war.any():
        return ()
    records = []
    best, some = _of_war(found, before, seed)
    drawn = () if some is None else wars_touched(before, after, some)
    bands = {(war.state, war.enemy): war.expected for war in drawn}
    for war in wars_touched(before, after, best):
        chance = war.added[0]
        order = np.argsort(-np.abs(chance), kind="stable")
        band = bands.get((war.state, war.enemy))
        low, high = (None, None) if band is None else np.quantile(band, (0.05, 0.95)).tolist()
        records.append(
            AtWar(
                state=before.iso3[war.state],
                opponent=before.iso3[war.enemy],
                name=f"{before.names[war.state]} and {before.names[war.enemy]}",
                expected_joiners=float(war.expected[0]),
                low=low,
                high=high,
                of_members=len(war.allies),
                members=tuple(
                    Joiner(
                        iso3=before.iso3[war.allies[k]],
                        name=before.names[war.allies[k]],
                        probability=float(chance[k]),
                    )
                    for k in order
                ),
                basis=JOINING_BASIS,
            )
        )
    return tuple(records)


def _of_war(found: Outcome, world: World, seed: int) -> tuple[Parameters, Parameters | None]:
    """Return best estimates and draws of joining: a war that is on is one, whatever is asked."""
    given = found.assumptions
    if given.event == "war":
        return found.point, found.parameters
    known = parameter_table("war", given.reading)
    held = {name: value for name, value in given.fixed.items() if name.startswith("join_")}
    war = Assumptions("war", given.reading, {n: v for n, v in held.items() if n in known})
    return point(war, world), draw(war, world, found.count, seed) if found.count else None


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


def _frontier_km(world: World, alliance: str) -> dict[str, float]:
    """Return the kilometres of land frontier by neighbour."""
    import polars as pl

    frontier = land_frontier(members_of(world, alliance))
    return dict(
        frontier.group_by("neighbour", maintain_order=True).agg(pl.col("km").sum()).iter_rows()
    )


def _reach(world: World, changes: Sequence[Change]) -> tuple[ReachRecord, ...]:
    """Return the capitals within range of the strike systems that changes bring or ban."""
    of_change = [getattr(change, "reach", None) for change in changes]
    return tuple(record for reach in of_change if reach is not None for record in reach(world))
