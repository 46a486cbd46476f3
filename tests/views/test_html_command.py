"""The command under an assessment's page makes the same page again."""

import shlex

import pytest

from foedus import Accession, Assumptions, Expulsion, Withdrawal, assess, load_world
from foedus.cli.main import main
from foedus.security import assume_rivals
from foedus.views.html.assess import report
from foedus.views.html.assess.command import again, command_of

DAY = "2026-01-01"


def asked(*changes, event="war", reading="since-1816", rivals=(), clause="full",
          capability="index", draws=0, **fixed):  # fmt: skip
    world = load_world(DAY, capability, eu_clause=clause)
    if rivals:
        world = assume_rivals(world, rivals)
    given = Assumptions(event, reading).with_(**fixed)
    return assess(world, *changes, assumptions=given, draws=draws, seed=7)


UKR = Accession("UKR", "NATO")

CASES = [
    (lambda: asked(UKR), "NATO --admit UKR --on 2026-01-01 --draws 0"),
    (lambda: asked(Expulsion("HUN", "NATO")), "NATO --expel HUN --on 2026-01-01 --draws 0"),
    (
        lambda: asked(Accession("GEO", "NATO"), Withdrawal("USA", "NATO"), rho=0.5, draws=16),
        "NATO --admit GEO --withdraw USA --on 2026-01-01 --set rho=0.5 --draws 16 --seed 7",
    ),
    (
        lambda: asked(UKR, event="fatal", reading="since-1945", capability="milex", psi=1),
        "NATO --admit UKR --on 2026-01-01 --capability milex --event fatal --reading since-1945 "
        "--set psi=1 --draws 0",
    ),
    (
        lambda: asked(Accession("AUT", "NATO"), clause="none", rivals=[("AUT", "RUS")]),
        "NATO --admit AUT --on 2026-01-01 --eu-clause none --assume-rival AUT,RUS --draws 0",
    ),
]


@pytest.mark.parametrize(("make", "expected"), CASES)
def test_the_command_is_the_one_that_was_run(make, expected):
    words = shlex.split(command_of(make(), "a report.html"))
    assert words == ["foedus", "assess", *expected.split(), "--report", "a report.html"]


def test_what_the_command_writes_is_the_page(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    result = asked(
        Accession("AUT", "NATO"), clause="half", rivals=[("AUT", "RUS")], event="fatal",
        reading="since-1945", omega=0.21, draws=12,
    )  # fmt: skip
    words = shlex.split(again(result, "again.html"))
    with pytest.raises(SystemExit) as ended:
        main(words[1:])
    assert ended.value.code == 0
    assert (tmp_path / "again.html").read_text("utf-8") == report(result, "again.html")


def test_without_a_report_the_command_names_none():
    assert "--report" not in command_of(asked(UKR), "")


def test_where_no_command_does_python_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    world = assume_rivals(load_world(DAY, eu_clause="half"), [("AUT", "RUS")])
    changes = Accession("AUT", "NATO"), Withdrawal("ARM", "CSTO")
    result = assess(world, *changes, assumptions=Assumptions("force").with_(psi=1), draws=0)
    code = again(result, "again.html")
    assert code.startswith("import foedus")
    exec(compile(code, "again", "exec"), {})
    assert (tmp_path / "again.html").read_text("utf-8") == report(result, "again.html")
