"""The parsed data: made once, and made anew when stale or damaged."""

import json
import os

import polars as pl
import pytest

from foedus.sources import _store, get, load

pytestmark = pytest.mark.mirror

NAME = "cow_states"


@pytest.fixture
def parsed(mirror, tmp_path, monkeypatch):
    """Where the parsed data are to lie, in an empty cache."""
    monkeypatch.setenv("FOEDUS_DATA_MIRROR", os.fspath(mirror))
    monkeypatch.setenv("FOEDUS_CACHE", os.fspath(tmp_path))
    _store._load.cache_clear()
    yield tmp_path / "parsed" / f"{NAME}.parquet"
    _store._load.cache_clear()


@pytest.fixture
def readings(monkeypatch):
    """How often the original file was read."""
    counted = []
    real = _store._files.checked_bytes
    monkeypatch.setattr(
        _store._files, "checked_bytes", lambda dataset: counted.append(1) or real(dataset)
    )
    return counted


def load_anew():
    _store._load.cache_clear()
    return load(NAME)


def test_the_original_is_parsed_once(parsed, readings):
    first = load_anew()
    assert load_anew().equals(first)
    assert len(readings) == 1
    assert sorted(p.name for p in parsed.parent.iterdir()) == [f"{NAME}.json", f"{NAME}.parquet"]


def cut(parsed):
    parsed.write_bytes(parsed.read_bytes()[:-50])


def emptied(parsed):
    parsed.write_bytes(b"")


def other_values(parsed):
    # A file that is whole, with the right columns, and still not what the reader made.
    pl.read_parquet(parsed).with_columns(ccode=pl.lit(2, pl.Int16)).write_parquet(parsed)


def note_lost(parsed):
    parsed.with_suffix(".json").unlink()


def note_damaged(parsed):
    parsed.with_suffix(".json").write_text("{", "utf-8")


def changed_note(**changes):
    def change(parsed):
        note = parsed.with_suffix(".json")
        note.write_text(json.dumps(json.loads(note.read_text("utf-8")) | changes), "utf-8")

    return change


def a_folder_instead(parsed):
    parsed.unlink()
    parsed.mkdir()


SPOILED = {
    "cut": cut,
    "emptied": emptied,
    "other values": other_values,
    "note lost": note_lost,
    "note damaged": note_damaged,
    "older bytes": changed_note(source="0" * 64),
    "older reader": changed_note(reader=0),
    "older columns": changed_note(columns=[["ccode", "Int64"]]),
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_stale_or_damaged_is_made_anew(parsed, readings, how):
    right = load_anew()
    SPOILED[how](parsed)
    assert load_anew().equals(right)
    assert len(readings) == 2
    assert load_anew().equals(right)
    assert len(readings) == 2


def test_a_cache_that_cannot_be_written_costs_time_only(parsed, readings):
    right = load_anew()
    a_folder_instead(parsed)
    assert load_anew().equals(right)
    assert load_anew().equals(right)
    assert len(readings) == 3


def test_values_do_not_depend_on_the_cache(parsed):
    direct = get(NAME).read(_store._files.checked_bytes(get(NAME)), get(NAME).columns)
    load_anew()
    assert load_anew().equals(direct)
