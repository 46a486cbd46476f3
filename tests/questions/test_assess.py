"""Assessments on the embedded world."""

import json

import numpy as np
import pytest

from foedus import Accession, Expulsion, FoedusError, Withdrawal, assess, load_world
from foedus.questions.assessment import Assessment
from foedus.security.evaluate import risk
from foedus.security.robustness import word

KEYS = {
    "change", "on", "capability_year", "article10", "indivisibility", "candidate", "states",
    "line", "by_omega", "robustness", "assumptions", "sources",
}  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return load_world(on="2022-01-30")


@pytest.fixture(scope="module")
def ukraine(world):
    return assess(world, Accession("UKR", "NATO"), draws=48, seed=7)


def test_json_has_the_keys_of_the_contract_and_fits_its_schema(ukraine):
    data = json.loads(ukraine.to_json())
    assert set(data) >= KEYS
    Assessment.model_validate_json(ukraine.to_json())
    state = next(s for s in data["states"] if s["iso3"] == "UKR")
    assert state["role"] == "candidate"
    assert data["candidate"][0] == state


def test_figures_are_the_difference_of_two_worlds(world, ukraine):
    after = Accession("UKR", "NATO").apply(world)
    r0, r1 = risk(world), risk(after)
    change = r1.insecurity - r0.insecurity
    members = world.indices(world.members("NATO"))
    assert ukraine.article10.mean_change == pytest.approx(change[members].mean(), rel=1e-12)
    split = ukraine.article10.mean_deterrence + ukraine.article10.mean_entanglement
    assert split == pytest.approx(ukraine.article10.mean_change, rel=1e-9)
    frame = ukraine.frame
    assert frame.height == len(world.iso3)
    total = frame["delta_direct"] + frame["delta_entanglement"]
    np.testing.assert_allclose(
        total, frame["insecurity_after"] - frame["insecurity_before"], atol=1e-14
    )


def test_the_same_seed_gives_the_same_bytes(world, ukraine):
    again = assess(world, Accession("UKR", "NATO"), draws=48, seed=7)
    assert again.to_json() == ukraine.to_json()
    other = assess(world, Accession("UKR", "NATO"), draws=48, seed=8)
    assert other.to_json() != ukraine.to_json()


def test_with_omega_0_no_outsider_is_less_safe(ukraine):
    defensive, estimated, offensive = ukraine.by_omega
    assert (defensive.omega, offensive.omega) == (0.0, 1.0)
    assert 0 < estimated.omega < 1
    assert defensive.outsiders_less_safe == 0
    assert offensive.worst_outsider.change > estimated.worst_outsider.change


def test_the_line_moves_with_the_candidate(ukraine):
    km = {row.neighbour: row for row in ukraine.line.by_neighbour}
    assert km["UKR"].km_after == 0
    assert km["RUS"].km_after == pytest.approx(km["RUS"].km_before + 1944)


def test_verdict_words_follow_the_shares(ukraine):
    for verdict in ukraine.robustness.verdicts:
        assert 0 <= verdict.share <= 1
        assert verdict.word == word(verdict.share)
        assert verdict.low <= verdict.median <= verdict.high
    assert (word(0.95), word(0.9500001), word(0.67), word(0.68)) == (
        "leaning", "robust", "depends", "leaning",
    )  # fmt: skip


def test_admission_then_expulsion_is_no_change(world):
    result = assess(world, Accession("UKR", "NATO"), Expulsion("UKR", "NATO"), draws=0)
    assert (result.frame["insecurity_after"] == result.frame["insecurity_before"]).all()
    assert "nobody's security changes" in result.answer


def test_withdrawal_and_expulsion_do_the_same(world):
    left = assess(world, Withdrawal("HUN", "NATO"), draws=0)
    expelled = assess(world, Expulsion("HUN", "NATO"), draws=0)
    assert left.frame.equals(expelled.frame)
    assert left.change != expelled.change
    assert left.frame.filter(left.frame["iso3"] == "HUN")["role"][0] == "leaver"


def test_other_alliances_can_be_asked(world):
    result = assess(world, Accession("SRB", "CSTO"), draws=16)
    assert result.alliance == "CSTO"
    assert result.article10.members == 6


def test_an_assumption_that_is_given_is_not_swept(world):
    result = assess(world, Accession("SWE", "NATO"), draws=16, fixed={"epsilon", "gradient"})
    assert not {"epsilon", "gradient"} & set(result.robustness.swept)


def test_without_draws_there_is_no_robustness(world):
    assert assess(world, Accession("SWE", "NATO"), draws=0).robustness is None


def test_what_cannot_be_done_is_refused(world):
    with pytest.raises(FoedusError, match="already"):
        assess(world, Accession("POL", "NATO"))
    with pytest.raises(FoedusError, match="no member of NATO"):
        assess(world, Expulsion("SRB", "NATO"))
    with pytest.raises(FoedusError, match="at least one change"):
        assess(world)
    with pytest.raises(FoedusError, match="draws=-1"):
        assess(world, Accession("UKR", "NATO"), draws=-1)


def test_the_summary_fits_80_columns_and_names_the_answer(ukraine):
    text = ukraine.summary()
    assert max(len(line) for line in text.splitlines()) <= 80
    for heading in ("Article 10 test", "Indivisibility test", "Robustness", "The line", "Sources"):
        assert heading in text
    assert ukraine.answer.split(",")[0] in text.replace("\n", " ")
    assert "<p>" in ukraine._repr_html_()
