"""The later parts of an assessment as text: outsiders, readings, line, reach, commitments."""

import re

import pytest

from foedus.questions.answer import hundred
from foedus.questions.assessment import (
    AtWar,
    Band,
    ByOmega,
    ByPsi,
    ByReading,
    CommitmentRecord,
    Driver,
    Headline,
    Joiner,
    LineChange,
    NeighbourKm,
    Robustness,
    StateChange,
    Statement,
)
from foedus.questions.words import signed
from foedus.scenario.strikes import ReachRecord
from foedus.views.text.assess import SHOWN, summary


@pytest.fixture
def found(asked):
    return asked("assess").result


def told(found, **parts):
    """The text of an answer with other parts, spaces made one."""
    return " ".join(summary(found.model_copy(update=parts)).split())


def after(text, start, end):
    return text.split(start)[1].split(end)[0].strip()


def change(name, value, percent=None):
    return StateChange(iso3="POL", name=name, change=value, percent=percent)


@pytest.mark.parametrize("count", [0, 1, 9])
def test_outsiders_are_counted_and_the_worst_named(found, count):
    outside = found.indivisibility.model_copy(
        update={"outsiders": 40, "noticeably_less_safe": count, "slightly_less_safe": 3,
                "safer": 2, "share_nobody": 0.12, "ranked": tuple(
                    change(f"O{i}", 1.0 - i / 10) for i in range(count))}
    )  # fmt: skip
    text = told(found, indivisibility=outside)
    assert (
        f"{count} of 40 noticeably (0.01 attacks a century and 1 % of their own), 3 slightly, "
        "2 safer" in text
    )
    assert "nobody noticeably in 12 of 100 draws" in text
    assert ("most: " in text) == (count > 0)
    if count:
        named = ", ".join(f"O{i} {signed(1.0 - i / 10)}" for i in range(min(count, SHOWN)))
        assert f"most: {named} nobody" in text


def test_robustness_names_what_decides_and_leaves_out_what_does_not(found):
    statement = Statement(
        id="x", statement="The members get safer", share=0.812, mc_error=0.017, word="leaning",
        band=Band(low=0, median=0, high=0),
        decided_by=(
            Driver(name="rho", symbol="ρ", first_order=0.404),
            Driver(name="D", symbol="D", first_order=0.0099),
        ),
    )  # fmt: skip
    bare = statement.model_copy(update={"decided_by": ()})
    verdicts = Robustness(draws=1234, seed=1, held=(), verdicts=(statement, bare))
    text = told(found, robustness=verdicts, calibration=("a group that is wrong",))
    assert "Robustness: of 1,234 draws" in text
    assert "The members get safer: 81.2 % (± 1.7), leaning; decided by ρ 40 %" in text
    assert "D 1 %" not in text
    assert "leaning; decided by no single number" in text
    assert "a group that is wrong" in text


def headlines(change_, share):
    fields = {"before": 1, "after": 1, "low": None, "high": None}
    return (
        Headline(who="UKR", change=change_, share_safer=share, **fields),
        Headline(who="members", change=0.5, share_safer=None, **fields),
    )


def test_other_readings_stand_in_a_table_with_the_own_one_marked(found):
    text = summary(found.model_copy(update={
        "reading": "b",
        "by_reading": tuple(ByReading(reading=name, label="", note="", draws=9,
                                      headlines=headlines(-0.3, share))
                            for name, share in (("a", 0.9), ("b", 0.4))),
        "by_omega": (ByOmega(omega=0.5, label="", record="", outsiders_noticeably_less_safe=7,
                             worst_outsider=None, headlines=headlines(0.2, 0.0), states={}),),
        "by_psi": (ByPsi(psi=1.0, label="", headlines=headlines(0.1, 1.0)),),
    }))  # fmt: skip
    rows = {
        line[2:12].strip(): line.split()
        for line in text.split("Other readings")[1].split("The line")[0].splitlines()
        if line.startswith("  ")
    }
    assert rows["a"][-4:] == ["−0.30", "90", "+0.50", "-"]
    assert rows["* b"][-4:] == ["−0.30", "40", "+0.50", "-"]
    assert rows["ω = 0.50"][-4:-2] == ["+0.20", "0"]
    assert rows["ψ = 1.00"][-4:-2] == ["+0.10", "100"]
    assert "ω = 0.50: 7 outsiders noticeably less safe" in text
    assert "Other readings" not in told(found, by_reading=(), by_omega=(), by_psi=())


def test_the_line_names_the_neighbours_whose_part_changes_most(found):
    rows = tuple(
        NeighbourKm(neighbour=iso3, km_before=before, km_after=after)
        for iso3, before, after in (
            ("RUS", 100.0, 2100.0), ("BLR", 50.0, 50.4), ("MDA", 900.0, 0.0), ("SRB", 10.0, 11.0),
        )
    )  # fmt: skip
    text = told(found, line=LineChange(alliance="NATO", total_km_before=1060.0,
                                       total_km_after=2161.4, by_neighbour=rows))  # fmt: skip
    part = after(text, "The line:", "Commitments")
    assert "1,060 km before, 2,161 km after" in part
    assert re.findall(r"with (\w+): ([\d,]+) to ([\d,]+) km", part) == [
        ("Russia", "100", "2,100"), ("Moldova", "900", "0"), ("Serbia", "10", "11"),
    ]  # fmt: skip


