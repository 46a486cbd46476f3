"""What a change to an alliance does to everybody's security."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.questions.answer import answer_of, cautions_of
from foedus.questions.article10 import article10_of, candidate_of
from foedus.questions.assessment import (
    Assessment,
    LineChange,
    NeighbourKm,
    StateRow,
)
from foedus.questions.at_war import wars_on
from foedus.questions.bearing import bearing_on, commitment_records
from foedus.questions.calibration import miscalibrated
from foedus.questions.door import asked
from foedus.questions.indivisibility import indivisibility_of
from foedus.questions.otherwise import by_omega, by_psi, by_reading
from foedus.questions.result import DRAWS, SEED, Progress, counted, silent
from foedus.questions.robustness import robustness
from foedus.questions.roles import Roles, members_of
from foedus.questions.totals import world_total
from foedus.scenario.changes import Change, apply, baseline
from foedus.scenario.groups import alliance_in
from foedus.scenario.reach import ReachRecord
from foedus.scenario.scenario import Scenario
from foedus.security import (
    Assumptions,
    Outcome,
    outcome,
)
from foedus.security.records import assumption_records, sources_of
from foedus.world.frontier import land_frontier
from foedus.world.world import World

__all__ = ["assess", "assess_scenario"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


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
    >>> result = assess(load_world(), Accession("UKR", "NATO"), draws=0)
    >>> result.article10.members
    32

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
    return _assessment(found, roles, name, tuple(changes), seed)


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
    >>> proposal = Scenario.of(load_world(), "east", Accession("UKR", "NATO"))
    >>> assess_scenario(proposal, draws=0).alliance
    'NATO'
    """
    found = assess(
        scenario.world, *scenario.changes, alliance=scenario.alliance,
        assumptions=scenario.assumptions, draws=draws, seed=seed, progress=progress,
    )  # fmt: skip
    return found.model_copy(update={"title": scenario.title})


def _assessment(
    found: Outcome, roles: Roles, name: str, changes: tuple[Change, ...], seed: int
) -> Assessment:
    """Return all that is told of what was found."""
    (before, after), given = found.worlds, found.assumptions
    article10 = article10_of(found, before, roles, name)
    candidates = tuple(candidate_of(found, before, roles, int(i)) for i in roles.moving)
    indivisibility = indivisibility_of(found, before, roles)
    at_war = wars_on(found, before, after, seed)
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
        changes=changes,
        given=given,
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
