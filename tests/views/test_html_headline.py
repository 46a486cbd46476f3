"""The chart that stands for an assessment: a band and a dot for each, in the majority's colour."""

import pytest

from foedus.questions.assessment import Band
from foedus.questions.judged import Judged
from foedus.views.html.assess.headline import NAMED, headline
from foedus.views.html.svg import colours


@pytest.fixture
def found(asked):
    return asked("assess").result


def drawn(found, **parts):
    spec = headline(found.model_copy(update=parts))
    return spec["vconcat"][0]


def judged(part, safer, same=0.0, **more):
    update = {"share_safer": safer, "share_safer_psi_1": safer, "share_unchanged": same,
              "band": Band(low=-0.4, median=-0.2, high=0.1), "word": "robust"}  # fmt: skip
    return part.model_copy(update={**update, **more})


@pytest.mark.parametrize(
    ("safer", "same", "kind", "colour"),
    [(0.9, 0.0, "safer", "safer-3"), (0.1, 0.0, "less safe", "less-3"),
     (0.1, 0.8, "no change", "none")],
)  # fmt: skip
def test_a_band_has_the_colour_of_the_side_that_most_draws_take(found, safer, same, kind, colour):
    chart = drawn(found, candidates=(judged(found.candidates[0], safer, same, change=-0.25),))
    row = chart["data"]["values"][0]
    assert row["kind"] == kind
    assert (row["change"], row["low"], row["high"]) == (-0.25, -0.4, 0.1)
    assert f"{kind} in " in row["label"]
    assert row["label"].startswith("−0.25 (−0.40 to +0.10); ")
    scale = chart["layer"][1]["encoding"]["color"]["scale"]
    paint = dict(zip(scale["domain"], scale["range"], strict=True))
    assert paint[kind] == colours()[colour]


def test_without_draws_there_is_a_dot_and_no_band(found):
    bare = dict.fromkeys(Judged.model_fields)
    one = found.candidates[0].model_copy(update={**bare, "change": -2.0})
    row = drawn(found, candidates=(one,))["data"]["values"][0]
    assert (row["low"], row["high"], row["kind"], row["label"]) == (-2.0, -2.0, "no draws", "−2.0")


def test_the_scale_holds_all_bands_and_nothing(found):
    one = judged(found.candidates[0], 0.9, change=-0.25)
    test = judged(
        found.article10, 0.9, mean_change=0.05, band=Band(low=0.01, median=0.04, high=0.3)
    )
    chart = drawn(found, candidates=(one,), article10=test)
    assert chart["layer"][1]["encoding"]["x"]["scale"]["domain"] == [-0.4, 0.3]
    right = drawn(found, candidates=(), article10=test)
    assert right["layer"][1]["encoding"]["x"]["scale"]["domain"] == [0.0, 0.3]


def test_ten_movers_are_named_the_largest_change_first_then_the_members(found):
    movers = tuple(
        judged(found.candidates[0], 0.9, name=f"M{i}", change=(-1) ** i * i / 10) for i in range(14)
    )
    chart = drawn(found, candidates=movers)
    names = [row["who"] for row in chart["data"]["values"]]
    assert names[:NAMED] == [f"M{i}" for i in range(13, 3, -1)]
    test = found.article10
    assert names[NAMED:] == [f"{found.alliance} members, mean of {test.members}"]
    assert chart["layer"][1]["encoding"]["y"]["sort"] == names
    assert chart["height"] == 54 * len(names)


def test_where_nobody_moves_there_is_a_chart_that_says_so(found):
    none = found.article10.model_copy(update={"members": 0})
    chart = drawn(found, candidates=(), article10=none)
    [row] = chart["data"]["values"]
    assert row["who"] == "nobody joins or leaves"
    assert chart["layer"][1]["encoding"]["x"]["scale"]["domain"] == [-0.1, 0.1]
