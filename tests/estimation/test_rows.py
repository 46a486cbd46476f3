"""Rows, events and cases of a small world, checked by hand."""

import numpy as np
import pytest

from foedus.estimation.joining import deadly, forceful, joining_cases
from foedus.estimation.rows import THIN, attack_rows, onsets, thinned
from foedus.security.terms import SITUATION_TERMS
from smallyears import disputes, participants, year


@pytest.fixture(scope="module")
def started():
    return onsets(participants(), disputes())


@pytest.fixture(scope="module")
def rows(started):
    return attack_rows([year(1900), year(1901, war=((1, 2),)), year(1902), year(1903)], started)


def events(rows, event):
    at = rows.happened[event]
    return {
        (int(a), int(t), int(y))
        for a, t, y in zip(rows.attacker[at], rows.target[at], rows.year[at], strict=True)
    }


def test_only_originators_begin_something(started):
    pairs = {tuple(r) for r in started.select("dispnum", "attacker", "target").iter_rows()}
    assert pairs == {(10, 1, 2), (11, 1, 2), (12, 3, 1), (12, 4, 1), (13, 2, 4), (14, 2, 1)}


def test_events_by_rung(rows):
    assert events(rows, "war") == {(1, 2, 1900)}
    assert events(rows, "fatal") == {(1, 2, 1900), (3, 1, 1901), (4, 1, 1901)}
    # The use of force of 1901 between 1 and 2 fell into a war that was on: the pair is no row.
    assert events(rows, "force") == {(1, 2, 1900), (3, 1, 1901), (4, 1, 1901), (2, 4, 1902)}


def test_a_pair_at_war_is_not_at_risk(rows):
    assert rows.warring == 2
    assert len(rows.year) == 4 * 12 - 2


def test_a_new_war_in_the_year_in_which_one_was_on_is_not_lost(started):
    found = attack_rows([year(1900, war=((1, 2),))], started)
    assert events(found, "war") == {(1, 2, 1900)}
    assert found.warring == 1  # 2 against 1 is left out


def test_unknown_fatality_is_not_none(rows):
    unknown = ~rows.known["fatal"]
    assert unknown.sum() == 1
    assert (rows.attacker[unknown][0], rows.target[unknown][0]) == (2, 4)


def test_a_state_of_unknown_capability_is_no_row(started):
    found = attack_rows([year(1900, capability=(0.5, 0.3, 0.2, np.nan))], started)
    assert found.unknown == 6
    assert 4 not in set(found.attacker) | set(found.target)


def test_support_comes_from_allies_in_reach(rows):
    balance = rows.balance(1000.0, 0.5)
    at = (rows.attacker == 1) & (rows.target == 2) & (rows.year == 1900)
    expected = np.log(1 + 0.5 * 0.2 * np.exp(-0.4) / 0.3)
    assert balance[at, 2] == pytest.approx(expected)
    assert balance[at, 0] == pytest.approx(np.log(0.4))
    own_ally = (rows.attacker == 3) & (rows.target == 2) & (rows.year == 1900)
    assert balance[own_ally, 2] == pytest.approx(0.0)
    assert balance[own_ally, 3] == 1.0


def test_only_calm_far_pairs_are_thinned_and_the_total_stays():
    n = 40 * THIN
    far, rival = (SITUATION_TERMS.index(name) for name in ("far_no_major", "rival"))
    situation = np.zeros((n, len(SITUATION_TERMS)))
    situation[:, far] = np.arange(n) % 2
    situation[:20, rival] = 1
    state = np.ones(n, dtype=int)
    weight = thinned(situation, state, state, np.arange(n) // 2, np.arange(n) == 25)
    assert set(weight) == {0.0, 1.0, float(THIN)}
    kept = (situation[:, far] == 0) | (situation[:, rival] == 1) | (np.arange(n) == 25)
    assert (weight[kept] == 1).all()
    assert weight.sum() == pytest.approx(n, rel=0.1)


def test_who_joined_whom(started):
    target, attacker = (
        joining_cases([year(1900), year(1901)], deadly(started), participants(), side)
        for side in ("target", "attacker")
    )
    war = target.dispute == 10
    assert set(target.third[war]) == {3, 4}
    assert set(target.third[war & target.joined]) == {3}
    assert set(attacker.third[(attacker.dispute == 10) & attacker.joined]) == {4}
    assert target.column("tie")[war & (target.third == 3)] == 1.0
    assert target.column("war")[target.dispute == 12].max() == 0.0
    # Two originators on side A against one: two pairs, the third state twice.
    assert (target.dispute == 12).sum() == 2
    assert set(target.third[target.dispute == 12]) == {2}


def test_uses_of_force_are_counted_from_a_year(started):
    assert set(forceful(started, 1901)["dispnum"]) == {11, 12, 13}
