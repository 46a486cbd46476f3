"""Who there was on a day, without any figure."""

from datetime import date

import pytest

from foedus.claims.roster import Roster, world_or_roster
from foedus.errors import DataNotHereError, FoedusError
from foedus.world.load import load_world

DAY = date(2024, 6, 1)


def test_a_roster_has_the_states_names_and_members_of_the_world_of_the_day():
    roster, world = Roster.of(DAY), load_world(DAY)
    assert set(world.iso3) <= set(roster.iso3)
    assert list(roster.iso3) == sorted(set(roster.iso3))
    for alliance in world.alliances:
        own = {one.alliance_id: one for one in roster.alliances}[alliance.alliance_id]
        assert alliance.members <= own.members
    for text in ("Poland", "POL", "Türkiye"):
        assert roster.resolve(text) == world.resolve(text)
    assert roster.name("POL") == "Poland"
    assert roster.resolve_alliance("nato") == "NATO"


@pytest.mark.parametrize(
    ("on", "there", "gone"),
    [
        ("1986-01-01", {"SUN", "DDR", "CSK", "DEU"}, {"RUS", "UKR", "EST", "CZE"}),
        ("1992-06-01", {"RUS", "UKR", "EST", "CSK"}, {"SUN", "DDR", "CZE"}),
        ("2024-06-01", {"RUS", "CZE", "SVK"}, {"SUN", "CSK"}),
    ],
)
def test_dissolved_states_stand_for_their_parts_on_their_days(on, there, gone):
    roster = Roster.of(date.fromisoformat(on))
    assert there <= set(roster.iso3)
    assert not gone & set(roster.iso3)
    assert all(roster.name(iso3) for iso3 in roster.iso3)


def test_places_of_states_are_sorted_and_strangers_left_out():
    roster = Roster(DAY, ("AAA", "BBB", "CCC"), ())
    assert roster.indices(["CCC", "AAA", "ZZZ"]) == [0, 2]
    with pytest.raises(FoedusError, match="NATO has no members on 2024-06-01"):
        roster.members("NATO")


def test_a_roster_stands_in_for_a_world_whose_data_are_not_here():
    def not_here(day):
        raise DataNotHereError("needs the research data")

    def broken(day):
        raise FoedusError("no such day")

    assert isinstance(world_or_roster(DAY, not_here), Roster)
    assert world_or_roster(DAY, lambda day: "world") == "world"
    with pytest.raises(FoedusError, match="no such day"):
        world_or_roster(DAY, broken)
