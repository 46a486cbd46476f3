"""What decides a statement, and in what share of the draws it holds, where both are known."""

from types import SimpleNamespace

import numpy as np
import pytest

from foedus.questions.robustness import nobody_less_safe, robustness
from foedus.questions.roles import Roles
from foedus.security.change import Change
from foedus.security.parameters import Parameters
from foedus.security.readings import Assumptions
from smallworlds import parameters, plain

DRAWS = 400
MEMBER, CANDIDATE, OUTSIDER, BYSTANDER = range(4)


def evenly():
    return (np.arange(DRAWS) + 0.5) / DRAWS


def varied_parameters() -> Parameters:
    """Draws in which D and psi run over their ranges, in orders that have nothing in common."""
    some = parameters(count=DRAWS)
    some.D[:] = 1000 + 9000 * evenly()
    some.psi[:] = np.random.default_rng(1).permutation(evenly())
    return some


def outcome_of(attacked, drawn_in=None, level=1.0):
    """An outcome in which the changes in the draws, (DRAWS, 4), are given."""
    some = varied_parameters()
    before = SimpleNamespace(insecurity=lambda psi: np.full(4, level))
    drawn = np.zeros((DRAWS, 4)) if drawn_in is None else drawn_in
    return SimpleNamespace(
        draws=Change(attacked, drawn, np.full((DRAWS, 4), np.nan), some.psi),
        parameters=some,
        assumptions=Assumptions(),
        before=before,
        psi=0.42,
        count=DRAWS,
    )


def of_states(**columns):
    found = np.zeros((DRAWS, 4))
    for name, values in columns.items():
        found[:, {"member": 0, "candidate": 1, "outsider": 2, "bystander": 3}[name]] = values
    return found


ROLES = Roles(
    members=np.array([MEMBER]),
    joining=np.array([CANDIDATE]),
    leaving=np.array([], dtype=int),
    outsiders=np.array([OUTSIDER, BYSTANDER]),
)


def verdicts(found):
    result = robustness(found, plain(4, iso3=("FRA", "UKR", "RUS", "BLR")), ROLES, seed=1)
    return {one.id: one for one in result.verdicts}


def test_the_number_that_makes_the_figure_is_named_first():
    found = outcome_of(of_states(member=evenly() - 0.5, candidate=varied_parameters().psi - 0.5))
    told = verdicts(found)
    assert told["members_safer_on_the_whole"].decided_by[0].name == "D"
    assert told["UKR_safer"].decided_by[0].name == "psi"
    assert told["UKR_safer"].decided_by[0].first_order == pytest.approx(1.0, abs=0.1)
    assert told["UKR_safer"].decided_by[1].first_order < 0.1


def test_of_a_contested_statement_what_turns_its_sign_decides_not_what_moves_its_size():
    # psi gives the sign, D the size: of the figure itself D explains more.
    psi, size = varied_parameters().psi, evenly()
    figure = np.where(psi < 0.5, -0.01 - 100.0 * size**8, 0.01)
    one = verdicts(outcome_of(of_states(candidate=figure)))["UKR_safer"]
    assert one.share == pytest.approx(0.5)
    assert one.decided_by[0].name == "psi"


def test_of_a_settled_statement_what_moves_its_size_decides():
    psi, size = varied_parameters().psi, evenly()
    figure = np.where(psi < 0.97, -1.0 - 20.0 * size, 0.01)
    one = verdicts(outcome_of(of_states(candidate=figure)))["UKR_safer"]
    assert one.share == pytest.approx(0.97)
    assert one.decided_by[0].name == "D"


@pytest.mark.parametrize("sign", [1, -1])
def test_the_halves_are_told_the_right_way_round(sign):
    # Safer in the lowest 70 % of D (or the highest): all of one half, two fifths of the other.
    figure = sign * np.where(evenly() < 0.7, -1.0, 1.0)
    one = verdicts(outcome_of(of_states(candidate=figure)))["UKR_safer"]
    assert one.statement == ("Ukraine gets safer" if sign > 0 else "Ukraine gets less safe")
    driver = one.decided_by[0]
    assert (driver.name, driver.share_low) == ("D", 1.0)
    assert driver.share_high == pytest.approx(0.4)


def test_the_band_goes_from_5_to_95_percent():
    figure = 100.0 * np.random.default_rng(2).permutation(np.arange(DRAWS)) / (DRAWS - 1) - 20.0
    band = verdicts(outcome_of(of_states(candidate=figure)))["UKR_safer"].band
    assert (band.low, band.median, band.high) == pytest.approx((-15.0, 30.0, 75.0))


def test_an_outsider_counts_when_it_is_above_what_it_notices():
    # It notices 0.05 of a level of 5: 300 draws are below, 100 above; safer is never too much.
    change = np.where(np.arange(DRAWS) < 300, 0.04, 0.06)
    found = outcome_of(of_states(outsider=change, bystander=-3.0), level=5.0)
    told = verdicts(found)["no_outsider_less_safe"]
    assert told.statement == "no outsider gets noticeably less safe"
    assert told.share == nobody_less_safe(found, ROLES.outsiders) == 0.75
    assert told.band.low == pytest.approx(-0.01)
    assert told.band.high == pytest.approx(0.01)


def test_the_worst_off_outsider_decides():
    found = outcome_of(of_states(outsider=-1.0, bystander=0.5))
    told = verdicts(found)["no_outsider_less_safe"]
    assert told.statement == "some outsider gets noticeably less safe"
    assert told.share == 1.0
    assert nobody_less_safe(found, ROLES.outsiders) == 0.0


def test_of_both_weights_the_share_is_the_lower():
    # At psi as drawn a quarter is less safe, at full weight three quarters are.
    drawn = of_states(candidate=1.0)
    psi = varied_parameters().psi
    attacked = of_states(candidate=np.where(psi > 0.75, 0.0, -1.0))
    attacked[:200, CANDIDATE] -= 0.5
    one = verdicts(outcome_of(attacked, drawn))["UKR_safer"]
    own = (attacked + psi[:, None] * drawn)[:, CANDIDATE]
    full = (attacked + drawn)[:, CANDIDATE]
    assert (full < 0).mean() < (own < 0).mean()
    assert one.share == (full < 0).mean()


def test_without_draws_nothing_is_said():
    found = outcome_of(np.zeros((DRAWS, 4)))
    found.draws = None
    assert robustness(found, plain(4), ROLES, 1) is None
    assert nobody_less_safe(found, ROLES.outsiders) is None
