"""A state's page, all states, what is missing, and alliances as text, read back."""

import re
from datetime import date

import pytest

from foedus.questions.missing import OLD_YEARS
from foedus.questions.state import Belonging, Border, Figure, Rival, Warheads
from foedus.views.text.alliances import summary as of_alliances
from foedus.views.text.missing import summary as of_missing
from foedus.views.text.state import summary
from foedus.views.text.states import summary as of_states
from foedus.views.words import VARIABLES, figure, scaled
from foedus.world.figures import OLDEST


@pytest.fixture
def found(asked):
    return asked("state").result


def told(found, **parts):
    return " ".join(summary(found.model_copy(update=parts)).split())


def test_the_facts_of_a_state(found):
    text = told(found)
    assert text.startswith(f"{found.name} ({found.iso3}) on {found.on}")
    assert f"ISO {found.iso2}, COW {found.cow_code} {found.cow_abbrev}, Gleditsch-Ward" in text
    assert (
        f"capability {100 * found.capability_share:.3f} % of the world's, rank {found.rank}" in text
    )
    assert "major power no" in text
    assert "nuclear no weapons" in text
    bare = told(found, iso2=None, cow_code=None, cow_abbrev=None, gw_code=None, major=True,
                capability_share=None, notes="a note")  # fmt: skip
    assert "ISO -, COW - -, Gleditsch-Ward -" in bare
    assert "capability left out of the contest" in bare
    assert "major power yes (Correlates of War)" in bare
    assert "note a note" in bare


def warheads(year, total, as_of=None):
    return Warheads(year=year, warheads_total=total, warheads_deployed=None,
                    military_stockpile=None, as_of=as_of, notes=None, source="SIPRI",
                    confidence="high")  # fmt: skip


def test_warheads_are_those_of_the_year_nearest_to_the_day(found):
    rows = (warheads(2020, 10), warheads(2024, 5580, "January 2024"), warheads(2031, 30))
    assert "nuclear 5,580 warheads in January 2024" in told(
        found, nuclear=rows, on=date(2025, 6, 1)
    )
    assert "nuclear 10 warheads in 2020" in told(found, nuclear=rows, on=date(2019, 1, 1))
    assert "weapons, no count in the table" in told(found, has_nuclear_weapons=True)
    assert "[1]" not in told(found, nuclear=(), figures=(), alliances=(), neighbours=(), rivals=(),
                             source="one").split("Sources")[0]  # fmt: skip


def test_figures_stand_by_variable_and_the_one_that_counts_has_a_star(found):
    rows = tuple(
        Figure(variable="milex_pct_gdp", year=2020 + i, value=1.5 + i, used=i == 1,
               source=f"S{i % 2}", confidence=None, note="n" if i == 2 else None)
        for i in range(3)
    )  # fmt: skip
    text = told(found, figures=rows)
    part = text.split("Figures (* counts on the day)")[1].split("Alliances")[0]
    assert "military expenditure, % of GDP 2020 1.50 [1] 2021 2.50 * [2] 2022 3.50 [1] n" in part
    for variable, label in VARIABLES.items():
        if variable != "milex_pct_gdp":
            assert (f"{label}: missing" in part) == (variable != "milex_usd")
    whole = told(found)
    for one in found.figures:
        if one.variable in VARIABLES:
            assert f"{one.year} {figure(one.variable, one.value)}" in whole


def test_alliances_are_told_with_their_days(found):
    def row(kind, row_type="membership", to=None, current=True):
        return Belonging(alliance="A", row_type=row_type, to=to, current=current, kind=kind,
                         source="s", **{"from": date(2000, 1, 1)})  # fmt: skip

    rows = (row(None), row("wave"), row("membership", to=date(2010, 1, 1), current=False),
            row("frozen", "suspension", current=False))  # fmt: skip
    text = told(found, alliances=rows)
    part = text.split("Alliances ")[1].split("Land neighbours")[0]
    assert "A 2000-01-01 open membership [" in part
    assert "A 2000-01-01 open membership: wave [" in part
    assert "A 2000-01-01 2010-01-01 membership [" in part
    assert "A 2000-01-01 suspension: frozen [" in part
    assert "Alliances: none in the table" in told(found, alliances=())


