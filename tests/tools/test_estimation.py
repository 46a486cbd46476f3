"""The committed tables are what the tool makes of the research data."""

import csv
from pathlib import Path

import pytest

import estimate_coefficients as tool
from estimation import pages, write
from estimation.dyads import events, onsets, rows
from estimation.fits import coefficients
from estimation.joining import disputes_with_force, record
from estimation.shares import shares
from foedus import sources
from foedus.errors import FoedusError
from foedus.panel import dyad_years
from foedus.world.system import state_system

EMBEDDED = Path(tool.EMBEDDED)


def committed(name):
    with (EMBEDDED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def load(mirror):
    return sources.load


@pytest.fixture(scope="module")
def years(load):
    span = range(tool.FIRST - 1, tool.LAST + 1)
    return {year: tool.prepare(state_system(year, load)) for year in span}


@pytest.fixture(scope="module")
def table(years):
    return rows([years[year] for year in range(tool.FIRST, tool.LAST + 1)])


@pytest.fixture(scope="module")
def happened(load, table):
    return events(table, onsets(load("gml_part"), load("gml_mid_disps")))


@pytest.mark.mirror
def test_rows_and_events_of_the_estimation(table, happened):
    assert (len(table.dyad), table.dropped) == (1_417_368, 27_592)
    assert {event: int(y.sum()) for event, (y, _) in happened.items()} == {
        "dispute": 1620,
        "force": 1151,
        "fatal": 428,
    }
    assert {event: int((~known).sum()) for event, (_, known) in happened.items()} == {
        "dispute": 0,
        "force": 0,
        "fatal": 22,
    }


@pytest.mark.mirror
@pytest.mark.parametrize("event", ["force", "fatal"])
def test_estimates_are_those_committed(table, happened, event):
    found = coefficients(table, event, *happened[event])
    stored = [row for row in committed("coefficients.csv") if row["event"] == event]
    assert [row["term"] for row in stored] == list(found.terms)
    assert [float(r["estimate"]) for r in stored] == pytest.approx(found.fit.estimate, abs=1e-6)
    assert [float(r["se"]) for r in stored] == pytest.approx(found.se_directed, abs=1e-6)
    assert {(int(r["n"]), int(r["events"])) for r in stored} == {(found.fit.n, found.fit.events)}
    assert {(r["from"], r["to"]) for r in stored} == {("1946", "2010")}


@pytest.mark.mirror
def test_directed_dyad_years_are_those_peacesciencer_prints(load):
    total = sum(int(state_system(year, load).together.sum()) for year in range(1816, 2013))
    assert total == 1_760_970


@pytest.mark.mirror
@pytest.mark.parametrize("year", [1816, 1867, 1918, 1940, 1990, 2011])
def test_pairs_of_a_year_are_those_of_the_panel(load, year):
    upstream = dyad_years(first=year, last=year)
    system = state_system(year, load)
    ours = {
        (int(system.ccode[i]), int(system.ccode[j]))
        for i, j in zip(*system.together.nonzero(), strict=True)
    }
    assert ours == {(int(a), int(b)) for a, b in upstream.select("ccode1", "ccode2").iter_rows()}


@pytest.mark.mirror
def test_shares_since_1946_are_those_committed(load, years):
    force = disputes_with_force(load("gml_part"), load("gml_mid_disps"))
    found = [s for s in shares(record(force, years, tool.FIRST, tool.LAST)) if s.main]
    stored = {
        (r["parameter"], r["event"]): r
        for r in committed("estimates.csv")
        if r["from"] == "1946" and r["source"].startswith("foedus")
    }
    assert len(found) == len(stored) == 4
    for share in found:
        row = stored[share.parameter, share.event]
        assert float(row["estimate"]) == pytest.approx(share.found.estimate, abs=1e-6)
        assert float(row["high"]) == pytest.approx(share.found.high, abs=1e-6)
        assert int(row["n"]) == share.found.n


def test_default_omega_is_the_first_own_row():
    own = [
        row
        for row in committed("estimates.csv")
        if row["parameter"] == "omega" and row["source"].startswith("foedus")
    ]
    assert (own[0]["event"], own[0]["from"], own[0]["to"]) == ("force", "1946", "2010")


def test_every_figure_has_a_source_and_published_ones_stand_beside():
    stored = committed("estimates.csv") + committed("coefficients.csv")
    assert all(row["source"] for row in stored)
    published = [r for r in committed("estimates.csv") if not r["source"].startswith("foedus")]
    assert {float(r["estimate"]) for r in published if "Leeds" in r["source"]} == {0.745}
    assert len(published) == len(write.PUBLISHED)


def test_page_shows_the_committed_coefficients():
    page = tool.PAGE.read_text(encoding="utf-8")
    for row in committed("coefficients.csv"):
        assert f"{float(row['estimate']):.3f} ({float(row['se']):.3f})" in page
    assert "<!-- " in page
    assert "--><!--" not in page, "a table of the page has not been filled"


def test_fill_replaces_between_markers_and_can_be_repeated():
    once = pages.fill("a <!-- x --><!-- /x --> b", {"x": "| 1 |"})
    assert once == "a <!-- x -->\n\n| 1 |\n\n<!-- /x --> b"
    assert pages.fill(once, {"x": "| 1 |"}) == once


def test_fill_names_a_missing_marker():
    with pytest.raises(FoedusError, match="x"):
        pages.fill("nothing here", {"x": ""})


def test_missing_data_are_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["estimate_coefficients.py"])
    assert tool.main() == 2
    error = capsys.readouterr().err
    assert "foedus data pull" in error
    assert error.count("\n") == 1


def test_files_are_written_whole(tmp_path):
    target = tmp_path / "new" / "table.csv"
    write.replace(target, "a\n")
    write.replace(target, "b\n")
    assert target.read_bytes() == b"b\n"
    assert [p.name for p in target.parent.iterdir()] == ["table.csv"]
