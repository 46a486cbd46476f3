"""Ethnic and religious fractionalization and polarization."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_creg_fractionalization"]

_COLUMNS = ["ethfrac", "ethpol", "relfrac", "relpol"]


def add_creg_fractionalization(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with how divided each state's population was.

    Adds fractionalization (the chance that two inhabitants are of different groups) and
    polarization (1 if there are two groups of the same size) by ethnicity (`ethfrac`, `ethpol`)
    and religion (`relfrac`, `relpol`), all from 0 to 1; for dyads with 1 and 2 at the end.
    Missing outside 1945-2013.

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
    Nardulli, Wong, Singh, Peyton and Bajjalieh (2012); Alesina et al. (2003); Montalvo and
    Reynal-Querol (2005).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> states = state_years(1946, 1946).pipe(add_creg_fractionalization)
    >>> round(states["ethfrac"].mean(), 3)
    0.333
    """
    return attach(frame, _ADDER, keep=keep)


def _state_years(code: str) -> pl.DataFrame:
    """Return one row a state and year.

    CREG has rows for Yugoslavia and Serbia, and for the Soviet Union and Russia, over all years,
    empty where the state did not exist. Where both have a figure the union's counts.
    """
    own = pl.col("creg_ccode") == pl.col(code)
    figures = [pl.col(name).sort_by(own).drop_nulls().last() for name in _COLUMNS]
    return load_narrow("creg").group_by(code, "year").agg(figures)


_ADDER = Adder(
    "add_creg_fractionalization",
    of_states(lambda asked: _state_years(asked.unit.code), _COLUMNS),
)
