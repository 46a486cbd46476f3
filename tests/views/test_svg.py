"""Charts as SVG: the page's colours, unique names, titles in place of descriptions."""

import re
from xml.etree import ElementTree

import pytest

from foedus.views.html.charts import bars
from foedus.views.html.svg import (
    HATCH,
    PAINTED,
    _renumbered,
    _rounded,
    colours,
    configured,
    drawn,
    inline,
    layered,
    stacked,
    standalone,
)

SVG = "{http://www.w3.org/2000/svg}"
SPEC = bars([("Poland", 3.5), ("Peru", 1.25)], "km", 400, digits=2)


@pytest.fixture(scope="module")
def page():
    return inline(SPEC, "p")


def test_every_colour_that_charts_use_has_its_own_value():
    known = colours()
    assert set(PAINTED) <= set(known)
    values = [known[name] for name in PAINTED]
    assert len(set(values)) == len(values)
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in known.values())


def test_inside_a_page_colours_are_the_pages_and_names_its_own(page):
    root = ElementTree.fromstring(page)
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert ids
    assert all(name.startswith("p-") for name in ids)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(ids)
    assert "var(--deterrence)" in page
    assert colours()["deterrence"] not in page
    assert root.attrib["aria-hidden"] == "true"
    assert "height" not in root.attrib
    assert "viewBox" in root.attrib


def test_descriptions_are_titles_over_their_marks(page):
    titles = [one.text for one in ElementTree.fromstring(page).iter(f"{SVG}title")]
    assert titles[-2:] == ["Poland\n3.50 km", "Peru\n1.25 km"]
    assert "aria-label" not in page
    assert "role=" not in page


def test_numbers_are_short(page):
    paths = re.findall(r' (?:d|transform)="([^"]*)"', page)
    assert paths
    assert not re.findall(r"\d\.\d\d", " ".join(paths))


@pytest.mark.parametrize(
    ("number", "told"),
    [("1.26", "1.3"), ("2.00", "2"), ("-0.26", "-.3"), ("0.31", "0.3"), ("-12.04", "-12")],
)
def test_rounding(number, told):
    assert _rounded(re.match(r".*", number)) == told


def test_as_a_file_a_chart_stands_on_a_ground_of_its_size():
    root = ElementTree.fromstring(standalone(SPEC))
    ground = root[0]
    assert ground.tag == f"{SVG}rect"
    assert ground.attrib["fill"] == colours()["ground"]
    assert (ground.attrib["width"], ground.attrib["height"]) == (
        root.attrib["width"], root.attrib["height"],
    )  # fmt: skip
    assert "var(" not in standalone(SPEC)
    assert drawn(SPEC, ".svg") == standalone(SPEC)
    png = drawn(SPEC, ".png")
    assert png[:4] == b"\x89PNG"
    width = int.from_bytes(png[16:20], "big")
    assert width == pytest.approx(2 * float(root.attrib["width"]), abs=2)


def test_the_pattern_for_missing_data_is_there():
    root = ElementTree.fromstring(standalone(SPEC))
    [pattern] = list(root.iter(f"{SVG}pattern"))
    assert f"url(#{pattern.attrib['id']})" == HATCH


def test_clips_are_counted_from_one_in_the_order_of_the_drawing():
    text = '<a id="clip7"/><b clip="url(#clip7)"/><a id="clip12"/><b clip="url(#clip12)"/>clip99'
    assert _renumbered(text) == (
        '<a id="clip1"/><b clip="url(#clip1)"/><a id="clip2"/><b clip="url(#clip2)"/>clip99'
    )


def test_charts_are_put_on_and_below_each_other():
    import altair as alt

    one, two = (alt.Chart(alt.InlineData(values=[{"a": i}])).mark_bar() for i in (1, 2))
    spec = layered(one, two, width=90)
    assert spec["width"] == 90
    assert [layer["data"]["values"] for layer in spec["layer"]] == [[{"a": 1}], [{"a": 2}]]
    assert all("config" not in layer and "$schema" not in layer for layer in spec["layer"])
    assert stacked({"a": 1}, {"b": 2}, spacing=3) == {"vconcat": [{"a": 1}, {"b": 2}], "spacing": 3}


def test_a_ground_is_given_or_there_is_none():
    assert configured({"mark": "bar"})["config"]["background"] is None
    assert configured({"mark": "bar"}, "#ffffff")["config"]["background"] == "#ffffff"
    assert configured({"mark": "bar"})["mark"] == "bar"
