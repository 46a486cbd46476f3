"""What each member brings to an alliance, and what it gets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.errors import FoedusError
from foedus.measures.capability import shares
from foedus.questions.line_notes import line_notes
from foedus.questions.result import SEED, Part, Progress, Result, silent, table_of
from foedus.security.assumptions import Assumptions
from foedus.security.coalition import CoalitionGame
from foedus.security.eta import eta
from foedus.security.kernel import Risk, Ties, evaluate, projected_power
from foedus.security.provenance import AssumptionRecord, assumption_records, sources_of
from foedus.security.shapley import ShapleyValues, sampled_shapley, shapley_values
from foedus.world.alliances import Alliance, resolve_alliance
from foedus.world.frontier import frontier_pairs, land_frontier
from foedus.world.resources import expenditure_column
from foedus.world.states import state_name
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Contribution", "contribution"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

RESOURCES = {
    "share_expenditure": "milex_ppp_usd",
    "share_personnel": "milper_active_persons",
    "share_gdp": "gdp_ppp_usd",
    "share_population": "population_persons",
}
"""Columns of a world's figures whose shares among the members are given."""


class MemberContribution(Part):
    """What a member brings; null where its figures are missing or it is not in the contest."""

    iso3: str
    name: str
    wave: str = Field(description="enlargement it came with: 'founder' or a year")
    share_expenditure: float | None = Field(description="of the members' military expenditure, PPP")
    share_personnel: float | None = Field(description="of the members' active personnel")
    share_gdp: float | None = Field(description="of the members' GDP, PPP")
    share_population: float | None
    shapley: float | None = Field(
        description="share of the value: lost conflicts a year avoided, all its members together"
    )
    shapley_error: float | None = Field(
        description="bound of the error (method exact) or standard error (method sampled)"
    )
    shapley_direct: float | None = Field(
        description="part of shapley: lower direct risk; null where sampled"
    )
    shapley_entanglement: float | None = Field(
        description="part of shapley: allies' conflicts, mostly negative; null where sampled"
    )
    gives: float | None = Field(
        description="insecurity the other members would gain if it left, lost conflicts a year"
    )
    receives: float | None = Field(
        description="its own insecurity with nobody of the alliance allied, less that within it"
    )
    frontier_km: float = Field(description="land frontier with states outside the alliance, km")


class WaveContribution(Part):
    """The sum over the members of a wave."""

    wave: str
    members: tuple[str, ...] = Field(description="ISO3 codes")
    shapley: float
    gives: float
    receives: float
    frontier_km: float


class Contribution(Result):
    """What `foedus contribution --json` prints. Unit: lost conflicts a year, or equivalent."""

    question: ClassVar[str] = "contribution"

    schema_version: str = "1.0"
    answer: str
    alliance: str
    name: str
    on: str
    capability: str
    capability_year: int
    value: float = Field(
        description="v(N): insecurity of all members with nobody allied, less that in the alliance"
    )
    value_direct: float = Field(description="part of the value: lower direct risk")
    value_entanglement: float = Field(description="part of the value: allies' conflicts")
    with_other_alliances: bool
    method: Literal["exact", "sampled"]
    permutations: int | None
    seed: int | None
    members: tuple[MemberContribution, ...]
    waves: tuple[WaveContribution, ...]
    assumptions: tuple[AssumptionRecord, ...]
    left_out: tuple[str, ...] = Field(
        description="members not in the contest: no figure of capability, or dissolved since"
    )
    notes: tuple[str, ...] = Field(description="on the frontier")
    sources: tuple[str, ...]

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `members`, a row a member with all it brings and gets, and `waves`."""
        return {
            "members": table_of(MemberContribution, self.members),
            "waves": table_of(WaveContribution, self.waves),
        }


@dataclass(frozen=True, eq=False)
class _Model:
    """The members' risk with any of them in the alliance, other obligations held fixed."""

    game: CoalitionGame
    omega: float
    others: NDArray[np.bool_]

    def risk(self, players: Indices) -> Risk:
        """Return the members' risk when some of them (places in `game.members`) are allied."""
        game, inside = self.game, self.game.members[players]
        allied = self.others.copy()
        allied[np.ix_(inside, inside)] = True
        np.fill_diagonal(allied, False)
        # No search for states with the same allies: it takes longer than what it saves once.
        closed = (allied | np.eye(len(allied), dtype=bool)).astype(float)
        found = evaluate(
            game.power,
            game.eta,
            Ties(allied, closed, np.arange(len(allied))),
            game.nuclear,
            rho=game.rho,
            omega=self.omega,
            m=game.m,
            alpha=game.alpha,
            beta=game.beta,
            nu=game.nu,
            epsilon=game.epsilon,
        )
        at = game.members
        return Risk(found.win, found.challenge, found.direct[at], found.entanglement[at])


