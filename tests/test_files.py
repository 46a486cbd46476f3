"""What is written lies there whole or not at all, where it was asked for; reading has limits."""

import errno
import os
import stat
import threading
import time
from pathlib import Path

import polars as pl
import pytest

from foedus.errors import FoedusError
from foedus.files import check_targets, clear_stale, read_bounded, whole_file, why, write_whole
from foedus.spreadsheet import csv_of, safe


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", "ρ")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == "ρ".encode()
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_a_file_that_was_there_keeps_its_mode(tmp_path, mode):
    target = tmp_path / "a"
    target.write_text("old")
    target.chmod(mode)
    write_whole(target, "new")
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_one(tmp_path, there):
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real", tmp_path / "link"
    if there:
        real.write_text("old")
    link.symlink_to(Path("far") / "real")
    write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert names(tmp_path) == ["far", "link"]
    assert names(tmp_path / "far") == ["real"]


def test_links_in_a_ring_are_one_line(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(FoedusError, match="cannot write"):
        write_whole(tmp_path / "a", "x")
    with pytest.raises(FoedusError, match="cannot write"):
        check_targets({"--csv": tmp_path / "a"})
    assert names(tmp_path) == ["a", "b"]


def test_a_pipe_is_written_to_and_stays(tmp_path):
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"x" * 200_000)
    reader.join(10)
    assert found == [b"x" * 200_000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["pipe"]


def test_a_device_is_written_to_and_stays():
    write_whole(Path("/dev/null"), "x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_one_line():
    with pytest.raises(FoedusError, match=r"cannot write /dev/full: No space left.*mounted at /"):
        write_whole(Path("/dev/full"), "x")


def write_half(target, problem):
    with whole_file(target) as partial:
        partial.write_text("half")
        raise problem


def test_trouble_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")
    for problem, raised in [
        (OSError(errno.EIO, "broken"), FoedusError),
        (pl.exceptions.ComputeError("no\nway"), FoedusError),
        (ValueError("mine"), ValueError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (SystemExit(143), SystemExit),
    ]:
        with pytest.raises(raised):
            write_half(target, problem)
        assert target.read_text() == "old"
        assert names(tmp_path) == ["a"]


def test_a_full_disk_is_named(tmp_path):
    said = why(OSError(errno.ENOSPC, "No space left on device"), tmp_path / "not" / "there")
    disk = tmp_path
    while not disk.is_mount():
        disk = disk.parent
    assert f"the disk mounted at {disk} has " in said
    assert "MB left" in said
    assert why(OSError(errno.EIO, "broken"), tmp_path) == "broken"


def test_what_exists_is_replaced_only_if_asked(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")
    with pytest.raises(FoedusError, match="--force"), whole_file(target, force=False):
        raise AssertionError("not reached")
    assert target.read_text() == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_is_not_to_be_written_stays(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")
    target.chmod(0o444)
    with pytest.raises(FoedusError, match="Permission denied"):
        write_whole(target, "new")
    with pytest.raises(FoedusError, match="Permission denied"):
        check_targets({"--csv": target})
    assert target.read_text() == "old"


def test_stale_parts_go_and_young_ones_stay(tmp_path):
    for name in (".foedus-old", ".foedus-young", "data"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / ".foedus-old", (time.time() - 3600,) * 2)
    clear_stale(tmp_path)
    clear_stale(tmp_path / "nowhere")
    assert names(tmp_path) == [".foedus-young", "data"]


SAME = [
    ("x.csv", "x.csv"),
    ("x.csv", "./x.csv"),
    ("x.csv", "sub/../x.csv"),
    ("link", "old"),
    ("dangling", "new"),
    ("hard", "old"),
    ("loop/x", "x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_names_of_one_file_are_refused(tmp_path, monkeypatch, one, other):
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("old").write_text("x")
    Path("link").symlink_to("old")
    Path("dangling").symlink_to("new")
    Path("loop").symlink_to(".")
    os.link("old", "hard")
    with pytest.raises(FoedusError, match=r"--csv .* and --report .* are the same file"):
        check_targets({"--csv": Path(one), "--plot": None, "--report": Path(other)})
    with pytest.raises(FoedusError, match=r"--csv .*: this file is read"):
        check_targets({"--csv": Path(one)}, [Path(other)])
    check_targets({"--csv": Path(one), "--report": Path("third")})


def test_dev_null_may_take_all():
    check_targets({"--csv": Path("/dev/null"), "--report": Path("/dev/null")})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a folder"),
        ("sub", "is a folder"),
        ("nowhere/x", "there is no folder"),
        ("file/x", "there is no folder"),
        ("n" * 300, "too long"),
        ("a\0b", "no file name may"),
    ],
)
def test_places_that_cannot_be_written_are_refused(tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("file").write_text("x")
    with pytest.raises(FoedusError, match=said):
        check_targets({"--csv": Path(name)})
    with pytest.raises(FoedusError, match="cannot write"):
        write_whole(Path(name), "x")
    assert names(tmp_path) == ["file", "sub"]


def test_a_working_folder_that_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(FoedusError, match="cannot write x"):
        check_targets({"--csv": Path("x")})
    with pytest.raises(FoedusError, match="cannot write x"):
        write_whole(Path("x"), "x")
    with pytest.raises(FoedusError, match="cannot be read"):
        read_bounded(Path("x"), 10)


def test_reading_stops_at_the_limit(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert read_bounded(file, 10) == b"x" * 10
    with pytest.raises(FoedusError, match="10 bytes; the limit is 9"):
        read_bounded(file, 9)
    with file.open("wb") as sparse:
        sparse.truncate(10**12)
    with pytest.raises(FoedusError, match="1,000,000,000,000 bytes"):
        read_bounded(file, 1000)
    with pytest.raises(FoedusError, match="a folder, expected a YAML file"):
        read_bounded(tmp_path, 9, "a YAML file")
    with pytest.raises(FoedusError, match="cannot be read: No such file"):
        read_bounded(tmp_path / "b", 9)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null"])
def test_devices_are_not_read(device):
    with pytest.raises(FoedusError, match="is a device"):
        read_bounded(Path(device), 1000)


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False)])
def test_a_pipe_is_read_up_to_the_limit(tmp_path, size, fits):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"x" * size))
    writer.start()
    if fits:
        assert len(read_bounded(pipe, 1000)) == size
    else:
        with pytest.raises(FoedusError, match="more than 1,000 bytes"):
            read_bounded(pipe, 1000)
    writer.join(10)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_text_begins_like_a_formula(start):
    table = pl.DataFrame({"a": [f"{start}1+cmd", "plain", None], f"{start}b": [-1.5, 2.0, None]})
    assert safe(table)["a"].to_list() == [f"'{start}1+cmd", "plain", None]
    assert safe(table).columns == ["a", f"'{start}b"]
    assert safe(table)[f"'{start}b"].to_list() == [-1.5, 2.0, None]


def test_numbers_dates_and_ordinary_text_are_as_they_were():
    table = pl.DataFrame({"a": [-1, 2], "b": ["x-y", "ρ = 1"], "c": [True, None]})
    table = table.with_columns(d=pl.date(2022, 1, pl.col("a").abs()))
    assert csv_of(table) == table.write_csv()
