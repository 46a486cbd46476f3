"""The frame libraries that are served, and the way between them and polars."""

from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl

from foedus.errors import FoedusError, nearest
from foedus.sources._store import wide

__all__ = [
    "append",
    "columns_to_polars",
    "index_names",
    "table_beside",
    "to_backend",
    "with_expressions",
]


def to_backend(frame: pl.DataFrame, backend: str) -> Any:
    """Return a polars data frame as another kind of frame.

    Parameters
    ----------
    frame : polars data frame
        What was made; its integers leave as Int64, which the user's arithmetic does not wrap.
    backend : str
        polars, polars-lazy, pandas, pyarrow, duckdb or pyspark.

    Raises
    ------
    FoedusError
        The backend is unknown or not installed.
    """
    if backend not in _BACKENDS:
        near = nearest(backend, _BACKENDS)
        hint = f"; did you mean {near}?" if near else ""
        raise FoedusError(f"backend is '{backend}', expected {', '.join(_BACKENDS)}{hint}")
    try:
        return _BACKENDS[backend](wide(frame))
    except ImportError as problem:
        extra = {"pyspark": "spark", "duckdb": "duckdb", "pyarrow": "duckdb"}.get(backend, "models")
        raise FoedusError(
            f"backend '{backend}' is not installed ({problem}): pip install 'foedus[{extra}]'"
        ) from None


def _pandas(frame: pl.DataFrame) -> Any:
    import pandas as pd

    return pd.DataFrame({name: _pandas_values(frame[name]) for name in frame.columns})


def _pandas_values(column: pl.Series) -> Any:
    if column.dtype == pl.Date:
        # pandas keeps days as timestamps.
        return column.cast(pl.Datetime("us")).to_numpy()
    if column.dtype == pl.String:
        import pandas as pd

        return pd.array(column.to_list(), dtype="str")
    return column.to_numpy()


def _duckdb(frame: pl.DataFrame) -> Any:
    import duckdb

    return duckdb.from_arrow(_arrow(frame))


def _arrow(frame: pl.DataFrame) -> Any:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def _spark(frame: pl.DataFrame, session: Any = None) -> Any:
    import pyspark
    from pyspark.sql import SparkSession

    session = session or SparkSession.builder.getOrCreate()
    if int(pyspark.__version__.split(".")[0]) >= 4:
        return session.createDataFrame(_arrow(frame))
    # Spark 3 takes no Arrow tables; rows keep None apart from numbers, which pandas does not.
    return session.createDataFrame(frame.rows(), schema=_spark_schema(frame))


def _spark_schema(frame: pl.DataFrame) -> str:
    names = {
        pl.Int8: "tinyint",
        pl.Int16: "smallint",
        pl.Int32: "int",
        pl.Int64: "bigint",
        pl.Float64: "double",
        pl.String: "string",
        pl.Date: "date",
        pl.Boolean: "boolean",
    }
    return ", ".join(f"`{name}` {names[type(dt)]}" for name, dt in frame.schema.items())


_BACKENDS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars-lazy": lambda frame: frame.lazy(),
    "pandas": _pandas,
    "pyarrow": _arrow,
    "duckdb": _duckdb,
    "pyspark": _spark,
}


def columns_to_polars(frame: "nw.DataFrame[Any]", names: list[str]) -> pl.DataFrame:
    """Return some columns of an eager frame as polars, rows in their order."""
    native = frame.to_native()
    if isinstance(native, pl.DataFrame):
        return native.select(names)
    if frame.implementation.is_pandas_like():
        # Column by column, so that pandas users need no pyarrow.
        return pl.DataFrame([_from_pandas(frame[name]) for name in names])
    return frame.select(names).to_polars()


def _from_pandas(column: "nw.Series[Any]") -> pl.Series:
    if column.dtype.is_numeric():
        values = column.to_numpy()
        if values.dtype == object or column.dtype.is_decimal():
            return _from_objects(column)
        return pl.Series(column.name, values, nan_to_null=True)
    if column.dtype == nw.Datetime:
        return pl.Series(column.name, column.to_numpy()).cast(pl.Datetime("us"))
    return _from_objects(column)


def _from_objects(column: "nw.Series[Any]") -> pl.Series:
    values = [None if value is None or value != value else value for value in column.to_list()]
    if any(hasattr(value, "freqstr") for value in values):
        # A pandas period: what it is called says whether it is a year.
        return pl.Series(column.name, values, dtype=pl.Object)
    try:
        return pl.Series(column.name, values)
    except TypeError:
        return pl.Series(column.name, [v if v is None else str(v) for v in values])


def append(frame: "nw.DataFrame[Any]", new: pl.DataFrame) -> Any:
    """Return an eager frame (native) with new columns at its end; the frame itself stays."""
    native = frame.to_native()
    if isinstance(native, pl.DataFrame):
        return native.hstack(new)
    if frame.implementation.is_pandas():
        import pandas as pd

        right = _pandas(new)
        right.index = native.index
        return pd.concat([native, right], axis=1)
    if frame.implementation.is_pyarrow():
        for name, column in zip(new.columns, _arrow(new).columns, strict=True):
            native = native.append_column(name, column)
        return native
    raise _unserved(frame.implementation)


def table_beside(frame: "nw.LazyFrame[Any]", table: pl.DataFrame) -> Any:
    """Return a polars table as the same kind of lazy frame as the user's, ready to be joined."""
    native = frame.to_native()
    kind = frame.implementation
    if kind.is_polars():
        return nw.from_native(table.lazy())
    if kind.is_duckdb():
        foedus_table = _arrow(table)  # noqa: F841
        # Asking the user's relation keeps the table on the user's connection.
        return nw.from_native(native.query("foedus_frame", "SELECT * FROM foedus_table"))
    if kind.is_pyspark() or kind.is_pyspark_connect():
        from pyspark.sql.functions import broadcast

        # Small against the frame: every worker gets all of it, and no row of the frame travels.
        return nw.from_native(broadcast(_spark(table, native.sparkSession)))
    raise _unserved(kind)


def with_expressions(frame: "nw.LazyFrame[Any]", made: dict[str, str]) -> "nw.LazyFrame[Any]":
    """Return a DuckDB or Spark frame with columns made by expressions in its SQL: name -> SQL."""
    if not made:
        return frame
    native = frame.to_native()
    if frame.implementation.is_duckdb():
        more = ", ".join(f'{sql} AS "{name}"' for name, sql in made.items())
        made_so: nw.LazyFrame[Any] = nw.from_native(native.project(f"*, {more}"))
        return made_so
    from pyspark.sql.functions import expr

    columns = {name: expr(sql) for name, sql in made.items()}
    of_spark: nw.LazyFrame[Any] = nw.from_native(native.withColumns(columns))
    return of_spark


def index_names(frame: Any) -> list[str]:
    """Return the names in a pandas frame's index: none if it has no names or is no pandas."""
    names = getattr(getattr(frame, "index", None), "names", None)
    return [str(name) for name in names or [] if name is not None]


def _unserved(kind: "nw.Implementation") -> FoedusError:
    return FoedusError(
        f"{kind.name.lower()} frames are not served; give a polars, pandas, pyarrow, duckdb or "
        "pyspark frame"
    )
