"""On the research data: the rows are those described, the committed tables those estimated."""

import numpy as np
import pytest

from foedus import sources
from foedus.estimation.accessions import accessions
from foedus.estimation.after import ranked_after, rows_after
from foedus.estimation.attack import Design, fit_reading, terms_of
from foedus.estimation.calibration import calibration, expected_rates
from foedus.estimation.called import joins
from foedus.estimation.estimate import RECORD_YEARS, read_research
from foedus.estimation.joining import fit_joining
from foedus.estimation.logit import fit
from foedus.estimation.losses import loss_ratios, psi
from foedus.estimation.rows import EVENTS
from foedus.estimation.shares import omega, recorded
from foedus.security import recorded as recorded_room
from foedus.security.coefficients import attack_fit, joining_fit

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def research(mirror):
    return read_research(sources.load)


def test_rows_and_events(research):
    rows = research.rows
    assert len(rows.year) == 1_652_675
    assert (rows.unknown, rows.warring) == (30_900, 1_735)
    assert {event: int(rows.happened[event].sum()) for event in EVENTS} == {
        "war": 128,
        "fatal": 569,
        "force": 1627,
    }


def test_thinning_keeps_the_total_and_every_event(research):
    rows = research.rows
    assert rows.weight.sum() == pytest.approx(len(rows.year), rel=0.02)
    assert all((rows.weight[rows.happened[event]] == 1).all() for event in EVENTS)


def test_the_committed_fit_is_what_the_data_give(research):
    *_, found = fit_reading(research.rows, "force", "sceptics")
    stored = attack_fit("sceptics", "force")
    assert found.terms == stored.terms == terms_of("sceptics", "force")
    assert (found.n, found.events, found.first, found.last) == (
        stored.n, stored.events, stored.first, stored.last,
    )  # fmt: skip
    kept = [found.grid.tolist().index(point) for point in stored.grid.tolist()]
    assert found.estimates[kept] == pytest.approx(stored.estimates, rel=1e-4, abs=1e-5)
    assert found.covariance == pytest.approx(stored.covariance, rel=1e-4, abs=1e-7)


def test_the_committed_joining_is_what_the_data_give(research):
    for side, event in (("target", "war"), ("attacker", "fatal")):
        found = fit_joining(research.cases_of(side, event), event)
        stored = joining_fit(side, event)
        assert found.terms == stored.terms
        assert found.fit.estimate == pytest.approx(stored.estimate, rel=1e-4, abs=1e-5)
        assert found.covariance == pytest.approx(stored.covariance, rel=1e-4, abs=1e-7)
        assert (found.fit.n, found.fit.events) == (stored.n, stored.joins)


def test_the_committed_numbers_are_what_the_data_give(research):
    tables = (sources.load(name) for name in ("cow_war_inter", "cow_nmc"))
    ratios = loss_ratios(*tables, sources.load("gml_part"), sources.load("gml_mid_disps"))
    assert psi(ratios).estimate == pytest.approx(recorded_room.recorded("psi").estimate, rel=1e-5)
    found = omega(research.cases_of("attacker", "war"), war=True)
    assert found.estimate == pytest.approx(recorded_room.recorded("omega").estimate, rel=1e-5)
    for event in EVENTS:
        stored = attack_fit(event=event)
        assert recorded(research.rows, event, *RECORD_YEARS) == (
            stored.record_events, stored.record_years,
        )  # fmt: skip


def test_no_ally_of_a_target_alone_joined_its_war_since_1991(research):
    found = {(j.group, j.first): j for j in joins(research.cases_of("target", "war"), "war")}
    free = found["allies of that side alone", 1991]
    assert free.observed == 0
    assert free.expected > 1


def test_groups_are_those_committed_and_the_level_is_right(research):
    rates = {event: expected_rates(research.rows, attack_fit(event=event)) for event in EVENTS}
    found = {(g.event, g.group): g for g in calibration(research.rows, rates)}
    for event in EVENTS:
        for group in recorded_room.calibrated_groups(event):
            ours = found[event, group.group]
            assert ours.observed == group.observed
            assert ours.expected == pytest.approx(group.expected, rel=1e-3, abs=0.02)
            assert ours.off == group.off
        if event != "war":
            assert 0.8 <= found[event, "all"].ratio <= 1.25


def test_allied_power_in_an_attack_lowers_the_likelihood(research):
    design = Design(research.rows, "fatal", terms_of("since-1816", "fatal"))
    values = []
    for share in (0.0, 0.05):
        found = fit(design.at(4000.0, 0.75, share), design.y, weight=design.weight)
        values.append(found.log_likelihood)
    assert values[1] < values[0] - 2


def test_who_went_on_to_fight_ranks_high(mirror):
    pairs, fought, calm = ranked_after(sources.load, "war", *rows_after(sources.load))
    assert pairs == 17_955
    assert {f"{p.first}-{p.second}" for p in fought} == {
        "ETH-ERI", "THI-CAM", "AFG-PAK", "CHN-IND", "IND-PAK", "IRN-ISR", "RUS-UKR", "TAJ-KYR",
    }  # fmt: skip
    assert sum(p.rank <= 10 for p in fought) >= 5
    assert len(calm) == 20
    assert all(p.fought == 0 for p in calm)


def test_nato_of_1949_is_an_accession(research):
    gained = set(accessions(research.years))
    assert (210, 1949) in gained or (210, 1950) in gained  # the Netherlands
    assert all(1816 <= when <= 2010 for _, when in gained)


def test_no_row_knows_what_came_later(research):
    first = research.years[0]
    assert np.isinf(first.years_since_clash).all()
    assert first.recent_clashes.sum() == 0
