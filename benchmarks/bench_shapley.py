"""Shapley values of an alliance's members in a world of 197 states: pytest benchmarks/."""

import numpy as np
import pytest
from foedus.security.kernel import projected_power
from foedus.security.shapley import shapley_values

from foedus.security.coalition import CoalitionGame


def random_game(members, nu=0.0, n=197):
    rng = np.random.default_rng(1)
    capability = rng.exponential(size=n) ** 2
    place = rng.uniform(0, 8000, (n, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    return CoalitionGame(
        projected_power(capability / capability.sum(), distance, 4000.0),
        rng.normal(-4, 2, (n, n)),
        rng.random(n) < 0.05,
        np.sort(rng.choice(n, members, replace=False)),
        rho=0.75,
        m=1.0,
        alpha=-0.4,
        beta=0.1,
        nu=nu,
        epsilon=0.1,
    )


@pytest.mark.parametrize("members", [12, 32, 60])
@pytest.mark.parametrize("nu", [0.0, 0.5])
def bench_shapley_values(benchmark, members, nu):
    game = random_game(members, nu)
    found = benchmark.pedantic(shapley_values, args=(game,), rounds=3, warmup_rounds=1)
    assert found.error.max() < 1e-6 * abs(found.values.sum())
