"""Charts as data: bars, steps, time lines and frames hold the figures that they are given."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.views.html.charts import NARROW, WIDE, bars, framed, steps, timeline
from foedus.views.html.svg import colours

rows = st.lists(
    st.tuples(st.text("abcdef ", min_size=1, max_size=30), st.floats(-1e4, 1e4)),
    min_size=1, max_size=12,
)  # fmt: skip


@given(rows, st.booleans(), st.integers(0, 3), st.sampled_from([WIDE, NARROW]))
def test_bars_have_every_figure_in_order_with_its_label(rows, signed, digits, width):
    spec = bars(rows, "km", width, digits=digits, signed=signed)
    values = spec["data"]["values"]
    assert [(one["what"], one["value"]) for one in values] == rows
    for one in values:
        told = one["label"].replace("−", "-").replace(",", "")
        assert float(told) == pytest.approx(one["value"], abs=0.51 * 10**-digits)
        assert (told[0] in "+-") >= signed
        assert len(told.partition(".")[2]) == digits
        assert one["tip"] == f"{one['what']} | {one['label']} km"
    assert spec["layer"][0]["encoding"]["y"]["sort"] == [what for what, _ in rows]
    assert spec["layer"][0]["encoding"]["x"]["title"] == "km"
    assert spec["height"] == 21 * len(rows)
    assert 0 < spec["width"] < width
    axis = spec["layer"][0]["encoding"]["y"]["axis"]
    assert axis["minExtent"] == axis["maxExtent"] <= 0.4 * width
    # The plot, the labels before it and the figures after it are as wide as the chart.
    assert spec["width"] + axis["minExtent"] + spec["padding"]["right"] + 8 == pytest.approx(width)


@given(st.lists(st.tuples(st.dates(date(1949, 1, 1), date(2020, 1, 1)), st.floats(0, 1e4)),
                min_size=1, max_size=9))  # fmt: skip
def test_steps_hold_each_value_to_the_next_day_and_the_last_to_the_end(changes):
    changes = sorted(changes)
    until = date(2026, 1, 1)
    spec = steps(changes, "km", WIDE, until=until)
    values = spec["data"]["values"]
    assert [(one["day"], one["value"]) for one in values[:-1]] == [
        (day.isoformat(), value) for day, value in changes
    ]
    assert values[-1] == {"day": "2026-01-01", "value": changes[-1][1]}
    line, dots = spec["layer"]
    assert line["mark"]["interpolate"] == "step-after"
    assert until.isoformat() in dots["transform"][0]["filter"]  # the end is no change


def test_a_time_line_has_its_kinds_in_their_colours():
    row = {"what": "KFOR", "from": "1999-06-12", "to": "2024-01-01", "kind": "led", "tip": "t"}
    spec = timeline([row], {"led": "deterrence", "joined": "entanglement"}, WIDE)
    bar, point = spec["layer"]
    assert spec["data"]["values"] == [row]
    assert bar["encoding"]["x"]["field"] == "from"
    assert bar["encoding"]["x2"]["field"] == "to"
    assert "x2" not in point["encoding"]
    scale = bar["encoding"]["color"]["scale"]
    assert scale["domain"] == ["led", "joined"]
    assert scale["range"] == [colours()["deterrence"], colours()["entanglement"]]
    assert spec["height"] == 20
    narrow = timeline([row], {"led": "ink"}, NARROW)["layer"][0]["encoding"]
    assert narrow["color"]["legend"]["columns"] == 2
    assert narrow["x"]["axis"]["tickCount"] < bar["encoding"]["x"]["axis"]["tickCount"]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=90))
def test_a_frame_keeps_the_words_of_answer_and_source(words):
    told = " ".join(words)
    spec = framed({"mark": "bar", "padding": {"right": 77}}, "Title", told, told)
    chart, note = spec["vconcat"]
    assert chart == {"mark": "bar"}
    assert spec["title"]["text"] == "Title"
    assert " ".join(spec["title"]["subtitle"]) == told
    [value] = note["data"]["values"]
    assert " ".join(value["text"]) == told
    assert note["height"] == 13 * len(value["text"])
    assert spec["padding"] == {"left": 18, "right": 77, "top": 18, "bottom": 18}


def test_a_plot_is_framed_with_a_title_and_a_source(answered):
    from importlib import import_module

    result = answered.result
    spec = import_module(f"foedus.views.html.{result.question}").plot(result)
    title = spec["title"]
    assert title["text"]
    assert spec["vconcat"][-1]["data"]["values"][0]["text"]
    assert "foedus" in " ".join(spec["vconcat"][-1]["data"]["values"][0]["text"])
    told = " ".join(title["subtitle"])
    assert told.split()[0] == result.answer.split()[0]


def test_plots_of_counts_hold_the_counts_of_the_answer(asked):
    from foedus.views.html import alliances, check

    found = asked("check").result
    values = check.plot(found)["vconcat"][0]["data"]["values"]
    assert {one["what"]: one["value"] for one in values} == dict(found.verdicts)
    listed = asked("alliances").result
    drawn = alliances.plot(listed)["vconcat"][0]["data"]["values"]
    known = {one.alliance: one for one in listed.alliances}
    for one in drawn:
        name = one["what"].removesuffix(" *")
        assert one["value"] == known[name].members > 0
        assert one["what"].endswith(" *") == known[name].defence
    assert [one["value"] for one in drawn] == sorted((o["value"] for o in drawn), reverse=True)
