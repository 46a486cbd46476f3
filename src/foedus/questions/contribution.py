"""What each member brings to an alliance, and what it gets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.errors import FoedusError
from foedus.measures.capability import shares
from foedus.questions.answer import cautions_of
from foedus.questions.contributed import (
    PARTS,
    Contribution,
    MemberContribution,
    Value,
    WaveContribution,
)
from foedus.questions.door import asked
from foedus.questions.line_notes import line_notes
from foedus.questions.result import DRAWS, SEED, Progress, silent
from foedus.questions.shapley import Array, by_sampling, exactly, full, in_draws, value_of
from foedus.questions.words import UNIT, amount, signed
from foedus.security import Assumptions, Parameters, point
from foedus.security.game import Shares
from foedus.security.records import assumption_records, sources_of
from foedus.world.alliances import Alliance
from foedus.world.frontier import frontier_pairs, land_frontier
from foedus.world.resources import COVERAGE, expenditure_column
from foedus.world.states import in_sentence, state_name
from foedus.world.world import World

__all__ = [
    "contribution",
]

RESOURCES = {
    "share_expenditure": "milex_ppp_usd",
    "share_personnel": "milper_active_persons",
    "share_gdp": "gdp_ppp_usd",
    "share_population": "population_persons",
}
"""Columns of a world's figures whose shares among the members are given."""

NAMED = 3
"""Members named in the answer."""


@asked
def contribution(
    world: World,
    alliance: str,
    assumptions: Assumptions | None = None,
    *,
    with_other_alliances: bool = False,
    permutations: int = 100,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = silent,
) -> Contribution:
    """Return what each member brings to an alliance, and what it gets.

    A coalition S of members is worth v(S), the sum over S of the insecurity with nobody allied
    less that within S. The Shapley value shares v of the whole alliance out by what each member
    adds, on average over all orders in which the members could have come together. It is exact
    when the alliance stands alone; with the world's other alliances in force random orders are
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
    draws : int, 0 or at least 2
        Sets of numbers behind the intervals, at most `MOST_DRAWS` of them; none with other
        alliances, where there are standard errors.
    seed : int
        Of orders and draws.
    progress : callable, optional
        Told orders or draws done and to do.

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
    >>> found = contribution(load_world(on="2025-06-01"), "CSTO", draws=0)
    >>> [member.iso3 for member in found.members]
    ['ARM', 'BLR', 'KAZ', 'KGZ', 'RUS', 'TJK']
    >>> bool(abs(found.frame["shapley"].sum() - found.value.total) < 1e-9)
    True
    """
    given = assumptions or Assumptions()
    bloc = world.alliance(alliance)
    if not bloc.defence:
        raise FoedusError(
            f"{bloc.alliance_id} does not oblige its members to defend each other: "
            "the model finds no contribution in it"
        )
    places = world.indices(bloc.members)
    best = point(given, world)
    if with_other_alliances:
        exact, error = by_sampling(world, bloc, places, best, permutations, seed, progress)
        drawn = None
    else:
        exact, error = exactly(world, bloc, places, best)
        drawn = in_draws(world, bloc, places, given, draws, seed, progress)
    told = _Found(best, exact, error, drawn)
    return _contribution(
        world, bloc, given, told, permutations if with_other_alliances else None, seed
    )


@dataclass(frozen=True, eq=False)
class _Found:
    """Shapley values by the best estimates, their errors, (k,), and those in the draws."""

    best: Parameters
    exact: Shares
    error: Array
    drawn: Shares | None


def _contribution(
    world: World,
    bloc: Alliance,
    given: Assumptions,
    found: _Found,
    permutations: int | None,
    seed: int,
) -> Contribution:
    """Return all that is told of what was found; permutations are None where it is exact."""
    members = _members(world, bloc, found)
    value = value_of(found.exact, found.drawn)
    return Contribution(
        answer=_answer(bloc, members, value),
        event=given.event,
        reading=given.reading,
        psi=float(found.best.psi[0]),
        alliance=bloc.alliance_id,
        name=bloc.name,
        on=str(world.on),
        figures_year=world.figures_year,
        capability=world.capability_measure,
        cautions=cautions_of(world, given),
        value=value,
        with_other_alliances=permutations is not None,
        method="exact" if permutations is None else "sampled",
        permutations=permutations,
        draws=0 if found.drawn is None else len(found.drawn.psi),
        seed=seed,
        members=members,
        waves=_waves(members),
        assumptions=assumption_records(given),
        left_out=tuple(record.iso3 for record in members if record.shapley is None),
        notes=line_notes(
            bloc.alliance_id, bloc.members, frontier_pairs(bloc.members), (world.on, world.on), None
        ),
        sources=sources_of(world),
    )


