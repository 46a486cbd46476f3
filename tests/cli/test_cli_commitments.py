"""foedus commitments as a user types it."""

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


def test_text_shows_both_readings_side_by_side(run):
    code, out, err = run(
        "commitments", "--involving", "RUS,NATO", "--kind", "indivisibility",
        "--on", "2022-01-30", "--status", "in_force",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert out.startswith("3 commitments")
    assert "| Russia: " in out
    assert "| NATO members (with IST-8A): " in out
    assert max(len(line) for line in out.splitlines()) <= 100


def test_json_and_csv(run, tmp_path):
    path = tmp_path / "ledger.csv"
    code, out, _ = run("commitments", "--json", "--csv", str(path), "--involving", "CSTO")
    assert code == 0
    records = json.loads(out)["commitments"]
    assert {"id", "status", "binding", "readings", "source"} <= set(records[0])
    assert path.read_text(encoding="utf-8").startswith("id,document,date")
    assert len(path.read_text(encoding="utf-8").splitlines()) >= len(records) + 1


def test_nothing_found_is_an_answer(run):
    code, out, _ = run("commitments", "--kind", "missile_ban", "--on", "1950-01-01")
    assert (code, out.strip()) == (0, "0 commitments on 1950-01-01.")


def test_errors_are_one_line(run):
    code, out, err = run("commitments", "--kind", "indivisbility")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "did you mean indivisibility?" in err
