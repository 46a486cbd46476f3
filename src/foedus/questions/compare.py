"""Proposals side by side: who prefers which, and which no state would refuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.errors import FoedusError
from foedus.questions.door import asked
from foedus.questions.judged import percent_of
from foedus.questions.result import DRAWS, SEED, Kept, Part, Progress, Result, silent, table_of
from foedus.questions.words import UNIT
from foedus.scenario.changes import apply
from foedus.scenario.scenario import Scenario
from foedus.security import Outcome, noticed_from, outcome
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["AS_IT_IS", "Comparison", "common_world", "compare"]

Array = NDArray[np.float64]
AS_IT_IS = "as it is"
"""What a state prefers that no proposal makes noticeably safer."""


class Proposal(Part):
    """One proposal against the world as it is.

    Noticeably: by at least 0.01 attacks a century and 1 % of a state's own.
    """

    name: str = Field(description="of the file, without its ending")
    title: str
    changes: tuple[str, ...]
    safer: int = Field(description="states noticeably safer")
    less_safe: int = Field(description="states noticeably less safe")
    preferred_by: int = Field(description="states for which it is the best of all proposals")
    no_state_would_refuse: bool = Field(description="no state gets noticeably less safe")
    pareto_better: bool = Field(description="... and at least one gets noticeably safer")
    dominated_by: tuple[str, ...] = Field(
        description="proposals at least as good for every state and better for one"
    )
    share_nobody_worse: float | None = Field(
        description="share of the draws in which no state gets noticeably less safe"
    )
    worst: tuple[str, ...] = Field(description="up to five states that lose most, ISO3 codes")


class StateRow(Part):
    """A state's change of insecurity under each proposal, attacks a century, plus is less safe."""

    iso3: str
    name: str
    insecurity: float = Field(description="as it is, attacks a century")
    change: dict[str, float]
    percent: dict[str, float | None]
    prefers: str


