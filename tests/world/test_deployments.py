"""Who stood where on a day."""

from datetime import date

import numpy as np
import pytest

from foedus import load_world
from foedus.world.deployments import deployed, stationed_persons
from foedus.world.tables import read_table


def persons(day, sender, host):
    return sum(p.persons for p in deployed(day) if (p.sender, p.host) == (sender, host))


def test_the_check_values_of_the_table_hold():
    total = sum(p.persons for p in deployed(date(1997, 9, 1)) if p.sender == "USA")
    assert total == 107_991


@pytest.mark.parametrize(
    ("day", "sender", "host", "expected"),
    [
        (date(1997, 5, 27), "USA", "DEU", 60_053),
        (date(2021, 12, 17), "USA", "DEU", 35_558),
        (date(2021, 12, 17), "USA", "POL", 176 + 5_000 + 1_033),  # staff, rotational, battlegroup
        (date(1997, 5, 27), "USA", "POL", 19),
        (date(1997, 5, 27), "DEU", "LTU", 0),
        (date(1997, 5, 27), "GBR", "DEU", 26_250),  # the middle of 23,000 and 29,500
        (date(2022, 12, 1), "GBR", "DEU", 540),
        (date(2025, 10, 1), "CAN", "LVA", 2_000),  # the brigade, not the battlegroup as well
        (date(2025, 10, 1), "RUS", "UKR", 650_000),  # Crimea is part of it
        (date(2019, 12, 1), "RUS", "UKR", 31_500),
        (date(2025, 12, 31), "DEU", "LTU", 1_700 + 450),  # not the strength planned for 2027
    ],
)
def test_strengths(day, sender, host, expected):
    assert persons(day, sender, host) == expected


def test_totals_and_their_parts_are_never_added():
    for day in (date(1999, 7, 1), date(2017, 7, 1), date(2022, 7, 1), date(2025, 6, 1)):
        there = deployed(day)
        national = {(p.host, p.framework) for p in there if not p.multinational}
        assert not [p for p in there if p.multinational and (p.host, p.framework) in national]
        assert not [p for p in there if p.sender in ("MULTI", p.host)]


def test_the_world_carries_none_unless_asked():
    world = load_world("2025-06-01")
    assert world.stationed is None
    abroad = persons(date(2025, 6, 1), "USA", "DEU")
    assert abroad > 30_000
    there = world.with_deployments()
    assert there.stationed[world.index("USA"), world.index("DEU")] == abroad
    share = there.stationed_share
    active = world.active_personnel[world.index("USA")]
    assert share[world.index("USA"), world.index("DEU")] == pytest.approx(abroad / active)
    assert (share.sum(axis=1) <= 1 + 1e-12).all()
    rolled = world.with_deployments(date(1997, 5, 27))
    np.testing.assert_array_equal(
        rolled.stationed, stationed_persons(world.iso3, date(1997, 5, 27))
    )


def test_every_row_has_a_date_that_can_be_read():
    for row in read_table("deployments").iter_rows(named=True):
        assert row["as_of"]
    for year in range(1990, 2026):
        deployed(date(year, 1, 1))
