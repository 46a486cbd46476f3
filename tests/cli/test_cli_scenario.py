"""foedus scenario and foedus compare as a user types them."""

import json
from pathlib import Path

import pytest

from foedus.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


def test_validate(run, mirror):
    code, out, err = run("scenario", "validate", *sorted(EXAMPLES.glob("*.yaml")))
    assert (code, err) == (0, "")
    assert out.count(": valid: ") == len(list(EXAMPLES.glob("*.yaml")))


def test_assess_text_json_and_report(run, tmp_path, mirror):
    path = EXAMPLES / "ukraine-in.yaml"
    report, table = tmp_path / "r.html", tmp_path / "t.csv"
    code, out, _ = run(
        "scenario", "assess", path, "--draws", 16, "--report", report, "--csv", table
    )
    assert code == 0
    assert out.startswith("Ukraine joins NATO\n\nIf Ukraine joins NATO")
    assert "Commitments that bear on it" in out
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert table.read_text(encoding="utf-8").startswith("iso3,")
    code, out, _ = run("scenario", "assess", path, "--draws", 16, "--json")
    assert json.loads(out)["commitments"][0]["effect"] == "require"
    again = run("scenario", "assess", path, "--draws", 16, "--json")[1]
    assert again == out


def test_compare(run, tmp_path, mirror):
    names = ("ukraine-in", "no-ukraine", "no-bases")
    paths = [EXAMPLES / f"{name}.yaml" for name in names]
    table = tmp_path / "t.csv"
    code, out, err = run("compare", *paths, "--draws", 8, "--csv", table)
    assert (code, err) == (0, "")
    assert "B o NATO does not admit Ukraine" in out
    assert table.read_text(encoding="utf-8").startswith("iso3,name,ukraine-in,no-ukraine,no-bases")
    code, out, _ = run("compare", *paths, "--draws", 0, "--json")
    assert [p["name"] for p in json.loads(out)["proposals"]] == list(names)


@pytest.mark.parametrize(
    "command", [("scenario", "validate"), ("scenario", "assess"), ("compare",)]
)
def test_errors_are_one_line_and_code_2(run, command, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("title: x\nchanges:\n  - acession: {}\n", encoding="utf-8")
    code, out, err = run(*command, path)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert f"{path}:3: " in err
    assert "did you mean accession?" in err
