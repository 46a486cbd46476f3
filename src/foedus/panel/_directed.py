"""Whether a frame of pairs has both orders."""

from typing import Any

import narwhals as nw
import polars as pl

from foedus.panel._units import Unit

__all__ = ["is_directed"]


def is_directed(frame: Any, unit: Unit) -> bool:
    """Return whether in some row the first state's number is the higher one.

    On a lazy frame this asks the engine for one figure.
    """
    one, two = unit.codes
    if isinstance(frame, pl.DataFrame):
        return bool((frame[one] > frame[two]).any())
    wrapped = nw.from_native(frame)
    first_higher = wrapped.lazy().filter(nw.col(one) > nw.col(two)).select(one).head(1)
    return len(first_higher.collect()) > 0
