"""What members contribute by the tables on record, on three days; what a figure can fail."""

import pytest

import foedus
from asked import ask, entry
from foedus.claims.contribution import OF_ALLIANCE, SAID
from foedus.claims.figures import MEASURES
from foedus.world.tables import read_table


def nato_figures(column, year):
    table = read_table("nato_defence").filter(year=year)
    return {iso3: v for iso3, v in table.select("iso3", column).iter_rows() if v is not None}


@pytest.mark.parametrize(("on", "year"), [("2023-06-01", 2022), ("2024-06-01", 2023),
                                          ("2025-06-01", 2024)])  # fmt: skip
@pytest.mark.parametrize("state", ["POL", "USA", "FRA"])
def test_natos_own_tables_are_added_up_state_by_state(state, on, year):
    members = {"NATO": ask("membership", alliance="NATO", state=["NATO"], on=on).figure}
    assert "Poland" in members["NATO"]
    dollars = nato_figures("defence_exp_musd_current", year)
    if on < "2024-03-07":
        dollars.pop("SWE", None)
    whole = 0.0
    for iso3 in dollars:
        whole += dollars[iso3]
    found = ask("contribution", alliance="NATO", state=[state], measure="share_expenditure_usd",
                on=on, expect={"more_than": 0})  # fmt: skip
    assert found.value == pytest.approx(100 * dollars[state] / whole)
    place = 1 + sum(value > dollars[state] for value in dollars.values())
    rank = ask(
        "rank", measure="expenditure_usd", state=[state], among=["NATO"], on=on, expect=place
    )
    assert rank.verdict == "supported"
    assert str(year) in found.figure


@pytest.mark.parametrize("on", ["2023-06-01", "2024-06-01", "2025-06-01"])
@pytest.mark.parametrize(
    ("alliance", "state", "above", "below"),
    [("NATO", "POL", 2, 4.5), ("CSTO", "RUS", 4, 8), ("ARAB_JDT", "EGY", 0.5, 1.6),
     ("ANZUS", "AUS", 1.8, 2.2)],
)  # fmt: skip
def test_what_members_spend_of_their_gdp(alliance, state, above, below, on):
    fields = {"measure": "percent_gdp", "state": [state], "on": on}
    for word, extra in (("figure", {}), ("contribution", {"alliance": alliance})):
        inside = ask(word, expect={"between": [float(above), float(below)]}, **fields, **extra)
        outside = ask(word, expect={"more_than": below}, **fields, **extra)
        assert (inside.verdict, outside.verdict) == ("supported", "contradicted")
        assert inside.unit == "% of GDP"


@pytest.mark.parametrize("measure", sorted(set(SAID) - {"shapley"}))
def test_every_measure_of_an_alliance_has_its_words_and_limits(measure):
    test = entry("contribution", alliance="NATO", state=["USA"], measure=measure,
                 expect={"at_least": 0})  # fmt: skip
    assert test.certainty() is True
    over = test.model_copy(update={"expect": type(test.expect)(more_than=100)})
    assert over.certainty() is False
    assert all(one in MEASURES for one in OF_ALLIANCE.get(measure, ()))
    found = ask("contribution", alliance="NATO", state=["USA"], measure=measure, expect=1)
    assert SAID[measure] in found.figure


def test_names_to_check_are_those_of_both_sides():
    both = entry("ratio", measure="gdp", state=["USA"], to=["NATO"], expect=1)
    assert both.names() == {"state": ["USA", "NATO"]}
    one = entry("ratio", measure="gdp", state=["USA"], since="2000-01-01", expect=1)
    assert one.names() == {"state": ["USA"]}
    assert entry("rank", measure="gdp", state=["USA"], expect=1).names()["state"][-1] == "everybody"
    assert entry("share", measure="gdp", state=["USA"], of=["NATO"], expect=1).names() == {
        "state": ["USA", "NATO"]
    }


@pytest.mark.parametrize(
    ("word", "extra", "expect", "sure"),
    [
        ("figure", {"state": ["USA"]}, {"at_least": 0}, True),
        ("share", {"state": ["USA"], "of": ["NATO"]}, {"more_than": 100}, False),
        ("share", {"state": ["USA"], "of": ["NATO"]}, {"more_than": 99}, None),
        ("rank", {"state": ["USA"]}, {"at_least": 1}, True),
        ("rank", {"state": ["USA"]}, {"at_most": 1}, None),
        ("rank", {"state": ["USA"]}, {"less_than": 1}, False),
        ("rank", {"state": ["USA"]}, {"at_least": 251}, False),
        ("count", {"among": ["NATO"], "threshold": 1}, {"at_most": 250}, True),
        ("count", {"among": ["NATO"], "threshold": 1}, {"at_most": 249}, None),
    ],
)
def test_what_a_figure_can_fail(word, extra, expect, sure):
    assert entry(word, measure="gdp", expect=expect, **extra).certainty() is sure


def test_a_shapley_value_may_be_a_loss():
    fields = {"alliance": "ANZUS", "state": ["USA"], "measure": "shapley"}
    assert entry("contribution", expect={"at_least": 0}, **fields).certainty() is None
    found = ask("contribution", "2025-06-01", expect={"more_than": -99}, **fields)
    known_ = foedus.contribution(foedus.load_world("2025-06-01"), "ANZUS", draws=0)
    values = {one.iso3: one.shapley for one in known_.members}
    assert found.value == pytest.approx(values["USA"])
    assert found.verdict == "supported"
    assert found.basis == "model"
    assert [bar.value for bar in found.bars] == sorted(values.values(), reverse=True)
    both = ask("contribution", "2025-06-01", expect={"more_than": 99},
               **{**fields, "state": ["USA", "AUS"]})  # fmt: skip
    assert both.value == pytest.approx(values["USA"] + values["AUS"])
    assert both.verdict == "contradicted"