def test_a_war_that_is_on_is_told_apart(found):
    war = AtWar(
        state="UKR", opponent="RUS", name="", expected_joiners=3.14, low=1.0, high=9.0,
        of_members=32,
        members=tuple(Joiner(iso3=iso3, name="", probability=0.5 - i / 20)
                      for i, iso3 in enumerate(("POL", "DEU", "FRA", "ITA", "ESP", "USA"))),
        basis="the record",
    )  # fmt: skip
    text = told(found, at_war=(war,))
    assert "Ukraine is at war with Russia, and the figures below leave that war out." in text
    assert "The obligation would add 3.1 (1.0 to 9.0) of 32 members to it: Poland 50 %" in text
    assert "Spain 30 %" in text
    assert "the United States 25 %" not in text
    assert "Basis: the record." in text
    less = war.model_copy(update={"expected_joiners": -2.0, "low": None, "high": None})
    assert "would take away 2.0 of 32 members" in told(found, at_war=(less,))


def record(effect, id_="X-1", article="5", **more):
    words = "document date kind parties status binding force change reason summary source"
    fields = dict.fromkeys(words.split(), "")
    fields |= {"document": f"Text {id_}", "date": "1990-01-02", "force": "binding", "reason": "why"}
    return CommitmentRecord(id=id_, article=article, effect=effect, readings=(), **(fields | more))


def test_commitments_stand_by_effect_each_once(found):
    items = (record("contest", "C"), record("permit", "P"), record("permit", "P"),
             record("require", "R", article=""))  # fmt: skip
    part = after(
        told(found, commitments=items), "Commitments that bear on it", "The world that day"
    )
    assert part.index("require Text R (1990)") < part.index("permit Text P 5 (1990), binding: why")
    assert part.index("permit") < part.index("contest")
    assert part.count("Text P") == 1
    assert "limit" not in part
    assert "Commitments that bear" not in told(found, commitments=())


def test_the_world_stands_beside_the_record(found):
    world, text = found.world_total, told(found)
    assert f"attacks {world.attacks_per_year:.2f} (record {world.attacks_recorded:.2f}" in text
    assert f"allies who join {world.interventions_per_year:.2f}" in text
    assert f"{world.interventions_recorded_high:.2f})" in text


def test_assumptions_are_letters_and_what_was_given(found):
    text = told(found)
    part = after(text, "Assumptions (value; plausible range)", "Sources")
    for one in found.assumptions:
        shown = f"{one.symbol} = " in part
        assert shown == (one.name in ("D", "rho", "omega", "psi", "delta", "pi", "kappa", "alpha"))
    given = tuple(
        one.model_copy(update={"given": one.name in ("rho", "land"), "low": None})
        for one in found.assumptions
    )
    part = after(
        told(found, assumptions=given, left_out=("AND", "MCO")), "plausible range)", "Sources"
    )
    assert re.search(r"ρ = [\d.]+ \(given\): ", part)
    assert "land = " in part
    assert ";" not in part.split("ρ = ")[1].split("(given)")[0]
    assert "left out for want of figures: AND, MCO" in part


def test_cautions_and_the_answer_come_first(found):
    text = summary(found.model_copy(update={"cautions": ("first", "second")}))
    assert text.startswith("Note: first\nNote: second\n")
    lines = text.split("\n\n")[0].splitlines()[2:]
    assert " ".join(lines) == found.answer


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0"), (1.0, "100"), (0.004, "less than 1"), (0.01, "1"), (0.99, "99"),
     (0.991, "more than 99"), (0.5, "50")],
)  # fmt: skip
def test_a_hundred_draws(share, words):
    assert hundred(share) == words


def reach(state, km, within, host="POL", ally=False):
    return ReachRecord(
        weapon="w", name="Missile", sender="USA", host=host, state=state, capital=f"C-{state}",
        distance_km=km, range_km_low=None, range_km_high=None, within=within, ally=ally,
        change="comes within range", source="s",
    )  # fmt: skip


def test_capitals_within_range_are_told_by_how_sure_that_is_without_allies(found):
    sure, maybe = "by every figure of its range", "by the higher figure only"
    rows = (
        reach("RUS", 1200.4, sure),
        reach("BLR", 480.0, sure),
        reach("DEU", 520.0, sure, ally=True),
        reach("KAZ", 2900.0, maybe),
        reach("CHN", 9.0, sure, host="JPN"),
        *(reach(f"S{i}", 100.0 + i, maybe) for i in range(6)),
    )
    part = after(told(found, reach=rows), "Strike systems: ", "Commitments that bear")
    poland = part.split("Missile in Poland: comes within range")[1]
    assert "by every figure of its range: C-RUS (1,200 km), C-BLR (480 km)" in poland
    assert "by the higher figure only: C-KAZ (2,900 km), C-S0 (100 km)" in poland
    assert "C-S3 (103 km) and 2 more" in poland
    assert "C-DEU" not in part
    japan = part.split("Missile in Japan: comes within range")[1].split("Missile in Poland")[0]
    assert japan.strip() == "by every figure of its range: C-CHN (9 km)"
    assert "map's resolution" in part
    allies = told(found, reach=(reach("DEU", 5.0, sure, ally=True),))
    assert "Strike systems:" in allies
    assert "Missile in Poland" not in allies
    assert "Strike systems:" not in told(found, reach=())