def test_neighbours_and_rivals(found):
    near = (
        Border(iso3="POL", name="Poland", km=535.24, kind="home", note="n", source="s"),
        Border(iso3="ROU", name="Romania", km=None, kind="home", note=None, source="s"),
    )
    foes = (Rival(iso3="RUS", name="Russia", to=None, types="spatial;positional", source="s",
                  **{"from": 1992}),
            Rival(iso3="ROU", name="Romania", to=2009, types="spatial", source="s",
                  **{"from": 1991}))  # fmt: skip
    text = told(found, neighbours=near, rivals=foes)
    assert "Poland POL 535.2 n [" in text
    assert "Romania ROU - [" in text
    assert "Russia RUS 1992 goes on spatial, positional [" in text
    assert "Romania ROU 1991 2009 spatial [" in text
    bare = told(found, neighbours=(), rivals=())
    assert "Land neighbours: none" in bare
    assert "Strategic rivals: none in the table" in bare


def test_every_number_of_a_source_is_listed_once(asked):
    for name in ("state", "state-island"):
        text = asked(name).text
        body, listed = text.split("\nSources\n")
        numbers = re.findall(r"^  \[(\d+)\]", listed, re.M)
        assert numbers == [str(i) for i in range(1, len(numbers) + 1)]
        assert set(re.findall(r"\[(\d+)\]", body)) <= set(numbers)


def test_all_states_have_a_line_with_their_figures(asked):
    result, text = asked("states").result, asked("states").text
    lines = {line.split()[0]: line for line in text.splitlines() if re.match(r"  [A-Z]{3}  ", line)}
    assert len(lines) == len(result.states)
    for row in result.states:
        cells = lines[row.iso3].split()
        shown = [scaled(row.population_persons, 1e6, 2), scaled(row.gdp_ppp_usd, 1e9, 0),
                 scaled(row.milex_ppp_usd, 1e9, 1), scaled(row.milper_active_persons, 1e3, 1),
                 scaled(row.capability_share, 0.01, 3)]  # fmt: skip
        assert cells[-5:] == shown
    assert f"{len(result.states)} states on {result.on}" in text
    assert "dollars at purchasing power parity" in " ".join(text.split())


def test_of_the_past_dollars_are_those_of_exchange_rates(asked):
    result = asked("states").result
    rows = tuple(row.model_copy(update={"milex_usd": 3.5e9}) for row in result.states[:2])
    text = of_states(result.model_copy(update={"states": rows, "left_out": ("AND", "MCO")}))
    flat = " ".join(text.split())
    assert "military expenditure at exchange rates" in flat
    assert flat.count(" 3.5 ") == 2
    assert "Left out of the contest for want of any military figure: AND MCO." in flat
    none = of_states(result.model_copy(update={"left_out": ()}))
    assert "any military figure: none." in " ".join(none.split())


def test_what_is_missing_is_listed_by_variable(asked):
    result = asked("missing").result
    text = " ".join(of_missing(result).split())
    year = result.figures_year
    gone, old = text.split(f"No figure of {year - OLDEST} to {year}")[1].split(
        f"Last figure of {year - OLD_YEARS} or before"
    )
    for row in result.missing:
        part = gone if row.status == "missing" else old
        label = VARIABLES[row.variable]
        told_ = row.iso3 if row.year is None else f"{row.iso3} {row.year}"
        after = part.split(f"{label}: ")[1]
        assert told_ in after.split(": ")[0]
    none = of_missing(result.model_copy(update={"missing": (), "left_out": ()}))
    assert none.count("  nothing") == 2
    assert "any military figure: none." in " ".join(none.split())


def test_every_alliance_has_a_line(asked):
    result = asked("alliances").result
    lines = of_alliances(result).splitlines()
    assert lines[0] == f"Alliances on {result.on}"
    heads = {line.split()[0]: line.split() for line in lines[2:] if line[2:3] != " "}
    for row in result.alliances:
        cells = heads[row.alliance]
        assert cells[1:3] == [str(row.members), "yes" if row.defence else "no"]
        dates = [str(day) for day in (row.in_force, row.terminated) if day]
        assert cells[3 : 3 + len(dates)] == dates
