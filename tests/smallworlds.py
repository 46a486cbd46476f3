"""Small worlds and sets of parameters for the tests of the model."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foedus.security.attack import TERMS
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.parameters import Parameters
from foedus.world.world import World

WAR = {
    "constant": -3.62, "since_1945": -0.17, "since_1990": -0.61, "land": 0.62,
    "log_distance": 0.03, "far_no_major": -3.53, "major_attacker": 0.27, "major_target": -1.28,
    "lower_democracy": 0.14, "both_democratic": -5.0, "rival": 2.15, "log_peace": -1.36,
    "log_peace_squared": 0.18, "log_recent_clashes": -0.15, "log_offence": 0.25, "log_own": 0.13,
    "log_support": -0.39, "allied": 0.34,
}  # fmt: skip
"""The first prototype's equation of attack in war."""

JOINING = {
    "constant": -2.2, "war": 2.83, "tie": 1.93, "tie_log_distance": 0.43, "tie_to_other": 0.5,
    "land": 0.63, "land_other": 0.34, "major": 1.34, "rival_of_other": 0.9, "log_distance": -0.62,
    "log_own": 0.19,
}  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class Plain(World):
    """The arrays of a world that the model reads, each as it is given."""

    on: date
    iso3: tuple
    capability: np.ndarray
    capital_distance: np.ndarray
    minimum_distance: np.ndarray
    contiguous: np.ndarray
    major: np.ndarray
    nuclear: np.ndarray
    rivalry: np.ndarray
    democracy: np.ndarray
    years_since_clash: np.ndarray
    recent_clashes: np.ndarray
    at_war: np.ndarray
    tie: np.ndarray
    years_together: np.ndarray
    history_since: int | None = None
    capability_measure: str = "index"
    pledges: object = None
    stationed_share: object = None
    figures: object = None
    assumed_rivals: tuple = ()
    figures_year: int = 2021
    names: tuple = ()
    alliances: tuple = ()
    pairwise: frozenset = frozenset()
    left_out: tuple = ()
    stationed: object = None
    capability_year: int = 2021
    distance: object = None

    def __post_init__(self):
        """Keep the arrays as they are: each is given, none is derived."""

    def index(self, iso3):
        return self.iso3.index(iso3)


def plain(n, **fields):
    """A world of n states: equal, 1,000 km apart, not allied, on no other terms."""
    none = np.zeros((n, n), dtype=bool)
    apart = np.full((n, n), 1000.0)
    np.fill_diagonal(apart, 0.0)
    iso3 = tuple(f"S{i:02d}" for i in range(n))
    usual = {
        "on": date(2021, 12, 31),
        "iso3": iso3,
        "capability": np.full(n, 1.0 / n),
        "capital_distance": apart,
        "minimum_distance": apart,
        "contiguous": none,
        "major": np.zeros(n, dtype=bool),
        "nuclear": np.zeros(n, dtype=bool),
        "rivalry": none,
        "democracy": np.zeros(n),
        "years_since_clash": np.full((n, n), 9.0),
        "recent_clashes": np.zeros((n, n)),
        "years_together": np.full((n, n), np.nan),
        "at_war": none,
        "tie": np.zeros((n, n)),
        "figures": pl.DataFrame({"iso3": iso3}),
    }
    return Plain(**(usual | fields))


def symmetric(rng, n, share):
    mask = np.triu(rng.random((n, n)) < share, 1)
    return mask | mask.T


def random_world(seed, n=12, **fields):
    """A world with something of everything."""
    rng = np.random.default_rng(seed)
    place = rng.uniform(0, 9000, (n, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    contiguous = (distance < 2500) & ~np.eye(n, dtype=bool)
    capability = rng.exponential(size=n) ** 2
    capability[0] = 0.0
    tie = symmetric(rng, n, 0.3) * np.where(symmetric(rng, n, 0.3), 0.5, 1.0)
    years = np.where(symmetric(rng, n, 0.3), rng.uniform(1, 60), 80.0)
    usual = {
        "capability": capability / capability.sum(),
        "capital_distance": distance,
        "minimum_distance": np.where(contiguous, 0.0, 0.8 * distance),
        "contiguous": contiguous,
        "major": rng.random(n) < 0.3,
        "nuclear": rng.random(n) < 0.3,
        "rivalry": symmetric(rng, n, 0.25),
        "democracy": np.where(rng.random(n) < 0.15, np.nan, rng.uniform(-1, 1, n)),
        "years_since_clash": years,
        "recent_clashes": symmetric(rng, n, 0.2) * 2.0,
        "at_war": symmetric(rng, n, 0.08),
        "tie": tie,
    }
    return plain(n, **(usual | fields))


def parameters(attack=WAR, joining=JOINING, count=1, **values):
    """Sets of parameters, all alike: attack and joining by term, the rest by name."""
    usual = {"D": 4000.0, "rho": 0.75, "omega": 0.0, "psi": 0.42, "attacks": np.nan}
    numbers = {name: np.full(count, float(value)) for name, value in (usual | values).items()}
    return Parameters(
        event="war",
        reading="since-1816",
        attack=np.tile([attack.get(term, 0.0) for term in TERMS], (count, 1)),
        joining=np.tile([joining.get(term, 0.0) for term in JOINING_TERMS], (count, 1)),
        capability=np.zeros(count, dtype=np.intp),
        **numbers,
    )


def scattered(seed, count, **values):
    """Different sets of parameters around the prototype's."""
    rng = np.random.default_rng(seed)
    some = parameters(count=count, **values)
    some.attack[:] += rng.normal(0, 0.2, some.attack.shape)
    some.joining[:] += rng.normal(0, 0.2, some.joining.shape)
    some.D[:] = rng.choice([2000.0, 4000.0], count)
    some.rho[:] = rng.choice([0.3, 1.4], count)
    return some
