"""The algebra of changes: what must hold for any of them in any order."""

from datetime import date
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import Accession, Assumptions, Expulsion, FoedusError, Withdrawal, assess, load_world
from foedus.scenario.alliances import Dissolution, NewAlliance, NoEnlargement
from foedus.scenario.bonds import Guarantee, Neutrality, Obligation
from foedus.scenario.changes import apply, baseline
from foedus.scenario.forces import Base, Deployment, NoBases, PostureRollback
from foedus.scenario.means import Capability, Spending
from foedus.scenario.order import PRECEDENCE
from foedus.scenario.scenario import load_scenario
from foedus.scenario.schema import CHANGES
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
    # Each is anchored in its own world before, so the scales differ by the change itself.
    np.testing.assert_allclose(
        barred.frame["insecurity_before"], admitted.frame["insecurity_after"], rtol=0.01
    )
    np.testing.assert_allclose(
        barred.frame["insecurity_after"], admitted.frame["insecurity_before"], rtol=0.01
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


# --- The order of a file -----------------------------------------------------------------------

KINDS = {
    "accession": "{state: [UKR, MDA], alliance: NATO}",
    "withdrawal": "{state: HUN, alliance: NATO}",
    "expulsion": "{state: TUR, alliance: NATO}",
    "spending": "{of: [NATO, POL], percent_gdp: 3}",
    "capability": "{state: POL, times: 1.5}",
    "deployment": "{sender: DEU, host: LTU, personnel: 4800}",
    "base": "{sender: USA, host: POL, personnel: 3000}",
    "no_bases": "{of: RUS, in: [BLR]}",
    "posture": "{to: 1997-05-27, of: [NATO]}",
    "strike_system": "{weapon: typhon, host: DEU, sender: USA}",
    "strike_ban": "{between: [USA, POL], and: RUS}",
    "obligation": "{alliance: NATO, rho: 0.4}",
    "neutrality": "{state: AUT}",
    "new_alliance": "{name: League, members: [NATO, AUT, not USA]}",
    "dissolution": "{alliance: CSTO}",
    "no_enlargement": "{alliance: NATO, states: [GEO]}",
    "guarantee": "{guarantor: [USA, GBR], protected: [UKR]}",
}


def of_file(tmp_path, kinds):
    path = tmp_path / "s.yaml"
    lines = "".join(f"  - {kind}: {KINDS[kind]}\n" for kind in kinds)
    path.write_text(f"title: t\non: 2024-06-01\nchanges:\n{lines}", encoding="utf-8")
    try:
        scenario = load_scenario(path)
    except FoedusError as reason:
        return "contradicts" if "contradicts" in str(reason) else str(reason).split(": ", 2)[-1]
    return apply(baseline(scenario.world, scenario.changes), scenario.changes)


@pytest.mark.parametrize("pair", list(combinations(KINDS, 2)), ids="-".join)
def test_the_order_of_lines_in_a_file_does_not_matter(pair, tmp_path):
    one, other = of_file(tmp_path, pair), of_file(tmp_path, pair[::-1])
    if isinstance(one, str):
        assert one == other
        return
    assert {a.alliance_id: a.members for a in one.alliances} == {
        a.alliance_id: a.members for a in other.alliances
    }
    np.testing.assert_allclose(one.capability, other.capability)
    np.testing.assert_array_equal(one.duty, other.duty)
    for left, right in ((one.stationed, other.stationed), (one.pledges, other.pledges)):
        assert (left is None) == (right is None)
        if left is not None:
            np.testing.assert_array_equal(np.asarray(left), np.asarray(right))


def test_every_kind_is_shuffled_and_has_a_rank():
    assert set(KINDS) == set(CHANGES)
    assert set(CHANGES) <= {kind for rank in PRECEDENCE for kind in rank}


def test_a_guarantee_goes_one_way():
    after = Guarantee(("USA", "RUS"), ("UKR",)).apply(EMBEDDED)
    usa, rus, ukr = (after.index(x) for x in ("USA", "RUS", "UKR"))
    assert after.duty[usa, ukr] == after.duty[rus, ukr] == 1
    assert after.duty[ukr, usa] == after.duty[usa, rus] == 0
    assert not after.allied[usa, ukr]
    found = assess(EMBEDDED, Guarantee(("USA",), ("MDA",)), draws=0)
    rows = {row.iso3: row for row in found.states}
    assert rows["MDA"].attacked_after < rows["MDA"].attacked_before
    assert rows["USA"].drawn_in_after > rows["USA"].drawn_in_before
    assert rows["MDA"].drawn_in_after == pytest.approx(rows["MDA"].drawn_in_before, rel=1e-3)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("no_bases: {of: NATO, in: [POL]}", "base: {sender: USA, host: POL, personnel: 100}"),
        ("neutrality: {state: LTU}", "deployment: {sender: DEU, host: LTU, personnel: 100}"),
        ("neutrality: {state: AUT}", "new_alliance: {name: L, members: [AUT, CHE]}"),
        ("neutrality: {state: UKR}", "guarantee: {guarantor: USA, protected: UKR}"),
        (
            "strike_ban: {between: NATO, and: RUS}",
            "strike_system: {weapon: typhon, host: DEU, sender: USA}",
        ),
        (
            "strike_ban: {between: NATO, and: [RUS, BLR]}",
            "strike_system: {weapon: oreshnik, host: BLR, sender: RUS}",
        ),
    ],
)
def test_changes_that_contradict_each_other_are_refused_in_either_order(first, second, tmp_path):
    for lines in ((first, second), (second, first)):
        path = tmp_path / "s.yaml"
        text = "".join(f"  - {line}\n" for line in lines)
        path.write_text(f"title: t\non: 2024-06-01\nchanges:\n{text}", encoding="utf-8")
        with pytest.raises(FoedusError, match="contradicts line"):
            load_scenario(path)


