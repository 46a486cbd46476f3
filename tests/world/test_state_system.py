"""A state system made from tables small enough to read."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from foedus.world.system import state_system


def spells(*rows):
    names = ["ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday"]
    return pl.DataFrame(rows, schema=names, orient="row")


TABLES = {
    # 2 all the time; 20 dies on 10 March 1900; 30 is born on the next day; 40 in 1901.
    "cow_states": spells(
        (2, 1816, 1, 1, 2016, 12, 31),
        (20, 1850, 1, 1, 1900, 3, 10),
        (30, 1900, 3, 11, 1950, 1, 1),
        (40, 1901, 1, 1, 1950, 1, 1),
    ),
    "cow_nmc": pl.DataFrame(
        {
            "ccode": [2, 20, 30, 2],
            "year": [1900, 1900, 1900, 1901],
            "milex": [30.0, 10.0, None, 1.0],
            "milper": [50.0, None, None, 1.0],
        }
    ),
    "cow_capitals": pl.DataFrame(
        {
            "ccode": [2, 2, 20],
            "stdate": [date(1816, 1, 1), date(1900, 6, 1), date(1850, 1, 1)],
            "enddate": [date(1900, 5, 31), date(2016, 12, 31), date(1900, 3, 10)],
            "lat": [10.0, 0.0, 0.0],
            "lng": [0.0, 0.0, 90.0],
        }
    ),
    "cow_contdir": pl.DataFrame(
        {
            "ccode1": [2, 2],
            "ccode2": [20, 30],
            "conttype": [1, 2],
            "stdate": [date(1850, 1, 1), date(1900, 3, 11)],
            "enddate": [date(1900, 3, 10), date(1950, 1, 1)],
        }
    ),
    "cow_majors": pl.DataFrame({"ccode": [2, 20], "styear": [1900, 1850], "endyear": [1910, 1899]}),
    "atop_alliance": pl.DataFrame(
        {
            "ccode1": [2, 20, 2],
            "ccode2": [30, 30, 20],
            "year": [1900, 1900, 1899],
            "atop_defense": [1, 0, 1],
        }
    ),
    "tss_rivalries": pl.DataFrame({"ccode1": [20], "ccode2": [30], "start": [1890], "end": [1900]}),
}


@pytest.fixture
def system():
    return state_system(1900, TABLES.__getitem__)


def test_members_of_the_year(system):
    assert system.ccode.tolist() == [2, 20, 30]
    assert system.index == {2: 0, 20: 1, 30: 2}


def test_a_pair_needs_a_common_day(system):
    assert system.together.tolist() == [
        [False, True, True], [True, False, False], [True, False, False]
    ]  # fmt: skip


def test_capability_is_the_mean_of_known_shares_and_unknown_stays_unknown(system):
    raw = np.array([(0.75 + 1.0) / 2, 0.25])
    np.testing.assert_allclose(system.capability[:2], raw / raw.sum(), atol=1e-12)
    assert np.isnan(system.capability[2])


def test_distance_is_between_the_last_capitals_and_0_over_a_land_border(system):
    quarter = 6371.0088 * np.pi / 2
    assert system.capital_distance[0, 1] == pytest.approx(quarter)
    assert system.distance[0, 1] == 0.0
    assert np.isnan(system.distance[0, 2])
    assert np.all(np.diag(system.distance) == 0.0)


def test_contiguity_is_by_land_only_and_symmetric(system):
    assert np.argwhere(system.contiguous).tolist() == [[0, 1], [1, 0]]


def test_obligations_hold_in_both_directions_and_in_their_year_only(system):
    assert np.argwhere(system.allied).tolist() == [[0, 2], [2, 0]]


def test_majors_and_rivals_of_the_year(system):
    assert system.major.tolist() == [True, False, False]
    assert np.argwhere(system.rivalry).tolist() == [[1, 2], [2, 1]]
    assert not state_system(1901, TABLES.__getitem__).rivalry.any()


@pytest.mark.parametrize(
    ("born", "shared"), [((1900, 3, 9), True), ((1900, 3, 10), True), ((1900, 3, 11), False)]
)
def test_two_states_that_share_one_day_were_together(born, shared):
    tables = TABLES | {
        "cow_states": spells(
            (2, 1816, 1, 1, 2016, 12, 31),
            (20, 1850, 1, 1, 1900, 3, 10),
            (30, *born, 1950, 1, 1),
        )
    }
    found = state_system(1900, tables.__getitem__)
    i, j = found.index[20], found.index[30]
    assert found.together[i, j] == found.together[j, i] == shared
    assert found.together[found.index[2], [i, j]].all()
    assert not np.diag(found.together).any()
