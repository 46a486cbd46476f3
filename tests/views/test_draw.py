"""SVG written by hand: shapes, words and ticks, read back from the drawing."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from foedus.views.html.draw import (
    circle,
    fill,
    labels,
    line,
    number,
    outline,
    path,
    rect,
    svg,
    text,
    ticks,
)

PIXELS = st.floats(-999, 999)


@given(PIXELS)
def test_pixels_have_a_decimal_at_most(value):
    told = number(value)
    assert float(told) == pytest.approx(value, abs=0.0501)
    assert re.fullmatch(r"-?\d+(\.\d)?", told)
    assert told != "-0"
    assert not told.endswith(".0")


def points_of(data):
    """The points of path data, ring by ring, read as a pen would move."""
    rings = []
    for start, steps, _ in re.findall(r"M(-?\d+ -?\d+)l([-\d ]*)(z?)", data):
        x, y = map(int, start.split())
        moves = [int(one) for one in re.findall(r"-?\d+", steps)]
        ring = [(x, y)]
        for dx, dy in zip(moves[::2], moves[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


@given(st.lists(st.tuples(PIXELS, PIXELS), min_size=2, max_size=9))
def test_a_line_goes_through_its_points_in_tenths(points):
    data = outline(LineString(points))
    wanted = []
    for x, y in points:
        place = (round(10 * x), round(10 * y))
        if not wanted or wanted[-1] != place:
            wanted.append(place)
    if len(wanted) == 1:
        assert data == ""
    else:
        [found] = points_of(data)
        assert found == wanted
        assert not data.endswith("z")


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 90), st.integers(1, 90))
def test_a_box_has_four_corners_and_closes(x, y, width, height):
    data = outline(box(x, y, x + width, y + height))
    [ring] = points_of(data)
    corners = {(10 * a, 10 * b) for a in (x, x + width) for b in (y, y + height)}
    assert set(ring) == corners
    assert len(ring) == 4
    assert data.endswith("z")


def test_holes_and_parts_are_rings_of_their_own():
    holed = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(3, 3), (6, 3), (6, 6), (3, 6)]])
    both = MultiPolygon([holed, box(20, 20, 21, 21)])
    assert len(points_of(outline(both))) == 3
    assert outline(both).count("z") == 3
    assert outline(MultiPolygon([])) == ""
    assert outline(Point(1, 2)) == ""


@given(st.floats(-100, 100), st.floats(0.001, 300), st.integers(2, 9))
def test_ticks_are_even_round_inside_and_not_too_many(low, span, most):
    high = low + span
    found = ticks(low, high, most)
    assert len(found) <= most + 1
    steps = {round(b - a, 9) for a, b in pairwise(found)}
    assert len(steps) <= 1
    for at in found:
        assert low - 1e-6 <= at <= high + 1e-6
    for step in steps:
        mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
        assert min(abs(mantissa - one) for one in (1, 2, 5, 10)) < 1e-6
        # No tick is left out at either end.
        assert found[0] - step < low
        assert found[-1] + step > high


@given(st.floats(-100, 100), st.floats(0.001, 300))
def test_labels_tell_ticks_apart_and_have_their_sign(low, span):
    places = ticks(low, low + span, 6)
    told = labels(places)
    assert len(set(told)) == len(places)
    for at, label in zip(places, told, strict=True):
        assert float(label.replace("−", "-").replace(",", "")) == pytest.approx(
            at, rel=1e-3, abs=1e-9
        )
        assert label[0] == ("0" if at == 0 else "+" if at > 0 else "−")


def test_labels_of_one_place_or_none():
    assert labels([]) == []
    assert labels([0.0]) == ["0"]
    assert labels([2.0]) == ["+2"]


HOSTILE = "<b>&\"'</b>"


def read(drawn):
    return ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>')[0]


def test_words_and_tips_are_escaped():
    assert read(text(1, 2, HOSTILE)).text == HOSTILE
    for drawn in (
        rect(0, 0, 1, 1, "ink", tip=HOSTILE),
        circle(0, 0, 1, "ink", tip=HOSTILE),
        path("M0 0l1 1", "ink", tip=HOSTILE),
    ):
        assert read(drawn)[0].text == HOSTILE
    for drawn in (rect(0, 0, 1, 1, "ink"), circle(0, 0, 1, "ink"), path("M0 0l1 1", "ink")):
        assert len(read(drawn)) == 0


def test_colours_are_the_pages_own_by_name():
    assert fill("ink") == "var(--ink)"
    assert fill("nothing") == "none"
    assert read(line(0, 0, 1, 1, "grid")).attrib["stroke"] == "var(--grid)"
    assert read(path("M0 0", "land")).attrib["fill"] == "var(--land)"


def test_what_is_given_is_drawn_and_what_is_not_is_left_out():
    bare = read(rect(1, 2, -3, 4, "ink"))
    assert bare.attrib["width"] == "0"  # nothing is wider than nothing
    assert "rx" not in bare.attrib
    assert read(rect(1, 2, 3, 4, "ink", round_=2)).attrib["rx"] == "2"
    assert read(circle(0, 0, 1, "ink", kind="dot")).attrib["class"] == "dot"
    assert "class" not in read(circle(0, 0, 1, "ink")).attrib
    assert read(line(0, 0, 1, 1, "ink", 2, "3 2")).attrib["stroke-dasharray"] == "3 2"
    assert "stroke-dasharray" not in read(line(0, 0, 1, 1, "ink")).attrib
    edged = read(path("M0 0", "land", stroke="ink", width=1.5)).attrib
    assert (edged["stroke"], edged["stroke-width"]) == ("var(--ink)", "1.5")
    assert "stroke" not in read(path("M0 0", "land", stroke="ink")).attrib
    bold = read(text(0, 0, "x", bold=True, halo=True, anchor="end", size=9)).attrib
    assert (bold["font-weight"], bold["text-anchor"], bold["font-size"]) == ("600", "end", "9")
    assert bold["paint-order"] == "stroke"
    assert not {"font-weight", "paint-order"} & set(read(text(0, 0, "x")).attrib)


def test_a_drawing_is_as_wide_as_it_is_told_and_silent_for_readers():
    drawn = ElementTree.fromstring(svg(120.04, 30, [rect(0, 0, 1, 1, "ink")] * 3, "band"))
    assert drawn.attrib["viewBox"] == "0 0 120 30"
    assert drawn.attrib["width"] == "120"
    assert drawn.attrib["aria-hidden"] == "true"
    assert drawn.attrib["class"] == "band"
    assert len(drawn) == 3
    assert "class" not in ElementTree.fromstring(svg(1, 1, [])).attrib
