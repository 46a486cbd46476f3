"""Which line an alliance defends, on a day and as a series."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import FoedusError
from foedus.scenario.changes import Accession
from foedus.world.frontier import land_frontier
from foedus.world.line import line
from foedus.world.load import load_world
from foedus.world.schemas import LineJSON

NATO = line("NATO", since="1949-08-24", toward="RUS")
DAYS = st.dates(date(1949, 8, 24), date(2025, 12, 31))


def neighbours_of_russia(day):
    pairs = line("NATO", on=day).pairs
    return {m: km for m, n, km in pairs.select("member", "neighbour", "km").rows() if n == "RUS"}


def test_the_frontier_with_russia():
    before = {"NOR": 191, "EST": 324, "LVA": 332, "LTU": 261, "POL": 209}
    assert neighbours_of_russia("2022-01-30") == before
    assert neighbours_of_russia("2023-04-05") == before | {"FIN": 1309}
    assert neighbours_of_russia("2023-04-03") == before  # the day before the accession
    assert neighbours_of_russia("2023-04-04") == before | {"FIN": 1309}


def test_totals_add_up():
    for found in (NATO, line("CSTO"), line("WTO", on="1980-01-01"), line("RIO")):
        assert found.by_neighbour["km"].sum() == pytest.approx(found.total_km)
        assert found.by_member["km"].sum() == pytest.approx(found.total_km)
        assert found.by_wave["km"].sum() == pytest.approx(found.total_km)
        assert found.by_member["member"].sort().to_list() == list(found.members)
        assert sorted(found.by_wave["members"].explode()) == list(found.members)


def test_the_series_has_every_enlargement():
    series = NATO.series
    assert series["members"].to_list() == [12, 14, 15, 16, 19, 26, 28, 29, 30, 31, 32]
    assert series["date"][0] == date(1949, 8, 24)
    assert series["joined"][0].len() == 12
    assert series.row(9, named=True)["change"] == "+ FIN"
    assert series["date"].to_list()[-2:] == [date(2023, 4, 4), date(2024, 3, 7)]


def test_the_line_only_comes_nearer_while_members_join():
    assert NATO.series["distance_km"].is_sorted(descending=True)
    assert NATO.series["toward_km"].is_sorted()
    assert NATO.series["nearest_member"].unique(maintain_order=True).to_list() == [
        "DNK", "POL", "LVA",
    ]  # fmt: skip


@given(DAYS)
def test_a_day_is_the_last_row_of_the_series_up_to_it(day):
    one = line("NATO", on=day, toward="RUS")
    row = NATO.series.filter(pl.col("date") <= day).row(-1, named=True)
    assert (one.total_km, len(one.members)) == (row["total_km"], row["members"])
    assert (one.toward.frontier_km, one.toward.distance_km) == (
        row["toward_km"], row["distance_km"],
    )  # fmt: skip
    assert one.toward.nearest_member == row["nearest_member"]


def test_a_series_that_begins_between_changes():
    found = line("NATO", since="2022-01-30", on="2023-12-31").series
    assert found["change"].to_list() == ["as it stood", "+ FIN"]
    assert found["members"].to_list() == [30, 31]
    assert found["distance_km"].null_count() == 2


def test_members_leave():
    series = line("CSTO", since="1994-04-20").series
    assert series["change"].to_list() == ["founded by 9", "- AZE GEO UZB", "+ UZB", "- UZB"]


def test_an_alliance_that_ended():
    found = line("WTO", since="1955-06-05")
    assert found.on == date(1991, 6, 30)
    assert found.series["date"].to_list()[:2] == [date(1955, 6, 5), date(1968, 9, 13)]
    assert found.by_member["member"].to_list()[0] == "SUN"
    assert any("Soviet Union" in note for note in found.notes)
    assert any("German Democratic Republic" in note for note in found.notes)


def test_notes_name_the_states_of_the_time():
    then, now = line("NATO", on="1982-06-01").notes, line("NATO", on="2022-01-30").notes
    assert any("Soviet Union (to 1991-12-26)" in note for note in then)
    assert not any("Soviet Union" in note for note in now)
    assert any("overseas territories" in note for note in now)
    assert any("2025-12-31" in note for note in line("NATO", on="2026-06-01").notes)
    assert any("Armenia" in note for note in line("CSTO").notes)
    assert not any("Armenia" in note for note in line("CSTO", on="2022-01-30").notes)


def test_another_world():
    world = load_world("2022-01-30")
    after = Accession("UKR", "NATO").apply(world)
    found = line("NATO", world=after, toward="RUS")
    assert found.on == date(2022, 1, 30)
    assert found.toward.frontier_km == 1317 + 1944
    assert found.toward.nearest_member == "UKR"
    gained = 1944 + 1202 + 1111 - 601 - 498 - 128 - 97
    assert found.total_km == pytest.approx(line("NATO", world=world).total_km + gained)
    assert found.total_km == pytest.approx(land_frontier(after.members("NATO"))["km"].sum())


def test_json_is_the_schema():
    document = LineJSON.model_validate_json(NATO.to_json())
    assert document.schema_version == "1.0"
    russia = next(row for row in document.by_neighbour if row.iso3 == "RUS")
    assert russia.members["FIN"] == 1309
    assert sum(russia.members.values()) == russia.km
    norway = next(row for row in document.by_member if row.iso3 == "NOR")
    assert norway.neighbours["RUS"] == 191
    assert json.loads(line("NATO").to_json())["series"] is None
    assert NATO.to_json() == line("NATO", since="1949-08-24", toward="RUS").to_json()


def test_text_fits():
    for found in (
        NATO,
        line("OSCE", since="1975-08-01", toward="CHN"),
        line("AUKUS"),
        line("WEU", since="1949-09-01"),
    ):
        assert max(map(len, found.summary().splitlines())) <= 80
    assert NATO.summary().startswith("On 2025-12-31 NATO (32 members)")
    assert "NATO (32 members)" in repr(NATO)
    assert "<table" in NATO._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"since": "2024-01-01", "on": "2023-01-01"}, "since 2024-01-01 is after 2023-01-01"),
        ({"toward": "Ukrane"}, r"did you mean Ukraine \(UKR\)"),
        ({"toward": "FRA"}, "it is a member of NATO"),
        ({"toward": "SUN"}, "successors"),
        ({"on": "2022-13-01"}, "2022-13-01"),
        ({"on": "1949-08-23"}, "begin on 1949-08-24"),
    ],
)
def test_bad_input(arguments, message):
    with pytest.raises(FoedusError, match=message):
        line("NATO", **arguments)


@pytest.mark.parametrize(
    ("alliance", "arguments", "message"),
    [
        ("NAOT", {}, "did you mean NATO"),
        ("WTO", {}, "it ended on 1991-07-01"),
        ("CSTO", {"on": "1990-01-01"}, "its first joined on 1994-04-20"),
        ("AU_NADP", {}, "no members in force"),
        ("WTO", {"on": "1980-01-01", "toward": "LVA"}, "it is a member of WTO"),
    ],
)
def test_alliances_without_members(alliance, arguments, message):
    with pytest.raises(FoedusError, match=message):
        line(alliance, **arguments)


def test_a_world_excludes_a_date():
    with pytest.raises(FoedusError, match="not both"):
        line("NATO", world=load_world(), on="2022-01-30")


def test_a_historical_world_is_not_on_the_map_of_today():
    world = load_world()
    odd = replace(world.alliance("NATO"), members=frozenset({"GMY", "UKG"}))
    with pytest.raises(FoedusError, match="GMY, UKG of NATO"):
        line("NATO", world=replace(world, alliances=(odd,)))
