"""Every usual name of a state finds it, and none finds another."""

import csv
from datetime import date
from pathlib import Path

import pytest

from foedus import FoedusError, load_world
from foedus.world.alliances import alliance_ids, resolve_alliance
from foedus.world.names import fold, plain
from foedus.world.states import meant_today, resolve_state, state_rows
from foedus.world.tables import read_table

LIST = Path(__file__).with_name("names.csv")
"""Names of today's states as pycountry 26.2 and country_converter 1.3 spell them, and as used."""


def names():
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(text):
    try:
        return resolve_state(text)
    except FoedusError:
        return None


def test_of_a_hundred_names_ninety_nine_find_their_state_and_none_another():
    listed = names()
    assert len(listed) > 500
    assert {row["iso3"] for row in listed} == set(state_rows())
    answers = [(row["spelling"], row["iso3"], found(row["spelling"])) for row in listed]
    wrong = [(name, want, got) for name, want, got in answers if got not in (None, want)]
    assert wrong == []
    missed = [name for name, _, got in answers if got is None]
    assert len(missed) <= 0.01 * len(listed), missed
    assert set(missed) <= {"Congo", "Guinea"}


def test_the_case_blanks_and_order_of_a_name_do_not_matter():
    for row in names():
        name = row["spelling"]
        assert found(f"  {name.upper()} ") == found(name.lower()) == found(name), name
        assert found(f"the {name}") == found(name), name


@pytest.mark.parametrize("row", state_rows().values(), ids=str)
def test_a_state_has_its_own_codes(row):
    for column in ("iso3", "iso2"):
        assert resolve_state(row[column]) == row["iso3"]
    if row["cow_code"]:
        assert resolve_state(row["cow_code"]) == resolve_state(str(row["cow_code"])) == row["iso3"]
    assert row["iso3"] in meant_today(row["name"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Korea", "KOR PRK"), ("congo", "COD COG"), ("The Congo", "COD COG"),
     ("GUINEA", "GIN GNB GNQ PNG")],
)  # fmt: skip
def test_an_ambiguous_name_lists_all_who_have_it(text, codes):
    for ask in (resolve_state, load_world().resolve, load_world("2024-01-30").resolve):
        with pytest.raises(FoedusError) as told:
            ask(text)
        assert all(f": {code};" in str(told.value) for code in codes.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("USSR", "1922-12-30 to 1991-12-26.*RUS.*UKR"), ("U.S.S.R.", "1991-12-26"),
        ("Union of Soviet Socialist Republics", "1991-12-26"), ("Soviet Union", "1991-12-26"),
        ("Yugoslavia", "2003-02-03.*SVN HRV"), ("SFR Yugoslavia", "2003-02-03"),
        ("GDR", "1990-10-02.*DEU"), ("East Germany", "1990-10-02"), ("265", "1990-10-02"),
        ("315", "1992-12-31.*CZE SVK"), ("Czechoslovakia", "CZE SVK"), ("CS", "CZE SVK.*SRB MNE"),
        ("Serbia and Montenegro", "2006-06-02.*SRB MNE"), ("South Yemen", "1990-05-21.*YEM"),
        ("South Vietnam", "1954-06-04 to 1975-04-30.*VNM"), ("Republic of Vietnam", "1975-04-30"),
        ("817", "1975-04-30"), ("Austria-Hungary", "1918-11-12.*AUT HUN"), ("300", "1918-11-12"),
        ("Zanzibar", "1964-04-26.*TZA"), ("United Arab Republic", "EGY SYR"),
    ],
)  # fmt: skip
def test_a_state_that_is_no_more_is_told_with_its_dates_and_successors(text, told):
    with pytest.raises(FoedusError, match=told):
        resolve_state(text)


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("Zaire", "COD"), ("FYROM", "MKD"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("EL", "GRC"),
     ("345", "SRB"), ("345.0", None), (345, "SRB"), ("North Yemen", "YEM"), ("260", "DEU")],
)  # fmt: skip
def test_an_old_name_of_a_state_of_today(text, iso3):
    assert found(text) == iso3


@pytest.mark.parametrize(
    "text",
    [
        "Niger Delta", "French Guiana", "Hong Kong", "Northern Ireland", "Texas", "Kurdistan",
        "American Samoa", "Greenland", "Somaliland", "Netherlands Antilles", "Saint Martin",
        "South Georgia", "British Virgin Islands", "New South Wales", "Western Sahara", "Europe",
        "Polish Corridor", "Indiana", "Mali Empire", "Chadwick", "Omanization", "Georgia Tech",
        "Republic", "Kingdom of", "the", "XKX1", "9999", "-1", "0", "...",
    ],
)  # fmt: skip
def test_nothing_is_taken_for_a_state_that_it_only_looks_like(text):
    with pytest.raises(FoedusError) as told:
        resolve_state(text)
    assert "did you mean" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "near"),
    [("Ukrane", "UKR"), ("Islamic Republic of Afghanistn", "AFG"), ("Phillipines", "PHL"),
     ("Slovania", "SVK"), ("Slovania", "SVN"), ("Czechoslovkia", "CSK"), ("Madagaskr", "MDG")],
)  # fmt: skip
def test_a_slip_of_the_hand_is_told(text, near):
    with pytest.raises(FoedusError, match=rf"did you mean .*\({near}\)"):
        resolve_state(text)


@pytest.mark.parametrize("value", [None, 3.5, True, [], {"UKR"}, b"UKR", date(2022, 1, 1)])
def test_what_is_no_text_is_no_state_and_no_alliance(value):
    for ask in (resolve_state, load_world().resolve, resolve_alliance, load_world().alliance):
        if ask in (resolve_state, load_world().resolve) or not isinstance(value, int):
            with pytest.raises(FoedusError, match="given by its"):
                ask(value)


@pytest.mark.parametrize(
    ("text", "alliance"),
    [("OTAN", "NATO"), ("otan", "NATO"), ("North Atlantic Alliance", "NATO"), ("НАТО", "NATO"),
     ("ODKB", "CSTO"),
     ("ОДКБ", "CSTO"), ("EU", "EU_42_7"), ("Warsaw Pact", "WTO"), ("UE", "EU_42_7"),
     ("Collective Security Treaty Organization", "CSTO"), ("TIAR", "RIO"), ("CEDEAO", "ECOWAS_MAD"),
     ("League of Arab States", "ARAB_JDT"), ("Baghdad Pact", "CENTO")],
)  # fmt: skip
def test_alliances_by_their_names(text, alliance):
    assert resolve_alliance(text) == alliance


def test_an_alliance_is_no_state():
    with pytest.raises(FoedusError, match=r"'OTAN' is an alliance \(NATO\), not a state"):
        load_world().resolve("OTAN")
    assert load_world().resolve_alliance("OTAN") == "NATO"
    for alliance in alliance_ids():
        assert found(alliance) is None


def test_spellings_of_the_table_mean_states_and_one_spelling_means_one_thing():
    known = {*state_rows(), *read_table("dissolved_states")["iso3"]}
    meant = {}
    for text, cell in read_table("names").select("spelling", "iso3").iter_rows():
        assert set(cell.split()) <= known
        assert meant.setdefault(plain(text), cell) == cell, text
        assert fold(text) == text or not text.isascii()


def test_former_states_have_dates_successors_and_no_code_of_a_state_that_has_one():
    former = read_table("former_states")
    known = {*state_rows(), *read_table("dissolved_states")["iso3"]}
    assert not known & {*former["iso3"]}
    assert (former["from"] < former["to"]).all()
    assert {code for cell in former["successors"] for code in cell.split()} <= known
