"""Assessments on the embedded world."""

import json
from dataclasses import replace

import numpy as np
import pytest

from foedus import Accession, Assumptions, Expulsion, FoedusError, Withdrawal, assess, load_world
from foedus.questions.assessment import Assessment
from foedus.questions.robustness import varied
from foedus.questions.roles import Roles
from foedus.questions.totals import rate_interval
from foedus.scenario.changes import apply
from foedus.security import assume_rivals, draw, evaluate, noticed_from, outcome, point, word

KEYS = {
    "schema_version", "answer", "unit", "event", "reading", "psi", "on", "figures_year", "change",
    "alliance", "at_war", "candidates", "article10", "indivisibility", "states", "by_psi",
    "by_reading", "by_omega", "robustness", "line", "commitments", "world_total", "assumptions",
    "sources",
}  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return load_world(on="2025-06-01")


@pytest.fixture(scope="module")
def serbia(world):
    return assess(world, Accession("SRB", "NATO"), draws=60, seed=7)


@pytest.fixture(scope="module")
def ukraine(world):
    return assess(world, Accession("UKR", "NATO"), draws=60, seed=7)


def test_json_has_the_keys_of_the_contract_and_fits_its_schema(serbia):
    data = json.loads(serbia.to_json())
    assert set(data) >= KEYS
    assert (data["schema_version"], data["unit"]) == ("2.0", "attacks a century")
    assert (data["event"], data["reading"], data["figures_year"]) == ("war", "since-1816", 2024)
    Assessment.model_validate_json(serbia.to_json())
    state = next(s for s in data["states"] if s["iso3"] == "SRB")
    assert state["role"] == "candidate"
    for field in ("attacked_before", "attacked_after", "insecurity_before", "insecurity_after"):
        assert data["candidates"][0][field] == state[field]
    assert "before" not in data, "worlds are kept, not printed"


def test_figures_are_the_difference_of_two_worlds(world, serbia):
    one = point(Assumptions(), world)
    r0, r1 = (evaluate(w, one) for w in (world, Accession("SRB", "NATO").apply(world)))
    psi = float(one.psi[0])
    change = r1.insecurity(psi) - r0.insecurity(psi)
    members = world.indices(world.members("NATO"))
    assert serbia.article10.mean_change == pytest.approx(change[members].mean(), rel=1e-9)
    split = serbia.article10.mean_attacked + psi * serbia.article10.mean_drawn_in
    assert split == pytest.approx(serbia.article10.mean_change, rel=1e-9)
    frame = serbia.frame
    assert frame.height == len(world.iso3)
    for when in ("before", "after"):
        total = frame[f"attacked_{when}"] + psi * frame[f"drawn_in_{when}"]
        np.testing.assert_allclose(total, frame[f"insecurity_{when}"], rtol=1e-12)
        chance = 1 - np.exp(-frame[f"attacked_{when}"].to_numpy() / 10)
        np.testing.assert_allclose(chance, frame[f"chance_ten_years_{when}"], rtol=1e-9)


def test_draws_are_summed_up_as_they_are(world, serbia):
    found = outcome(world, Accession("SRB", "NATO").apply(world), Assumptions(), draws=60, seed=7)
    members = world.indices(world.members("NATO"))
    of_members = found.draws.insecurity()[:, members].mean(axis=1)
    low, median, high = np.quantile(of_members, (0.05, 0.5, 0.95))
    band = serbia.article10.band
    assert (band.low, band.median, band.high) == pytest.approx((low, median, high), rel=1e-9)
    assert serbia.article10.share_safer == (of_members < 0).mean()
    own = found.draws.insecurity(1.0)[:, world.index("SRB")]
    assert serbia.candidates[0].share_safer_psi_1 == (own < 0).mean()


def test_who_bears_it_are_the_members_ranked_by_wars_they_are_drawn_into(world, serbia):
    borne = [state.change for state in serbia.article10.bearers]
    assert borne == sorted(borne, reverse=True)
    rows = {row["iso3"]: row for row in serbia.frame.iter_rows(named=True)}
    first = serbia.article10.bearers[0]
    drawn = rows[first.iso3]["drawn_in_after"] - rows[first.iso3]["drawn_in_before"]
    assert first.change == pytest.approx(drawn)
    best, worst = serbia.article10.best, serbia.article10.worst
    changes = [
        rows[iso3]["insecurity_after"] - rows[iso3]["insecurity_before"]
        for iso3 in world.members("NATO")
        if iso3 in rows
    ]
    assert (best.change, worst.change) == pytest.approx((min(changes), max(changes)))


