"""Tests on the line of an alliance: frontiers and distances, by hand from the pairs of borders."""

from datetime import date

import pytest

from asked import ask, entry
from foedus import FoedusError
from foedus.world.frontier import frontier_pairs

ON = ["2023-06-01", "2024-06-01", "2025-06-01"]
STATES = {"NATO": "POL", "CSTO": "RUS", "ARAB_JDT": "EGY"}


def borders(state, on):
    """A state's land borders in km by neighbour."""
    rows = frontier_pairs([state], date.fromisoformat(on)).select("neighbour", "km").iter_rows()
    return dict(rows)


def members(alliance, on):
    table = ask("membership", alliance=alliance, state=["POL"], on=on)
    assert alliance in table.figure
    from foedus.claims.roster import Roster

    return Roster.of(date.fromisoformat(on)).members(alliance)


@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize("alliance", sorted(STATES))
def test_a_frontier_is_what_members_share_with_others(alliance, on):
    inside = members(alliance, on)
    whole = 0.0
    for state in sorted(inside):
        for neighbour, km in borders(state, on).items():
            whole += km if neighbour not in inside else 0.0
    for share, verdict in ((0.99, "supported"), (1.01, "contradicted")):
        found = ask("frontier", alliance=alliance, on=on, expect={"at_least": share * whole})
        assert found.verdict == verdict
    assert found.value == pytest.approx(whole, abs=1)
    assert f"{whole:,.0f} km" in found.figure
    assert found.bars == ()
    assert on in found.sources[0]


@pytest.mark.parametrize(
    ("alliance", "toward"), [("NATO", "RUS"), ("CSTO", "CHN"), ("ARAB_JDT", "ISR")]
)
def test_a_frontier_with_one_neighbour(alliance, toward):
    inside = members(alliance, "2024-06-01")
    km = sum(length for other, length in borders(toward, "2024-06-01").items() if other in inside)
    found = ask("frontier", alliance=alliance, toward=toward, expect={"between": [km - 1, km + 1]})
    assert found.verdict == "supported"
    assert f"--toward {toward}" in found.command
    assert " with " in found.figure


def test_the_change_since_a_day_is_now_less_then():
    fields = {"alliance": "NATO", "toward": "RUS", "on": "2023-04-04"}
    now = ask("frontier", expect=1, **fields).value
    then = ask("frontier", expect=1, **{**fields, "on": "2023-04-03"}).value
    found = ask("frontier", since="2023-04-03", expect={"more_than": 1000}, **fields)
    assert found.value == pytest.approx(now - then)
    assert found.verdict == "supported"
    assert [bar.value for bar in found.bars] == [then, now]
    assert f"a change of {now - then:+,.0f} km" in found.figure
    back = ask("frontier", since="2023-04-04", expect=0, **{**fields, "on": "2023-04-03"})
    assert back.value == pytest.approx(then - now)


def test_a_distance_is_to_a_capital_that_must_be_named():
    with pytest.raises(FoedusError, match="frontier: distance_km needs toward, whose capital"):
        ask("frontier", alliance="NATO", measure="distance_km", expect=1)
    found = ask("frontier", alliance="NATO", measure="distance_km", toward="RUS",
                expect={"between": [500, 700]})  # fmt: skip
    assert found.verdict == "supported"  # from Latvia or Estonia to Moscow
    assert "distance to the capital of Russia" in found.figure


def test_after_the_tables_a_frontier_is_shown_and_not_rated():
    found = ask("frontier", alliance="NATO", on="2031-01-01", expect={"more_than": 1})
    assert (found.verdict, found.basis) == ("not testable", "none")
    assert found.value > 0


@pytest.mark.parametrize("on", ON)
@pytest.mark.parametrize(
    ("state", "with_"),
    [("RUS", ["NATO"]), ("POL", ["NATO"]), ("CHN", ["CSTO"]), ("ISR", ["ARAB_JDT"]),
     ("UKR", ["POL", "HUN"]), ("FRA", ["CSTO"])],
)  # fmt: skip
def test_the_share_of_a_frontier(state, with_, on):
    own = borders(state, on)
    other = members(with_[0], on) if len(with_) == 1 else set(with_)
    near = sum(km for neighbour, km in own.items() if neighbour in other)
    share = 100 * near / sum(own.values())
    found = ask("frontier_share", state=state, **{"with": with_}, on=on,
                expect={"between": [share - 0.01, share + 0.01]})  # fmt: skip
    assert found.verdict == "supported"
    assert found.value == pytest.approx(share)
    assert f"{share:.1f} %" in found.figure
    assert [bar.value for bar in found.bars] == sorted(own.values(), reverse=True)
    assert ("(" in found.figure) == (near > 0)


def test_an_island_has_no_land_frontier():
    with pytest.raises(FoedusError, match="frontier_share: Iceland has no land frontier"):
        ask("frontier_share", state="ISL", **{"with": ["NATO"]}, expect=1)


@pytest.mark.parametrize(
    ("fields", "expect", "sure"),
    [
        ({}, {"at_least": 0}, True),
        ({}, {"more_than": 200_000}, False),
        ({}, {"more_than": 150_000}, None),
        ({"since": "2000-01-01"}, {"at_least": 0}, None),
        ({"since": "2000-01-01"}, {"at_least": -200_000}, True),
        ({"measure": "distance_km"}, {"at_most": 20_100}, True),
        ({"measure": "distance_km"}, {"more_than": 20_100}, False),
    ],
)
def test_what_a_frontier_can_fail(fields, expect, sure):
    assert entry("frontier", alliance="NATO", expect=expect, **fields).certainty() is sure


@pytest.mark.parametrize(("expect", "sure"), [({"at_most": 100}, True), ({"at_most": 99}, None),
                                              ({"more_than": 100}, False)])  # fmt: skip
def test_what_a_share_can_fail(expect, sure):
    test = entry("frontier_share", state="POL", **{"with": ["NATO"]}, expect=expect)
    assert test.certainty() is sure


def test_names_to_check():
    frontier = entry("frontier", alliance="NATO", toward="RUS", expect=1)
    assert frontier.names() == {"alliance": ["NATO"], "state": ["RUS"]}
    assert entry("frontier", alliance="NATO", expect=1).names()["state"] == []
    share = entry("frontier_share", state="POL", **{"with": ["NATO", "UKR"]}, expect=1)
    assert share.names() == {"state": ["POL", "NATO", "UKR"]}
