"""How answers look on a terminal: as wide as it is, in colour, and never so in a pipe."""

import pytest

from foedus import commitments, load_world, record
from foedus.cli.main import main
from foedus.cli.paint import painted
from foedus.views.text.table import as_wide_as, paragraph, room, table

LONG = "word " * 60


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit):
            main([*arguments])
        return capsys.readouterr().out

    return call


def widest(text):
    return max(len(line) for line in text.splitlines() if "http" not in line)


def test_texts_take_the_room_there_is_and_give_it_back():
    rows = [["a", LONG], ["b", "c"]]
    for columns, running, tabled in ((60, 60, 60), (80, 80, 80), (160, 100, 160), (3, 40, 40)):
        with as_wide_as(columns):
            assert (room(), room(for_table=True)) == (running, tabled)
            assert max(map(len, paragraph(LONG))) <= running
            assert running - 6 < max(map(len, paragraph(LONG)))
            assert tabled - 6 < max(map(len, table(["x", "y"], rows))) <= tabled
    assert room() == room(for_table=True) == 80


def test_an_answer_is_as_wide_as_the_terminal(run, monkeypatch):
    for columns in (80, 100, 150):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert columns - 15 < widest(run("record", "CSTO")) <= columns
    monkeypatch.setenv("COLUMNS", "60")
    assert widest(run("line", "CSTO")) <= 60
    monkeypatch.setenv("COLUMNS", "20")
    assert "Members by date of entry" in run("record", "CSTO")  # too narrow, and yet all is there
    monkeypatch.delenv("COLUMNS")
    assert widest(run("record", "CSTO")) <= 80
    assert widest(record(load_world(), "CSTO").summary()) <= 80


def test_colour_only_on_a_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    plain = run("record", "CSTO")
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = run("record", "CSTO")
    assert "\x1b[1mMembers by date of entry\x1b[0m" in shown
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[3" not in run("record", "CSTO")


def test_paint_changes_no_character():
    for text in ("", "a", "a\n\nHead\n  b safer\n  c less safe\n\nNote: x\n"):
        assert painted(text).plain == text
    styles = {span.style for span in painted("Note: x\n\nHead\n  less safe, safer\n").spans}
    assert styles == {"yellow", "bold", "red", "green"}


def test_commitments_open_with_a_summary():
    found = commitments(load_world())
    first = found.summary().splitlines()[:24]
    assert first[0] == found.answer
    kinds = {each.kind for each in found.commitments}
    assert {line.split()[0] for line in first if line.startswith("  ")} == {*kinds, "kind"}
    assert any(line.startswith("Read differently: ") for line in first)
    counts = [int(line.split()[1]) for line in first[3 : 3 + len(kinds)]]
    assert sum(counts) == len(found.commitments)
    few = commitments(load_world(), ["RUS", "NATO"], "indivisibility", "in_force")
    assert "Read differently:" not in few.summary().split("\n\n")[0]
