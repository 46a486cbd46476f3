"""foedus record as a user types it."""

import json

import polars as pl
import pytest

from foedus.cli.main import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["record", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_help_shows_an_example(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "Example: foedus record" in " ".join(out.split())


@pytest.mark.usefixtures("mirror")
def test_text(run):
    code, out, err = run("NATO", "--on", "2001-12-31")
    assert (code, err) == (0, "")
    assert "Active Endeavour" in out
    assert "ISAF" in out
    assert "Iraqi Freedom" not in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_json(run):
    code, out, _ = run("CSTO", "--json")
    data = json.loads(out)
    assert code == 0
    assert data["obligations"]["defense"] is True
    assert {row["op_id"] for row in data["operations"] if row["by"] == "alliance"} == {
        "csto_kazakhstan_2022"
    }
    assert data["memberships"][0]["from"] == "1994-04-20"


def test_csv(run, tmp_path):
    path = tmp_path / "record.csv"
    code, _, _ = run("NATO", "--csv", str(path))
    table = pl.read_csv(path)
    assert code == 0
    assert table.filter(pl.col("op_id") == "nato_kfor")["by"].item() == "alliance"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["NAOT"], "did you mean NATO?"),
        (["CSTO", "--on", "1990-01-01"], "was signed on 1992-05-15"),
        (["NATO", "--csv", "/no/such/folder/x.csv"], "cannot write"),
    ],
)
def test_bad_input_is_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
