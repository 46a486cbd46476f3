"""Checks on the keys of the user's frame."""

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.panel._units import Unit
from foedus.sources import load

__all__ = ["check_keys", "known_codes"]

_LARGEST_CODE = 1023
_SYSTEM_OF = {"ccode": "cow", "gwcode": "gw"}
_NAMES = {"cow": "Correlates of War", "gw": "Gleditsch-Ward"}


def check_keys(keys: pl.DataFrame, unit: Unit, caller: str, *, unique: bool = True) -> None:
    """Raise if two rows share a key (unless they may) or a number is no state's in the system.

    Raises
    ------
    FoedusError
        With the first such key or number.
    """
    for name in unit.codes:
        _check_codes(keys[name], unit, caller)
    if unique:
        _check_unique(keys, unit, caller)


@cache
def known_codes(system: str) -> dict[int, str]:
    """Return the state numbers of a system with each state's latest name."""
    code, name, table = {
        "cow": ("ccode", "cw_name", "cw_system"),
        "gw": ("gwcode", "gw_name", "gw_system"),
    }[system]
    return dict(load(table).sort("start").select(code, name).iter_rows())


@cache
def _known_mask(system: str) -> NDArray[np.bool_]:
    mask = np.zeros(_LARGEST_CODE + 1, dtype=bool)
    mask[list(known_codes(system))] = True
    return mask


def _check_codes(codes: pl.Series, unit: Unit, caller: str) -> None:
    if not codes.dtype.is_numeric():
        raise FoedusError(f"{caller}: {codes.name} holds {codes.dtype}, expected state numbers")
    present = codes.drop_nulls() if codes.null_count() else codes
    values = present.to_numpy()
    inside = (values >= 0) & (values <= _LARGEST_CODE)
    if inside.all():
        used = np.zeros(_LARGEST_CODE + 1, dtype=bool)
        used[values.astype(np.intp, copy=False)] = True
        wrong = np.flatnonzero(used & ~_known_mask(unit.system))
    else:
        wrong = values[~inside]
    if not wrong.size:
        return
    number = int(wrong[0])
    other = "gw" if unit.system == "cow" else "cow"
    theirs = known_codes(other).get(number)
    hint = f"; it is {_NAMES[other]}'s number of {theirs}" if theirs else ""
    raise FoedusError(
        f"{caller}: {codes.name} holds {number}, which is no {_NAMES[unit.system]} number{hint}"
    )


def _check_unique(keys: pl.DataFrame, unit: Unit, caller: str) -> None:
    frame = keys.select(unit.keys)
    if all(dtype.is_integer() for dtype in frame.dtypes):
        # K-ads come in the order of years, all else in that of states.
        leading = ["year"] if unit.kind == "kad-year" else []
        if _strictly_ordered(frame.select(*leading, pl.exclude(leading))):
            return
    # Rows that lack a part of their key cannot be told apart, and are not compared.
    complete = frame.drop_nulls()
    if complete.n_unique() == complete.height:
        return
    first = complete.filter(complete.is_duplicated()).row(0)
    shown = ", ".join(f"{name} {value}" for name, value in zip(unit.keys, first, strict=True))
    raise FoedusError(f"{caller}: more than one row has {shown}; a row must be one {unit.kind}")


def _strictly_ordered(frame: pl.DataFrame) -> bool:
    """Return whether rows are in strict order of their keys: then no two are the same.

    An overflow can hide that they are, but cannot make equal rows differ.
    """
    if any(column.null_count() for column in frame):
        return False
    packed = np.zeros(frame.height, dtype=np.int64)
    for column in frame:
        packed *= 65536 if column.name == "year" else _LARGEST_CODE + 1
        packed += column.to_numpy()
    return bool((packed[1:] > packed[:-1]).all())
