"""Clashes, wars and distances of small hand-made records."""

import numpy as np
import polars as pl
import pytest

from foedus.estimation.distances import distances
from foedus.estimation.history import clashes
from smallyears import year

CODES = np.array([1, 2, 3])


def directed(*rows):
    names = ("ccode1", "ccode2", "year", "midonset", "fatality", "hostlev")
    found = []
    for row in rows:
        values = dict(zip(names, row, strict=True))
        for a, b in ((row[0], row[1]), (row[1], row[0])):
            found.append(values | {"ccode1": a, "ccode2": b, "midongoing": 1, "sidea1": int(a < b)})
    return pl.DataFrame(found).with_columns(sidea2=1 - pl.col("sidea1"))


@pytest.fixture(scope="module")
def record():
    return clashes(
        directed(
            (1, 2, 1900, 1, 6, 5), (1, 2, 1901, 0, 6, 5), (1, 2, 1905, 1, 1, 4),
            (1, 3, 1902, 1, 0, 4),
        ),
        CODES, 1900, 1920,
    )  # fmt: skip


def test_history_is_of_before_the_year(record):
    since, recent = record.before(1900, CODES)
    assert np.isinf(since).all()
    assert recent.sum() == 0
    since, recent = record.before(1901, CODES)
    assert since[0, 1] == since[1, 0] == 0.5
    assert recent[0, 1] == 1


def test_years_count_from_the_last_year_of_the_last_clash(record):
    assert record.before(1904, CODES)[0][0, 1] == 2.5
    assert record.before(1906, CODES)[0][0, 1] == 0.5
    assert record.before(1906, CODES)[1][0, 1] == 2
    assert record.before(1911, CODES)[1][0, 1] == 1
    assert record.before(1916, CODES)[1][0, 1] == 0


def test_a_dispute_without_a_death_is_no_clash(record):
    assert np.isinf(record.before(1910, CODES)[0][0, 2])


def test_a_war_is_on_after_the_year_in_which_it_began(record):
    assert not record.war_on(1900, CODES).any()
    assert record.war_on(1901, CODES)[0, 1]
    assert not record.war_on(1902, CODES).any()


def test_order_of_states_is_that_asked_for(record):
    assert record.before(1901, np.array([2, 3]))[0].shape == (2, 2)


def test_distances_before_they_are_measured():
    table = pl.DataFrame(
        {"ccode1": [1, 1, 1], "ccode2": [3, 3, 4], "year": [1901, 1902, 1902],
         "mindist": [300.0, 200.0, 500.0]}
    )  # fmt: skip
    codes = np.array([1, 2, 3, 4])
    systems = tuple(year(when).system for when in (1900, 1901, 1902))
    found = distances(table, codes, systems)
    before, first, later = (found.of(system) for system in systems)
    assert before[0, 2] == first[0, 2] == first[2, 0] == 300.0
    assert later[0, 2] == 200.0
    assert before[0, 3] == 500.0  # only measured later
    assert found.ratio == pytest.approx(0.4)  # the median of 0.3, 0.5, 0.2 and 0.5 of the way
    assert before[1, 2] == pytest.approx(400.0)  # never measured: 0.4 of 1,000 km
    assert before[0, 1] == 0.0  # land neighbours
