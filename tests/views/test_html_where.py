"""The map of an assessment read back: every land in the class of its change, with what to show."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from foedus.questions.words import signed
from foedus.views.html.assess.where import BREAKS, change_map, change_of, class_of
from foedus.views.html.geometry import Canvas, Land

SVG = "{http://www.w3.org/2000/svg}"


@given(st.floats(-9, 9))
def test_a_class_counts_the_limits_that_a_change_reaches(change):
    steps = 0
    for limit in (0.01, 0.05, 0.25, 1.0):
        steps += abs(change) >= limit
    side = "safer" if change < 0 else "less"
    assert class_of(change) == (f"{side}-{steps}" if steps else "none")
    if steps:
        other = class_of(-change)
        assert other[-1] == class_of(change)[-1]
        assert other != class_of(change)


@pytest.mark.parametrize("limit", BREAKS)
def test_a_limit_itself_is_in_the_higher_class(limit):
    below, at = class_of(limit * 0.999), class_of(limit)
    assert at[-1] == str(BREAKS.index(limit) + 1)
    assert below != at


@pytest.fixture
def found(asked):
    return asked("assess").result


def land(iso3, x, dot=None, home=True, name=None):
    return Land(iso3, name or iso3 or "nobody's", home, box(x, 0, x + 5, 5), dot)


def drawn(found, *lands):
    text = change_map(found, Canvas(100, 50, lands), "m")
    return text, ElementTree.fromstring(text)


def fill_of(mark):
    return mark.attrib["fill"].removeprefix("var(--").removesuffix(")")


def test_every_land_has_the_colour_of_its_state_and_says_why(found):
    rows = {row.iso3: row for row in found.states}
    names = ("RUS", "POL", "UKR", "BRA")
    text, root = drawn(found, *(land(iso3, 6 * i) for i, iso3 in enumerate(names)))
    shapes = [one for one in root.iter(f"{SVG}path") if one.find(f"{SVG}title") is not None]
    told = {one.find(f"{SVG}title").text.split("\n")[0]: one for one in shapes}
    assert len(shapes) == len(names)
    for iso3 in names:
        row = rows[iso3]
        mark = told[row.name]
        assert fill_of(mark) == class_of(change_of(row))
        tip = mark.find(f"{SVG}title").text
        assert f"{signed(change_of(row))} attacks a century" in tip
        assert f"attacked {signed(row.attacked_after - row.attacked_before)}" in tip
        role = {"outsider": "outsider", "member": "member", "candidate": "joins"}[row.role]
        assert f"\n{role}: " in tip
    assert text.index(rows["UKR"].name) > text.index(rows["POL"].name)  # who moves is drawn last
    assert text.index(rows["POL"].name) > text.index(rows["RUS"].name)


def test_land_without_a_row_is_hatched(found):
    text, root = drawn(found, land("QQQ", 0), land(None, 6), land("QQR", 12, dot=(14.0, 2.0)))
    titles = [one.text for one in root.iter(f"{SVG}title")]
    assert titles.count("QQQ\nno data") == 1
    assert sum("no data" in title for title in titles) == 3
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= {"m-hatch", "m-large-hatch"}
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert set(ids) >= set(re.findall(r"url\(#([^)]*)\)", text))


def test_a_territory_says_whose_it_is_and_names_are_escaped(found):
    text, root = drawn(found, land("POL", 0, home=False, name="<Isle>"))
    [title] = [one.text for one in root.iter(f"{SVG}title")]
    assert title.startswith("<Isle> (Poland)\n")
    assert "<Isle>" not in text


def test_the_page_counts_and_names_members_and_outsiders(asked):
    page = asked("assess")
    test, outside = page.result.article10, page.result.indivisibility
    sections = {s.attrs["id"]: s for s in page.tree.only("main").all("section")}
    members = sections["members"].text
    assert f"The members of {page.result.alliance}" in members
    assert f"{len(test.bearers)} of {test.members}" in members
    told = sections["outside"].text
    assert f"Of {outside.outsiders} states outside, {outside.noticeably_less_safe} get" in told
    assert f"{outside.slightly_less_safe} slightly" in told
    for state in test.bearers[:5]:
        assert f"{state.name} {signed(state.change)}" in members
