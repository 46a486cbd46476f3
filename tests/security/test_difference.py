"""The short cut for changes of membership gives what the whole model gives, draw by draw."""

import numpy as np
import pytest

from foedus import Accession, Expulsion, Withdrawal, load_world, risk
from foedus.scenario.changes import apply
from foedus.security.assumptions import PARAMETERS, Assumptions, plausible_range
from foedus.security.difference import Draws, difference
from foedus.security.robustness import sweep
from foedus.world.resources import capability_variants

WORLD = load_world(on="2022-01-30")


def random_draws(count, seed):
    rng = np.random.default_rng(seed)
    ranges = {name: plausible_range(name, "force") for name in PARAMETERS}
    return Draws(
        {name: rng.uniform(low, high, count) for name, (low, high) in ranges.items()},
        np.zeros(count, dtype=np.intp),
        np.arange(count) % 2 == 1,
    )


@pytest.mark.parametrize(
    "changes",
    [
        [Accession("UKR", "NATO")],
        [Withdrawal("USA", "NATO")],
        [Expulsion("HUN", "NATO"), Accession("FIN", "NATO"), Withdrawal("ARM", "CSTO")],
    ],
    ids=["accession", "withdrawal", "several"],
)
def test_difference_equals_two_full_models(changes):
    after = apply(WORLD, changes)
    draws = random_draws(6, seed=7)
    found = difference(WORLD, after, draws, "force")
    for i in range(len(draws)):
        given = Assumptions.default().with_(
            gradient="war_trap" if draws.war_trap[i] else "exponential",
            **{name: float(values[i]) for name, values in draws.values.items()},
        )
        r0, r1 = risk(WORLD, given), risk(after, given)
        np.testing.assert_allclose(found.direct[i], r1.direct - r0.direct, atol=1e-12)
        np.testing.assert_allclose(
            found.entanglement[i], r1.entanglement - r0.entanglement, atol=1e-12
        )


def test_nothing_changes_where_nobody_has_other_allies():
    found = difference(WORLD, WORLD, random_draws(3, seed=1), "force")
    assert not found.total.any()


def test_sweep_draws_from_the_ranges_and_holds_what_is_fixed():
    after = apply(WORLD, [Accession("UKR", "NATO")])
    given = Assumptions.default().with_(rho=0.5)
    swept = sweep(WORLD, after, given, draws=64, seed=3, fixed=["rho", "gradient"])
    assert "rho" not in swept.names
    assert "gradient" not in swept.names
    assert (swept.draws.values["rho"] == 0.5).all()
    assert not swept.draws.war_trap.any()
    for name in set(swept.names) & set(PARAMETERS):
        low, high = plausible_range(name, "force")
        # A Latin hypercube: one draw in each of 64 equal parts of the range.
        part = np.floor((swept.draws.values[name] - low) / (high - low) * 64)
        assert sorted(part) == list(range(64)), name
    assert set(swept.draws.capability) == set(range(len(capability_variants(WORLD))))
    again = sweep(WORLD, after, given, draws=64, seed=3, fixed=["rho", "gradient"])
    assert np.array_equal(swept.result.total, again.result.total)
