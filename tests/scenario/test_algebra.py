"""The algebra of changes: what must hold for any of them in any order."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import Accession, Assumptions, Expulsion, FoedusError, Withdrawal, assess, load_world
from foedus.scenario.bonds import Dissolution, Neutrality, NewAlliance, NoEnlargement, Obligation
from foedus.scenario.changes import apply, baseline
from foedus.scenario.forces import Base, Deployment, NoBases, PostureRollback
from foedus.scenario.means import Capability, Spending
from foedus.security import evaluate, point

EMBEDDED = load_world()
NATO = sorted(EMBEDDED.members("NATO"))
OUTSIDE = sorted(set(EMBEDDED.iso3) - set(NATO))

states = st.sampled_from(EMBEDDED.iso3)
inside, outside = st.sampled_from(NATO), st.sampled_from(OUTSIDE)
shares = st.floats(0, 1)


NUMBERS = point(Assumptions(), EMBEDDED)


def insecurity(world):
    return evaluate(world, NUMBERS).insecurity(0.42)


def same(a, b):
    np.testing.assert_allclose(insecurity(a), insecurity(b), rtol=1e-10, atol=1e-14)


def test_the_empty_scenario_changes_nothing():
    assert apply(EMBEDDED, []) is EMBEDDED
    assert baseline(EMBEDDED, []) is EMBEDDED


@settings(max_examples=20, deadline=None)
@given(outside, st.sampled_from([Expulsion, Withdrawal]))
def test_admission_then_departure_is_the_identity(state, leave):
    back = apply(EMBEDDED, [Accession(state, "NATO"), leave(state, "NATO")])
    assert back.members("NATO") == EMBEDDED.members("NATO")
    np.testing.assert_array_equal(insecurity(back), insecurity(EMBEDDED))


@settings(max_examples=20, deadline=None)
@given(inside)
def test_departure_then_admission_is_the_identity(state):
    back = apply(EMBEDDED, [Expulsion(state, "NATO"), Accession(state, "NATO")])
    np.testing.assert_array_equal(insecurity(back), insecurity(EMBEDDED))


@st.composite
def independent(draw):
    """Draw changes of which none sets what another one sets."""
    far = draw(st.lists(outside, min_size=3, max_size=3, unique=True))
    near = draw(st.lists(inside, min_size=3, max_size=3, unique=True))
    pool = [
        Accession(far[0], "NATO"),
        Withdrawal(near[0], "NATO"),
        Obligation("NATO", rho=draw(shares), omega=draw(shares)),
        Obligation("CSTO", rho=draw(shares)),
        Deployment("USA", near[1] if near[1] != "USA" else "POL", draw(st.floats(1, 50_000))),
        Base("RUS", "BLR", draw(st.floats(1, 20_000))),
        Capability(far[1], personnel=draw(st.floats(0, 1e6))),
        Spending((near[2],), draw(st.floats(0, 10))),
        Dissolution("GCC"),
        NewAlliance("League of three", tuple(far), rho=draw(shares)),
    ]
    chosen = draw(st.lists(st.sampled_from(range(len(pool))), min_size=2, max_size=4, unique=True))
    return [pool[i] for i in chosen]


@settings(max_examples=25, deadline=None)
@given(independent())
def test_the_order_of_independent_changes_does_not_matter(changes):
    try:
        first = apply(EMBEDDED, changes)
    except FoedusError:  # a state without a figure: whatever the order
        return
    for order in list(permutations(changes))[1:4]:
        same(first, apply(EMBEDDED, order))


@settings(max_examples=15, deadline=None)
@given(states)
def test_neutrality_twice_is_neutrality_and_binds_to_nobody(state):
    once = Neutrality(state).apply(EMBEDDED.with_deployments())
    assert not once.allied[once.index(state)].any()
    assert not once.stationed[once.index(state)].any()
    assert not once.stationed[:, once.index(state)].any()
    same(once, Neutrality(state).apply(once))


def test_changes_do_not_touch_the_world_they_start_from():
    world = EMBEDDED.with_deployments()
    before = world.stationed.copy(), world.capability.copy(), world.alliances
    apply(
        world,
        [Deployment("USA", "POL", 500), NoBases(("RUS",), ("BLR",)), Spending(("NATO",), 2.0)],
    )
    np.testing.assert_array_equal(world.stationed, before[0])
    np.testing.assert_array_equal(world.capability, before[1])
    assert world.alliances is before[2]


def test_spending_of_an_alliance_lifts_those_below_and_of_a_state_sets_it():
    after = Spending(("NATO",), 2.0).apply(EMBEDDED)
    now = dict(EMBEDDED.figures.select("iso3", "milex_pct_gdp").iter_rows())
    then = dict(after.figures.select("iso3", "milex_pct_gdp").iter_rows())
    for iso3 in NATO:
        assert then[iso3] == max(now[iso3], 2.0)
    assert then["RUS"] == now["RUS"]
    assert after.capability.sum() == pytest.approx(1)
    lowered = Spending(("USA",), 2.0).apply(EMBEDDED)
    assert lowered.capability[lowered.index("USA")] < EMBEDDED.capability[EMBEDDED.index("USA")]


def test_spending_at_its_present_level_changes_nothing():
    now = dict(EMBEDDED.figures.select("iso3", "milex_pct_gdp").iter_rows())
    same(EMBEDDED, Spending(("POL",), now["POL"]).apply(EMBEDDED))
    same(EMBEDDED, Capability("POL", times=1.0).apply(EMBEDDED))


def test_twice_the_forces_is_twice_the_amounts():
    after = Capability("UKR", times=2.0).apply(EMBEDDED)
    for column in ("milex_pct_gdp", "milper_active_persons", "milex_ppp_usd"):
        now = dict(EMBEDDED.figures.select("iso3", column).iter_rows())["UKR"]
        assert dict(after.figures.select("iso3", column).iter_rows())["UKR"] == pytest.approx(
            2 * now
        )


def test_a_posture_rolled_back_never_adds_forces():
    world = EMBEDDED.with_deployments()
    rolled = PostureRollback(date(1997, 5, 27), ("NATO on 1997-05-27", "RUS")).apply(world)
    assert (rolled.stationed <= world.stationed).all()
    usa, pol, deu = (world.index(x) for x in ("USA", "POL", "DEU"))
    assert rolled.stationed[usa, pol] == 19
    assert rolled.stationed[usa, deu] == world.stationed[usa, deu]  # fewer than in 1997
    assert rolled.stationed[world.index("CAN"), world.index("LVA")] == 0


def test_a_clause_against_enlargement_is_compared_with_the_enlargement():
    barred = assess(EMBEDDED, NoEnlargement("NATO", ("UKR",)), draws=0)
    admitted = assess(EMBEDDED, Accession("UKR", "NATO"), draws=0)
    np.testing.assert_allclose(
        barred.frame["insecurity_before"], admitted.frame["insecurity_after"]
    )
    np.testing.assert_allclose(
        barred.frame["insecurity_after"], admitted.frame["insecurity_before"]
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Deployment("DEU", "DEU", 5), "sender and host"),
        (Deployment("DEU", "LTU", 5e7), "active personnel is"),
        (Deployment("DEU", "LTU", float("nan")), "above 0"),
        (Spending(("POL",), 200.0), "0 to 100"),
        (Spending(("Polnad",), 2.0), "did you mean Poland"),
        (Capability("POL"), "either times or personnel"),
        (Obligation("NATO"), "give rho or omega"),
        (Obligation("NATO", rho=1.2), "from 0 to 1"),
        (Obligation("WTO", rho=0.2), "no members"),
        (NewAlliance("NATO", ("POL", "DEU")), "already"),
        (NewAlliance("Loner", ("POL",)), "at least two"),
        (Dissolution("NAT0"), "did you mean NATO"),
        (PostureRollback(date(2030, 1, 1), ("RUS",)), "after the day"),
    ],
)
def test_what_cannot_be_is_refused(change, message):
    with pytest.raises(FoedusError, match=message):
        change.apply(EMBEDDED)
