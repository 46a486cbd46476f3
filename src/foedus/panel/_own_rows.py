"""Read one's own rows, which a recipe begins with, from a CSV, Parquet or Stata file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl
import polars.selectors as cs

from foedus.errors import FoedusError, nearest
from foedus.sources._store import wide

__all__ = ["OWN_FORMATS", "own_rows"]

# What stands for a missing value in the CSV files of R, Stata and pandas.
_MISSING = ("", "NA", ".", "NaN", "nan")


def own_rows(file: Path) -> pl.DataFrame:
    """Return the rows of a CSV, Parquet or Stata file.

    Parameters
    ----------
    file : Path
        Ends in .csv, .parquet or .dta. In CSV a column is of numbers if all that is there is a
        number, empty, or NA, a dot or NaN, which are missing then; in a column of text they stay.
        Labelled values of Stata files come as their numbers.

    Raises
    ------
    FoedusError
        It is not there, of another kind, or not what its name says.
    """
    ending = file.suffix.lower()
    if ending not in _READERS:
        near = nearest(ending, _READERS)
        hint = f"; did you mean {near}?" if near else ""
        raise FoedusError(f"base: {file} ends in '{ending}', expected {_listed()}{hint}")
    if not file.is_file():
        raise FoedusError(f"base: {file}: there is no such file")
    try:
        return wide(_READERS[ending](file))
    except (pl.exceptions.PolarsError, ValueError, OSError) as problem:
        said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise FoedusError(f"base: {file} is no {ending} file that can be read: {said}") from None


def _csv(file: Path) -> pl.DataFrame:
    # As text first: what a column holds is told by all of its rows.
    text = pl.read_csv(file, infer_schema=False, encoding="utf8")
    return text.with_columns(_typed(column) for column in text)


def _typed(column: pl.Series) -> pl.Series:
    bare = column.str.strip_chars()
    there = bare.filter(bare.is_not_null() & ~bare.is_in(_MISSING))
    # 007 is a name, not the number 7.
    if len(there) and not there.str.contains(r"^[+-]?0\d").any():
        for dtype in (pl.Int64, pl.Float64):
            if there.cast(dtype, strict=False).null_count() == 0:
                missing = bare.is_in(_MISSING)
                return bare.set(missing.fill_null(False), None).cast(dtype)
    return column.replace("", None)


def _stata(file: Path) -> pl.DataFrame:
    try:
        import pandas as pd
    except ImportError:
        raise FoedusError(
            "reading Stata files needs pandas: pip install 'foedus[models]'"
        ) from None
    try:
        table = pd.read_stata(file, convert_categoricals=False)
    except Exception as problem:
        # In a broken file its reader fails wherever it happens to be.
        raise ValueError(str(problem)) from problem
    columns = [pl.Series(str(name), table[name].to_list(), strict=False) for name in table.columns]
    return pl.DataFrame(columns).with_columns(cs.float().fill_nan(None))


_READERS: Mapping[str, Callable[[Path], pl.DataFrame]] = MappingProxyType(
    {".csv": _csv, ".parquet": pl.read_parquet, ".dta": _stata}
)
OWN_FORMATS = tuple(_READERS)


def _listed() -> str:
    return ", ".join(OWN_FORMATS)
