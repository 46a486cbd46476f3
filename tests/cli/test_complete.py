"""What the Tab key offers, and what help shows."""

import pytest

from foedus.cli import complete
from foedus.cli.main import COMMANDS, GROUPS, _command, main


@pytest.fixture
def tab(capsys, monkeypatch):
    def press(line):
        words = line.split(" ")
        monkeypatch.setenv("_FOEDUS_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        with pytest.raises(SystemExit) as ended:
            main([])
        assert ended.value.code in (0, None)
        return capsys.readouterr().out.split()

    return press


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("foedus assess NATO --admit UK", ["UKR"]),
        ("foedus assess NATO --withdraw Hung", ["Hungary"]),
        ("foedus world esto", ["estonia"]),
        ("foedus assess CS", ["CSTO"]),
        ("foedus line OT", ["OTS"]),
        ("foedus line OTA", ["OTAN"]),
        ("foedus commitments --involving RUS,NAT", ["RUS,NATO"]),
        ("foedus assess NATO --assume-rival FIN,RU", ["FIN,RUS"]),
        ("foedus panel state-years --add nmc,democ", ["nmc,democracy"]),
        ("foedus panel state-years --add cow_ma", ["cow_majors"]),
        ("foedus data pull cow_maj", ["cow_majors"]),
        ("foedus contribution NATO --reading nu", ["nuclear"]),
        ("foedus world --capability mil", ["milex", "milper"]),
        ("foedus assess Qqq", []),
    ],
)
def test_tab(tab, line, offered):
    assert tab(line) == offered


def test_tab_finds_yaml_files(tab, tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    for name in ("a.yaml", "b.yml", "c.txt", "sub/d.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert tab("foedus compare ") == ["a.yaml", "b.yml", "sub/"]
    assert tab("foedus scenario assess ./a") == ["./a.yaml"]
    assert tab("foedus check sub/") == ["sub/d.yaml"]
    assert tab("foedus check nowhere/") == []


def test_every_offer_begins_with_what_was_typed():
    for ask in (complete.states, complete.alliances, complete.parties, complete.adders):
        assert len(ask("")) > 20
        for typed in ("n", "N", "Ne", "u", "RUS,n"):
            assert all(value.startswith(typed) for value, _ in ask(typed))


def commands(command, words=()):
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


def test_help_shows_switches_without_a_value(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    seen = list(commands(_command()))
    assert {words[0] for words in seen if words} >= {*COMMANDS, *GROUPS}
    for words in seen:
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        out = capsys.readouterr().out
        assert "<bool>" not in out, words
        assert "BOOLEAN" not in out, words
        assert max(map(len, out.splitlines())) <= 80
        assert "-h" in out


def test_completion_can_be_installed(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--install-completion" in capsys.readouterr().out
