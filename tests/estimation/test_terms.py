"""The columns of the equations, against loops over a small world."""

import numpy as np
import pytest

from foedus.security.joining_terms import JOINING_TERMS, JoiningCase, joining_columns
from foedus.security.nuclear_terms import nuclear_shield
from foedus.security.terms import (
    BALANCE_TERMS,
    FLOOR,
    SITUATION_TERMS,
    Situation,
    allied_power,
    balance_columns,
    projected_power,
    situation_columns,
)

N = 6


@pytest.fixture(scope="module")
def world():
    rng = np.random.default_rng(5)
    tie = np.triu(rng.choice([0.0, 0.5, 1.0], (N, N)), 1)
    distance = np.triu(rng.random((N, N)) * 8000, 1)
    capability = rng.random(N)
    return capability / capability.sum(), tie + tie.T, distance + distance.T


def test_allied_power_is_what_the_sums_say(world):
    c, tie, distance = world
    power = projected_power(c, distance, 3000.0)
    defence, attack = allied_power(power, tie)
    for j in range(N):
        for t in range(N):
            if j == t:
                continue
            others = [k for k in range(N) if k not in (j, t)]
            assert defence[j, t] == pytest.approx(sum(tie[t, k] * power[k, t] for k in others))
            free = sum(tie[j, k] * (1 - tie[k, t]) * power[k, t] for k in others)
            assert attack[j, t] == pytest.approx(free)


def test_the_shield_is_the_best_ally_but_the_attacker(world):
    _, tie, _ = world
    nuclear = np.array([1, 0, 1, 0, 1, 0], bool)
    shield = nuclear_shield(tie, nuclear)
    for j in range(N):
        for t in range(N):
            expected = max(tie[t, k] * nuclear[k] for k in range(N) if k != j)
            assert shield[j, t] == pytest.approx(expected)


def test_without_allies_support_is_none():
    column = balance_columns([0.1, 0.0], [0.2, 0.3], [0.1, 0.0], 0)
    assert column[:, BALANCE_TERMS.index("log_support")] == pytest.approx(0.0)
    assert column[1, BALANCE_TERMS.index("log_own")] == pytest.approx(np.log(FLOOR))


def situation(**changed):
    values = {
        "year": 2000, "land": 0, "distance": 500.0, "major_attacker": 0, "major_target": 0,
        "democracy_attacker": 1.0, "democracy_target": 2.0, "rival": 0, "log_peace": 2.0,
        "recent_clashes": 0,
    }  # fmt: skip
    columns = situation_columns(Situation(**(values | changed)))
    return dict(zip(SITUATION_TERMS, columns.tolist(), strict=True))


def test_far_is_far_only_without_border_and_major():
    assert situation(distance=951.0)["far_no_major"] == 1
    assert situation(distance=950.0)["far_no_major"] == 0
    assert situation(distance=951.0, land=1)["far_no_major"] == 0
    assert situation(distance=951.0, major_target=1)["far_no_major"] == 0


def test_an_unknown_score_is_flagged_and_counts_nothing():
    found = situation(democracy_attacker=np.nan)
    assert (found["lower_democracy"], found["both_democratic"], found["democracy_unknown"]) == (
        0, 0, 1,
    )  # fmt: skip
    assert situation()["both_democratic"] == 2.0
    assert situation(democracy_attacker=-1.0)["both_democratic"] == 0.0


def test_eras_begin_in_their_year():
    assert [situation(year=year)["since_1945"] for year in (1944, 1945)] == [0, 1]
    assert [situation(year=year)["since_1990"] for year in (1989, 1990)] == [0, 1]


def test_columns_of_a_matrix_are_those_of_its_pairs():
    peace = np.array([[0.0, 1.0], [2.0, 3.0]])
    matrix = situation_columns(
        Situation(1950, peace > 1, 100 * peace, 0, 1, 0.5, np.array([[0.2, np.nan]]), 1, peace, 2)
    )
    assert matrix.shape == (2, 2, len(SITUATION_TERMS))
    single = situation_columns(Situation(1950, 1, 200.0, 0, 1, 0.5, 0.2, 1, 2.0, 2))
    assert matrix[1, 0] == pytest.approx(single)


def test_an_obligation_is_read_off_at_a_thousand_kilometres():
    near, far = (
        joining_columns(JoiningCase(0, 1, 0, 0, 0, 0, 0, km, 0.1)) for km in (1000.0, 2000.0)
    )
    at = JOINING_TERMS.index("tie_log_distance")
    assert near[at] == pytest.approx(0.0)
    assert far[at] == pytest.approx(np.log(2.0))
