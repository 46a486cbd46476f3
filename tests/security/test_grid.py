"""Coefficients between the grid's points of D and rho."""

import numpy as np

from foedus.security.draws import point
from foedus.security.grid import at, attack_row, central
from foedus.security.readings import Assumptions
from smallworlds import random_world


def test_on_the_grid_a_point_has_its_own_coefficients():
    fit = Assumptions().fit
    found = at(fit, fit.grid[:, 0], fit.grid[:, 1])
    np.testing.assert_allclose(found, fit.estimates, rtol=1e-6, atol=1e-9)


def test_between_points_coefficients_lie_between_theirs():
    fit = Assumptions().fit
    found = at(fit, np.array([3100.0]), np.array([0.55]))[0]
    assert np.all(found >= fit.estimates.min(axis=0) - 1e-12)
    assert np.all(found <= fit.estimates.max(axis=0) + 1e-12)


def test_another_rho_has_other_coefficients():
    """Held rho brings the coefficients that fit it, not those of the best rho."""
    fit, world = Assumptions().fit, random_world(1)
    place = int(np.argmin(fit.weight))
    scale, rho = fit.grid[place]
    found = point(Assumptions(fixed={"D": scale, "rho": rho}), world)
    row = attack_row(fit, fit.estimates[place])
    np.testing.assert_allclose(found.attack[0, 1:], row[1:], rtol=1e-6)  # the constant is anchored
    default = point(Assumptions(), world)
    np.testing.assert_allclose(
        default.attack[0, 1:], attack_row(fit, fit.estimates[central(fit)])[1:]
    )


def test_the_central_point_lies_where_the_weight_does():
    fit = Assumptions().fit
    scale, rho = fit.grid[central(fit)]
    for column, value in ((fit.grid[:, 0], scale), (fit.grid[:, 1], rho)):
        assert fit.weight[column <= value].sum() >= 0.5
        assert fit.weight[column >= value].sum() >= 0.5
    assert fit.weight[central(fit)] > fit.weight.mean()
