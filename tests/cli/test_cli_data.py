"""foedus data as a user types it."""

import io
import json
import os
import sys

import pytest

from foedus.cli.main import main
from foedus.sources import datasets, get
from foedus.sources._listing import short_citation

NAMES = sorted(datasets())


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["data", *arguments])
        out = capsys.readouterr()
        return ended.value.code, out.out, out.err

    return call


@pytest.fixture
def nothing_here(tmp_path, monkeypatch):
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "")
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path))
    return tmp_path


@pytest.fixture
def served(tmp_path, monkeypatch, mirror):
    """A cache to pull into, and no network: what would be downloaded is copied."""
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", "http://127.0.0.1:9")
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path))

    def copy(address, size, timeout, bar):
        if bar is not None:
            bar.total = size
            bar.update(size)
            bar.close()
        return (mirror / address.removeprefix("http://127.0.0.1:9/")).read_bytes()

    monkeypatch.setattr("foedus.sources._pull.download", copy)
    return tmp_path


@pytest.mark.parametrize("command", ["list", "pull", "verify", "path", "cite"])
def test_help_shows_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"Example: foedus data {command}" in " ".join(out.split())


def test_list_shows_every_dataset_in_80_columns(run, nothing_here):
    code, out, err = run("list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in out
    listed = [line.split()[0].rstrip("*") for line in lines if line.split() and line[0] != " "]
    assert [name for name in NAMES if name not in listed] == []
    assert "cow_nmc                7.0         1816-2022   348 no   Singer et al. 1972 +1" in out
    assert "licence: GPL-2 (the R package peacesciencer)" in out
    assert "0 of 51 datasets are here; all are 9.2 MB" in out


def test_list_says_what_is_here_and_what_is_damaged(run, served):
    run("pull", "cow_nmc", "rugged")
    (served / "upstream" / get("rugged").mirror_path).write_bytes(b"x")
    _, out, _ = run("list")
    assert "348 yes  Singer" in out
    assert "2 bad  Nunn & Puga 2012" in out
    assert "1 of 51 datasets are here" in out


def test_list_as_json_is_the_records(run, nothing_here):
    code, out, _ = run("list", "--json")
    data = json.loads(out)
    assert (code, data["schema_version"]) == (0, "1")
    assert [entry["name"] for entry in data["datasets"]] == NAMES
    nmc = next(entry for entry in data["datasets"] if entry["name"] == "cow_nmc")
    assert nmc["sha256"] == get("cow_nmc").sha256
    assert (nmc["first_year"], nmc["last_year"], nmc["present"]) == (1816, 2022, False)
    assert nmc["citations"] == list(get("cow_nmc").citations)


def test_pull_verify_path(run, served):
    assert run("verify", "cow_nmc")[0] == 2
    assert run("pull", "cow_nmc", "rugged", "cow_nmc") == (
        0,
        "2 pulled (0.4 MB), 0 were here\n",
        "",
    )
    assert run("pull", "cow_nmc")[1] == "0 pulled (0.0 MB), 1 were here\n"
    assert run("verify")[0] == 0
    code, out, _ = run("path", "cow_nmc")
    assert (code, out.strip()) == (0, str(served / "upstream" / get("cow_nmc").mirror_path))


def test_pull_without_names_says_what_it_leaves_out(run, served):
    code, out, _ = run("pull")
    assert code == 0
    assert out.splitlines()[0].startswith("49 pulled (5.0 MB)")
    assert "with terms to accept, not pulled: cshapes_cow, cshapes_gw" in out
    assert run("pull", "--accept-terms")[1].splitlines()[-1] == "2 pulled (4.2 MB), 49 were here"


def test_verify_names_the_damaged_and_ends_with_2(run, served):
    run("pull", "cow_nmc", "rugged")
    (served / "upstream" / get("rugged").mirror_path).write_bytes(b"x")
    code, out, err = run("verify")
    assert (code, err) == (2, "")
    assert "1 ok, 49 absent, 1 damaged" in out
    assert "foedus data pull rugged" in " ".join(out.split())
    code, out, _ = run("verify", "--json", "cow_nmc")
    assert (code, json.loads(out)["datasets"]) == (0, {"cow_nmc": "ok"})


def test_terms_are_refused_where_nobody_can_answer(run, served, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, err = run("pull", "cshapes_gw")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "GPL (>= 2)" in err
    assert "foedus data pull cshapes_gw --accept-terms" in err


def test_terms_are_shown_before_a_pull_that_accepts_them(run, served):
    code, out, _ = run("pull", "cshapes_gw", "--accept-terms")
    assert code == 0
    assert out.index("GPL (>= 2)") < out.index("1 pulled")
    assert max(map(len, out.splitlines())) <= 80
    # What is here needs no consent again.
    assert run("pull", "cshapes_gw")[:2] == (0, "0 pulled (0.0 MB), 1 were here\n")


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 130)])
def test_terms_are_asked_for_on_a_terminal(run, served, monkeypatch, answer, code):
    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    said = []

    def confirm(question, abort):
        import typer

        said.append(question)
        if answer != "y\n":
            raise typer.Abort
        return True

    monkeypatch.setattr("typer.confirm", confirm)
    found, out, _ = run("pull", "cshapes_gw")
    assert found == code
    assert len(said) == 1
    assert "GPL (>= 2)" in out


def test_cite_prints_each_entry_once(run):
    code, out, _ = run("cite", "cow_nmc", "atop_alliance", "cow_nmc")
    assert code == 0
    assert out.count("@") == 3
    assert out.count("@article{leeds2002atop,") == 1
    everything = run("cite")[1]
    assert all(f"{{{key}," in everything for name in NAMES for key in get(name).citations)


@pytest.mark.parametrize("command", ["pull", "verify", "path", "cite"])
def test_an_unknown_name_gets_the_nearest(run, command):
    code, out, err = run(command, "cow_ncm")
    assert (code, out) == (2, "")
    assert err == "error: no dataset is called 'cow_ncm'; did you mean cow_nmc?\n"


def test_path_of_what_is_absent_names_the_command(run, nothing_here):
    code, _, err = run("path", "cow_nmc")
    assert code == 2
    assert "foedus data pull cow_nmc" in err


def test_a_work_is_cited_as_in_a_text():
    assert short_citation("cow2016states") == "Correlates of War Project 2017"
    assert short_citation("drazanova2020hief") == "Drazanova 2020"
    assert short_citation("sarkees2010war") == "Sarkees & Wayman 2010"
