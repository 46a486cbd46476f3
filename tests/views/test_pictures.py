"""Pictures of changes read back from their SVG: marks, bands, bars and chances to scale."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.questions.words import percentage, signed
from foedus.views.html.pictures import Bar, band, chances, levels, of_hundred, split_bars, waffle

SVG = "{http://www.w3.org/2000/svg}"


def marks(drawn, tag):
    return [one.attrib | {"text": one.text or "".join(one.itertext())}
            for one in ElementTree.fromstring(drawn).iter(f"{SVG}{tag}")]  # fmt: skip


def colour(mark):
    return mark["fill"].removeprefix("var(--").removesuffix(")")


@given(st.floats(0, 1))
def test_of_a_hundred_draws_all_or_none_only_where_it_is_so(share):
    count = of_hundred(share)
    assert (count == 0) == (share == 0)
    assert (count == 100) == (share == 1)
    assert abs(count - 100 * share) <= 1


@given(st.integers(0, 100), st.data())
def test_a_waffle_has_each_draw_once_in_its_colour(safer, data):
    same = data.draw(st.integers(0, 100 - safer))
    drawn = waffle(safer, same)
    squares, dots = marks(drawn, "rect"), marks(drawn, "circle")
    assert len(squares) == safer
    assert {colour(one) for one in squares} <= {"safer-3"}
    kinds = [colour(one) for one in dots]
    assert kinds == ["less-3"] * (100 - safer - same) + ["none"] * same
    middles = {(float(m["x"]) + 5.5, float(m["y"]) + 5.5) for m in squares}
    middles |= {(float(m["cx"]), float(m["cy"])) for m in dots}
    assert len(middles) == 100


ENDS = st.floats(-5, 5)


@given(ENDS, ENDS, ENDS, ENDS)
def test_a_band_is_to_scale_and_parted_where_nothing_changes(a, b, c, change):
    low, median, high = sorted((a, b, c))
    drawn = band(low, median, high, change)
    first, last = min(low, change, 0.0), max(high, change, 0.0)
    span = (last - first) or 1.0

    def at(value):
        return 16 + (value - first) / span * 268

    boxes = {colour(one): (float(one["x"]), float(one["width"])) for one in marks(drawn, "rect")}
    if low < 0:
        x, width = boxes["safer-3"]
        assert x == pytest.approx(at(low), abs=0.06)
        assert width == pytest.approx(at(min(high, 0)) - at(low), abs=0.12)
    if high > 0:
        x, width = boxes["less-3"]
        assert x == pytest.approx(at(max(low, 0)), abs=0.06)
        assert width == pytest.approx(at(high) - at(max(low, 0)), abs=0.12)
    assert len(boxes) == (low < 0) + (high > 0)
    _, nothing, middle = marks(drawn, "line")
    assert float(nothing["x1"]) == pytest.approx(at(0), abs=0.06)
    assert float(middle["x1"]) == pytest.approx(at(median), abs=0.06)
    for dot in marks(drawn, "circle"):
        assert float(dot["cx"]) == pytest.approx(at(change), abs=0.06)
    told = " ".join(one["text"] for one in marks(drawn, "text"))
    assert signed(low) in told
    assert signed(high) in told


bars = st.lists(
    st.builds(Bar, st.sampled_from(["Poland", "Bosnia and Herzegovina", "Peru"]), ENDS, ENDS,
              st.none() | st.floats(-99, 99)),
    min_size=1, max_size=5,
)  # fmt: skip


@given(bars, st.sampled_from([350, 940]))
def test_split_bars_begin_at_nothing_and_are_as_long_as_their_parts(rows, width):
    drawn = split_bars(rows, width)
    boxes = marks(drawn, "rect")
    assert [colour(one) for one in boxes] == ["deterrence", "entanglement"] * len(rows)
    low = min(0.0, *(min(r.attacked, 0) + min(r.drawn_in, 0) for r in rows))
    high = max(0.0, *(max(r.attacked, 0) + max(r.drawn_in, 0) for r in rows))
    long = max(float(one["width"]) for one in boxes)
    scale = None
    for row, first, second in zip(rows, boxes[::2], boxes[1::2], strict=True):
        for value, box in ((row.attacked, first), (row.drawn_in, second)):
            if abs(value) > 0.2:
                own = float(box["width"]) / abs(value)
                scale = scale or own
                assert own == pytest.approx(scale, rel=0.2)
        if row.attacked < 0 < row.drawn_in:
            # To the left what makes it safer, to the right what does not: they meet at nothing.
            end = float(first["x"]) + float(first["width"])
            assert end == pytest.approx(float(second["x"]), abs=0.2)
        if row.attacked > 0 and row.drawn_in > 0:
            end = float(first["x"]) + float(first["width"])
            assert float(second["x"]) == pytest.approx(end, abs=0.2)
        assert signed(row.attacked + row.drawn_in) in first["text"]
        assert f"({percentage(row.percent)})" in first["text"]
    assert long <= width
    assert low <= 0 <= high
    words = [one["text"] for one in marks(drawn, "text")]
    for row in rows:
        assert row.name in words or any(word.endswith("…") for word in words)
    assert any("(" in word for word in words) == (width == 940)


@given(st.lists(st.tuples(st.sampled_from(["A", "Poland"]), st.floats(-1, 1)), min_size=1,
                max_size=6))  # fmt: skip
def test_chances_are_bars_of_their_size_with_their_percent(rows):
    drawn = chances(rows, 350)
    boxes, words = marks(drawn, "rect"), [one["text"] for one in marks(drawn, "text")]
    most = max(abs(value) for _, value in rows) or 1.0
    longest = max(float(one["width"]) for one in boxes) or 1.0
    for (name, value), box in zip(rows, boxes, strict=True):
        shown = f"{100 * value:.0f} %".replace("-", "−")
        assert float(box["width"]) / longest == pytest.approx(abs(value) / most, abs=0.002)
        assert name in words
        assert shown in words
        assert box["text"] == f"{name}\n{shown}"


def test_levels_in_words():
    assert levels(4.02, 0.0) == "from 4.0 to 0"
    assert Bar("A", -1.0, 0.25, None).change == -0.75
    assert Bar("A", -1.0, 0.25, None).tip == (
        "A\n−0.75 attacks a century (–)\nattacked −1.0\ndrawn in +0.25"
    )
