"""foedus models as a user types it."""

import json

import polars as pl
import pytest

from foedus.cli.main import main
from foedus.models.catalogue import catalogue

NAMES = [entry.name for entry in catalogue().models]


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["models", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_the_list_names_every_model_with_its_citation(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if line in NAMES] == NAMES
    assert max(map(len, out.splitlines())) <= 80
    code, out, _ = run("--json")
    assert [entry["name"] for entry in json.loads(out)["models"]] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_help_shows_an_example_and_the_options_of_all(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"Example: foedus models {name}" in " ".join(out.split())
    assert all(option in out for option in ("--json", "--csv", "--plot", "--report"))


def test_every_output_of_a_model(run, tmp_path):
    files = [tmp_path / name for name in ("a.csv", "a.html", "a.svg")]
    code, out, err = run(
        "bargaining", "dummy", "--turns", "3",
        "--csv", str(files[0]), "--report", str(files[1]), "--plot", str(files[2]),
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert out.count("written: ") == 3
    assert pl.read_csv(files[0])["turn"].max() == 3
    assert "foedus models bargaining dummy" in files[1].read_text()
    code, out, _ = run("bargaining", "dummy", "--turns", "3", "--json")
    assert json.loads(out)["turns"] == 3


def test_dashes_do_for_underscores(run):
    plain, dashed = run("arms_race", "--json"), run("arms-race", "--json")
    assert plain == dashed
    assert plain[0] == 0


def test_tables_from_files(run, tmp_path):
    size, propensity = tmp_path / "size.csv", tmp_path / "p.csv"
    size.write_text("name,size\nB,2\nA,3\nC,1\n")
    propensity.write_text("name,A,B,C\nA,0,1,-1\nB,1,0,-1\nC,-1,-1,0\n")
    code, out, _ = run("landscape", "--size", str(size), "--propensity", str(propensity), "--json")
    found = json.loads(out)["minima"][0]
    assert code == 0
    assert (found["one_side"], found["other_side"]) == (["A", "B"], ["C"])
    assert found["energy"] == -2 * (3 + 2)
    code, out, _ = run("balance", "--signs", str(propensity), "--json")
    assert (code, json.loads(out)["years"][0]["frustration"]) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("landscap",), "no model 'landscap'; did you mean landscape?"),
        (("landscape", "--case", "unics"), "did you mean unix?"),
        (("landscape", "--sise", "x"), "--sise"),
        (("landscape", "--size", "nowhere.csv"), "--propensity is missing"),
        (("war_stable", "--gamma", "-1"), "gamma is -1"),
        (("war_stable", "--alliance", "NATO", "--without", "Swedn"), "Sweden"),
        (("bargaining", "nowhere.csv"), "cannot read nowhere.csv"),
        (("arms_race", "--coefficients", "k=1,l"), "write k=1,l=2"),
        (("arms_race", "GBR"), "name two states"),
        (("polarity", "--first", "1700"), "1816 to 2022"),
        (("balance", "--year", "2020"), "1816 to 2010"),
        (("bargaining", "--plot", "x.gif"), "ends in .png or .svg"),
    ],
)
def test_errors_are_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("name,A,B\nA,0,1\n", "1 rows, 2 columns"),
        ("name,A,B\nA,0,1\nC,1,0\n", "C is no column"),
        ("name,A,B\nA,0,x\nB,1,0\n", "line 2, B: 'x' is no number"),
        ("name,A,B\nA,0,nan\nB,1,0\n", "line 2, B: nan"),
        ("name,A,B\nA,0,\nB,1,0\n", "line 2, B: '' is no number"),
        ("name,A,B\nA,0,1\nB,-1,0\n", "not symmetric, A-B is 1 and B-A -1"),
        ("name,A,B\nA,0\nB,-1,0\n", "line 2: 2 cells, expected 3"),
        ("", "a line of names"),
    ],
)
def test_bad_tables_are_told_where(run, tmp_path, table, message):
    path = tmp_path / "signs.csv"
    path.write_text(table)
    code, _, err = run("balance", "--signs", str(path))
    assert code == 2
    assert message in err
    assert err.count("\n") == 1
