"""What an assessment costs: two risks, a sweep of draws, growth with states and with draws."""

from dataclasses import replace

import numpy as np
import pytest
from foedus.security.assumptions import Assumptions
from foedus.security.evaluate import risk
from foedus.security.robustness import sweep

from foedus.scenario.changes import Accession, apply
from foedus.world.load import load_world
from foedus.world.world import World


def two_worlds(states):
    """Return the world of 2022 and the same with Ukraine in NATO, cut to so many states.

    The members and Ukraine stay, so that the change is the same at every size.
    """
    world = load_world("2022-01-30")
    keep = world.indices([*world.members("NATO"), "UKR"]).tolist()
    others = [i for i in range(len(world.iso3)) if i not in set(keep)]
    before = cut(world, np.sort([*keep, *others[: states - len(keep)]]))
    return before, apply(before, [Accession("UKR", "NATO")])


def cut(world: World, kept):
    square = np.ix_(kept, kept)
    iso3 = tuple(world.iso3[i] for i in kept)
    return replace(
        world,
        iso3=iso3,
        names=tuple(world.names[i] for i in kept),
        capability=world.capability[kept] / world.capability[kept].sum(),
        distance=world.distance[square],
        capital_distance=world.capital_distance[square],
        contiguous=world.contiguous[square],
        major=world.major[kept],
        rivalry=world.rivalry[square],
        nuclear=world.nuclear[kept],
        figures=world.figures.filter(world.figures["iso3"].is_in(list(iso3))),
    )


@pytest.mark.parametrize("states", [50, 100, 197])
def bench_two_risks(benchmark, states):
    before, after = two_worlds(states)
    given = Assumptions.default()
    benchmark(lambda: risk(after, given).insecurity - risk(before, given).insecurity)


@pytest.mark.parametrize("states", [50, 100, 197])
def bench_sweep_of_200_by_states(benchmark, states):
    before, after = two_worlds(states)
    given = Assumptions.default()
    found = benchmark.pedantic(
        sweep, args=(before, after, given, 200, 1), rounds=5, warmup_rounds=1
    )
    assert found.result.direct.shape == (200, states)


@pytest.mark.parametrize("draws", [500, 2000, 8000])
def bench_sweep_by_draws(benchmark, draws):
    before, after = two_worlds(197)
    given = Assumptions.default()
    found = benchmark.pedantic(
        sweep, args=(before, after, given, draws, 1), rounds=3, warmup_rounds=1
    )
    assert found.result.direct.shape == (draws, 197)
