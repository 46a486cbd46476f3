"""Terrain."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_rugged_terrain"]

_COLUMNS = ("rugged", "newlmtnest")


def add_rugged_terrain(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with how rugged and mountainous each state's land is.

    Adds the Terrain Ruggedness Index (`rugged`, hundreds of metres) and the natural logarithm of
    the share of mountains in per cent plus one (`newlmtnest`); for dyads with 1 and 2 at the end.
    They do not vary by year.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, in either state system.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Nunn and Puga (2012); Gibler and Miller (2014).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(2000, 2000).pipe(add_rugged_terrain)["rugged"][0]
    1.073
    """
    return attach(frame, _ADDER, keep=keep)


def _states(asked: Asked) -> pl.DataFrame:
    code = asked.unit.code
    # A microstate without a Gleditsch-Ward number is found by nobody.
    return load_narrow("rugged").drop_nulls(code).select(code, *_COLUMNS)


_ADDER = Adder("add_rugged_terrain", of_states(_states, _COLUMNS))
