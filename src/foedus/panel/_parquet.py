"""Parquet files written in parts."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["write_parts"]


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
