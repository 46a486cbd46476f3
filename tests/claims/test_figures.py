"""Figures by measure, day and source: which years count, and what is told of what is missing."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.claims import figures
from foedus.claims.figures import MEASURES, Figure, Series, series, well_covered

DAY = date(2024, 6, 1)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(2018, 2023), min_size=1))
def test_the_year_of_a_series_is_that_of_most_figures_the_later_one_of_equals(years):
    made = Series("S", "gdp", {iso3: Figure(1.0, year) for iso3, year in years.items()})
    counts = {year: list(years.values()).count(year) for year in years.values()}
    most = max(counts.values())
    assert made.year == max(year for year, count in counts.items() if count == most)
    cited = made.cited
    assert cited.startswith("S: GDP at purchasing power parity, constant dollars, ")
    assert str(made.year) in cited
    assert ("-" in cited.rsplit(", ", 2)[-2] or "most" in cited) == (len(set(years.values())) > 1)


@given(st.sets(st.sampled_from("ABCDEFGH")), st.sets(st.sampled_from("ABCDEFGH"), min_size=1))
def test_a_sum_needs_nine_of_ten(known, wanted):
    made = Series("S", "gdp", {iso3: Figure(1.0, 2020) for iso3 in known})
    have = sum(iso3 in known for iso3 in wanted)
    assert well_covered(made, wanted) == (have >= figures.COVERAGE * len(wanted))
    assert set(made.of(wanted).figures) == known & wanted
    assert not well_covered(made, ())


def table(**columns):
    return pl.DataFrame({"iso3": ["AAA", "BBB", "CCC", "DDD"], **columns})


def test_only_figures_of_the_last_full_year_and_three_before_count():
    made = table(gdp=[1.0, 2.0, 3.0, None], gdp_year=[2023, 2020, 2019, 2023],
                 gdp_source=["X", "X", "X", "X"])  # fmt: skip
    [one] = figures._by_source(made, "gdp", "gdp", DAY)
    assert one.figures == {"AAA": Figure(1.0, 2023), "BBB": Figure(2.0, 2020)}
    late = table(gdp=[1.0, 2.0, 3.0, 4.0], gdp_year=[2024, 2024, 2025, 2026])
    assert figures._by_source(late, "gdp", "gdp", DAY) == []


def test_a_figure_without_a_year_is_of_the_last_full_year_before_the_day():
    [one] = figures._by_source(table(capability=[0.1, 0.2, 0.3, 0.4]), "capability", "capability",
                               DAY)  # fmt: skip
    assert {figure.year for figure in one.figures.values()} == {2023}
    assert one.source == "foedus, from the figures of the day"


def test_the_source_of_most_figures_is_named_first():
    made = table(gdp=[1.0, 2.0, 3.0, 4.0], gdp_year=[2023] * 4, gdp_source=["Y", "X", "X", "Z"])
    [one] = figures._by_source(made, "gdp", "gdp", DAY)
    assert one.source.startswith("X; for some states ")
    alone = made.with_columns(gdp_source=pl.lit("X https://x.example"))
    assert figures._by_source(alone, "gdp", "gdp", DAY)[0].source == "X"


@pytest.mark.parametrize(("day", "year", "value"), [
    (date(2023, 1, 1), 2023, 5244), (date(2023, 12, 31), 2023, 5244),
    (date(2024, 6, 1), 2024, 5044),
    (date(2025, 6, 1), 2025, 5177),
])  # fmt: skip
def test_warheads_are_those_counted_in_january_of_the_year_itself(day, year, value):
    (one,), missing = series("warheads", day, ["USA", "POL"])
    assert one.figures == {"USA": Figure(value, year)}
    assert missing == ""


def test_states_without_a_figure_leave_no_series():
    assert series("warheads", DAY, ["POL"]) == ((), "")
    assert series("gdp", DAY, [])[0] == ()


def test_sources_of_an_older_year_are_told_and_not_compared(monkeypatch):
    new, old = (
        Series(name, "gdp", {"AAA": Figure(1.0, year)}) for name, year in (("N", 2023), ("O", 2021))
    )
    monkeypatch.setattr(figures, "_every", lambda measure, day: (old, new))
    found, missing = series("gdp", DAY, ["AAA"])
    assert found == (new,)
    assert missing == "O not compared: its figures are of 2021"


def test_one_source_is_told_once(monkeypatch):
    same = Series("S", "gdp", {"AAA": Figure(1.0, 2023), "BBB": Figure(2.0, 2023)})
    monkeypatch.setattr(figures, "_every", lambda measure, day: (same, same))
    assert series("gdp", DAY, ["AAA"])[0] == (same.of(["AAA"]),)
    found, _ = series("personnel", DAY, ["POL", "FRA"])
    assert len({(one.source, tuple(one.figures.items())) for one in found}) == len(found)


def test_personnel_of_nato_is_of_natos_table_alone():
    monkey = series("personnel", DAY, ["POL", "FRA"])[0]
    assert [one.source for one in monkey] == [figures.NATO]


def test_days_after_the_tables_take_the_last_figures():
    late, last = (series("percent_gdp", day, ["POL"])[0] for day in (date(2031, 1, 1),
                                                                    figures.LAST_DAY))  # fmt: skip
    assert late == last


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_has_words_and_a_unit(measure):
    kind = MEASURES[measure]
    assert "" not in (kind.label, kind.short, kind.unit)
    assert "_" not in kind.label + kind.short
