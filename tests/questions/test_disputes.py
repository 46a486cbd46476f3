"""The record of disputes, on a few invented ones and on the research data."""

from datetime import date

import polars as pl
import pytest

from foedus import load_world, record
from foedus.questions.cow_numbers import cow_spells
from foedus.questions.disputes import _calls, _count, _inside, disputes_of

SPELLS = [
    {"iso3": "AAA", "ccode": 1, "from": date(1950, 1, 1), "to": date(1960, 1, 1)},
    {"iso3": "BBB", "ccode": 2, "from": date(1950, 1, 1), "to": date(1970, 1, 1)},
    {"iso3": "CCC", "ccode": 3, "from": date(1955, 1, 1), "to": date(1970, 1, 1)},
]


def entry(dispnum, ccode, day, side, orig, hostlev=4, fatality=0, revisionist=False):
    return {
        "dispnum": dispnum, "ccode": ccode, "day": day, "sidea": side, "orig": orig,
        "hostlev": hostlev, "fatality": fatality, "revisionist": revisionist,
    }  # fmt: skip


BEGUN = pl.DataFrame(
    [
        entry(10, 9, date(1952, 3, 1), 1, 1, 5, 6, True),  # an outsider begins a war
        entry(10, 1, date(1952, 3, 1), 0, 1, 5, 6),
        entry(10, 2, date(1952, 4, 1), 0, 0, 5, 6),  # B comes; C is no member yet
        entry(11, 1, date(1956, 5, 1), 1, 1, 3),  # a member begins
        entry(11, 9, date(1956, 5, 1), 0, 1, 3),
        entry(12, 2, date(1957, 1, 1), 1, 1),  # among members
        entry(12, 3, date(1957, 1, 1), 0, 1),
        entry(13, 9, date(1965, 1, 1), 1, 1),
        entry(13, 1, date(1965, 1, 1), 0, 1),  # A has left
        entry(14, 9, date(1966, 1, 1), 1, 1, 4, 2),
        entry(14, 3, date(1966, 1, 1), 0, 1, 4, 2),  # B does not come
    ],
    schema_overrides={"ccode": pl.Int64, "dispnum": pl.Int64},
)


def test_a_participation_counts_on_days_of_membership():
    own = _inside(BEGUN, SPELLS)
    assert own.select("dispnum", "ccode").rows() == [
        (10, 1), (10, 2), (11, 1), (12, 2), (12, 3), (14, 3),
    ]  # fmt: skip


def test_roles_are_counted_by_severity():
    own = _inside(BEGUN, SPELLS)
    everything = _count(own, "dispute")
    assert (everything.participations, everything.began, everything.targets) == (6, 2, 3)
    assert (everything.joined_first, everything.joined_targets) == (0, 1)
    assert everything.began_percent == pytest.approx(100 / 3)
    war = _count(own, "war")
    assert (war.participations, war.began, war.targets, war.joined_targets) == (2, 0, 1, 1)
    assert _count(own.clear(), "war").began_percent is None
    assert _count(own, "fatal").participations == 3


def test_calls_go_to_members_of_the_day_that_were_not_in_it_from_the_start():
    calls = _calls(BEGUN, SPELLS).select("dispnum", "target", "ally", "came").rows()
    assert calls == [(10, 1, 2, True), (14, 3, 2, False)]


def test_dissolved_states_and_germany_have_the_numbers_of_their_days():
    wto = {spell["iso3"]: spell["ccode"] for spell in cow_spells("WTO", date(1991, 6, 30))}
    assert (wto["SUN"], wto["DDR"], wto["CSK"]) == (365, 265, 315)
    germany = [s for s in cow_spells("NATO", date(2010, 1, 1)) if s["iso3"] == "DEU"]
    assert [(s["ccode"], s["from"].year, s["to"].year) for s in germany] == [
        (260, 1955, 1990), (255, 1990, 2010),
    ]  # fmt: skip
    assert not cow_spells("WTO", date(1955, 1, 1))


def test_without_the_data_the_record_says_which_command_gets_them(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.delenv("FOEDUS_DATA_MIRROR")
    found = record(load_world("2025-06-01"), "NATO")
    assert found.disputes is None
    assert any("foedus data pull gml_part" in note for note in found.notes)
    assert "Militarised disputes" not in found.summary()


@pytest.mark.mirror
def test_the_warsaw_pact(mirror):
    found = disputes_of("WTO", date(1991, 6, 30))
    counts = {count.rung: count for count in found.by_rung}
    assert (counts["dispute"].participations, counts["dispute"].began) == (143, 76)
    assert counts["war"].participations == 7
    assert found.by_state[0].ccode == 365
    for each in found.honoured:
        assert 0 <= each.honoured <= each.calls
        assert each.share is None or each.low <= each.share <= each.high
    major = next(e for e in found.honoured if (e.rung, e.power) == ("force", "major"))
    minor = next(e for e in found.honoured if (e.rung, e.power) == ("force", "minor"))
    both = next(e for e in found.honoured if (e.rung, e.power) == ("force", "any"))
    assert major.calls + minor.calls == both.calls
    assert major.calls > 0