def _members(world: World, bloc: Alliance, found: _Found) -> tuple[MemberContribution, ...]:
    """Return the record of every member, those outside the contest included, by ISO3 code."""
    exact, error, drawn = found.exact, found.error, found.drawn
    every = sorted(bloc.members)
    place = {world.iso3[i]: at for at, i in enumerate(world.indices(bloc.members))}
    columns: dict[str, Array] = {"shapley_error": error, "shapley_psi_1": full(exact)[0]}
    for part in PARTS:
        columns[part] = getattr(exact, part)[0]
        if drawn is not None:
            ends = np.quantile(getattr(drawn, part), (0.05, 0.95), axis=0)
            columns[f"{part}_low"], columns[f"{part}_high"] = ends
    wanted = [f"{part}{end}" for part in PARTS for end in ("", "_low", "_high")]
    frontier = _frontier_km(every)
    means = _resource_shares(world, every)
    return tuple(
        MemberContribution(
            iso3=iso3,
            name=state_name(iso3),
            wave=bloc.wave_of(iso3),
            frontier_km=frontier.get(iso3, 0.0),
            **{name: values[row] for name, values in means.items()},
            **{
                name: float(columns[name][place[iso3]])
                if name in columns and iso3 in place
                else None
                for name in (*wanted, "shapley_psi_1", "shapley_error")
            },
        )
        for row, iso3 in enumerate(every)
    )


def _frontier_km(members: list[str]) -> dict[str, float]:
    """Return each member's land frontier with states outside."""
    import polars as pl

    total = land_frontier(members).group_by("member").agg(pl.col("km").sum())
    return dict(total.iter_rows())


def _resource_shares(world: World, members: list[str]) -> dict[str, list[float | None]]:
    """Return each member's share of what the members have; missing figures stay missing.

    Where fewer than three quarters of the members have a figure, nobody has a share: that of those
    who have one would be taken for that of all.
    """
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
        if np.isnan(amount).mean() > 1.0 - COVERAGE:
            found[share] = [None] * len(members)
            continue
        found[share] = [None if np.isnan(part) else float(part) for part in shares(amount)]
    return found


def _waves(members: tuple[MemberContribution, ...]) -> tuple[WaveContribution, ...]:
    """Return the sums by wave, founders first; a member outside the contest adds its frontier."""
    waves = sorted({m.wave for m in members}, key=lambda wave: (wave != "founder", wave))
    records = []
    for wave in waves:
        inside = [m for m in members if m.wave == wave]
        records.append(
            WaveContribution(
                wave=wave,
                members=tuple(m.iso3 for m in inside),
                frontier_km=sum(m.frontier_km for m in inside),
                **{part: sum(getattr(m, part) or 0.0 for m in inside) for part in PARTS},
            )
        )
    return tuple(records)


def _answer(bloc: Alliance, members: tuple[MemberContribution, ...], value: Value) -> str:
    """Return what the alliance is worth, gross and net, who brings most, through whom wars come."""
    inside = [m for m in members if m.shapley is not None]
    most = sorted(inside, key=lambda m: -(m.shapley or 0.0))[:NAMED]
    wars = [m for m in sorted(inside, key=lambda m: m.draws_in or 0.0) if (m.draws_in or 0.0) < 0]
    told = (
        f"{bloc.alliance_id} goes with {amount(value.fewer_attacks)} fewer attacks a century upon "
        f"its {len(inside)} members and with {amount(value.wars_joined)} wars of allies joined: "
        f"on balance {signed(value.total)} {UNIT} ({signed(value.total_psi_1)} where a war joined "
        "counts in full; plus is a gain)."
        if value.fewer_attacks >= 0
        else f"{bloc.alliance_id} goes with {amount(-value.fewer_attacks)} more attacks a century "
        f"upon its {len(inside)} members and with {amount(value.wars_joined)} wars of allies "
        f"joined: on balance {signed(value.total)} {UNIT} (plus is a gain)."
    )
    if most:
        told += f" Largest contributions: {_listed(most, 'shapley')}."
    if wars:
        told += f" The wars come through {_listed(wars[:NAMED], 'draws_in')}."
    return told


def _listed(members: list[MemberContribution], part: str) -> str:
    return ", ".join(f"{in_sentence(m.iso3)} {signed(getattr(m, part))}" for m in members)
