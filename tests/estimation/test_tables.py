"""The committed tables and their readers, without the research data."""

from pathlib import Path

import numpy as np
import pytest

import estimate_coefficients as tool
from estimation_page import fill, tables
from foedus.errors import FoedusError
from foedus.estimation.shares import bootstrap_ratio, wilson
from foedus.estimation.tables import replace, table_text
from foedus.security.coefficients import (
    EVENTS,
    READINGS,
    attack_fit,
    joining_fit,
    table_rows,
    typical_history,
)
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.recorded import calibrated_groups, recorded
from foedus.security.terms import ATTACK_TERMS


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("reading", READINGS)
def test_every_fit_is_whole(reading, event):
    fit = attack_fit(reading, event)
    k = len(fit.terms)
    assert set(fit.terms) <= {*ATTACK_TERMS, *NUCLEAR_TERMS}
    assert set(NUCLEAR_TERMS) <= set(fit.terms) or reading != "nuclear"
    assert ("log_support" in fit.terms) == (reading != "sceptics")
    assert fit.estimates.shape == (len(fit.grid), k)
    assert fit.weight.sum() == pytest.approx(1.0, abs=1e-4)
    assert np.linalg.eigvalsh(fit.covariance).min() > -1e-6
    assert np.allclose(fit.covariance, fit.covariance.T)
    assert fit.events < fit.n
    assert fit.source
    assert fit is attack_fit(reading, event)


def test_arrays_cannot_be_written_to():
    for array in (attack_fit().estimates, attack_fit().covariance, joining_fit().estimate):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("side", ["target", "attacker"])
@pytest.mark.parametrize("event", EVENTS)
def test_every_joining_equation_is_whole(side, event):
    fit = joining_fit(side, event)
    assert set(fit.terms) == set(JOINING_TERMS) - (set() if event == "war" else {"war"})
    assert fit.covariance.shape == (len(fit.terms),) * 2
    assert 0 < fit.excess_low < fit.excess < fit.excess_high < 1
    assert fit.estimate[fit.terms.index("tie")] > 0


def test_support_goes_with_fewer_wars_in_the_default_reading():
    fit = attack_fit()
    assert (fit.estimates[:, fit.terms.index("log_support")] < 0).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: attack_fit("since-1915"), "since-1945|since-1816"),
        (lambda: attack_fit(event="wars"), "nearest: war"),
        (lambda: joining_fit("targets"), "nearest: target"),
        (lambda: recorded("omga"), "nearest: omega"),
        (lambda: typical_history("rivals", 3), "nearest: rival"),
    ],
)
def test_an_unknown_name_gets_the_nearest(call, message):
    with pytest.raises(FoedusError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_typical_history_grows_with_what_is_known():
    for kind in ("rival", "land", "other"):
        spans = [typical_history(kind, years)[0] for years in (0, 5, 11.5, 20, 99)]
        assert spans == sorted(spans)
    assert typical_history("rival", 11)[1] == 0.0


def test_groups_name_what_is_off():
    for event in EVENTS:
        for group in calibrated_groups(event):
            high, low = max(group.expected, group.observed), min(group.expected, group.observed)
            assert group.off == (high >= 3 and high > 2 * low)


def test_every_number_has_its_cases_years_and_source():
    for name in ("attack_fits", "joining", "numbers", "outcomes", "peace", "groups"):
        for row in table_rows(name):
            assert int(row["n"]) >= 0
            assert int(row["first"]) <= int(row["last"])
            assert row["source"]


def test_page_shows_the_committed_tables():
    page = Path(tool.PAGE).read_text(encoding="utf-8")
    assert fill(page, tables()) == page


def test_fill_names_a_missing_marker():
    with pytest.raises(FoedusError, match="joining"):
        fill("nothing here", {"joining": ""})


def test_files_are_written_whole(tmp_path):
    target = tmp_path / "new" / "table.csv"
    replace(target, table_text(("a",), [(1,)]))
    replace(target, table_text(("a",), [(2,)]))
    assert target.read_bytes() == b"a\n2\n"
    assert [path.name for path in target.parent.iterdir()] == ["table.csv"]


def test_missing_data_are_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["estimate_coefficients.py"])
    assert tool.main() == 2
    error = capsys.readouterr().err
    assert "foedus data pull" in error
    assert error.count("\n") == 1


def test_intervals_hold_their_estimate_and_narrow():
    few, many = wilson(3, 10), wilson(300, 1000)
    assert few.low < few.estimate < few.high
    assert many.high - many.low < few.high - few.low
    assert np.isnan(wilson(0, 0).estimate)
    group = np.repeat(np.arange(50), 4)
    part = (np.arange(200) % 4 == 0).astype(float)
    found = bootstrap_ratio(part, np.ones(200), group)
    assert found.estimate == found.low == found.high == 0.25
