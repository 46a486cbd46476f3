"""foedus check as a user types it."""

import json

import pytest

from foedus.cli.main import main

GOOD = """document: {title: t, speaker: s, date: 2022-01-30}
claims:
  - {id: a, says: Poland is in., kind: fact, test: {membership: {alliance: NATO, state: POL}}}
  - {id: b, says: It is good., kind: value, not_testable: no measure}
"""


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_text_json_and_report(run, file, tmp_path):
    report = tmp_path / "r.html"
    code, out, err = run("check", file, "--report", report)
    assert (code, err) == (0, "")
    assert "2 claims: 1 supported, 1 not testable" in out
    assert "ClaimReview" in report.read_text(encoding="utf-8")
    code, out, _ = run("check", file, "--json")
    assert [c["finding"]["verdict"] for c in json.loads(out)["claims"]] == [
        "supported", "not testable",
    ]  # fmt: skip


def test_lint(run, file, tmp_path):
    code, out, _ = run("check", file, "--lint")
    assert code == 0
    assert "no day given" in out
    bad = tmp_path / "bad.yaml"
    bad.write_text(GOOD.replace("membership:", "membreship:"), encoding="utf-8")
    code, out, err = run("check", bad, "--lint")
    assert code == 2
    assert "did you mean membership?" in out
    assert err.count("\n") == 1


def test_errors_are_one_line_and_code_2(run, file, tmp_path):
    file.write_text(GOOD.replace("POL", "Polnad"), encoding="utf-8")
    code, out, err = run("check", file)
    assert code == 2
    assert "1 claim: 1 not testable" in out
    assert "1 claim was not tested" in out
    assert err.count("\n") == 1
    assert f"{file}:3: " in err
    assert run("check", tmp_path / "none.yaml")[0] == 2
    assert run("check", file, "--report", "x.txt")[0] == 2
