"""foedus contribution as a user types it."""

import json

import polars as pl
import pytest

from foedus.cli.main import main
from foedus.questions.contributed import Contribution


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["contribution", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_text(run):
    code, out, err = run("nato", "--on", "2025-06-01", "--capability", "nato", "--draws", "10")
    assert (code, err) == (0, "")
    assert "NATO goes with" in out.replace("\n", " ")
    assert "\x1b" not in out
    assert max(map(len, out[: out.index("Sources")].splitlines())) <= 80


def test_json_marks_what_was_given(run):
    code, out, _ = run(
        "CSTO", "--on", "2025-06-01", "--set", "rho=0.5", "--event", "fatal", "--json"
    )
    data = Contribution.model_validate(json.loads(out))
    assert code == 0
    assert [a.name for a in data.assumptions if a.given] == ["event", "rho"]
    assert {a.name: a.value for a in data.assumptions}["event"] == "fatal"
    assert data.method == "exact"


def test_csv_holds_the_members(run, tmp_path):
    path = tmp_path / "members.csv"
    code, out, _ = run("CSTO", "--csv", str(path))
    table = pl.read_csv(path)
    assert code == 0
    assert "written" in out
    assert table["iso3"].to_list() == ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"]


def test_sampled(run):
    code, out, _ = run(
        "ANZUS", "--with-other-alliances", "--permutations", "4", "--seed", "7", "--json"
    )
    data = json.loads(out)
    assert code == 0
    assert (data["method"], data["permutations"], data["seed"]) == ("sampled", 4, 7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("NTO",), "did you mean NATO"),
        (("OSCE",), "does not oblige"),
        (("NATO", "--on", "2025-13-01"), "2025-13-01"),
        (("CSTO", "--set", "rho=-2"), "is not defined"),
        (("CSTO", "--with-other-alliances", "--permutations", "7"), "even number"),
        (("CSTO", "--csv", "/nowhere/at/all.csv"), "cannot write"),
    ],
)
def test_errors_are_one_line_and_code_2(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_help_has_an_example(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "foedus contribution NATO" in out
