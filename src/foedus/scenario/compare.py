"""Proposals side by side: who prefers which, and which no state would refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from foedus.errors import FoedusError
from foedus.scenario.changes import apply
from foedus.scenario.scenario import Scenario
from foedus.scenario.verdicts import MATERIAL
from foedus.security.evaluate import risk
from foedus.security.robustness import sweep
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Comparison", "ComparisonJSON", "compare"]

Array = NDArray[np.float64]
AS_IT_IS = "as it is"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProposalRecord(_Record):
    """One proposal; changes are against the world as it is, thresholds 0.1 % of insecurity."""

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
        description="share of plausible assumptions in which no state would refuse"
    )
    worst: tuple[str, ...] = Field(description="up to five states that lose most, ISO3 codes")


class StateRow(_Record):
    """A state's change of insecurity in percent under each proposal, negative is safer."""

    iso3: str
    name: str
    percent: dict[str, float]
    prefers: str


class ComparisonJSON(_Record):
    """What `foedus compare --json` prints."""

    schema_version: str = "1.0"
    on: str
    capability: str
    forces_abroad: bool = Field(description="the deployments on record stand in the world")
    draws: int
    proposals: tuple[ProposalRecord, ...]
    states: tuple[StateRow, ...]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Proposals side by side.

    Attributes
    ----------
    data : ComparisonJSON
    percent : (proposals, n)
        Change of insecurity in percent of what it is without any proposal.
    """

    data: ComparisonJSON
    percent: Array

    @property
    def table(self) -> pl.DataFrame:
        """Return states by proposals: change of insecurity in percent, and who prefers which."""
        import polars as pl

        return pl.DataFrame(
            [
                {"iso3": row.iso3, "name": row.name, **row.percent, "prefers": row.prefers}
                for row in self.data.states
            ]
        )

    def to_json(self) -> str:
        """Return the comparison as JSON, schema `ComparisonJSON`."""
        return self.data.model_dump_json(indent=2)

    def __repr__(self) -> str:
        marks = [f"{p.name}{' *' if p.pareto_better else ''}" for p in self.data.proposals]
        return f"Comparison({', '.join(marks)} on {self.data.on})"


def compare(
    scenarios: Sequence[Scenario],
    draws: int = 500,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Comparison:
    """Return what proposals do to every state, each against the world as it is.

    A clause that only rules something out (no enlargement) leaves the world as it is here. If one
    of the proposals moves forces that stand abroad, they stand there in the world of all of them.

    Parameters
    ----------
    scenarios : sequence of Scenario
        On one day, with the same measure of capability and the same assumptions.
    draws : int, >= 0
        Sets of plausible assumptions in which each is tried again.
    seed : int
    progress : callable, optional

    Raises
    ------
    FoedusError
        They cannot be compared.
    """
    world, names = _common_world(scenarios)
    given = scenarios[0].assumptions
    before = risk(world, given).insecurity
    after = [apply(world, scenario.changes) for scenario in scenarios]
    change = np.stack([risk(each, given).insecurity - before for each in after])
    percent = np.divide(100 * change, before, out=np.zeros_like(change), where=before > 0)
    shares = []
    for i, each in enumerate(after):
        shares.append(_nobody_worse(world, each, scenarios[i], draws, seed, before))
        progress(i + 1, len(after))
    best = _best(change, before, names)
    data = ComparisonJSON(
        on=str(world.on),
        capability=world.capability_measure,
        forces_abroad=world.stationed_share is not None,
        draws=draws,
        proposals=tuple(
            _record(i, scenarios[i], names, world, change, before, best, shares[i])
            for i in range(len(scenarios))
        ),
        states=tuple(
            StateRow(
                iso3=iso3,
                name=world.names[s],
                percent={name: float(percent[i, s]) for i, name in enumerate(names)},
                prefers=best[s],
            )
            for s, iso3 in enumerate(world.iso3)
        ),
    )
    return Comparison(data, percent)


def _common_world(scenarios: Sequence[Scenario]) -> tuple[World, tuple[str, ...]]:
    if len(scenarios) < 2:
        raise FoedusError("nothing to compare: give two scenario files or more")
    first = scenarios[0]
    for other in scenarios[1:]:
        for what, mine, theirs in (
            ("on", first.world.on, other.world.on),
            ("capability", first.world.capability_measure, other.world.capability_measure),
            ("assumptions", first.assumptions, other.assumptions),
        ):
            if mine != theirs:
                raise FoedusError(
                    f"{first.name} and {other.name} cannot be compared: they differ in {what}"
                    + ("" if what == "assumptions" else f" ({mine} and {theirs})")
                )
    names = tuple(scenario.name for scenario in scenarios)
    if len(set(names)) < len(names):
        raise FoedusError(f"two scenario files have the same name: {', '.join(names)}")
    world = first.world
    wanted = any(
        scenario.world.stationed is not None
        or any(getattr(change, "needs_forces", False) for change in scenario.changes)
        for scenario in scenarios
    )
    return (world.with_deployments() if wanted and world.stationed is None else world), names


def _best(change: Array, before: Array, names: Sequence[str]) -> list[str]:
    """Return the proposal that each state is safest under; the world as it is where none helps."""
    least = change.min(axis=0)
    which = change.argmin(axis=0)
    return [
        names[i] if gain < -MATERIAL * level else AS_IT_IS
        for i, gain, level in zip(which, least, before, strict=True)
    ]


def _record(
    i: int,
    scenario: Scenario,
    names: Sequence[str],
    world: World,
    change: Array,
    before: Array,
    best: Sequence[str],
    share: float | None,
) -> ProposalRecord:
    noticeable = MATERIAL * before
    own = change[i]
    safer, less = int((own < -noticeable).sum()), int((own > noticeable).sum())
    dominated = [
        names[j]
        for j in range(len(names))
        if (change[j] <= own + 1e-12).all() and (change[j] < own - noticeable).any()
    ]
    losers = [s for s in np.argsort(-own, kind="stable")[:5] if own[s] > noticeable[s]]
    return ProposalRecord(
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


def _nobody_worse(
    world: World, after: World, scenario: Scenario, draws: int, seed: int, before: Array
) -> float | None:
    if not draws:
        return None
    swept = sweep(world, after, scenario.assumptions, draws, seed, scenario.fixed)
    return float((swept.result.total <= MATERIAL * before).all(axis=1).mean())
