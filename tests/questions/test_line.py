"""Which line an alliance defends, on a day and as a series."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import FoedusError, line, load_world
from foedus.errors import DataNotHereError
from foedus.questions.line_result import Line
from foedus.questions.line_series import last_day
from foedus.scenario.changes import Accession
from foedus.world.frontier import land_frontier
from foedus.world.shapes import BORDERS_SINCE

NOW = load_world()
try:
    NATO = line(NOW, "NATO", since="1949-08-24", toward="RUS")
except DataNotHereError:  # the borders of days before 2011
    pytest.skip("needs the research data: set FOEDUS_DATA_MIRROR", allow_module_level=True)
SERIES = NATO.frame
DAYS = st.dates(date(2017, 6, 5), date(2025, 12, 31))  # borders move between earlier rows


def neighbours_of_russia(day):
    pairs = line(load_world(day), "NATO").frames["pairs"]
    return {m: km for m, n, km in pairs.select("member", "neighbour", "km").rows() if n == "RUS"}


def test_the_frontier_with_russia():
    before = {"NOR": 191, "EST": 324, "LVA": 332, "LTU": 261, "POL": 209}
    assert neighbours_of_russia("2022-01-30") == before
    assert neighbours_of_russia("2023-04-05") == before | {"FIN": 1309}
    assert neighbours_of_russia("2023-04-03") == before  # the day before the accession
    assert neighbours_of_russia("2023-04-04") == before | {"FIN": 1309}


def test_totals_add_up():
    for found in (NATO, line(NOW, "CSTO"), line(load_world("1980-01-01"), "WTO"), line(NOW, "RIO")):
        for name in ("pairs", "by_neighbour", "by_member", "by_wave"):
            assert found.frames[name]["km"].sum() == pytest.approx(found.total_km)
        assert sorted(row.iso3 for row in found.by_member) == list(found.members)
        assert sorted(iso3 for row in found.by_wave for iso3 in row.members) == list(found.members)


def test_the_series_has_every_enlargement():
    series = SERIES
    assert series["members"].to_list() == [12, 14, 15, 16, 19, 26, 28, 29, 30, 31, 32]
    assert series["date"][0] == date(1949, 8, 24)
    assert series["joined"][0].len() == 12
    assert series.row(9, named=True)["change"] == "+ FIN"
    assert series["date"].to_list()[-2:] == [date(2023, 4, 4), date(2024, 3, 7)]


def test_the_line_only_comes_nearer_while_members_join():
    steps = SERIES["distance_km"].diff().drop_nulls()
    assert steps.max() < 5  # from the map of CShapes to today's, finer one
    today = SERIES.filter(pl.col("date") > BORDERS_SINCE)  # the Soviet Union was another neighbour
    assert today["toward_km"].is_sorted()
    assert SERIES["nearest_member"].unique(maintain_order=True).to_list() == [
        "DNK", "POL", "LVA",
    ]  # fmt: skip


@given(DAYS)
def test_a_day_is_the_last_row_of_the_series_up_to_it(day):
    one = line(load_world(day), "NATO", toward="RUS")
    row = SERIES.filter(pl.col("date") <= day).row(-1, named=True)
    assert (one.total_km, len(one.members)) == (row["total_km"], row["members"])
    assert (one.toward.frontier_km, one.toward.distance_km) == (
        row["toward_km"], row["distance_km"],
    )  # fmt: skip
    assert one.toward.nearest_member == row["nearest_member"]


def test_a_series_that_begins_between_changes():
    found = line(load_world("2023-12-31"), "NATO", since="2022-01-30").frame
    assert found["change"].to_list() == ["as it stood", "+ FIN"]
    assert found["members"].to_list() == [30, 31]
    assert found["distance_km"].null_count() == 2


def test_members_leave():
    series = line(NOW, "CSTO", since="1994-04-20").frame
    assert series["change"].to_list() == ["founded by 9", "- AZE GEO UZB", "+ UZB", "- UZB"]


def test_an_alliance_that_ended():
    assert last_day("WTO") == date(1991, 6, 30)
    found = line(load_world(last_day("WTO")), "WTO", since="1955-06-05")
    assert [row.date for row in found.series[:2]] == [date(1955, 6, 5), date(1968, 9, 13)]
    assert found.by_member[0].iso3 == "SUN"
    assert any("1991-06-30 in CShapes 2.0" in note for note in found.notes)
    before = line(load_world("1985-01-01"), "WTO")
    assert before.by_member[0].iso3 == "SUN"
    assert {row.iso3 for row in before.by_neighbour} >= {"DEU", "CHN", "NOR", "YUG"}
    assert next(m for m in before.by_member if m.iso3 == "DDR").km > 500


def test_notes_name_the_states_of_the_time():
    then, now = (
        line(load_world("1982-06-01"), "NATO").notes,
        line(load_world("2022-01-30"), "NATO").notes,
    )
    assert any("those of 1982-06-01 in CShapes" in note for note in then)
    assert any("hold since 2011-07-09" in note for note in now)
    series = line(load_world("2022-01-30"), "NATO", since="1982-06-01").notes
    assert any("a step on that day is one of method" in note for note in series)
    assert any("overseas territories" in note for note in now)
    assert any("2025-12-31" in note for note in line(load_world("2026-06-01"), "NATO").notes)
    assert any("Armenia" in note for note in line(NOW, "CSTO").notes)
    assert not any("Armenia" in note for note in line(load_world("2022-01-30"), "CSTO").notes)


def test_another_world():
    world = load_world("2022-01-30")
    after = Accession("UKR", "NATO").apply(world)
    found = line(after, "NATO", toward="RUS")
    assert found.on == date(2022, 1, 30)
    assert found.toward.frontier_km == 1317 + 1944
    assert found.toward.nearest_member == "UKR"
    gained = 1944 + 1202 + 1111 - 601 - 498 - 128 - 97
    assert found.total_km == pytest.approx(line(world, "NATO").total_km + gained)
    assert found.total_km == pytest.approx(land_frontier(after.members("NATO"))["km"].sum())


def test_json_is_the_schema():
    document = Line.model_validate_json(NATO.to_json())
    assert document == NATO
    assert document.schema_version == "1.0"
    russia = next(row for row in document.by_neighbour if row.iso3 == "RUS")
    assert russia.members["FIN"] == 1309
    assert sum(russia.members.values()) == russia.km
    norway = next(row for row in document.by_member if row.iso3 == "NOR")
    assert norway.neighbours["RUS"] == 191
    assert json.loads(line(NOW, "NATO").to_json())["series"] is None
    assert NATO.to_json() == line(NOW, "NATO", since="1949-08-24", toward="RUS").to_json()


def test_text_fits():
    for found in (
        NATO,
        line(NOW, "OSCE", since="1975-08-01", toward="CHN"),
        line(NOW, "AUKUS"),
        line(load_world(last_day("WEU")), "WEU", since="1949-09-01"),
    ):
        assert max(map(len, found.summary().splitlines())) <= 80
    assert NATO.summary().startswith("On 2026-01-01 NATO (32 members)")
    assert "NATO (32 members)" in repr(NATO)
    assert "<table" in NATO._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"since": "2026-01-02"}, "since 2026-01-02 is after 2026-01-01"),
        ({"toward": "Ukrane"}, r"did you mean Ukraine \(UKR\)"),
        ({"toward": "FRA"}, "it is a member of NATO"),
        ({"toward": "SUN"}, "successors"),
        ({"since": "2022-13-01"}, "2022-13-01"),
        ({"since": "1949-08-23"}, "begin on 1949-08-24"),
    ],
)
def test_bad_input(arguments, message):
    with pytest.raises(FoedusError, match=message):
        line(NOW, "NATO", **arguments)


@pytest.mark.parametrize(
    ("alliance", "on", "message"),
    [
        ("NAOT", None, "did you mean NATO"),
        ("WTO", None, "it ended on 1991-07-01"),
        ("CSTO", "1990-01-01", "its first joined on 1994-04-20"),
        ("AU_NADP", None, "no members in force"),
    ],
)
def test_alliances_without_members(alliance, on, message):
    with pytest.raises(FoedusError, match=message):
        line(load_world(on), alliance)


def test_a_member_of_today_on_the_land_of_a_member_of_then():
    with pytest.raises(FoedusError, match="it is a member of WTO"):
        line(load_world("1980-01-01"), "WTO", toward="Russia")
    with pytest.raises(FoedusError, match=r"part of Soviet Union \(SUN\)"):
        line(load_world("1980-01-01"), "WTO", toward="LVA")


def test_a_bloc_of_1914_has_a_line_on_the_map_of_1914():
    found = line(load_world("1914-06-28"), "Triple Alliance", toward="Russia")
    assert found.alliance == "AUH-DEU-ITA"
    assert found.toward.capital.startswith("Saint Petersburg")
    assert found.toward.frontier_km > 1500
    assert {row.iso3 for row in found.by_neighbour} >= {"FRA", "RUS", "SRB", "ROU", "CHE"}
    assert "CShapes" in " ".join(found.sources)


def test_a_changed_world_has_no_series():
    after = Accession("UKR", "NATO").apply(NOW)
    with pytest.raises(FoedusError, match="not those on record"):
        line(after, "NATO", since="2000-01-01")


def test_a_historical_world_is_not_on_the_map_of_today():
    world = load_world()
    odd = replace(world.alliance("NATO"), members=frozenset({"GMY", "UKG"}))
    with pytest.raises(FoedusError, match="GMY, UKG of NATO"):
        line(replace(world, alliances=(odd,)), "NATO")
