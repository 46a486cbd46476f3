"""What members contribute, shares, ratios, ranks and counts: figures made by hand and of record."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asked import ask, entry
from foedus import FoedusError
from foedus.claims import contribution, state
from foedus.claims.contribution import Answer, found_of
from foedus.claims.figures import Figure, Series
from foedus.world.tables import read_table

NORTH = ("USA", "CAN", "GBR", "FRA")
"""A group small enough to count by hand."""


def source(name, year=2023, measure="percent_gdp", **figures):
    known = {iso3: Figure(float(value), year) for iso3, value in figures.items()}
    return Series(name, measure, known)


@pytest.fixture
def known(monkeypatch):
    """Let these sources be all there is, by measure; those of an earlier day under `then`."""

    def be(*now, then=(), missing=""):
        def series(measure, day, states):
            some = then if then and day.year < 2020 else now
            kept = [one.of(states) for one in some if one.measure == measure]
            return tuple(one for one in kept if one.figures), missing

        for room in (contribution, state):
            monkeypatch.setattr(room, "series", series)

    return be


def test_a_figure_is_the_sum_and_of_a_share_of_gdp_the_mean(known):
    known(source("A", USA=4, CAN=1), source("B", USA=3, CAN=2, measure="personnel"))
    both = {"state": ["USA", "CAN"], "expect": {"more_than": 0}}
    assert ask("figure", measure="percent_gdp", **both).value == 2.5
    assert ask("figure", measure="personnel", **both).value == 5
    assert ask("figure", measure="percent_gdp", state=["CAN"], expect=1).verdict == "supported"


def test_two_sources_give_a_range_and_decide_where_they_differ(known):
    known(source("A", USA=3.5), source("B", USA=3.2))
    told = [
        ask("figure", measure="percent_gdp", state=["USA"], expect=expect)
        for expect in ({"at_least": 3}, {"at_least": 3.3}, {"at_least": 3.6}, 3.4)
    ]
    assert [one.verdict for one in told] == ["supported", "depends", "contradicted", "depends"]
    assert (told[0].value, told[0].low, told[0].high) == (3.5, 3.2, 3.5)
    assert told[1].depends_on == (
        "whose figures are taken: share of GDP by A: 3.5, so the claim holds; "
        "share of GDP by B: 3.2, so the claim fails",
    )
    assert told[0].depends_on == ()
    assert "3.5 % of GDP (share of GDP, 2023; A); 3.2 % of GDP (share of GDP, 2023; B)" in (
        told[0].figure
    )
    assert [text.split(":")[0] for text in told[0].sources] == ["A", "B"]


def test_which_measure_is_taken_can_decide(known):
    known_members(known)
    fields = {"alliance": "NATO", "measure": "share_expenditure", "state": ["USA"],
              "on": "1950-01-01"}  # fmt: skip
    found = ask("contribution", expect={"more_than": 50}, **fields)
    assert found.verdict == "depends"
    assert found.depends_on[0].startswith("which measure is taken: at purchasing power parity by A")


def known_members(known):
    """All twelve founders, so that a source covers the alliance."""
    founders = ("BEL CAN DNK FRA ISL ITA LUX NLD NOR PRT GBR USA").split()
    rest = dict.fromkeys(founders, 1)
    known(
        source("A", measure="expenditure_ppp", **{**rest, "USA": 9}),
        source("B", measure="expenditure_usd", **{**rest, "USA": 33}),
    )


@pytest.mark.parametrize(
    ("states", "ppp", "usd"),
    [(["USA"], 45, 75), (["CAN"], 5, 100 / 44), (["USA", "CAN"], 50, 3400 / 44)],
)
def test_a_share_of_an_alliance_is_of_all_its_members(states, ppp, usd, known):
    known_members(known)
    fields = {"alliance": "NATO", "state": states, "on": "1950-01-01", "expect": {"more_than": 0}}
    both = ask("contribution", measure="share_expenditure", **fields)
    assert (both.low, both.high) == (pytest.approx(min(ppp, usd)), pytest.approx(max(ppp, usd)))
    for kind, share in (("ppp", ppp), ("usd", usd)):
        one = ask("contribution", measure=f"share_expenditure_{kind}", **fields)
        assert one.value == pytest.approx(share)
    assert both.unit == "% of NATO's"
    assert sum(bar.value for bar in both.bars) == pytest.approx(100, abs=12)


def test_who_is_no_member_counts_as_if_it_were_one(known):
    figures = dict.fromkeys("BEL CAN DNK FRA ISL ITA LUX NLD NOR PRT GBR USA".split(), 1)
    known(source("A", measure="personnel", **figures, IRL=4))
    found = ask("contribution", alliance="NATO", state=["IRL"], measure="share_personnel",
                on="1950-01-01", expect=25)  # fmt: skip
    assert found.value == 25
    assert "Ireland (as if Ireland were in), share of the members' active personnel" in found.figure


def test_a_source_that_knows_too_few_says_so(known):
    known(source("A", measure="personnel", USA=5, CAN=1))
    found = ask("contribution", alliance="NATO", state=["USA"], measure="share_personnel",
                on="1950-01-01", expect=25)  # fmt: skip
    assert (found.verdict, found.basis) == ("not testable", "none")
    assert "known for 2 of 12 states" in found.figure


@pytest.mark.parametrize(("value", "holds"), [(1.99, 0), (2.0, 1), (2.01, 1)])
def test_members_on_the_threshold_meet_it(value, holds, known):
    founders = "BEL CAN DNK FRA ISL ITA LUX NLD NOR PRT GBR USA".split()
    known(source("A", **{**dict.fromkeys(founders, 1.0), "USA": 3.5, "GBR": value}))
    fields = {"alliance": "NATO", "measure": "percent_gdp", "on": "1950-01-01"}
    found = ask("members_meeting", threshold={"at_least": 2}, expect=1 + holds, **fields)
    assert found.verdict == "supported"
    assert found.figure.startswith("of 12 members of NATO on 1950-01-01, with military expenditure")
    under = ask("members_meeting", threshold={"less_than": 2}, expect=11 - holds, **fields)
    assert under.value == 11 - holds


def test_states_without_a_figure_may_be_counted_or_not(known):
    founders = "BEL CAN DNK FRA ITA LUX NLD NOR PRT GBR USA".split()
    known(source("A", **dict.fromkeys(founders, 3.0)))
    fields = {"alliance": "NATO", "measure": "percent_gdp", "on": "1950-01-01",
              "threshold": {"at_least": 2}}  # fmt: skip
    found = ask("members_meeting", expect=12, **fields)
    assert (found.value, found.low, found.high) == (11, 11, 12)
    assert found.verdict == "depends"
    assert found.depends_on == ("whether Iceland, of which there is no figure, is counted",)
    assert "with Iceland, of which there is no figure, up to 12" in found.figure
    assert ask("members_meeting", expect=13, **fields).verdict == "contradicted"
    assert ask("members_meeting", expect={"at_least": 11}, **fields).verdict == "supported"


def test_a_shapley_value_is_no_threshold():
    with pytest.raises(FoedusError, match="members_meeting: a Shapley value is no threshold"):
        ask("members_meeting", alliance="NATO", measure="shapley", threshold=1, expect=1)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 9), min_size=4, max_size=4), st.sampled_from(NORTH))
def test_ratio_share_and_rank_of_a_group_counted_by_hand(values, own):
    numbers = dict(zip(NORTH, values, strict=True))
    others = [iso3 for iso3 in NORTH if iso3 != own]
    with pytest.MonkeyPatch.context() as patch:
        made = source("A", measure="personnel", **numbers)
        patch.setattr(state, "series", lambda m, d, states: ((made.of(states),), ""))
        fields = {"measure": "personnel", "state": [own], "expect": {"more_than": 0}}
        ratio = ask("ratio", to=others, **fields).value
        share = ask("share", of=list(NORTH), **fields).value
        rank = ask("rank", among=list(NORTH), **fields).value
        count = ask("count", measure="personnel", among=list(NORTH), threshold={"more_than": 4},
                    expect=0).value  # fmt: skip
    rest = sum(numbers[iso3] for iso3 in others)
    assert ratio == pytest.approx(numbers[own] / rest)
    assert share == pytest.approx(100 * numbers[own] / (rest + numbers[own]))
    ahead = 0
    for iso3 in others:
        ahead += numbers[iso3] > numbers[own]
    assert rank == 1 + ahead
    assert count == sum(value > 4 for value in values)


def test_a_ratio_to_an_earlier_day_needs_one_source_of_both(known):
    now, old = (
        source("A; for some states C", measure="gdp", USA=30),
        source("A", 2013, "gdp", USA=20),
    )
    fields = {"measure": "gdp", "state": ["USA"], "since": "2014-06-01", "expect": 1.5}
    known(now, then=(old,))
    found = ask("ratio", **fields)
    assert (found.verdict, found.value, found.unit) == ("supported", 1.5, "times")
    assert "2013 and 2023" in found.figure
    assert [text.rsplit(", ", 1)[1] for text in found.sources] == ["2013", "2023"]
    known(now, then=(source("B", 2013, "gdp", USA=20),))
    none = ask("ratio", **fields)
    assert none.verdict == "not testable"
    assert "no source has both days" in none.figure


def test_a_count_of_warheads_needs_every_nuclear_power(known):
    nine = dict(zip("USA RUS GBR FRA CHN IND PAK ISR PRK".split(), range(9, 0, -1), strict=True))
    fields = {"measure": "warheads", "among": ["everybody"], "threshold": {"more_than": 2}}
    known(source("S", measure="warheads", **nine))
    found = ask("count", expect=7, **fields)
    assert (found.verdict, found.value, found.high) == ("supported", 7, 7)
    del nine["PRK"]
    known(source("S", measure="warheads", **nine))
    lacking = ask("count", expect=7, **fields)
    assert lacking.verdict == "not testable"
    assert "no count of the warheads of Korea (North" in lacking.figure


@pytest.mark.parametrize(
    ("word", "fields", "told"),
    [
        ("ratio", {}, "ratio: give either to (other states) or since (an earlier day)"),
        ("ratio", {"to": ["USA"], "since": "2020-01-01"}, "ratio: give either to"),
        ("share", {"measure": "percent_gdp", "of": ["NATO"]}, "share: percent_gdp is a share"),
        ("rank", {"state": ["USA", "CAN"]}, "rank: give one state"),
    ],
)
def test_what_cannot_be_asked(word, fields, told):
    given = {"measure": "gdp", "state": ["POL"], "expect": 1, **fields}
    with pytest.raises(FoedusError) as reason:
        ask(word, **given)
    assert str(reason.value).startswith(told)


def test_of_many_bars_those_asked_for_come_first_and_ten_of_the_rest():
    states = read_table("states")["iso3"].to_list()[:15]
    figures = {iso3: i + 1.0 for i, iso3 in enumerate(states)}
    answer = Answer(3.0, source("A", **figures), figures)
    test = entry("figure", measure="percent_gdp", state=["USA"], expect=3)
    found = found_of(test, test.expect, [answer], "w", "u", command="c", show=(states[0],))
    assert [bar.value for bar in found.bars] == [1.0, *range(15, 5, -1)]
    assert found.chart == "w, u"
    none = found_of(test, test.expect, [], "w", "u", command="c",
                    missing="it needs foedus data pull x (12 MB); more")  # fmt: skip
    assert none.command == "foedus data pull x"
    assert found_of(test, test.expect, [], "w", "u", command="c").command == "c"


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["USA"], "the United States"),
        (["USA", "CAN", "GBR", "FRA"], "the United Kingdom"),
        (["USA", "CAN", "GBR", "FRA", "ITA"], "5 states"),
    ],
)
def test_a_few_states_are_named_and_more_are_counted(states, words, known):
    known(source("A", **dict.fromkeys(states, 1.0)))
    found = ask("figure", measure="percent_gdp", state=states, expect=1)
    assert words in found.figure.split(", military")[0]
    alone = "USA" if len(states) == 1 else ""
    assert found.command == f"foedus world {alone} --on 2024-06-01".replace("  ", " ")


def test_who_a_source_does_not_know_is_told_beside_the_figure(known):
    twenty = read_table("states")["iso3"].to_list()[:20]
    known(source("A", measure="gdp", **dict.fromkeys(twenty, 1.0)),
          source("B", measure="gdp", **dict.fromkeys(twenty[:19], 1.0)))  # fmt: skip
    found = ask("figure", measure="gdp", state=twenty, expect={"more_than": 1})
    assert any(note.startswith("not known by every source, left out there: ") for note in
               found.notes)  # fmt: skip
    assert (found.low, found.high) == (19, 20)
    same = ask("figure", measure="gdp", state=twenty[:19], expect=19)
    assert same.notes == ()


def test_nothing_is_divided_by_nothing(known):
    known(source("A", measure="gdp", USA=1, CAN=0))
    fields = {"measure": "gdp", "state": ["USA"], "expect": 1}
    assert ask("ratio", to=["CAN"], **fields).verdict == "not testable"
    assert ask("ratio", to=["FRA"], **fields).verdict == "not testable"
    assert ask("rank", among=["CAN"], **{**fields, "state": ["FRA"]}).verdict == "not testable"
