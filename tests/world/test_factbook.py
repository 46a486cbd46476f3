"""The Factbook's awkward texts, quoted from the last edition."""

import pytest

from worlddata.borders import Segment, border_rows, parse_borders
from worlddata.factbook import (
    has_no_forces,
    parse_money,
    parse_percentages,
    parse_personnel,
    parse_population,
    plain,
)
from worlddata.figures import factbook_rows, figure_rows, supplement_rows


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("approximately 31,000 active-duty military personnel (2025)", 31_000),
        ("approximately 10-15,000 active Armed Forces (2025)", 12_500),
        ("estimated 150-300,000 active-duty Defense Force&nbsp; (2025)", 225_000),
        ("approximately 3-4,000 active Defense Forces (2025)", 3_500),
        ("the FACV has approximately 1,000-1,500 active personnel (2025)", 1_250),
        ("available information varies widely; estimated 150,000-200,000 active (2025)", 175_000),
        (
            "estimated 1.1-1.2 million active Armed Forces; estimated 350,000 Federal National "
            "Guard Troops (2025)",
            1_150_000,
        ),
        ("estimated 850,000-1 million active Defense Forces (2025)", 925_000),
        (
            "approximately 2 million active-duty PLA (950,000-1 million Ground; 250,000 Navy, "
            "including about 50,000 Marines; 350-400,000 Air Force) (2025)",
            2_000_000,
        ),
        (
            "approximately 1.28 million active duty Armed Forces (450,000 Army; 334,000 Navy; "
            "317,000 Air Force; 10,000 Space Force; 168,000 Marine Corps); 42,000 Coast Guard) "
            "(2025)",
            1_280_000,
        ),
        ("estimates vary; as many as 1.3 million active-duty Korean People's Army (2025)", 1.3e6),
        (
            "approximately 200,000 active duty Armed Forces; approximately 150,000 National "
            "Gendarmerie; approximately 80,000 National Guard (2025)",
            200_000,
        ),
        (
            "estimated 220,000 active Armed Forces (175,000 Army; 10,000 Navy; 15,000 Air Force, "
            "20,000 Gendarmerie) (2025)",
            220_000,
        ),
        (
            "prior to the outbreak of fighting between the SAF and the RSF in 2023, size estimates "
            "for Sudan's armed forces varied widely: up to 200,000 SAF; up to 100,000 RSF (2023)",
            200_000,
        ),
        (
            "the Taliban claims to have 190,000 under the Ministry of Defense and 215,000 under "
            "the Ministry of Interior (2025)",
            190_000,
        ),
        ("approximately 3,300 Kosovo Security Forces, including about 800 reserves (2024)", 2_500),
        (
            "estimated 200,000 active armed forces personnel under the Ministry of Defense; "
            "approximately 20-25,000 National-Level Security Forces<br><br>Ministry of Peshmerga: "
            "estimated 150,000 active personnel (2025)",
            200_000,
        ),
        ("approximately 900 active military personnel (2025)", 900),
    ],
)
def test_personnel(text, persons):
    figure = parse_personnel(text)
    assert figure is not None
    assert figure.value == persons


@pytest.mark.parametrize(
    "text", ["estimates not available", "not available", "", "information varies"]
)
def test_no_estimate_is_missing_and_not_zero(text):
    assert parse_personnel(text) is None


def test_a_year_is_no_count():
    figure = parse_personnel("in 2023 the army had 700 soldiers (2024)")
    assert figure is not None
    assert (figure.value, figure.year) == (700, 2024)


def test_what_is_not_added_stands_in_the_note():
    figure = parse_personnel(
        "approximately 495,000 active; approximately 150,000 Gendarmerie (2025)"
    )
    assert figure is not None
    assert "not added: approximately 150,000 Gendarmerie" in figure.note


def test_a_range_says_so_and_is_less_certain():
    figure = parse_personnel("approximately 55-60,000 Armed Forces (2025)")
    assert figure is not None
    assert figure.note == "midpoint of 55,000 to 60,000"
    assert figure.confidence == "medium"


