"""The kernel against worlds computed by hand, term by term."""

from math import exp, log

import numpy as np
import pytest

from foedus.security import kernel


def logistic(x):
    return 1 / (1 + exp(-x))


C = (0.5, 0.3, 0.2)
KM = ((0.0, 1000.0, 3000.0), (1000.0, 0.0, 2000.0), (3000.0, 2000.0, 0.0))
ETA = ((0.0, -2.0, -3.0), (-2.5, 0.0, -1.5), (-4.0, -3.5, 0.0))


def evaluate(allied_pairs, nuclear=(False, False, False), **changes):
    allied = np.zeros((3, 3), dtype=bool)
    for a, b in allied_pairs:
        allied[a, b] = allied[b, a] = True
    p = {
        "rho": 0.7, "omega": 0.4, "m": 1.5, "alpha": -0.5, "beta": 0.8, "nu": 0.6, "epsilon": 0.1,
    } | changes  # fmt: skip
    power = kernel.projected_power(np.array(C), np.array(KM), 4000.0)
    return kernel.evaluate(power, np.array(ETA), kernel.Ties.of(allied), np.array(nuclear), **p)


def by_hand(allied, nuclear, rho, omega, m, alpha, beta, nu, epsilon):
    """The design's equations with scalars and loops, states 0, 1, 2."""
    n = 3
    a = [[(i, j) in allied or (j, i) in allied for j in range(n)] for i in range(n)]
    power = [[C[k] * exp(-KM[k][t] / 4000.0) for t in range(n)] for k in range(n)]
    q = [[0.0] * n for _ in range(n)]
    direct, entangled = [0.0] * n, [0.0] * n
    for j in range(n):
        for t in range(n):
            if j == t:
                continue
            defence = C[t] + rho * sum(power[k][t] for k in range(n) if a[t][k] and k != j)
            offence = power[j][t] + omega * sum(
                power[k][t] for k in range(n) if k not in (j, t) and a[j][k] and not a[k][t]
            )
            win = offence**m / (offence**m + defence**m)
            umbrella = any(nuclear[k] and a[t][k] for k in range(n) if k != j)
            cover = 1.0 if nuclear[t] else rho if umbrella else 0.0
            odds = ETA[j][t] + alpha * a[j][t] + beta * log(offence / defence)
            q[j][t] = logistic(odds) * (1 - nu * cover)
            direct[t] += q[j][t] * win
    for i in range(n):
        for k in range(n):
            if a[i][k]:
                entangled[i] += (
                    epsilon * rho * sum(q[j][k] for j in range(n) if j != i and not a[i][j])
                )
    return direct, entangled


P = {"rho": 0.7, "omega": 0.4, "m": 1.5, "alpha": -0.5, "beta": 0.8, "nu": 0.6, "epsilon": 0.1}


@pytest.mark.parametrize(
    "allied", [[], [(0, 1)], [(1, 2)], [(0, 1), (0, 2)], [(0, 1), (1, 2), (0, 2)]]
)
@pytest.mark.parametrize(
    "nuclear", [(False, False, False), (True, False, False), (False, True, True)]
)
def test_three_states_agree_with_the_equations_to_1e_12(allied, nuclear):
    risk = evaluate(allied, nuclear)
    direct, entangled = by_hand(set(allied), nuclear, **P)
    np.testing.assert_allclose(risk.direct, direct, rtol=0, atol=1e-12)
    np.testing.assert_allclose(risk.entanglement, entangled, rtol=0, atol=1e-12)
    np.testing.assert_allclose(risk.security, np.exp(-np.add(direct, entangled)), atol=1e-12)


def test_two_equal_neighbours_have_even_odds():
    power = kernel.projected_power(np.array([0.5, 0.5]), np.zeros((2, 2)), 4000.0)
    ties = kernel.Ties.of(np.zeros((2, 2), dtype=bool))
    assert kernel.defence(power, ties, 0.75)[0, 1] == 0.5
    assert kernel.offence(power, ties, 1.0)[0, 1] == 0.5


def test_the_target_never_joins_the_attack_on_itself():
    """j and t are allied: t's strength may not count on j's side."""
    allied = np.zeros((3, 3), dtype=bool)
    allied[0, 1] = allied[1, 0] = True
    power = kernel.projected_power(np.array(C), np.array(KM), 4000.0)
    off = kernel.offence(power, kernel.Ties.of(allied), 1.0)
    assert off[0, 1] == power[0, 1]


def test_a_challenger_does_not_shield_its_own_target():
    allied = np.zeros((3, 3), dtype=bool)
    allied[0, 1] = allied[1, 0] = True
    ties = kernel.Ties.of(allied)
    cover = kernel.shield(np.array([True, False, False]), ties, 0.75)
    assert cover[0, 1] == 0.0
    assert cover[2, 1] == 0.75
    assert cover[1, 0] == 1.0


def test_a_state_without_forces_has_a_finite_risk_and_threatens_nobody():
    power = kernel.projected_power(np.array([0.6, 0.4, 0.0]), np.array(KM), 4000.0)
    ties = kernel.Ties.of(np.zeros((3, 3), dtype=bool))
    with np.errstate(divide="ignore", invalid="ignore"):
        risk = kernel.evaluate(
            power, np.array(ETA), ties, np.zeros(3, dtype=bool),
            rho=0.75, omega=0.0, m=1.0, alpha=0.0, beta=0.1, nu=0.0, epsilon=0.1,
        )  # fmt: skip
    assert np.isfinite(risk.direct).all()
    assert 0 < risk.direct[2] < 2
    assert (risk.win[2] == 0).all()


def test_a_batch_of_draws_equals_the_draws_one_by_one():
    rng = np.random.default_rng(0)
    names = {"rho": (0.2, 1), "omega": (0, 1), "m": (0.5, 3), "alpha": (-1, 0), "beta": (0, 1),
             "nu": (0, 0.95), "epsilon": (0.02, 0.5)}  # fmt: skip
    batch = {name: rng.uniform(*bounds, (5, 1, 1)) for name, bounds in names.items()}
    nuclear = (True, False, True)
    together = evaluate([(0, 1)], nuclear, **batch).insecurity
    for i in range(5):
        one = evaluate([(0, 1)], nuclear, **{k: float(v[i, 0, 0]) for k, v in batch.items()})
        np.testing.assert_allclose(together[i], one.insecurity, rtol=1e-13)
