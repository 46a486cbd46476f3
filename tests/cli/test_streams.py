"""The command line in the shells and terminals that there are."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foedus.cli import streams
from foedus.cli.main import main

FOEDUS = [sys.executable, "-m", "foedus"]


def foedus(*arguments, **options):
    given = {"capture_output": True, "timeout": 60, "check": False} | options
    environment = os.environ | given.pop("env", {})
    return subprocess.run([*FOEDUS, *arguments], env=environment, **given)


@pytest.mark.parametrize(
    ("environment", "encoding", "name"),
    [
        ({"PYTHONIOENCODING": "ascii"}, "ascii", "Turkiye"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii", "Turkiye"),
        ({"LC_ALL": "POSIX"}, "ascii", "Turkiye"),
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252", "Türkiye"),
        ({"PYTHONIOENCODING": "cp437"}, "cp437", "Türkiye"),
        ({"LC_ALL": "C.UTF-8"}, "utf-8", "Türkiye"),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, "utf-8", "Türkiye"),
    ],
)
def test_what_cannot_be_printed_is_written_otherwise(environment, encoding, name):
    for arguments in (["world", "TUR"], ["world", "TUR", "--json"]):
        run = foedus(*arguments, env=environment)
        assert (run.returncode, run.stderr) == (0, b"")
        out = run.stdout.decode(encoding)
        if "--json" in arguments:
            assert json.loads(out)["name"] == "Türkiye"
        else:
            assert out.startswith(f"{name} (TUR)")


def test_greek_and_signs_become_words():
    printed = "ρ ≥ 0.5, ω – 1 … Ålesund, Łódź, São Tomé, “x”, 100 €, \udcff"
    code = f"from foedus.cli import streams; streams.prepare(); streams.say({printed!r})"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True,
    )  # fmt: skip
    said = 'rho >= 0.5, omega - 1 ... Alesund, Lodz, Sao Tome, "x", 100 EUR, \\udcff\n'
    assert run.stdout.decode("ascii") == said


@pytest.mark.parametrize("arguments", [["world"], ["world", "--json"], ["--help"], ["--version"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_left_and_a_full_disk(arguments, unbuffered):
    read, write = os.pipe()
    os.close(read)
    options = {"stderr": subprocess.PIPE, "capture_output": False}
    options["env"] = {"PYTHONUNBUFFERED": unbuffered}
    run = foedus(*arguments, stdout=write, **options)
    os.close(write)
    assert (run.returncode, run.stderr) == (141, b"")
    with Path("/dev/full").open("wb") as full:
        run = foedus(*arguments, stdout=full, **options)
    assert run.returncode == 1
    assert run.stderr == b"error: standard output: No space left on device\n"


def in_shell(line, **options):
    command = " ".join(FOEDUS)
    return subprocess.run(
        ["bash", "-c", line.replace("foedus", command)],
        capture_output=True, timeout=60, check=False, **options,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("foedus world >&-", 0),
        ("foedus world --nothing 2>&-", 2),
        ("foedus world --nothing 2>/dev/full", 2),
        ("foedus world TUR <&-", 0),
    ],
)
def test_streams_that_are_not_there(line, code):
    run = in_shell(line)
    assert run.returncode == code
    assert run.stderr == b""


def test_standard_output_may_be_named(tmp_path):
    run = in_shell("foedus world --csv /dev/stdout --json > all.txt", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, b"")
    text = (tmp_path / "all.txt").read_text("utf-8")
    table, sign, rest = text.partition('{\n  "schema_version"')
    assert table.startswith("iso3,name")
    assert len(json.loads(sign + rest)["states"]) == len(table.splitlines()) - 1
    run = in_shell("foedus world --csv same.txt > same.txt", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"standard output goes to the same file" in run.stderr


@pytest.mark.parametrize("columns", ["0", "-1", "1", "x", "", "9" * 30, "100000000"])
def test_a_width_that_cannot_be(columns):
    for arguments in (["--help"], ["world", "TUR"]):
        run = foedus(*arguments, env={"COLUMNS": columns, "LINES": columns})
        assert (run.returncode, run.stderr) == (0, b"")
        assert max(map(len, run.stdout.decode().splitlines())) <= 100


@pytest.mark.usefixtures("mirror")
def test_orders_to_the_terminal_are_shown(tmp_path, capsys):
    file = tmp_path / "x.yaml"
    with pytest.raises(SystemExit) as ended:
        main(["check", "no-\x1b[31m-\x9b-\u202e.yaml"])
    assert ended.value.code == 2
    assert r"no-\x1b[31m-\x9b-\u202e.yaml: cannot be read" in capsys.readouterr().err
    shown = Path("examples/scenarios/ukraine-in.yaml").read_text("utf-8").splitlines(keepends=True)
    title = next(i for i, line in enumerate(shown) if line.startswith("title:"))
    shown[title] = 'title: "a \\e[31mred\\a title\\x9b0m"\n'
    file.write_text("".join(shown), "utf-8")
    for extra in ([], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            main(["scenario", "assess", str(file), "--draws", "0", *extra])
        out = capsys.readouterr().out
        assert ended.value.code == 0, out
        assert not set(out) & {"\x1b", "\x07", "\x9b"}
        if not extra:
            assert r"a \x1b[31mred\x07 title\x9b0m" in out
        else:
            json.loads(out)


def test_a_working_folder_that_is_gone(tmp_path):
    line = "mkdir gone; cd gone; rmdir ../gone; foedus world TUR && foedus world --csv x.csv"
    run = in_shell(line, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stdout.startswith("Türkiye".encode())
    assert b"error: cannot write x.csv: the working folder is gone\n" in run.stderr
    assert b"Traceback" not in run.stderr


STARTED = (
    "import sys; print('started', flush=True); sys.argv = ['foedus', *sys.argv[1:]]\n"
    "from foedus.__main__ import run; run()"
)


@pytest.mark.parametrize("delay", [0.1, 0.15, 0.2, 0.3, 0.4, 0.6])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_is_stopped_quietly_at_any_moment(tmp_path, number, delay):
    arguments = ["assess", "NATO", "--admit", "UKR", "--report", "r.html", "--csv", "c.csv"]
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, *arguments],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    # Until Python itself has started, what happens is not foedus's to decide.
    assert process.stdout.readline() == b"started\n"
    time.sleep(delay)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (-number, 128 + number)
    assert (out, err) == (b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_termination_while_a_file_is_written_leaves_none(tmp_path):
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from foedus.cli.signals import stoppable\n"
        "from foedus.files import whole_file\n"
        "with stoppable(), whole_file(Path('x.csv')) as partial:\n"
        "    partial.write_text('half'); print('half', flush=True); time.sleep(30)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"half\n"
    assert len(list(tmp_path.iterdir())) == 1
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_ignored_stays_so():
    code = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from foedus.cli.signals import stoppable\n"
        "with stoppable(): print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout == b"True\n"


def refused(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert len(err.splitlines()) == 1
    return err


EXAMPLE = str(Path("examples/scenarios/ukraine-in.yaml").absolute())


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "NATO", "--admit", "UKR", "--csv", "x.html", "--report", "x.html"],
        ["assess", "NATO", "--admit", "UKR", "--csv", "x.svg", "--plot", "./x.svg"],
        ["scenario", "assess", EXAMPLE, "--csv", "x.html", "--report", "x.html"],
        ["panel", "state-years", "--out", "q.csv", "--cite", "q.csv"],
        ["panel", "state-years", "--out", "q.csv", "--cite", "q.csv.json"],
    ],
)
def test_two_outputs_on_one_path_are_refused_before_anything_runs(
    tmp_path, monkeypatch, capsys, arguments
):
    monkeypatch.chdir(tmp_path)
    assert "are the same file" in refused(capsys, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "NATO", "--admit", "UKR"],
        ["contribution", "NATO"],
        ["line", "NATO"],
        ["record", "NATO"],
        ["commitments"],
        ["world"],
        ["compare", EXAMPLE, EXAMPLE],
        ["scenario", "assess", EXAMPLE],
    ],
)
def test_every_target_is_checked_before_anything_runs(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert "there is no folder" in refused(capsys, *arguments, "--csv", "nowhere/x.csv")
    assert "is a folder" in refused(capsys, *arguments, "--csv", ".")
    if EXAMPLE in arguments:
        assert "this file is read" in refused(capsys, *arguments, "--csv", EXAMPLE)


@pytest.mark.parametrize("out", ["../x.csv", "/tmp/x.csv", "sub/../../x.csv", "link/x.csv"])
def test_a_recipe_writes_below_its_own_folder(tmp_path, monkeypatch, capsys, out):
    folder = tmp_path / "recipes"
    folder.mkdir()
    (folder / "sub").mkdir()
    (folder / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    (folder / "r.yaml").write_text(f"unit: state-years\nfrom: 1914\nto: 1914\nout: {out}\n")
    assert "lies outside the recipe's folder" in refused(capsys, "panel", "run", "recipes/r.yaml")


def test_memory_and_disk_are_told_in_one_line(monkeypatch, capsys):
    for problem, said in [
        (MemoryError(), "not enough memory"),
        (PermissionError(13, "Permission denied", "/x"), "Permission denied: /x"),
    ]:

        def fail(*arguments, problem=problem, **options):
            raise problem

        monkeypatch.setattr("foedus.world.load.load_world", fail)
        assert said in refused(capsys, "world")
        monkeypatch.undo()


def test_text_that_a_terminal_obeys():
    assert streams.visible("a\tb\nc ρ é 中") == "a\tb\nc ρ é 中"
    assert streams.visible("\r\x00\x7f\u2066") == "\\r\\x00\\x7f\\u2066"
