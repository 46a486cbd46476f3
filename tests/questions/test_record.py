"""An alliance's record: the table's facts, counted and given to whom they belong."""

from datetime import date

import polars as pl
import pytest

from foedus import FoedusError, load_world, record
from foedus.world.alliances import alliance_ids
from foedus.world.tables import read_table

NOW = load_world()
NATO = record(NOW, "NATO")


def operation(found, op_id):
    return found.frame.row(by_predicate=pl.col("op_id") == op_id, named=True)


def test_obligations_of_nato():
    assert NATO.obligations == {
        "defense": True, "offense": False, "neutrality": False, "nonaggression": True,
        "consultation": True,
    }  # fmt: skip
    assert any(article.startswith("Art. 5 collective defence") for article in NATO.articles)
    assert (NATO.signed, NATO.in_force, NATO.terminated) == (
        date(1949, 4, 4), date(1949, 8, 24), None,
    )  # fmt: skip
    assert len(NATO.members) == 32


def test_contested_mandates_stay_contested():
    iraq = operation(NATO, "iraq_2003")
    assert (iraq["by"], iraq["unsc_authorised_force"]) == ("members", "contested")
    kosovo = operation(NATO, "nato_allied_force")
    assert (kosovo["by"], kosovo["unsc_authorised_force"], kosovo["host_consent"]) == (
        "alliance", "no", "no",
    )  # fmt: skip
    text = " ".join(NATO.summary().split())
    assert "humanitarian justification claimed" in text
    assert "not in conformity with the Charter" in text


def test_the_same_rule_for_every_alliance():
    csto = record(NOW, "CSTO")
    assert csto.frame.filter(by="alliance")["op_id"].to_list() == ["csto_kazakhstan_2022"]
    assert operation(csto, "rus_ukraine_2022")["by"] == "members"
    assert "rus_transnistria" not in csto.frame["op_id"]  # before the treaty was in force
    assert operation(record(NOW, "RUS_PRK"), "prk_kursk_2024")["by"] == "alliance"
    assert operation(record(NOW, "WEU"), "nato_sharp_guard")["by"] == "alliance"
    assert operation(NATO, "nato_sharp_guard")["by"] == "alliance"
    assert not set(record(NOW, "WTO").frame["bloc"])


def test_every_row_of_the_alliance_is_there():
    rows = read_table("operations").filter(
        (pl.col("bloc") == "NATO") & (pl.col("start") <= date(2025, 12, 31))
    )
    own = NATO.frame.filter(by="alliance")
    assert set(own["op_id"]) == set(rows["op_id"])
    assert own["start"].is_sorted()


@pytest.mark.parametrize("alliance", alliance_ids())
def test_counts_add_up(alliance):
    found = record(NOW, alliance)
    assert found.frames["counts"]["operations"].sum() == len(found.frame)
    for by in ("alliance", "members"):
        total = sum(
            found.count(by, unsc_authorised_force=answer)
            for answer in ("yes", "no", "contested", "na")
        )
        assert total == len(found.frame.filter(by=by))
    assert max(map(len, found.summary().splitlines())) <= 80
    assert found.alliance == alliance


def test_nothing_later_than_the_day():
    found = record(load_world("1999-03-23"), "NATO")
    assert "nato_allied_force" not in found.frame["op_id"]
    assert "nato_allied_force" in record(load_world("1999-03-24"), "NATO").frame["op_id"]
    assert found.frame["start"].max() <= date(1999, 3, 23)
    assert found.frames["memberships"]["from"].max() <= date(1999, 3, 23)
    assert len(found.members) == 19
    assert "nato_arctic_sentry" in record(load_world("2026-03-01"), "NATO").frame["op_id"]


def test_events_and_suspensions():
    assert NATO.frames["memberships"].filter(row_type="event")["iso3"].to_list() == [
        "FRA", "GRC", "ESP", "DEU",
    ]  # fmt: skip
    assert "Armenia: suspension: participation frozen" in " ".join(
        record(NOW, "CSTO").summary().split()
    )
    assert "Uzbekistan: leaves" in record(NOW, "CSTO").summary()


def test_article_5_and_attacks_on_members():
    assert NATO.count("alliance", article5_invoked=1) == 2
    assert NATO.frame.filter(article5_invoked=1)["op_id"].sort().to_list() == [
        "nato_active_endeavour", "nato_eagle_assist",
    ]  # fmt: skip
    assert "2 under Article 5" in NATO.answer
    assert "Article 5" not in record(NOW, "CSTO").answer


def test_an_alliance_that_ended_still_has_a_record():
    found = record(NOW, "WTO")
    assert found.members == ()
    assert found.terminated == date(1991, 7, 1)
    assert len(found.memberships) == 8


def test_every_fact_has_a_source():
    assert NATO.frame["source"].null_count() == 0
    assert NATO.frames["memberships"]["source"].null_count() == 0
    assert set(NATO.frame["source"]) <= set(NATO.sources)


def test_same_bytes():
    assert NATO.to_json() == record(NOW, "nato").to_json()
    assert "Record(NATO (32 members" in repr(NATO)
    assert "<table" in NATO._repr_html_()


@pytest.mark.parametrize(
    ("alliance", "on", "message"),
    [
        ("NAOT", None, "did you mean NATO"),
        ("CSTO", "1990-01-01", "was signed on 1992-05-15"),
    ],
)
def test_bad_input(alliance, on, message):
    with pytest.raises(FoedusError, match=message):
        record(load_world(on), alliance)
