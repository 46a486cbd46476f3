"""What theory says must hold in every world, whatever the assumptions."""

from dataclasses import replace

import numpy as np
from foedus.security.evaluate import risk
from hypothesis import assume, given
from hypothesis import strategies as st

from foedus.scenario.changes import Accession
from foedus.security import kernel
from strategies import assumption_sets, make_world, worlds


def outsider(world, name="A"):
    free = sorted(set(world.iso3) - world.members(name))
    assume(free)
    return free[0]


def join(world, iso3, name="A"):
    """Accession without the look-up of names of today's states."""
    return Accession(iso3, name).apply(world)


@given(worlds(), assumption_sets())
def test_security_is_in_0_to_1(world, assumptions):
    found = risk(world, assumptions)
    assert ((found.security > 0) & (found.security <= 1)).all()
    assert (found.direct >= 0).all()
    assert (found.entanglement >= 0).all()


@given(worlds(), assumption_sets())
def test_one_ally_more_never_lowers_anybodys_defence(world, assumptions):
    after = join(world, outsider(world))
    power = kernel.projected_power(world.capability, world.distance, assumptions.D)
    before = kernel.defence(power, kernel.Ties.of(world.allied), assumptions.rho)
    later = kernel.defence(power, kernel.Ties.of(after.allied), assumptions.rho)
    # The newcomer no longer attacks its allies' pooled strength without itself in it.
    newcomer = world.index(outsider(world))
    rows = np.arange(len(world.iso3)) != newcomer
    assert (later[rows] >= before[rows] - 1e-15).all()


@given(worlds(), assumption_sets(), st.randoms())
def test_renaming_states_changes_nothing(world, assumptions, random):
    order = list(range(len(world.iso3)))
    random.shuffle(order)
    square = np.ix_(order, order)
    renamed = {world.iso3[old]: f"S{new:02d}" for new, old in enumerate(order)}
    other = make_world(
        world.capability[order],
        world.distance[square],
        [
            replace(a, members=frozenset(renamed[m] for m in a.members), waves=())
            for a in world.alliances
        ],
        nuclear=world.nuclear[order],
        rivalry=world.rivalry[square],
        contiguous=world.contiguous[square],
    )
    np.testing.assert_allclose(
        risk(other, assumptions).insecurity, risk(world, assumptions).insecurity[order], rtol=1e-10
    )


@given(worlds(), assumption_sets(), st.floats(0.001, 1000))
def test_scaling_all_capabilities_changes_nothing(world, assumptions, factor):
    scaled = make_world(
        world.capability * factor, world.distance, world.alliances, nuclear=world.nuclear,
        rivalry=world.rivalry, contiguous=world.contiguous,
    )  # fmt: skip
    np.testing.assert_allclose(
        risk(scaled, assumptions).insecurity, risk(world, assumptions).insecurity, rtol=1e-9
    )


@given(worlds(), assumption_sets(omega=0.0))
def test_with_omega_0_an_accession_never_raises_an_outsiders_direct_risk(world, assumptions):
    candidate = outsider(world)
    after = join(world, candidate)
    outside = [i for i, s in enumerate(world.iso3) if s not in after.members("A")]
    change = risk(after, assumptions).direct - risk(world, assumptions).direct
    assert (change[outside] <= 1e-12).all()


@given(worlds(), assumption_sets(rho=0.0, omega=0.0, nu=0.0))
def test_without_rho_and_omega_only_peace_among_members_is_left(world, assumptions):
    found = risk(world, assumptions)
    alone = replace(world, alliances=())
    free = risk(alone, assumptions)
    n = len(world.iso3)
    among = world.allied
    np.testing.assert_allclose(found.challenge[~among], free.challenge[~among], rtol=1e-12)
    np.testing.assert_allclose(found.win, free.win, rtol=1e-12)
    odds = np.divide(found.challenge, 1 - found.challenge, out=np.zeros((n, n)), where=among)
    odds0 = np.divide(free.challenge, 1 - free.challenge, out=np.zeros((n, n)), where=among)
    np.testing.assert_allclose(odds, odds0 * np.exp(assumptions.alpha), rtol=1e-9)
    assert (found.entanglement == 0).all()


@given(worlds(), assumption_sets(nu=0.0))
def test_nu_0_makes_nuclear_weapons_void(world, assumptions):
    without = replace(world, nuclear=np.zeros(len(world.iso3), dtype=bool))
    np.testing.assert_array_equal(
        risk(world, assumptions).insecurity, risk(without, assumptions).insecurity
    )


@given(worlds(), assumption_sets(), st.floats(0, 0.9))
def test_a_higher_nu_never_raises_a_targets_risk(world, assumptions, nu):
    low = risk(world, assumptions.with_(nu=nu)).direct
    high = risk(world, assumptions.with_(nu=nu + 0.1)).direct
    assert (high <= low + 1e-15).all()


@given(worlds(), assumption_sets(gradient="exponential"), st.floats(1.1, 5))
def test_a_states_own_direct_risk_falls_with_its_own_capability(world, assumptions, factor):
    grown = world.capability.copy()
    grown[0] *= factor
    stronger = make_world(
        grown, world.distance, world.alliances, nuclear=world.nuclear,
        rivalry=world.rivalry, contiguous=world.contiguous,
    )  # fmt: skip
    assert risk(stronger, assumptions).direct[0] < risk(world, assumptions).direct[0]


@given(worlds(), assumption_sets())
def test_a_state_without_capability_or_allies_changes_nobodys_direct_risk(world, assumptions):
    n = len(world.iso3)
    distance = np.full((n + 1, n + 1), 5000.0)
    distance[:n, :n] = world.distance
    distance[n, n] = 0.0
    pad = lambda mask: np.pad(mask, (0, 1))  # noqa: E731
    larger = make_world(
        np.append(world.capability, 0.0), distance, world.alliances,
        nuclear=pad(world.nuclear), rivalry=pad(world.rivalry), contiguous=pad(world.contiguous),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        np.testing.assert_allclose(
            risk(larger, assumptions).direct[:n], risk(world, assumptions).direct, rtol=1e-12
        )
