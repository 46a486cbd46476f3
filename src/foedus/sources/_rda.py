"""Read an .rda file that holds one data frame, into polars, without pandas."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foedus.errors import not_installed
from foedus.sources._unpack import unpacked

__all__ = ["read_rda"]

_R_MISSING_INT = -(2**31)


def read_rda(data: bytes, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """Return the data frame that the bytes of an .rda file hold, with the project's dtypes.

    Parameters
    ----------
    data : bytes
        The file, compressed as upstream has it.
    columns : mapping of str to polars dtype
        The columns expected, in order.

    Raises
    ------
    ValueError
        The file holds other columns, or a value does not fit its dtype.
    """
    names, vectors = _vectors(data)
    if names != list(columns):
        raise ValueError(f"expected the columns {', '.join(columns)}, found {', '.join(names)}")
    return pl.DataFrame(
        [
            _series(name, vector, dtype)
            for (name, dtype), vector in zip(columns.items(), vectors, strict=True)
        ]
    )


def _vectors(data: bytes) -> tuple[list[str], list[Any]]:
    try:
        from rdata.parser import parse_data
    except ImportError as problem:
        raise not_installed("reading the research data", "panel", problem) from None
    frame = parse_data(unpacked(data)).object.value[0]
    return _names(frame.attributes), frame.value


def _names(attributes: Any) -> list[str]:
    while attributes is not None and attributes.tag is not None:
        tag = attributes.tag.referenced_object or attributes.tag
        head, rest = attributes.value
        if tag.value.value == b"names":
            return [_text(item.value) or "" for item in head.value]
        attributes = rest
    raise ValueError("the file holds no data frame with named columns")


def _series(name: str, vector: Any, dtype: type[pl.DataType]) -> pl.Series:
    if isinstance(vector.value, list):
        return pl.Series(name, [_text(item.value) for item in vector.value], dtype=dtype)
    values = np.asarray(vector.value)
    if values.dtype.kind == "i":
        series = pl.Series(name, values)
        series = series.set(series == _R_MISSING_INT, None)
    else:
        series = pl.Series(name, values, nan_to_null=True)
    if dtype == pl.Date:
        # R keeps dates as days since 1970 in doubles.
        return series.cast(pl.Int32).cast(pl.Date)
    return series.cast(dtype, strict=True)


def _text(raw: bytes | None) -> str | None:
    if raw is None:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
