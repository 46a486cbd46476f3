"""The datasets, found by folder: every module here that holds a record."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType

from foedus.errors import FoedusError, nearest
from foedus.sources._record import Dataset

__all__ = ["datasets", "get"]


@cache
def datasets() -> MappingProxyType[str, Dataset]:
    """Return every dataset's record by its name, in alphabetical order.

    Examples
    --------
    >>> datasets()["cow_nmc"].years
    (1816, 2022)
    """
    return MappingProxyType({name: get(name) for name in sorted(_names())})


@cache
def get(name: str) -> Dataset:
    """Return one dataset's record.

    Raises
    ------
    FoedusError
        There is none of that name; the message gives the nearest.

    Examples
    --------
    >>> get("atop_alliance").version
    '5.1'
    """
    known = _names()
    if name not in known:
        near = nearest(name, known)
        hint = f"; did you mean {near}?" if near else "; see: foedus data list"
        raise FoedusError(f"no dataset is called '{name}'{hint}")
    record = import_module(f"foedus.sources.{name}").DATASET
    assert isinstance(record, Dataset)
    return record


@cache
def _names() -> tuple[str, ...]:
    folder = str(Path(__file__).parent)
    return tuple(m.name for m in iter_modules([folder]) if not m.name.startswith("_"))
