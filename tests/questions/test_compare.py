"""Proposals side by side."""

import pytest

from foedus import Accession, FoedusError, Scenario, compare, load_scenario, load_world
from foedus.questions.compare import AS_IT_IS
from foedus.security import noticed_from


@pytest.fixture
def write(tmp_path):
    def to_file(text, name="s.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return to_file


def scenario_of(changes, on="2025-06-01"):
    return f"title: test\non: {on}\nchanges:\n{changes}"


def files(write, **texts):
    return [load_scenario(write(scenario_of(text), f"{name}.yaml")) for name, text in texts.items()]


def test_comparison(write):
    scenarios = files(
        write,
        joined="  - accession: {state: SRB, alliance: NATO}\n",
        barred="  - no_enlargement: {alliance: NATO, states: SRB}\n",
        weaker="  - capability: {state: CHN, times: 0.2}\n",
    )
    result = compare(scenarios[0].world, *scenarios, draws=8)
    table = result.frame
    assert table.columns == ["iso3", "name", "joined", "barred", "weaker", "prefers"]
    assert (table["barred"] == 0).all()
    joined, barred, _ = result.proposals
    assert barred.no_state_would_refuse
    assert not barred.pareto_better
    assert barred.share_nobody_worse == 1.0
    noticed = {row.iso3: noticed_from(row.insecurity) for row in result.states}
    worse = [r for r in table.iter_rows(named=True) if r["joined"] >= noticed[r["iso3"]]]
    assert joined.less_safe == len(worse)
    assert joined.no_state_would_refuse == (not worse)
    assert sum(p.preferred_by for p in result.proposals) == ((table["prefers"] != AS_IT_IS).sum())
    for row in table.iter_rows(named=True):
        if row["prefers"] != AS_IT_IS:
            assert row[row["prefers"]] == min(row["joined"], row["barred"], row["weaker"])
    assert "Pareto-better" in result.summary()


def test_what_changes_nothing_is_refused_by_nobody_and_better_for_nobody(write):
    scenarios = files(
        write,
        barred="  - no_enlargement: {alliance: NATO, states: SRB}\n",
        same="  - capability: {state: CHE, times: 1}\n",
    )
    result = compare(scenarios[0].world, *scenarios, draws=0)
    assert all(p.no_state_would_refuse and not p.pareto_better for p in result.proposals)
    assert all(p.share_nobody_worse is None for p in result.proposals)
    assert result.proposals[0].dominated_by == ()


def test_what_cannot_be_compared_is_refused(write):
    one = load_scenario(write(scenario_of("  - dissolution: {alliance: CSTO}\n"), "a.yaml"))
    other = load_scenario(
        write(scenario_of("  - dissolution: {alliance: CSTO}\n", on="2024-01-01"), "b.yaml")
    )
    with pytest.raises(FoedusError, match="a and b cannot be compared: they differ in on"):
        compare(one.world, one, other)
    with pytest.raises(FoedusError, match="two proposals or more"):
        compare(one.world, one)
    with pytest.raises(FoedusError, match="same name"):
        compare(one.world, one, one)
    with pytest.raises(FoedusError, match="the world and a cannot be compared"):
        compare(other.world, one, one)


def test_proposals_made_by_hand(write):
    world = load_world("2025-06-01")
    by_hand = [Scenario.of(world, s, Accession(s, "NATO")) for s in ("UKR", "SRB")]
    by_file = files(
        write, UKR="  - accession: {state: UKR, alliance: NATO}\n",
        SRB="  - accession: {state: SRB, alliance: NATO}\n",
    )  # fmt: skip
    assert compare(world, *by_hand, draws=0).states == compare(world, *by_file, draws=0).states
