"""Reports of proposals: every kind of change has one, and strike systems are drawn."""

from datetime import date

import pytest

from foedus import assess, load_world
from foedus.scenario.alliances import Dissolution, NewAlliance, NoEnlargement
from foedus.scenario.forces import Deployment, PostureRollback
from foedus.scenario.means import Capability
from foedus.scenario.strikes import StrikeBan, StrikeSystem
from foedus.views.html.assess import report
from foedus.views.html.assess.command import again

WORLD = load_world("2026-01-01")


@pytest.mark.parametrize(
    "change",
    [
        NewAlliance("Nordic League", ("SWE", "FIN", "NOR")),
        Dissolution("CSTO"),
        Capability("IND", times=2.0),
        Deployment("DEU", "LTU", 4800),
    ],
    ids=lambda change: type(change).__name__,
)
def test_a_change_of_any_kind_has_a_report(change):
    html = report(assess(WORLD, change, draws=0))
    assert html.startswith("<!doctype html>")
    assert 'id="reach"' not in html


def test_reach_is_drawn_on_a_map_with_its_table():
    html = report(assess(WORLD, StrikeSystem("typhon", "DEU"), draws=0))
    section = html[html.index('<section id="reach">') :]
    assert "<svg" in section
    assert "Moscow" in section
    assert "by the higher figure only" in section


def test_a_ban_shows_both_sides():
    result = assess(WORLD, StrikeBan(("NATO",), ("RUS",)), draws=0)
    assert {r.change for r in result.reach} == {"falls out of range"}
    assert "falls out of range" in report(result)


@pytest.mark.parametrize(
    ("changes", "alliance"),
    [
        ((NewAlliance("European army", ("EU",), rho=1.0),), "EU"),
        ((PostureRollback(date(1997, 5, 27), ("NATO", "RUS"), ("Europe",)),), None),
        ((NoEnlargement("NATO", ("UKR",)),), None),
        ((Dissolution("CSTO"),), None),
    ],
)
def test_the_python_under_a_report_makes_the_same_figures(changes, alliance, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = assess(WORLD, *changes, alliance=alliance, draws=0)
    code = again(result, "again.html")
    assert "import foedus" in code
    exec(compile(code, "again", "exec"), {})
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == report(result, "again.html")
