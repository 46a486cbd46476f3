"""Scenario files: the examples, the schema, and what bad files get."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foedus import Accession, FoedusError, assess, load_world
from foedus.questions.assess import assess_scenario
from foedus.scenario.scenario import load_scenario
from foedus.scenario.schema import CHANGES
from foedus.scenario.yamlfile import MAX_BYTES, parse
from foedus.world import load

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.yaml"))


@pytest.fixture
def write(tmp_path):
    def to_file(text, name="s.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return to_file


def scenario_of(changes, on="2024-06-01"):
    return f"title: test\non: {on}\nchanges:\n{changes}"


def examples():
    for path in EXAMPLES:
        past = "on: 2022" in path.read_text(encoding="utf-8")
        yield pytest.param(path, id=path.stem, marks=[pytest.mark.mirror] if past else [])


@pytest.mark.parametrize("path", list(examples()))
def test_every_example_is_valid_and_can_be_assessed(path):
    result = assess_scenario(load_scenario(path), draws=0)
    assert result.answer.startswith("If ")
    assert result.change


def test_the_examples_cover_what_was_proposed():
    names = {path.stem for path in EXAMPLES}
    assert names >= {
        "no-enlargement", "no-ukraine", "no-bases", "forces-of-1997", "no-missiles",
        "nato-without-usa", "european-army", "sweden-finland-out", "ukraine-in", "csto-dissolved",
    }  # fmt: skip


def test_a_file_is_the_same_as_the_change_in_python(write):
    path = write(scenario_of("  - accession: {state: Ukraine, alliance: nato}\n"))
    by_file = assess_scenario(load_scenario(path), draws=0)
    by_hand = assess(load_world("2024-06-01"), Accession("UKR", "NATO"), draws=0)
    np.testing.assert_array_equal(
        by_file.frame["insecurity_after"], by_hand.frame["insecurity_after"]
    )


EACH = {
    "accession": "{state: [UKR, MDA], alliance: NATO}",
    "withdrawal": "{state: HUN, alliance: NATO}",
    "expulsion": "{state: TUR, alliance: NATO}",
    "spending": "{of: [NATO, UKR], percent_gdp: 2}",
    "capability": "{state: UKR, personnel: 600000}",
    "deployment": "{sender: DEU, host: LTU, personnel: 4800, since: 2027-12-31}",
    "base": "{sender: USA, host: [POL, ROU], personnel: 3000}",
    "no_bases": "{of: NATO, in: [successors of SUN, not NATO]}",
    "posture": "{to: 1997-05-27, of: [RUS]}",
    "strike_system": "{weapon: kalibr, host: RUS}",
    "strike_ban": "{between: [USA, POL], and: RUS}",
    "obligation": "{alliance: CSTO, rho: 0.2, omega: 0.9}",
    "neutrality": "{state: [AUT, UKR]}",
    "new_alliance": "{name: Nordic League, members: [SWE, FIN, NOR], rho: 0.9}",
    "dissolution": "{alliance: CSTO}",
    "no_enlargement": "{alliance: NATO, states: [UKR, GEO]}",
    "guarantee": "{guarantor: [USA, GBR], protected: UKR}",
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_of_change_has_an_entry_that_works(kind, write):
    path = write(scenario_of(f"  - {kind}: {EACH[kind]}\n"))
    scenario = load_scenario(path)
    result = assess_scenario(scenario, draws=0)
    assert scenario.changes[0].footprint(scenario.world).kind == kind
    assert "Strike systems" in result.summary() or kind not in ("strike_system", "strike_ban")


def test_strike_systems_show_which_capitals_they_reach(write):
    path = write(scenario_of("  - strike_system: {weapon: typhon, host: DEU, sender: USA}\n"))
    found = {r.state: r for r in assess_scenario(load_scenario(path), draws=0).reach}
    assert found["RUS"].within == "by the higher figure only"
    assert 1400 < found["RUS"].distance_km < 1700
    assert found["POL"].ally
    assert not found["BLR"].ally
    assert "CHN" not in found
    assert "DEU" not in found


def test_norway_is_a_state_and_on_is_a_field(write):
    path = write(scenario_of("  - withdrawal: {state: NO, alliance: NATO}\n"))
    assert load_scenario(path).changes[0].state == "NOR"
    assert load_scenario(path).world.on == date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("title: x\nchanges: [", "2:11", "broken YAML"),
        ("title: x\n  on: 3\n", "2:", "broken YAML"),
        ("title: x\n\tbad: 1\n", "2:1", "broken YAML"),
        ("", "", "is empty"),
        ("title: x\nsource: a\x07b\n", "2:", "control characters"),
        ("- a\n- b\n", "1:", "expected fields"),
        ("title: x\ntitle: y\n", "2:1", "given twice"),
        ("title: &a x\nsource: *a\n", "1:", "anchors and aliases"),
        ("title: !!python/object:os.system x\n", "1:", "tags"),
        ("a: " + "[" * 40 + "]" * 40, "1:", "levels deep"),
        ("title: x\non: 2022-02-30\n", "2:", "date 2022-02-30"),
        ("title: x\non: yesterday\nchanges: [{neutrality: {state: UKR}}]\n", "2:", "is no date"),
        ("title: x\non: 2022-01-30\n", "1:", "changes: is missing"),
        ("title: x\nchange: []\n", "2:", "did you mean changes?"),
        ("title: 3\nchanges: [{neutrality: {state: UKR}}]\n", "1:", "valid string"),
        (scenario_of("  - acession: {state: UKR, alliance: NATO}\n"), "4:", "did you mean acc"),
        (scenario_of("  - accession: {stat: UKR, alliance: NATO}\n"), "4:", "did you mean state?"),
        (scenario_of("  - accession: {state: Ukrane, alliance: NATO}\n"), "4:", "did you mean Ukr"),
        (scenario_of("  - accession: {state: UKR, alliance: NAT0}\n"), "4:", "did you mean NATO?"),
        (scenario_of("  - accession: {state: POL, alliance: NATO}\n"), "4:", "member of NATO alr"),
        (scenario_of("  - neutrality:\n      state: UKR\n      sate: x\n"), "6:", "did you mean"),
        (scenario_of("  - spending: {of: NATO, percent_gdp: .nan}\n"), "4:", "valid number"),
        (scenario_of("  - spending: {of: NATO, percent_gdp: 300}\n"), "4:", "less than or equal"),
        (scenario_of("  - spending: {of: NATO, percent_gdp: '2'}\n"), "4:", "valid number"),
        (scenario_of("  - deployment: {sender: DEU, host: LTU, personnel: 0}\n"), "4:", "greater"),
        (scenario_of("  - strike_system: {weapon: typhoon, host: DEU}\n"), "4:", "mean typhon?"),
        (scenario_of("  - accession\n"), "4:", "expected one kind of change"),
        (
            "title: x\nassumptions: {roh: 0.5}\nchanges: [{neutrality: {state: UKR}}]\n",
            "2:", "did you mean rho?",
        ),
        (
            scenario_of(
                "  - accession: {state: UKR, alliance: NATO}\n"
                "  - expulsion: {state: UKR, alliance: NATO}\n"
            ),
            "5:", "contradicts line 4",
        ),
        (
            scenario_of(
                "  - dissolution: {alliance: CSTO}\n  - accession: {state: SRB, alliance: CSTO}\n"
            ),
            "5:", "contradicts line 4",
        ),
        (
            scenario_of(
                "  - accession: {state: UKR, alliance: NATO}\n  - neutrality: {state: UKR}\n"
            ),
            "5:", "contradicts line 4",
        ),
        (
            scenario_of(
                "  - obligation: {alliance: NATO, rho: 0.2}\n"
                "  - obligation: {alliance: nato, rho: 0.9}\n"
            ),
            "5:", "contradicts line 4",
        ),
    ],
)  # fmt: skip
def test_bad_files_get_one_line_with_file_and_line(text, where, message, write):
    path = write(text)
    with pytest.raises(FoedusError) as error:
        load_scenario(path)
    said = str(error.value)
    assert said.startswith(f"{path}:{where}" if where else f"{path}:")
    assert message in said
    assert "\n" not in said


def test_limits(write, tmp_path):
    with pytest.raises(FoedusError, match="the limit is"):
        load_scenario(write(b"#" * (MAX_BYTES + 1)))
    with pytest.raises(FoedusError, match=r"s\.yaml:2: not UTF-8"):
        load_scenario(write(b"title: x\nsource: \xff\xfe\n"))
    with pytest.raises(FoedusError, match="is a folder"):
        load_scenario(tmp_path)
    with pytest.raises(FoedusError, match="cannot be read"):
        load_scenario(tmp_path / "none.yaml")
    with pytest.raises(FoedusError, match="more than"):
        parse("a: [" + "1," * 70_000 + "]", "x")


def test_a_day_before_the_tables_needs_the_research_data(write, monkeypatch):
    def missing(day, capability):
        raise FoedusError(f"{day} needs data: foedus data pull cow_nmc")

    monkeypatch.setattr(load, "historical_world", missing)
    path = write("title: x\non: 1938-03-11\nchanges: [{neutrality: {state: AUT}}]\n")
    with pytest.raises(FoedusError, match=r":2: on: 1938-03-11 needs data: foedus data pull"):
        load_scenario(path)


def test_plain_scalars():
    read = parse("a: [1, -2.5, 1e3, true, no, on, ~, 0123, '3', 2020-01-01, 12:30, .5]", "x").data
    assert read["a"][:9] == [1, -2.5, 1000.0, True, "no", "on", None, 123, "3"]
    assert read["a"][9:] == [date(2020, 1, 1), "12:30", 0.5]
    assert re.fullmatch(r"x:1:.*", str(parse("a: 1", "x").error("b", "a")))
