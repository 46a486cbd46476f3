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
from foedus.sources._record import Dataset
from foedus.sources._registry import get

__all__ = ["load", "recorded_loads"]

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
    """Return a dataset as a polars data frame; the second call returns the same one.

    Parameters
    ----------
    name : str
        As in `foedus data list`.

    Raises
    ------
    FoedusError
        It is not on this computer (the message says how to get it), is damaged, or is unknown.
    """
    loaded = _LOADED.get()
    if loaded is not None:
        loaded.add(name)
    return _load(name, str(_files.cache_folder()), _files.mirror())


@cache
def _load(name: str, cache_folder: str, mirror: str) -> pl.DataFrame:
    # The two folders are arguments so that a changed environment is not answered from memory.
    dataset = get(name)
    parsed = Path(cache_folder) / "parsed" / f"{name}.parquet"
    frame = _stored(dataset, parsed)
    if frame is None:
        frame = dataset.read(_files.checked_bytes(dataset), dataset.columns)
        with suppress(OSError, FoedusError):
            # A cache that cannot be written costs time, not the result.
            _store(dataset, frame, parsed)
    return frame


def _stamp(dataset: Dataset) -> dict[str, object]:
    columns = [[name, str(dtype)] for name, dtype in dataset.columns.items()]
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
    return frame if dict(frame.schema) == dict(dataset.columns) else None


def _store(dataset: Dataset, frame: pl.DataFrame, parsed: Path) -> None:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="lz4")
    data = buffer.getvalue()
    note = _stamp(dataset) | {"parquet": hashlib.sha256(data).hexdigest()}
    parsed.parent.mkdir(parents=True, exist_ok=True)
    clear_stale(parsed.parent)
    write_whole(parsed, data)
    write_whole(parsed.with_suffix(".json"), json.dumps(note))
