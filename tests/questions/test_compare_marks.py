"""What is said of proposals: safer, refused, preferred, dominated, from changes made by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import Accession, FoedusError, Scenario, compare, load_world
from foedus.questions.compare import AS_IT_IS, _best, _nobody_worse, _record, common_world

STATES = 4
changes = st.lists(
    st.lists(st.sampled_from([-0.5, -0.02, -0.01, -0.005, 0.0, 0.005, 0.01, 0.02, 0.5]),
             min_size=STATES, max_size=STATES),
    min_size=1, max_size=4,
)  # fmt: skip
levels = st.lists(st.sampled_from([0.0, 0.5, 1.0, 5.0, 60.0]), min_size=STATES, max_size=STATES)


def notices(level):
    return max(0.01, 0.01 * level)


def record_of(i, change, before):
    names = [f"p{k}" for k in range(len(change))]
    world = SimpleNamespace(iso3=tuple(f"S{s}" for s in range(STATES)))
    array, level = np.array(change), np.array(before)
    best = _best(array, level, names)
    scenario = SimpleNamespace(title="t", changes=())
    return _record(i, scenario, names, world, array, level, best, None), best


@given(changes, levels, st.data())
def test_counts_state_by_state(change, before, data):
    i = data.draw(st.integers(0, len(change) - 1))
    found, best = record_of(i, change, before)
    safer = less = 0
    for s in range(STATES):
        safer += change[i][s] <= -notices(before[s])
        less += change[i][s] >= notices(before[s])
    assert (found.safer, found.less_safe) == (safer, less)
    assert found.no_state_would_refuse == (less == 0)
    assert found.pareto_better == (less == 0 and safer > 0)
    assert found.preferred_by == best.count(f"p{i}")


@given(changes, levels)
def test_a_state_prefers_what_makes_it_safest_if_it_notices(change, before):
    _, best = record_of(0, change, before)
    for s in range(STATES):
        least = min(row[s] for row in change)
        if least <= -notices(before[s]):
            first = next(k for k, row in enumerate(change) if row[s] == least)
            assert best[s] == f"p{first}"
        else:
            assert best[s] == AS_IT_IS


@given(changes, levels, st.data())
def test_what_is_as_good_for_all_and_better_for_one_dominates(change, before, data):
    i = data.draw(st.integers(0, len(change) - 1))
    found, _ = record_of(i, change, before)
    better = []
    for k, row in enumerate(change):
        worse_for_nobody = all(row[s] <= change[i][s] for s in range(STATES))
        noticed = any(row[s] <= change[i][s] - notices(before[s]) for s in range(STATES))
        if worse_for_nobody and noticed:
            better.append(f"p{k}")
    assert list(found.dominated_by) == better
    assert f"p{i}" not in found.dominated_by


@given(changes, levels)
def test_who_loses_most_comes_first_and_only_who_notices(change, before):
    found, _ = record_of(0, change, before)
    lost = {f"S{s}": change[0][s] for s in range(STATES) if change[0][s] >= notices(before[s])}
    assert set(found.worst) == set(lost)
    sizes = [lost[name] for name in found.worst]
    assert sizes == sorted(sizes, reverse=True)


@given(st.lists(st.lists(st.sampled_from([-1.0, 0.0, 0.009, 0.01, 0.05, 0.06]), min_size=2,
                         max_size=2), min_size=1, max_size=9))  # fmt: skip
def test_a_draw_counts_where_no_state_notices_a_loss(draws):
    before = [0.5, 5.0]
    found = SimpleNamespace(
        draws=SimpleNamespace(insecurity=lambda: np.array(draws)),
        before=SimpleNamespace(insecurity=lambda: np.array(before)),
    )
    count = 0
    for row in draws:
        count += all(change < notices(level) for change, level in zip(row, before, strict=True))
    assert _nobody_worse(found) == pytest.approx(count / len(draws))
    found.draws = None
    assert _nobody_worse(found) is None


# --- Refused -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world():
    return load_world("2025-06-01")


def proposal(world, state="GEO"):
    return Scenario.of(world, state, Accession(state, "NATO"))


def test_proposals_that_cannot_be_compared(world):
    other_day = load_world("2024-06-01")
    cases = [
        ((proposal(world),), "nothing to compare: give two proposals or more"),
        ((proposal(world), proposal(world)), "two proposals have the same name: GEO, GEO"),
        ((proposal(world), proposal(other_day, "SRB")),
         r"GEO and SRB cannot be compared: they differ in on \(2025-06-01 and 2024-06-01\)"),
    ]  # fmt: skip
    for proposals, told in cases:
        with pytest.raises(FoedusError, match=told):
            common_world(*proposals)
    with pytest.raises(
        FoedusError, match="the world and GEO cannot be compared: they differ in on"
    ):
        common_world(proposal(world), proposal(world, "SRB"), world=other_day)


def test_the_world_is_the_one_given_or_the_first_ones(world):
    first, second = proposal(world), proposal(world, "SRB")
    assert common_world(first, second) is first.world
    assert common_world(first, second, world=world) is world
    assert world.stationed is None


def test_a_comparison_answers_for_each_what_an_assessment_answers(world):
    import foedus

    states = ("GEO", "SRB")
    found = compare(world, *(proposal(world, state) for state in states), draws=0)
    for state in states:
        alone = foedus.assess(world, Accession(state, "NATO"), draws=0)
        own = {row.iso3: row.insecurity_after - row.insecurity_before for row in alone.states}
        for row in found.states:
            assert row.change[state] == pytest.approx(own[row.iso3], abs=1e-9)
            if row.percent[state] is not None:
                assert row.percent[state] * row.insecurity / 100 == pytest.approx(
                    row.change[state], abs=1e-9
                )
    frame = found.frame
    assert frame.columns == ["iso3", "name", *states, "prefers"]
    assert frame["GEO"].to_list() == [row.change["GEO"] for row in found.states]


def test_the_answer_names_who_would_be_refused_by_none(world):
    found = compare(world, proposal(world), proposal(world, "SRB"), draws=0)
    first, second = found.proposals
    none = found.model_copy(update={"proposals": (
        first.model_copy(update={"no_state_would_refuse": False, "pareto_better": False}),
        second.model_copy(update={"no_state_would_refuse": False, "pareto_better": False}),
    )})  # fmt: skip
    assert none.answer.endswith("no state would refuse none; Pareto-better: none.")
    fine = found.model_copy(update={"proposals": (
        first.model_copy(update={"no_state_would_refuse": True, "pareto_better": False}),
        second.model_copy(update={"no_state_would_refuse": True, "pareto_better": True}),
    )})  # fmt: skip
    assert fine.answer.endswith("no state would refuse GEO, SRB; Pareto-better: SRB.")
    assert repr(fine) == "Comparison(GEO, SRB * on 2025-06-01)"


def test_forces_abroad_stand_where_a_proposal_is_made_in_their_world(world):
    plain = proposal(world)
    with_forces = proposal(world.with_deployments(), "SRB")
    assert common_world(plain, with_forces).stationed is not None
    assert not compare(world, plain, proposal(world, "SRB"), draws=0).forces_abroad