def test_a_break_even_is_where_the_change_is_0(world, serbia):
    one = serbia.candidates[0]
    attacked, drawn = one.attacked_after - one.attacked_before, one.drawn_in_after
    for psi, level in ((serbia.psi, one.break_even), (1.0, one.break_even_psi_1)):
        scale = level / one.attacked_before
        assert scale * attacked + psi * drawn == pytest.approx(0.0, abs=1e-9)


def test_the_members_break_even_is_where_their_change_is_0(world, serbia):
    level, one = serbia.article10.break_even, serbia.candidates[0]
    given = outcome(world, Accession("SRB", "NATO").apply(world), Assumptions())
    members = world.indices(world.members("NATO"))
    brought = (given.after.joined - given.before.joined)[members, world.index("SRB")].sum()
    change = given.insecurity()[members].sum()
    rest = change - given.psi * brought
    scale = level / one.attacked_before
    assert rest + scale * given.psi * brought == pytest.approx(0.0, abs=1e-9) or level == 0


def test_two_candidates_get_two_cards(world):
    result = assess(world, Accession("SRB", "NATO"), Accession("GEO", "NATO"), draws=20)
    assert [one.iso3 for one in result.candidates] == ["GEO", "SRB"]
    for name in ("Georgia", "Serbia"):
        assert f"The candidate: {name}" in result.summary()
        assert name in result.answer
    ids = {verdict.id for verdict in result.robustness.verdicts}
    assert {"GEO_safer", "SRB_safer"} <= ids


def test_a_leaver_s_break_even_is_that_of_staying(world):
    left = assess(world, Withdrawal("TUR", "NATO"), draws=0)
    back = assess(left.after, Accession("TUR", "NATO"), draws=0)
    assert left.candidates[0].role == "leaver"
    one, other = left.candidates[0], back.candidates[0]
    # Each is anchored in its own world before; the ratio to the risk outside is the same.
    assert one.break_even / one.attacked_after == pytest.approx(
        other.break_even / other.attacked_before, rel=0.05
    )


def test_with_omega_0_no_outsider_s_own_risk_changes(world, serbia):
    defensive, recorded, offensive = serbia.by_omega
    assert (defensive.omega, offensive.omega) == (0.0, 1.0)
    assert 0 < recorded.omega < 1
    rows = serbia.frame.filter(serbia.frame["role"] == "outsider")
    np.testing.assert_allclose(rows["attacked_after"], rows["attacked_before"], rtol=1e-9)
    assert offensive.outsiders_noticeably_less_safe >= defensive.outsiders_noticeably_less_safe


@pytest.mark.parametrize("place", [0, 2])
def test_at_each_omega_those_are_counted_who_get_less_safe(world, serbia, place):
    row = serbia.by_omega[place]
    given = Assumptions().with_(omega=row.omega)
    found = outcome(world, Accession("SRB", "NATO").apply(world), given, draws=0)
    members = {"SRB", *world.members("NATO")}
    change, level = found.insecurity(), found.before.insecurity()
    worse = {
        world.iso3[i]: change[i]
        for i in range(len(world.iso3))
        if world.iso3[i] not in members and change[i] >= noticed_from(level[i])
    }
    assert row.outsiders_noticeably_less_safe == len(worse)
    assert (row.worst_outsider is None) == (not worse)
    if worse:
        assert row.worst_outsider.iso3 == max(worse, key=worse.get)
        assert row.worst_outsider.change == pytest.approx(max(worse.values()))
        assert min(change) < 0 < row.worst_outsider.change


def test_headlines_tell_5_and_95_percent_of_the_draws(world, serbia):
    found = outcome(world, Accession("SRB", "NATO").apply(world), Assumptions(), draws=60, seed=7)
    for row in serbia.by_psi:
        drawn = found.draws.insecurity(row.psi)
        groups = (world.indices(world.members("NATO")), world.indices({"SRB"}))
        for one, places in zip(row.headlines, groups, strict=True):
            mean = drawn[:, places].mean(axis=1)
            assert (one.low, one.high) == pytest.approx(np.quantile(mean, (0.05, 0.95)))
            assert one.share_safer == (mean < 0).mean()
            assert one.change == pytest.approx(one.after - one.before)


def test_outsiders_are_told_by_tier_and_worst_first(world):
    result = assess(
        world, Accession("SRB", "NATO"), draws=0, assumptions=Assumptions().with_(omega=1)
    )
    test = result.indivisibility
    changes = [state.change for state in test.ranked]
    assert changes == sorted(changes, reverse=True)
    tiers = [state.tier for state in test.ranked]
    assert tiers.count("noticeably") == test.noticeably_less_safe > 0
    assert tiers.count("slightly") == test.slightly_less_safe
    assert test.outsiders == len(test.ranked) + test.safer + test.unchanged
    level = {row["iso3"]: row["insecurity_before"] for row in result.frame.iter_rows(named=True)}
    for state in test.ranked:
        assert (state.tier == "noticeably") == (state.change >= noticed_from(level[state.iso3]))


