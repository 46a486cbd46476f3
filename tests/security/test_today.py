"""The model on the embedded world: inside the record, and what a reader checks first."""

from dataclasses import replace

import numpy as np
import pytest

from foedus.security import (
    Assumptions,
    assume_rivals,
    by_reading,
    draw,
    evaluate,
    levels,
    outcome,
    point,
    shapley,
    wars_touched,
)
from foedus.world.load import load_world

DAY = "2021-12-31"


@pytest.fixture(scope="module")
def world(mirror):
    return load_world(on=DAY)


def joined(world, *candidates, alliance="NATO"):
    return world.with_members(alliance, world.members(alliance) | set(candidates))


@pytest.fixture(scope="module")
def accession(world):
    return outcome(world, joined(world, "UKR"), Assumptions(), draws=400)


def test_draws_stay_inside_the_record(world):
    """0.55 attackers in wars a year in 1991-2010 (0.27 to 0.98); 0.29 joins of free allies a year
    since 1946 (0.09 to 0.55)."""
    found = levels(world, draw(Assumptions(), world, 150, seed=1))
    low, high = np.quantile(found.attacks_a_year, (0.05, 0.95))
    assert 0.27 < low < 0.55 < high < 0.98
    middle = float(np.median(found.interventions_a_year))
    assert 0.09 < middle < 0.55


def test_the_world_of_the_day_is_as_the_record_has_it(world):
    found = evaluate(world)
    assert found.attacks.sum() == pytest.approx(0.55, abs=0.05)
    most = np.argsort(-found.attacks.ravel())[:12]
    pairs = {(world.iso3[i // len(world.iso3)], world.iso3[i % len(world.iso3)]) for i in most}
    assert {("RUS", "UKR"), ("CHN", "IND"), ("IND", "PAK"), ("PAK", "IND")} <= pairs
    europe = world.indices(["FRA", "DEU", "NLD", "BEL", "DNK", "ESP", "PRT", "ITA", "AUT"])
    assert found.attacks[np.ix_(europe, europe)].max() < 1e-4


def test_what_an_accession_says(world, accession):
    """Ukraine is attacked less, the members bear its wars, and nearly all draws say so."""
    place = world.index("UKR")
    assert accession.before.attacked[place] > 2 * accession.after.attacked[place]
    found = accession.verdict(place)
    assert found.finding == "safer"
    assert -8.0 < found.low < found.median < found.high < 0.0
    members = world.indices(world.members("NATO"))
    theirs = accession.verdict(members)
    assert theirs.share_safer < 0.05
    assert 0.0 < theirs.low < theirs.high < 0.4
    brought = accession.after.joined[members, place]
    bears = members[np.argsort(-brought)[:5]]
    assert {world.iso3[i] for i in bears} == {"USA", "DEU", "POL", "FRA", "GBR"}


def test_no_seed_changes_a_verdict(world):
    after = joined(world, "FIN", "SWE")
    members = world.indices(world.members("NATO"))
    said = set()
    for seed in range(20):
        found = outcome(world, after, Assumptions(event="fatal"), draws=100, seed=seed)
        verdicts = [found.verdict(i) for i in (world.index("FIN"), world.index("SWE"), members)]
        said.add(tuple((v.finding, v.word) for v in verdicts))
    assert len(said) == 1


def test_a_measure_that_was_chosen_is_held():
    for measure, count in (("index", 3), ("milex", 1)):
        some = draw(Assumptions(), load_world(on=DAY, capability=measure), 60, seed=1)
        assert len(np.unique(some.capability)) == count


def test_a_rival_makes_finland_readable(world):
    rivals = assume_rivals(world, [("FIN", "RUS")])
    place = world.index("FIN")
    plain = outcome(world, joined(world, "FIN"), Assumptions(), draws=2)
    other = outcome(rivals, joined(rivals, "FIN"), Assumptions(), draws=2)
    assert other.before.attacked[place] > 3 * plain.before.attacked[place]
    assert other.after.attacked[place] < other.before.attacked[place]
    # The level at which joining pays hardly hangs on who is whose rival.
    assert other.break_even(place) == pytest.approx(plain.break_even(place), rel=0.5)


def test_the_clause_of_the_european_union_weighs_what_is_said(world):
    at = world.index("FIN")
    levels_of = [
        evaluate(replace(world, eu_clause=clause), point(Assumptions(), world)).attacked[at]
        for clause in ("full", "half", "none")
    ]
    assert levels_of[0] < levels_of[1] < levels_of[2]


def test_readings_are_told_apart(world):
    after, place = joined(world, "UKR"), world.index("UKR")
    change = {
        name: outcome(world, after, given, draws=2).attacked[place]
        for name, given in by_reading(Assumptions()).items()
    }
    assert change["nuclear"] < 0
    assert change["since-1945"] < 0
    assert abs(change["sceptics"]) < 0.05


def test_a_war_that_is_on_asks_who_would_join():
    world = load_world(on="2024-12-31")
    after = joined(world, "UKR")
    assert evaluate(world).attacks[world.index("RUS"), world.index("UKR")] == 0.0
    (found,) = wars_touched(world, after, draw(Assumptions(), world, 200, seed=1))
    assert (world.iso3[found.state], world.iso3[found.enemy]) == ("UKR", "RUS")
    assert len(found.allies) == len(world.members("NATO"))
    assert 1.5 < np.median(found.expected) < 7.0
    first = np.argsort(-found.added.mean(axis=0))[:6]
    assert "USA" in {world.iso3[found.allies[i]] for i in first}


def test_forces_abroad_and_terms_of_their_own_are_one_model(world):
    here = world.with_deployments()
    found = outcome(world, here, Assumptions(), draws=20)
    assert found.attacked[world.index("POL")] < 0
    whole = evaluate(here, point(Assumptions(), world))
    np.testing.assert_allclose(found.after.attacked, whole.attacked)
    nato = world.alliance("NATO")
    loose = replace(
        world, alliances=tuple(replace(a, rho=0.0) if a is nato else a for a in world.alliances)
    )
    found = outcome(world, loose, Assumptions(), draws=20)
    assert found.attacked[world.index("TUR")] > 0
    assert found.drawn_in[world.index("USA")] < 0


def test_what_an_alliance_is_worth(world):
    alone = replace(world, alliances=(world.alliance("NATO"),), pairwise=frozenset())
    members = world.indices(world.members("NATO"))
    one = point(Assumptions(), world)
    found = shapley(alone, members, one)
    none = evaluate(replace(alone, alliances=()), one)
    every = evaluate(alone, one)
    spared = (none.attacked - every.attacked)[members].sum()
    assert found.fewer_attacks[0] == pytest.approx(spared, rel=1e-6)
    assert found.wars_joined[0] == pytest.approx(every.drawn_in[members].sum(), rel=1e-5)
    quick = shapley(alone, members, one, fine=False)
    assert np.abs(quick.shapley - found.shapley).max() < 1e-4 * found.fewer_attacks[0]