def test_claims_and_ceilings_are_uncertain():
    claim = parse_personnel(
        "the Georgia Defense Forces are authorized up to 37,000 personnel (2025)"
    )
    assert claim is not None
    assert claim.confidence == "low"
    assert "ceiling" in claim.note


def test_militia_is_told_from_the_professional_cadre():
    note = (
        "the strength figures include professional cadre (approximately 20,000 personnel), people"
    )
    figure = parse_personnel("approximately 145,000 Swiss Armed Forces (2024)", note)
    assert figure is not None
    assert figure.value == 20_000
    assert "145,000" in figure.note


@pytest.mark.parametrize(
    "text",
    [
        "no regular military forces; the Icelandic National Police and the Icelandic Coast Guard",
        "no military forces; Federated States of Micronesia National Police",
        "no regular military forces<br><br>Ministry of Public Security: National Police",
    ],
)
def test_no_forces(text):
    assert has_no_forces(text)


def test_some_forces():
    assert not has_no_forces("Finnish Defense Forces: Army; no regular military forces elsewhere")


def test_iceland_has_none():
    pages = {
        "ISL": {
            "Military and Security": {
                "Military and security forces": {
                    "text": "no regular military forces; the Icelandic National Police (2025)"
                }
            }
        }
    }
    (row,) = factbook_rows("ISL", pages)
    assert (row["variable"], row["value"], row["year"]) == ("milper_active_persons", 0.0, 2025)


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        ("$313.591 billion (2024 est.)", 313.591e9, 2024),
        ("$29.184 trillion (2024 est.)", 29.184e12, 2024),
        ("$674.9 million (2015 est.)", 674.9e6, 2015),
        ("$7,711,583 (2017 est.)", 7_711_583, 2017),
    ],
)
def test_money(text, value, year):
    figure = parse_money(text)
    assert figure is not None
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert figure.year == year


def test_no_money():
    assert parse_money("not available") is None
    assert parse_money("NA") is None


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        ("2.8% of GDP (2025 est.)", 2.8, 2025),
        ("8% of GDP (2024 est.)", 8.0, 2024),
        ("3.3% of GDP (2019)", 3.3, 2019),
        (
            "between 2010 and 2020, military expenditures accounted for an estimated 20-30% of "
            "North Korea's GDP annually; in 2024, North Korea announced nearly 16% of spending",
            25.0,
            2015,
        ),
    ],
)
def test_share_of_gdp(text, value, year):
    figure = parse_percentages(text)
    assert figure is not None
    assert (figure.value, figure.year) == (value, year)


def test_no_share_of_gdp():
    assert parse_percentages("not available") is None


def test_population():
    figure = parse_population("5,550,449 (2025 est.)")
    assert figure is not None
    assert (figure.value, figure.year) == (5_550_449, 2025)
    bare = parse_population("1,000 (2024)")
    assert bare is not None
    assert bare.year == 2024
    assert parse_population("no permanent inhabitants") is None


def test_plain_text():
    assert (
        plain("C&ocirc;te d'Ivoire<br><br><strong>note:</strong>  2") == "Côte d'Ivoire; ; note: 2"
    )


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        (
            "Canada 8,891 km (including 2,475 km with Alaska); Mexico 3,111 km",
            [("Canada", "", 8891), ("Mexico", "", 3111)],
        ),
        (
            "Lithuania (Kaliningrad Oblast) 261 km; Poland (Kaliningrad Oblast) 209 km",
            [("Lithuania", "Kaliningrad Oblast", 261), ("Poland", "Kaliningrad Oblast", 209)],
        ),
        (
            "China (southeast) 4,133 km and China (south) 46 km; Estonia 324 km",
            [("China", "southeast", 4133), ("China", "south", 46), ("Estonia", "", 324)],
        ),
        ("Niger 838 km, Senegal 489 km", [("Niger", "", 838), ("Senegal", "", 489)]),
        ("Chad 1556 km; Sudan 174 km", [("Chad", "", 1556), ("Sudan", "", 174)]),
        ("Zambia 0.15 km", [("Zambia", "", 0.15)]),
        (
            "Holy See (Vatican City) 3.4 km; San Marino 37 km",
            [("Holy See", "", 3.4), ("San Marino", "", 37)],
        ),
        (
            "Morocco (Ceuta) 8 km and Morocco (Melilla) 10.5 km",
            [("Morocco", "Ceuta", 8), ("Morocco", "Melilla", 10.5)],
        ),
        (
            "Cote d'Ivoire 720 km; Guinea-Bissau 421 km",
            [("Cote d'Ivoire", "", 720), ("Guinea-Bissau", "", 421)],
        ),
        ("", []),
    ],
)
def test_borders(text, segments):
    assert parse_borders(text) == [Segment(*segment) for segment in segments]