def contribution(
    world: World,
    alliance: str,
    assumptions: Assumptions | None = None,
    *,
    with_other_alliances: bool = False,
    permutations: int = 100,
    seed: int = SEED,
    fixed: Collection[str] = (),
    progress: Progress = silent,
) -> Contribution:
    """Return what each member brings to an alliance, and what it gets.

    A coalition S of members is worth v(S), the sum over S of the insecurity with nobody allied
    less that within S. The Shapley value shares v of the whole alliance out by what each member
    adds, on average over all orders in which the members could have come together. It is exact
    when the alliance stands alone. With the world's other alliances in force the worth of a
    coalition is no longer a sum over targets of functions of their allies' pooled strength
    (allies outside defend too, and omega and entanglement reach beyond S): then random orders are
    drawn, with a standard error.

    Parameters
    ----------
    world : World
    alliance : str
        Identifier or name.
    assumptions : Assumptions, optional
        The documented defaults if not given.
    with_other_alliances : bool
        Whether the world's other alliances stay in force; by default they are switched off.
    permutations : int, even, >= 4
        Orders drawn, only with other alliances.
    seed : int
        Of these orders.
    fixed : collection of str
        Assumptions the user set, marked so in the output.
    progress : callable, optional
        Told orders done and to do.

    Raises
    ------
    FoedusError
        The alliance is unknown, has no members on the day, or obliges them to no defence.

    References
    ----------
    Shapley (1953).

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> found = contribution(load_world(on="2022-01-30"), "CSTO")
    >>> [member.iso3 for member in found.members]
    ['ARM', 'BLR', 'KAZ', 'KGZ', 'RUS', 'TJK']
    >>> bool(abs(found.frame["shapley"].sum() - found.value) < 1e-9)
    True
    """
    given = assumptions or Assumptions.default()
    here = alliance in {bloc.alliance_id for bloc in world.alliances}
    bloc = world.alliance(alliance if here else resolve_alliance(alliance))
    if not bloc.defence:
        raise FoedusError(
            f"{bloc.alliance_id} does not oblige its members to defend each other: "
            "the model finds no contribution in it"
        )
    model = _model(world, bloc, given, with_other_alliances)
    k = model.game.members.size
    alone, together = model.risk(np.arange(0)), model.risk(np.arange(k))
    everything = float((alone.insecurity - together.insecurity).sum())
    direct = float((alone.direct - together.direct).sum())
    if with_other_alliances:
        found = _sampled(model, alone, permutations, seed, progress)
        parts = None
    else:
        found = shapley_values(model.game)
        parts = shapley_values(replace(model.game, epsilon=0.0))
    members = _member_records(
        world, bloc, found, parts, _gives(model, together), alone.insecurity - together.insecurity
    )
    return Contribution(
        answer=_answer(world, bloc, k, everything, direct),
        alliance=bloc.alliance_id,
        name=bloc.name,
        on=str(world.on),
        capability=world.capability_measure,
        capability_year=world.capability_year,
        value=everything,
        value_direct=direct,
        value_entanglement=everything - direct,
        with_other_alliances=with_other_alliances,
        method="sampled" if with_other_alliances else "exact",
        permutations=permutations if with_other_alliances else None,
        seed=seed if with_other_alliances else None,
        members=members,
        waves=_wave_records(members),
        assumptions=assumption_records(given, fixed),
        left_out=tuple(record.iso3 for record in members if record.shapley is None),
        notes=line_notes(
            bloc.alliance_id, bloc.members, frontier_pairs(bloc.members), (world.on, world.on), None
        ),
        sources=sources_of(world),
    )


def _model(world: World, bloc: Alliance, given: Assumptions, with_others: bool) -> _Model:
    n = len(world.iso3)
    game = CoalitionGame(
        power=projected_power(world.capability, world.distance, given.D, given.gradient),
        eta=eta(world, given.event),
        nuclear=world.nuclear,
        members=world.indices(bloc.members),
        rho=given.rho,
        m=given.m,
        alpha=given.alpha,
        beta=given.beta,
        nu=given.nu,
        epsilon=given.epsilon,
    )
    without = world.with_members(bloc.alliance_id, frozenset())
    return _Model(game, given.omega, without.allied if with_others else np.zeros((n, n), bool))


