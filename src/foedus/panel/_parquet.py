"""Files that are written whole or not at all, and Parquet files written in parts."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from foedus.errors import FoedusError

__all__ = ["whole_file", "write_parts"]


@contextmanager
def whole_file(target: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a place to write to, which becomes the target once all is written.

    Parameters
    ----------
    target : path
    force : bool
        Replace the target if it exists.

    Raises
    ------
    FoedusError
        The target exists, or cannot be written; nothing is left behind.
    """
    if target.is_dir():
        raise FoedusError(f"{target} is a folder, expected a file")
    if target.exists() and not force:
        raise FoedusError(f"{target} exists; --force (in Python: force=True) replaces it")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".foedus-", suffix=target.suffix)
    except OSError as problem:
        raise FoedusError(f"cannot write {target}: {problem.strerror}") from None
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        partial.chmod(0o666 & ~_umask())
        partial.replace(target)
    except (OSError, pl.exceptions.PolarsError) as problem:
        said = getattr(problem, "strerror", None) or str(problem).strip().splitlines()[0]
        raise FoedusError(f"cannot write {target}: {said}") from None
    finally:
        partial.unlink(missing_ok=True)


def write_parts(
    parts: Iterable[pl.DataFrame],
    schema: Mapping[str, pl.DataType],
    target: Path,
    metadata: dict[str, str] | None = None,
) -> None:
    """Write frames of one schema into one Parquet file; only some are in memory at a time."""
    from polars.io.plugins import register_io_source

    trouble: list[Exception] = []
    given = 0

    def give(
        columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        # A sink asks for all columns and rows; it does not always pass an exception on.
        nonlocal given
        try:
            for part in parts:
                given += part.height
                if part.height:  # an empty one would be taken for the end
                    yield part
        except Exception as problem:
            trouble.append(problem)
            raise

    lazy: Any = register_io_source(give, schema=dict(schema))
    try:
        lazy.sink_parquet(target, compression="zstd", compression_level=1, metadata=metadata)
    finally:
        if trouble:
            raise trouble[0]
    written = pl.scan_parquet(target).select(pl.len()).collect().item()
    if written != given:
        raise OSError(f"{written:,} of {given:,} rows arrived in the file")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
