"""A contribution as text: its tables read back, and every branch on parts set by hand."""

import re

import pytest

from foedus.questions.words import amount, signed
from foedus.views.text.contribution import summary


@pytest.fixture
def found(asked):
    return asked("contribution").result


def told(found, **parts):
    return " ".join(summary(found.model_copy(update=parts)).split())


def rows_below(text, head):
    """The lines of a table below its head, cell by cell."""
    lines = iter(text.splitlines())
    for line in lines:
        if re.search(head, line):
            break
    found = []
    for line in lines:
        if not line.strip():
            return found
        found.append(re.split(r" {2,}", line.strip()))
    return found


def cell(value):
    return ".." if value is None else f"{value:+.2f}".replace("-", "−")


PARTS = ("own_gain", "others_gain", "drawn_in", "draws_in", "shapley")


def test_members_stand_by_shapley_value_with_their_parts(found):
    *rows, sums = rows_below(summary(found), r"spared +others .*5-95 %")
    order = sorted(found.members, key=lambda m: (m.shapley is None, -(m.shapley or 0), m.iso3))
    assert [row[0][:3] for row in rows] == [member.iso3 for member in order]
    for row, member in zip(rows, order, strict=True):
        assert row[1:6] == [cell(getattr(member, part)) for part in PARTS]
        if member.shapley_low is not None:
            assert row[6] == f"{cell(member.shapley_low)} to {cell(member.shapley_high)}"
    assert sums[0] == "all"
    assert sums[1:] == [cell(sum(getattr(m, part) or 0 for m in order)) for part in PARTS]


def test_waves_and_means_stand_below(found):
    text = summary(found)
    waves = rows_below(text, r"^wave +members +spared")
    for row, wave in zip(waves, found.waves, strict=True):
        assert row[:2] == [wave.wave, str(len(wave.members))]
        assert row[2:] == [cell(getattr(wave, part)) for part in PARTS]
    means = {row[0][:3]: row for row in rows_below(text, r"wave +expend\. +personnel")}
    for member in found.members:
        shares = (member.share_expenditure, member.share_personnel, member.share_gdp,
                  member.share_population)  # fmt: skip
        shown = [".." if share is None else f"{100 * share:.2f}" for share in shares]
        assert means[member.iso3][2:] == [*shown, f"{member.frontier_km:,.0f}"]
        assert means[member.iso3][1] == member.wave


def test_the_whole_is_told_with_its_parts_and_its_range(found):
    value = found.value.model_copy(
        update={"fewer_attacks": 2.0, "fewer_attacks_low": 1.0, "fewer_attacks_high": 3.0,
                "wars_joined": 1.5, "wars_joined_low": 0.5, "wars_joined_high": 2.5, "total": 1.2,
                "total_low": -0.3, "total_high": 2.2, "total_psi_1": 0.5, "share_gain": 0.876}
    )  # fmt: skip
    text = told(found, value=value, psi=0.42)
    assert "fewer attacks +2.0 +1.0 to +3.0" in text
    assert "wars joined, each counted 0.42 1.5 0.50 to 2.5" in text
    assert "on balance +1.2 −0.30 to +2.2 88 of 100 draws say a gain" in text
    assert "where a war joined counts in full +0.50" in text
    bare = value.model_copy(update={"share_gain": None, "total_low": None, "total_high": None})
    text = told(found, value=bare)
    assert "draws say a gain" not in text
    assert "on balance +1.2 where" in text


def test_a_member_without_figures_comes_last_with_dots(found):
    bare = found.members[0].model_copy(update=dict.fromkeys(
        ("own_gain", "others_gain", "drawn_in", "draws_in", "shapley", "shapley_low",
         "shapley_high", "share_gdp"), None))  # fmt: skip
    text = summary(found.model_copy(update={"members": (bare, *found.members[1:])}))
    *rows, _ = rows_below(text, r"spared +others .*5-95 %")
    assert rows[-1] == [f"{bare.iso3} {bare.name[:15]}", *[".."] * 5]


def test_the_method_is_told_with_its_error(found):
    members = tuple(
        m.model_copy(update={"shapley_error": error})
        for m, error in zip(found.members, (0.00012, None, 0.0034, 0.0, 0.001, 0.002), strict=True)
    )
    exact = told(found, members=members, draws=0)
    assert "Shapley values are exact, within 0.00340 attacks a century" in exact
    assert "Intervals: 5 to 95 %" not in exact
    assert f"Intervals: 5 to 95 % of 8 draws, seed {found.seed}." in told(found, draws=8)
    sampled = told(found, members=members, method="sampled", permutations=500)
    assert f"Shapley values from 500 random orders (seed {found.seed})" in sampled
    assert "standard errors up to 0.003." in sampled
    none = told(found, members=tuple(m.model_copy(update={"shapley_error": None}) for m in members))
    assert "within 0.00000" in none


def test_who_is_left_out_cautions_and_notes_are_told(found):
    text = told(found, left_out=("AND", "MCO"), cautions=("careful",), notes=("a note",))
    assert text.startswith("Note: careful ")
    assert "Not in the contest for want of figures: AND, MCO." in text
    assert "a note" in text
    assert "Not in the contest" not in told(found, left_out=())


def test_assumptions_are_letters_and_what_was_given(found):
    given = tuple(
        one.model_copy(update={"given": one.name in ("rho", "land")}) for one in found.assumptions
    )
    part = told(found, assumptions=given).split("Assumptions (value; plausible range)")[1]
    assert " (given): " in part.split("ρ = ")[1][:40]
    assert "land = " in part
    assert "land = " not in told(found)
    for one in found.assumptions:
        if one.name in ("D", "rho", "psi", "delta", "pi", "kappa", "alpha"):
            assert f"{one.symbol} = " in part


def test_the_page_has_the_same_figures(asked):
    page = asked("contribution")
    cards = page.tree.all("div", kind="card")
    value = page.result.value
    shown = [card.only("p", kind="value").text for card in cards]
    assert shown == [f"{signed(value.fewer_attacks)} a century",
                     f"{amount(value.wars_joined)} a century",
                     f"{signed(value.total)} attacks a century"]  # fmt: skip
    assert f"{100 * value.share_gain:.0f} of 100" in cards[2].text
    assert f"{signed(value.total_psi_1)} where a war joined counts in full" in cards[2].text
    first = page.tree.all("table")[0].only("tbody").all("tr")
    order = sorted(page.result.members, key=lambda m: (-(m.shapley or 0), m.iso3))
    assert [row.children[1].text for row in first] == [m.iso3 for m in order]