def test_the_line_moves_with_the_candidate(ukraine):
    km = {row.neighbour: row for row in ukraine.line.by_neighbour}
    assert km["UKR"].km_after == 0
    assert km["RUS"].km_after == pytest.approx(km["RUS"].km_before + 1944)


def test_a_war_that_is_on_is_told_apart(world, ukraine, serbia):
    assert not serbia.at_war
    [war] = ukraine.at_war
    assert (war.state, war.opponent) == ("UKR", "RUS")
    assert war.of_members == len(war.members) == 32
    assert war.expected_joiners == pytest.approx(sum(m.probability for m in war.members))
    assert war.low <= war.expected_joiners <= 1.3 * war.high
    chances = [member.probability for member in war.members]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance < 1 for chance in chances)
    text = ukraine.summary()
    assert text.index("The war that is on") < text.index("The candidate: Ukraine")


def test_a_war_that_is_on_adds_nothing_to_the_attacks(world):
    peace = replace(world, at_war=np.zeros_like(world.at_war))
    i, j = world.index("UKR"), world.index("RUS")
    given = Assumptions(fixed={"constant": -3.0})
    on, off = evaluate(world, given), evaluate(peace, given)
    assert on.attacks[j, i] == 0 < off.attacks[j, i]
    assert on.attacked[i] == pytest.approx(off.attacked[i] - 100 * off.attacks[j, i])


def test_verdicts_are_of_the_majority_s_side(serbia):
    for verdict in serbia.robustness.verdicts:
        assert 0 <= verdict.share <= 1
        assert verdict.word == word(verdict.share, serbia.robustness.draws) or verdict.share > 0.6
        assert verdict.band.low <= verdict.band.median <= verdict.band.high
        assert verdict.mc_error >= 0
        first = [driver.first_order for driver in verdict.decided_by]
        assert first == sorted(first, reverse=True)


def test_the_halves_of_what_decides_are_told_the_right_way_round(world):
    # Where only psi varies, the wars drawn into weigh more in its upper half.
    table = Assumptions().table
    fixed = {name: row.default for name, row in table.items() if name != "psi"}
    result = assess(
        world, Accession("UKR", "NATO"), draws=200, assumptions=Assumptions(fixed=fixed)
    )
    verdict = next(v for v in result.robustness.verdicts if v.id == "UKR_safer")
    driver = verdict.decided_by[0]
    assert driver.name == "psi"
    safer_low = driver.share_low if verdict.statement.endswith("safer") else 1 - driver.share_low
    safer_high = driver.share_high if verdict.statement.endswith("safer") else 1 - driver.share_high
    assert safer_low >= safer_high


def test_what_varies_is_named_once_and_lies_in_the_cube(world):
    some = draw(Assumptions(fixed={"psi": 1.0}), world, 50, seed=3)
    names, points, choices = varied(some)
    assert len(set(names)) == len(names) == points.shape[1] == len(choices)
    assert "psi" not in names
    assert "omega" not in names
    assert {"delta", "rho", "D", "capability"} <= set(names)
    assert (points > 0).all()
    assert (points < 1).all()
    assert choices[names.index("delta")] == 0 < choices[names.index("rho")]


def test_the_same_seed_gives_the_same_bytes(world, serbia):
    again = assess(world, Accession("SRB", "NATO"), draws=60, seed=7)
    assert again.to_json() == serbia.to_json()
    other = assess(world, Accession("SRB", "NATO"), draws=60, seed=8)
    assert other.to_json() != serbia.to_json()


def test_admission_then_expulsion_is_no_change(world):
    result = assess(world, Accession("SRB", "NATO"), Expulsion("SRB", "NATO"), draws=0)
    assert (result.frame["insecurity_after"] == result.frame["insecurity_before"]).all()
    assert "nobody's security changes" in result.answer


def test_withdrawal_and_expulsion_do_the_same(world):
    left = assess(world, Withdrawal("HUN", "NATO"), draws=0)
    expelled = assess(world, Expulsion("HUN", "NATO"), draws=0)
    assert left.frame.equals(expelled.frame)
    assert left.change != expelled.change


def test_other_alliances_can_be_asked(world):
    result = assess(world, Accession("SRB", "CSTO"), draws=16)
    assert result.alliance == "CSTO"
    assert result.article10.members == 6