def _sampled(
    model: _Model,
    alone: Risk,
    permutations: int,
    seed: int,
    progress: Progress,
) -> ShapleyValues:
    def worth(players: Indices) -> float:
        return float((alone.insecurity - model.risk(players).insecurity)[players].sum())

    return sampled_shapley(
        worth,
        model.game.members.size,
        permutations,
        np.random.default_rng(seed),
        lambda done: progress(done, permutations),
    )


def _gives(model: _Model, together: Risk) -> Array:
    """Return for each member what the others' insecurity would rise by if it left, (k,)."""
    everybody = np.arange(model.game.members.size)
    gives = [
        np.delete(model.risk(np.delete(everybody, i)).insecurity - together.insecurity, i).sum()
        for i in everybody
    ]
    return np.array(gives)


def _member_records(
    world: World,
    bloc: Alliance,
    found: ShapleyValues,
    parts: ShapleyValues | None,
    gives: Array,
    receives: Array,
) -> tuple[MemberContribution, ...]:
    """Return the record of every member, those outside the contest included, by ISO3 code."""
    every = sorted(bloc.members)
    place = {int(i): at for at, i in enumerate(world.indices(bloc.members))}
    at = [place.get(world.iso3.index(iso3), -1) if iso3 in world.iso3 else -1 for iso3 in every]

    def column(values: Array) -> list[float | None]:
        return [float(values[i]) if i >= 0 else None for i in at]

    nothing: list[float | None] = [None] * len(every)
    columns: dict[str, list[float | None]] = _resource_shares(world, every) | {
        "shapley": column(found.values),
        "shapley_error": column(found.error),
        "shapley_direct": column(parts.values) if parts else nothing,
        "shapley_entanglement": column(found.values - parts.values) if parts else nothing,
        "gives": column(gives),
        "receives": column(receives),
    }
    frontier = dict(land_frontier(every).group_by("member").agg(_total_km()).iter_rows())
    return tuple(
        MemberContribution(
            iso3=iso3,
            name=state_name(iso3),
            wave=bloc.wave_of(iso3),
            frontier_km=frontier.get(iso3, 0.0),
            **{name: values[row] for name, values in columns.items()},
        )
        for row, iso3 in enumerate(every)
    )


def _total_km() -> pl.Expr:
    import polars as pl

    return pl.col("km").sum()


def _resource_shares(world: World, members: list[str]) -> dict[str, list[float | None]]:
    """Return each member's share of what the members have; missing figures stay missing."""
    figures = world.figures
    row = {iso3: i for i, iso3 in enumerate(figures["iso3"])}
    found: dict[str, list[float | None]] = {}
    for share, column in RESOURCES.items():
        column = expenditure_column(figures) if share == "share_expenditure" else column
        if column not in figures.columns:
            found[share] = [None] * len(members)
            continue
        known = figures[column].to_list()
        amount = np.array([known[row[m]] if m in row else None for m in members], dtype=float)
        found[share] = [None if np.isnan(part) else float(part) for part in shares(amount)]
    return found


def _wave_records(members: tuple[MemberContribution, ...]) -> tuple[WaveContribution, ...]:
    """Return the sums by wave, founders first; a member outside the contest adds its frontier."""
    waves = sorted({m.wave for m in members}, key=lambda wave: (wave != "founder", wave))
    records = []
    for wave in waves:
        inside = [m for m in members if m.wave == wave]
        records.append(
            WaveContribution(
                wave=wave,
                members=tuple(m.iso3 for m in inside),
                shapley=sum(m.shapley or 0.0 for m in inside),
                gives=sum(m.gives or 0.0 for m in inside),
                receives=sum(m.receives or 0.0 for m in inside),
                frontier_km=sum(m.frontier_km for m in inside),
            )
        )
    return tuple(records)


def _answer(world: World, bloc: Alliance, count: int, value: float, direct: float) -> str:
    dragged = direct - value
    whole = f"{abs(value):.4f} lost conflicts a year"
    deterrence = f"{abs(direct):.4f} {'less' if direct >= 0 else 'more'} of direct risk"
    drag = f"{abs(dragged):.4f} {'more' if dragged >= 0 else 'less'} of allies' conflicts"
    verb = "saves" if value >= 0 else "costs"
    absent = len(bloc.members) - count
    missing = f" ({absent} more not in the contest)" if absent else ""
    return (
        f"{bloc.alliance_id} on {world.on} {verb} its {count} members{missing} {whole} in all: "
        f"{deterrence}, {drag}."
    )
