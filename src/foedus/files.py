"""Read what is given within a limit; write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import combinations
from pathlib import Path

from foedus.errors import FoedusError

__all__ = [
    "check_targets",
    "clear_stale",
    "numbered",
    "read_bounded",
    "whole_file",
    "why",
    "write_whole",
]

PREFIX = ".foedus-"
STALE_S = 600
"""No write takes so long that does not touch its file: what is older was left by a process."""


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file as a whole and return its path; text becomes UTF-8.

    Parameters
    ----------
    path : Path
    content : str or bytes

    Raises
    ------
    FoedusError
        See `whole_file`.
    """
    # A half of a surrogate pair, from a file name that is not UTF-8, is shown as what it is.
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    with whole_file(path) as partial:
        partial.write_bytes(data)
    return path


@contextmanager
def whole_file(target: Path, *, force: bool = True) -> Iterator[Path]:
    """Give a place to write to, which becomes the target once all is written.

    A link stays a link: the file that it names is written. A file that was there keeps its mode.
    A pipe or a device is not replaced: what was written is sent there.

    Parameters
    ----------
    target : Path
    force : bool
        Replace the target if it exists.

    Raises
    ------
    FoedusError
        The target cannot be written, or exists and is not to be replaced; an older file there
        stays as it was, and nothing else is left behind.
    """
    folder = target.parent
    partial = None
    try:
        found = _status(target)
        if found and not force:
            raise FoedusError(f"{target} exists; --force (in Python: force=True) replaces it")
        direct = found is not None and (not stat.S_ISREG(found.st_mode) or _stream_of(target) > 0)
        real = Path(os.path.realpath(target))
        folder = Path(_temporary_folder()) if direct else real.parent
        partial = folder / f"{PREFIX}{secrets.token_hex(8)}{target.suffix}"
        _create(partial, found, direct)
        yield partial
        if direct:
            folder = target.parent
            _send(partial, target)
        else:
            _move(partial, real, found)
    except Exception as problem:
        if not isinstance(problem, OSError) and not type(problem).__module__.startswith("polars"):
            raise
        raise FoedusError(f"cannot write {target}: {why(problem, folder)}") from None
    finally:
        if partial is not None:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _status(path: Path) -> os.stat_result | None:
    """Return what is there behind all links, or None."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise OSError(errno.EINVAL, "the name holds a character that no file name may") from None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    return found


def _temporary_folder() -> str:
    from tempfile import gettempdir

    return gettempdir()


def _create(partial: Path, found: os.stat_result | None, direct: bool) -> None:
    """Make the temporary file, no more open to others than what it will replace."""
    mode = 0o600 if direct else stat.S_IMODE(found.st_mode) | 0o600 if found else 0o666
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))


def _move(partial: Path, real: Path, found: os.stat_result | None) -> None:
    if found is not None:
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if hasattr(os, "chown"):
            with suppress(OSError):  # only the owner and root may, and then only sometimes
                os.chown(partial, found.st_uid, found.st_gid)
        partial.chmod(stat.S_IMODE(found.st_mode))
    partial.replace(real)


def _stream_of(path: Path) -> int:
    """Return 1 or 2 if a name such as /dev/stdout stands for that stream of ours, else 0."""
    if not os.fspath(path).startswith(("/dev/", "/proc/")):
        return 0
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(path.stat(), os.fstat(number)):
                return number
    return 0


def _send(partial: Path, target: Path) -> None:
    """Copy what was written to a pipe, a device or one of our own streams."""
    import sys

    number = _stream_of(target)
    if number and (stream := (sys.stdout, sys.stderr)[number - 1]) is not None:
        stream.flush()
    with partial.open("rb") as data:
        # Opened anew, a stream that goes to a file would be written from its start.
        place = os.dup(number) if number else os.open(target, os.O_WRONLY)
        with os.fdopen(place, "wb", buffering=0) as out:
            shutil.copyfileobj(data, out)


def why(problem: Exception, folder: Path) -> str:
    """Return in words why a file could not be written; a full disk is named.

    Parameters
    ----------
    problem : Exception
    folder : Path
        Where the file was to lie.
    """
    said = getattr(problem, "strerror", None) or str(problem).strip().split("\n")[0]
    code = getattr(problem, "errno", None)
    full = code in (errno.ENOSPC, errno.EDQUOT) or "No space left" in said
    if not full:
        return said or type(problem).__name__
    with suppress(OSError):
        disk = Path(os.path.realpath(folder))
        while not disk.is_mount():
            disk = disk.parent
        free = shutil.disk_usage(disk).free / 1e6
        return f"{said}: the disk mounted at {disk} has {free:,.1f} MB left"
    return said


def check_targets(targets: Mapping[str, Path | None], inputs: Iterable[Path] = ()) -> None:
    """Refuse what cannot be written, before any work is done.

    Parameters
    ----------
    targets : mapping of str to Path or None
        Where results go, by the option that names it; None is left out.
    inputs : iterable of Path
        What is read, and must not be written over.

    Raises
    ------
    FoedusError
        A target cannot be written to, or is the same file as another or as an input.
    """
    given = {option: path for option, path in targets.items() if path is not None}
    for option, path in given.items():
        try:
            found = _status(path)
            _check_place(path, found)
        except OSError as problem:
            raise FoedusError(f"cannot write {path}: {problem.strerror or problem}") from None
        if found and stat.S_ISREG(found.st_mode) and _is_our_output(path, found):
            raise FoedusError(f"{option} {path}: standard output goes to the same file")
        for source in inputs:
            if _same(path, source):
                raise FoedusError(f"{option} {path}: this file is read; name another")
    for (one, first), (other, second) in combinations(given.items(), 2):
        if _same(first, second):
            raise FoedusError(
                f"{one} {first} and {other} {second} are the same file; name two different ones"
            )


def numbered(option: str, files: Sequence[Path]) -> dict[str, Path | None]:
    """Return the files of an option that may be given several times, for `check_targets`.

    Examples
    --------
    >>> list(numbered("--out", [Path("a.csv"), Path("b.csv")]))
    ['--out', '--out (2)']
    """
    return {f"{option} ({n})" if n > 1 else option: file for n, file in enumerate(files, 1)}


def _check_place(path: Path, found: os.stat_result | None) -> None:
    if found:
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return
    try:
        folder = Path(os.path.realpath(path)).parent
    except FileNotFoundError:
        raise OSError(errno.ENOENT, "the working folder is gone") from None
    if not folder.is_dir():
        raise OSError(errno.ENOENT, f"there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, f"{os.strerror(errno.EACCES)} in {folder}")


def _is_our_output(path: Path, found: os.stat_result) -> bool:
    with suppress(OSError):
        return os.path.samestat(found, os.fstat(1)) and not _stream_of(path)
    return False


def _same(one: Path, other: Path) -> bool:
    """Return whether two names stand for one file; a device that swallows all may serve twice."""
    with suppress(OSError, ValueError):
        first, second = one.stat(), other.stat()
        return os.path.samestat(first, second) and not stat.S_ISCHR(first.st_mode)
    with suppress(OSError, ValueError):
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
    return one == other


def read_bounded(path: Path, limit: int, expected: str = "a file") -> bytes:
    """Return a file's bytes if they are not too many; no more is read than the limit.

    Parameters
    ----------
    path : Path
        A file or a pipe; devices are refused, they may never end.
    limit : int
        Bytes.
    expected : str
        What it should be, for errors.

    Raises
    ------
    FoedusError
        It cannot be read, is a folder or a device, or is too large.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise FoedusError(f"{path}: is a folder, expected {expected}")
        if found.st_size > limit:
            raise FoedusError(f"{path}: {found.st_size:,} bytes; the limit is {limit:,}")
        with path.open("rb") as file:
            if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode) or file.isatty()):
                raise FoedusError(f"{path}: is a device, expected {expected}")
            data = file.read(limit + 1)
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        raise FoedusError(f"{path}: cannot be read: {said}") from None
    if len(data) > limit:
        raise FoedusError(f"{path}: more than {limit:,} bytes, which is the limit")
    return data


def clear_stale(folder: Path) -> None:
    """Remove what a process that was killed left half written in a folder.

    Parameters
    ----------
    folder : Path
        Need not exist.
    """
    with suppress(OSError):
        for part in folder.glob(f"{PREFIX}*"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > STALE_S:
                    part.unlink()
