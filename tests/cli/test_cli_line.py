"""foedus line as a user types it."""

import json

import polars as pl
import pytest

from foedus.cli.main import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["line", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_help_shows_an_example(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "Example: foedus line" in " ".join(out.split())


def test_text(run):
    code, out, err = run("NATO", "--on", "2023-04-05", "--toward", "RUS")
    assert (code, err) == (0, "")
    assert "2,626 km of it with Russia" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("mirror")
def test_json(run):
    code, out, _ = run("nato", "--on", "2022-01-30", "--toward", "Russia", "--json")
    data = json.loads(out)
    assert code == 0
    russia = next(row for row in data["by_neighbour"] if row["iso3"] == "RUS")
    assert set(russia["members"]) == {"NOR", "EST", "LVA", "LTU", "POL"}
    assert data["toward"]["frontier_km"] == russia["km"] == 1317
    assert data["series"] is None


@pytest.mark.usefixtures("mirror")
def test_csv_is_the_pairs_or_the_series(run, tmp_path):
    path = tmp_path / "line.csv"
    code, out, _ = run("NATO", "--on", "2022-01-30", "--csv", str(path))
    table = pl.read_csv(path)
    assert (code, "written" in out) == (0, True)
    assert table.filter(pl.col("neighbour") == "RUS")["km"].sum() == 1317
    run("NATO", "--since", "1999-01-01", "--csv", str(path))
    series = pl.read_csv(path)
    assert series["left"].dtype == pl.String
    assert series["members"].to_list() == [16, 19, 26, 28, 29, 30, 31, 32]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["NAOT"], "did you mean NATO?"),
        (["NATO", "--toward", "Ukrane"], "did you mean Ukraine (UKR)?"),
        (["NATO", "--on", "2022-13-01"], "2022-13-01"),
        (["NATO", "--since", "2024-01-01", "--on", "2022-01-01"], "is after"),
        (["NATO", "--toward", "POL"], "is a member of NATO"),
        (["NATO", "--csv", "/no/such/folder/x.csv"], "cannot write"),
        (["NATO", "--nope"], "--nope"),
    ],
)
def test_bad_input_is_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
