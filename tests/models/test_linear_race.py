"""Richardson's equations: against small steps, closed forms and a fit by hand."""

import numpy as np
import pytest

from foedus.errors import FoedusError
from foedus.models._linear_race import equilibrium, least_squares, path, speeds

M, G = np.array([[-3.0, 1.0], [2.0, -4.0]]), np.array([5.0, 6.0])


def test_the_path_is_that_of_many_small_steps():
    z, steps = np.array([1.0, -2.0]), 200_000
    for _ in range(steps):
        z = z + (M @ z + G) / steps
    np.testing.assert_allclose(path(M, G, [1, -2], [1.0])[0], z, atol=1e-4)


def test_the_path_starts_at_the_start_and_ends_in_the_equilibrium():
    found = path(M, G, [7, 9], [0.0, 50.0])
    np.testing.assert_allclose(found, [[7, 9], equilibrium(M, G)], atol=1e-9)


def test_one_equation_has_a_closed_form():
    t = np.array([0.0, 1.0, 5.0])
    found = path([[0.731]], [-142.5], [202.0], t)[:, 0]
    rest = 142.5 / 0.731
    np.testing.assert_allclose(found, rest + (202 - rest) * np.exp(0.731 * t), rtol=1e-9)


def test_no_equilibrium_where_there_is_none_or_a_line_of_them():
    assert equilibrium([[-1, 1], [1, -1]], [1, 1]) is None
    assert equilibrium([[-1, 1], [1, -1]], [0, 0]) is None


def test_speeds_of_a_race_that_turns():
    found = speeds([[0, 1], [-1, 0]])
    np.testing.assert_allclose(found, [-1j, 1j], atol=1e-12)


def test_least_squares_by_hand():
    x = np.column_stack([[0.0, 1, 2, 3], np.ones(4)])
    fit = least_squares(np.array([1.0, 3, 4, 4]), x, "toy")
    np.testing.assert_allclose(fit.estimate, [1.0, 1.5])
    # residuals -0.5, 0.5, 0.5, -0.5: one in all, on two degrees of freedom; spread of x is 5
    np.testing.assert_allclose(fit.std_error, [np.sqrt(0.5 / 5), np.sqrt(0.5 * (1 / 4 + 2.25 / 5))])
    assert fit.r_squared == pytest.approx(1 - 1 / 6)
    assert fit.durbin_watson == pytest.approx(2.0)


def test_what_cannot_be_told_apart_is_refused():
    with pytest.raises(FoedusError, match="in step"):
        least_squares(np.arange(4.0), np.ones((4, 2)), "toy")
    with pytest.raises(FoedusError, match="2 years for 2 coefficients"):
        least_squares(np.arange(2.0), np.ones((2, 2)), "toy")
