"""foedus world as a user types it."""

import json

import polars as pl
import pytest

from foedus.cli.main import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["world", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_help_shows_an_example(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "Example: foedus world" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "197 states on 2026-01-01"),
        (["--capability", "milper"], "capability: milper"),
        (["UKR"], "Ukraine (UKR) on 2026-01-01"),
        (["--missing"], "active personnel: LBY"),
    ],
)
def test_text(run, arguments, said):
    _shows(run, arguments, said)


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "2022-01-30", "--capability", "milper"], "capability: milper"),
        (["germany", "--on", "2017-06-05", "--capability", "nato"], "Germany (DEU) on 2017-06-05"),
        (["--alliances", "--on", "1982-05-30"], "WTO               7  yes"),
    ],
)
def test_text_of_a_past_day(run, arguments, said):
    _shows(run, arguments, said)


def _shows(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert said in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "key", "rows"),
    [
        ([], "states", 197),
        (["--alliances"], "alliances", 30),
        (["EST"], "neighbours", 2),
        (["--missing"], "left_out", 0),
    ],
)
def test_json(run, arguments, key, rows):
    code, out, _ = run(*arguments, "--json")
    data = json.loads(out)
    assert code == 0
    assert data["schema_version"] == "1.0"
    assert len(data[key]) == rows


@pytest.mark.parametrize("arguments", [[], ["UKR"], ["--missing"], ["--alliances"]])
def test_csv(run, tmp_path, arguments):
    path = tmp_path / "world.csv"
    code, out, _ = run(*arguments, "--csv", str(path))
    assert (code, "written" in out) == (0, True)
    assert len(pl.read_csv(path)) > 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Ukrane"], "did you mean Ukraine (UKR)?"),
        (["Soviet Union"], "successors"),
        (["UKR", "--missing"], "not several"),
        (["--capability", "milx"], "did you mean milex?"),
        (["--on", "yesterday"], "write YYYY-MM-DD"),
        (["--csv", "/no/such/folder/x.csv"], "cannot write"),
    ],
)
def test_bad_input_is_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