class Comparison(Result):
    """What `foedus compare --json` prints."""

    question: ClassVar[str] = "compare"

    schema_version: str = "2.0"
    unit: str = UNIT
    event: str
    reading: str
    psi: float
    on: str
    figures_year: int
    capability: str
    forces_abroad: bool = Field(description="the deployments on record stand in the world")
    draws: int
    proposals: tuple[Proposal, ...]
    states: tuple[StateRow, ...]
    seed: Kept[int] = SEED

    @property
    def answer(self) -> str:
        """Return which proposals no state would refuse and which are Pareto-better."""
        fine = [p.name for p in self.proposals if p.no_state_would_refuse]
        better = [p.name for p in self.proposals if p.pareto_better]
        return (
            f"Of {len(self.proposals)} proposals on {self.on}, against the world as it is, "
            f"no state would refuse {', '.join(fine) or 'none'}; Pareto-better: "
            f"{', '.join(better) or 'none'}."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `states` by proposals (change, attacks a century), and `proposals`."""
        import polars as pl

        rows = [
            {"iso3": row.iso3, "name": row.name, **row.change, "prefers": row.prefers}
            for row in self.states
        ]
        return {"states": pl.DataFrame(rows), "proposals": table_of(Proposal, self.proposals)}

    def __repr__(self) -> str:
        marks = [f"{p.name}{' *' if p.pareto_better else ''}" for p in self.proposals]
        return f"Comparison({', '.join(marks)} on {self.on})"


@asked
def compare(
    world: World,
    *proposals: Scenario,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = silent,
) -> Comparison:
    """Return what proposals do to every state, each against the world as it is.

    A clause that only rules something out (no enlargement) leaves the world as it is here. If one
    of the proposals moves forces that stand abroad, they stand there in the world of all of them.

    Parameters
    ----------
    world : World
        As it is, see `common_world`.
    *proposals : Scenario
        Of this world's day, with its measure of capability, and with the same assumptions; read
        from files (`load_scenario`) or made (`Scenario.of`).
    draws : int, >= 0
        Sets of plausible assumptions in which each is tried again.
    seed : int
    progress : callable, optional

    Raises
    ------
    FoedusError
        They cannot be compared.

    Examples
    --------
    >>> from foedus import Accession, Scenario, load_world
    >>> world = load_world()
    >>> proposals = [Scenario.of(world, s, Accession(s, "NATO")) for s in ("IRL", "UKR")]
    >>> [p.safer > 0 for p in compare(world, *proposals, draws=0).proposals]
    [False, True]
    """
    names = tuple(proposal.name for proposal in proposals)
    world = common_world(*proposals, world=world)
    given = proposals[0].assumptions
    found = []
    for i, proposal in enumerate(proposals):
        after = apply(world, proposal.changes)
        found.append(outcome(world, after, given, draws, seed))
        progress(i + 1, len(proposals))
    before = found[0].before.insecurity()
    change = np.stack([each.insecurity() for each in found])
    best = _best(change, before, names)
    return Comparison(
        event=given.event,
        reading=given.reading,
        psi=found[0].psi,
        on=str(world.on),
        figures_year=world.figures_year,
        capability=world.capability_measure,
        forces_abroad=world.stationed_share is not None,
        draws=draws,
        proposals=tuple(
            _record(i, proposals[i], names, world, change, before, best, _nobody_worse(found[i]))
            for i in range(len(proposals))
        ),
        states=tuple(
            StateRow(
                iso3=iso3,
                name=world.names[s],
                insecurity=float(before[s]),
                change={name: float(change[i, s]) for i, name in enumerate(names)},
                percent={
                    name: percent_of(float(change[i, s]), float(before[s]))
                    for i, name in enumerate(names)
                },
                prefers=best[s],
            )
            for s, iso3 in enumerate(world.iso3)
        ),
        seed=seed,
    )


def common_world(*proposals: Scenario, world: World | None = None) -> World:
    """Return the world that proposals are compared with, as it is without any of them.

    Forces abroad stand in it where one of the proposals moves some of them.

    Parameters
    ----------
    *proposals : Scenario
    world : World, optional
        The first proposal's if not given.

    Raises
    ------
    FoedusError
        Fewer than two, two of one name, or another day, measure of capability or assumption.

    Examples
    --------
    >>> from foedus import Accession, Scenario, load_world
    >>> world = load_world()
    >>> proposals = [Scenario.of(world, s, Accession(s, "NATO")) for s in ("IRL", "UKR")]
    >>> common_world(*proposals).on
    datetime.date(2026, 1, 1)
    """
    if len(proposals) < 2:
        raise FoedusError("nothing to compare: give two proposals or more")
    first = proposals[0]
    _refuse_different("the world", first.name, *_days(world or first.world, first.world))
    for other in proposals[1:]:
        _refuse_different(first.name, other.name, *_days(first.world, other.world))
        if first.assumptions != other.assumptions:
            raise FoedusError(
                f"{first.name} and {other.name} cannot be compared: they differ in assumptions"
            )
    names = [proposal.name for proposal in proposals]
    if len(set(names)) < len(names):
        raise FoedusError(f"two proposals have the same name: {', '.join(names)}")
    there = world or first.world
    wanted = any(
        proposal.world.stationed is not None
        or any(getattr(change, "needs_forces", False) for change in proposal.changes)
        for proposal in proposals
    )
    return there.with_deployments() if wanted and there.stationed is None else there


def _days(mine: World, theirs: World) -> tuple[tuple[str, object, object], ...]:
    return (
        ("on", mine.on, theirs.on),
        ("capability", mine.capability_measure, theirs.capability_measure),
    )


def _refuse_different(one: str, other: str, *pairs: tuple[str, object, object]) -> None:
    for what, mine, theirs in pairs:
        if mine != theirs:
            raise FoedusError(
                f"{one} and {other} cannot be compared: they differ in {what} ({mine} and {theirs})"
            )


def _best(change: Array, before: Array, names: Sequence[str]) -> list[str]:
    """Return the proposal that each state is safest under; the world as it is where none helps."""
    least = change.min(axis=0)
    which = change.argmin(axis=0)
    noticed = least <= -noticed_from(before)
    return [names[i] if gains else AS_IT_IS for i, gains in zip(which, noticed, strict=True)]


def _record(
    i: int,
    scenario: Scenario,
    names: Sequence[str],
    world: World,
    change: Array,
    before: Array,
    best: Sequence[str],
    share: float | None,
) -> Proposal:
    noticed = noticed_from(before)
    own = change[i]
    safer, less = int((own <= -noticed).sum()), int((own >= noticed).sum())
    dominated = [
        names[j]
        for j in range(len(names))
        if (change[j] <= own + 1e-12).all() and (change[j] <= own - noticed).any()
    ]
    losers = [s for s in np.argsort(-own, kind="stable")[:5] if own[s] >= noticed[s]]
    return Proposal(
        name=names[i],
        title=scenario.title,
        changes=tuple(item.describe() for item in scenario.changes),
        safer=safer,
        less_safe=less,
        preferred_by=sum(name == names[i] for name in best),
        no_state_would_refuse=less == 0,
        pareto_better=less == 0 and safer > 0,
        dominated_by=tuple(dominated),
        share_nobody_worse=share,
        worst=tuple(world.iso3[s] for s in losers),
    )


def _nobody_worse(found: Outcome) -> float | None:
    """Return the share of the draws in which no state gets noticeably less safe."""
    if found.draws is None:
        return None
    noticed = noticed_from(found.before.insecurity())
    return float((found.draws.insecurity() < noticed).all(axis=1).mean())
