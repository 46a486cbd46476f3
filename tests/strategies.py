"""What the property tests draw: alliance networks and whole worlds."""

from datetime import date

import numpy as np
import polars as pl
from hypothesis import strategies as st

from foedus.world.alliances import Alliance
from foedus.world.world import World

DAY = date(2020, 1, 1)


def alliance(name, members):
    """Return a defence alliance of today with these members."""
    return Alliance(
        alliance_id=name,
        name=name,
        treaty=name,
        members=frozenset(members),
        waves=tuple((iso3, "founder") for iso3 in sorted(members)),
        obligations=("defense",),
        in_force=DAY,
        terminated=None,
        source="test",
    )


def make_world(capability, distance, alliances, *, nuclear=None, rivalry=None, contiguous=None):
    """Return a world from arrays; states are S00, S01, ..."""
    n = len(capability)
    iso3 = tuple(f"S{i:02d}" for i in range(n))
    share = np.asarray(capability, float)
    share = share / share.sum()
    none = np.zeros((n, n), dtype=bool)
    return World(
        on=DAY,
        iso3=iso3,
        names=iso3,
        capability=share,
        capability_measure="index",
        capability_year=2020,
        distance=np.asarray(distance, float),
        capital_distance=np.asarray(distance, float),
        contiguous=none if contiguous is None else contiguous,
        major=np.zeros(n, dtype=bool),
        rivalry=none if rivalry is None else rivalry,
        nuclear=np.zeros(n, dtype=bool) if nuclear is None else np.asarray(nuclear),
        alliances=tuple(alliances),
        figures=pl.DataFrame({"iso3": iso3}),
    )


@st.composite
def worlds(draw, least=4, most=9):
    """Draw a world of a few states with one or two overlapping alliances, A and B."""
    n = draw(st.integers(least, most))
    capability = draw(st.lists(st.floats(0.01, 1.0), min_size=n, max_size=n))
    seed = draw(st.integers(0, 2**16))
    rng = np.random.default_rng(seed)
    distance = rng.uniform(100, 12_000, (n, n))
    distance = (distance + distance.T) / 2
    distance[rng.random((n, n)) < 0.3] = 0.0
    distance = np.minimum(distance, distance.T)
    np.fill_diagonal(distance, 0.0)
    rivalry = np.triu(rng.random((n, n)) < 0.2, 1)
    names = [f"S{i:02d}" for i in range(n)]
    first = draw(st.sets(st.sampled_from(names), min_size=1, max_size=n - 1))
    second = draw(st.sets(st.sampled_from(names), min_size=1, max_size=n))
    return make_world(
        capability,
        distance,
        [alliance("A", first), alliance("B", second)],
        nuclear=rng.random(n) < 0.3,
        rivalry=rivalry | rivalry.T,
        contiguous=(distance == 0) & ~np.eye(n, dtype=bool),
    )
