"""Logistic regression against statsmodels, known coefficients and its own rules."""

import numpy as np
import pytest
import statsmodels.api as sm

from foedus.estimation.logit import Prior, fit, probability, sandwich
from foedus.estimation.pooling import excess_variance, pooled_prior
from foedus.estimation.selection import conditional


@pytest.fixture(scope="module")
def simulated():
    rng = np.random.default_rng(7)
    n = 6000
    x = np.column_stack([np.ones(n), rng.normal(size=n), rng.random(n) < 0.3])
    truth = np.array([-2.0, 0.8, -0.5])
    y = rng.random(n) < probability(x @ truth)
    return x, y, truth, rng.integers(0, 60, n), rng.integers(0, 25, n)


def test_known_coefficients_are_found(simulated):
    x, y, truth, *_ = simulated
    found = fit(x, y)
    assert np.abs(found.estimate - truth).max() < 4 * np.sqrt(np.diagonal(found.inverse)).max()


def test_estimates_and_likelihood_are_those_of_statsmodels(simulated):
    x, y, *_ = simulated
    theirs = sm.Logit(y.astype(float), x).fit(disp=0, tol=1e-12)
    found = fit(x, y)
    assert found.estimate == pytest.approx(theirs.params, abs=1e-7)
    assert found.log_likelihood == pytest.approx(theirs.llf, rel=1e-10)
    assert found.inverse == pytest.approx(theirs.cov_params(), abs=1e-8)


@pytest.mark.parametrize("ways", [1, 2])
def test_clustered_covariance_is_that_of_statsmodels(simulated, ways):
    x, y, _, first, second = simulated
    groups = (first, second)[:ways]
    theirs = sm.Logit(y.astype(float), x).fit(
        disp=0,
        tol=1e-12,
        cov_type="cluster",
        cov_kwds={"groups": groups[0] if ways == 1 else np.column_stack(groups)},
    )
    ours = sandwich(fit(x, y), x, y, *groups)
    # Theirs has each way its own factor too, but n - 1 over n - k for none of the two.
    assert np.sqrt(np.diagonal(ours)) == pytest.approx(theirs.bse, rel=2e-3)


def test_a_weight_stands_for_as_many_rows(simulated):
    x, y, *_ = simulated
    weight = np.where(np.arange(len(y)) % 3 == 0, 4.0, 1.0)
    repeated = np.repeat(np.arange(len(y)), weight.astype(int))
    assert fit(x, y, weight=weight).estimate == pytest.approx(
        fit(x[repeated], y[repeated]).estimate, abs=1e-8
    )
    assert fit(x, y, weight=weight).n == len(repeated)


def test_a_strict_prior_rules_and_a_loose_one_does_not(simulated):
    x, y, *_ = simulated
    mean = np.array([0.0, 2.0, 2.0])
    none = np.zeros((3, 3))
    strict = fit(x, y, prior=Prior(np.array([0.0, 1e9, 1e9]), mean, none)).estimate
    loose = fit(x, y, prior=Prior(np.array([0.0, 1e-9, 1e-9]), mean, none)).estimate
    assert strict[1:] == pytest.approx(mean[1:], abs=1e-4)
    assert loose == pytest.approx(fit(x, y).estimate, abs=1e-6)


def test_the_error_of_what_is_pooled_with_counts(simulated):
    x, y, _, first, second = simulated
    precision = np.array([0.0, 100.0, 100.0])
    sure = Prior(precision, np.zeros(3), np.zeros((3, 3)))
    unsure = Prior(precision, np.zeros(3), np.diag([0.0, 0.1, 0.1]))
    found = fit(x, y, prior=sure)
    spread = [sandwich(found, x, y, first, second, prior=prior) for prior in (sure, unsure)]
    assert spread[1][1, 1] > spread[0][1, 1]


def test_events_that_a_term_tells_apart_have_no_maximum():
    x = np.column_stack([np.ones(8), np.arange(8.0)])
    with pytest.raises(ArithmeticError, match=r"converge|told apart"):
        fit(x, np.arange(8) > 3)


def test_pooling_follows_how_much_two_rungs_differ(simulated):
    x, y, _, first, second = simulated
    alone = fit(x, y)
    spread = sandwich(alone, x, y, first, second)
    terms = ("constant", "land", "rival")
    near, own_near = pooled_prior(terms, alone, spread, alone.estimate + 1e-6, spread)
    far, own_far = pooled_prior(terms, alone, spread, alone.estimate + 1.0, spread)
    assert own_near == pytest.approx(0.2)
    assert own_far > 0.9
    assert near.precision[0] == far.precision[0] == 0.0
    assert near.precision[1] > far.precision[1]


def test_excess_variance_has_a_floor():
    assert excess_variance(np.zeros(3), np.ones(3)) == 0.25


def test_conditional_fit_is_that_of_statsmodels():
    from statsmodels.discrete.conditional_models import ConditionalLogit

    rng = np.random.default_rng(3)
    group = np.repeat(np.arange(150), 8)
    x = rng.normal(size=(1200, 2))
    utility = x @ np.array([0.7, -0.4]) + rng.gumbel(size=1200)
    y = np.zeros(1200, dtype=bool)
    y[np.arange(0, 1200, 8) + utility.reshape(150, 8).argmax(axis=1)] = True
    theirs = ConditionalLogit(y.astype(int), x, groups=group).fit(disp=0)
    estimate, covariance, n, events = conditional(x, y, group, group, np.ones(1200))
    assert (n, events) == (1200, 150)
    assert estimate == pytest.approx(theirs.params, abs=2e-3)
    assert np.sqrt(np.diagonal(covariance)) == pytest.approx(theirs.bse, rel=0.2)


def test_groups_without_an_event_say_nothing():
    group = np.repeat([0, 1], 4)
    x = np.arange(8.0)[:, None]
    y = np.array([True, False, False, False] + [False] * 4)
    _, _, n, events = conditional(x, y, group, np.arange(8), np.ones(8))
    assert (n, events) == (4, 1)