@pytest.mark.parametrize(
    "system",
    [
        "{weapon: typhon, host: PHL, sender: USA}",
        "{weapon: iskander_m, place: Kaliningrad}",
        "{weapon: typhon, host: DEU, sender: USA, since: 2025-01-01}",
    ],
)
@pytest.mark.parametrize("parties", ["{between: JPN, and: PRK}", "{between: NATO, and: RUS}"])
def test_a_ban_rules_out_only_what_reaches_the_other_side(system, parties, tmp_path):
    path = tmp_path / "s.yaml"
    text = f"  - strike_ban: {parties}\n  - strike_system: {system}\n"
    path.write_text(f"title: t\non: 2024-06-01\nchanges:\n{text}", encoding="utf-8")
    if "DEU" in system and "NATO" in parties:
        with pytest.raises(FoedusError, match=r"s\.yaml:5: .*contradicts line 4"):
            load_scenario(path)
    else:
        assert len(load_scenario(path).changes) == 2


@pytest.mark.parametrize("kind", ["deployment", "base"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("{sender: RUS, place: Crimea, personnel: 5000}", "in Crimea, Ukraine"),
        ("{sender: RUS, host: UKR, place: sevastopol, personnel: 5000}", "in Sevastopol, Ukraine"),
        (
            "{sender: DEU, host: LTU, place: {lat: 54.68, lon: 25.28}, personnel: 4800}",
            "in 54.68, 25.28, Lithuania",
        ),
    ],
)
def test_forces_stand_at_a_place(kind, fields, said, tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(f"title: t\non: 2024-06-01\nchanges:\n  - {kind}: {fields}\n", "utf-8")
    scenario = load_scenario(path)
    [change] = scenario.changes
    assert said in change.describe()
    after = apply(baseline(scenario.world, scenario.changes), scenario.changes)
    pair = after.index(change.sender), after.index(change.host)
    assert after.stationed[pair] >= change.personnel


@pytest.mark.parametrize("kind", ["deployment", "base", "strike_system"])
@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("host: POL, place: Crimea", "Crimea lies in Ukraine, not in Poland"),
        ("host: POL, place: {lat: 54.7, lon: 20.5}", r"54\.7, 20\.5 lies \d+ km outside Poland"),
        ("host: POL, place: {lat: 95, lon: 20.5}", "90"),
        ("host: POL, place: Krimea", r"did you mean Crimea\?"),
        ("place: {lat: 54.7, lon: 20.5}", "coordinates need the host"),
        ("since: 2024-01-01", "give host, place or both"),
    ],
)
def test_a_place_that_cannot_be_is_refused(kind, where, message, tmp_path):
    path = tmp_path / "s.yaml"
    more = "weapon: typhon" if kind == "strike_system" else "personnel: 100"
    text = f"title: t\non: 2024-06-01\nchanges:\n  - {kind}: {{sender: USA, {where}, {more}}}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FoedusError, match=message) as told:
        load_scenario(path)
    assert "s.yaml:4: changes.1" in str(told.value)
