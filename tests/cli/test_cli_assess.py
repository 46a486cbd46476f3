"""foedus assess as a user types it."""

import json

import pytest

from foedus.cli.main import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_json_is_json_and_text_is_text(run):
    code, out, err = run("assess", "NATO", "--admit", "UKR", "--draws", "16", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["alliance"] == "NATO"
    code, out, _ = run("assess", "nato", "--admit", "Ukraine", "--draws", "16")
    assert code == 0
    assert out.startswith("If Ukraine joins NATO")
    assert "\x1b" not in out


def test_changes_may_be_combined(run):
    _, out, _ = run(
        "assess", "NATO", "--admit", "UKR", "--admit", "MDA", "--expel", "HUN",
        "--draws", "0", "--json",
    )  # fmt: skip
    data = json.loads(out)
    assert len(data["change"]) == 3
    assert {record["role"] for record in data["candidates"]} == {"candidate", "leaver"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["NATO", "--admit", "Ukrane"], "did you mean Ukraine (UKR)?"),
        (["NAT0", "--admit", "UKR"], "did you mean NATO?"),
        (["NATO", "--admit", "UKR", "--on", "2022-13-01"], "write YYYY-MM-DD"),
        (["NATO", "--expel", "SRB"], "no member of NATO"),
        (["NATO", "--admit", "POL"], "member of NATO already"),
        (["NATO", "--admit", "UKR", "--set", "omega=1.5"], "from 0 to 1"),
        (["NATO", "--admit", "UKR", "--reading", "since-1945s"], "did you mean since-1945?"),
        (["NATO", "--admit", "UKR", "--assume-rival", "FIN"], "give two states"),
        (["NATO", "--admit", "UKR", "--assume-rival", "FIN,FIN"], "two different states"),
        (["NATO", "--admit", "UKR", "--eu-clause", "hlf"], "full, half, none"),
        (["NATO", "--admit", "UKR", "--set", "psi=x"], "is no number"),
        (["NATO", "--admit", "UKR", "--draws", "1000000"], "at most"),
        (["NATO", "--admit", "UKR", "--set", "rho"], "write NAME=VALUE"),
        (["NATO", "--admit", "UKR", "--set", "rho=nan"], "is not defined"),
        (["NATO", "--admit", "UKR", "--set", "roh=0.5"], "did you mean rho?"),
        (["NATO", "--admit", "UKR", "--event", "forse"], "did you mean force?"),
        (["NATO", "--admit", "UKR", "--capability", "milx"], "did you mean milex?"),
        (["NATO", "--admit", "UKR", "--draws", "-1"], "--draws"),
        (["NATO", "--admit", "UKR", "--report", "x.txt"], "ends in .html"),
        (["NATO", "--admit", "UKR", "--plot", "x.pdf"], ".png or .svg"),
        (["NATO", "--admit", "UKR", "--csv", "/nowhere/x.csv"], "there is no folder"),
        (["NATO"], "nothing to assess"),
        (["NATO", "--admt", "UKR"], "--admt"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(run, arguments, message):
    code, out, err = run("assess", *arguments)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert err.startswith("error: ")


def test_csv_has_a_row_a_state_and_nothing_is_left_half_written(run, tmp_path):
    target = tmp_path / "states.csv"
    code, _, _ = run("assess", "NATO", "--admit", "UKR", "--draws", "0", "--csv", str(target))
    assert code == 0
    assert len(target.read_text().splitlines()) == 198
    assert [path.name for path in tmp_path.iterdir()] == ["states.csv"]


def test_an_unwritable_file_is_refused_before_the_work(run, tmp_path):
    target = tmp_path / "folder.csv"
    target.mkdir()
    code, out, err = run("assess", "NATO", "--admit", "UKR", "--csv", str(target))
    assert (code, out) == (2, "")
    assert "it is a folder" in err


def test_help_has_an_example(run):
    code, out, _ = run("assess", "--help")
    assert code == 0
    assert "foedus assess NATO --admit UKR" in out
