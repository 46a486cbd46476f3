"""foedus validate as a user types it; the run itself is tested where it is computed."""

import json

import pytest

from findings import validation
from foedus.cli.main import main


@pytest.fixture
def run(capsys, monkeypatch):
    asked = []

    def quickly(*, quick, progress):
        asked.append(quick)
        progress(1, 2)
        return validation(quick)

    monkeypatch.setattr("foedus.questions.validate.validate", quickly)

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["validate", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err, asked

    return call


def test_help_shows_an_example(run):
    code, out, _, _ = run("--help")
    assert code == 0
    assert "Example: foedus validate" in " ".join(out.split())


def test_text_and_page(run, tmp_path):
    page = tmp_path / "validation.md"
    code, out, err, asked = run("--quick", "--page", str(page))
    assert (code, err, asked) == (0, "", [True])
    assert "Out of sample" in out
    assert page.read_text(encoding="utf-8").startswith("# Validation")


def test_json_and_csv(run, tmp_path):
    table = tmp_path / "scores.csv"
    code, out, _, asked = run("--json", "--csv", str(table))
    assert (code, asked) == (0, [False])
    assert json.loads(out)["findings"]["quick"] is False
    assert table.read_text(encoding="utf-8").startswith("event,model,reduction")


@pytest.mark.parametrize("name", ["page.txt", "no/such/folder/page.md"])
def test_a_page_that_cannot_be_written_is_refused_before_the_work(run, tmp_path, name):
    code, _, err, asked = run("--page", str(tmp_path / name))
    assert code == 2
    assert asked == []
    assert err.startswith("error: ")
    assert err.count("\n") == 1