def test_readings_stand_side_by_side_with_their_own_figures(world, serbia):
    readings = {row.reading: row for row in serbia.by_reading}
    assert list(readings) == ["since-1816", "since-1945", "nuclear", "sceptics"]
    own = readings["since-1816"].headlines[0]
    assert own.change == pytest.approx(serbia.article10.mean_change)
    sceptical = assess(
        world, Accession("SRB", "NATO"), draws=0, assumptions=Assumptions(reading="sceptics")
    )
    assert readings["sceptics"].headlines[0].change == pytest.approx(
        sceptical.article10.mean_change
    )
    assert any("by construction" in text for text in sceptical.cautions)
    psi = {round(row.psi, 2): row.headlines[0].change for row in serbia.by_psi}
    assert psi[1.0] == pytest.approx(serbia.article10.mean_change_psi_1)


def test_an_assumption_that_is_given_is_held_and_one_out_of_range_warned_of(world):
    given = Assumptions().with_(psi=1.0, D=1e6)
    result = assess(world, Accession("SRB", "NATO"), draws=16, assumptions=given)
    assert set(result.robustness.held) == {"psi", "D"}
    assert result.psi == 1.0
    assert any(text.startswith("D = ") and "outside" in text for text in result.cautions)
    assert result.candidates[0].share_safer == result.candidates[0].share_safer_psi_1


def test_assumed_rivals_are_more_at_risk(world):
    rivals = assume_rivals(world, [("FIN", "RUS")])
    plain, assumed = (evaluate(w, Assumptions(fixed={"constant": -3.0})) for w in (world, rivals))
    assert assumed.attacked[world.index("FIN")] > plain.attacked[world.index("FIN")]
    assert assumed.attacked[world.index("IRL")] == plain.attacked[world.index("IRL")]


def test_the_eu_clause_weighs_the_tie():
    weights = []
    for clause in ("full", "half", "none"):
        world = load_world(on="2025-06-01", eu_clause=clause)
        weights.append(world.tie[world.index("AUT"), world.index("IRL")])
    assert weights == [1.0, 0.5, 0.0]
    half = assess(load_world(on="2025-06-01", eu_clause="half"), Accession("AUT", "NATO"), draws=0)
    assert any("half" in text for text in half.cautions)


def test_the_world_s_total_is_the_record_s(serbia):
    total = serbia.world_total
    assert total.attacks_per_year == pytest.approx(total.attacks_recorded, rel=1e-6)
    assert total.attacks_recorded_low < total.attacks_recorded < total.attacks_recorded_high
    low, high = total.interventions_recorded_low, total.interventions_recorded_high
    assert low < total.interventions_per_year < high


def test_the_interval_of_a_rate_is_garwood_s():
    # Exact: chi-square quantiles, 11 events in 20 years.
    assert rate_interval(11, 20) == pytest.approx((0.2746, 0.9841), abs=2e-3)


def test_without_draws_there_are_no_shares(world):
    result = assess(world, Accession("SRB", "NATO"), draws=0)
    assert result.robustness is None
    assert result.candidates[0].share_safer is None
    assert result.article10.band is None
    assert "no draws were made" in result.answer


def test_roles(world):
    after = apply(world, [Accession("SRB", "NATO"), Withdrawal("HUN", "NATO")])
    roles = Roles.of(world, after, "NATO")
    role = {world.iso3[i]: roles.role(i) for i in range(len(world.iso3))}
    assert (role["SRB"], role["HUN"], role["POL"], role["RUS"]) == (
        "candidate", "leaver", "member", "outsider",
    )  # fmt: skip


def test_what_cannot_be_done_is_refused(world):
    with pytest.raises(FoedusError, match="already"):
        assess(world, Accession("POL", "NATO"))
    with pytest.raises(FoedusError, match="no member of NATO"):
        assess(world, Expulsion("SRB", "NATO"))
    with pytest.raises(FoedusError, match="at least one change"):
        assess(world)
    for draws in (-1, 1, 1.5):
        with pytest.raises(FoedusError, match=f"draws {draws}"):
            assess(world, Accession("UKR", "NATO"), draws=draws)
    with pytest.raises(FoedusError, match="seed -1"):
        assess(world, Accession("UKR", "NATO"), draws=10, seed=-1)
    with pytest.raises(FoedusError, match="at most"):
        assess(world, Accession("UKR", "NATO"), draws=10**8)


def test_the_summary_fits_80_columns_and_names_the_answer(ukraine):
    text = ukraine.summary()
    assert max(len(line) for line in text.splitlines()) <= 80
    for heading in ("Article 10 test", "Indivisibility test", "Robustness", "The line", "Sources"):
        assert heading in text
    assert ukraine.answer.split(",")[0] in text.replace("\n", " ")
    assert "e+0" not in text
    assert "deters" not in text
    assert "<p>" in ukraine._repr_html_()


def test_the_answer_is_on_the_first_screen(serbia):
    screen = "\n".join(serbia.summary().splitlines()[:24])
    assert "Serbia" in screen
    assert "Article 10 test" in screen