NAMES = {"Aland": "AAA", "Beland": "BBB", "Morocco": "MAR", "Algeria": "DZA", "Mauritania": "MRT"}


def _page(borders):
    return {"Geography": {"Land boundaries": {"border countries": {"text": borders}}}}


SAHARA = _page("Algeria 41 km, Mauritania 1564 km, Morocco 444 km")


def test_neighbours_that_differ():
    pages = {
        "AAA": _page("Beland 447 km"),
        "BBB": _page("Aland 460 km and Aland (north) 7 km"),
        "DZA": _page("Morocco 1,941 km"),
        "MAR": _page("Algeria 1,941 km; Mauritania 1,564 km"),
        "MRT": _page("Morocco 1,564 km"),
        "ESH": SAHARA,
    }
    rows = {(row["iso3_a"], row["iso3_b"]): row for row in border_rows(pages, NAMES)}
    differing = rows["AAA", "BBB"]
    assert (differing["km"], differing["km_a_page"], differing["km_b_page"]) == (467, 447, 467)
    assert "differ" in str(differing["note"])
    # Western Sahara is no part of Morocco in the table.
    assert rows["DZA", "MAR"]["km"] == 1900
    assert ("MAR", "MRT") not in rows


def test_an_unknown_neighbour_stops_the_build():
    with pytest.raises(SystemExit, match="Erewhon"):
        border_rows({"AAA": _page("Erewhon 3 km"), "ESH": SAHARA}, NAMES)


SUPPLEMENT = {
    "iso3": "AAA",
    "year": "2024",
    "milex_usd_current": "",
    "milex_pct_gdp": "0",
    "milper_active": "",
    "gdp_ppp_usd": "",
    "population": "7",
    "source": "milex: one; population: two",
    "confidence": "high",
    "notes": "milex estimate; population without islands; of all",
}


def _world():
    return {
        "AAA": {
            "People and Society": {"Population": {"total": {"text": "5 (2024 est.)"}}},
            "Military and Security": {
                "Military expenditures": {
                    "a": {"text": "2% of GDP (2023 est.)"},
                    "b": {"text": "3% of GDP (2024 est.)"},
                }
            },
        }
    }


def _values(rows):
    return {(row["variable"], row["year"]): row["value"] for row in rows}


def test_factbook_stands_before_the_supplement_of_the_same_year():
    values = _values(figure_rows(["AAA"], _world(), [SUPPLEMENT]))
    assert values == {
        ("milex_pct_gdp", 2023): 2,
        ("milex_pct_gdp", 2024): 3,
        ("population_persons", 2024): 5,
    }


def test_a_supplement_that_says_so_overrides_all_years():
    line = SUPPLEMENT | {"population": "", "notes": "none; overrides the Factbook figures"}
    values = _values(figure_rows(["AAA"], _world(), [line]))
    assert values == {("milex_pct_gdp", 2024): 0, ("population_persons", 2024): 5}


def test_each_figure_of_the_supplement_gets_its_own_source_and_remarks():
    sources = {
        row["variable"]: (row["source"], row["note"]) for row in supplement_rows([SUPPLEMENT])
    }
    assert sources == {
        "milex_pct_gdp": ("one", "milex estimate; of all"),
        "population_persons": ("two", "population without islands; of all"),
    }
