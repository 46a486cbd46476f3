"""First-order indices against SciPy's estimator, and what the samples must be."""

import numpy as np
import pytest
from scipy.stats import sobol_indices, uniform

from foedus.measures.sensitivity import first_order_indices, latin_hypercube


def ishigami(x):
    x = (2 * x - 1) * np.pi
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_published_indices_of_the_ishigami_function():
    points = latin_hypercube(4000, 3, seed=3)
    found = first_order_indices(points, [0, 0, 0], ishigami(points.T)[None])
    np.testing.assert_allclose(found[0], [0.3139, 0.4424, 0.0], atol=0.03)


def test_agrees_with_scipy_that_runs_the_model_far_more_often():
    def model(x):
        return np.exp(2 * x[0]) * (1 + x[1]) + 3 * (x[2] > 0.5)

    reference = sobol_indices(func=model, n=4096, dists=[uniform()] * 3, rng=1).first_order
    points = latin_hypercube(2000, 3, seed=1)
    found = first_order_indices(points, [0, 0, 2], model(points.T)[None])
    np.testing.assert_allclose(found[0], reference, atol=0.03)


def test_noise_and_constants_explain_nothing():
    rng = np.random.default_rng(5)
    points = latin_hypercube(2000, 4, seed=5)
    found = first_order_indices(points, [0, 0, 3, 0], np.stack([rng.random(2000), np.ones(2000)]))
    assert found.max() < 0.02
    assert (found[1] == 0).all()


def test_too_few_draws_claim_nothing():
    points = latin_hypercube(10, 5, seed=1)
    assert (first_order_indices(points, [0] * 5, points.T) == 0).all()


@pytest.mark.parametrize("draws", [1, 7, 100])
def test_every_cell_of_every_input_is_met_once(draws):
    points = latin_hypercube(draws, 3, seed=2)
    cells = np.sort((points * draws).astype(int), axis=0)
    np.testing.assert_array_equal(cells, np.tile(np.arange(draws)[:, None], 3))
