import doctest

import numpy as np
import pytest

from estimation import compare, joining, logit

TRUTH = np.array([-3.0, 0.8, -0.5])


@pytest.fixture(scope="module")
def sample():
    rng = np.random.default_rng(7)
    x = np.column_stack([np.ones(200_000), rng.normal(size=(200_000, 2))])
    y = rng.random(len(x)) < 1 / (1 + np.exp(-x @ TRUTH))
    return x, y


def test_known_coefficients_are_recovered(sample):
    found = logit.fit(*sample)
    assert np.all(np.abs(found.estimate - TRUTH) < 4 * found.se)
    assert np.all(found.se < 0.02)
    assert (found.n, found.events) == (200_000, int(sample[1].sum()))


def test_same_as_statsmodels(sample):
    import statsmodels.api as sm

    x, y = sample[0][:5000], sample[1][:5000]
    cluster = np.arange(5000) // 25
    theirs = sm.Logit(y.astype(float), x).fit(disp=0, tol=1e-12)
    clustered = sm.Logit(y.astype(float), x).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": cluster}
    )
    ours = logit.fit(x, y)
    np.testing.assert_allclose(ours.estimate, theirs.params, atol=1e-8)
    np.testing.assert_allclose(ours.se, theirs.bse, rtol=1e-6)
    np.testing.assert_allclose(logit.clustered_se(ours, x, y, cluster), clustered.bse, rtol=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)


def test_start_does_not_change_the_result(sample):
    far = logit.fit(*sample, start=np.array([2.0, -2.0, 2.0]))
    np.testing.assert_allclose(far.estimate, logit.fit(*sample).estimate, atol=1e-9)


def test_repeated_rows_do_not_shrink_clustered_errors(sample):
    x, y = sample[0][:4000], sample[1][:4000]
    once, rows = logit.fit(x, y), np.arange(4000)
    twice = logit.fit(np.vstack([x, x]), np.concatenate([y, y]))
    single = logit.clustered_se(once, x, y, rows)
    double = logit.clustered_se(
        twice, np.vstack([x, x]), np.concatenate([y, y]), np.concatenate([rows, rows])
    )
    np.testing.assert_allclose(double, single, rtol=1e-3)
    np.testing.assert_allclose(twice.se, once.se / np.sqrt(2), rtol=1e-6)


def test_perfect_separation_is_an_error():
    x = np.column_stack([np.ones(40), np.r_[np.full(20, -1.0), np.full(20, 1.0)]])
    with pytest.raises((ArithmeticError, np.linalg.LinAlgError)):
        logit.fit(x, x[:, 1] > 0)


def test_auc_with_ties_is_half():
    assert compare.auc(np.zeros(6), np.array([True, False, True, False, False, True])) == 0.5


def test_profile_interval_is_interpolated_and_open_at_the_grid_end():
    profile = compare.Profile(
        "force", "rho", (0.0, 0.5, 1.0), np.array([-10.0, -5.0, -5.5]), np.zeros(3)
    )
    low, high = profile.interval
    drop = 3.841458820694124 / 2
    assert low == pytest.approx(0.5 - 0.5 * drop / 5.0)
    assert (profile.best, high) == (0.5, 1.0)


@pytest.mark.parametrize("module", [logit, compare, joining], ids=lambda m: m.__name__)
def test_examples_of_the_tool_run(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
