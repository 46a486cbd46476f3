"""Parse each dataset once; keep it as Parquet, and rebuild it when it is stale or damaged."""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import polars as pl

from foedus.errors import FoedusError
from foedus.files import clear_stale, write_whole
from foedus.sources import _files
from foedus.sources._record import Dataset, wide_dtype
from foedus.sources._registry import get

__all__ = ["load", "load_narrow", "recorded_loads", "wide"]

# Raise it when a reader changes what it makes of the same bytes.
_READER = 1
_LOADED: ContextVar[set[str] | None] = ContextVar("foedus_loaded", default=None)


@contextmanager
def recorded_loads() -> Iterator[set[str]]:
    """Give a set to which the name of each dataset is added when it is loaded."""
    names: set[str] = set()
    token = _LOADED.set(names)
    try:
        yield names
    finally:
        _LOADED.reset(token)


def load(name: str) -> pl.DataFrame:
    """Return a dataset as a polars data frame of its own: what is done to it stays there.

    Integers are 64 bits wide, so that what is computed with them does not wrap.

    Parameters
    ----------
    name : str
        As in `foedus data list`.

    Raises
    ------
    FoedusError
        It is not on this computer (the message says how to get it), is damaged, or is unknown.
    """
    return wide(load_narrow(name))


def load_narrow(name: str) -> pl.DataFrame:
    """Return a dataset in the dtypes in which it is kept, for use inside foedus."""
    loaded = _LOADED.get()
    if loaded is not None:
        loaded.add(name)
    # A clone shares the values, which nobody can change, and not the columns.
    return _load(name, str(_files.cache_folder()), _files.mirror()).clone()


def wide(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with its integers as Int64 and its floats as Float64."""
    return frame.cast(
        {
            name: wide_dtype(type(dtype))
            for name, dtype in frame.schema.items()
            if wide_dtype(type(dtype)) is not type(dtype)
        }
    )


@cache
def _load(name: str, cache_folder: str, mirror: str) -> pl.DataFrame:
    # The two folders are arguments so that a changed environment is not answered from memory.
    dataset = get(name)
    parsed = Path(cache_folder) / "parsed" / f"{name}.parquet"
    frame = _stored(dataset, parsed)
    if frame is None:
        frame = dataset.read(_files.checked_bytes(dataset), dataset.stored)
        with suppress(OSError, FoedusError):
            # A cache that cannot be written costs time, not the result.
            _store(dataset, frame, parsed)
    return frame


def _stamp(dataset: Dataset) -> dict[str, object]:
    columns = [[name, str(dtype)] for name, dtype in dataset.stored.items()]
    return {"source": dataset.sha256, "columns": columns, "reader": _READER}


def _stored(dataset: Dataset, parsed: Path) -> pl.DataFrame | None:
    try:
        data = parsed.read_bytes()
        note = json.loads(parsed.with_suffix(".json").read_text("utf-8"))
        if note != _stamp(dataset) | {"parquet": hashlib.sha256(data).hexdigest()}:
            return None
        frame = pl.read_parquet(data)
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return None
    return frame if dict(frame.schema) == dict(dataset.stored) else None


def _store(dataset: Dataset, frame: pl.DataFrame, parsed: Path) -> None:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="lz4")
    data = buffer.getvalue()
    note = _stamp(dataset) | {"parquet": hashlib.sha256(data).hexdigest()}
    parsed.parent.mkdir(parents=True, exist_ok=True)
    clear_stale(parsed.parent)
    write_whole(parsed, data)
    write_whole(parsed.with_suffix(".json"), json.dumps(note))
