"""The words of an answer: figures, shares, roles and what is said of them."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import Accession, Assumptions, Withdrawal, load_world
from foedus.questions.answer import cautions_of, hundred
from foedus.questions.article10 import judged
from foedus.questions.judged import Judged, percent_of
from foedus.questions.result import counted
from foedus.questions.roles import Roles, members_of
from foedus.questions.totals import rate_interval
from foedus.questions.words import LEAST, amount, percentage, signed


@pytest.fixture(scope="module")
def world():
    return load_world("2025-06-01")


@given(st.floats(-500, 500))
def test_a_change_has_a_sign_and_a_size_that_are_its_own(change):
    told = signed(change)
    if abs(change) < LEAST:
        assert not told.startswith(("+", "-", "−")) or "0.001" in told
        return
    assert told[0] == ("+" if change > 0 else "-") or told[0] == "−"
    size = float(re.sub(r"[^\d.]", "", told))
    assert size == pytest.approx(abs(change), rel=0.05, abs=0.001)


@given(st.floats(0, 500))
def test_an_amount_is_what_it_is(value):
    found = re.sub(r"[^\d.]", "", amount(value))
    assert float(found) == pytest.approx(value, rel=0.05, abs=0.001)


@given(st.floats(0, 1))
def test_a_share_is_told_of_100_and_never_as_sure_as_it_is_not(share):
    told = hundred(share)
    if told == "100":
        assert share == 1.0
    elif told == "0":
        assert share == 0.0
    elif told.isdigit():
        assert abs(int(told) - 100 * share) <= 0.5 + 1e-9
    else:
        assert (share > 0.99) == told.startswith("more")


@given(st.floats(-5, 5), st.floats(0.01, 50))
def test_a_percentage_brings_back_the_change(change, before):
    assert percent_of(change, before) * before / 100 == pytest.approx(change, abs=1e-12)
    assert percent_of(change, 0.0) is None
    assert percentage(percent_of(change, before)).count("%") == 1


@given(st.integers(0, 200), st.floats(1, 300))
def test_an_interval_holds_its_rate(events, years):
    low, high = rate_interval(events, years)
    assert 0 <= low <= events / years <= high
    narrow = rate_interval(events, years, share=0.5)
    assert low <= narrow[0] + 1e-12
    assert narrow[1] <= high + 1e-12


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (50, 37.1110, 65.9185)],
)
def test_intervals_of_counts_are_those_of_the_tables(events, low, high):
    """Garwood's exact limits of a Poisson mean at 95 %."""
    found = rate_interval(events, 1.0)
    assert found == pytest.approx((low, high), abs=0.03)


def test_steps_add_up():
    told = []
    step = counted(lambda done, total: told.append((done, total)), 10)
    for count in (1, 4, 5):
        step(count)
    assert told == [(1, 10), (5, 10), (10, 10)]


def test_every_state_has_one_role(world):
    after = Accession("SRB", "NATO").apply(Withdrawal("TUR", "NATO").apply(world))
    roles = Roles.of(world, after, "NATO")
    places = np.concatenate([roles.members, roles.moving, roles.outsiders])
    assert sorted(places) == list(range(len(world.iso3)))
    assert [world.iso3[i] for i in roles.joining] == ["SRB"]
    assert [world.iso3[i] for i in roles.leaving] == ["TUR"]
    told = {iso3: roles.role(i) for i, iso3 in enumerate(world.iso3)}
    assert (told["SRB"], told["TUR"]) == ("candidate", "leaver")
    assert (told["FRA"], told["CHE"]) == ("member", "outsider")
    assert members_of(world, "WTO") == frozenset()
    assert Roles.of(world, after, "WTO").members.size == 0


def test_what_is_judged_is_what_the_verdict_says():
    verdict = SimpleNamespace(
        share_safer=0.7, share_safer_full=0.6, low=-2.0, median=-1.0, high=0.5, mc_error=0.01,
        word="leaning", finding="safer", share_unchanged=0.1,
    )  # fmt: skip
    found = Judged(**judged(verdict))
    assert (found.share_safer, found.share_safer_psi_1) == (0.7, 0.6)
    assert (found.band.low, found.band.median, found.band.high) == (-2.0, -1.0, 0.5)
    assert found.share_unchanged == 0.1
    assert found.majority == ("safer", 0.7, 0.6)
    still = SimpleNamespace(**vars(verdict) | {"share_safer": 0.1, "share_unchanged": 0.7})
    who, share, _ = Judged(**judged(still)).majority
    assert (who, share) == ("no change", 0.7)
    assert Judged(**judged(None)).band is Judged(**judged(None)).majority is None


def test_cautions_name_what_is_not_as_usual(world):
    assert cautions_of(world, Assumptions()) == ()
    told = " ".join(
        cautions_of(
            replace(load_world("2025-06-01", eu_clause="half"), assumed_rivals=(("AUT", "CHE"),)),
            Assumptions("fatal", "sceptics"),
        )
    )
    for words in ("Austria and Switzerland", "at least one death", "Article 42(7)", "sceptics"):
        assert words in told
